import Screen

/// Draws the screen of a state.
///
/// It is a pure function: the same state gives the same frame, on any machine and without a terminal.
public func view(_ state: State) -> Frame {
  var frame = Frame(rows: state.rows, columns: state.columns, fill: Theme.blank)
  guard state.rows >= ScreenLayout.minimum.rows, state.columns >= ScreenLayout.minimum.columns else {
    drawTooSmall(&frame)
    return frame.resolved(for: state.capabilities.colorMode)
  }
  let layout = state.layout
  drawHeader(state, &frame)
  for entry in PanelCatalog.all {
    if let area = layout.panels[entry.id] { entry.draw(state, area, &frame) }
  }
  drawFooter(state, &frame)
  drawDialog(state, &frame)
  return frame.resolved(for: state.capabilities.colorMode)
}

private func drawTooSmall(_ frame: inout Frame) {
  let minimum = ScreenLayout.minimum
  frame.writeWrapped(
    "zwalk needs \(minimum.columns) x \(minimum.rows) cells, this is \(frame.columns) x \(frame.rows)",
    in: frame.bounds)
}
