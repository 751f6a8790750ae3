import LatentCore
import Models
import Testing

@Suite("What models have of their own to see")
struct ExhibitTests {
  private func subject(_ level: Double, count: Int = 20) -> ExhibitSubject {
    ExhibitSubject(
      examples: .blobs(count), probe: .blobs(count, seed: 2), classNames: ["a"],
      history: [EpochLosses(epoch: 1, losses: Losses(loss: 1, reconstruction: 1))], level: level,
      random: RandomSource(seed: 1))
  }

  @Test("every exhibit says what it is", arguments: ModelCatalog.all)
  func entries(entry: ModelEntry) {
    #expect(!entry.exhibits.isEmpty && Set(entry.exhibits.map(\.id)).count == entry.exhibits.count)
    for exhibit in entry.exhibits {
      #expect(exhibit.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
      #expect(!exhibit.title.isEmpty && !exhibit.description.isEmpty)
      let specification = entry.specification(for: .mnist)
      if let level = exhibit.level(for: specification) {
        #expect(level.range.contains(level.initial) && level.step > 0)
      }
    }
  }

  @Test(
    "every exhibit can be made, with images and without, and changes no weight", arguments: ModelCatalog.all)
  func making(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 1)
    let weights = model.parameters.copyValues()
    for exhibit in entry.exhibits {
      let own = exhibit.level(for: model.specification)
      for level in [own?.initial ?? 0, own?.range.lowerBound ?? 0, own?.range.upperBound ?? 0] {
        for count in [20, 0] {
          let first = try exhibit.make(of: model, subject(level, count: count))
          #expect(try exhibit.make(of: model, subject(level, count: count)) == first)
        }
      }
    }
    #expect(model.parameters.copyValues() == weights)
  }

  @Test("a level out of its range is refused", arguments: ModelCatalog.all)
  func levels(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 1)
    for exhibit in entry.exhibits {
      guard let level = exhibit.level(for: model.specification) else { continue }
      for value in [level.range.upperBound + 1, level.range.lowerBound - 1, .nan] {
        #expect(throws: ZwalkError.self) { try exhibit.make(of: model, subject(value)) }
      }
    }
  }

  @Test(
    "levels end where the model does, and a part of a whole one is refused",
    arguments: [("td-vae", "film", 4.0), ("vq-vae", "edit", 4), ("attention-ae", "attention", 4)])
  func limits(id: String, exhibit: String, most: Double) throws {
    let entry = try ModelCatalog.entry(id)
    let model = try entry.make(entry.tiny(), seed: 1)
    let level = try #require(try entry.exhibit(exhibit).level(for: model.specification))
    #expect(level.range.upperBound == most && level.range.contains(level.initial))
    #expect(
      throws: ZwalkError.optionOutOfRange(
        key: level.name, value: "2.5",
        allowed: "a whole number from \(Int(level.range.lowerBound)) to \(Int(most))")
    ) { try entry.exhibit(exhibit).make(of: model, subject(2.5)) }
  }

  @Test("the highest convolution is the last one that there is", arguments: [("conv-ae", 2), ("vq-vae", 3)])
  func lastConvolution(id: String, count: Int) throws {
    let entry = try ModelCatalog.entry(id)
    let (exhibit, specification) = (try entry.exhibit("channels"), entry.specification(for: .mnist))
    let highest = try #require(exhibit.level(for: specification)?.range.upperBound)
    var subject = self.subject(highest)
    subject.examples = Batch(images: Matrix(rows: 2, columns: 784), labels: [0, 1])
    let shown = try exhibit.make(of: entry.make(specification, seed: 1), subject)
    #expect(shown.note.contains("convolution \(count) of \(count)"), "\(shown.note)")
  }

  @Test("the likelihood of a mixture is drawn for training and test images, each by its name")
  func likelihood() throws {
    let entry = try ModelCatalog.entry("gmm")
    var subject = self.subject(0)
    subject.history = (1...3).map { epoch in
      EpochLosses(
        epoch: Double(epoch), losses: Losses(loss: 5 + Double(epoch), reconstruction: nil),
        training: Losses(loss: 5 - Double(epoch), reconstruction: nil))
    }
    let model = try entry.make(entry.tiny(), seed: 1)
    guard case .curves(let chart) = try entry.exhibit("likelihood").make(of: model, subject).figure else {
      Issue.record("no curves")
      return
    }
    #expect(chart.curves.map(\.name) == ["training", "test"])
    #expect(chart.curves[0].y == [-4, -3, -2] && chart.curves[1].y == [-6, -7, -8])
  }

  @Test("a level moves in whole steps and stops at both ends")
  func moving() {
    let level = ExhibitEntry.Level("noise", 0...1, step: 0.25, initial: 0.5)
    #expect(level.moved(0.5, by: 1) == 0.75 && level.moved(0.5, by: -10) == 0 && level.moved(0.9, by: 1) == 1)
  }

  @Test(
    "restored images: clean, corrupted and what the model makes of them", arguments: ["gaussian", "masking"])
  func restored(noise: String) throws {
    let entry = try ModelCatalog.entry("denoising-ae")
    let model = try entry.make(entry.tiny(["noise": noise]), seed: 1)
    guard case .images(let sheet) = try entry.exhibit("restored").make(of: model, subject(0.5)).figure else {
      Issue.record("these are images")
      return
    }
    #expect(sheet.rows.map(\.caption) == ["clean", "corrupted", "restored"])
    #expect(sheet.rows[0].images == Batch.blobs(20).images && sheet.rows[1].images != sheet.rows[0].images)
    #expect(sheet.rows[2].images == model.decode(model.encode(sheet.rows[1].images)))
  }

  @Test("what a loss is said to be the sum of adds up to it", arguments: ModelCatalog.all)
  func summands(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 1)
    var random = RandomSource(seed: 4)
    let losses = model.evaluate(.blobs(20), random: &random)
    guard losses.reconstruction != nil else { return #expect(losses.summands.isEmpty) }
    let sum = losses.summands.reduce(0) { $0 + $1.factor * $1.value }
    #expect(abs(sum - losses.loss) <= 1e-5 * max(1, abs(losses.loss)))
    // A factor that is none of the model's own would mean that a part is missing, or counted that does not count.
    let weights = ["beta", "klWeight"].filter { key in entry.options.contains { $0.key == key } }
      .map { model.specification.options.real($0) }
    for summand in losses.summands {
      #expect(([1] + weights).contains { abs(summand.factor - $0) < 1e-3 }, "\(summand)")
    }
    #expect(Set(losses.measures.map(\.name)).isDisjoint(with: losses.summands.map(\.name)))
  }

  @Test("codes that are used have kinds of their own, and none is listed that is unused")
  func codes() throws {
    let entry = try ModelCatalog.entry("vq-vae")
    let model = try entry.make(entry.tiny(), seed: 1)
    guard case .images(let sheet) = try entry.exhibit("maps").make(of: model, subject(0)).figure,
      case .bars(let chart) = try entry.exhibit("usage").make(of: model, subject(0)).figure
    else {
      Issue.record("these are images and bars")
      return
    }
    let kinds = try #require(sheet.rows[1].kinds)
    #expect(kinds.cells.count == 8 && kinds.names.count == 5)
    #expect(chart.bars.allSatisfy { $0.value > 0 })
    #expect(chart.bars.map(\.value) == chart.bars.map(\.value).sorted(by: >))
    #expect(abs(chart.bars.reduce(0) { $0 + $1.value } - 100) < 1e-6)
  }

  @Test("the spread of codes begins with the widest dimension")
  func spread() throws {
    let entry = try ModelCatalog.entry("vae")
    let model = try entry.make(entry.tiny(), seed: 1)
    guard case .bars(let chart) = try entry.exhibit("spread").make(of: model, subject(0)).figure else {
      Issue.record("these are bars")
      return
    }
    #expect(chart.bars.map(\.value) == chart.bars.map(\.value).sorted(by: >))
  }
}
