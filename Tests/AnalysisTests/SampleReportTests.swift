import Analysis
import Datasets
import LatentCore
import Testing

@Suite("What draws read as")
struct SampleReportTests {
  /// Bars in one of four places, each a little different.
  private let real: Split = {
    var random = RandomSource(seed: 1)
    var pixels: [UInt8] = []
    for index in 0..<80 {
      for pixel in 0..<16 {
        pixels.append(UInt8((pixel / 4 == index % 4 ? 200 : 10) + Int(random.uniform() * 40)))
      }
    }
    return Split(
      shape: ImageShape(height: 4, width: 4), pixels: pixels, labels: (0..<80).map { UInt8($0 % 4) })
  }()

  @Test("real images read as what they are")
  func reading() throws {
    #expect(try ImageReader(real).read(real.matrix()) == real.labels)
  }

  @Test("the nearest five decide, not the nearest")
  func vote() throws {
    var labels = real.labels
    labels[0] = 3
    let reader = try ImageReader(Split(shape: real.shape, pixels: real.pixels, labels: labels))
    let read = try reader.read(real.matrix(0..<1))
    #expect(read == [0])
  }

  @Test("agreement, coverage and variance are those of the draws")
  func report() throws {
    let images = real.matrix()
    let labels = real.labels.map { $0 == 3 ? 0 : $0 }
    let report = try SampleReport(images, labels: labels, real: real)
    #expect(report.agreement == 0.75)
    #expect(report.coverage == 0.25)
    let free = try SampleReport(images.rows(in: 0..<3), labels: [], real: real)
    #expect(free.agreement == nil && free.coverage == 0)
    #expect(free.variance < 1e-6 && abs(report.realVariance - Self.twin(images, real.labels)) < 1e-4)
  }

  private static func twin(_ images: Matrix, _ labels: [UInt8]) -> Double {
    var sum = 0.0
    for label in Set(labels) {
      let rows = labels.indices.filter { labels[$0] == label }
      for column in 0..<images.columns {
        let values = rows.map { Double(images[$0, column]) }
        let mean = values.reduce(0, +) / Double(values.count)
        sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
    }
    return sum / Double(images.rows)
  }

  @Test("images without labels, or too few, are refused")
  func refusals() {
    #expect(throws: ZwalkError.self) {
      try ImageReader(Split(shape: real.shape, pixels: real.pixels, labels: []))
    }
    #expect(throws: ZwalkError.self) { try ImageReader(real.prefix(3)) }
  }
}
