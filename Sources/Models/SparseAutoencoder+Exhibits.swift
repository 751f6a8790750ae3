import LatentCore

extension ExhibitEntry {
  /// What each unit draws, the most used first.
  static let dictionary = ExhibitEntry(
    id: "dictionary", title: "Dictionary",
    description: "what each unit adds to an image, grey for nothing, the most used unit first",
    level: Level("from unit", 0...9_950, step: 50, initial: 0), most: { $0.latentDimension - 1 }
  ) { model, subject in
    let means = CodeUse(model.encode(subject.probe.images))
    let order = means.order
    let first = Int(subject.level)
    let shown = Array(order[first..<min(first + 400, order.count)])
    return Exhibit(
      .images(ImageSheet(gallery: model.features(of: shown), shape: model.specification.imageShape)),
      note:
        "\(NumberText.grouped(order.count)) units, \(NumberText.grouped(means.dead)) active in no image of the probe"
    )
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
    // As many decimals as the distance of two bins needs.
    let decimals = limit / Double(bins) < 0.0999 ? 2 : 1
    let bars = counts.enumerated().map { index, count in
      BarChart.Bar(NumberText.fixed(Double(index) * limit / Double(bins), decimals), Double(count))
    }
    return Exhibit(
      .bars(BarChart(bars, quantity: "units by mean activation, from")),
      note: use.summary(target: model.specification.targetActivation))
  }
}

extension CodeUse {
  /// The numbers that say whether a code is sparse, of the images of the probe.
  /// - Parameter target: the mean activation that is wanted; nil where none is.
  fileprivate func summary(target: Double?) -> String {
    let near = target.map { ", \(percent(share(near: $0))) of units within .01 of \(NumberText.plain($0))" }
    return "mean \(NumberText.plain(mean))\(near ?? ""), "
      + "\(NumberText.plain(activeShare * 100)) % active, \(percent(deadShare)) dead in the probe"
  }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}

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
