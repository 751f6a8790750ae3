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
    name: .customLong("dims"), parsing: .unconditional,
    help: ArgumentHelp("Dimensions of the map, 1 to 3; 2 unless said.", valueName: "n"),
    transform: Parsing.mapDimensions)
  var chosenDimensions: Int?

  /// Dimensions of the map.
  var dims: Int { chosenDimensions ?? 2 }

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
  ) throws -> (row: ComparisonRow, points: Matrix, projection: any Projection) {
    let seed = try seed.value()
    let (fitted, before, seconds) = try naming(set, method) {
      let (projection, before) = try maker.projection(
        for: images, of: set, options: options, dimensions: dims, seed: seed, talk: output.talk)
      let (fitted, seconds) = try Measuring.fit(
        projection, images, labels: images.knownLabels, dimensions: dims, seed: seed, title: method,
        sharing: &cache, talk: output.talk)
      return (fitted, before, seconds)
    }
    let quality = try Measuring.quality(
      of: fitted.points, data: images, labels: images.knownLabels, talk: output.talk)
    let row = ComparisonRow(
      method: method, n: images.count, dims: dims, seconds: before + seconds, quality: quality,
      facts: fitted.facts)
    return (row, fitted.points, fitted)
  }

  /// Does work whose errors know no names, and puts the data's and the run's into them.
  private func naming<Result>(_ set: ImageSet, _ method: String, _ work: () throws -> Result) throws -> Result
  {
    do {
      return try work()
    } catch let error as ZwalkError {
      throw error.naming("the data", set.id).naming("the codes", "the codes of \(method)")
    }
  }

  /// Measures what a fitted method is like, by test images that it has not seen.
  func portrait(
    of projection: any Projection, points: Matrix, title: String, images: Split, in set: ImageSet
  ) throws -> MapPortrait {
    let count = min(images.count, PortraitWork.mostImages)
    let rows = (0..<count).map { $0 * images.count / max(count, 1) }
    var work = PortraitWork(
      projection, images: images.batch(rows).images, points: points.gatheringRows(rows),
      test: set.test.matrix(0..<min(set.test.count, PortraitWork.mostTestImages)))
    let progress = output.talk.progress("looking at \(title)")
    defer { progress.clear() }
    while work.progress < 1 {
      try work.advance()
      progress.update(work.progress)
    }
    return work.result ?? MapPortrait()
  }
}
