import LatentCore

/// Files within a zip file; enough of the format for npz.
/// - Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end).
public struct ZipArchive: Sendable {
  /// A file of the archive.
  struct Entry: Sendable {
    let name: String
    let method: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let offset: Int
  }

  private let bytes: [UInt8]
  private let file: String
  let entries: [Entry]

  /// The names of its files, in their order.
  public var names: [String] { entries.map(\.name) }

  /// Opens an archive.
  /// - Throws: `ZwalkError.malformedFile` when there is no directory or it points outside of the file.
  public init(decoding bytes: [UInt8], file: String) throws(ZwalkError) {
    self.bytes = bytes
    self.file = file
    entries = try ZipDirectory(bytes, file: file).entries
  }

  /// Returns the contents of a file.
  /// - Throws: `ZwalkError.malformedFile` when it is truncated, damaged, encrypted or packed by another method.
  public func contents(of name: String) throws(ZwalkError) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.name == name }) else { return nil }
    let header = bytes.dropFirst(entry.offset).prefix(30)
    guard header.count == 30, header.littleEndian(at: 0, 4) == 0x0403_4b50 else {
      throw malformed(name, "its header is missing")
    }
    guard header.littleEndian(at: 6, 2) & 1 == 0 else { throw malformed(name, "it is encrypted") }
    let start = entry.offset + 30 + header.littleEndian(at: 26, 2) + header.littleEndian(at: 28, 2)
    guard start + entry.packedSize <= bytes.count else { throw malformed(name, "it is truncated") }
    let contents = try unpack(entry, bytes[start..<start + entry.packedSize])
    guard Checksum.of(contents) == entry.checksum else {
      throw malformed(name, "it is damaged: its checksum is wrong")
    }
    return contents
  }

  private func unpack(_ entry: Entry, _ packed: ArraySlice<UInt8>) throws(ZwalkError) -> [UInt8] {
    switch entry.method {
    case 0 where entry.size == entry.packedSize:
      return Array(packed)
    case 8:
      let (contents, status) = Deflate.inflate(packed, .raw, limit: entry.size)
      guard status == .complete, contents.count == entry.size else {
        throw malformed(
          entry.name, "it does not unpack to the \(entry.size) bytes that its directory promises")
      }
      return contents
    case 0:
      throw malformed(entry.name, "it has two sizes, \(entry.size) and \(entry.packedSize)")
    default:
      throw malformed(entry.name, "it is packed by method \(entry.method); store and deflate are read")
    }
  }

  private func malformed(_ name: String, _ reason: String) -> ZwalkError {
    .malformedFile(path: file, format: "zip", reason: "\(name): \(reason)")
  }
}

/// The directory at the end of a zip file, checked.
private struct ZipDirectory {
  private(set) var entries: [ZipArchive.Entry] = []

  init(_ bytes: [UInt8], file: String) throws(ZwalkError) {
    func malformed(_ reason: String) -> ZwalkError {
      .malformedFile(path: file, format: "zip", reason: reason)
    }
    // The end record is 22 bytes and a comment of at most 65,535.
    let lowest = max(0, bytes.count - 22 - 65_535)
    let starts = stride(from: bytes.count - 22, through: lowest, by: -1)
    guard bytes.count >= 22,
      let end = starts.first(where: {
        bytes[$0] == 0x50 && bytes[$0...].littleEndian(at: 0, 4) == 0x0605_4b50
      })
    else { throw malformed("it has no directory: it is truncated or not zip") }
    let count = bytes[end...].littleEndian(at: 10, 2)
    var position = bytes[end...].littleEndian(at: 16, 4)
    guard position != 0xffff_ffff else { throw malformed("it is larger than 4 GiB") }
    for _ in 0..<count {
      guard position + 46 <= end, bytes[position...].littleEndian(at: 0, 4) == 0x0201_4b50 else {
        throw malformed("its directory is damaged")
      }
      let record = bytes[position...]
      let nameEnd = position + 46 + record.littleEndian(at: 28, 2)
      guard nameEnd <= end else { throw malformed("its directory is damaged") }
      entries.append(
        ZipArchive.Entry(
          name: String(decoding: bytes[position + 46..<nameEnd], as: UTF8.self),
          method: record.littleEndian(at: 10, 2), checksum: UInt32(record.littleEndian(at: 16, 4)),
          packedSize: record.littleEndian(at: 20, 4), size: record.littleEndian(at: 24, 4),
          offset: record.littleEndian(at: 42, 4)))
      position = nameEnd + record.littleEndian(at: 30, 2) + record.littleEndian(at: 32, 2)
    }
  }
}

extension ArraySlice<UInt8> {
  /// The little-endian number of `size` bytes, `offset` behind the start of the slice.
  /// - Precondition: it lies within the slice.
  func littleEndian(at offset: Int, _ size: Int) -> Int {
    self[startIndex + offset..<startIndex + offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
