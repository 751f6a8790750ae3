import Datasets
import LatentCore
import Models

/// What is known of the run that is shown, beside what the trainer knows.
struct OpenRun {
  /// Where it was last saved or read from.
  var path: String?
  /// Decides order and noise.
  var seed: UInt64
  /// All epochs, also those before it was opened.
  var records: [EpochRecord]
  var hasUnsavedTraining = false

  /// Where it can be saved to again: nil for a file or a pre-trained model.
  var folder: String?

  /// - Parameter saved: nil for a run with fresh weights.
  init(_ saved: SavedRun?, seed: UInt64) {
    path = saved?.path
    self.seed = saved?.seed ?? seed
    records = saved?.records ?? []
  }
}

/// What an engine starts with: found, checked and read, but not yet built.
struct OpenedSubject: Sendable {
  var specification: ModelSpecification
  var saved: SavedRun?
  /// The data to be loaded first.
  var data: String

  init(_ start: EngineStart, environment: [String: String]) throws {
    switch start.subject {
    case .run(let name):
      let saved = try RunLocator(environment: environment).open(name)
      self.saved = saved
      specification = saved.specification
      data = start.data ?? saved.dataset.map(\.id) ?? DataLocator.embedded
    case .fresh(let model, let options):
      let entry = try ModelCatalog.entry(model)
      specification = entry.specification(for: .mnist)
      if let options { specification.options = options }
      data = start.data ?? DataLocator.embedded
    }
    let locator = DataLocator(environment: environment)
    if start.data != nil { try locator.find(data) } else if !locator.has(data) { data = DataLocator.embedded }
  }
}

extension EngineCore {
  /// Saves the run.
  /// - Parameter path: nil for where it came from when that is a folder, else for a new folder of the default place.
  func save(path: String?) {
    attempt {
      let locator = RunLocator(environment: environment)
      let folder = RunFolder(
        path: path ?? run.folder ?? locator.newFolder(for: trainer.model.specification, data: trainer.data))
      try folder.save(trainer, records: run.records)
      (run.path, run.folder) = (folder.path, folder.path)
      run.hasUnsavedTraining = false
      isDirty = true
      say("saved to \(folder.path)")
    }
  }

  /// Opens a run; keeps the loaded data where it fits.
  func open(_ name: String) {
    attempt {
      let saved = try RunLocator(environment: environment).open(name)
      if saved.specification.imageShape == trainer.data.shape, trainer.data.train.count > 0 {
        try show(saved, on: trainer.data)
        say("opened \(saved.title)" + dataRemark(saved))
      } else {
        try loadData(of: saved)
      }
    }
  }

  /// Shows a run that was read.
  func show(_ saved: SavedRun, on data: ImageSet) throws {
    let model = try ModelCatalog.make(saved.specification, seed: saved.seed)
    let trainer = try Trainer(model, showing: data, seed: saved.seed)
    var state = saved.state
    if data.checksum != saved.dataset?.checksum { state.position = state.position.atEpochStart() }
    try trainer.restore(state)
    adopt(trainer, run: OpenRun(saved, seed: saved.seed))
  }

  private func loadData(of saved: SavedRun) throws {
    guard let dataset = saved.dataset else {
      throw ZwalkError.unsupported(
        what: "\(saved.title) reads images of another shape than the loaded data",
        advice: "open its data set first")
    }
    try DataLocator(environment: environment).find(dataset.id)
    beginLoad(dataset.id, purpose: .open(saved))
  }

  private func dataRemark(_ saved: SavedRun) -> String {
    guard let dataset = saved.dataset, dataset.checksum != trainer.data.checksum else { return "" }
    return "; it was trained on \(dataset.title), the data stays \(trainer.data.title)"
  }
}
