import Datasets
import LatentCore
import Testing

@Suite("Split")
struct SplitTests {
  @Test(
    "a batch holds the wanted images as bytes / 255, in order, repeated where asked",
    arguments: [1, 2, 3] as [UInt64])
  func gather(seed: UInt64) {
    let split = randomSplit(count: 12, seed: seed)
    var random = RandomSource(seed: seed)
    let indices = (0..<20).map { _ in Int(random.next() % 12) }
    let batch = split.batch(indices)
    #expect(batch.labels == indices.map { split.labels[$0] })
    #expect(batch.images.rows == 20)
    for (row, index) in indices.enumerated() {
      let expected = split.bytes(index).map { Float($0) / 255 }
      #expect(zip(batch.images.row(row), expected).allSatisfy { abs($0 - $1) < 1e-7 })
    }
  }

  @Test("black is 0 and white is 1, exactly")
  func ends() {
    let split = Split(shape: ImageShape(height: 1, width: 2), pixels: [0, 255], labels: [])
    #expect(split.image(0) == [0, 1])
    #expect(split.batch([0]).labels.isEmpty)
  }

  @Test("a batch is used again for fewer and for more images")
  func reuse() {
    let split = randomSplit(count: 9)
    var batch = split.batch([0, 1, 2, 3])
    for indices in [[8], [1, 2, 3, 4, 5], []] {
      split.gather(indices[...], into: &batch)
      #expect(batch.images == split.batch(indices).images)
      #expect(batch.labels.count == indices.count)
    }
  }

  @Test("rows are images, in blocks or at once")
  func rows() {
    let split = randomSplit(count: 11)
    var blocks = Matrix(rows: 0, columns: split.shape.pixels)
    split.forEachBlock(of: 4) { _, rows in blocks.append(rowsOf: rows) }
    #expect(blocks == split.matrix())
    #expect(blocks == split.batch(Array(0..<11)).images)
  }

  @Test("selecting keeps images and labels together")
  func selecting() {
    let split = randomSplit(count: 8)
    let chosen = split.selecting([7, 0, 7])
    #expect(chosen.count == 3)
    #expect(chosen.labels == [split.labels[7], split.labels[0], split.labels[7]])
    #expect(chosen.bytes(1).elementsEqual(split.bytes(0)))
    #expect(split.prefix(3).equals(split.selecting([0, 1, 2])))
    #expect(split.prefix(99).equals(split))
  }

  @Test("excluding drops what occurs in the other split, and nothing else", arguments: [1, 2, 3] as [UInt64])
  func excluding(seed: UInt64) {
    let split = randomSplit(count: 30, seed: seed)
    let others = randomSplit(count: 10, seed: seed + 100)
    let mixed = Split(
      shape: split.shape, pixels: others.pixels + split.selecting([3, 17, 29]).pixels, labels: [])
    let (kept, dropped) = split.excluding(imagesOf: mixed)
    #expect(dropped == 3)
    #expect(kept.equals(split.selecting((0..<30).filter { ![3, 17, 29].contains($0) })))
    #expect(split.excluding(imagesOf: others).dropped == 0)
  }

  @Test("excluding every training image is an error")
  func excludingAll() {
    let split = randomSplit(count: 4)
    let data = ImageSet(id: "x", title: "X", train: split, test: split, classNames: [])
    #expect(failure { () throws(ZwalkError) in _ = try data.excluding(imagesOf: split) }.contains("X: every"))
  }

  @Test("statistics are those of a small example")
  func statistics() {
    let split = Split(
      shape: ImageShape(height: 1, width: 4), pixels: [0, 255, 0, 0, 0, 0, 255, 0], labels: [2, 0])
    let statistics = SplitStatistics(split, classes: 3)
    #expect(statistics.count == 2)
    #expect(statistics.classCounts == [1, 0, 1])
    #expect(statistics.mean == 0.25)
    #expect(abs(statistics.deviation - 0.1875.squareRoot()) < 1e-12)
    #expect(statistics.zeroShare == 0.75)
    #expect(statistics.emptyColumns == 2)
  }

  @Test("the checksum changes with any pixel or label")
  func checksum() {
    let split = randomSplit(count: 3)
    func checksum(_ change: (inout [UInt8], inout [UInt8]) -> Void) -> String {
      var (pixels, labels) = (split.pixels, split.labels)
      change(&pixels, &labels)
      let changed = Split(shape: split.shape, pixels: pixels, labels: labels)
      return ImageSet(id: "", title: "", train: changed, test: split, classNames: []).checksum
    }
    let plain = checksum { _, _ in }
    #expect(plain.count == 8)
    #expect(plain == checksum { _, _ in })
    #expect(plain != checksum { pixels, _ in pixels[4] ^= 1 })
    #expect(plain != checksum { _, labels in labels[0] ^= 1 })
  }
}
