import Foundation
import LatentCore

extension Safetensors {
  /// Decodes the contents of a file.
  /// - Throws: `ZwalkError.malformedFile` naming file, tensor, expected and found.
  public init(decoding bytes: [UInt8], file: String) throws(ZwalkError) {
    let (header, start) = try SafetensorsHeader.read(bytes, file: file)
    var tensors: [Tensor] = []
    var end = 0
    for (name, entry) in header.entries {
      do {
        try entry.check(from: end)
      } catch {
        throw .malformedFile(path: file, format: "safetensors", reason: "\(name): \(error.reason)")
      }
      end = entry.offsets[1]
      guard start + end <= bytes.count else {
        throw .malformedFile(
          path: file, format: "safetensors",
          reason: "\(name): it ends at byte \(end), the file holds \(bytes.count - start): it is truncated")
      }
      let count = (end - entry.offsets[0]) / 4
      let values = Elements.load(Float.self, from: bytes, at: start + entry.offsets[0], count: count)
      tensors.append(Tensor(name, shape: entry.shape, values: values))
    }
    guard start + end == bytes.count else {
      throw .malformedFile(
        path: file, format: "safetensors",
        reason: "its tensors take \(end) bytes, it holds \(bytes.count - start)")
    }
    self.init(tensors: tensors, metadata: header.metadata, file: file)
  }
}

/// What is wrong with a tensor.
private struct Objection: Error {
  let reason: String
}

/// Where a tensor lies, as the header says.
private struct SafetensorsEntry: Decodable {
  let type: String
  let shape: [Int]
  let offsets: [Int]

  enum CodingKeys: String, CodingKey {
    case type = "dtype"
    case shape
    case offsets = "data_offsets"
  }

  /// Checks that type, shape and offsets agree, and that the elements begin where the previous ones end, which
  /// excludes overlaps, gaps and names that occur twice.
  func check(from start: Int) throws(Objection) {
    guard type == "F32" else { throw Objection(reason: "its elements are \(type), expected F32") }
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1] else {
      throw Objection(reason: "its offsets are \(offsets), expected two that rise")
    }
    guard shape.allSatisfy({ $0 >= 0 }), let count = NPYHeader.product(shape, largest: .max / 16) else {
      throw Objection(reason: "its shape is \(shape)")
    }
    guard offsets[1] - offsets[0] == 4 * count else {
      throw Objection(
        reason: "\(shape) takes \(4 * count) bytes, its offsets \(offsets) hold \(offsets[1] - offsets[0])")
    }
    guard offsets[0] == start else {
      throw Objection(
        reason: "it begins at byte \(offsets[0]), expected \(start): tensors overlap or leave a gap")
    }
  }
}

/// The JSON at the beginning of a file.
private struct SafetensorsHeader: Decodable {
  /// By offset, then name: empty tensors share an offset.
  let entries: [(name: String, entry: SafetensorsEntry)]
  let metadata: [String: String]

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    let metadataName = Name(stringValue: "__metadata__")
    metadata = try container.decodeIfPresent([String: String].self, forKey: metadataName) ?? [:]
    entries = try container.allKeys.filter { $0.stringValue != metadataName.stringValue }
      .map { (name: $0.stringValue, entry: try container.decode(SafetensorsEntry.self, forKey: $0)) }
      .sorted {
        $0.entry.offsets == $1.entry.offsets
          ? $0.name < $1.name : $0.entry.offsets.lexicographicallyPrecedes($1.entry.offsets)
      }
  }

  /// Returns the header and where the elements begin.
  static func read(_ bytes: [UInt8], file: String) throws(ZwalkError) -> (SafetensorsHeader, start: Int) {
    func malformed(_ reason: String) -> ZwalkError {
      .malformedFile(path: file, format: "safetensors", reason: reason)
    }
    guard bytes.count >= 8 else { throw malformed("it has only \(bytes.count) bytes") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw malformed("its header promises \(length) bytes, there are \(bytes.count - 8)")
    }
    let text = bytes[8..<8 + Int(length)]
    do {
      return (try JSONDecoder().decode(SafetensorsHeader.self, from: Data(text)), 8 + Int(length))
    } catch {
      throw malformed("its header is not understood: \(String(decoding: text.prefix(60), as: UTF8.self))")
    }
  }
}
