import LatentCore
import Models

extension EngineCore {
  func carryOut(_ command: Command) {
    switch command {
    case .start: start()
    case .pause: pause()
    case .step: resume(.oneStep)
    case .epoch: resume(.toEpochEnd)
    case .learningRate(let rate): setLearningRate(rate)
    case .reset(let seed): replaceModel(trainer.model.specification, seed: seed)
    case .replaceModel(let specification, let seed): replaceModel(specification, seed: seed)
    case .open(let run): open(run)
    case .replaceData(let name): beginLoad(name, purpose: .replace)
    case .save(let path): save(path: path)
    case .map(let slot, let request): projections.show(request, slot: slot)
    case .cancelMap(let slot): projections.cancel(slot: slot)
    case .examine(let wanted): projections.examine(wanted)
    case .steerMap(let slot, let key, let value): projections.steer(slot: slot, key, to: value)
    case .stop: stop()
    }
  }

  private func start() {
    let isDone = trainer.position.epoch >= targetEpochs
    if isDone { targetEpochs = trainer.position.epoch + max(1, trainer.model.specification.epochs) }
    resume(.toTarget)
  }

  private func setLearningRate(_ rate: Double) {
    guard rate.isFinite, rate > 0 else {
      return say("a learning rate is a number above 0, not \(rate)", isError: true)
    }
    trainer.learningRate = rate
    isDirty = true
  }

  /// Shows a model with fresh weights.
  private func replaceModel(_ specification: ModelSpecification, seed: UInt64) {
    attempt {
      let model = try ModelCatalog.make(specification, seed: seed)
      try adopt(Trainer(model, showing: trainer.data, seed: seed), run: OpenRun(nil, seed: seed))
    }
  }

  /// Shows another trainer and pauses.
  func adopt(_ trainer: Trainer, run: OpenRun) {
    self.trainer = trainer
    self.run = run
    mode = .paused
    divergence = nil
    rate = RateMeter()
    recorder = HistoryRecorder(trainer.records)
    targetEpochs = EngineCore.target(trainer)
    view.becomeStale()
    projections.cancelAllCodes()
    isDirty = true
  }
}
