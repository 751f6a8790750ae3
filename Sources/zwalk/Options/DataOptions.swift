import ArgumentParser
import Datasets
import Engine
import LatentCore

/// The data that a command works with.
struct DataOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A data set that 'zwalk data list' names, a folder of IDX files or pictures, or a .npz, .npy or .csv file.",
      valueName: "data"), completion: .file())
  var data: String?

  @Option(
    name: .long, help: ArgumentHelp("The labels that belong to a .npy file.", valueName: "file"),
    completion: .file())
  var labels: String?

  /// What is loaded where nothing else is said: it is always there.
  static let embedded = "mnist-5k"

  /// The data that the command line names; nil when it names none.
  /// - Throws: `ZwalkError.unusableArguments` for labels without images that they could belong to.
  func named() throws -> String? {
    if data == nil, let labels {
      throw ZwalkError.unusableArguments(
        "--labels is \(labels), but --data names no .npy file that it belongs to")
    }
    return try data.map { try DatasetCatalog.name(images: $0, labels: labels) }
  }

  /// The data that the command line names, else the configuration.
  /// - Throws: `ZwalkError`, as above, and for a configuration that cannot be read or names data that there is not.
  func chosen() throws -> String? {
    if let named = try named() { return named }
    let defaults = try Defaults.load()
    guard let data = defaults.data else { return nil }
    do {
      try DatasetCatalog.find(data)
    } catch {
      throw ZwalkError.malformedFile(path: defaults.file, format: "TOML", reason: "data: \(error.message)")
    }
    return data
  }

  /// Looks at data that a command was given but has no use for: what is wrong is said, and that it is not needed.
  /// - Throws: `ZwalkError` when there is no such data.
  func passOver(_ reason: String, talk: TalkOptions) throws {
    guard let name = try named() else { return }
    try DatasetCatalog.find(name)
    talk.remark("--data has no effect: \(reason)")
  }

  /// Loads the data, by default what the configuration names, else the embedded images.
  /// - Parameter exclusions: `data:split` each; training images identical to one of theirs are left out.
  /// - Throws: `ZwalkError`.
  func load(seed: UInt64, leavingOut exclusions: [String] = [], talk: TalkOptions) throws -> ImageSet {
    let name = try chosen() ?? Self.embedded
    return try Self.read(name, seed, talk).leavingOut(exclusions, seed: seed, talk: talk)
  }

  /// Loads the data for a run, by default what it was trained on, else the embedded images.
  /// - Throws: `ZwalkError`, also when the images are of another shape than the model's.
  func load(
    for run: SavedRun, seed: UInt64, leavingOut exclusions: [String] = [], talk: TalkOptions
  ) throws -> ImageSet {
    let name = try named() ?? Self.atHand(run, talk)
    let images = try Self.read(name, seed, talk).leavingOut(exclusions, seed: seed, talk: talk)
    let (shape, needed) = (images.shape, run.specification.imageShape)
    guard shape == needed else {
      throw ZwalkError.unusableData(
        name: name,
        reason:
          "its images are \(shape.height) x \(shape.width), \(run.title) reads \(needed.height) x \(needed.width)"
      )
    }
    return images
  }

  private static func atHand(_ run: SavedRun, _ talk: TalkOptions) -> String {
    guard let dataset = run.dataset else { return embedded }
    let missing = DatasetCatalog.survey().contains { $0.entry.id == dataset.id && $0.place == nil }
    if missing {
      talk.remark("\(dataset.title) is not at hand, so the embedded images are taken (--data names others)")
    }
    return missing ? embedded : dataset.id
  }

  private static func read(_ name: String, _ seed: UInt64, _ talk: TalkOptions) throws -> ImageSet {
    let progress = talk.progress("reading \(name)")
    defer { progress.clear() }
    return try DatasetCatalog.load(name, seed: seed) { progress.update($0) }
  }
}

extension ImageSet {
  /// Returns the data without the training images that occur in other splits.
  fileprivate func leavingOut(_ exclusions: [String], seed: UInt64, talk: TalkOptions) throws -> ImageSet {
    var images = self
    for exclusion in exclusions {
      guard let colon = exclusion.lastIndex(of: ":") else {
        throw ZwalkError.unusableArguments(
          "--exclude is '\(exclusion)'; it takes DATA:SPLIT, such as mnist-5k:test")
      }
      let other = try DatasetCatalog.load(String(exclusion[..<colon]), seed: seed)
      let (kept, dropped) = try images.excluding(
        imagesOf: other.split(named: String(exclusion[exclusion.index(after: colon)...])))
      talk.remark("left out \(dropped) training images that \(exclusion) holds too")
      images = kept
    }
    return images
  }
}

/// Which part of the data a command looks at.
struct SplitOption: ParsableArguments {
  /// A part of a data set.
  enum Part: String, ExpressibleByArgument, CaseIterable {
    case train, test
  }

  @Option(name: .long, help: "The part of the data.")
  var split = Part.test

  /// The part of a data set.
  /// - Throws: `ZwalkError.unusableData` when it is empty.
  func choose(from images: ImageSet, first count: Int? = nil) throws -> Split {
    let part = split == .train ? images.train : images.test
    guard part.count > 0 else {
      throw ZwalkError.unusableData(name: images.id, reason: "it holds no images to \(split.rawValue)")
    }
    return count.map(part.prefix) ?? part
  }
}
