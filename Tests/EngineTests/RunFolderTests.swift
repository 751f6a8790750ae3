import Analysis
import Datasets
import Engine
import Formats
import Foundation
import LatentCore
import Models
import Testing

@Suite("Runs on disk")
struct RunFolderTests {
  let place: TemporaryFolder
  let folder: RunFolder

  init() throws {
    place = try TemporaryFolder()
    folder = RunFolder(path: place.path + "/run")
  }

  @Test("what was saved is opened with the same bits", arguments: ModelCatalog.all.map(\.id))
  func roundTrip(model: String) throws {
    let trainer = try Fixture.trainer(model)
    for _ in 0..<2 { _ = try trainer.trainEpoch() }
    try folder.save(trainer)
    let saved = try folder.open()
    #expect(saved.state == trainer.state())
    #expect(saved.isResumable && saved.epoch == 2 && saved.seed == 3 && saved.title == "run")
    #expect(saved.specification == trainer.model.specification)
    #expect(saved.records == trainer.records)
    #expect(saved.dataset == DatasetReference(trainer.data))
    #expect(try saved.makeModel().parameters.copyValues() == trainer.state().weights)
    #expect((saved.gaussian != nil) == (trainer.model.prior == .fitted))
  }

  @Test(
    "saved after two epochs, resumed for two more: as four in a row", arguments: ModelCatalog.all.map(\.id))
  func resume(model: String) throws {
    let whole = try Fixture.trainer(model)
    for _ in 0..<4 { _ = try whole.trainEpoch() }
    let first = try Fixture.trainer(model)
    for _ in 0..<2 { _ = try first.trainEpoch() }
    try folder.save(first)
    let second = try folder.resume(on: Fixture.data())
    for _ in 0..<2 { _ = try second.trainEpoch() }
    #expect(second.state() == whole.state())
    #expect(second.records.map(\.test) == whole.records.map(\.test))
    #expect(second.records.map(\.epoch) == [1, 2, 3, 4])
  }

  @Test("saved within an epoch, resumed there; the end of the epoch clears the interruption away")
  func interruption() throws {
    let whole = try Fixture.trainer()
    for _ in 0..<2 { _ = try whole.trainEpoch() }
    let first = try Fixture.trainer()
    _ = try first.trainEpoch()
    try folder.save(first)
    for _ in 0..<3 { _ = try first.advance() }
    try folder.save(first)
    #expect(try names("checkpoints") == ["epoch-0001.safetensors", "interrupted.safetensors"])
    let second = try folder.resume(on: Fixture.data())
    #expect(second.position.imagesSeen == 48)
    _ = try second.trainEpoch()
    #expect(second.state().weights == whole.state().weights)
    try folder.save(second)
    #expect(try names("checkpoints") == ["epoch-0001.safetensors", "epoch-0002.safetensors"])
    #expect(try names("") == ["checkpoints", "latest.safetensors", "metrics.jsonl", "run.json"])
  }

  @Test("a save after going back takes the future's checkpoints away")
  func goingBack() throws {
    let trainer = try Fixture.trainer()
    _ = try trainer.trainEpoch()
    let state = trainer.state()
    _ = try trainer.trainEpoch()
    try folder.save(trainer)
    try trainer.restore(state)
    try folder.save(trainer)
    #expect(try names("checkpoints") == ["epoch-0001.safetensors"])
    #expect(try folder.resume(on: Fixture.data()).state() == state)
    #expect(try folder.open().records.map(\.epoch) == [1])
  }

  @Test("a resumed run may be longer")
  func longer() throws {
    let trainer = try Fixture.trainer()
    try folder.save(trainer)
    #expect(try folder.resume(on: Fixture.data(), epochs: 9).model.specification.epochs == 9)
  }

  @Test("metrics hold a line an epoch, as the command prints it")
  func metrics() throws {
    let trainer = try Fixture.trainer()
    for _ in 0..<2 { _ = try trainer.trainEpoch() }
    try folder.save(trainer)
    let text = String(decoding: try Files.read(folder.path + "/metrics.jsonl"), as: UTF8.self)
    #expect(text == trainer.records.map { $0.json.description + "\n" }.joined())
  }

