/// Little-endian elements in bytes, as npy and safetensors keep them; every machine that zwalk runs on does too.
enum Elements {
  /// Returns `count` elements that begin at `offset`.
  /// - Precondition: they lie within the bytes.
  static func load<Element: BitwiseCopyable>(
    _ type: Element.Type, from bytes: [UInt8], at offset: Int, count: Int
  ) -> [Element] {
    let size = count * MemoryLayout<Element>.size
    precondition(offset >= 0 && offset + size <= bytes.count, "the elements lie within the bytes")
    return [Element](unsafeUninitializedCapacity: count) { elements, filled in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(elements).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + size]))
      }
      filled = count
    }
  }

  /// Appends the bytes of elements.
  static func append<Element: BitwiseCopyable>(_ elements: [Element], to bytes: inout [UInt8]) {
    elements.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}
