import Formats
import LatentCore

/// What a file's name says that it holds.
enum FileFormat: String {
  case npy, png, gif, csv
}

/// A file that a command was told to write; `-` is standard output.
struct OutputFile {
  let path: String
  let format: FileFormat

  /// Looks at the name before any work is done.
  /// - Parameter formats: what the command can write; the first is meant by `-`.
  /// - Throws: `ZwalkError.unusableArguments` for another ending.
  init(_ path: String, option: String = "--out", formats: [FileFormat]) throws {
    self.path = path
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = path == "-" ? formats.first : formats.first(where: { $0.rawValue == ending }) else {
      let known = formats.map { ".\($0.rawValue)" }.joined(separator: " or ")
      throw ZwalkError.unusableArguments(
        "\(option) is '\(path)'; it takes a name that ends in \(known), or -")
    }
    self.format = format
  }

  /// Whether the file goes where the answer of a command goes.
  var isStandardOutput: Bool { path == "-" }

  /// Looks whether at most one of the files is standard output: it is one stream, and two in it are none.
  /// - Returns: whether one is, so that a report belongs on standard error.
  /// - Throws: `ZwalkError.unusableArguments` that names the options.
  static func takeStandardOutput(_ files: [(option: String, file: OutputFile?)]) throws -> Bool {
    let taken = files.filter { $0.file?.isStandardOutput == true }.map(\.option)
    guard taken.count < 2 else {
      throw ZwalkError.unusableArguments(
        "\(taken.joined(separator: " and ")) are both -, and standard output is one stream; "
          + "name a file for one of them")
    }
    return !taken.isEmpty
  }

  /// Writes the file at once, whole.
  /// - Throws: `ZwalkError.fileUnwritable`.
  func write(_ bytes: [UInt8]) throws {
    if path == "-" { try StandardStreams.write(bytes) } else { try Files.write(bytes, to: path) }
  }
}
