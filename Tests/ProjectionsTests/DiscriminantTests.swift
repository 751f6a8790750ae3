import LatentCore
import Projections
import RealModule
import Testing

@Suite("Discriminants")
struct DiscriminantTests {
  private func fit(
    _ id: String, _ data: Matrix, _ labels: [UInt8], dimensions: Int = 2, settings: [String: String] = [:]
  ) throws -> any Projection {
    let entry = try ProjectionCatalog.entry(id)
    var options = Options(entry.options)
    for (key, value) in settings { try options.set(key, to: value, among: entry.options) }
    var projection = try entry.make(options)
    try projection.begin(data, labels: labels, dimensions: dimensions, seed: 0)
    try projection.advance(iterations: .max)
    return projection
  }

  /// Two rings around one centre, a little blurred, and their labels.
  private func rings(seed: UInt64) -> (Matrix, [UInt8]) {
    var random = RandomSource(seed: seed)
    let labels = (0..<300).map { UInt8($0 % 2) }
    let rows = labels.map { label in
      let (angle, radius) = (2 * Double.pi * Double(random.uniform()), label == 0 ? 1.0 : 3.0)
      return [Double.cos(angle), Double.sin(angle)].map { Float(radius * $0) + 0.1 * random.normal() }
    }
    return (Matrix(rows), labels)
  }

  @Test("linear ones are those that scikit-learn finds, up to the sign")
  func reference() throws {
    let found = try fit("lda", Waves.data, Waves.labels, dimensions: 3, settings: ["shrinkage": "1e-6"])
    // LinearDiscriminantAnalysis(solver="svd").transform(X[:4]), scikit-learn 1.9.1.
    let expected: [[Double]] = [
      [2.1982833, 2.2689907, 0.6383195], [3.9308123, 0.9307197, 0.4894545],
      [3.9788459, -0.6746301, 0.1080971], [2.2250581, -1.9177329, -0.3463257],
    ]
    for axis in 0..<3 {
      let sign = Double(found.points[0, axis]) * expected[0][axis] < 0 ? -1.0 : 1
      for row in 0..<4 {
        #expect(abs(Double(found.points[row, axis]) - sign * expected[row][axis]) < 2e-3)
      }
    }
    let ratios = try #require(found as? LinearDiscriminants).ratios
    #expect(abs(ratios[0] / ratios.reduce(0, +) - 0.7316228) < 1e-3)
  }

  @Test("classes have variance 1 along the axes, which are uncorrelated within them")
  func whitened() throws {
    let points = try fit("lda", Waves.data, Waves.labels, settings: ["shrinkage": "1e-6"]).points
    var products = [0.0, 0.0, 0.0]
    for label in 0..<4 as Range<UInt8> {
      let members = (0..<Waves.count).filter { Waves.labels[$0] == label }
      let means = (0..<2).map { axis in
        members.reduce(0.0) { $0 + Double(points[$1, axis]) } / Double(members.count)
      }
      for row in members {
        let (x, y) = (Double(points[row, 0]) - means[0], Double(points[row, 1]) - means[1])
        products[0] += x * x
        products[1] += y * y
        products[2] += x * y
      }
    }
    #expect(abs(products[0] / 200 - 1) < 1e-3 && abs(products[1] / 200 - 1) < 1e-3)
    #expect(abs(products[2] / 200) < 1e-3)
  }

  @Test("rings around one centre: a kernel separates them, no line does", arguments: [1, 2, 3] as [UInt64])
  func concentric(seed: UInt64) throws {
    let (data, labels) = rings(seed: seed)
    let fact = { (id: String, key: String) throws -> Double in
      let facts = try self.fit(id, data, labels, dimensions: 1, settings: ["heldOut": "0.3"]).facts
      return try #require(facts.first { $0.key == key }).value
    }
    #expect(try fact("gda", "held_out_knn_accuracy") > 0.97)
    #expect(try fact("gda", "between_within_ratio") > 5)
    #expect(try fact("lda", "between_within_ratio") < 0.1)
  }

  @Test("labels that mean nothing are learned by heart, and those held out tell")
  func overfitting() throws {
    var random = RandomSource(seed: 9)
    let data = random.normal(rows: 200, columns: 20)
    let labels = (0..<200).map { _ in UInt8.random(in: 0..<2, using: &random) }
    let facts = try fit(
      "gda", data, labels, dimensions: 1, settings: ["shrinkage": "1e-6", "heldOut": "0.3"]
    ).facts
    let accuracy = { (key: String) in facts.first { $0.key == key }?.value ?? .nan }
    #expect(accuracy("training_knn_accuracy") > 0.9)
    #expect(accuracy("held_out_knn_accuracy") < 0.7)
  }

  @Test("fewer landmarks than points span nearly the same map")
  func landmarks() throws {
    let (data, labels) = rings(seed: 5)
    let few = try fit("gda", data, labels, dimensions: 1, settings: ["landmarks": "60"])
    let all = try fit("gda", data, labels, dimensions: 1)
    #expect(few.facts.first { $0.key == "landmarks" }?.value == 60)
    #expect(try ProcrustesAlignment(of: few.points, to: all.points).distance < 0.05)
  }

  @Test("refuse one class, as many axes as classes, and classes without spread", arguments: ["lda", "gda"])
  func refusals(id: String) {
    let ones = [UInt8](repeating: 1, count: Waves.count)
    #expect(throws: ZwalkError.self) { try fit(id, Waves.data, ones) }
    #expect(
      throws: ZwalkError.optionOutOfRange(
        key: "dims", value: "4", allowed: "a whole number from 1 to 3, one less than the classes")
    ) { try fit(id, Waves.data, Waves.labels, dimensions: 4) }
    let places = Matrix((0..<60).map { [Float($0 % 3), Float(($0 % 3) * 2 % 3), 1] })
    #expect(throws: ZwalkError.self) { try fit(id, places, (0..<60).map { UInt8($0 % 3) }) }
  }
}
