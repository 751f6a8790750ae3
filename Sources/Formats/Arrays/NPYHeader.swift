import LatentCore

/// The beginning of an npy file: a magic number, a version, and a Python dictionary with type, order and shape.
struct NPYHeader {
  let type: NPYType
  let isFortranOrder: Bool
  let shape: [Int]
  /// The number of elements.
  let count: Int
  /// Bytes before the first element.
  let size: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ bytes: [UInt8], file: String) throws(ZwalkError) {
    func malformed(_ reason: String) -> ZwalkError {
      .malformedFile(path: file, format: "npy", reason: reason)
    }
    guard bytes.starts(with: Self.magic) else { throw malformed("it does not begin with \\x93NUMPY") }
    guard bytes.count >= 12 else { throw malformed("it ends within its header") }
    guard (1...3).contains(bytes[6]) else { throw malformed("its version is \(bytes[6]), 1 to 3 are read") }
    let lengthSize = bytes[6] == 1 ? 2 : 4
    let length = bytes[8..<8 + lengthSize].reversed().reduce(0) { $0 << 8 | Int($1) }
    size = 8 + lengthSize + length
    guard size <= bytes.count else {
      throw malformed("its header promises \(length) bytes of description, it ends before")
    }
    let text = String(decoding: bytes[(8 + lengthSize)..<size], as: UTF8.self)
    guard let name = Self.value(of: "descr", in: text)?.trimmingQuotes(),
      let order = Self.value(of: "fortran_order", in: text).flatMap(Self.boolean),
      let shape = Self.value(of: "shape", in: text).flatMap(Self.sizes)
    else { throw malformed("its description is not understood: \(text.prefix(80))") }
    guard let type = NPYType(rawValue: name) else {
      throw malformed("its elements are '\(name)'; little-endian float32, float64 and integers are read")
    }
    guard let count = Self.product(shape, largest: .max / 16) else {
      throw malformed("its header promises the shape \(shape)")
    }
    self.type = type
    isFortranOrder = order
    self.shape = shape
    self.count = count
  }

  /// A header of version 1 whose length makes the elements begin at a multiple of 64.
  static func encoded(shape: [Int], type: String) -> [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let filled = 10 + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - filled % 64) % 64) + "\n"
    let length = text.utf8.count
    return magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(text.utf8)
  }

  /// The text behind a key, up to the next comma outside of brackets.
  private static func value(of key: String, in text: String) -> String? {
    let parts = text.split(separator: "'\(key)':", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    var depth = 0
    let value = parts[1].prefix { character in
      if character == "(" || character == "[" { depth += 1 }
      if character == ")" || character == "]" { depth -= 1 }
      return !(depth == 0 && (character == "," || character == "}"))
    }
    return value.trimmingSpaces()
  }

  private static func boolean(_ text: String) -> Bool? {
    text == "True" ? true : text == "False" ? false : nil
  }

  private static func sizes(_ text: String) -> [Int]? {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
    let parts = text.dropFirst().dropLast().split(separator: ",").map { $0.trimmingSpaces() }
    let sizes = parts.filter { !$0.isEmpty }.map { Int($0) }
    guard sizes.allSatisfy({ $0 != nil && $0! >= 0 }) else { return nil }
    return sizes.compactMap { $0 }
  }

  /// The product of sizes, nil when that of the sizes above 0 passes `largest`, so that no order of multiplying
  /// them can overflow.
  static func product(_ sizes: [Int], largest: Int) -> Int? {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow, next <= largest else { return nil }
      product = next
    }
    return sizes.contains(0) ? 0 : product
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  func trimmingSpaces() -> String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The text without one pair of quotation marks.
  func trimmingQuotes() -> String {
    guard count >= 2, let first, first == "'" || first == "\"", last == first else { return String(self) }
    return String(dropFirst().dropLast())
  }
}
