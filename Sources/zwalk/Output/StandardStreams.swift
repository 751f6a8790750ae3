import Foundation
import Glibc
import LatentCore

/// Standard output and standard error of the process.
enum StandardStreams {
  /// Makes sure that writing to a closed stream is an error and nothing worse.
  ///
  /// Without this a data file could be opened under the number of a closed stream and then be written to. A reader that
  /// has seen enough (`| head`) ends the program silently, as it does for other tools.
  static func prepare() {
    signal(SIGPIPE, SIG_DFL)
    for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes results.
  /// - Throws: `ZwalkError.fileUnwritable` when standard output is closed or full.
  static func write(_ text: String) throws {
    try write(Data(text.utf8))
  }

  /// Writes results to standard output, or beside it to standard error where a file is written there.
  /// - Throws: `ZwalkError.fileUnwritable`.
  static func report(_ text: String, outputIsTaken: Bool) throws {
    guard outputIsTaken else { return try write(text) }
    complain(inPlace: text)
  }

  /// Writes bytes of a file that was asked for as `-`.
  /// - Throws: `ZwalkError.fileUnwritable`.
  static func write(_ bytes: some DataProtocol) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      throw ZwalkError.fileUnwritable(path: "standard output", reason: String(cString: strerror(errno)))
    }
  }

  /// Writes a line for people, names of files included: what would steer a terminal is written as its code.
  ///
  /// Nothing can be done, and nobody be told, when this fails.
  static func complain(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line.withoutControls + "\n").utf8))
  }

  /// Writes without a line break: the progress bar.
  static func complain(inPlace text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether people read standard output, standard error.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}

extension String {
  /// The text with control characters as `\x1b`: a file's name must not move the cursor, or worse.
  var withoutControls: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
    return unicodeScalars.map { scalar in
      guard scalar.properties.generalCategory == .control else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
