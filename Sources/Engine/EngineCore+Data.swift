import Datasets
import LatentCore
import Models

/// A data set that is being read.
struct PendingLoad {
  enum Purpose {
    /// The first data of the engine.
    case start
    /// Data that was asked for; the model is kept where it fits.
    case replace
    /// Data that belongs to a run that is being opened.
    case open(SavedRun)
  }

  /// Later loads replace earlier ones; what comes from those is ignored.
  var number: Int
  var name: String
  var purpose: Purpose
  /// The share that is read.
  var progress = 0.0
}

extension EngineCore {
  /// Begins to read a data set on the projections queue; training rests until it is there.
  func beginLoad(_ name: String, purpose: PendingLoad.Purpose) {
    loadCount += 1
    // What was asked for while the first data is on its way is done when it is there.
    if load == nil, loadCount > 1 { mode = .paused }
    load = PendingLoad(number: loadCount, name: name, purpose: purpose)
    projections.load(name, number: loadCount, seed: run.seed, environment: environment)
    isDirty = true
  }

  func noteProgress(_ share: Double, of number: Int) {
    guard load?.number == number else { return }
    load?.progress = share
    isDirty = true
  }

  func finishLoad(_ result: Result<LoadedData, ZwalkError>, of number: Int) {
    guard let load, load.number == number else { return }
    self.load = nil
    isDirty = true
    switch result {
    case .success(let loaded): attempt { try show(loaded, for: load) }
    case .failure(let error): noteFailure(error, of: load)
    }
  }

  private func noteFailure(_ error: ZwalkError, of load: PendingLoad) {
    mode = .paused
    say(error.message, isError: true)
    restoreProjections()
  }

  private func show(_ loaded: LoadedData, for load: PendingLoad) throws {
    switch load.purpose {
    case .start: try continueRun(on: loaded.data)
    case .replace: try replace(by: loaded.data)
    case .open(let saved): try show(saved, on: loaded.data, loading: true)
    }
    probe = loaded.probe
    divergence = nil
    view.becomeStale()
    restoreProjections()
  }

  /// Maps are of the data that is shown, also when another could not be read.
  private func restoreProjections() {
    projections.dataChanged(trainer.data, probe: probe, seed: run.seed)
  }

  /// Gives the model that the engine started with its data.
  private func continueRun(on data: ImageSet) throws {
    guard data.shape == trainer.model.specification.imageShape else { return try replace(by: data) }
    let next = try Trainer(trainer.model, showing: data, seed: run.seed)
    try next.restore(trainer.state())
    next.records = trainer.records
    trainer = next
  }

  /// Goes on with the model on other data when it fits, with fresh weights of the same options otherwise.
  private func replace(by data: ImageSet) throws {
    if data.shape == trainer.model.specification.imageShape {
      let next = try Trainer(trainer.model, showing: data, seed: run.seed)
      var state = trainer.state()
      state.position = state.position.atEpochStart()
      try next.restore(state)
      next.records = trainer.records
      trainer = next
      return say("loaded \(data.title); the model keeps its weights")
    }
    var specification = trainer.model.specification
    specification.imageShape = data.shape
    let model = try ModelCatalog.make(specification, seed: run.seed)
    adopt(try Trainer(model, showing: data, seed: run.seed), run: OpenRun(nil, seed: run.seed))
    say("loaded \(data.title); its images have another shape, so the model starts with fresh weights")
  }
}
