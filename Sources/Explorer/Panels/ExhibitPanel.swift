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
    let title = chosen?.title ?? "Model's own"
    let panel = Panel(
      number: PanelIdentifier.exhibit.number, title: title,
      detail: detail(state, area, columns: area.columns - title.count - 9),
      footer: note(state), footerDetail: level(state), isFocused: state.isFocused(.exhibit))
    let inner = frame.draw(panel, in: area)
    guard let shown = state.shownExhibit else {
      frame.writeWrapped(chosen?.description ?? "", in: inner, foreground: Theme.muted)
      return
    }
    guard let figure = shown.exhibit?.figure else {
      frame.writeWrapped(shown.failure ?? "", in: inner, foreground: Theme.error)
      return
    }
    let parts = ExhibitParts(figure, description: chosen?.description ?? "", in: area)
    frame.writeWrapped(chosen?.description ?? "", in: parts.description, foreground: Theme.muted)
    if case .curves(let chart) = figure {
      let legend = LinePlot(chart).legend
      frame.write(
        legend, row: parts.legend.row, column: parts.legend.column, columns: parts.legend.columns,
        alignment: .right)
    }
    frame.draw(
      figure, in: parts.figure, mode: state.colorMode, thumbnail: state.thumbnail,
      moment: state.player.moment, from: state.exhibitScroll)
  }

  /// Which part of the figure is seen, and which of the model's exhibits it is; as much of it as has room.
  private static func detail(_ state: State, _ area: Rectangle, columns: Int) -> StyledText {
    let remark = state.exhibitWindow(in: area)?.remark ?? ""
    let part = StyledText(remark, Theme.title)
    let position = position(state)
    let both = part + StyledText(remark.isEmpty || position.isEmpty ? "" : "  ") + position
    return [both, part, position].first { !$0.isEmpty && $0.columns <= columns } ?? ""
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
    guard let shown = state.shownExhibit else { return "" }
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
      + StyledText(text(of: state.exhibitLevel ?? level.initial, level), Theme.title)
  }

  /// A level with as many decimals as its steps have.
  private static func text(of value: Double, _ level: ExhibitEntry.Level) -> String {
    Ticks.labels([value, value + level.step]).first ?? ""
  }
}

/// How the inside of the panel is divided: what is to be seen in words, the names of curves, the figure.
struct ExhibitParts {
  let description, legend, figure: Rectangle

  /// Rows of the inside from which one and two of them go to the words.
  private static let rowsForWords = (one: 10, two: 24)

  /// - Parameter area: the panel with its border.
  init(_ figure: Figure, description: String, in area: Rectangle) {
    let inner = area.inset()
    let most = inner.rows >= Self.rowsForWords.two ? 2 : inner.rows >= Self.rowsForWords.one ? 1 : 0
    let words = min(most, description.wrapped(columns: inner.columns).count)
    var hasLegend = false
    if case .curves = figure { hasLegend = inner.rows >= 4 }
    let parts = inner.split(rows: [.fixed(words), .fixed(hasLegend ? 1 : 0), .flexible()])
    (self.description, legend, self.figure) = (parts[0], parts[1], parts[2])
  }
}
