import ArgumentParser

/// `zwalk bench`: how fast zwalk is on this machine.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast zwalk is on this machine.",
    discussion: "Example: zwalk bench train --data mnist",
    subcommands: [BenchTrain.self, BenchFrame.self, BenchProject.self, BenchProducts.self],
    defaultSubcommand: BenchTrain.self)
}
