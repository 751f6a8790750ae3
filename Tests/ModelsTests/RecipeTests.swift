import LatentCore
import Models
import Testing

@Suite("What each model is")
struct RecipeTests {
  private func make(_ id: String, _ changes: [String: String] = [:]) throws -> any LatentModel {
    let entry = try ModelCatalog.entry(id)
    return try entry.make(entry.tiny(changes), seed: 2)
  }

  @Test(
    "the losses have their names",
    arguments: [
      ("ae", [:], "MSE"), ("linear-ae", [:], "MSE"), ("vae", [:], "-ELBO"),
      ("vae", ["klWeight": "4"], "BCE + 4 KL"),
      ("vae", ["likelihood": "gaussian"], "SE + KL"),
      ("vae", ["likelihood": "gaussian", "klWeight": "2.5"], "SE + 2.5 KL"),
    ] as [(String, [String: String], String)])
  func lossTitles(id: String, changes: [String: String], title: String) throws {
    #expect(try make(id, changes).lossTitle == title)
  }

  @Test("an autoencoder's loss is the squared error, mean over everything")
  func meanSquaredError() throws {
    let model = try make("ae")
    let images = Batch.blobs(20).images
    let restored = model.decode(model.encode(images))
    let error = zip(restored.values, images.values).reduce(0.0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }
    var random = RandomSource(seed: 0)
    let losses = model.evaluate(Batch(images: images), random: &random)
    #expect(abs(losses.loss - error / Double(images.values.count)) < 1e-6)
    #expect(losses.loss == losses.reconstruction && losses.kl == nil)
    #expect(random.counter == 0)
  }

  @Test("a VAE's loss is reconstruction plus weighted divergence", arguments: ["0", "1", "2.5"])
  func klWeight(weight: String) throws {
    let model = try make("vae", ["klWeight": weight])
    var random = RandomSource(seed: 0)
    let losses = model.evaluate(.blobs(20), random: &random)
    let kl = try #require(losses.kl)
    #expect(kl > 0)
    let reconstruction = try #require(losses.reconstruction)
    #expect(abs(losses.loss - reconstruction - (Double(weight) ?? 0) * kl) < 1e-9)
    #expect(random.counter == 20 * 2 * 2)
  }

  @Test("a VAE's losses are sums over pixels: twice the images, the same loss; another draw, another loss")
  func sampling() throws {
    let model = try make("vae")
    let batch = Batch.blobs(50)
    var (first, second) = (RandomSource(seed: 1), RandomSource(seed: 2))
    let (a, b) = (model.evaluate(batch, random: &first), model.evaluate(batch, random: &second))
    #expect(a.reconstruction != b.reconstruction && a.kl == b.kl)
    // Fresh weights draw grey: some 0.7 nats a pixel.
    let nats = try #require(a.reconstruction)
    #expect(nats > 0.5 * 16 && nats < 16)
  }

  @Test(
    "models over images and tokens have the parameters of their recipes",
    arguments: [
      ("conv-ae", 61_329), ("attention-ae", 205_071),
    ])
  func parameterCounts(id: String, count: Int) throws {
    let entry = try ModelCatalog.entry(id)
    #expect(try entry.make(entry.specification(for: .mnist), seed: 0).parameters.count == count)
  }

  @Test(
    "quantised codes are maps where the cells share them equally, otherwise vectors of the whole image",
    arguments: [("8", [5, 2]), ("12", [5, 3]), ("2", [5, 2]), ("9", [5, 3]), ("11", [5, 1])])
  func codebooks(latent: String, shape: [Int]) throws {
    let model = try make("vq-vae", ["latent": latent])
    #expect(model.parameters.entries.first { $0.name == "codebook.weight" }?.shape == shape)
    let codes = model.encode(Batch.blobs(3).images)
    #expect(codes.columns == Int(latent) && model.decode(codes).columns == 16)
  }

  @Test("attention heads that do not divide the width are refused with advice")
  func heads() {
    #expect(
      throws: ZwalkError.unusableArguments("heads is 3, which does not divide width, 8; choose a divisor")
    ) {
      try make("attention-ae", ["heads": "3"])
    }
  }

  @Test(
    "images are drawn in [0, 1] by models with a sigmoid",
    arguments: ["ae", "vae", "conv-ae", "attention-ae", "vq-vae", "gan"])
  func range(id: String) throws {
    let model = try make(id)
    var random = RandomSource(seed: 1)
    var codes = random.normal(rows: 50, columns: model.latentDimension)
    for index in codes.values.indices { codes.values[index] *= 100 }
    #expect(model.decode(codes).values.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(
    "without hidden layers a model is one layer each way",
    arguments: ModelCatalog.all.filter { $0.hasHiddenLayers && !$0.isAdversarial })
  func noHiddenLayers(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(["hidden": ""]), seed: 1)
    let losses = train(model, .blobs(20), steps: 300).map(\.loss)
    #expect(losses[299] < losses[0])
  }
}
