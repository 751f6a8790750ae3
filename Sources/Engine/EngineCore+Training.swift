import LatentCore

extension EngineCore {
  /// Does one piece of training and shows it when it is time.
  func train() {
    do {
      note(try trainer.advance())
    } catch {
      diverge(error)
    }
    let isDue = mode != .paused && pace.delay(at: clock.now) == .zero
    if isDue, mailbox.wantsSnapshot { show(isFinal: false) }
  }

  /// Lets training go on in a mode.
  func resume(_ mode: Mode) {
    guard load != nil || trainer.data.train.count > 0 else {
      return say("there are no images to train on; open a data set first", isError: true)
    }
    if self.mode == .paused { lastAdvance = clock.now }
    self.mode = mode
    divergence = nil
    view.allCodes = nil
    projections.cancelAllCodes()
    isDirty = true
  }

  func pause() {
    mode = .paused
    isDirty = true
  }

  private func note(_ advance: Trainer.Advance) {
    let now = clock.now
    switch advance {
    case .stepped(let losses, let images):
      run.hasUnsavedTraining = true
      view.becomeStale()
      recorder.add(losses, images: images, epoch: trainer.epochs)
      rate.add(images: images, seconds: lastAdvance.duration(to: now).seconds)
      if mode == .oneStep { endOneStep() }
    case .evaluated: break
    case .finished(let record): note(record)
    }
    lastAdvance = now
    isDirty = true
  }

  /// Pauses after a single step; the last one of an epoch is followed by the test images first.
  private func endOneStep() {
    if trainer.isEvaluating {
      mode = .toEpochEnd
    } else {
      pause()
    }
  }

  private func note(_ record: EpochRecord) {
    recorder.add(record)
    targetEpochs = max(targetEpochs, record.epoch)
    let hasStalled = mode == .toTarget && trainer.hasStalled
    let isDone = hasStalled || mode == .toTarget && record.epoch >= targetEpochs
    if hasStalled {
      say("no better test loss for \(trainer.plan.patience) epochs\(testLoss(record)); start again to go on")
    } else if isDone {
      say("\(record.epoch) epochs are done\(testLoss(record)); start again to go on")
    }
    if isDone || mode == .toEpochEnd { pause() }
  }

  private func testLoss(_ record: EpochRecord) -> String {
    guard let test = record.test else { return "" }
    return ": test \(trainer.model.lossTitle) \(significant(test.loss))"
  }

  /// Pauses with the weights of the last good epoch.
  private func diverge(_ error: ZwalkError) {
    trainer.restoreLastGood()
    recorder.forget(after: trainer.epochs)
    mode = .paused
    let place = trainer.position.epoch
    divergence =
      error.message + "; the weights are those of "
      + (place == 0 ? "the beginning" : "the end of epoch \(place)")
    say(divergence ?? "", isError: true)
    view.becomeStale()
    isDirty = true
  }

  /// Until the target; nil when the rate is unknown.
  var secondsLeft: Double? {
    guard let rate = rate.imagesPerSecond, rate > 0, trainer.data.train.count > 0 else { return nil }
    let epochs = max(0, Double(targetEpochs) - trainer.epochs)
    return epochs * Double(trainer.data.train.count) / rate
  }
}

/// A number as people write it: four significant digits.
func significant(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  var scale = 1.0
  while abs(value) * scale < 1000, scale < 1e9 { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}
