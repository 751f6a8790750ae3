import ArgumentParser
import Datasets
import Engine
import Explorer
import Formats
import LatentCore
import Models
import Runtime
import TerminalUI

/// `zwalk explore`: the terminal interface.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walk, train and compare in the terminal; what is meant when no command is named.",
    discussion: """
      Example: zwalk
               zwalk explore --data mnist --run runs/vae20
               zwalk explore --model ae --latent 2
               zwalk explore --points umap.npy
      """)

  @OptionGroup var data: DataOptions

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "A run's folder, a .safetensors file or a trained model; vae-2 unless said.", valueName: "run"),
    completion: .file())
  var trained: String?

  @Option(
    name: .long, help: ArgumentHelp("Begin with fresh weights of this model instead.", valueName: "model"))
  var model: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A .npy or .csv file of points to compare, a row for each training image.", valueName: "file"),
    completion: .file(extensions: ["npy", "csv"]))
  var points: String?

  @OptionGroup var settings: ModelSettings
  @OptionGroup var chance: SeedOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if trained != nil, model != nil {
      throw ValidationError("--run and --model exclude each other: a run has its model already")
    }
    if model == nil, let key = settings.keys.first {
      throw ValidationError(
        "\(key) is an option of a model with fresh weights; --model names it, and a run has its own")
    }
  }

  func run() throws {
    try threads.apply()
    let seed = try chance.value()
    var start = try start(seed: seed)
    // What cannot be read is said before the screen is taken.
    if let data = start.data { try DatasetCatalog.check(data) }
    if let points {
      _ = try MapFile.points(points, images: trainingImages(of: start, seed: seed))
      start.maps[0] = MapRequest(method: nil, file: points)
    }
    let terminal = try NcursesTerminal.open()
    let leaving: Leaving
    do {
      leaving = try explore(start, on: terminal, seed: seed)
    } catch {
      terminal.close()
      throw error
    }
    terminal.close()
    switch leaving {
    case .quit: break
    case .signal(let signal): NcursesTerminal.reraise(signal)
    case .closed:
      throw ZwalkError.unusableTerminal(
        reason: "the terminal is gone", advice: "what was not saved was saved")
    }
  }

  /// How many images the points of a file belong to.
  private func trainingImages(of start: EngineStart, seed: UInt64) throws -> Int {
    if let data = start.data { return try DatasetCatalog.load(data, seed: seed).train.count }
    guard case .run(let name) = start.subject else { return 0 }
    let run = try RunLocator(environment: Environment.current).open(name)
    let trainedOn = run.dataset.map(\.id) ?? DataOptions.embedded
    let isAtHand = (try? DatasetCatalog.find(trainedOn)) != nil
    return try DatasetCatalog.load(isAtHand ? trainedOn : DataOptions.embedded, seed: run.seed).train.count
  }

  private func start(seed: UInt64) throws -> EngineStart {
    let data = try data.chosen()
    guard let model else {
      // A named run is shown on the data it was trained on, the first look at zwalk on what is always at hand.
      let data = trained == nil ? data ?? DataOptions.embedded : data
      return EngineStart(subject: .run(trained ?? "vae-2"), data: data, seed: seed)
    }
    let entry = try ModelCatalog.entry(model)
    let options = try settings.options(for: entry, over: Options(entry.options))
    return EngineStart(
      subject: .fresh(model: model, options: options), data: data ?? DataOptions.embedded, seed: seed)
  }

  /// Runs the loop and says afterwards, on the shell's screen, where training was saved.
  private func explore(_ start: EngineStart, on terminal: NcursesTerminal, seed: UInt64) throws -> Leaving {
    let engine = try Engine(start, environment: Environment.current, wake: terminal.wake)
    let loop = Loop(terminal: terminal, engine: engine, services: .files, seed: seed)
    let leaving = loop.run()
    terminal.close()
    for notice in loop.notices { StandardStreams.complain("zwalk: \(notice.text)") }
    return leaving
  }
}

extension Services {
  /// Runs and data sets as they lie on this machine.
  fileprivate static var files: Services {
    Services(
      runs: { RunLocator(environment: Environment.current).list().map(RunChoice.init) },
      data: { DatasetCatalog.survey().map(DataChoice.init) })
  }
}

extension RunChoice {
  fileprivate init(_ listing: RunListing) {
    let facts = [
      listing.model, listing.dataset, "epoch \(listing.epoch)", listing.date ?? "built in",
    ]
    self.init(
      run: listing.path, title: listing.title, detail: facts.compactMap(\.self).joined(separator: ", "))
  }
}

extension DataChoice {
  fileprivate init(_ status: DatasetStatus) {
    let place: String =
      switch status.place {
      case .embedded: "built in"
      case .generated: "generated"
      case .folder(let folder): folder
      case nil: status.entry.advice
      }
    self.init(
      name: status.entry.id, title: status.entry.title, detail: place, isFound: status.place != nil)
  }
}
