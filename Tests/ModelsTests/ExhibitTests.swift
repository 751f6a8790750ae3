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
}
