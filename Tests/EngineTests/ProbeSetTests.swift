import Datasets
import Engine
import LatentCore
import Testing

@Suite("The probe points")
struct ProbeSetTests {
  @Test("are as many of every class as possible")
  func balance() {
    let data = unbalanced(counts: [3000, 1500, 100])
    let probe = ProbeSet(data, seed: 4)
    let counts = (0..<3).map { label in probe.labels.count { $0 == label } }
    #expect(counts == [950, 950, 100])
    #expect(Set(probe.indices).count == ProbeSet.size)
  }

  @Test("are the same for the same seed, others for another")
  func seeds() {
    let data = unbalanced(counts: [2000, 2000])
    #expect(ProbeSet(data, seed: 1).indices == ProbeSet(data, seed: 1).indices)
    #expect(ProbeSet(data, seed: 1).indices != ProbeSet(data, seed: 2).indices)
  }

  @Test("hold the images of their indices")
  func images() {
    let data = Fixture.data()
    let probe = ProbeSet(data, seed: 0)
    #expect(probe.indices == Array(0..<90))
    #expect(probe.images == data.train.matrix())
    #expect(probe.labels == data.train.labels)
  }

  @Test("the examples are of distinct classes, lowest first, then the first others")
  func examples() {
    let probe = ProbeSet(Fixture.data(), seed: 0)
    #expect(probe.exampleLabels == [0, 1, 2, 0, 1])
    #expect(probe.examples == [0, 1, 2, 3, 4])
  }

  @Test("without labels or with few images it takes what there is", arguments: [0, 1, 3])
  func fewImages(count: Int) {
    let shape = ImageShape(height: 1, width: 2)
    let split = Split(shape: shape, pixels: [UInt8](repeating: 7, count: 2 * count), labels: [])
    let data = ImageSet(id: "few", title: "Few", train: split, test: split, classNames: [])
    let probe = ProbeSet(data, seed: 0)
    #expect(probe.indices.count == count && probe.examples.count == count && probe.labels.isEmpty)
  }

  private func unbalanced(counts: [Int]) -> ImageSet {
    let labels = counts.enumerated().flatMap { [UInt8](repeating: UInt8($0), count: $1) }
    let split = Split(
      shape: ImageShape(height: 1, width: 1), pixels: [UInt8](repeating: 0, count: labels.count),
      labels: labels)
    return ImageSet(id: "a", title: "A", train: split, test: split, classNames: ["0", "1", "2"])
  }
}
