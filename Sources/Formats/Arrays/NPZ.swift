import LatentCore

/// Arrays by name in one file, as `numpy.savez` writes them.
public struct NPZ: Sendable, Equatable {
  /// The arrays by name, without `.npy`.
  public var arrays: [String: NPY]

  /// Creates a file's contents.
  public init(_ arrays: [String: NPY]) { self.arrays = arrays }

  /// Reads a file.
  /// - Parameter names: the arrays that are wanted; others are not unpacked. All of them when nil.
  /// - Throws: `ZwalkError` for a missing or unreadable file, `.malformedFile` naming file and array.
  public init(reading path: String, only names: Set<String>? = nil) throws(ZwalkError) {
    try self.init(decoding: Files.read(path), file: path, only: names)
  }

  /// Decodes the contents of a file.
  /// - Throws: `ZwalkError.malformedFile` naming file and array.
  public init(decoding bytes: [UInt8], file: String, only names: Set<String>? = nil) throws(ZwalkError) {
    let archive = try ZipArchive(decoding: bytes, file: file)
    arrays = [:]
    for member in archive.names where member.hasSuffix(".npy") {
      let name = String(member.dropLast(4))
      guard names?.contains(name) ?? true, let contents = try archive.contents(of: member) else { continue }
      arrays[name] = try NPY(decoding: contents, file: "\(file): \(name)")
    }
  }

  /// Returns the contents of a file, sorted by name.
  /// - Throws: `ZwalkError.unsupported` past 4 GiB.
  public func encoded() throws(ZwalkError) -> [UInt8] {
    try ZipArchive.encode(
      arrays.sorted { $0.key < $1.key }.map { (name: $0.key + ".npy", contents: $0.value.encoded) })
  }

  /// Writes a file whole or not at all.
  /// - Throws: `ZwalkError.fileUnwritable`, or `.unsupported` past 4 GiB.
  public func write(to path: String) throws(ZwalkError) { try Files.write(encoded(), to: path) }
}
