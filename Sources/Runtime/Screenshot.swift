import Formats
import LatentCore
import Pictures
import Screen

/// A frame as files.
public enum Screenshot {
  /// Writes a frame as PNG, SVG and text under the first free number, `zwalk-1.png` and its kin.
  /// - Returns: the names of the files, in a sentence.
  /// - Throws: `ZwalkError.fileUnwritable` that names the folder, which a person did not type.
  public static func save(_ frame: Frame, in folder: String) throws(ZwalkError) -> String {
    do {
      return try write(frame, in: folder)
    } catch .fileUnwritable(_, let reason) {
      throw .fileUnwritable(path: folder == "." ? "the current folder" : folder, reason: reason)
    }
  }

  private static func write(_ frame: Frame, in folder: String) throws(ZwalkError) -> String {
    var number = 1
    while endings.contains(where: { Files.kind(of: "\(folder)/zwalk-\(number).\($0)") != .missing }) {
      number += 1
    }
    let stem = "\(folder)/zwalk-\(number)"
    try Bitmap(frame).writePNG(to: "\(stem).png")
    try Files.write(Array(FrameSVG.document(frame).utf8), to: "\(stem).svg")
    try Files.write(Array((frame.text + "\n").utf8), to: "\(stem).txt")
    return "wrote zwalk-\(number).png, .svg and .txt"
  }

  private static let endings = ["png", "svg", "txt"]
}
