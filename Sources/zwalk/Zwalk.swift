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
    let words = CommandLine.arguments.dropFirst()
    try requireCommands(words.first == "help" ? words.dropFirst() : words, of: Self.self)
    return try parseAsRoot()
  }

  /// Checks the words that stand for commands, those of commands within commands too.
  private static func requireCommands(_ words: ArraySlice<String>, of parent: any ParsableCommand.Type) throws
  {
    let commands = parent.configuration.subcommands
    guard let word = words.first, !word.hasPrefix("-"), !commands.isEmpty, word != "help" else { return }
    guard let command = commands.first(where: { $0._commandName == word }) else {
      let kind = parent == Self.self ? "command" : "command of '\(parent._commandName)'"
      throw ZwalkError.unknownName(kind: kind, name: word, known: commands.map { $0._commandName })
    }
    try requireCommands(words.dropFirst(), of: command)
  }
}

/// The version of the program.
enum Version {
  static let text = "0.1.0"
}
