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
      number: 5, title: "Training", detail: legend(plot),
      footer: summands(snapshot, columns: area.columns - 6),
      footerDetail: rate(snapshot), isFocused: state.isFocused(.training))
    let inner = frame.draw(panel, in: area)
    let tile = reconstructionTile(snapshot, in: inner)
    let images = tile.map { $0.pitchRows + $0.rows } ?? 0
    let parts = inner.split(rows: [.flexible(), .fixed(images)])
    drawCurves(plot, snapshot, in: parts[0], state, &frame)
    if let tile { drawReconstructions(snapshot, tile, in: parts[1], state, &frame) }
  }

  /// The size of images of which five stand over five, beside or without the curves; a low panel has no room for any.
  private static func reconstructionTile(_ snapshot: Snapshot, in area: Rectangle) -> TileSize? {
    let count = snapshot.reconstructions.originals.rows
    let hasCurves = !snapshot.history.isEmpty
    guard count > 0, !hasCurves || area.rows >= 13 else { return nil }
    let budget = hasCurves ? (area.rows + 1) / 2 : area.rows - 3
    let shape = snapshot.data.shape
    return [false, true].lazy.compactMap { isDense in
      TileSize.all(of: shape, upTo: budget / 2, isDense: isDense).first {
        $0.pitchRows + $0.rows <= budget && $0.count(in: area.columns) >= count
      }
    }.first
  }

  /// The names of the curves with their signs; dots of both players belong to one name.
  private static func legend(_ plot: LinePlot) -> StyledText {
    plot.series.filter { $0.name.isEmpty && $0.kind == .dots }
      .reduce(plot.legend) { $0 + StyledText("•", $1.color) }
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
    _ snapshot: Snapshot, _ tile: TileSize, in area: Rectangle, _ state: State, _ frame: inout Frame
  ) {
    let shown = snapshot.reconstructions
    for (line, images) in [shown.originals, shown.restored].enumerated()
    where images.rows == shown.originals.rows {
      for index in 0..<images.rows {
        let place = Rectangle(
          row: area.row + line * tile.pitchRows, column: area.column + index * tile.pitchColumns,
          rows: tile.rows, columns: tile.columns)
        frame.drawTile(
          images.row(index), shape: snapshot.data.shape, in: place.intersection(area), of: tile,
          mode: state.colorMode, thumbnail: state.thumbnail)
      }
    }
  }

  /// What the last test loss is the sum of, in that order, then what is measured beside it; as much of it as has room.
  private static func summands(_ snapshot: Snapshot, columns: Int) -> StyledText {
    guard let losses = (snapshot.history.test.last ?? snapshot.history.train.last)?.losses,
      losses.kl != nil || !losses.terms.isEmpty
    else { return "" }
    let texts = losses.sumTexts
    let room = columns - rate(snapshot).columns - 4
    return StyledText(
      texts.first { $0.count <= room } ?? texts.first { $0.count <= columns } ?? texts.last ?? "")
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
