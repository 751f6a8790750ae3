import Formats
import LatentCore
import Testing

/// A format with a small file of it, and a way to decode it.
struct BreakableFormat: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let sample: [UInt8]
  let decode: @Sendable ([UInt8]) throws(ZwalkError) -> Void

  static func all() throws(ZwalkError) -> [BreakableFormat] {
    var random = RandomSource(seed: 3)
    let pixels = random.bytes(4 * 6 * 6)
    let array = NPY(shape: [4, 6, 6], bytes: pixels)
    let idx = IDX(dimensions: [4, 6, 6], bytes: pixels)
    let tensors = Safetensors(
      tensors: [
        Tensor("a", shape: [2, 3], values: [1, 2, 3, 4, 5, 6]), Tensor("b", shape: [1], values: [7]),
      ], metadata: ["k": "v"])
    let picture = PixelBuffer(width: 12, height: 12, channels: .grey, bytes: pixels)
    let settings = Array("a = 1\n[b]\nc = [1, 2]\nd = \"text\"\n".utf8)
    return [
      BreakableFormat(testDescription: "IDX", sample: idx.encoded) { bytes throws(ZwalkError) in
        _ = try IDX(decoding: bytes, file: "name")
      },
      BreakableFormat(testDescription: "IDX.gz", sample: Gzip.compress(idx.encoded)) {
        bytes throws(ZwalkError) in
        _ = try IDX(decoding: bytes, file: "name.gz")
      },
      BreakableFormat(testDescription: "npy", sample: array.encoded) { bytes throws(ZwalkError) in
        _ = try NPY(decoding: bytes, file: "name").matrix(file: "name")
      },
      BreakableFormat(testDescription: "npz", sample: try NPZ(["x": array]).encoded()) {
        bytes throws(ZwalkError) in
        _ = try NPZ(decoding: bytes, file: "name")
      },
      BreakableFormat(testDescription: "safetensors", sample: tensors.encoded) { bytes throws(ZwalkError) in
        _ = try Safetensors(decoding: bytes, file: "name")
      },
      BreakableFormat(testDescription: "PNG", sample: try PNG.encode(picture)) { bytes throws(ZwalkError) in
        _ = try PNG.decodeGrey(bytes, file: "name", largestSide: 64)
      },
      BreakableFormat(testDescription: "CSV", sample: CSV(Matrix([[1, 2.5], [3, -4]])).encoded) {
        bytes throws(ZwalkError) in _ = try CSV(decoding: bytes, file: "name")
      },
      BreakableFormat(testDescription: "TOML", sample: settings) { bytes throws(ZwalkError) in
        _ = try Configuration(decoding: bytes, file: "name")
      },
    ]
  }
}

@Suite("Broken files")
struct BrokenFilesTests {
  @Test(
    "whatever bytes change, are lost or are added: the contents, or an error that names the file",
    arguments: try BreakableFormat.all(), [1, 2, 3] as [UInt64])
  func noTraps(format: BreakableFormat, seed: UInt64) throws {
    try format.decode(format.sample)
    var random = RandomSource(seed: seed)
    for _ in 0..<100 {
      var bytes = format.sample
      for _ in 0..<random.integer(1...4) { damage(&bytes, &random) }
      let message = failure { () throws(ZwalkError) in try format.decode(bytes) }
      #expect(message.isEmpty || message.hasPrefix("name"), "\(bytes)")
    }
  }

  /// Changes, removes or inserts at one place; the largest and smallest bytes more often than others.
  private func damage(_ bytes: inout [UInt8], _ random: inout RandomSource) {
    guard !bytes.isEmpty else { return }
    let place = random.integer(0...bytes.count - 1)
    switch random.integer(0...5) {
    case 0: bytes[place] = 0
    case 1: bytes[place] = 255
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(UInt8(random.integer(0...255)), at: place)
    case 4 where random.integer(0...9) == 0: bytes.removeLast(bytes.count - place)
    default: bytes[place] ^= 1 << UInt8(random.integer(0...7))
    }
  }
}
