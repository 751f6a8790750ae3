import ArgumentParser

/// `zwalk bench`: how fast zwalk is on this machine.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast zwalk is on this machine.",
    discussion: "Example: zwalk bench train --data mnist",
    subcommands: [BenchTrain.self, BenchProducts.self, BenchProject.self],
    defaultSubcommand: BenchTrain.self)
}
