import Analysis
import ArgumentParser
import Datasets
import Engine
import Formats
import LatentCore
import Models
import Screen

/// `zwalk bench`: how fast zwalk is on this machine.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the speed of training beside what its matrix products alone take.",
    discussion: "Example: zwalk bench train --data mnist",
    subcommands: [BenchTrain.self],
    defaultSubcommand: BenchTrain.self)
}

/// `zwalk bench train`: an epoch of the standard recipes.
struct BenchTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an epoch of the standard recipes, and compute the matrix products of one alone.",
    discussion: """
      Example: zwalk bench train --data mnist --json

      Both alternate; seconds are medians over the rounds, the share is the products' part of the epoch.
      """)

  @OptionGroup var data: DataOptions

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("How often each is measured.", valueName: "n"),
    transform: Parsing.count)
  var rounds = 3

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try threads.apply()
    let seed = try seed.value()
    let images = try data.load(seed: seed, talk: output.talk)
    if !output.json {
      try StandardStreams.write(Self.row(["recipe", "seconds", "bound", "share", "images/s"]))
    }
    for recipe in BenchRecipe.all {
      let timing = try recipe.measure(on: images, rounds: rounds, seed: seed)
      try StandardStreams.write(output.json ? "\(json(recipe, timing))\n" : Self.row(cells(recipe, timing)))
    }
  }

  private func json(_ recipe: BenchRecipe, _ timing: BenchRecipe.Timing) -> JSONValue {
    [
      "recipe": .text(recipe.name), "seconds": .number(timing.seconds),
      "bound_seconds": .number(timing.bound),
      "share": .number(timing.bound / timing.seconds), "images_per_second": .number(timing.imagesPerSecond),
    ]
  }

  private func cells(_ recipe: BenchRecipe, _ timing: BenchRecipe.Timing) -> [String] {
    [
      recipe.name, NumberText.fixed(timing.seconds, 3), NumberText.fixed(timing.bound, 3),
      NumberText.fixed(timing.bound / timing.seconds, 2), NumberText.grouped(Int(timing.imagesPerSecond)),
    ]
  }

  /// Lines appear as they are measured, so columns have fixed widths.
  private static func row(_ cells: [String]) -> String {
    cells.map { $0 + String(repeating: " ", count: max(0, 10 - $0.count)) }.joined().withoutTrailingSpaces
      + "\n"
  }
}
