import ArgumentParser
import Datasets
import LatentCore

/// What `project` and `compare` fit their maps to.
struct MapOptions: ParsableArguments {
  @OptionGroup var data: DataOptions

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("Only the first images of the training split.", valueName: "count"),
    transform: Parsing.count)
  var count: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Dimensions of the map, 2 or 3.", valueName: "n"),
    transform: Parsing.mapDimensions)
  var dims: Int = 2

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  /// Loads the data and takes its first training images.
  func load() throws -> (set: ImageSet, images: Split) {
    let set = try data.load(seed: seed.value(), talk: output.talk)
    return (set, count.map(set.train.prefix) ?? set.train)
  }

  /// Makes a map and measures it.
  func map(
    _ method: String, _ maker: MapMaker, options: Options, _ set: ImageSet, _ images: Split
  ) throws -> (product: MapMaker.Product, line: MapLine) {
    let product = try maker.make(
      of: images, in: set, options: options, dimensions: dims, seed: seed.value(), title: method,
      talk: output.talk)
    let quality = try Measuring.quality(
      of: product.points, data: images, labels: images.knownLabels, talk: output.talk)
    let line = MapLine(
      method: method, dimensions: product.points.columns, seconds: product.seconds, quality: quality,
      facts: product.facts.map { .init(key: $0.key, value: $0.value) })
    return (product, line)
  }
}
