import Glibc

/// Ctrl-C while a command works.
///
/// Most commands end at once with status 130. One that has something to finish first takes note of the signal, on
/// whichever thread it arrives, and looks for it between two steps of its work.
enum Interruption {
  /// Ends the program with status 130 when Ctrl-C is pressed.
  static func endsTheProgram() {
    signal(SIGINT) { _ in _exit(130) }
    letThrough()
  }

  /// A parent may have started the program with the signal blocked.
  private static func letThrough() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Only takes note of Ctrl-C from now on.
  static func hold() {
    // Opened here: a handler may write to a pipe, but not make one.
    _ = pipeEnds
    signal(SIGINT) { _ in
      var byte: UInt8 = 1
      _ = write(Interruption.pipeEnds.writing, &byte, 1)
    }
  }

  /// Whether Ctrl-C was pressed since it is held back.
  static var isPending: Bool {
    var request = pollfd(fd: pipeEnds.reading, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  private static let pipeEnds: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    // A full pipe says enough: nobody may wait in a signal handler.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    return (ends[0], ends[1])
  }()
}
