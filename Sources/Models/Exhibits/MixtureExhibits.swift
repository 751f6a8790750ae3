import LatentCore

extension ExhibitEntry {
  /// The means of the components as images, the heaviest first.
  static let components = ExhibitEntry(
    id: "components", title: "Components", description: "the means of the components, and draws from each"
  ) { model, subject in
    guard let mixture = model as? GaussianMixtureModel else { throw notAMixture(model) }
    let order = mixture.weights.indices.sorted { mixture.weights[$0] > mixture.weights[$1] }
    var random = subject.random
    let drawn = mixture.priorDraws(400, random: &random)
    guard let shares = mixture.responsibilities(of: drawn) else { throw notAMixture(model) }
    let rows = order.prefix(12).map { component in
      let own = (0..<drawn.rows).sorted { shares[$0, component] > shares[$1, component] }
        .filter { shares[$0, component] > 0.5 }
      var codes = mixture.means.gatheringRows([component])
      codes.append(rowsOf: drawn.gatheringRows(own.sorted().prefix(8)))
      let percent = NumberText.fixed(Double(mixture.weights[component]) * 100, 1)
      return ImageSheet.Row("\(percent) %", mixture.decode(codes))
    }
    return Exhibit(
      .images(ImageSheet(Array(rows), shape: model.specification.imageShape)),
      note: "weight, mean and draws of each component")
  }

  /// How log-likelihood and its bound have risen.
  static let likelihood = ExhibitEntry(
    id: "likelihood", title: "Log-likelihood",
    description:
      "the mean log-likelihood of an image, pass by pass; that of the training images never falls"
  ) { model, subject in
    guard let mixture = model as? GaussianMixtureModel else { throw notAMixture(model) }
    let bound = mixture.bound
    let (lower, before) = (bound.evidenceLowerBound, bound.logLikelihoodBefore)
    let training = subject.history.compactMap { point in point.training.map { (point.epoch, $0.loss) } }
    let test = subject.history.map { ($0.epoch, $0.losses.loss) }
    let named = training.isEmpty ? [("training", test)] : [("training", training), ("test", test)]
    return Exhibit(
      .curves(
        CurveChart(
          named.map { name, points in .init(name, x: points.map(\.0), y: points.map { -$0.1 }) },
          xTitle: "epoch")),
      note: lower == 0
        ? ""
        : "last pass: log p = ELBO = \(NumberText.fixed(before, 2)), after the M step ELBO "
          + NumberText.fixed(lower, 2))
  }

  private static func notAMixture(_ model: any LatentModel) -> ZwalkError {
    .unsupported(what: "\(model.specification.model) has no components", advice: "choose gmm")
  }
}
