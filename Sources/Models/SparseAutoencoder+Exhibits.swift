import LatentCore

extension ExhibitEntry {
  /// What each unit draws, the most used first.
  static let dictionary = ExhibitEntry(
    id: "dictionary", title: "Dictionary",
    description: "what each unit adds to an image, grey for nothing, the most used unit first",
    level: Level("from unit", 0...9_950, step: 50, initial: 0)
  ) { model, subject in
    let means = CodeUse(model.encode(subject.probe.images))
    let order = means.order
    let first = min(Int(subject.level), max(0, order.count - 1))
    let shown = Array(order[first..<min(first + 400, order.count)])
    return Exhibit(
      .images(ImageSheet(gallery: model.features(of: shown), shape: model.specification.imageShape)),
      note: "\(order.count) units, \(means.dead) never active")
  }

  /// How often units are active.
  static let activations = ExhibitEntry(
    id: "activations", title: "Mean activations",
    description: "how many units have which mean activation over the probe"
  ) { model, subject in
    let use = CodeUse(model.encode(subject.probe.images))
    let limit = max(0.2, min(use.means.max() ?? 0, 2))
    let bins = 20
    var counts = [Int](repeating: 0, count: bins)
    for mean in use.means { counts[min(bins - 1, max(0, Int(mean / limit * Double(bins))))] += 1 }
    let bars = counts.enumerated().map { index, count in
      BarChart.Bar(significantDigits(Double(index) * limit / Double(bins)), Double(count))
    }
    return Exhibit(.bars(BarChart(bars, quantity: "units by mean activation, from")), note: use.summary)
  }
}

/// How the units of codes are used over some images.
struct CodeUse {
  /// The mean activation of each unit.
  let means: [Double]
  /// The share of all activations that are above `threshold`, 0 to 1.
  let activeShare: Double
  /// Units that are above it for no image.
  let dead: Int

  /// What counts as active.
  static let threshold: Float = 0.01

  init(_ codes: Matrix) {
    var sums = [Double](repeating: 0, count: codes.columns)
    var largest = [Float](repeating: 0, count: codes.columns)
    var active = 0
    for row in 0..<codes.rows {
      for (column, value) in codes.row(row).enumerated() {
        sums[column] += Double(value)
        largest[column] = max(largest[column], value)
        if value > Self.threshold { active += 1 }
      }
    }
    means = sums.map { $0 / Double(max(1, codes.rows)) }
    activeShare = Double(active) / Double(max(1, codes.values.count))
    dead = largest.filter { $0 <= Self.threshold }.count
  }

  /// The units, the most used first.
  var order: [Int] { means.indices.sorted { (means[$1], $0) < (means[$0], $1) } }

  /// The numbers that say whether a code is sparse.
  var summary: String {
    let mean = means.reduce(0, +) / Double(max(1, means.count))
    let near = means.filter { (0.04...0.06).contains($0) }.count
    return "mean \(significantDigits(mean)), \(percent(near, of: means.count)) of units in .04 to .06, "
      + "\(significantDigits(activeShare * 100)) % active, \(percent(dead, of: means.count)) dead"
  }

  private func percent(_ part: Int, of whole: Int) -> String {
    "\(Int((Double(part) * 100 / Double(max(1, whole))).rounded())) %"
  }
}

/// A number with three digits after the point.
private func significantDigits(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

extension LatentModel {
  /// What units add to the image of the empty code, `[units, pixels]`, each scaled so that grey is nothing.
  fileprivate func features(of units: [Int]) -> Matrix {
    var codes = Matrix(rows: units.count + 1, columns: latentDimension)
    for (row, unit) in units.enumerated() { codes[row + 1, unit] = 1 }
    var images = decode(codes)
    let empty = Array(images.row(0))
    images = images.rows(in: 1..<images.rows)
    for row in 0..<images.rows {
      let added = zip(images.row(row), empty).map { $0 - $1 }
      let largest = max(added.map(abs).max() ?? 0, 1e-9)
      for (column, value) in added.enumerated() { images[row, column] = 0.5 + 0.5 * value / largest }
    }
    return images
  }
}
