import Analysis
import Datasets
import LatentCore
import Models
import Testing

@Suite("What predicted sequences keep")
struct RollOutTests {
  private func model(_ id: String = "td-vae") throws -> any LatentModel {
    let entry = try ModelCatalog.entry(id)
    var specification = entry.specification(for: ImageShape(height: 4, width: 4))
    for (key, value) in ["hidden": "8", "latent": "4", "width": "8", "transition": "8", "steps": "8"]
    where entry.options.contains(where: { $0.key == key }) {
      try specification.options.set(key, to: value, among: entry.options)
    }
    return try entry.make(specification, seed: 1)
  }

  private func bars(_ count: Int, labelled: Bool = true) -> Split {
    let labels = (0..<count).map { UInt8($0 % 4) }
    let pixels = labels.flatMap { label in (0..<16).map { UInt8($0 / 4 == Int(label) ? 255 : 0) } }
    return Split(shape: ImageShape(height: 4, width: 4), pixels: pixels, labels: labelled ? labels : [])
  }

  @Test("shares are shares, of as many sequences as there are images, and the same for the same seed")
  func report() throws {
    let (model, bars) = (try model(), bars(40))
    let report = try RollOutReport(of: model, on: bars, real: bars, seed: 2)
    #expect(report.sequences == 40)
    for kept in [report.stepByStep, report.byJumps] {
      #expect((0...1).contains(kept.direction) && (0...1).contains(kept.label))
    }
    #expect(try RollOutReport(of: model, on: bars, real: bars, seed: 2) == report)
  }

  @Test("a model that draws one grey for everything keeps no direction")
  func standingStill() throws {
    let model = try model()
    model.parameters.load(values: [Float](repeating: 0, count: model.parameters.count))
    let report = try RollOutReport(of: model, on: bars(40), real: bars(40))
    #expect(report.stepByStep.direction == 0 && report.byJumps.direction == 0)
    #expect(report.stepByStep.label == report.byJumps.label)
  }

  @Test("what predicts nothing, and what has no labels, is refused with a reason")
  func refusals() throws {
    let other = try model("ae")
    #expect(throws: ZwalkError.self) { try RollOutReport(of: other, on: bars(8), real: bars(8)) }
    let model = try model()
    #expect(throws: ZwalkError.self) {
      try RollOutReport(of: model, on: bars(8, labelled: false), real: bars(8))
    }
    #expect(throws: ZwalkError.self) { try RollOutReport(of: model, on: bars(0), real: bars(8)) }
  }
}
