import Foundation
import Glibc
import LatentCore

/// A system call's error number.
struct SystemFailure: Error {
  let number: Int32
}

extension Files {
  static func failure(reading path: String, _ number: Int32, _ advice: String) -> ZwalkError {
    switch number {
    case ENOENT, ENOTDIR: .fileMissing(path: path, advice: advice)
    case EISDIR: .fileUnreadable(path: path, reason: "it is a folder")
    case EFBIG: .fileUnreadable(path: path, reason: "it is a stream that does not end")
    default: .fileUnreadable(path: path, reason: words(number))
    }
  }

  static func failure(writing path: String, _ number: Int32) -> ZwalkError {
    let reason =
      switch number {
      case ENOENT: "the folder \(parent(of: path)) does not exist"
      case EISDIR: "it is a folder"
      case EEXIST, ENOTDIR: "a file is in the place of a folder"
      default: words(number)
      }
    return .fileUnwritable(path: path, reason: reason)
  }

  /// The system's words for an error number, `permission denied`.
  private static func words(_ number: Int32) -> String {
    let words = String(cString: strerror(number))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
