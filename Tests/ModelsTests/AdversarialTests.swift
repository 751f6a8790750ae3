import LatentCore
import Models
import Testing

@Suite("Generative adversarial networks")
struct AdversarialTests {
  private func make(_ changes: [String: String] = [:], seed: UInt64 = 1) throws -> AdversarialModel {
    let entry = try ModelCatalog.entry("gan")
    return try #require(try entry.make(entry.tiny(changes), seed: seed) as? AdversarialModel)
  }

  @Test("tensors are those of PyTorch's modules, the generator mirroring the discriminator")
  func names() throws {
    let entries = try make(["hidden": "6,4"]).parameters.entries
    let shapes = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.shape) })
    #expect(shapes["generator.0.weight"] == [4, 2] && shapes["generator.3.weight"] == [6, 4])
    #expect(shapes["generator.6.weight"] == [16, 6] && shapes["generator.6.bias"] == [16])
    for name in ["weight", "bias", "running_mean", "running_var"] {
      #expect(shapes["generator.1.\(name)"] == [4] && shapes["generator.4.\(name)"] == [6])
    }
    // Noise comes first, and each hidden layer is followed by its activation and dropout.
    #expect(shapes["discriminator.1.weight"] == [6, 16] && shapes["discriminator.4.weight"] == [4, 6])
    #expect(shapes["discriminator.7.weight"] == [1, 4])
    #expect(entries.filter { !$0.isLearnt }.allSatisfy { $0.name.contains(".running_") })
  }

  @Test("both losses are terms of their sum", arguments: [1, 5])
  func terms(count: Int) throws {
    let model = try make()
    var random = RandomSource(seed: 1)
    for losses in [
      model.evaluate(.blobs(count), random: &random),
      model.trainStep(.blobs(count), learningRate: 0.01, random: &random),
    ] {
      let (generator, discriminator) = (losses.terms["generator"], losses.terms["discriminator"])
      #expect(losses.loss == (generator ?? .nan) + (discriminator ?? .nan))
      #expect(losses.reconstruction == nil && losses.kl == nil && losses.isFinite)
    }
    #expect(model.prior == .standardNormal)
  }

  @Test(
    "draws come nearer to the images, and with hidden layers are not all alike",
    arguments: [["hidden": "16"], ["hidden": ""]])
  func learning(changes: [String: String]) throws {
    let model = try make(changes.merging(["dropout": "0.1", "fading": "300"]) { $1 })
    let batch = Batch.blobs(100)
    var random = RandomSource(seed: 7)
    let codes = random.normal(rows: 100, columns: 2)
    func distance() -> Float {
      let drawn = model.decode(codes)
      return (0..<100).reduce(0) { sum, row in
        sum + (0..<100).map { squared(drawn.row(row), batch.images.row($0)) }.reduce(.infinity, min)
      } / 100
    }
    let before = distance()
    _ = train(model, batch, steps: 600, learningRate: 0.003)
    #expect(distance() < 0.7 * before)
    guard changes["hidden"] != "" else { return }
    let drawn = model.decode(codes)
    #expect((1..<100).map { squared(drawn.row(0), drawn.row($0)) }.reduce(0, +) / 99 > 0.05)
  }

  private func squared(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Float {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  @Test("a look at codes while training goes on is like the codes, if not as good")
  func sketches() throws {
    let model = try make()
    _ = train(model, .blobs(60), steps: 200)
    let images = Batch.blobs(30, seed: 5).images
    func value(_ codes: Matrix) -> Float {
      (0..<30).reduce(0) { $0 + squared(model.decode(codes).row($1), images.row($1)) }
        + codes.values.reduce(0) { $0 + $1 * $1 } / 2
    }
    let (brief, whole) = (model.sketch(images, labels: []), model.encode(images))
    #expect(brief.rows == 30 && brief.columns == 2)
    #expect(value(whole) < value(brief) + 1e-2)
  }

  @Test("images stand by the discriminator's verdict")
  func verdicts() throws {
    let entry = try ModelCatalog.entry("gan")
    let model = try make()
    let subject = ExhibitSubject(
      examples: .blobs(20), probe: .blobs(40), classNames: [], history: [], level: 0,
      random: RandomSource(seed: 1))
    guard case .images(let sheet) = try entry.exhibit("verdicts").make(of: model, subject).figure else {
      Issue.record("these are images")
      return
    }
    let means = sheet.rows.map { row in
      model.verdicts(on: row.images).reduce(0, +) / Float(row.images.rows)
    }
    #expect(means.count == 4 && means[0] > means[1] && means[2] > means[3])
    #expect(means.allSatisfy { (0...1).contains($0) })
  }
}
