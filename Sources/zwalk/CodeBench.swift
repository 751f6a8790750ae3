import Analysis
import Datasets
import Engine
import LatentCore
import Models

/// Measures what walking asks of a model: decoding and encoding.
struct CodeBench {
  /// Medians over the rounds, in milliseconds.
  struct Timing {
    let work: String
    let count: Int
    let milliseconds: Double
  }

  private let decoder: Decoder
  private let model: any LatentModel
  private let images: Split
  private let rounds: Int
  private let seed: UInt64

  /// - Throws: `ZwalkError` when the snapshot's weights do not fit its model.
  init(_ snapshot: Snapshot, rounds: Int, seed: UInt64) throws {
    decoder = try Decoder(snapshot.specification, weights: snapshot.weights.values)
    model = try ModelCatalog.make(snapshot.specification, seed: seed)
    images = snapshot.data.train
    (self.rounds, self.seed) = (rounds, seed)
  }

  /// Decodes one code and a grid of 20 x 20, encodes all images, and sends them through the whole model as training does
  /// in its forward pass, loss included.
  func measure() -> [Timing] {
    var random = RandomSource(seed: seed)
    let grid = random.normal(rows: 400, columns: decoder.latentDimension)
    let one = Array(grid.row(0))
    return [
      timing("decode", 1) { _ = decoder.image(at: one) },
      timing("decode", grid.rows) { _ = decoder.images(at: grid) },
      timing("encode", images.count) { _ = decoder.codes(of: images) },
      timing("forward", images.count) { forward() },
    ]
  }

  /// In the batches that training takes.
  private func forward() {
    var random = RandomSource(seed: seed)
    var batch = Batch(images: Matrix(rows: 0, columns: images.shape.pixels))
    let size = model.specification.batchSize
    for first in stride(from: 0, to: images.count, by: size) {
      images.gather(Array(first..<min(first + size, images.count)), into: &batch)
      _ = model.evaluate(batch, random: &random)
    }
  }

  private func timing(_ work: String, _ count: Int, _ body: () -> Void) -> Timing {
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure(body) / .milliseconds(1) }
    return Timing(work: work, count: count, milliseconds: times.median)
  }
}
