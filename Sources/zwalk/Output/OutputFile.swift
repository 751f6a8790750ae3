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

  /// Writes the file at once, whole.
  /// - Throws: `ZwalkError.fileUnwritable`.
  func write(_ bytes: [UInt8]) throws {
    if path == "-" { try StandardStreams.write(bytes) } else { try Files.write(bytes, to: path) }
  }
}
