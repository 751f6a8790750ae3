import ArgumentParser
import Kernels

/// How a command computes.
struct ThreadOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How many threads compute; as many as there are cores unless said.", valueName: "n"),
    transform: Parsing.threads)
  var threads: Int?

  /// Tells the kernels, before they are first used.
  func apply() throws {
    if let threads = try threads ?? Defaults.load().threads { Kernels.threads = threads }
  }
}

/// What chance starts from.
struct SeedOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "What chance starts from; 0 unless said. The same seed with as many threads, the same result.",
      valueName: "n"),
    transform: Parsing.natural)
  var seed: Int?

  /// The seed as the modules take it.
  func value() throws -> UInt64 { UInt64(try seed ?? Defaults.load().seed ?? 0) }
}