  @Test("tensors have PyTorch's names and shapes; the latest file holds parameters only")
  func tensors() throws {
    try folder.save(Fixture.trainer("vae"))
    let latest = try Safetensors(reading: folder.path + "/latest.safetensors")
    #expect(latest["encoder.0.weight"]?.shape == [8, 36])
    #expect(latest["mean.weight"]?.shape == [2, 8] && latest["logVariance.bias"]?.shape == [2])
    #expect(latest["decoder.0.weight"]?.shape == [8, 2])
    #expect(!latest.tensors.contains { $0.name.hasPrefix("optimizer.") })
    let checkpoint = try Safetensors(reading: folder.path + "/checkpoints/epoch-0000.safetensors")
    #expect(checkpoint["optimizer.exp_avg.encoder.0.weight"]?.shape == [8, 36])
    #expect(checkpoint["optimizer.exp_avg_sq.decoder.0.bias"]?.shape == [8])
  }

  @Test("a model without a prior keeps the Gaussian of its training codes")
  func gaussian() throws {
    let trainer = try Fixture.trainer("ae")
    _ = try trainer.trainEpoch()
    try folder.save(trainer)
    let gaussian = try #require(try folder.open().gaussian)
    let codes = trainer.model.encode(trainer.data.train.matrix())
    for column in 0..<2 {
      let values = codes.column(column).map(Double.init)
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
      #expect(abs(Double(gaussian.mean[column]) - mean) < 1e-4)
      #expect(abs(gaussian.covariance[3 * column] - variance) < 1e-3 * max(variance, 1e-3))
    }
    #expect(gaussian.covariance[1] == gaussian.covariance[2])
  }

  @Test("of many sorted images that Gaussian is fitted to 2,000 that are evenly spread")
  func gaussianOfMany() throws {
    // Twice as many dark images as bright ones, one kind behind the other.
    let pixels = (0..<6000).flatMap { [UInt8](repeating: $0 < 4000 ? 20 : 220, count: 36) }
    let split = Split(shape: ImageShape(height: 6, width: 6), pixels: pixels, labels: [])
    let data = ImageSet(id: "sorted", title: "Sorted", train: split, test: split.prefix(10), classNames: [])
    let trainer = try Trainer(Fixture.specification("ae"), data: data, seed: 3)
    _ = try trainer.trainEpoch()
    try folder.save(trainer)
    let gaussian = try #require(try folder.open().gaussian)
    let chosen = trainer.model.encode(split.batch((0..<2000).map { $0 * 3 }).images)
    let expected = try FittedGaussian(fitting: chosen)
    for (found, wanted) in zip(gaussian.mean, expected.mean) { #expect(abs(found - wanted) < 1e-4) }
    for (found, wanted) in zip(gaussian.covariance, expected.covariance) {
      #expect(abs(found - wanted) < 1e-3 * max(abs(wanted), 1e-3))
    }
  }

  @Test("other weights in the latest file are what is opened; they begin a new optimiser")
  func replacedWeights() throws {
    let trainer = try Fixture.trainer()
    _ = try trainer.trainEpoch()
    try folder.save(trainer)
    let path = folder.path + "/latest.safetensors"
    let file = try Safetensors(reading: path)
    let doubled = file.tensors.map { Tensor($0.name, shape: $0.shape, values: $0.values.map { $0 * 2 }) }
    try Safetensors(tensors: doubled).write(to: path)
    let saved = try folder.open()
    #expect(saved.weights == trainer.state().weights.map { $0 * 2 })
    #expect(!saved.isResumable && saved.state.firstMoments.isEmpty)
  }

  @Test("other data than the run's cannot be resumed on")
  func otherData() throws {
    try folder.save(Fixture.trainer())
    let error = #expect(throws: ZwalkError.self) { _ = try folder.resume(on: Fixture.data(seed: 2)) }
    #expect(error?.message.contains("checksum") == true)
  }

  private func names(_ sub: String) throws -> [String] { try Files.names(in: folder.path + "/" + sub) }
}
