import Screen

/// Draws the line at the bottom: a notice for as long as it is new, else the keys that work here and now.
func drawFooter(_ state: State, _ frame: inout Frame) {
  let row = state.layout.footer.row
  if let notice = state.notice?.notice {
    frame.write(
      notice.text, row: row, column: 1, foreground: notice.isError ? Theme.error : Theme.title,
      maxColumns: frame.columns - 2)
    return
  }
  var column = 1
  for hint in state.footerHints(columns: frame.columns - 2) {
    column += frame.write(hint.text, row: row, column: column) + KeyHint.gap
  }
}

extension State {
  /// The keys that work here and now, as many as fit, the most important kept, in the keymap's order.
  public func footerHints(columns: Int) -> [KeyHint] {
    let live = Keymap.bindings.enumerated().compactMap { index, binding -> (Int, Int, KeyHint)? in
      guard binding.unavailable(self) == nil, let title = binding.title(self) else { return nil }
      return (index, binding.rank, KeyHint(binding.footerKeys, title))
    }
    var left = columns + 2
    var kept: [(index: Int, hint: KeyHint)] = []
    for (index, _, hint) in live.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) where hint.width <= left {
      left -= hint.width
      kept.append((index, hint))
    }
    return kept.sorted { $0.index < $1.index }.map(\.hint)
  }
}

extension KeyHint {
  /// Blank columns between two hints.
  fileprivate static let gap = 2
  /// Columns with the gap to the next.
  fileprivate var width: Int { text.columns + Self.gap }
}
