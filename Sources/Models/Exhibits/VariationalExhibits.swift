import LatentCore
import RealModule

extension ExhibitEntry {
  /// What the prior's draws decode to.
  static let priorSamples = ExhibitEntry(
    id: "samples", title: "Samples", description: "64 draws from the prior, decoded"
  ) { model, subject in
    var random = subject.random
    let codes = model.priorDraws(64, random: &random)
    return Exhibit(
      .images(ImageSheet(gallery: model.decode(codes), shape: model.specification.imageShape)),
      note: "draws from p(z)")
  }

  /// How many nats each dimension of the code tells of an image, the most telling first.
  /// - Source: Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519, section 5.2 (active units).
  static let activeUnits = ExhibitEntry(
    id: "units", title: "Divergence of each dimension",
    description: "nats that each dimension of the code costs; one that stays at 0 says nothing of the image"
  ) { model, subject in
    let divergences = model.divergences(of: subject.probe)
    let order = divergences.indices.sorted { divergences[$0] > divergences[$1] }
    let means = model.encode(subject.probe.images, labels: subject.probe.labels)
    let active = (0..<means.columns).filter { means.standardDeviation(ofColumn: $0) > 0.1 }.count
    return Exhibit(
      .bars(BarChart(order.map { .init("z\($0 + 1)", divergences[$0]) }, quantity: "nats")),
      note: "\(active) of \(divergences.count) units are active (variance of the mean above 0.01)")
  }

  /// The images over the quantiles of the first two dimensions.
  static let quantileGrid = ExhibitEntry(
    id: "manifold", title: "Manifold",
    description: "decoded at the prior's quantiles in the two dimensions that tell most of an image"
  ) { model, subject in
    let axes = Array(model.mostTelling(subject.probe).prefix(2))
    let quantiles: [Float] = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645]
    var rows: [ImageSheet.Row] = []
    for down in quantiles.reversed() {
      var codes = Matrix(rows: quantiles.count, columns: model.latentDimension)
      for (column, right) in quantiles.enumerated() {
        if axes.count > 1 { codes[column, axes[1]] = down }
        codes[column, axes[0]] = right
      }
      rows.append(.init("", model.decode(codes)))
    }
    return Exhibit(
      .images(ImageSheet(rows, shape: model.specification.imageShape)),
      note: axes.map { "z\($0 + 1)" }.joined(separator: " to the right, ")
        + (axes.count > 1 ? " upwards" : ""))
  }

  /// One dimension of the code moved at a time.
  /// - Source: Higgins et al. 2017, figure 2.
  static let traversals = ExhibitEntry(
    id: "traversals", title: "Traversals",
    description:
      "the code of an image with one dimension moved from -3 to 3, the most telling dimension first"
  ) { model, subject in
    guard subject.examples.images.rows > 0 else { return Exhibit(.images(.init([], shape: .mnist))) }
    let first = subject.examples.images.rows(in: 0..<1)
    let code = model.encode(first, labels: Array(subject.examples.labels.prefix(1)))
    let rows = model.mostTelling(subject.probe).prefix(10).map { axis in
      var codes = Matrix(rows: 9, columns: code.columns)
      for step in 0..<9 {
        for column in 0..<code.columns { codes[step, column] = code[0, column] }
        codes[step, axis] = Float(step - 4) * 0.75
      }
      return ImageSheet.Row("z\(axis + 1)", model.decode(codes))
    }
    return Exhibit(
      .images(ImageSheet(Array(rows), shape: model.specification.imageShape)), note: "from -3 to 3")
  }
}

extension LatentModel {
  /// Codes drawn from what was learnt of them, or from the standard normal distribution.
  func priorDraws(_ count: Int, random: inout RandomSource) -> Matrix {
    draws(count, random: &random) ?? random.normal(rows: count, columns: latentDimension)
  }

  /// The mean divergence of q(z|x) from the prior in each dimension, in nats.
  func divergences(of batch: Batch) -> [Double] {
    guard let posterior = variational?.posterior(of: batch.images, labels: batch.labels) else { return [] }
    return (0..<latentDimension).map { column in
      let sum = (0..<batch.images.rows).reduce(0.0) { sum, row in
        let (mean, logVariance) = (
          Double(posterior.mean[row, column]), Double(posterior.logVariance[row, column])
        )
        return sum + 0.5 * (mean * mean + Double.exp(logVariance) - 1 - logVariance)
      }
      return sum / Double(max(batch.images.rows, 1))
    }
  }

  /// The dimensions of the code, those that cost most nats first.
  fileprivate func mostTelling(_ batch: Batch) -> [Int] {
    let divergences = divergences(of: batch)
    return divergences.indices.sorted { divergences[$0] > divergences[$1] }
  }
}
