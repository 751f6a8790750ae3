import Formats
import LatentCore
import TestSupport
import Testing

@Suite("safetensors")
struct SafetensorsTests {
  private func file(_ header: String, _ bytes: [UInt8] = []) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text + bytes
  }

  private func decode(_ bytes: [UInt8]) -> String {
    failure { () throws(ZwalkError) in _ = try Safetensors(decoding: bytes, file: "a.safetensors") }
  }

  private func tensor(_ shape: String, _ offsets: String, type: String = "F32") -> String {
    "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  @Test("reading gives back tensors, order and metadata, to the bit", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let tensors = ["encoder.0.weight", "a \"quoted\" näme\n", "empty"].enumerated().map { index, name in
      let shape = index == 2 ? [0, 4] : [random.integer(1...7), random.integer(1...7)]
      return Tensor(name, shape: shape, values: random.normal(rows: shape[0], columns: shape[1]).values)
    }
    let whole = Safetensors(tensors: tensors, metadata: ["seed": "\(seed)", "text": "a\\b\"c\"\u{1}"])
    let folder = try TemporaryFolder()
    try whole.write(to: folder("a.safetensors"))
    let read = try Safetensors(reading: folder("a.safetensors"))
    #expect(read.tensors.map(\.name).sorted() == tensors.map(\.name).sorted())
    for tensor in tensors { #expect(read[tensor.name] == tensor) }
    #expect(read.metadata == whole.metadata)
    #expect(read.encoded.count == whole.encoded.count)
  }

  @Test("NaN, infinity and negative zero keep their bits")
  func bits() throws {
    let values: [Float] = [.nan, .infinity, -0.0, .leastNonzeroMagnitude]
    let whole = Safetensors(tensors: [Tensor("x", shape: [4], values: values)])
    let read = try Safetensors(decoding: whole.encoded, file: "x")
    #expect(read["x"]?.values.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test("the elements begin at a multiple of eight")
  func alignment() {
    for length in 1...9 {
      let name = String(repeating: "x", count: length)
      let encoded = Safetensors(tensors: [Tensor(name, shape: [1], values: [0])]).encoded
      #expect((encoded.count - 4) % 8 == 0)
    }
  }

  @Test("a header that promises more than there is", arguments: [UInt64.max, 1 << 62, 1000])
  func lyingLength(length: UInt64) {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + Array("{}".utf8)
    #expect(decode(bytes).contains("promises \(length) bytes, there are 2"))
  }

  @Test("a tensor of another type, size or place is named with what was expected")
  func wrongTensors() {
    let four: [UInt8] = [0, 0, 0, 0]
    #expect(
      decode(file("{\"x\":\(tensor("[1]", "[0,2]", type: "F16"))}", [0, 0]))
        == "a.safetensors: not a usable safetensors file: x: its elements are F16, expected F32")
    #expect(decode(file("{\"x\":\(tensor("[2]", "[0,4]"))}", four)).contains("[2] takes 8 bytes"))
    #expect(decode(file("{\"x\":\(tensor("[1]", "[4,8]"))}", four + four)).contains("expected 0"))
    #expect(decode(file("{\"x\":\(tensor("[1]", "[4,0]"))}", four)).contains("two that rise"))
    #expect(decode(file("{\"x\":\(tensor("[1]", "[0]"))}", four)).contains("two that rise"))
    #expect(decode(file("{\"x\":\(tensor("[-1]", "[0,4]"))}", four)).contains("shape is [-1]"))
    #expect(decode(file("{\"x\":\(tensor("[4611686018427387904,4]", "[0,0]"))}")).contains("its shape is"))
    #expect(decode(file("{\"x\":\(tensor("[2]", "[0,8]"))}", four)).contains("truncated"))
    #expect(
      decode(file("{\"x\":\(tensor("[1]", "[0,4]"))}", four + four)).contains("take 4 bytes, it holds 8"))
  }

  @Test("tensors that overlap, leave a gap or share a name are refused")
  func overlaps() {
    let eight = [UInt8](repeating: 0, count: 8)
    let one = tensor("[1]", "[0,4]")
    #expect(decode(file("{\"x\":\(one),\"y\":\(one)}", eight)).contains("overlap"))
    #expect(
      decode(file("{\"x\":\(tensor("[1]", "[0,4]")),\"y\":\(tensor("[1]", "[8,12]"))}", eight)).contains(
        "gap"))
    #expect(!decode(file("{\"x\":\(one),\"x\":\(tensor("[1]", "[4,8]"))}", eight)).isEmpty)
  }

  @Test(
    "a header that is not what it should be",
    arguments: ["", "[]", "{", "{\"x\":1}", "{\"x\":{\"dtype\":\"F32\"}}", "{\"__metadata__\":{\"a\":1}}"])
  func wrongHeader(header: String) {
    #expect(decode(file(header)).contains("a.safetensors"))
  }

  @Test("every truncation is an error")
  func truncated() {
    let whole = Safetensors(tensors: [Tensor("x", shape: [2], values: [1, 2])]).encoded
    for count in 0..<whole.count { #expect(!decode(Array(whole.prefix(count))).isEmpty) }
  }

  @Test("asking for another shape names tensor, file, expected and found")
  func shapes() throws {
    let whole = Safetensors(
      tensors: [Tensor("encoder.0.weight", shape: [2, 3], values: [1, 2, 3, 4, 5, 6])], file: "run")
    #expect(try whole.values(of: "encoder.0.weight", shape: [2, 3]) == [1, 2, 3, 4, 5, 6])
    let wrong = failure { () throws(ZwalkError) in
      _ = try whole.values(of: "encoder.0.weight", shape: [4, 3], advice: "try --hidden 2")
    }
    #expect(wrong == "run: encoder.0.weight is [2, 3], expected [4, 3]; try --hidden 2")
    let missing = failure { () throws(ZwalkError) in _ = try whole.values(of: "mean.bias", shape: [1]) }
    #expect(missing.contains("no tensor mean.bias"))
  }
}
