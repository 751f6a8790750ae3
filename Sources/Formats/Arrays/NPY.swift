import LatentCore

/// An array in NumPy's format.
/// - Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", versions 1 to 3.
public struct NPY: Sendable, Equatable {
  /// What the array holds, row-major.
  public enum Elements: Sendable, Equatable {
    /// Unsigned bytes, kept as they are: images and labels.
    case bytes([UInt8])
    /// Everything else, as float32.
    case floats([Float])
  }

  /// The sizes, outermost first; empty for a single number.
  public let shape: [Int]
  /// The elements, as many as the product of the shape.
  public let elements: Elements

  /// Creates an array of float32.
  /// - Precondition: the shape's product is the number of values.
  public init(shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "shape and values differ")
    self.shape = shape
    elements = .floats(values)
  }

  /// Creates an array of bytes.
  /// - Precondition: the shape's product is the number of bytes.
  public init(shape: [Int], bytes: [UInt8]) {
    precondition(shape.reduce(1, *) == bytes.count, "shape and bytes differ")
    self.shape = shape
    elements = .bytes(bytes)
  }

  /// Creates an array `[rows, columns]`.
  public init(_ matrix: Matrix) {
    self.init(shape: [matrix.rows, matrix.columns], values: matrix.values)
  }

  /// Reads a file of float32, float64, integers or booleans; `-` is standard input.
  /// - Throws: `ZwalkError` for a missing or unreadable file, `.malformedFile` when it is not as it should be.
  public init(reading path: String) throws(ZwalkError) {
    try self.init(decoding: Files.read(path), file: path == "-" ? "standard input" : path)
  }

  /// The elements as numbers.
  public var values: [Float] {
    switch elements {
    case .bytes(let bytes): bytes.map(Float.init)
    case .floats(let floats): floats
    }
  }

  /// Returns a matrix whose rows run along the first dimension; the others are joined.
  ///
  /// One dimension of n numbers is a matrix `[n, 1]`.
  /// - Throws: `ZwalkError.malformedFile` for a single number.
  public func matrix(file: String) throws(ZwalkError) -> Matrix {
    guard let rows = shape.first else {
      throw .malformedFile(path: file, format: "npy", reason: "it holds a single number, not rows")
    }
    return Matrix(rows: rows, columns: shape.dropFirst().reduce(1, *), values: values)
  }

  /// The contents of a file of version 1, float32 or bytes, in C order.
  public var encoded: [UInt8] {
    var bytes = NPYHeader.encoded(shape: shape, type: elements.type)
    switch elements {
    case .bytes(let values): bytes += values
    case .floats(let values): Formats.Elements.append(values, to: &bytes)
    }
    return bytes
  }

  /// Writes a file whole or not at all; `-` is standard output.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public func write(to path: String) throws(ZwalkError) { try Files.write(encoded, to: path) }
}

extension NPY.Elements {
  fileprivate var type: String {
    switch self {
    case .bytes: "|u1"
    case .floats: "<f4"
    }
  }
}
