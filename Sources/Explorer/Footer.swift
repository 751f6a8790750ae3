import Screen

/// Draws the line at the bottom: a notice for as long as it is new, and the keys that work here and now.
func drawFooter(_ state: State, _ frame: inout Frame) {
  let row = state.layout.footer.row
  var column = 1
  if let notice = state.notice?.notice {
    column += frame.write(
      notice.text, row: row, column: 1, foreground: notice.isError ? Theme.error : Theme.title,
      maxColumns: frame.columns - 2)
    column += KeyHint.gap * 2
  }
  // A dialog has its keys at its own border, and no others work while it is open.
  guard state.dialog == nil else { return }
  for hint in state.footerHints(columns: frame.columns - 1 - column) {
    column += frame.write(hint.text, row: row, column: column) + KeyHint.gap
  }
}

extension State {
  /// The keys that work here and now, as many as fit, the most important kept, in the keymap's order.
  public func footerHints(columns: Int) -> [KeyHint] {
    let live = Keymap.bindings.enumerated().compactMap { index, binding -> LiveHint? in
      guard binding.unavailable(self) == nil, let title = binding.title(self) else { return nil }
      let keys = colorMode == .ascii ? binding.footerKeys.asciiKeys : binding.footerKeys
      let rank = binding.isUrgent(self) ? 0 : binding.rank
      return LiveHint(index: index, rank: rank, hint: KeyHint(keys, title))
    }
    var left = columns + KeyHint.gap
    // No less important key slips in where a more important one found no room.
    let kept = live.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.prefix { live in
      left -= live.hint.width
      return left >= 0
    }
    return kept.sorted { $0.index < $1.index }.map(\.hint)
  }

  /// Whether what the walk changes can be seen: panels that fill the screen hide it.
  var showsWalk: Bool { [.latent, .decoded].contains { layout.panels[$0] != nil } }
}

/// A key that works here and now.
private struct LiveHint {
  /// Its place in the keymap.
  var index: Int
  var rank: Int
  var hint: KeyHint
}

extension String {
  /// The keys where a terminal has no sign for Shift.
  fileprivate var asciiKeys: String { self == "⇧" ? "HJKL" : self }
}

extension KeyHint {
  /// Blank columns between two hints.
  fileprivate static let gap = 2
  /// Columns with the gap to the next.
  fileprivate var width: Int { text.columns + Self.gap }
}
