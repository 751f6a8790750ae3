import LatentCore

/// gzip files.
/// - Source: RFC 1952.
public enum Gzip {
  /// Whether bytes begin with gzip's magic number.
  public static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// Returns the unpacked contents.
  /// - Parameters:
  ///   - file: what the message calls it.
  ///   - limit: the most bytes that are accepted, 1 GiB unless said.
  /// - Throws: `ZwalkError.malformedFile` when it is not gzip, truncated, damaged or larger than the limit.
  public static func decompress(
    _ bytes: [UInt8], file: String, limit: Int = 1 << 30
  ) throws(ZwalkError) -> [UInt8] {
    let promised = promisedSize(bytes)
    // The file says itself that it is too large: nothing is gained by unpacking it up to there.
    guard promised <= limit else {
      // It may as well end too early, with four bytes of its data where the size should be.
      let (_, status) = Deflate.inflate(bytes[...], .gzip, limit: min(limit, 1 << 24))
      throw failure(status, file: file, limit: limit)
    }
    var capacity = min(limit, max(promised, 1024))
    while true {
      let (unpacked, status) = Deflate.inflate(bytes[...], .gzip, limit: capacity)
      if status == .complete { return unpacked }
      guard status == .more, capacity < limit else { throw failure(status, file: file, limit: limit) }
      // Several members in one file, of which the last alone says its size.
      capacity = min(limit, 2 * capacity)
    }
  }

  /// Returns packed bytes; the same input gives the same output on every day.
  public static func compress(_ bytes: [UInt8]) -> [UInt8] { Deflate.deflate(bytes, .gzip) }

  /// Returns `count` bytes from the beginning, without unpacking the rest.
  static func beginning(of bytes: [UInt8], count: Int, file: String) throws(ZwalkError) -> [UInt8] {
    let (unpacked, status) = Deflate.inflate(bytes[...], .gzip, limit: count)
    guard unpacked.count == count else {
      throw status == .complete
        ? .malformedFile(path: file, format: "gzip", reason: "it holds \(unpacked.count) bytes")
        : failure(status, file: file, limit: count)
    }
    return unpacked
  }

  /// What went wrong, in a sentence.
  static func failure(_ status: Deflate.Status, file: String, limit: Int) -> ZwalkError {
    let reason =
      switch status {
      case .complete, .more: "it unpacks to more than \(limit) bytes"
      case .truncated: "it is truncated: it ends before its data do"
      case .foreign: "it is not gzip: it does not begin with 1f 8b"
      case .damaged: "it is damaged: its data or its checksum are wrong"
      case .noMemory: "there is not enough memory to unpack it"
      }
    return .malformedFile(path: file, format: "gzip", reason: reason)
  }

  /// The size modulo 2^32 in the last four bytes, which need not be true.
  static func promisedSize(_ bytes: [UInt8]) -> Int {
    guard bytes.count >= 18 else { return 0 }
    return bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
