import Foundation
import Glibc
import LatentCore

/// Reading and writing of whole files, with every failure as a `ZwalkError` that names the path.
///
/// `-` stands for standard input when reading and for standard output when writing.
public enum Files {
  /// What a path leads to, links followed.
  public enum Kind: Sendable { case missing, file, folder, other }

  /// Returns the contents of a file.
  /// - Parameters:
  ///   - advice: what to do when it is missing, for the message.
  ///   - streamLimit: the most bytes that are read from a pipe or a device, which need not end.
  /// - Throws: `ZwalkError.fileMissing` or `.fileUnreadable`.
  public static func read(
    _ path: String, advice: String = "", streamLimit: Int = 1 << 30
  ) throws(ZwalkError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(reading: path, errno, advice) }
    defer { if path != "-" { close(descriptor) } }
    do {
      return try contents(of: descriptor, streamLimit: streamLimit)
    } catch {
      throw failure(reading: path == "-" ? "standard input" : path, error.number, advice)
    }
  }

  /// Replaces a file as a whole: readers and crashes see the old contents or the new ones, never a part.
  ///
  /// The bytes go to a file beside it, which is flushed to the disk and renamed. A device or a pipe is written
  /// directly.
  /// - Throws: `ZwalkError.fileUnwritable`; the previous file is then untouched.
  public static func write(_ bytes: [UInt8], to path: String) throws(ZwalkError) {
    do {
      if path == "-" {
        try put(bytes, to: STDOUT_FILENO)
      } else if kind(of: path) == .other {
        try put(bytes, into: path, flags: O_WRONLY)
      } else {
        try replace(path, by: bytes)
      }
    } catch {
      throw failure(writing: path == "-" ? "standard output" : path, error.number)
    }
  }

  /// Adds bytes to the end of a file, which is made when it is missing.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public static func append(_ bytes: [UInt8], to path: String) throws(ZwalkError) {
    do {
      try put(bytes, into: path, flags: O_WRONLY | O_CREAT | O_APPEND)
    } catch {
      throw failure(writing: path, error.number)
    }
  }

  /// Makes a folder and those above it; nothing happens when it is there.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public static func makeFolder(_ path: String) throws(ZwalkError) {
    guard !path.isEmpty, kind(of: path) != .folder else { return }
    try makeFolder(parent(of: path))
    if mkdir(path, 0o777) != 0, errno != EEXIST || kind(of: path) != .folder {
      throw failure(writing: path, errno)
    }
  }

  /// Returns the names in a folder, sorted, without those that begin with a point.
  /// - Throws: `ZwalkError.fileMissing` or `.fileUnreadable`.
  public static func names(in folder: String) throws(ZwalkError) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw failure(reading: folder, kind(of: folder) == .missing ? ENOENT : EACCES, "")
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Returns what a path leads to.
  public static func kind(of path: String) -> Kind {
    switch mode(of: path).map({ $0 & S_IFMT }) {
    case nil: .missing
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// The bytes of a file; 0 when there is none.
  public static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Removes a folder when nothing is in it.
  public static func removeEmptyFolder(_ path: String) { rmdir(path) }

  /// The folder that a path lies in; empty for a name alone.
  public static func parent(of path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "" }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }
}
