import Formats
import LatentCore
import TestSupport
import Testing

@Suite("IDX")
struct IDXTests {
  private func decode(_ bytes: [UInt8], file: String = "images") -> String {
    failure { () throws(ZwalkError) in _ = try IDX(decoding: bytes, file: file) }
  }

  @Test("reading gives back what was written, plain and packed", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let dimensions = (0..<random.integer(1...4)).map { _ in random.integer(0...9) }
    let array = IDX(dimensions: dimensions, bytes: random.bytes(dimensions.reduce(1, *)))
    #expect(try IDX(decoding: array.encoded, file: "x") == array)
    #expect(try IDX(decoding: Gzip.compress(array.encoded), file: "x") == array)
  }

  @Test("the header is big-endian: magic, type, dimensions")
  func layout() {
    let array = IDX(dimensions: [2, 1, 3], bytes: [1, 2, 3, 4, 5, 6])
    #expect(array.encoded == [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6])
  }

  @Test("a file is read from its path")
  func file() throws {
    let folder = try TemporaryFolder()
    let array = IDX(dimensions: [3], bytes: [9, 8, 7])
    try folder.write(Gzip.compress(array.encoded), to: "labels.gz")
    #expect(try IDX(reading: folder("labels.gz")) == array)
    let message = failure { () throws(ZwalkError) in
      _ = try IDX(reading: folder("none"), advice: "look elsewhere")
    }
    #expect(message == "\(folder("none")): there is no such file or folder; look elsewhere")
  }

  @Test("a count that is larger or smaller than the bytes is named with both numbers", arguments: [-1, 1])
  func lyingCount(difference: Int) {
    let bytes = [UInt8](repeating: 5, count: 10 * 4 + difference)
    let lie: [UInt8] = [0, 0, 8, 3] + bigEndian(10) + bigEndian(2) + bigEndian(2) + bytes
    let plain = decode(lie)
    #expect(plain.contains("promises 10 x 2 x 2 = 40 bytes, there are \(40 + difference)"))
    let packed = decode(Gzip.compress(lie), file: "images.gz")
    let found = difference > 0 ? "more" : "39"
    #expect(
      packed.contains("images.gz") && packed.contains("10 x 2 x 2 = 40 bytes, there are \(found)"))
  }

  // 64 MB that would be 64 GB: only what the header announces is ever unpacked.
  @Test("a packed file that goes on for ever is left where its header ends")
  func bomb() {
    let header: [UInt8] = [0, 0, 8, 3] + bigEndian(1) + bigEndian(2) + bigEndian(2)
    let member = Gzip.compress([UInt8](repeating: 0, count: 1 << 20))
    var packed = Gzip.compress(header)
    for _ in 0..<1 << 16 { packed += member }
    #expect(decode(packed, file: "images.gz").contains("1 x 2 x 2 = 4 bytes, there are more"))
  }

  @Test(
    "a huge count takes no memory",
    arguments: [[0x7fff_ffff, 28, 28], [0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [4_000_000, 1000, 1000]])
  func hugeCount(sizes: [Int]) {
    let header: [UInt8] = [0, 0, 8, 3] + sizes.flatMap(bigEndian)
    #expect(decode(header + [1, 2, 3]).contains("promises"))
    #expect(decode(Gzip.compress(header + [1, 2, 3]), file: "x.gz").contains("promises"))
    // The last four bytes of gzip state the size: they lie as the header does.
    var liar = Gzip.compress(header + [1, 2, 3])
    let stated = sizes.reduce(1, &*) &+ 16
    for index in 0..<4 { liar[liar.count - 4 + index] = UInt8(truncatingIfNeeded: stated >> (index * 8)) }
    #expect(!decode(liar, file: "x.gz").isEmpty)
  }

  @Test(
    "a header that ends early, or is none",
    arguments: [[], [0], [0, 0, 8], [0, 0, 8, 3, 0, 0]] as [[UInt8]])
  func shortHeader(bytes: [UInt8]) {
    #expect(decode(bytes).contains("not a usable IDX file"))
    #expect(!decode(Gzip.compress(bytes), file: "x.gz").isEmpty)
  }

  @Test("a wrong magic number or type is named")
  func wrongType() {
    #expect(decode([1, 0, 8, 1, 0, 0, 0, 0]).contains("two zero bytes"))
    #expect(decode([0, 0, 0xd, 1, 0, 0, 0, 0]).contains("32-bit floats"))
    #expect(decode([0, 0, 0x55, 1, 0, 0, 0, 0]).contains("unknown type"))
    #expect(decode([0, 0, 8, 0]).contains("no dimensions"))
  }

  @Test("a name that ends in .gz promises gzip")
  func mislabelled() {
    let plain = IDX(dimensions: [1], bytes: [1]).encoded
    #expect(decode(plain, file: "labels.gz").contains("not gzip"))
    #expect(decode(Gzip.compress(plain), file: "labels").isEmpty, "gzip without the ending is read")
  }

  @Test("every truncation of a packed file is an error")
  func truncated() {
    let packed = Gzip.compress(IDX(dimensions: [5, 4, 4], bytes: Array(0..<80)).encoded)
    for count in 0..<packed.count {
      #expect(!decode(Array(packed.prefix(count)), file: "x.gz").isEmpty, "\(count) of \(packed.count) bytes")
    }
  }
}
