import Datasets
import Formats
import LatentCore
import Models

/// What is known of the run that is shown, beside what the trainer knows.
struct OpenRun {
  /// Where it was last saved or read from.
  var path: String?
  /// Decides order and noise.
  var seed: UInt64
  var hasUnsavedTraining = false

  /// Where it can be saved to again: nil for a file or a pre-trained model.
  var folder: String?

  /// - Parameter saved: nil for a run with fresh weights.
  init(_ saved: SavedRun?, seed: UInt64) {
    path = saved?.path
    self.seed = saved?.seed ?? seed
    let isFolder = saved.map { Files.kind(of: $0.path) == .folder } ?? false
    folder = isFolder ? saved.map { RunFolder(path: $0.path).path } : nil
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
      data = start.data ?? saved.dataset?.id ?? Self.embeddedData
    case .fresh(let model, let options):
      let entry = try ModelCatalog.entry(model)
      specification = entry.specification(for: .mnist)
      if let options { specification.options = options }
      data = start.data ?? Self.embeddedData
    }
    do {
      try DatasetCatalog.find(data, environment: environment)
    } catch {
      guard start.data == nil else { throw error }
      data = Self.embeddedData
    }
  }

  /// The images that are compiled into the program.
  private static let embeddedData = "mnist-5k"
}

extension EngineCore {
  /// Saves the run.
  /// - Parameter path: nil for where it came from when that is a folder, else for a new folder of the default place.
  func save(path: String?) {
    attempt {
      let locator = RunLocator(environment: environment)
      let chosen = path ?? run.folder
      let folder = RunFolder(
        path: chosen ?? locator.newFolder(for: trainer.model.specification, data: trainer.data))
      guard !folder.exists || folder.path == run.folder else {
        throw ZwalkError.fileUnwritable(
          path: folder.path, reason: "another run is there already; choose another name")
      }
      try folder.save(trainer)
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
      if let load {
        beginLoad(load.name, purpose: .open(saved))
      } else if saved.specification.imageShape == trainer.data.shape, trainer.data.train.count > 0 {
        try show(saved, on: trainer.data)
      } else {
        try loadData(of: saved)
      }
    }
  }

  /// Shows a run that was read.
  /// - Parameter loading: whether the data was read for it.
  func show(_ saved: SavedRun, on data: ImageSet, loading: Bool = false) throws {
    let model = try ModelCatalog.make(saved.specification, seed: saved.seed)
    let trainer = try Trainer(model, showing: data, seed: saved.seed)
    var state = saved.state
    if data.checksum != saved.dataset?.checksum { state.position = state.position.atEpochStart() }
    try trainer.restore(state)
    trainer.records = saved.records
    adopt(trainer, run: OpenRun(saved, seed: saved.seed))
    say("opened \(saved.title)" + (loading ? "" : dataRemark(saved)))
  }

  private func loadData(of saved: SavedRun) throws {
    guard let dataset = saved.dataset else {
      throw ZwalkError.unsupported(
        what: "\(saved.title) reads images of another shape than the loaded data",
        advice: "open its data set first")
    }
    try DatasetCatalog.find(dataset.id, environment: environment)
    beginLoad(dataset.id, purpose: .open(saved))
  }

  private func dataRemark(_ saved: SavedRun) -> String {
    guard let dataset = saved.dataset, dataset.checksum != trainer.data.checksum else { return "" }
    return "; it was trained on \(dataset.title), the data stays \(trainer.data.title)"
  }
}
