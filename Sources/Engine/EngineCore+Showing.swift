import LatentCore

extension EngineCore {
  /// Brings the display up to date while training rests.
  /// - Returns: how long to wait when a snapshot was posted a moment ago; nil when nothing is left to show.
  func settle() -> Duration? {
    guard isDirty else { return nil }
    let delay = pace.delay(at: clock.now)
    guard delay == .zero else { return delay }
    show(isFinal: load == nil)
    return nil
  }

  /// Posts a snapshot.
  /// - Parameter isFinal: whether training rests, so that everything is brought up to date whatever it takes.
  func show(isFinal: Bool) {
    let version = view.probe.version
    view.refresh(trainer.model, probe: probe, isFinal: isFinal, clock: clock)
    pace.happened(at: clock.now)
    mailbox.post(snapshot())
    isDirty = false
    if view.probe.version != version || isFinal {
      projections.codesChanged(view.probe, isFinal: isFinal)
    }
    if isFinal, view.allCodes == nil, trainer.data.train.count > 0 {
      projections.computeAllCodes(
        trainer.model.specification, weights: view.weights, of: trainer.data.train,
        trainingSeconds: trainer.records.isEmpty ? nil : trainer.records.reduce(0) { $0 + $1.seconds })
    }
  }

  /// Keeps the codes of all images when they belong to the weights that are shown.
  func noteAllCodes(_ codes: Codes) {
    guard codes.version == view.weights.version, !view.isStale, mode == .paused else { return }
    guard codes.values.rows == trainer.data.train.count else { return }
    view.allCodes = codes
    isDirty = true
  }

  private func snapshot() -> Snapshot {
    let model = trainer.model
    let position = trainer.position
    return Snapshot(
      status: status, specification: model.specification, prior: model.prior, lossTitle: model.lossTitle,
      data: trainer.data, step: position.step, epoch: position.epoch,
      epochProgress: trainer.epochProgress, targetEpochs: targetEpochs,
      learningRate: trainer.learningRate, imagesPerSecond: rate.imagesPerSecond,
      secondsLeft: secondsLeft, history: recorder.history, weights: view.weights, probe: view.probe,
      allCodes: view.allCodes, reconstructions: view.reconstructions,
      hasUnsavedTraining: run.hasUnsavedTraining, runPath: run.path)
  }
}
