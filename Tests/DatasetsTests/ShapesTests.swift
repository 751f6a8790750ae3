import Datasets
import LatentCore
import Testing

@Suite("Generated shapes")
struct ShapesTests {
  @Test("every combination of factors is there once, and looks like no other")
  func combinations() throws {
    let data = try DatasetCatalog.load("shapes", environment: [:])
    let splits = [data.train, data.test]
    #expect(splits.map(\.count) == [41_472, 4608])
    var images = Set<ArraySlice<UInt8>>()
    var choices = Set<[UInt8]>()
    for split in splits {
      let factors = try #require(split.factors)
      #expect(factors.count == split.count)
      for index in 0..<split.count {
        images.insert(split.pixels[index * 784..<(index + 1) * 784])
        choices.insert(Array(factors.values[index * 5..<(index + 1) * 5]))
        #expect(factors.value(of: 0, image: index) == Int(split.labels[index]))
      }
    }
    #expect(images.count == 46_080 && choices.count == 46_080)
  }

  @Test("a shape moves with its factors and keeps within the picture")
  func places() throws {
    let split = try DatasetCatalog.load("shapes", environment: [:]).train
    let factors = try #require(split.factors)
    for index in stride(from: 0, to: split.count, by: 137) {
      let image = split.pixels[index * 784..<(index + 1) * 784].map(Double.init)
      let mass = image.reduce(0, +)
      let x = image.enumerated().reduce(0) { $0 + Double($1.offset % 28) * $1.element } / mass
      let y = image.enumerated().reduce(0) { $0 + Double($1.offset / 28) * $1.element } / mass
      let expected = { (value: Int) in 8 + Double(value) * 11 / 15 }
      #expect(abs(x - expected(factors.value(of: 3, image: index))) < 1.5)
      #expect(abs(y - expected(factors.value(of: 4, image: index))) < 1.5)
      #expect(image.enumerated().allSatisfy { $0.element == 0 || $0.offset >= 28 && $0.offset < 756 })
    }
  }

  @Test("a choice of images keeps their factors")
  func selection() throws {
    let split = try DatasetCatalog.load("shapes", environment: [:]).test
    let chosen = split.selecting([5, 3])
    #expect(chosen.factors?.value(of: 1, image: 1) == split.factors?.value(of: 1, image: 3))
    #expect(split.prefix(10).factors?.count == 10)
  }
}
