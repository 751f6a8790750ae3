import Foundation
import LatentCore
import Runtime
import Screen
import TestSupport
import Testing

@Suite("Screenshots")
struct ScreenshotTests {
  @Test("a frame becomes a picture, a drawing and a text under the first free number")
  func save() throws {
    let folder = try TemporaryFolder()
    var frame = Frame(rows: 3, columns: 12, fill: Theme.blank)
    frame.write("z = (+0.42)", row: 1, column: 0)
    #expect(try Screenshot.save(frame, in: folder.path) == "wrote zwalk-1.png, .svg and .txt")
    #expect(try Screenshot.save(frame, in: folder.path) == "wrote zwalk-2.png, .svg and .txt")
    let text = try String(contentsOfFile: folder.path + "/zwalk-1.txt", encoding: .utf8)
    #expect(text.contains("z = (+0.42)"))
    let png = try Data(contentsOf: URL(filePath: folder.path + "/zwalk-1.png"))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try String(contentsOfFile: folder.path + "/zwalk-1.svg", encoding: .utf8).contains("<svg"))
  }

  @Test("a folder that cannot be written is named, and not a file that nobody asked for")
  func unwritable() {
    #expect(
      throws: ZwalkError.fileUnwritable(path: "/no/folder", reason: "the folder /no/folder does not exist")
    ) { try Screenshot.save(Frame(rows: 3, columns: 12, fill: Theme.blank), in: "/no/folder") }
  }
}
