import Engine
import LatentCore
import Screen

/// Draws the line at the top: what is shown, how far training is, how fast, how good.
func drawHeader(_ state: State, _ frame: inout Frame) {
  frame.fill(state.layout.header, with: Cell(" ", foreground: Theme.text, background: Theme.headerGround))
  let name = StyledText("zwalk", Theme.accent, style: .bold)
  guard let snapshot = state.snapshot else {
    frame.write(name + "  loading …", row: 0, column: 1)
    return
  }
  let right = statusText(snapshot)
  let room = frame.columns - right.columns - 4 - name.columns
  let left = fitting(headerParts(snapshot), columns: room).reduce(name) { $0 + StyledText("  ") + $1 }
  frame.write(left, row: 0, column: 1, maxColumns: frame.columns - 2)
  frame.write(right, row: 0, column: max(1, frame.columns - right.columns - 1))
}

/// A part of the header; lower ranks keep their place in a narrow one.
private struct HeaderPart {
  let rank: Int
  let text: StyledText
}

/// What the header says, in the order in which it is read.
private func headerParts(_ snapshot: Snapshot) -> [HeaderPart] {
  let data = "\(snapshot.data.title) \(NumberText.grouped(snapshot.data.train.count))"
  return [
    HeaderPart(rank: 0, text: StyledText(modelName(snapshot), Theme.title)),
    HeaderPart(rank: 7, text: StyledText(snapshot.specification.architecture, Theme.title)),
    HeaderPart(rank: 5, text: StyledText(data)),
    HeaderPart(rank: 1, text: StyledText("epoch \(snapshot.epoch)/\(snapshot.targetEpochs)", Theme.title)),
    HeaderPart(rank: 2, text: StyledText(snapshot.phase ?? "", Theme.accent)),
    HeaderPart(rank: 6, text: progressText(snapshot)),
    HeaderPart(rank: 3, text: StyledText(imagesPerSecond(snapshot))),
    HeaderPart(rank: 4, text: lossText(snapshot)),
  ].filter { !$0.text.isEmpty }
}

/// The most important parts that fit into so many columns, in the order in which they are read.
private func fitting(_ parts: [HeaderPart], columns: Int) -> [StyledText] {
  var left = columns
  var kept: Set<Int> = []
  for part in parts.sorted(by: { $0.rank < $1.rank }) where part.text.columns + 2 <= left {
    left -= part.text.columns + 2
    kept.insert(part.rank)
  }
  return parts.filter { kept.contains($0.rank) }.map(\.text)
}

/// The name of a run or pre-trained model, else the model's with its dimensions.
func modelName(_ snapshot: Snapshot) -> String {
  "\(snapshot.specification.model)-\(snapshot.specification.latentDimension)"
}

private func imagesPerSecond(_ snapshot: Snapshot) -> String {
  guard snapshot.status == .training, let rate = snapshot.imagesPerSecond, rate.isFinite else {
    return "– img/s"
  }
  return "\(NumberText.grouped(Int(min(rate, 1e9)))) img/s"
}

private func progressText(_ snapshot: Snapshot) -> StyledText {
  guard snapshot.status == .training else { return "" }
  let done = Double(snapshot.epoch) + snapshot.epochProgress
  let share = min(1, done / Double(max(1, snapshot.targetEpochs)))
  let width = 10
  let filled = Int((share * Double(width)).rounded())
  return StyledText(String(repeating: "━", count: filled), Theme.good)
    + StyledText(String(repeating: "─", count: width - filled), Theme.border)
    + StyledText(" \(Int(share * 100)) %")
}

/// The last test loss with its change against the epoch before, or the running loss before there is one.
private func lossText(_ snapshot: Snapshot) -> StyledText {
  let test = snapshot.history.test
  guard let latest = test.last ?? snapshot.history.train.last else { return "" }
  // The sum of what two players lose, who want opposite things, says nothing.
  if let players = latest.losses.adversaries { return StyledText(players, Theme.title) }
  let text = StyledText("\(snapshot.lossTitle) \(NumberText.digits(latest.losses.loss, 4))", Theme.title)
  guard test.count > 1 else { return text }
  let change = latest.losses.loss - test[test.count - 2].losses.loss
  let sign = change <= 0 ? "▼" : "▲"
  return text
    + StyledText(" \(sign)\(NumberText.digits(abs(change), 2))", change <= 0 ? Theme.good : Theme.warning)
}

private func statusText(_ snapshot: Snapshot) -> StyledText {
  switch snapshot.status {
  case .training: StyledText("● training", Theme.good)
  case .paused: StyledText(snapshot.hasUnsavedTraining ? "○ paused, unsaved" : "○ paused", Theme.text)
  case .loading(let share): StyledText("◌ loading \(Int(share * 100)) %", Theme.warning)
  case .diverged: StyledText("✕ diverged", Theme.error)
  }
}
