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
      SIGHUP; --resume goes on, also within an epoch. While it trains, no other process can
      train in the same folder.
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

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "How many epochs' checkpoints are kept, the newest; \(RunFolder.usualCheckpoints) unless said.",
      valueName: "n"), transform: Parsing.count)
  var keep = RunFolder.usualCheckpoints

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
    try resume ? goOn(entry) : begin(entry)
  }

  private func begin(_ entry: ModelEntry) throws {
    let options = try settings.options(for: entry, over: Options(entry.options))
    for key in settings.keys {
      options.idleness(of: key, among: entry.options).map { output.talk.remark($0) }
    }
    let seed = try seed.value()
    let images = try data.load(seed: seed, leavingOut: exclude, talk: output.talk)
    let specification = ModelSpecification(model: entry.id, imageShape: images.shape, options: options)
    let trainer = try Trainer(specification, data: images, seed: seed)
    let claim = try claimFolder(for: specification, images)
    defer { claim.release() }
    try claim.folder.requireWritable()
    try TrainingSession(trainer, folder: claim.folder, epochs: specification.epochs, output).run()
  }

  /// Takes the folder that was named, or the next of the default place.
  private func claimFolder(for specification: ModelSpecification, _ images: ImageSet) throws -> RunClaim {
    guard let out else {
      let locator = RunLocator(environment: Environment.current)
      return try RunClaim {
        RunFolder(path: locator.newFolder(for: specification, data: images), keptCheckpoints: keep)
      }
    }
    let claim = try RunClaim(named: RunFolder(path: out, keptCheckpoints: keep))
    guard !claim.folder.exists else {
      claim.release()
      throw ZwalkError.unusableArguments(
        "--out: \(out) holds a run already; --resume goes on with it, another name begins anew")
    }
    return claim
  }

  private func goOn(_ entry: ModelEntry) throws {
    let folder = RunFolder(path: out ?? "", keptCheckpoints: keep)
    // A folder without a run is no folder to be made.
    let claim = try folder.exists ? RunClaim(named: folder) : nil
    defer { claim?.release() }
    let saved = try folder.open()
    saved.remark.map { output.talk.remark($0) }
    let options = try settings.options(for: entry, over: saved.specification.options)
    try requireSameRecipe(saved, entry, options)
    if let chosen = seed.seed, UInt64(chosen) != saved.seed {
      throw ZwalkError.unusableArguments(
        "--seed is \(chosen); \(saved.path) was begun with \(saved.seed), and a run keeps its seed")
    }
    let images = try data.load(for: saved, seed: saved.seed, leavingOut: exclude, talk: output.talk)
    try folder.requireWritable()
    let epochs = options.integer("epochs")
    let trainer = try folder.resume(on: images, epochs: epochs)
    try TrainingSession(trainer, folder: folder, epochs: epochs, output).run()
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
