import Formats
import Foundation
import LatentCore
import TestSupport
import Testing

@Suite("Files")
struct FilesTests {
  @Test("reading gives back what was written", arguments: [0, 1, 65_536, 200_001])
  func roundTrip(count: Int) throws {
    let folder = try TemporaryFolder()
    var random = RandomSource(seed: 1)
    let bytes = random.bytes(count)
    try Files.write(bytes, to: folder("a"))
    #expect(try Files.read(folder("a")) == bytes)
  }

  @Test("writing replaces a file whole, keeps its permissions and leaves nothing beside it")
  func replace() throws {
    let folder = try TemporaryFolder()
    try Files.write([1, 2, 3], to: folder("a"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder("a"))
    try Files.write([4], to: folder("a"))
    #expect(try Files.read(folder("a")) == [4])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder("a"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test("writing through a link changes the file, not the link")
  func link() throws {
    let folder = try TemporaryFolder()
    try Files.write([1], to: folder("real"))
    try FileManager.default.createSymbolicLink(atPath: folder("link"), withDestinationPath: folder("real"))
    try Files.write([2], to: folder("link"))
    #expect(try Files.read(folder("real")) == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == folder("real"))
  }

  @Test("a device is written, not replaced")
  func device() throws {
    try Files.write([1, 2, 3], to: "/dev/null")
    #expect(Files.kind(of: "/dev/null") == .other)
    let message = failure { () throws(ZwalkError) in try Files.write([1], to: "/dev/full") }
    #expect(message.hasPrefix("/dev/full: cannot be written: no space"))
  }

  @Test("a failed write leaves the file as it was")
  func failedWrite() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file/inner")
    #expect(
      failure { () throws(ZwalkError) in try Files.write([2], to: folder("file")) }.contains("it is a folder")
    )
    #expect(try Files.read(folder("file/inner")) == [1])
    let missing = failure { () throws(ZwalkError) in try Files.write([2], to: folder("none/a")) }
    #expect(missing == "\(folder("none/a")): cannot be written: the folder \(folder("none")) does not exist")
  }

  @Test("a missing file says what to do, a folder that it is one")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ZwalkError.fileMissing(path: folder("a"), advice: "make it")) {
      try Files.read(folder("a"), advice: "make it")
    }
    #expect(throws: ZwalkError.fileUnreadable(path: folder.path, reason: "it is a folder")) {
      try Files.read(folder.path)
    }
  }

  @Test("a device without end is refused")
  func endless() {
    let message = failure { () throws(ZwalkError) in _ = try Files.read("/dev/zero", streamLimit: 1 << 20) }
    #expect(message.contains("does not end"))
  }

  @Test("folders are made with those above, and listed in order without hidden names")
  func folders() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder(folder("a/b/c"))
    try Files.makeFolder(folder("a/b/c"))
    #expect(Files.kind(of: folder("a/b/c")) == .folder)
    for name in ["z", "b", ".hidden"] { try Files.write([], to: folder("a/b/c/\(name)")) }
    #expect(try Files.names(in: folder("a/b/c")) == ["b", "z"])
    let blocked = failure { () throws(ZwalkError) in try Files.makeFolder(folder("a/b/c/z/deep")) }
    #expect(blocked.contains("in the place of a folder"))
    #expect(
      failure { () throws(ZwalkError) in _ = try Files.names(in: folder("none")) }.contains("no such file"))
  }

  @Test("appending adds to the end")
  func append() throws {
    let folder = try TemporaryFolder()
    try Files.append([1], to: folder("a"))
    try Files.append([2, 3], to: folder("a"))
    #expect(try Files.read(folder("a")) == [1, 2, 3])
  }
}
