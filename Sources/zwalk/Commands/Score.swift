import Analysis
import ArgumentParser
import Formats
import LatentCore

/// `zwalk score`: the quality of anybody's map.
struct Score: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well points keep what is near in the data.",
    discussion: """
      Example: zwalk score points.npy --data mnist --json

      Row i of the points is image i of the training split; points may stop before the last image.
      """)

  @Argument(
    help: "A .npy or .csv file of points, [n, dimensions]; - is a .npy on standard input.",
    completion: .file(extensions: ["npy", "csv"]))
  var points: String

  @OptionGroup var data: DataOptions
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try threads.apply()
    let map = try readPoints()
    let images = try data.load(seed: seed.value(), talk: output.talk).train
    guard map.rows <= images.count else {
      throw ZwalkError.unusableData(
        name: points, reason: "it has \(map.rows) points, the training split only \(images.count) images")
    }
    guard map.isFinite else { throw ZwalkError.notFinite(what: points) }
    let judged = images.prefix(map.rows)
    let quality = try Measuring.quality(of: map, data: judged, labels: judged.knownLabels, talk: output.talk)
    let row = ComparisonRow(method: points, n: map.rows, dims: map.columns, seconds: nil, quality: quality)
    try MapReport([row]).print(asJSON: output.json)
  }

  /// Reads `[n, dimensions]`.
  private func readPoints() throws -> Matrix {
    if points.hasSuffix(".csv") { return try CSV(reading: points).matrix }
    let array = try NPY(reading: points)
    guard array.shape.count <= 2, !array.shape.contains(0) else {
      throw ZwalkError.unusableData(
        name: points,
        reason: "its shape is \(array.shape), expected points as [n, dimensions], 1 or more of each")
    }
    return try array.matrix(file: points)
  }
}
