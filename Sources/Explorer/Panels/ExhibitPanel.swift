import Engine
import LatentCore
import Models
import Screen

/// What the model has of its own to see, whatever that is.
enum ExhibitPanel {
  static let entry = PanelEntry(
    id: .exhibit, title: "Model's own",
    description: "what the model has of its own to see: noise taken away, a dictionary, attention ..."
  ) { state, area, frame in
    let chosen = state.chosenExhibit
    let panel = Panel(
      number: PanelIdentifier.exhibit.number, title: chosen?.title ?? "Model's own", detail: position(state),
      footer: note(state), footerDetail: level(state), isFocused: state.isFocused(.exhibit))
    let inner = frame.draw(panel, in: area)
    guard let shown = state.snapshot?.exhibit, shown.id == chosen?.id else {
      frame.writeWrapped(chosen?.description ?? "", in: inner, foreground: Theme.muted)
      return
    }
    if let exhibit = shown.exhibit {
      frame.draw(
        exhibit.figure, in: inner, mode: state.colorMode, thumbnail: state.thumbnail,
        moment: state.player.moment)
      drawLegend(exhibit.figure, in: area, &frame)
    } else {
      frame.writeWrapped(shown.failure ?? "", in: inner, foreground: Theme.error)
    }
  }

  /// Which of the model's exhibits this is.
  private static func position(_ state: State) -> StyledText {
    let all = state.exhibits
    guard all.count > 1, let index = all.firstIndex(where: { $0.id == state.chosenExhibit?.id }) else {
      return ""
    }
    return StyledText("←→ \(index + 1) of \(all.count)")
  }

  private static func note(_ state: State) -> StyledText {
    guard let shown = state.snapshot?.exhibit, shown.id == state.chosenExhibit?.id else { return "" }
    guard case .film(let film)? = shown.exhibit?.figure, let frame = film.frame(at: state.player.moment)
    else {
      return StyledText(shown.exhibit?.note ?? "")
    }
    return StyledText(frame.caption)
  }

  /// The level that was chosen, which the figure may not show yet.
  private static func level(_ state: State) -> StyledText {
    guard let level = state.exhibitLevelRange else { return "" }
    return StyledText("↑↓ \(level.name) ")
      + StyledText(NumberText.digits(state.exhibitLevel ?? level.initial, 2), Theme.title)
  }

  /// The names of curves, in their colours, at the top of the panel.
  private static func drawLegend(_ figure: Figure, in area: Rectangle, _ frame: inout Frame) {
    guard case .curves(let chart) = figure, area.rows > 3 else { return }
    let legend = LinePlot(chart).legend
    frame.write(
      legend, row: area.row + 1, column: max(area.column + 1, area.column + area.columns - legend.columns - 2)
    )
  }
}
