import Formats
import LatentCore
import TestSupport
import Testing

@Suite("Pictures")
struct PictureTests {
  @Test("a grey PNG is read as it was written", arguments: [(1, 1), (28, 28), (3, 5)], [1, 2] as [UInt64])
  func grey(size: (Int, Int), seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let image = PixelBuffer(
      width: size.0, height: size.1, channels: .grey, bytes: random.bytes(size.0 * size.1))
    #expect(try PNG.decodeGrey(PNG.encode(image), file: "x.png") == image)
  }

  @Test(
    "the header of a PNG says width, height, 8 bits and the kind", arguments: PixelBuffer.Channels.allCases)
  func header(channels: PixelBuffer.Channels) throws {
    let bytes = [UInt8](repeating: 200, count: 7 * 2 * channels.rawValue)
    let png = try PNG.encode(PixelBuffer(width: 7, height: 2, channels: channels, bytes: bytes))
    let kind: [PixelBuffer.Channels: UInt8] = [.grey: 0, .rgb: 2, .rgba: 6]
    #expect(Array(png[..<8]) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(Array(png[16..<26]) == [0, 0, 0, 7, 0, 0, 0, 2, 8, kind[channels]!])
  }

  @Test("a coloured PNG becomes grey, transparent parts black")
  func colour() throws {
    let pixels: [UInt8] = [90, 90, 90, 255, 255, 255, 255, 0]
    let image = PixelBuffer(width: 2, height: 1, channels: .rgba, bytes: pixels)
    #expect(try PNG.decodeGrey(PNG.encode(image), file: "x").bytes == [90, 0])
  }

  @Test("colours become grey by their luma of Rec. 601, in the values that the file holds")
  func luma() throws {
    let pixels: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 90, 10, 200, 30]
    let image = PixelBuffer(width: 5, height: 1, channels: .rgb, bytes: pixels)
    #expect(try PNG.decodeGrey(PNG.encode(image), file: "x").bytes == [76, 150, 29, 90, 124])
  }

  @Test("16 bits are 8 bits times 257, of grey and of colours")
  func sixteenBits() throws {
    let values = (0...255).map { UInt8($0) }
    let grey = values.flatMap { [$0, $0] }
    #expect(try PNG.decodeGrey(storedPNG(width: 256, kind: 0, row: grey), file: "x").bytes == values)
    let half = storedPNG(width: 1, kind: 0, row: [0x80, 0])
    #expect(try PNG.decodeGrey(half, file: "x").bytes == [128])
    let colours = values.flatMap { [$0, $0, $0, $0, $0, $0] }
    #expect(try PNG.decodeGrey(storedPNG(width: 256, kind: 2, row: colours), file: "x").bytes == values)
    let red = storedPNG(width: 1, kind: 2, row: [255, 255, 0, 0, 0, 0])
    #expect(try PNG.decodeGrey(red, file: "x").bytes == [76])
  }

  /// A PNG of 16 bits and one row whose data is stored and not packed.
  private func storedPNG(width: Int, kind: UInt8, row: [UInt8]) -> [UInt8] {
    let content = [0] + row
    var (low, high) = (UInt32(1), UInt32(0))
    for byte in content {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    let length = [UInt8(content.count & 255), UInt8(content.count >> 8)]
    let stored = [0x78, 1, 1] + length + length.map { ~$0 } + content + bigEndian(Int(high << 16 | low))
    return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
      + chunk("IHDR", bigEndian(width) + bigEndian(1) + [16, kind, 0, 0, 0]) + chunk("IDAT", stored)
      + chunk("IEND", [])
  }

  private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    var sum = ~UInt32(0)
    for byte in named {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    return bigEndian(content.count) + named + bigEndian(Int(~sum))
  }

  @Test("a broken or huge PNG is an error with the file's name")
  func broken() throws {
    let whole = try PNG.encode(PixelBuffer(width: 9, height: 9, channels: .grey, bytes: [UInt8](0..<81)))
    for count in stride(from: 0, to: whole.count - 12, by: 3) {
      let message = failure { () throws(ZwalkError) in
        _ = try PNG.decodeGrey(Array(whole.prefix(count)), file: "x.png")
      }
      #expect(message.hasPrefix("x.png: not a usable PNG file"), "\(count) of \(whole.count) bytes")
    }
    let large = failure { () throws(ZwalkError) in
      _ = try PNG.decodeGrey(whole, file: "x.png", largestSide: 8)
    }
    #expect(large.contains("9 x 9 pixels, at most 8"))
  }

  @Test("a GIF has its size, as many frames as were given, and plays forever")
  func gif() throws {
    let frames = (0..<3).map {
      PixelBuffer(width: 4, height: 2, channels: .grey, bytes: [UInt8](repeating: UInt8($0) * 80, count: 8))
    }
    let gif = try GIF.encode(frames, delay: 10)
    #expect(gif.prefix(10) == Array("GIF89a".utf8)[...] + [4, 0, 2, 0])
    #expect(gif.last == 0x3b)
    let control: [UInt8] = [0x21, 0xf9, 4, 4, 10, 0]
    #expect(gif.indices.dropLast(6).count { Array(gif[$0..<$0 + 6]) == control } == 3)
    #expect(String(decoding: gif, as: Unicode.ASCII.self).contains("NETSCAPE2.0"))
  }

  @Test("frames of different sizes, or none, are refused")
  func unequalFrames() {
    let one = PixelBuffer(width: 1, height: 1, channels: .grey, bytes: [0])
    let two = PixelBuffer(width: 2, height: 1, channels: .grey, bytes: [0, 0])
    for frames in [[], [one, two]] {
      #expect(!failure { () throws(ZwalkError) in _ = try GIF.encode(frames) }.isEmpty)
    }
  }
}
