import LatentCore

/// An array of unsigned bytes in the format of the MNIST files.
/// - Source: LeCun, Cortes and Burges, "The MNIST database", section "File formats": two zero bytes, a type,
///   the number of dimensions, their sizes as big-endian 32-bit numbers, the elements row-major.
public struct IDX: Sendable, Equatable {
  /// The sizes, outermost first: images, rows, columns.
  public let dimensions: [Int]
  /// The elements, as many as the product of the dimensions.
  public let bytes: [UInt8]

  /// Creates an array.
  /// - Precondition: the dimensions' product is the number of bytes, and there are 1 to 255.
  public init(dimensions: [Int], bytes: [UInt8]) {
    precondition(dimensions.reduce(1, *) == bytes.count, "sizes and bytes differ")
    self.dimensions = dimensions
    self.bytes = bytes
  }

  /// Reads a file, packed by gzip or plain.
  /// - Throws: `ZwalkError` for a missing or unreadable file, and `.malformedFile` when header, size or packing
  ///   are not as they should be.
  public init(reading path: String, advice: String = "") throws(ZwalkError) {
    try self.init(decoding: Files.read(path, advice: advice), file: path)
  }

  /// Decodes the contents of a file, packed by gzip or plain.
  /// - Throws: `ZwalkError.malformedFile`, as above.
  public init(decoding contents: consuming [UInt8], file: String) throws(ZwalkError) {
    if Gzip.isGzip(contents) {
      try self.init(unpacking: contents, file: file)
    } else if file.hasSuffix(".gz") {
      throw Gzip.failure(.foreign, file: file, limit: 0)
    } else {
      try self.init(plain: contents, file: file)
    }
  }

  /// The contents of a plain IDX file.
  public var encoded: [UInt8] {
    let sizes = dimensions.flatMap { size in
      (0..<4).reversed().map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
    }
    return [0, 0, 8, UInt8(dimensions.count)] + sizes + bytes
  }

  private init(plain contents: consuming [UInt8], file: String) throws(ZwalkError) {
    let header = try IDXHeader(copy contents, file: file)
    guard contents.count == header.size + header.count else {
      throw header.failure(found: contents.count - header.size, exactly: true)
    }
    // In place, so that there is never a second copy of the elements.
    contents.removeFirst(header.size)
    self.init(dimensions: header.dimensions, bytes: contents)
  }

  private init(unpacking packed: [UInt8], file: String) throws(ZwalkError) {
    let first = try Gzip.beginning(of: packed, count: 4, file: file)
    let size = 4 + 4 * Int(first[3])
    let header = try IDXHeader(Gzip.beginning(of: packed, count: size, file: file), file: file)
    // What the header announces is unpacked and not a byte more, whatever the file holds beyond.
    let (bytes, status) = Deflate.inflate(packed[...], .gzip, skip: size, limit: header.count)
    switch status {
    case .complete where bytes.count == header.count:
      self.init(dimensions: header.dimensions, bytes: bytes)
    case .complete:
      throw header.failure(found: bytes.count, exactly: true)
    case .more:
      throw header.failure(found: bytes.count, exactly: bytes.count < header.count)
    default:
      throw Gzip.failure(status, file: file, limit: header.count)
    }
  }
}

/// The beginning of an IDX file, checked.
private struct IDXHeader {
  let dimensions: [Int]
  /// The number of elements.
  let count: Int
  /// Bytes that the header takes.
  var size: Int { 4 + 4 * dimensions.count }
  let file: String

  init(_ bytes: [UInt8], file: String) throws(ZwalkError) {
    func malformed(_ reason: String) -> ZwalkError {
      .malformedFile(path: file, format: "IDX", reason: reason)
    }
    guard bytes.count >= 4 else { throw malformed("it has only \(bytes.count) bytes") }
    guard bytes[0] == 0, bytes[1] == 0 else { throw malformed("it does not begin with two zero bytes") }
    guard bytes[2] == 8 else { throw malformed(Self.refusal(type: bytes[2])) }
    let size = 4 + 4 * Int(bytes[3])
    guard bytes[3] > 0 else { throw malformed("it has no dimensions") }
    guard bytes.count >= size else { throw malformed("it ends within its header") }
    dimensions = stride(from: 4, to: size, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    guard let count = NPYHeader.product(dimensions, largest: .max / 16) else {
      throw malformed("its header promises \(Self.words(dimensions)) bytes")
    }
    self.count = count
    self.file = file
  }

  func failure(found: Int, exactly: Bool) -> ZwalkError {
    .malformedFile(
      path: file, format: "IDX",
      reason: "its header promises \(promise) bytes, "
        + (exactly ? "there are \(found)" : "there are more"))
  }

  private var promise: String {
    dimensions.count == 1 ? "\(count)" : "\(Self.words(dimensions)) = \(count)"
  }

  private static func words(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: " x ")
  }

  private static func refusal(type: UInt8) -> String {
    let names: [UInt8: String] = [
      9: "signed bytes", 0xb: "16-bit integers", 0xc: "32-bit integers", 0xd: "32-bit floats",
      0xe: "64-bit floats",
    ]
    let found = names[type] ?? "an unknown type, \(type)"
    return "it holds \(found), only unsigned bytes are read"
  }
}
