import LatentCore
import Models
import Testing

extension ModelEntry: CustomTestStringConvertible {
  /// What a test's argument is called in reports.
  public var testDescription: String { id }
}

@Suite("Every model of the catalogue")
struct ContractTests {
  @Test(
    "gradients match central differences",
    arguments: ModelCatalog.all.filter { $0.learnsByGradient && !$0.isAdversarial })
  func gradients(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 7)
    let batch = Batch.blobs(5)
    let values = model.parameters.copyValues()
    let expected = values.indices.map { index in
      var changed = values
      func loss(_ value: Float) -> Double {
        changed[index] = value
        model.parameters.load(values: changed)
        var random = RandomSource(seed: 4)
        return model.evaluate(batch, random: &random).loss
      }
      let (below, above) = (values[index] - 5e-3, values[index] + 5e-3)
      return (loss(above) - loss(below)) / Double(above - below)
    }
    model.parameters.load(values: values)
    var random = RandomSource(seed: 4)
    model.parameters.keepsGradients = true
    _ = model.trainStep(batch, learningRate: 0, random: &random)
    let found = model.parameters.copyGradients()
    // Where the gradient passes straight through, only what lies behind has a derivative; Layers' tests have the rest.
    // Moving averages follow no gradient.
    let exact = model.parameters.entries.filter {
      $0.isLearnt && (!model.passesStraightThrough || $0.name.hasPrefix("decoder."))
    }.flatMap { $0.offset..<$0.offset + $0.count }
    #expect(!exact.isEmpty)
    let differences = exact.map { Double(found[$0]) - expected[$0] }
    let difference = differences.reduce(0) { $0 + $1 * $1 }
    let length = exact.reduce(0) { $0 + expected[$1] * expected[$1] }
    #expect((difference / length).squareRoot() < 1e-2)
  }

  @Test("the loss goes down", arguments: ModelCatalog.all.filter { !$0.isAdversarial })
  func learning(entry: ModelEntry) throws {
    let losses = train(try entry.make(entry.tiny(), seed: 1), .blobs(40), steps: 200).map(\.loss)
    #expect(losses.allSatisfy { $0.isFinite })
    let (first, last) = (losses.prefix(20).reduce(0, +), losses.suffix(20).reduce(0, +))
    #expect(last < 0.95 * first)
  }

  @Test(
    "a copy with the same parameters gives the same bits", arguments: ModelCatalog.all, [1, 2] as [UInt64])
  func copies(entry: ModelEntry, seed: UInt64) throws {
    let model = try entry.make(entry.tiny(), seed: seed)
    _ = train(model, .blobs(5), steps: 3)
    let copy = try entry.make(entry.tiny(), seed: seed + 1)
    copy.parameters.load(values: model.parameters.copyValues())
    let images = Batch.blobs(7, seed: 9).images
    #expect(copy.encode(images) == model.encode(images))
    #expect(copy.decode(model.encode(images)) == model.decode(model.encode(images)))
  }

  @Test("what a learnt prior draws is decided by the source, and can be decoded", arguments: ModelCatalog.all)
  func draws(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 1)
    _ = train(model, .blobs(5), steps: 3)
    func draw(_ seed: UInt64, _ count: Int) -> Matrix? {
      var random = RandomSource(seed: seed)
      return model.draws(count, random: &random)
    }
    #expect((draw(1, 9) != nil) == (model.prior == .learnt))
    guard let codes = draw(1, 9), let other = draw(2, 9) else { return }
    #expect(codes.rows == 9 && codes.columns == model.latentDimension)
    #expect(codes == draw(1, 9) && codes != other && draw(1, 0)?.rows == 0)
    // A linear decoder can leave the range; who draws its images holds them within.
    #expect(model.decode(codes).values.allSatisfy { $0.isFinite && (!entry.learnsByGradient || 0...1 ~= $0) })
  }

  @Test("training goes on exactly from values, moments and step count", arguments: ModelCatalog.all)
  func resuming(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 1)
    _ = train(model, .blobs(5), steps: 4)
    let copy = try entry.make(entry.tiny(), seed: 2)
    let moments = model.parameters.copyMoments()
    copy.parameters.load(values: model.parameters.copyValues())
    copy.parameters.load(firstMoments: moments.first, secondMoments: moments.second)
    copy.parameters.stepCount = model.parameters.stepCount
    #expect(train(copy, .blobs(5), steps: 4) == train(model, .blobs(5), steps: 4))
    #expect(copy.parameters.copyValues() == model.parameters.copyValues())
  }

  @Test(
    "the same seed gives the same weights and the same training, another one does not",
    arguments: ModelCatalog.all)
  func seeds(entry: ModelEntry) throws {
    func weights(_ seed: UInt64) throws -> [Float] {
      let model = try entry.make(entry.tiny(["batch": "64", "hidden": "300"]), seed: seed)
      _ = train(model, .blobs(64), steps: 5, seed: seed)
      return model.parameters.copyValues()
    }
    let trained = try weights(3)
    #expect(try trained == weights(3))
    #expect(try trained != weights(4))
  }

  @Test("codes and images do not depend on how many there are at once", arguments: ModelCatalog.all)
  func batchSizes(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 5)
    let images = Batch.blobs(700).images
    let codes = model.encode(images)
    #expect(codes.rows == 700 && codes.columns == model.latentDimension)
    let decoded = model.decode(codes)
    #expect(decoded.rows == 700 && decoded.columns == 16)
    for range in [0..<1, 3..<20, 100..<400] {
      #expect(isClose(model.encode(images.rows(in: range)), codes.rows(in: range)))
      #expect(isClose(model.decode(codes.rows(in: range)), decoded.rows(in: range)))
    }
    #expect(model.encode(images.rows(in: 0..<0)).rows == 0)
    #expect(model.decode(codes.rows(in: 0..<0)).rows == 0)
  }

  @Test("the losses of a batch are the mean over its images, however it is cut", arguments: ModelCatalog.all)
  func evaluation(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 5)
    let batch = Batch.blobs(300)
    var (whole, pieces) = (RandomSource(seed: 8), RandomSource(seed: 8))
    let together = model.evaluate(batch, random: &whole)
    var average = LossAverage()
    for range in [0..<1, 1..<120, 120..<300] {
      let part = Batch(images: batch.images.rows(in: range), labels: Array(batch.labels[range]))
      average.add(model.evaluate(part, random: &pieces), count: range.count)
    }
    let mean = try #require(average.mean)
    #expect(abs(mean.loss - together.loss) < 1e-5 * together.loss)
    if let part = mean.reconstruction, let whole = together.reconstruction {
      #expect(abs(part - whole) < 1e-5 * whole)
    }
    #expect(whole == pieces)
    #expect((together.reconstruction == nil) == entry.isAdversarial)
    // The divergences of a model of sequences are between its own distributions.
    #expect((together.kl == nil) == (model.prior == .fitted && model.dynamics == nil || entry.isAdversarial))
  }

  // Adversarial networks train with noise, dropout and the moments of the batch, and are judged without.
  @Test(
    "a step reports the loss before it, on the same scale as evaluation",
    arguments: ModelCatalog.all.filter { !$0.isAdversarial })
  func scale(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 5)
    var (first, second) = (RandomSource(seed: 8), RandomSource(seed: 8))
    let evaluated = model.evaluate(.blobs(5), random: &first)
    let stepped = model.trainStep(.blobs(5), learningRate: 0.01, random: &second)
    #expect(abs(evaluated.loss - stepped.loss) < 1e-5 * stepped.loss)
    #expect(first == second)
  }

  @Test("batches smaller and larger than the planned one can be trained on", arguments: ModelCatalog.all)
  func unplannedBatches(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(), seed: 5)
    for count in [1, 5, 64, 3, 0] { #expect(train(model, .blobs(count), steps: 1)[0].isFinite) }
  }

  @Test("tensors have names of their own, as PyTorch's modules have", arguments: ModelCatalog.all)
  func names(entry: ModelEntry) throws {
    let entries = try entry.make(entry.tiny(), seed: 0).parameters.entries
    #expect(Set(entries.map(\.name)).count == entries.count)
    let endings = [
      ".weight", ".bias", "codebook.sums", "codebook.counts", "mixture.mean", "mixture.covariance",
      "mixture.bound", "sparsity.mean", ".running_mean", ".running_var", ".weight_ih_l0", ".weight_hh_l0",
      ".bias_ih_l0", ".bias_hh_l0",
    ]
    #expect(entries.allSatisfy { entry in endings.contains { entry.name.hasSuffix($0) } })
  }

  @Test(
    "dense layers have PyTorch's layout",
    arguments: ModelCatalog.all.filter {
      !["conv-ae", "attention-ae", "vq-vae", "cvae", "gan", "gaussian", "gmm"].contains($0.id)
    })
  func denseLayouts(entry: ModelEntry) throws {
    let entries = try entry.make(entry.tiny(), seed: 0).parameters.entries
    let first = try #require(entries.first { $0.name == "encoder.0.weight" })
    #expect(first.shape == [6, 16])
    let last = try #require(entries.last { $0.name.hasPrefix("decoder.") && $0.name.hasSuffix(".weight") })
    #expect(last.shape == [16, 6])
  }
}

/// Whether two matrices agree to rounding.
func isClose(_ a: Matrix, _ b: Matrix) -> Bool {
  (a.rows, a.columns) == (b.rows, b.columns) && zip(a.values, b.values).allSatisfy { abs($0 - $1) < 1e-5 }
}
