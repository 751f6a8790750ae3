import Engine
import LatentCore
import Models
import Testing

@Suite("Training in the background", .serialized)
struct EngineTrainingTests {
  @Test("the first snapshot is there at once and shows the model while its data is being read")
  func start() throws {
    let place = try TemporaryFolder()
    let start = EngineStart(
      subject: .fresh(model: "vae", options: nil), data: try place.write(Fixture.data(side: 28)), maps: [:])
    let engine = try Engine(start, environment: place.environment, wake: {})
    let snapshot = engine.takeUpdate().snapshot
    #expect(snapshot?.status == .loading(0) && snapshot?.data.train.count == 0)
    #expect(snapshot?.specification.architecture == "784-400-20")
    #expect(snapshot?.weights.values.isEmpty == false)
    #expect(engine.finish(saving: false))
  }

  @Test("once the data is there it shows the probe, its codes, five reconstructions and rests")
  func ready() throws {
    let driver = try Driver()
    let snapshot = driver.snapshot
    #expect(snapshot.data.title == "blobs" && snapshot.data.train.count == 90)
    #expect(snapshot.probe.indices == Array(0..<90) && snapshot.probe.version == snapshot.weights.version)
    #expect(snapshot.reconstructions.originals.rows == 5)
    #expect(snapshot.reconstructions.labels == [0, 1, 2, 0, 1])
    #expect(snapshot.step == 0 && snapshot.epoch == 0 && snapshot.targetEpochs == 3)
    #expect(!snapshot.hasUnsavedTraining && snapshot.runPath == nil)
  }

  @Test("start trains the recipe's epochs and pauses by itself; start again trains as many more")
  func startTwice() throws {
    let driver = try Driver()
    try driver.carryOut(.start, until: "three epochs") {
      $0.snapshot.status == .paused && $0.snapshot.epoch == 3
    }
    #expect(driver.snapshot.step == 18 && driver.snapshot.hasUnsavedTraining)
    #expect(driver.snapshot.history.test.map(\.epoch) == [1, 2, 3])
    #expect(driver.snapshot.imagesPerSecond != nil)
    #expect(driver.notices.contains { $0.text.hasPrefix("3 epochs are done") })
    try driver.carryOut(.start, until: "three more") {
      $0.snapshot.status == .paused && $0.snapshot.epoch == 6
    }
    #expect(driver.snapshot.targetEpochs == 6)
  }

  @Test("one step is one step; the last step of an epoch evaluates it as well")
  func steps() throws {
    let driver = try Driver()
    for step in 1...6 {
      try driver.carryOut(.step, until: "step \(step)") {
        $0.snapshot.step == step && $0.snapshot.status == .paused
      }
      #expect(driver.snapshot.epoch == (step == 6 ? 1 : 0))
    }
    #expect(driver.snapshot.history.test.count == 1)
  }

  @Test("one epoch goes to the end of the running one")
  func epoch() throws {
    let driver = try Driver()
    try driver.carryOut(.step, until: "a step") { $0.snapshot.step == 1 }
    try driver.trainEpoch()
    #expect(driver.snapshot.step == 6 && driver.snapshot.epochProgress == 0)
  }

  @Test("a pause takes effect between two steps, and the display is then up to date in all its parts")
  func pause() throws {
    let driver = try Driver(settings: ["epochs": "100000"])
    try driver.carryOut(.start, until: "some steps") { $0.snapshot.step > 20 }
    #expect(driver.snapshot.status == .training && driver.snapshot.allCodes == nil)
    try driver.carryOut(.pause, until: "a pause") { $0.snapshot.status == .paused }
    let step = driver.snapshot.step
    #expect(driver.snapshot.probe.version == driver.snapshot.weights.version)
    try driver.carryOut(.step, until: "one more") { $0.snapshot.step == step + 1 }
  }

  @Test("commands are carried out in order, between steps")
  func order() throws {
    let driver = try Driver(settings: ["epochs": "100000"])
    try driver.carryOut(
      .start, .pause, .learningRate(0.25), .start, .learningRate(0.5), .pause, until: "the last of them"
    ) { $0.snapshot.learningRate == 0.5 && $0.snapshot.status == .paused }
  }

  @Test("what the engine trains is what the trainer trains", arguments: ModelCatalog.all.map(\.id))
  func sameAsTrainer(model: String) throws {
    let driver = try Driver(model)
    for _ in 0..<2 { try driver.trainEpoch() }
    let trainer = try Fixture.trainer(model)
    for _ in 0..<2 { _ = try trainer.trainEpoch() }
    #expect(driver.snapshot.weights.values == trainer.state().weights)
    #expect(driver.snapshot.history.test.map(\.losses) == trainer.records.map(\.test))
  }

