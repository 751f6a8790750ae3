import Formats
import LatentCore
import Testing

@Suite("gzip")
struct GzipTests {
  @Test("unpacking gives back what was packed", arguments: [0, 1, 2, 1000, 300_000], [1, 2] as [UInt64])
  func roundTrip(count: Int, seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let bytes = random.bytes(count)
    #expect(try Gzip.decompress(Gzip.compress(bytes), file: "x.gz") == bytes)
  }

  @Test("the same bytes are packed the same, with no time in the header")
  func deterministic() {
    let packed = Gzip.compress([1, 2, 3])
    #expect(packed == Gzip.compress([1, 2, 3]))
    #expect(Array(packed[4..<8]) == [0, 0, 0, 0])
  }

  @Test("members follow each other in one file")
  func members() throws {
    let first = [UInt8](repeating: 7, count: 50_000)
    let packed = Gzip.compress(first) + Gzip.compress([1, 2, 3])
    #expect(try Gzip.decompress(packed, file: "x.gz") == first + [1, 2, 3])
  }

  @Test("what is not gzip is named so", arguments: [[], [0x1f], [0x50, 0x4b, 3, 4]] as [[UInt8]])
  func foreign(bytes: [UInt8]) {
    let message = failure { () throws(ZwalkError) in _ = try Gzip.decompress(bytes, file: "x.gz") }
    #expect(message.hasPrefix("x.gz: "))
    #expect(message.contains("not gzip"))
  }

  @Test("every truncation is an error that names the file")
  func truncated() {
    let packed = Gzip.compress(Array(0...255))
    for count in 2..<packed.count {
      let message = failure { () throws(ZwalkError) in
        _ = try Gzip.decompress(Array(packed.prefix(count)), file: "x.gz")
      }
      #expect(message.contains("x.gz") && message.contains("truncated"), "\(count) of \(packed.count) bytes")
    }
  }

  @Test("a wrong checksum is an error")
  func checksum() {
    var packed = Gzip.compress(Array(0...255))
    packed[packed.count - 8] ^= 1
    let message = failure { () throws(ZwalkError) in _ = try Gzip.decompress(packed, file: "x.gz") }
    #expect(message.contains("damaged"))
  }

  @Test("a changed bit anywhere in the data is an error", arguments: [1, 2, 3] as [UInt64])
  func damaged(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var packed = Gzip.compress(random.bytes(2000))
    packed[random.integer(10...packed.count - 9)] ^= 1 << UInt8(random.integer(0...7))
    let message = failure { () throws(ZwalkError) in _ = try Gzip.decompress(packed, file: "x.gz") }
    #expect(message.contains("damaged") || message.contains("truncated"))
  }

  @Test("more than the limit is refused")
  func limit() {
    let packed = Gzip.compress([UInt8](repeating: 0, count: 1_000_000))
    let message = failure { () throws(ZwalkError) in
      _ = try Gzip.decompress(packed, file: "x.gz", limit: 999_999)
    }
    #expect(message.contains("more than 999999 bytes"))
  }

  @Test("CRC-32 is that of the standard: 123456789 gives cbf43926")
  func crc() {
    #expect(Checksum.of(Array("123456789".utf8)) == 0xcbf4_3926)
    var checksum = Checksum()
    checksum.add(Array("12345".utf8)[...])
    checksum.add(Array("6789".utf8)[...])
    #expect(checksum.text == "cbf43926")
  }
}
