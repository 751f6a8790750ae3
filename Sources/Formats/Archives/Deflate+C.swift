import CFormats

/// Packing and unpacking by zlib.
enum Deflate {
  /// How deflated bytes are wrapped.
  enum Container {
    case gzip, raw
    var code: Int32 { Int32((self == .gzip ? zw_container_gzip : zw_container_raw).rawValue) }
  }

  /// How unpacking ended.
  enum Status: Equatable {
    case complete
    /// There is more than was asked for.
    case more
    case truncated, foreign, damaged, noMemory
  }

  /// Bytes can shrink at most to this part: 258 bytes take two bits.
  static let largestRatio = 1032

  /// Unpacks, leaves out the first `skip` bytes, and returns at most `limit` of what follows.
  static func inflate(
    _ bytes: ArraySlice<UInt8>, _ container: Container, skip: Int = 0, limit: Int
  ) -> (bytes: [UInt8], status: Status) {
    var code = Int32(0)
    // Data that promise more than their size can hold get no memory for the promise.
    let capacity = min(limit, bytes.count * largestRatio + 1024)
    guard zw_has_room(capacity) != 0 else { return ([], .noMemory) }
    let unpacked = [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
      bytes.withUnsafeBufferPointer { input in
        code = zw_inflate(
          container.code, input.baseAddress, input.count, skip, output.baseAddress, capacity, &written)
      }
    }
    return (unpacked, status(code))
  }

  /// Packs at zlib's usual level; the same bytes give the same result.
  static func deflate(_ bytes: [UInt8], _ container: Container) -> [UInt8] {
    let capacity = zw_deflate_bound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
      bytes.withUnsafeBufferPointer { input in
        written = zw_deflate(container.code, input.baseAddress, input.count, output.baseAddress, capacity)
      }
    }
  }

  private static func status(_ code: Int32) -> Status {
    switch zw_inflate_status(UInt32(code)) {
    case zw_inflate_complete: .complete
    case zw_inflate_more: .more
    case zw_inflate_truncated: .truncated
    case zw_inflate_foreign: .foreign
    case zw_inflate_no_memory: .noMemory
    default: .damaged
    }
  }
}

/// CRC-32 as in gzip, zip and PNG.
public struct Checksum: Sendable, Equatable {
  /// The checksum of all bytes so far.
  public private(set) var value: UInt32 = 0

  /// Starts with no bytes.
  public init() {}

  /// Adds bytes.
  public mutating func add(_ bytes: ArraySlice<UInt8>) {
    value = bytes.withUnsafeBufferPointer { zw_crc32(value, $0.baseAddress, $0.count) }
  }

  /// The checksum of one array.
  public static func of(_ bytes: [UInt8]) -> UInt32 {
    var checksum = Checksum()
    checksum.add(bytes[...])
    return checksum.value
  }

  /// Eight hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
