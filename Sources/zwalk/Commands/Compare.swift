import Analysis
import ArgumentParser
import LatentCore
import Projections

/// `zwalk compare`: several maps of the same images.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit several maps to the same images and print how far each can be trusted.",
    discussion: """
      Example: zwalk compare pca vae-2 ae-2 --data mnist-5k --plot maps.png

      Each MAP is a projection, a run, or a model, which is trained by its recipe first. Beside the quality of the
      maps it measures what the methods are like: how much of the code a linear map of the pixels explains, whether
      the axes are at right angles, what is kept of images that were not seen, and what a new image costs.

      With --merits, runs are compared as models: reconstruction error, the model's own loss, k-NN accuracy of \
      codes, and for 1,000 draws the share of the rarest class and the Fréchet distance from the test images. It is \
      measured in the features of a small classifier, which is trained on the data first; it is not FID, and not to be \
      held against it.
      """)

  @Argument(help: ArgumentHelp("Projections, runs or models.", valueName: "map"))
  var methods: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The maps side by side, a .png file; - is standard output, the report then goes to standard error.",
      valueName: "file"))
  var plot: String?

  @Flag(name: .long, help: "Compare runs as models, not as maps.")
  var merits = false

  @OptionGroup var map: MapOptions

  func validate() throws {
    guard merits else { return }
    let ofMaps = [("--plot", plot != nil), ("-n", map.count != nil), ("--dims", map.chosenDimensions != nil)]
    if let option = ofMaps.first(where: \.1)?.0 {
      throw ValidationError(
        "\(option) is of maps, and --merits compares models, on all test images; leave one of them out")
    }
  }

  func run() throws {
    let picture = try plot.map { try OutputFile($0, option: "--plot", formats: [.png]) }
    try map.threads.apply()
    if merits { return try MeritSheet(methods, map).print(asJSON: map.output.json) }
    let makers = try methods.map { try MapMaker(named: $0) }
    let (set, images) = try map.load()
    var cache = NeighborCache()
    let maps = try zip(methods, makers).map { method, maker in
      try map.map(method, maker, options: Options(maker.options), of: images, in: set, sharing: &cache)
    }
    let portraits = try maps.map { made in
      try map.portrait(
        of: made.projection, points: made.points, title: made.row.method, images: images, in: set)
    }
    let rows = try Self.withDistances(maps.map { ($0.row, $0.points) })
    let plotted = maps.map { (row: $0.row, points: $0.points) }
    try picture?.write(MapPlot(plotted, labels: images.labels, classNames: set.classNames).png())
    try MapReport(rows, portraits: portraits).print(
      asJSON: map.output.json, outputIsTaken: picture?.isStandardOutput == true)
  }

  /// The rows with each map's distance from the first one.
  private static func withDistances(_ maps: [(row: ComparisonRow, points: Matrix)]) throws -> [ComparisonRow]
  {
    try maps.enumerated().map { index, map in
      var row = map.row
      if index > 0 { row.procrustes = try ProcrustesAlignment(of: map.points, to: maps[0].points).distance }
      return row
    }
  }
}
