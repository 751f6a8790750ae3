import ArgumentParser
import Datasets
import Engine
import LatentCore
import Models
import Screen

/// `zwalk train`: trains a model and keeps it as a run.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model and keep it as a run.",
    discussion: """
      Example: zwalk train vae --data mnist --latent 20 --hidden 400 --epochs 10 --out runs/vae20

      Prints a line an epoch. The run is on disk from the start, and saved after each epoch, on Ctrl-C, SIGTERM and
      SIGHUP; --resume goes on, also within an epoch.
      """)

  @Argument(help: "A model that 'zwalk models' lists.", completion: .list(ModelCatalog.all.map(\.id)))
  var model: String

  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Recipe") var settings: ModelSettings

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Leave out images identical to one of this split.", valueName: "data:split"))
  var exclude: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The folder of the run.", valueName: "run"), completion: .directory)
  var out: String?

  @Flag(name: .long, help: "Go on with the run in --out, to the bit as if it had not stopped.")
  var resume = false

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if out?.isEmpty == true { throw ValidationError("--out is empty; it takes the folder of a run") }
    if resume, out == nil { throw ValidationError("--resume needs --out with the run to go on with") }
  }

  func run() throws {
    Interruption.hold()
    try threads.apply()
    let entry = try ModelCatalog.entry(model)
    let session = try resume ? resumed(entry) : fresh(entry)
    try session.run()
  }

  private func fresh(_ entry: ModelEntry) throws -> TrainingSession {
    let options = try settings.options(for: entry, over: Options(entry.options))
    let seed = try seed.value()
    let images = try data.load(seed: seed, leavingOut: exclude, talk: output.talk)
    let specification = ModelSpecification(model: entry.id, imageShape: images.shape, options: options)
    let trainer = try Trainer(specification, data: images, seed: seed)
    let path =
      try out.map(unusedFolder)
      ?? RunLocator(environment: Environment.current)
      .newFolder(for: specification, data: images)
    let folder = RunFolder(path: path)
    try folder.requireWritable()
    return TrainingSession(trainer, folder: folder, epochs: specification.epochs, output)
  }

  private func unusedFolder(_ path: String) throws -> String {
    guard !RunFolder(path: path).exists else {
      throw ZwalkError.unusableArguments(
        "--out: \(path) holds a run already; --resume goes on with it, another name begins anew")
    }
    return path
  }

  private func resumed(_ entry: ModelEntry) throws -> TrainingSession {
    let folder = RunFolder(path: out ?? "")
    let saved = try folder.open()
    let options = try settings.options(for: entry, over: saved.specification.options)
    try requireSameRecipe(saved, entry, options)
    let images = try data.load(for: saved, seed: saved.seed, leavingOut: exclude, talk: output.talk)
    try folder.requireWritable()
    let epochs = options.integer("epochs")
    return TrainingSession(
      try folder.resume(on: images, epochs: epochs), folder: folder, epochs: epochs, output)
  }

  /// More epochs are a longer run; anything else would be another one.
  private func requireSameRecipe(_ saved: SavedRun, _ entry: ModelEntry, _ options: Options) throws {
    guard saved.specification.model == entry.id else {
      throw ZwalkError.unusableArguments(
        "\(saved.path) is a run of '\(saved.specification.model)', not of '\(entry.id)'")
    }
    for (key, value) in saved.specification.options.values
    where key != "epochs" && options.values[key] != value {
      throw ZwalkError.unusableArguments(
        "\(key): \(saved.path) was begun with \(value); only --epochs may change when a run goes on")
    }
  }
}
