import LatentCore

extension ZipArchive {
  /// Returns the contents of a zip file; the same members give the same bytes.
  /// - Parameter members: names and contents, in this order.
  /// - Throws: `ZwalkError.unsupported` past 4 GiB or 65,535 members.
  public static func encode(_ members: [(name: String, contents: [UInt8])]) throws(ZwalkError) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, contents) in members {
      let deflated = Deflate.deflate(contents, .raw)
      let isSmaller = deflated.count < contents.count && !deflated.isEmpty
      let packed = isSmaller ? deflated : contents
      let facts = description(name, contents: contents, packed: packed, method: isSmaller ? 8 : 0)
      directory += number(0x0201_4b50, 4) + number(20, 2) + facts + number(0, 2 + 2 + 2 + 4)
      directory += number(bytes.count, 4) + Array(name.utf8)
      bytes += number(0x0403_4b50, 4) + facts + Array(name.utf8) + packed
    }
    guard bytes.count + directory.count < 0xffff_ffff, members.count < 0xffff else {
      throw .unsupported(what: "a zip file of more than 4 GiB", advice: "write fewer images")
    }
    let end =
      number(0x0605_4b50, 4) + number(0, 4) + number(members.count, 2) + number(members.count, 2)
      + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  /// What both headers of a member say: version, flags, method, date, checksum, sizes, lengths of name and extras.
  private static func description(
    _ name: String, contents: [UInt8], packed: [UInt8], method: Int
  ) -> [UInt8] {
    // The first day that the format knows, 1 January 1980, so that no clock shows in the file.
    let date = 1 << 5 | 1
    let flags = 1 << 11  // the name is UTF-8
    return number(20, 2) + number(flags, 2) + number(method, 2) + number(0, 2) + number(date, 2)
      + number(Int(Checksum.of(contents)), 4) + number(packed.count, 4) + number(contents.count, 4)
      + number(name.utf8.count, 2) + number(0, 2)
  }

  private static func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }
}
