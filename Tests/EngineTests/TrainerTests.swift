import Datasets
import Engine
import LatentCore
import Models
import Testing

@Suite("Training without a queue")
struct TrainerTests {
  @Test("the same seed gives the same bits", arguments: ModelCatalog.all.map(\.id))
  func determinism(model: String) throws {
    let (first, second) = (try Fixture.trainer(model), try Fixture.trainer(model))
    for _ in 0..<2 { #expect(try first.trainEpoch().test == second.trainEpoch().test) }
    #expect(first.state().weights == second.state().weights)
  }

  @Test("another seed gives other weights and another order")
  func seeds() throws {
    let specification = try Fixture.specification()
    let model = try ModelCatalog.make(specification, seed: 1)
    let other = try ModelCatalog.make(specification, seed: 1)
    let first = try Trainer(model: model, data: Fixture.data(), seed: 1)
    let second = try Trainer(model: other, data: Fixture.data(), seed: 2)
    #expect(first.state().weights == second.state().weights)
    _ = (try first.advance(), try second.advance())
    #expect(first.state().weights != second.state().weights)
  }

  @Test("an epoch sees every image once, the short last batch as well")
  func epoch() throws {
    let trainer = try Fixture.trainer("ae")
    var sizes: [Int] = []
    while !trainer.isEvaluating {
      if case .stepped(_, let images) = try trainer.advance() { sizes.append(images) }
    }
    #expect(sizes == [16, 16, 16, 16, 16, 10])
    #expect(trainer.position.step == 6)
    #expect(trainer.epochProgress == 1)
  }

  @Test("a record holds the mean over the epoch's images, training and test apart")
  func record() throws {
    let trainer = try Fixture.trainer("ae")
    var average = LossAverage()
    var record: EpochRecord?
    while record == nil {
      switch try trainer.advance() {
      case .stepped(let losses, let images): average.add(losses, count: images)
      case .evaluated: break
      case .finished(let finished): record = finished
      }
    }
    #expect(record?.epoch == 1)
    #expect(record?.train == average.mean)
    var noise = TrainingStream.evaluation.source(seed: trainer.seed)
    let test = Batch(images: trainer.data.test.matrix(), labels: trainer.data.test.labels)
    #expect(record?.test?.loss == trainer.model.evaluate(test, random: &noise).loss)
    #expect((record?.seconds ?? 0) > 0)
    #expect(trainer.records == [record])
    #expect(trainer.position.epoch == 1 && trainer.epochProgress == 0)
  }

  // Of generator and discriminator none can have its way for long.
  @Test("training lowers the loss", arguments: ModelCatalog.all.map(\.id).filter { $0 != "gan" })
  func learns(model: String) throws {
    let trainer = try Fixture.trainer(model, ["lr": "0.01"])
    // The loss of a phase is its own: a stacked autoencoder's begins anew when all layers learn.
    while trainer.phaseTitle?.hasPrefix("layer") == true { _ = try trainer.trainEpoch() }
    let first = try trainer.trainEpoch()
    for _ in 0..<15 { _ = try trainer.trainEpoch() }
    let (before, after) = (try #require(first.test), try #require(trainer.records.last?.test))
    #expect(after.loss < before.loss)
  }

  @Test("two epochs, a copy, two epochs more: as four in a row", arguments: ModelCatalog.all.map(\.id))
  func resumes(model: String) throws {
    let whole = try Fixture.trainer(model)
    for _ in 0..<4 { _ = try whole.trainEpoch() }
    let first = try Fixture.trainer(model)
    for _ in 0..<2 { _ = try first.trainEpoch() }
    let second = try Trainer(
      Fixture.specification(model), data: Fixture.data(), seed: 3, resuming: first.state())
    for _ in 0..<2 { _ = try second.trainEpoch() }
    #expect(second.state().weights == whole.state().weights)
    #expect(second.state().position == whole.state().position)
    #expect(second.records.last?.test == whole.records.last?.test)
  }

  @Test("a copy within an epoch goes on with the images that it has not seen")
  func resumesWithinAnEpoch() throws {
    let whole = try Fixture.trainer()
    let first = try Fixture.trainer()
    for _ in 0..<8 { _ = (try whole.advance(), try first.advance()) }
    let second = try Trainer(
      Fixture.specification(), data: Fixture.data(), seed: 3, resuming: first.state())
    let (record, expected) = (try second.trainEpoch(), try whole.trainEpoch())
    #expect(record.test == expected.test)
    #expect(abs(record.train.loss - expected.train.loss) < 1e-9 * abs(expected.train.loss))
    #expect(second.state().weights == whole.state().weights)
  }

  @Test("a loss that is a number but beyond all bounds is a divergence")
  func explosion() throws {
    let trainer = try Fixture.trainer("linear-ae")
    let first = try trainer.trainEpoch().train.loss
    trainer.learningRate = 1e5
    let error = #expect(throws: ZwalkError.self) { try trainer.trainEpoch() }
    guard case .diverged? = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect(first.isFinite && trainer.state().weights.allSatisfy(\.isFinite))
  }

  @Test("a diverging run says where, and goes back to the last good epoch")
  func divergence() throws {
    let trainer = try Fixture.trainer("linear-ae")
    _ = try trainer.trainEpoch()
    let good = trainer.state()
    trainer.learningRate = 1e30
    let error = #expect(throws: ZwalkError.self) { for _ in 0..<3 { _ = try trainer.trainEpoch() } }
    guard case .diverged(let epoch, let step, let advice)? = error else {
      Issue.record("expected a divergence, found \(String(describing: error))")
      return
    }
    #expect(epoch == 2 && step > 6 && advice.contains("1e+29"))
    trainer.restoreLastGood()
    #expect(trainer.state().weights == good.weights)
    #expect(trainer.position == good.position)
    trainer.learningRate = 0.001
    #expect(try trainer.trainEpoch().train.isFinite)
  }

  @Test("what eachStep throws ends training between two steps")
  func interruption() throws {
    let trainer = try Fixture.trainer()
    #expect(throws: ZwalkError.interrupted) {
      try trainer.trainEpoch { if $0.position.step == 3 { throw ZwalkError.interrupted } }
    }
    #expect(trainer.position.step == 3)
    #expect(try trainer.trainEpoch().epoch == 1)
  }

  @Test("data without images, or with images of another shape, is refused by name")
  func unusableData() throws {
    let specification = try Fixture.specification()
    let none = Fixture.data(train: 0)
    #expect(throws: ZwalkError.unusableData(name: "blobs", reason: "there are no images to train on")) {
      _ = try Trainer(specification, data: none, seed: 0)
    }
    #expect(throws: ZwalkError.self) { _ = try Trainer(specification, data: Fixture.data(side: 7), seed: 0) }
  }

  @Test("data without test images has no test losses, and less data than a batch is one batch")
  func smallData() throws {
    let trainer = try Trainer(Fixture.specification(), data: Fixture.data(train: 5, test: 0), seed: 0)
    let record = try trainer.trainEpoch()
    #expect(record.test == nil && trainer.position.step == 1)
  }

  @Test("the line of an epoch names everything in a fixed order, and null where there is nothing")
  func line() {
    let record = EpochRecord(
      epoch: 2, seconds: 1.5, imagesPerSecond: 40_000, train: Losses(loss: 0.5, reconstruction: 0.5),
      test: Losses(loss: 110.25, reconstruction: 85, kl: 25.25))
    #expect(
      record.json.description
        == #"{"epoch":2,"seconds":1.5,"images_per_second":40000,"#
        + #""train":{"loss":0.5,"reconstruction":0.5,"kl":null},"#
        + #""test":{"loss":110.25,"reconstruction":85,"kl":25.25}}"#)
  }
}
