import LatentCore

extension NPY {
  /// Decodes the contents of a file.
  /// - Throws: `ZwalkError.malformedFile` for a wrong magic number, a header that lies about the size, a type or
  ///   an order that is not read.
  public init(decoding contents: consuming [UInt8], file: String) throws(ZwalkError) {
    let header = try NPYHeader(copy contents, file: file)
    let found = contents.count - header.size
    guard found == header.count * header.type.size else {
      throw .malformedFile(
        path: file, format: "npy",
        reason: "its header promises \(header.shape) x \(header.type.size) bytes = "
          + "\(header.count * header.type.size), there are \(found)")
    }
    if header.type == .uint8 {
      contents.removeFirst(header.size)
      self.init(shape: header.shape, bytes: header.inRowOrder(contents))
    } else {
      let values = header.type.floats(from: copy contents, at: header.size, count: header.count)
      self.init(shape: header.shape, values: header.inRowOrder(values))
    }
  }
}

/// The types of elements that are read, by NumPy's names.
enum NPYType: String {
  case float32 = "<f4"
  case float64 = "<f8"
  case uint8 = "|u1"
  case int8 = "|i1"
  case boolean = "|b1"
  case int16 = "<i2"
  case uint16 = "<u2"
  case int32 = "<i4"
  case uint32 = "<u4"
  case int64 = "<i8"
  case uint64 = "<u8"

  /// Bytes of an element.
  var size: Int { Int(rawValue.suffix(1)) ?? 1 }

  /// Returns elements as float32, rounded where they do not fit.
  func floats(from bytes: [UInt8], at offset: Int, count: Int) -> [Float] {
    func integers<Integer: FixedWidthInteger & BitwiseCopyable>(_ type: Integer.Type) -> [Float] {
      Elements.load(type, from: bytes, at: offset, count: count).map { Float($0) }
    }
    return switch self {
    case .float32: Elements.load(Float.self, from: bytes, at: offset, count: count)
    case .float64: Elements.load(Double.self, from: bytes, at: offset, count: count).map { Float($0) }
    case .uint8, .boolean: integers(UInt8.self)
    case .int8: integers(Int8.self)
    case .int16: integers(Int16.self)
    case .uint16: integers(UInt16.self)
    case .int32: integers(Int32.self)
    case .uint32: integers(UInt32.self)
    case .int64: integers(Int64.self)
    case .uint64: integers(UInt64.self)
    }
  }
}

extension NPYHeader {
  /// Returns elements row-major, whatever their order in the file.
  fileprivate func inRowOrder<Element>(_ elements: [Element]) -> [Element] {
    guard isFortranOrder, shape.count > 1, !elements.isEmpty else { return elements }
    // In Fortran's order the first index runs fastest.
    let strides = shape.indices.map { shape[..<$0].reduce(1, *) }
    var index = [Int](repeating: 0, count: shape.count)
    return (0..<elements.count).map { _ in
      let element = elements[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }]
      for axis in shape.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
      return element
    }
  }
}
