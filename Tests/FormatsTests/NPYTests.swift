import Formats
import LatentCore
import TestSupport
import Testing

@Suite("npy")
struct NPYTests {
  /// A file as NumPy lays it out.
  private func file(
    _ type: String, _ shape: String, _ bytes: [UInt8], fortran: Bool = false, version: UInt8 = 1
  )
    -> [UInt8]
  {
    let text = Array(
      "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n".utf8)
    let length: [UInt8] = version == 1 ? [UInt8(text.count), 0] : [UInt8(text.count), 0, 0, 0]
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + bytes
  }

  private func decode(_ bytes: [UInt8]) -> String {
    failure { () throws(ZwalkError) in _ = try NPY(decoding: bytes, file: "z.npy") }
  }

  @Test("reading gives back what was written, to the bit", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let matrix = random.normal(rows: random.integer(0...20), columns: random.integer(1...9))
    let array = NPY(matrix)
    #expect(try NPY(decoding: array.encoded, file: "x") == array)
    #expect(try NPY(decoding: array.encoded, file: "x").matrix(file: "x") == matrix)
  }

  @Test(
    "the header is NumPy's and the elements begin at a multiple of 64",
    arguments: [[], [7], [2, 3], [0, 4]])
  func layout(shape: [Int]) throws {
    let array = NPY(shape: shape, values: [Float](repeating: 1, count: shape.reduce(1, *)))
    let header = array.encoded.prefix(array.encoded.count - 4 * array.values.count)
    #expect(header.count % 64 == 0)
    #expect(header.last == 0x0a)
    let words = ["[]": "()", "[7]": "(7,)", "[2, 3]": "(2, 3)", "[0, 4]": "(0, 4)"]
    #expect(String(decoding: header, as: UTF8.self).contains("'shape': \(words["\(shape)"]!), }"))
    #expect(try NPY(decoding: array.encoded, file: "x").shape == shape)
  }

  @Test(
    "numbers of every type are read",
    arguments: [
      ("<f4", [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]),
      ("<f8", [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0]),
      ("|i1", [1, 0xfe]), ("<i2", [1, 0, 0xfe, 0xff]), ("<i4", [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]),
      ("<i8", [1, 0, 0, 0, 0, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ] as [(String, [UInt8])])
  func types(type: String, bytes: [UInt8]) throws {
    #expect(try NPY(decoding: file(type, "(2,)", bytes), file: "x").values == [1, -2])
  }

  @Test("bytes stay bytes")
  func bytes() throws {
    let array = try NPY(decoding: file("|u1", "(3,)", [1, 2, 255]), file: "x")
    #expect(array.elements == .bytes([1, 2, 255]))
    #expect(array.values == [1, 2, 255])
    #expect(try NPY(decoding: array.encoded, file: "x") == array)
  }

  @Test("versions 2 and 3 are read", arguments: [2, 3] as [UInt8])
  func versions(version: UInt8) throws {
    #expect(try NPY(decoding: file("|u1", "(2,)", [4, 5], version: version), file: "x").values == [4, 5])
  }

  @Test("Fortran's order becomes C's")
  func fortran() throws {
    let matrix = try NPY(decoding: file("|u1", "(2, 3)", [1, 4, 2, 5, 3, 6], fortran: true), file: "x")
    #expect(matrix.values == [1, 2, 3, 4, 5, 6])
    let cube = try NPY(
      decoding: file("|u1", "(2, 2, 2)", [0, 4, 2, 6, 1, 5, 3, 7], fortran: true), file: "x")
    #expect(cube.values == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test("what cannot be read is named with file and cause")
  func refusals() {
    #expect(
      decode(Array("hello, world, how".utf8))
        == "z.npy: not a usable npy file: it does not begin with \\x93NUMPY")
    #expect(decode(file(">f4", "(1,)", [0, 0, 0, 0])).contains("'>f4'"))
    #expect(decode(file("<c8", "(1,)", [0, 0, 0, 0, 0, 0, 0, 0])).contains("'<c8'"))
    #expect(decode(file("|u1", "(-1,)", [])).contains("not understood"))
    #expect(decode(file("|u1", "(1,)", [1], version: 9)).contains("version is 9"))
    for shape in ["(9999999999, 9999999999)", "(0, 9999999999, 9999999999)"] {
      #expect(decode(file("<f4", shape, [])).contains("promises the shape"))
    }
  }

  @Test("a shape that does not match the bytes is named with both sizes", arguments: [11, 13])
  func lyingShape(count: Int) {
    let message = decode(file("<f4", "(3,)", [UInt8](repeating: 0, count: count)))
    #expect(message.contains("[3] x 4 bytes = 12, there are \(count)"))
  }

  @Test("every truncation is an error")
  func truncated() {
    let whole = NPY(shape: [2, 2], values: [1, 2, 3, 4]).encoded
    for count in 0..<whole.count { #expect(!decode(Array(whole.prefix(count))).isEmpty) }
  }
}

@Suite("npz")
struct NPZTests {
  private func sample(seed: UInt64) -> NPZ {
    var random = RandomSource(seed: seed)
    return NPZ([
      "x_train": NPY(shape: [20, 3, 3], bytes: random.bytes(180)),
      "z": NPY(random.normal(rows: 4, columns: 2)),
      "empty": NPY(shape: [0], values: []),
    ])
  }

  @Test("reading gives back what was written", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    try sample(seed: seed).write(to: folder("a.npz"))
    #expect(try NPZ(reading: folder("a.npz")) == sample(seed: seed))
    #expect(try NPZ(reading: folder("a.npz"), only: ["z"]).arrays.keys.sorted() == ["z"])
  }

  @Test("what is truncated or not zip is an error with the file's name")
  func truncated() throws {
    let whole = try sample(seed: 1).encoded()
    for count in stride(from: 0, to: whole.count, by: 7) {
      let message = failure { () throws(ZwalkError) in
        _ = try NPZ(decoding: Array(whole.prefix(count)), file: "a.npz")
      }
      #expect(message.hasPrefix("a.npz: "), "\(count) of \(whole.count) bytes")
    }
  }

  @Test("no changed byte ends in a trap, and none in the data goes unseen", arguments: [1, 2, 3] as [UInt64])
  func damaged(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let whole = try sample(seed: 1).encoded()
    for _ in 0..<200 {
      var bytes = whole
      bytes[random.integer(0...bytes.count - 1)] ^= UInt8(random.integer(1...255))
      _ = failure { () throws(ZwalkError) in _ = try NPZ(decoding: bytes, file: "a.npz") }
    }
    var bytes = whole
    bytes[60] ^= 1
    #expect(!failure { () throws(ZwalkError) in _ = try NPZ(decoding: bytes, file: "a.npz") }.isEmpty)
  }
}
