import Analysis
import ArgumentParser
import Datasets
import Engine
import Formats
import LatentCore
import Screen

/// `zwalk bench train`: an epoch of the standard recipes beside its matrix products alone.
struct BenchTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an epoch of the standard recipes, and compute the matrix products of one alone.",
    discussion: """
      Example: zwalk bench train --data mnist --json

      Both take turns. The products run in a process of their own on OpenBLAS: split by zwalk's pool, and split by \
      OpenBLAS' own threads; the faster counts. Seconds are medians over the rounds, the share is the products' part \
      of the epoch: above 1, training is faster than its products one by one. The last column sets the epoch beside \
      a large square product: how much of what the machine multiplies at best.
      """)

  @OptionGroup var data: DataOptions

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("How often each is measured.", valueName: "n"),
    transform: Parsing.count)
  var rounds = 5

  @Option(
    name: .long, help: ArgumentHelp("Only this recipe; all unless said. Can be repeated.", valueName: "name"))
  var recipe: [String] = []

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try threads.apply()
    let recipes = try recipe.isEmpty ? BenchRecipe.all : recipe.map { name in try BenchRecipe.named(name) }
    let images = try data.load(seed: seed.value(), talk: output.talk)
    if !output.json { try StandardStreams.write(BenchTrainRow.header) }
    for recipe in recipes {
      let row = try measure(recipe, on: images)
      try StandardStreams.write(output.json ? "\(row.json)\n" : row.text)
    }
  }

  /// Trains and multiplies in turns, so that whatever else the machine does hits both alike.
  private func measure(_ recipe: BenchRecipe, on images: ImageSet) throws -> BenchTrainRow {
    let trainer = try recipe.trainer(on: images, seed: seed.value())
    let products = ProductProcess(recipe: recipe.name, images: images.train.count, shape: images.shape)
    var epochs: [Double] = []
    var alone: [ProductProcess.Way: [ProductProcess.Timing]] = [:]
    for _ in 0..<rounds {
      epochs.append(try trainer.trainEpoch().seconds)
      for way in ProductProcess.Way.allCases { alone[way, default: []].append(try products.measure(way)) }
    }
    return try BenchTrainRow(
      recipe: recipe.name, images: images.train.count, seconds: epochs.median,
      bounds: alone.mapValues { $0.map(\.seconds).median },
      operations: recipe.products(for: images.shape).operations,
      peak: alone.values.joined().map(\.peak).max() ?? 0)
  }
}

/// What was measured of a recipe.
private struct BenchTrainRow {
  let recipe: String
  let images: Int
  let seconds: Double
  let bounds: [ProductProcess.Way: Double]
  /// Floating-point operations of an image, and of the machine in a second.
  let operations, peak: Double

  private var bound: (way: ProductProcess.Way, seconds: Double) {
    bounds.min { $0.value < $1.value }.map { ($0.key, $0.value) } ?? (.pool, .nan)
  }
  private var share: Double { bound.seconds / seconds }
  private var peakShare: Double { operations * Double(images) / seconds / peak }
  private var imagesPerSecond: Double { Double(images) / seconds }

  static let header = line(["recipe", "seconds", "bound", "by", "share", "images/s", "of peak"])

  var text: String {
    Self.line([
      recipe, NumberText.fixed(seconds, 3), NumberText.fixed(bound.seconds, 3), bound.way.rawValue,
      NumberText.fixed(share, 2), NumberText.grouped(Int(imagesPerSecond)), NumberText.fixed(peakShare, 2),
    ])
  }

  var json: JSONValue {
    [
      "recipe": .text(recipe), "seconds": .number(seconds), "bound_seconds": .number(bound.seconds),
      "bound_by": .text(bound.way.rawValue), "share": .number(share),
      "images_per_second": .number(imagesPerSecond), "peak_share": .number(peakShare),
      "peak_gflops": .number(peak / 1e9),
    ]
  }

  /// Lines appear as they are measured, so columns have fixed widths.
  private static func line(_ cells: [String]) -> String {
    cells.map { $0 + String(repeating: " ", count: max(0, 10 - $0.count)) }.joined().withoutTrailingSpaces
      + "\n"
  }
}
