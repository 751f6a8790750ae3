import LatentCore
import Models
import RealModule
import Testing

@Suite("Gaussians fitted by expectation maximisation")
struct MixtureTests {
  private func make(_ changes: [String: String] = [:], id: String = "gmm") throws -> GaussianMixtureModel {
    let entry = try ModelCatalog.entry(id)
    let components = id == "gmm" ? ["components": "3"] : [:]
    let sizes = components.merging(["latent": "4"]) { $1 }.merging(changes) { $1 }
    return try #require(try entry.make(entry.tiny(sizes), seed: 1) as? GaussianMixtureModel)
  }

  private func begun(_ images: Matrix, _ changes: [String: String], seed: UInt64 = 2) throws
    -> GaussianMixtureModel
  {
    let model = try make(changes)
    var random = RandomSource(seed: seed)
    try model.begin(on: images, random: &random)
    return model
  }

  private func pass(_ model: GaussianMixtureModel, _ images: Matrix, share: Float = 1) -> Double {
    var random = RandomSource(seed: 0)
    let losses = model.trainStep(Batch(images: images), learningRate: share, random: &random)
    model.finishPass(learningRate: share)
    return -losses.loss
  }

  @Test(
    "the log-likelihood never falls, equals the bound after an expectation step, and lies above it in between",
    arguments: ["diagonal", "full"], [1, 0.3] as [Float])
  func bound(covariance: String, share: Float) throws {
    // What holds a full covariance away from singular is no part of the likelihood.
    let slack = covariance == "full" ? 5e-4 : 1e-4
    let images = Batch.blobs(400).images
    let model = try begun(images, ["covariance": covariance])
    var before = pass(model, images, share: share)
    for _ in 0..<15 {
      let bound = model.bound
      #expect(abs(bound.logLikelihoodBefore - before) < 1e-4)
      #expect(bound.evidenceLowerBound > before - slack)
      let after = pass(model, images, share: share)
      #expect(after > before - slack)
      #expect(after > bound.evidenceLowerBound - slack)
      before = after
    }
  }

  @Test("the bound lies below the log-likelihood by the divergence of old from new responsibilities")
  func divergence() throws {
    let images = Batch.blobs(300).images
    let model = try begun(images, ["covariance": "diagonal"])
    let codes = model.encode(images)
    let old = try #require(model.responsibilities(of: codes))
    _ = pass(model, images)
    let new = try #require(model.responsibilities(of: codes))
    let divergence = zip(old.values, new.values).reduce(0.0) {
      $0 + ($1.0 > 0 ? Double($1.0) * Double.log(Double($1.0) / Double($1.1)) : 0)
    }
    let bound = model.bound.evidenceLowerBound
    let logLikelihood = pass(model, images)
    #expect(divergence / 300 > 5e-5)
    #expect(abs(logLikelihood - bound - divergence / 300) < 2e-5)
  }

  @Test("losses are those of the density written down", arguments: ["diagonal", "full"])
  func density(covariance: String) throws {
    let images = Batch.blobs(200).images
    let model = try begun(images, ["covariance": covariance, "latent": "2", "components": "2"])
    _ = pass(model, images)
    var random = RandomSource(seed: 0)
    let losses = model.evaluate(Batch(images: images), random: &random)
    let twin = twinLogLikelihood(model, model.encode(images))
    #expect(abs(losses.loss + twin) < 1e-4)
    #expect(abs((losses.reconstruction ?? .nan) + (losses.kl ?? .nan) - losses.loss) < 1e-9)
  }

  /// Two dimensions, so that determinant and inverse can be written down.
  private func twinLogLikelihood(_ model: GaussianMixtureModel, _ codes: Matrix) -> Double {
    let values = model.parameters.copyValues()
    let covariance = model.parameters.entries.first { $0.name == "mixture.covariance" }
    let offset = covariance?.offset ?? 0
    let isFull = covariance?.shape.count == 3
    var sum = 0.0
    for row in 0..<codes.rows {
      var density = 0.0
      for component in 0..<2 {
        let start = offset + component * (isFull ? 4 : 2)
        let (a, d) = (Double(values[start]), Double(values[start + (isFull ? 3 : 1)]))
        let b = isFull ? Double(values[start + 1]) : 0
        let x = Double(codes[row, 0] - model.means[component, 0])
        let y = Double(codes[row, 1] - model.means[component, 1])
        let determinant = a * d - b * b
        let distance = (d * x * x - 2 * b * x * y + a * y * y) / determinant
        density +=
          Double(model.weights[component]) * Double.exp(-distance / 2) / (2 * .pi * determinant.squareRoot())
      }
      sum += Double.log(density)
    }
    return sum / Double(codes.rows)
  }

  @Test("a mixture finds the clusters that data was drawn from")
  func clusters() throws {
    var random = RandomSource(seed: 5)
    var images = Matrix(rows: 900, columns: 16)
    for row in 0..<900 {
      for pixel in 0..<16 {
        images[row, pixel] = (pixel / 5 == row % 3 ? 0.8 : 0.1) + 0.05 * random.normal()
      }
    }
    let model = try begun(images, ["latent": "2"])
    for _ in 0..<10 { _ = pass(model, images) }
    #expect(model.weights.allSatisfy { abs($0 - 1 / 3) < 0.01 })
    let shares = try #require(model.responsibilities(of: model.encode(images)))
    let winners = (0..<900).map { row in (0..<3).max { shares[row, $0] < shares[row, $1] } ?? 0 }
    for row in 3..<900 { #expect(winners[row] == winners[row % 3]) }
    #expect(Set(winners.prefix(3)).count == 3)
  }

  @Test("draws are distributed as the images are", arguments: ["gaussian", "gmm"])
  func draws(id: String) throws {
    let images = Batch.blobs(500).images
    let model = try make(["covariance": "full"], id: id)
    var random = RandomSource(seed: 2)
    try model.begin(on: images, random: &random)
    for _ in 0..<3 { _ = pass(model, images) }
    let (codes, drawn) = (model.encode(images), try #require(model.draws(4000, random: &random)))
    for column in 0..<4 {
      let (own, theirs) = (codes.column(column), drawn.column(column))
      let deviation = spread(own)
      #expect(abs(mean(own) - mean(theirs)) < 0.1 * deviation)
      #expect(abs(spread(theirs) / deviation - 1) < 0.1)
    }
  }

  private func mean(_ values: [Float]) -> Float { values.reduce(0, +) / Float(values.count) }
  private func spread(_ values: [Float]) -> Float {
    let mean = mean(values)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)).squareRoot()
  }

  @Test("directions are the principal components: no subspace of that size restores images better")
  func directions() throws {
    let images = Batch.blobs(300).images
    let model = try begun(images, [:])
    let restored = model.decode(model.encode(images))
    let codes = model.encode(images)
    for column in 0..<3 { #expect(spread(codes.column(column)) >= spread(codes.column(column + 1))) }
    let error = zip(images.values, restored.values).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let random = try make()
    let worse = random.decode(random.encode(images))
    let other = zip(images.values, worse.values).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    #expect(error < 0.5 * other)
  }

  @Test("images that are all alike, or fewer than components, end in finite numbers", arguments: [1, 2, 40])
  func degenerate(count: Int) throws {
    let images = Matrix(rows: count, columns: 16, repeating: 0.5)
    let model = try begun(images, ["covariance": "full"])
    for _ in 0..<3 { #expect(pass(model, images).isFinite) }
    #expect(model.parameters.copyValues().allSatisfy { $0.isFinite })
  }
}
