import LatentCore

/// A named array of float32.
public struct Tensor: Sendable, Equatable {
  /// PyTorch's name, `encoder.0.weight`.
  public let name: String
  /// Sizes, outermost first.
  public let shape: [Int]
  /// The elements row-major, as many as the product of the shape.
  public let values: [Float]

  /// Creates a tensor.
  /// - Precondition: the shape's product is the number of values.
  public init(_ name: String, shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "shape and values of \(name) differ")
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// Named float32 tensors and string metadata, as Hugging Face's library keeps them.
/// - Source: the format section of the safetensors README: a 64-bit length, a JSON header, the elements.
public struct Safetensors: Sendable, Equatable {
  /// The tensors in the order in which they lie in the file.
  public let tensors: [Tensor]
  /// Free text by key.
  public let metadata: [String: String]
  /// What messages call the file.
  public let file: String
  private let indices: [String: Int]

  /// Creates a file's contents.
  /// - Precondition: no two tensors share a name.
  public init(tensors: [Tensor], metadata: [String: String] = [:], file: String = "tensors") {
    self.tensors = tensors
    self.metadata = metadata
    self.file = file
    indices = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ($1.name, $0) })
  }

  /// Reads a file.
  /// - Parameter advice: what to do when it is missing, for the message.
  /// - Throws: `ZwalkError` for a missing or unreadable file, `.malformedFile` when header, offsets, types or
  ///   sizes are not as they should be.
  public init(reading path: String, advice: String = "") throws(ZwalkError) {
    try self.init(decoding: Files.read(path, advice: advice), file: path)
  }

  /// The tensor of a name, nil when there is none.
  public subscript(name: String) -> Tensor? { indices[name].map { tensors[$0] } }

  /// Returns the elements of a tensor that must have a certain shape.
  /// - Parameter advice: what to do when the shape differs, for the message.
  /// - Throws: `ZwalkError.malformedFile` when there is no such tensor, `.shapeMismatch` naming expected and found.
  public func values(
    of name: String, shape: [Int], advice: String = ""
  ) throws(ZwalkError) -> [Float] {
    guard let tensor = self[name] else {
      let known = tensors.prefix(8).map(\.name).joined(separator: ", ")
      throw .malformedFile(
        path: file, format: "safetensors", reason: "there is no tensor \(name); it holds \(known)")
    }
    guard tensor.shape == shape else {
      throw .shapeMismatch(tensor: name, file: file, expected: shape, found: tensor.shape, advice: advice)
    }
    return tensor.values
  }

  /// The contents of a file; the same tensors and metadata give the same bytes.
  public var encoded: [UInt8] {
    var header: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let members = metadata.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .text($0.value)) }
      header.append(JSONValue.Member("__metadata__", .object(members)))
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + 4 * tensor.values.count
      header.append(
        JSONValue.Member(
          tensor.name,
          ["dtype": "F32", "shape": .list(tensor.shape), "data_offsets": .list([offset, end])]))
      offset = end
    }
    var text = Array(JSONValue.object(header).description.utf8)
    // Spaces make the elements begin at a multiple of eight.
    text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text
    bytes.reserveCapacity(bytes.count + offset)
    for tensor in tensors { Elements.append(tensor.values, to: &bytes) }
    return bytes
  }

  /// Writes a file whole or not at all.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public func write(to path: String) throws(ZwalkError) { try Files.write(encoded, to: path) }
}
