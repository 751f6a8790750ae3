import Engine
import LatentCore
import Screen

/// Curves of the losses, and five images over what the model makes of them.
enum TrainingPanel {
  static let entry = PanelEntry(
    id: .training, title: "Training",
    description: "losses with their parts; five images over their reconstructions"
  ) { state, area, frame in
    guard let snapshot = state.snapshot else {
      frame.draw(Panel(number: 5, title: "Training", isFocused: state.isFocused(.training)), in: area)
      return
    }
    let plot = plot(snapshot, withParts: state.isZoomed)
    let panel = Panel(
      number: 5, title: "Training", detail: plot.legend, footer: pace(snapshot), footerDetail: rate(snapshot),
      isFocused: state.isFocused(.training))
    let inner = frame.draw(panel, in: area)
    let images = imageRows(in: inner, besideCurves: !snapshot.history.isEmpty)
    let parts = inner.split(rows: [.flexible(), .fixed(images)])
    drawCurves(plot, snapshot, in: parts[0], state, &frame)
    drawReconstructions(snapshot, in: parts[1], state, &frame)
  }

  /// Two rows of five images as wide as the panel allows; a low panel has room for the curves alone.
  private static func imageRows(in area: Rectangle, besideCurves: Bool) -> Int {
    let fitting = max(2, min((area.columns / 5 + 1) / 2, 14)) * 2
    guard besideCurves else { return min(fitting, max(0, area.rows - 3) / 2 * 2) }
    return area.rows < 13 ? 0 : min(fitting, area.rows / 2 / 2 * 2)
  }

  private static func plot(_ snapshot: Snapshot, withParts: Bool) -> LinePlot {
    let train = snapshot.history.train.smoothed(to: 60)
    let test = snapshot.history.test
    guard train.last?.losses.isAdversarial != true else {
      return LinePlot(
        adversarialLosses(train, test, isShort: !withParts), xTitle: "epoch", xRange: epochs(snapshot),
        cutsPeaks: true)
    }
    var series = [
      LinePlot.Series("train", Theme.accent, x: train.map(\.epoch), y: train.map(\.losses.loss)),
      LinePlot.Series(
        "test", Theme.key, kind: .dots, x: test.map(\.epoch), y: test.map(\.losses.loss)),
    ]
    if withParts { series += parts(train) }
    return LinePlot(
      series, xTitle: "epoch",
      xRange: epochs(snapshot),
      cutsPeaks: !withParts)
  }

  /// Curves of generator and discriminator, the sum of whose losses says nothing.
  /// - Parameter isShort: whether the legend has room for initials only.
  private static func adversarialLosses(
    _ train: [CurvePoint], _ test: [CurvePoint], isShort: Bool
  ) -> [LinePlot.Series] {
    let names = train.last?.losses.terms.map(\.name) ?? []
    func series(_ points: [CurvePoint], _ kind: LinePlot.Kind, _ title: (Int) -> String) -> [LinePlot.Series]
    {
      names.enumerated().map { index, name in
        LinePlot.Series(
          title(index), index == 0 ? Theme.warning : Theme.accent, kind: kind, x: points.map(\.epoch),
          y: points.map { $0.losses.terms[name] ?? .nan })
      }
    }
    return series(train, .line) { isShort ? names[$0].prefix(1).uppercased() : names[$0] }
      + series(test, .dots) { $0 == 0 ? "test" : "" }
  }

  /// The curves of what a loss is made of; none where it has one part only.
  private static func parts(_ train: [CurvePoint]) -> [LinePlot.Series] {
    guard let losses = train.last?.losses, losses.kl != nil || !losses.terms.isEmpty else { return [] }
    let epochs = train.map(\.epoch)
    var parts: [LinePlot.Series] = []
    if losses.reconstruction != nil {
      parts.append(
        LinePlot.Series(
          "reconstruction", Theme.good, x: epochs, y: train.map { $0.losses.reconstruction ?? .nan }))
    }
    if losses.kl != nil {
      parts.append(LinePlot.Series("KL", Theme.warning, x: epochs, y: train.map { $0.losses.kl ?? .nan }))
    }
    for (index, term) in losses.terms.enumerated() {
      parts.append(
        LinePlot.Series(
          term.name, ClassPalette.color(index), x: epochs,
          y: train.map { $0.losses.terms[term.name] ?? .nan }))
    }
    return parts
  }

