import Engine
import LatentCore
import Screen

/// What the code under the cursor decodes to, or the image that is selected in a map.
enum DecodedPanel {
  static let entry = PanelEntry(
    id: .decoded, title: "Decoded", description: "the image that the code under the cursor decodes to"
  ) { state, area, frame in
    if let snapshot = state.snapshot, let row = state.selection, state.focus.isMap {
      drawSelected(row, state, snapshot, area, &frame)
    } else {
      drawDecoded(state, area, &frame)
    }
  }

  private static func drawDecoded(_ state: State, _ area: Rectangle, _ frame: inout Frame) {
    let panel = Panel(
      number: 2, title: "Decoded", footer: reading(state), isFocused: state.isFocused(.decoded))
    let inner = frame.draw(panel, in: area)
    guard let shape = state.snapshot?.specification.imageShape, !state.sight.image.isEmpty else { return }
    frame.drawImage(state.sight.image, shape: shape, in: inner, mode: state.colorMode)
  }

  /// What the ten nearest codes say that the image is.
  private static func reading(_ state: State) -> StyledText {
    guard let snapshot = state.snapshot else { return "" }
    guard snapshot.classes == 0 else {
      let label = Int(state.sight.label)
      return "as " + StyledText(className(label, in: snapshot), ClassPalette.color(label), style: .bold)
    }
    guard let vote = state.sight.vote else { return "" }
    let label = Int(vote.label)
    let name = snapshot.data.classNames.indices.contains(label) ? snapshot.data.classNames[label] : "\(label)"
    return "reads as " + StyledText(name, ClassPalette.color(label), style: .bold)
      + StyledText(" (\(vote.votes) of \(vote.voters))")
  }

  private static func drawSelected(
    _ row: Int, _ state: State, _ snapshot: Snapshot, _ area: Rectangle, _ frame: inout Frame
  ) {
    let index = snapshot.probe.imageIndex(row)
    let panel = Panel(
      number: 2, title: "Selected image \(NumberText.grouped(index))", footer: label(of: index, snapshot))
    let inner = frame.draw(panel, in: area)
    let image = snapshot.data.train.matrix(index..<index + 1)
    frame.drawImage(image.values, shape: snapshot.data.shape, in: inner, mode: state.colorMode)
  }

  private static func label(of index: Int, _ snapshot: Snapshot) -> StyledText {
    guard !snapshot.data.train.labels.isEmpty else { return "no label" }
    let label = Int(snapshot.data.train.labels[index])
    return StyledText(className(label, in: snapshot), ClassPalette.color(label), style: .bold)
  }
}