  @Test(
    "the learning rate is that of the steps to come; an impossible one is refused", arguments: [0, -1, .nan])
  func learningRate(wrong: Double) throws {
    let driver = try Driver()
    try driver.carryOut(.learningRate(0.125), until: "the rate") { $0.snapshot.learningRate == 0.125 }
    try driver.carryOut(.learningRate(wrong), until: "the refusal") { !$0.errors.isEmpty }
    #expect(driver.snapshot.learningRate == 0.125)
  }

  @Test("reset gives fresh weights by the seed, from epoch 0")
  func reset() throws {
    let driver = try Driver()
    let fresh = driver.snapshot.weights.values
    try driver.trainEpoch()
    try driver.carryOut(.reset(seed: 3), until: "the reset") { $0.snapshot.step == 0 }
    #expect(driver.snapshot.weights.values == fresh && driver.snapshot.history.train.isEmpty)
    #expect(!driver.snapshot.hasUnsavedTraining && driver.snapshot.status == .paused)
    try driver.carryOut(.reset(seed: 4), until: "another seed") { $0.snapshot.weights.values != fresh }
  }

  @Test("another model starts with fresh weights on the same data; an impossible one changes nothing")
  func replaceModel() throws {
    let driver = try Driver()
    let specification = try Fixture.specification("ae", ["latent": "3"])
    try driver.carryOut(.replaceModel(specification, seed: 1), until: "the model") {
      $0.snapshot.specification == specification && $0.snapshot.probe.values.columns == 3
    }
    #expect(driver.snapshot.lossTitle == "MSE" && driver.snapshot.prior == .fitted)
    var wrong = specification
    wrong.model = "perceptron"
    try driver.carryOut(.replaceModel(wrong, seed: 1), until: "the refusal") { !$0.errors.isEmpty }
    #expect(driver.snapshot.specification == specification)
  }

  @Test("a diverging run pauses itself, says so, and keeps the weights of the last good epoch")
  func divergence() throws {
    let driver = try Driver("linear-ae")
    try driver.trainEpoch()
    let good = driver.snapshot.weights.values
    try driver.carryOut(.learningRate(1e30), .start, until: "the divergence") {
      if case .diverged = $0.snapshot.status { true } else { false }
    }
    #expect(driver.snapshot.weights.values == good && driver.snapshot.epoch == 1)
    #expect(driver.errors.count == 1 && driver.errors[0].contains("learning rate"))
    #expect(driver.snapshot.history.test.count == 1)
    try driver.carryOut(.learningRate(0.001), .epoch, until: "a good epoch") { $0.snapshot.epoch == 2 }
    #expect(driver.snapshot.status == .paused)
  }

  @Test("the mailbox holds the newest snapshot alone, and every notice")
  func mailbox() throws {
    let driver = try Driver(settings: ["epochs": "2"])
    for _ in 0..<3 { driver.engine.send(.learningRate(-1)) }
    driver.engine.send(.start)
    #expect(driver.engine.finishWhenPaused(epoch: 2, driver))
    #expect(driver.errors.count == 3)
  }

  @Test("the codes of all images follow a pause, and go when training resumes")
  func allCodes() throws {
    let driver = try Driver(data: Fixture.data(train: 2500), settings: ["epochs": "100000"])
    try driver.wait("all codes") { $0.snapshot.allCodes != nil }
    let codes = try #require(driver.snapshot.allCodes)
    #expect(codes.indices == nil && codes.values.rows == 2500)
    #expect(driver.snapshot.probe.values.rows == 2000)
    let rows = driver.snapshot.probe.indices ?? []
    let difference =
      zip(codes.values.gatheringRows(rows).values, driver.snapshot.probe.values.values)
      .map { abs($0 - $1) }.max() ?? 1
    #expect(difference < 1e-4)
    try driver.carryOut(.start, until: "training") { $0.snapshot.status == .training && $0.snapshot.step > 2 }
    #expect(driver.snapshot.allCodes == nil)
    try driver.carryOut(.pause, until: "new codes") { $0.snapshot.allCodes != nil }
    #expect(driver.snapshot.allCodes?.version == driver.snapshot.weights.version)
  }

  @Test("finish ends training at once, and again is no harm")
  func finish() throws {
    let driver = try Driver(settings: ["epochs": "100000"])
    try driver.carryOut(.start, until: "training") { $0.snapshot.step > 0 }
    #expect(driver.engine.finish(saving: false))
    #expect(driver.engine.finish(saving: true))
    let step = driver.engine.takeUpdate().snapshot?.step
    driver.engine.send(.start)
    #expect(driver.engine.takeUpdate().snapshot?.step == nil || step != nil)
  }
}

extension Engine {
  /// Fetches nothing until training must be done, then everything.
  fileprivate func finishWhenPaused(epoch: Int, _ driver: Driver) -> Bool {
    let isDone =
      (try? driver.wait("the end") { $0.snapshot.epoch == epoch && $0.snapshot.status == .paused }) != nil
    return isDone && takeUpdate().snapshot == nil
  }
}