  /// From the first epoch that there are losses of to the end of the running one.
  private static func epochs(_ snapshot: Snapshot) -> ClosedRange<Double> {
    let first = min(snapshot.history.train.first?.epoch ?? 0, snapshot.history.test.first?.epoch ?? .infinity)
    let last = Double(snapshot.epoch) + (snapshot.epochProgress > 0 ? 1 : 0)
    return first.rounded(.down)...max(first.rounded(.down) + 1, last)
  }

  private static func drawCurves(
    _ plot: LinePlot, _ snapshot: Snapshot, in area: Rectangle, _ state: State, _ frame: inout Frame
  ) {
    guard !snapshot.history.isEmpty else {
      frame.writeWrapped(
        invitation(snapshot),
        in: area.inset(by: 1), foreground: Theme.muted)
      return
    }
    frame.draw(plot, in: area, mode: state.colorMode)
  }

  private static func invitation(_ snapshot: Snapshot) -> String {
    snapshot.epoch == 0
      ? "No training yet. Space trains this model on \(snapshot.data.title); the curves will be here."
      : "Trained for \(snapshot.epoch) epochs before. Space goes on with it on \(snapshot.data.title); "
        + "the curves will be here."
  }

  private static func drawReconstructions(
    _ snapshot: Snapshot, in area: Rectangle, _ state: State, _ frame: inout Frame
  ) {
    let shown = snapshot.reconstructions
    let count = shown.originals.rows
    guard area.rows >= 4, count > 0 else { return }
    let places = area.grid(rows: 2, columns: count)
    for (row, images) in [shown.originals, shown.restored].enumerated() where images.rows == count {
      for column in 0..<count {
        frame.drawImage(
          images.row(column), shape: snapshot.data.shape, in: places[row * count + column],
          mode: state.colorMode,
          thumbnail: state.thumbnail)
      }
    }
  }

  /// The parts of the last test loss, each under its name.
  private static func pace(_ snapshot: Snapshot) -> StyledText {
    guard let losses = (snapshot.history.test.last ?? snapshot.history.train.last)?.losses,
      losses.kl != nil || !losses.terms.isEmpty
    else { return "" }
    let reconstruction = losses.reconstruction.map { "reconstruction \(NumberText.digits($0, 4))" }
    let kl = losses.kl.map { " + KL \(NumberText.digits($0, 3))" } ?? ""
    let terms = losses.terms.map { "\($0.name) \(NumberText.digits($0.value, 3))" }
    return StyledText(
      ([reconstruction.map { $0 + kl }].compactMap { $0 } + terms).joined(separator: "  "))
  }

  private static func rate(_ snapshot: Snapshot) -> StyledText {
    let rate = "rate \(NumberText.digits(snapshot.learningRate * snapshot.rateFactor, 2))"
    guard snapshot.status == .training, let left = snapshot.secondsLeft else { return StyledText(rate) }
    return StyledText("\(NumberText.duration(left)) left")
  }
}

extension [CurvePoint] {
  /// Means over so many stretches of equal length: the noise of single batches hides the curve.
  fileprivate func smoothed(to count: Int) -> [CurvePoint] {
    guard self.count > count else { return self }
    return (0..<count).map { part in
      let stretch = self[part * self.count / count..<(part + 1) * self.count / count]
      var average = LossAverage()
      for point in stretch { average.add(point.losses, count: 1) }
      let middle = stretch[stretch.startIndex + stretch.count / 2]
      return CurvePoint(epoch: middle.epoch, losses: average.mean ?? middle.losses)
    }
  }
}

extension Losses {
  /// Whether its terms are losses of networks that learn against each other, and no image is restored.
  fileprivate var isAdversarial: Bool { reconstruction == nil && !terms.isEmpty }
}
