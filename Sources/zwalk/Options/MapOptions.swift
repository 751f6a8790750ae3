import Analysis
import ArgumentParser
import Datasets
import LatentCore
import Projections

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
  /// - Parameter cache: the neighbour graphs that the maps of one command share.
  func map(
    _ method: String, _ maker: MapMaker, options: Options, of images: Split, in set: ImageSet,
    sharing cache: inout NeighborCache
  ) throws -> (row: ComparisonRow, points: Matrix) {
    let seed = try seed.value()
    let (projection, before) = try maker.projection(
      for: images, of: set, options: options, seed: seed, talk: output.talk)
    let (fitted, seconds) = try Measuring.fit(
      projection, images, labels: images.knownLabels, dimensions: dims, seed: seed, title: method,
      sharing: &cache, talk: output.talk)
    let quality = try Measuring.quality(
      of: fitted.points, data: images, labels: images.knownLabels, talk: output.talk)
    let row = ComparisonRow(
      method: method, n: images.count, dims: dims, seconds: before + seconds, quality: quality,
      facts: fitted.facts)
    return (row, fitted.points)
  }
}
