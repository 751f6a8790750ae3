import Foundation
import Glibc

/// Signals that ask a working command to end: Ctrl-C, a termination, a terminal that was closed.
///
/// Most commands end at once, with status 130 after Ctrl-C. One that has something to finish first takes note of the
/// signal, on whichever thread it arrives, and looks for it between two steps of its work.
enum Interruption {
  /// Ends the program with status 130 when Ctrl-C is pressed.
  static func endsTheProgram() {
    signal(SIGINT) { _ in _exit(130) }
    letThrough([SIGINT])
  }

  /// A parent may have started the program with signals blocked.
  private static func letThrough(_ numbers: [Int32]) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Only takes note of Ctrl-C, SIGTERM and SIGHUP from now on.
  static func hold() {
    // Opened here: a handler may write to a pipe, but not make one.
    _ = pipeEnds
    // Who starts a command with nohup does not want it to end with the terminal.
    let held = [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP])
    for number in held {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.pipeEnds.writing, &byte, 1)
      }
    }
    letThrough(held)
  }

  /// Whether a signal is ignored; asked of the kernel, since handlers cannot be compared.
  private static func isIgnored(_ number: Int32) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    let mask = line.flatMap { UInt64($0.dropFirst("SigIgn:".count).filter(\.isHexDigit), radix: 16) } ?? 0
    return mask >> UInt64(number - 1) & 1 == 1
  }

  /// Whether a signal has come since they are held back.
  static var isPending: Bool {
    var request = pollfd(fd: pipeEnds.reading, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  /// What a shell expects of a program that ended because of the signal that came first: 128 and its number.
  static var status: Int32? {
    guard isPending else { return nil }
    var byte: UInt8 = 0
    return read(pipeEnds.reading, &byte, 1) == 1 ? 128 + Int32(byte) : nil
  }

  private static let pipeEnds: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    // A full pipe says enough: nobody may wait in a signal handler.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    return (ends[0], ends[1])
  }()
}
