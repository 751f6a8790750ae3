import LatentCore

extension ExhibitEntry {
  /// What the discriminator takes for real, and what not.
  static let verdicts = ExhibitEntry(
    id: "verdicts", title: "Verdicts",
    description: "draws and real images that the discriminator is most, and least, convinced by"
  ) { model, subject in
    let adversarial = try adversarial(model)
    var random = subject.random
    let drawn = model.decode(model.priorDraws(400, random: &random))
    let (ofDrawn, ofReal) = (
      Judged(drawn, by: adversarial), Judged(subject.probe.images.rows(upTo: 400), by: adversarial)
    )
    return Exhibit(
      .images(
        ImageSheet(
          [
            .init("draws, believed", ofDrawn.extremes(10, descending: true)),
            .init("draws, doubted", ofDrawn.extremes(10, descending: false)),
            .init("real, believed", ofReal.extremes(10, descending: true)),
            .init("real, doubted", ofReal.extremes(10, descending: false)),
          ], shape: model.specification.imageShape)),
      note: "taken for real: draws \(ofDrawn.meanPercent) %, real images \(ofReal.meanPercent) % in the mean")
  }

  /// How the losses of generator and discriminator have moved.
  static let adversarialLosses = ExhibitEntry(
    id: "losses", title: "Losses of generator and discriminator",
    description: "both losses by epoch; 0.80 and 1.38 where neither can tell, at a real label of 0.9"
  ) { model, subject in
    _ = try adversarial(model)
    return Exhibit(
      .curves(
        CurveChart(
          ["generator", "discriminator"].map { name in
            let points = subject.history.compactMap { point in
              point.losses.terms[name].map { (epoch: point.epoch, loss: $0) }
            }
            return .init(name, x: points.map(\.epoch), y: points.map(\.loss))
          }, xTitle: "epoch")),
      note: "test images and as many draws, without noise and dropout")
  }

  private static func adversarial(_ model: any LatentModel) throws(ZwalkError) -> AdversarialModel {
    guard let model = model as? AdversarialModel else {
      throw .unsupported(what: "\(model.specification.model) has no discriminator", advice: "choose gan")
    }
    return model
  }
}

/// Images with what a discriminator says of them.
private struct Judged {
  let images: Matrix
  private let verdicts: [Float]

  init(_ images: Matrix, by model: AdversarialModel) {
    self.images = images
    verdicts = model.verdicts(on: images)
  }

  /// The mean, in percent.
  var meanPercent: Int {
    verdicts.isEmpty ? 0 : Int((100 * verdicts.reduce(0, +) / Float(verdicts.count)).rounded())
  }

  /// Some of the images at one end.
  func extremes(_ count: Int, descending: Bool) -> Matrix {
    let order = verdicts.indices.sorted {
      descending ? verdicts[$0] > verdicts[$1] : verdicts[$0] < verdicts[$1]
    }
    return images.gatheringRows(order.prefix(count))
  }
}
