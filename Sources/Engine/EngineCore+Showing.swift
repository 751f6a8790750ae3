import LatentCore
import Models

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
    refreshExhibit(isFinal: isFinal)
    pace.happened(at: clock.now)
    mailbox.post(snapshot())
    isDirty = false
    if view.probe.version != version || isFinal {
      projections.codesChanged(view.probe, isFinal: isFinal)
    }
    let numbers = trainer.data.train.count * trainer.model.latentDimension
    if isFinal, view.allCodes == nil, numbers > 0, numbers <= Self.mostCodeNumbers {
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

  /// Above this the codes of all images would take more memory than everything else; the probe's stand for them.
  private static let mostCodeNumbers = 16_000_000

  private func refreshExhibit(isFinal: Bool) {
    let (trainer, probe) = (trainer, probe)
    exhibit.refresh(trainer.model, version: view.weights.version, isFinal: isFinal, clock: clock) {
      ExhibitSubject(
        probe, classNames: trainer.data.classNames, records: trainer.records, level: $1, seed: trainer.seed)
    }
  }

  private func snapshot() -> Snapshot {
    let model = trainer.model
    let position = trainer.position
    var snapshot = Snapshot(
      status: status, specification: model.specification, prior: model.prior, lossTitle: model.lossTitle,
      data: trainer.data, step: position.step, epoch: position.epoch,
      epochProgress: trainer.epochProgress, targetEpochs: targetEpochs,
      learningRate: trainer.learningRate, imagesPerSecond: rate.imagesPerSecond,
      secondsLeft: secondsLeft, history: recorder.history, weights: view.weights, probe: view.probe,
      allCodes: view.allCodes, reconstructions: view.reconstructions,
      hasUnsavedTraining: run.hasUnsavedTraining, runPath: run.path)
    snapshot.exhibit = exhibit.shown
    snapshot.rateFactor = trainer.rateFactor
    snapshot.phase = trainer.phaseTitle
    snapshot.classes = model.classes
    return snapshot
  }
}
