import LatentCore
import Models
import RealModule
import Testing

@Suite("Variants of the dense autoencoder")
struct DenseVariantTests {
  private func make(_ id: String, _ changes: [String: String] = [:]) throws -> any LatentModel {
    let entry = try ModelCatalog.entry(id)
    return try entry.make(entry.tiny(changes), seed: 2)
  }

  @Test("only a sparse code may have more dimensions than pixels", arguments: ModelCatalog.all)
  func overcomplete(entry: ModelEntry) throws {
    let specification = try entry.tiny(["latent": "40"])
    if entry.id == "sparse-ae" {
      #expect(try entry.make(specification, seed: 0).latentDimension == 40)
    } else if ["ae", "linear-ae", "stacked-ae", "denoising-ae"].contains(entry.id) {
      #expect(throws: ZwalkError.self) { try entry.make(specification, seed: 0) }
    }
  }

  @Test("in a phase a single layer and its mirror image learn, in the last all of them", arguments: 0...3)
  func phases(phase: Int) throws {
    let model = try make("stacked-ae", ["hidden": "8,6", "latent": "2", "pretrain": "1"])
    #expect(model.phases.map(\.title) == ["layer 1 of 3", "layer 2 of 3", "layer 3 of 3", "fine-tuning"])
    model.begin(phase: phase)
    let before = model.parameters.copyValues()
    _ = train(model, .blobs(5), steps: 2)
    let after = model.parameters.copyValues()
    let changed = model.parameters.entries.filter { entry in
      (entry.offset..<entry.offset + entry.count).contains { before[$0] != after[$0] }
    }
    let expected = [["encoder.0", "decoder.4"], ["encoder.2", "decoder.2"], ["encoder.4", "decoder.0"]]
    let names = Set(changed.map { $0.name.split(separator: ".").prefix(2).joined(separator: ".") })
    #expect(names == Set(phase < 3 ? expected[phase] : expected.flatMap { $0 }))
  }

  @Test("a phase's loss goes down, and is reported on the same scale by evaluation")
  func learningInPhases() throws {
    let model = try make("stacked-ae", ["hidden": "12,8", "pretrain": "1"])
    for phase in 0..<4 {
      model.begin(phase: phase)
      var random = RandomSource(seed: 1)
      let before = model.evaluate(.blobs(40), random: &random).loss
      let losses = train(model, .blobs(40), steps: 100)
      #expect(abs(losses[0].loss - before) < 1e-4 * before && losses[99].loss < before)
    }
  }

  @Test("pre-training that leaves no epoch is refused with the numbers")
  func noEpochLeft() {
    #expect(throws: ZwalkError.self) {
      try make("stacked-ae", ["hidden": "8,6", "pretrain": "5", "epochs": "15"])
    }
  }

  @Test("corruption is part of the loss: more of it, a larger one", arguments: ["gaussian", "masking"])
  func corruption(noise: String) throws {
    let losses = try ["0", "0.9"].map { level in
      let model = try make("denoising-ae", ["noise": noise, "level": level, "hidden": "16"])
      _ = train(model, .blobs(200), steps: 300)
      var random = RandomSource(seed: 5)
      return model.evaluate(.blobs(200), random: &random).loss
    }
    #expect(losses[1] > 1.5 * losses[0])
  }

  @Test("the divergence drives mean activations to their target", arguments: ["0.05", "0.2"])
  func divergence(rho: String) throws {
    let model = try make("sparse-ae", ["latent": "30", "rho": rho, "lambda": "10"])
    _ = train(model, .blobs(100), steps: 600)
    let codes = model.encode(Batch.blobs(100).images)
    let mean = codes.values.reduce(0, +) / Float(codes.values.count)
    #expect(abs(mean - (Float(rho) ?? 0)) < 0.02)
  }

  @Test("a heavier penalty on activations silences more of them")
  func magnitudes() throws {
    let means = try ["0", "0.05"].map { lambda in
      let model = try make("sparse-ae", ["latent": "30", "penalty": "l1", "lambda": lambda])
      let losses = train(model, .blobs(100), steps: 300)
      let penalty = try #require(losses[0].terms["penalty"])
      #expect((penalty > 0) == (lambda != "0"))
      #expect(abs(losses[0].loss - (losses[0].reconstruction ?? .nan) - penalty) < 1e-6)
      return model.encode(Batch.blobs(100).images).values.reduce(0, +)
    }
    #expect(means[1] < 0.7 * means[0])
  }

  @Test(
    "weight and learning rate are those that suit the penalty unless said",
    arguments: [("kl", "3", 0.001), ("l1", "0.03", 0.0004)])
  func penaltyWeights(penalty: String, lambda: String, rate: Double) throws {
    #expect(try make("sparse-ae", ["penalty": penalty]).specification.learningRate == rate)
    #expect(try make("sparse-ae", ["penalty": penalty, "lr": "0.02"]).specification.learningRate == 0.02)
    let losses = try [[:], ["lambda": lambda], ["lambda": "1"]].map { weight in
      let changes = ["latent": "30", "penalty": penalty].merging(weight) { $1 }
      return try train(make("sparse-ae", changes), .blobs(40), steps: 20)
    }
    #expect(losses[0] == losses[1] && losses[0] != losses[2])
  }

  @Test("the divergence that is told is never negative, and nothing where activations are as wanted")
  func toldDivergence() throws {
    let model = try make("sparse-ae", ["latent": "30", "lambda": "10"])
    let losses = train(model, .blobs(100), steps: 600)
    let told = try losses.map { try #require($0.terms["penalty"]) }
    #expect(told.allSatisfy { $0 >= 0 } && told[0] < 1e-4 && (told.max() ?? 0) > told[0])
    let mean = try #require(model.parameters.entries.first { $0.name == "sparsity.mean" })
    let means = model.parameters.copyValues()[mean.offset..<mean.offset + mean.count].map(Double.init)
    let expected = means.reduce(0) { sum, mean in
      sum + 0.05 * Double.log(0.05 / mean) + 0.95 * Double.log(0.95 / (1 - mean))
    }
    var random = RandomSource(seed: 1)
    let evaluated = try #require(model.evaluate(.blobs(100), random: &random).terms["penalty"])
    #expect(abs(evaluated - 10 * expected) < 1e-3 * max(1, evaluated))
  }

  @Test("the use of units: means, the share that is active, and those that never are")
  func codeUse() {
    let use = CodeUse(Matrix([[0, 0.5, 0.01, 0.04], [0, 0.1, 0, 0.06]]))
    let means = [0, 0.3, 0.005, 0.05]
    #expect(zip(use.means, means).allSatisfy { abs($0 - $1) < 1e-6 } && abs(use.mean - 0.08875) < 1e-6)
    #expect(use.activeShare == 0.5 && use.dead == 2 && use.deadShare == 0.5)
    #expect(use.order == [1, 3, 2, 0] && use.share(near: 0.05) == 0.25)
  }
}
