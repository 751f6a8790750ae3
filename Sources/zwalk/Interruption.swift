import Glibc

/// Ctrl-C while a command works.
///
/// Most commands end at once with status 130. One that has something to finish first holds the signal back and looks
/// for it between two steps of its work: no handler runs, so nothing is interrupted in the middle.
enum Interruption {
  /// Ends the program with status 130 when Ctrl-C is pressed.
  static func endsTheProgram() {
    signal(SIGINT) { _ in _exit(130) }
  }

  /// Holds Ctrl-C back from now on; call it before the first worker thread starts.
  static func hold() {
    var signals = interrupt
    sigprocmask(SIG_BLOCK, &signals, nil)
  }

  /// Whether Ctrl-C was pressed since it is held back.
  static var isPending: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return sigismember(&pending, SIGINT) == 1
  }

  private static var interrupt: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    return signals
  }
}
