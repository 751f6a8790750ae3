import LatentCore
import Models
import RealModule
import Testing

@Suite("Variational autoencoders and their kin")
struct VariationalTests {
  private func make(_ id: String, _ changes: [String: String] = [:]) throws -> any LatentModel {
    let entry = try ModelCatalog.entry(id)
    return try entry.make(entry.tiny(changes), seed: 2)
  }

  @Test("a code decodes to other images with other labels, and another label gives another code")
  func labels() throws {
    let model = try make("cvae")
    _ = train(model, .blobs(40), steps: 50)
    let images = Batch.blobs(6).images
    let all = { (label: UInt8) in [UInt8](repeating: label, count: 6) }
    let codes = model.encode(images, labels: all(3))
    #expect(codes.columns == 2)
    #expect(codes != model.encode(images, labels: all(4)))
    #expect(model.decode(codes, labels: all(3)) != model.decode(codes, labels: all(4)))
    #expect(model.decode(codes) == model.decode(codes, labels: all(0)))
  }

  @Test("labels are columns behind the pixels and behind the code, as concatenation makes them in PyTorch")
  func layout() throws {
    let entries = try make("cvae", ["classes": "4"]).parameters.entries
    let shapes = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.shape) })
    #expect(shapes["encoder.0.weight"] == [6, 20])
    #expect(shapes["decoder.0.weight"] == [6, 6])
    #expect(shapes["decoder.2.weight"] == [16, 6])
  }

  @Test("without labels an image is encoded with the one that restores it best")
  func likeliestLabels() throws {
    let model = try make("cvae", ["classes": "3"])
    let batch = Batch.blobs(60)
    let labels = batch.labels.map { $0 % 3 }
    _ = train(model, Batch(images: batch.images, labels: labels), steps: 100)
    let images = batch.images.rows(in: 0..<9)
    let codes = model.encode(images)
    for row in 0..<9 {
      let image = images.rows(in: row..<row + 1)
      let tried = (0..<3).map { label -> (error: Float, code: Matrix) in
        let code = model.encode(image, labels: [UInt8(label)])
        let restored = model.decode(code, labels: [UInt8(label)])
        return (zip(image.values, restored.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }, code)
      }
      let best = try #require(tried.min { $0.error < $1.error })
      #expect(isClose(codes.rows(in: row..<row + 1), best.code))
    }
  }

  @Test("beta weighs the divergence, and rises over the steps of its annealing")
  func annealing() throws {
    let model = try make("beta-vae", ["beta": "8", "annealing": "4"])
    var random = RandomSource(seed: 1)
    for share in [0.25, 0.5, 0.75, 1, 1] {
      let losses = model.trainStep(.blobs(5), learningRate: 0, random: &random)
      let kl = try #require(losses.kl)
      #expect(abs(losses.loss - (losses.reconstruction ?? .nan) - 8 * share * kl) < 1e-6)
    }
    let whole = model.evaluate(.blobs(5), random: &random)
    #expect(abs(whole.loss - (whole.reconstruction ?? .nan) - 8 * (whole.kl ?? 0)) < 1e-9)
  }

  @Test("for rising beta the divergence falls and the reconstruction gets worse")
  func beta() throws {
    let trained = try ["0.1", "1", "10"].map { beta in
      let model = try make("beta-vae", ["beta": beta])
      _ = train(model, .blobs(60), steps: 600)
      var random = RandomSource(seed: 1)
      return model.evaluate(.blobs(60), random: &random)
    }
    for (less, more) in zip(trained, trained.dropFirst()) {
      #expect((less.kl ?? 0) > (more.kl ?? 0))
      #expect(try #require(less.reconstruction) < #require(more.reconstruction))
    }
  }

  @Test("the gradient at the code matches central differences", arguments: ["vae", "cvae"])
  func codeGradient(id: String) throws {
    let model = try make(id)
    let distributions = try #require(model.variational)
    let batch = Batch.blobs(3)
    var random = RandomSource(seed: 3)
    let codes = random.normal(rows: 3, columns: 2)
    let found = distributions.reconstructionGradient(codes: codes, labels: batch.labels, images: batch.images)
    for index in codes.values.indices {
      func loss(_ change: Float) -> Double {
        var moved = codes
        moved.values[index] += change
        return distributions.reconstructionLosses(codes: moved, labels: batch.labels, images: batch.images)[
          index / 2]
      }
      let expected = (loss(1e-2) - loss(-1e-2)) / 2e-2
      #expect(abs(expected - Double(found.gradient.values[index])) < 1e-2 * max(1, abs(expected)))
    }
  }

  @Test("the divergences of the dimensions sum to the divergence of the loss")
  func divergences() throws {
    let model = try make("vae")
    let batch = Batch.blobs(30)
    let posterior = try #require(model.variational?.posterior(of: batch.images, labels: []))
    let sum = zip(posterior.mean.values, posterior.logVariance.values).reduce(0.0) {
      $0 + 0.5 * Double($1.0 * $1.0 + Float.exp($1.1) - 1 - $1.1)
    }
    var random = RandomSource(seed: 1)
    let kl = try #require(model.evaluate(batch, random: &random).kl)
    #expect(abs(sum / 30 - kl) < 1e-4)
  }
}
