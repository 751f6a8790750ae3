import ArgumentParser
import Formats
import LatentCore
import Pictures
import Projections

/// `zwalk project`: fits one map.
struct Project: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit a projection, time it, and measure its map.",
    discussion: """
      Example: zwalk project pca --data mnist --out points.npy --plot pca.png --json

      METHOD is a projection that 'zwalk projections' lists, a run, or a model, which is trained by its recipe first.
      Codes of more dimensions than the map are drawn by their principal components, or by what --set through=METHOD
      names.
      """)

  @Argument(help: "A projection, a run or a model.")
  var method: String

  @OptionGroup var settings: SettingOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The points as a .npy or .csv file; - is standard output, the report then goes to standard error.",
      valueName: "file"))
  var out: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The map as a picture, a .png file; - as in --out.", valueName: "file"))
  var plot: String?

  @OptionGroup var map: MapOptions

  func run() throws {
    let file = try out.map { try OutputFile($0, formats: [.npy, .csv]) }
    let picture = try plot.map { try OutputFile($0, option: "--plot", formats: [.png]) }
    let outputIsTaken = try OutputFile.takeStandardOutput([("--out", file), ("--plot", picture)])
    try map.threads.apply()
    let maker = try MapMaker(named: method)
    var options = Options(maker.options)
    try settings.apply(to: &options, among: maker.options)
    let (set, images) = try map.load()
    var cache = NeighborCache()
    let result = try map.map(method, maker, options: options, of: images, in: set, sharing: &cache)
    if let file {
      let points = result.points
      try file.write(
        file.format == .csv ? CSV(header: points.columnNames, points).encoded : NPY(points).encoded)
    }
    try picture?.write(
      MapPlot([(result.row, result.points)], labels: images.labels, classNames: set.classNames).png())
    try MapReport([result.row]).print(asJSON: map.output.json, outputIsTaken: outputIsTaken)
  }
}
