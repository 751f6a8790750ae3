import ArgumentParser
import LatentCore

/// The program: its commands, of which `explore` is meant when none is named.
struct Zwalk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zwalk",
    abstract: "Walk through what an autoencoder learned, in a terminal.",
    discussion: """
      Example: zwalk                       walk the latent space of a trained model
               zwalk --model vae           train one and watch
               zwalk compare pca vae-2     how far each map can be trusted
      """,
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(name: "Screen", subcommands: [Explore.self]),
      CommandGroup(name: "Training", subcommands: [Train.self, Eval.self]),
      CommandGroup(
        name: "Model",
        subcommands: [
          Encode.self, Decode.self, Reconstruct.self, Sample.self, Grid.self, Walk.self, Show.self,
          Export.self,
        ]),
      CommandGroup(name: "Map", subcommands: [Project.self, Score.self, Compare.self]),
      CommandGroup(
        name: "Catalogue",
        subcommands: [DataCommand.self, ModelsCommand.self, ProjectionsCommand.self]),
      CommandGroup(name: "Machine", subcommands: [Doctor.self, Bench.self]),
    ],
    defaultSubcommand: Explore.self)

  /// Parses the arguments of the process.
  /// - Throws: `ZwalkError.unknownName` for a word that is no command, where the parser would say that `explore` takes
  ///   no such argument; else what the parser throws.
  static func parsed() throws -> any ParsableCommand {
    let known = configuration.subcommands.map { $0._commandName }
    if let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
      !(known + ["help"]).contains(word)
    {
      throw ZwalkError.unknownName(kind: "command", name: word, known: known)
    }
    return try parseAsRoot()
  }
}

/// The version of the program.
enum Version {
  static let text = "0.1.0"
}
