import ArgumentParser
import Datasets
import Formats
import LatentCore
import Projections
import Screen

/// `zwalk bench project`: how long maps take, from pixels to points.
struct BenchProject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project",
    abstract: "Fit projections to images, from pixels to map, and measure the ",
    discussion: """
      Example: zwalk bench project tsne umap --data mnist -n 10000 --json

      Every map is made from nothing: no neighbors are shared. Seconds are the median over the rounds; loading and \
      measuring are left out. METHODs are pca, tsne and umap unless said.
      """)

  @Argument(
    help: ArgumentHelp("Projections.", valueName: "method"),
    completion: .list(ProjectionCatalog.all.map(\.id)))
  var methods = ["pca", "tsne", "umap"]

  @OptionGroup var data: DataOptions

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("Only the first images of the training split.", valueName: "count"),
    transform: Parsing.count)
  var count: Int?

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("How often each is fitted.", valueName: "n"),
    transform: Parsing.count)
  var rounds = 1

  @Flag(name: .long, help: "Leave out the measures of quality.")
  var timesOnly = false

  // More than the three of a map: factors of many dimensions are timed too.
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Dimensions of the map; 2 unless said.", valueName: "n"),
    transform: Parsing.count)
  var dims = 2

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The points of the last map, a .npy file; - is standard output, the report then goes to standard error.",
      valueName: "file"))
  var out: String?

  @OptionGroup var settings: SettingOptions

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let file = try out.map { try OutputFile($0, formats: [.npy]) }
    try threads.apply()
    let jobs = try methods.map { name in
      let entry = try ProjectionCatalog.entry(name)
      return (entry, try options(of: entry))
    }
    let images = try images()
    let outputIsTaken = file?.isStandardOutput == true
    if !output.json {
      try StandardStreams.report(
        Self.row(["method", "points", "seconds", "trust", "10-NN"]), outputIsTaken: outputIsTaken)
    }
    var lastPoints: Matrix?
    for (entry, options) in jobs {
      let (points, facts, seconds) = try fit(entry, options, images)
      lastPoints = points
      let quality = try timesOnly ? nil : quality(of: points, images)
      try StandardStreams.report(
        output.json
          ? "\(json(entry, images.count, seconds, quality, facts))\n"
          : Self.row(cells(entry, images.count, seconds, quality)), outputIsTaken: outputIsTaken)
    }
    if let lastPoints { try file?.write(NPY(lastPoints).encoded) }
  }

  private func images() throws -> Split {
    let set = try data.load(seed: seed.value(), talk: output.talk)
    return count.map(set.train.prefix) ?? set.train
  }

  private func options(of entry: ProjectionEntry) throws -> Options {
    var options = Options(entry.options)
    try settings.apply(to: &options, among: entry.options)
    return options
  }

  private func fit(
    _ entry: ProjectionEntry, _ options: Options, _ images: Split
  ) throws -> (points: Matrix, facts: [ProjectionFact], seconds: Double) {
    var times: [Double] = []
    var last: (any Projection)?
    for _ in 0..<rounds {
      last = nil
      var cache = NeighborCache()
      let (fitted, seconds) = try Measuring.fit(
        entry.make(options), images, labels: images.knownLabels, dimensions: dims,
        seed: seed.value(), title: entry.id, sharing: &cache, talk: output.talk)
      times.append(seconds)
      last = fitted
    }
    return (
      last?.points ?? Matrix(rows: 0, columns: dims), last?.facts ?? [], times.sorted()[times.count / 2]
    )
  }

  private func quality(of points: Matrix, _ images: Split) throws -> MapQuality {
    try Measuring.quality(of: points, data: images, labels: images.knownLabels, talk: output.talk)
  }

  private func json(
    _ entry: ProjectionEntry, _ count: Int, _ seconds: Double, _ quality: MapQuality?,
    _ facts: [ProjectionFact]
  ) -> JSONValue {
    let members: [JSONValue.Member] = [
      .init("method", .text(entry.id)), .init("n", .integer(count)), .init("seconds", .number(seconds)),
      .init("trustworthiness", JSONValue(quality?.trustworthiness)),
      .init("knn_accuracy", JSONValue(quality?.knnAccuracy)),
    ]
    return .object(members + facts.map { .init($0.key, .number($0.value)) })
  }

  private func cells(
    _ entry: ProjectionEntry, _ count: Int, _ seconds: Double, _ quality: MapQuality?
  ) -> [String] {
    func text(_ value: Double?) -> String { value.map { NumberText.fixed($0, 3) } ?? "-" }
    return [
      entry.id, NumberText.grouped(count), NumberText.fixed(seconds, 2), text(quality?.trustworthiness),
      text(quality?.knnAccuracy),
    ]
  }

  /// Lines appear as they are measured, so columns have fixed widths.
  private static func row(_ cells: [String]) -> String {
    cells.map { $0 + String(repeating: " ", count: max(0, 10 - $0.count)) }.joined().withoutTrailingSpaces
      + "\n"
  }
}
