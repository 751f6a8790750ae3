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
      """)

  @Argument(help: ArgumentHelp("Projections, runs or models.", valueName: "map"))
  var methods: [String]

  @Option(name: .long, help: ArgumentHelp("The maps side by side, a .png file.", valueName: "file"))
  var plot: String?

  @OptionGroup var map: MapOptions

  func run() throws {
    let picture = try plot.map { try OutputFile($0, option: "--plot", formats: [.png]) }
    try map.threads.apply()
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
    let plotted = maps.map { (row: $0.row, points: $0.points) }
    try picture?.write(MapPlot(plotted, labels: images.labels, classNames: set.classNames).png())
    try MapReport(maps.map(\.row), portraits: portraits).print(asJSON: map.output.json)
  }
}
