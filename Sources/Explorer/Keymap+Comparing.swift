import Screen

extension Keymap {
  static let comparing: [Binding] = [
    Binding(
      "P", .comparing, rank: 12, title: { $0.focus.isMap ? ($0.showsComparison ? nil : "compare") : nil },
      help: "the maps on the whole screen, and back", keys: [(.character("P"), .toggleComparison)],
      unavailable: needsModel),
    Binding(
      "M", .comparing, rank: 8, title: { $0.showsComparison ? "\($0.comparison.mapCount) maps" : nil },
      help: "two, three or four maps side by side", keys: [(.character("M"), .cycleMapCount)],
      unavailable: needsModel),
    Binding(
      "x", .comparing, rank: 4, title: { $0.focus.isMap ? "brush" : nil },
      help: "select the nearest points around the selected one, twice as many with every press; "
        + "dragging the mouse draws a rectangle, with its right button a lasso",
      keys: [(.character("x"), .growBrush)],
      unavailable: { state in
        needsModel(state) ?? (state.focus.isMap ? nil : "focus a map first: press 4")
      }),
    Binding(
      "X", .comparing, rank: 9, title: { $0.comparison.brush.isEmpty ? nil : "let go" },
      help: "let go of all selected points", keys: [(.character("X"), .clearBrush)]),
    Binding(
      "u", .comparing, rank: 6,
      title: { state in
        guard state.focus.isMap else { return nil }
        return state.comparison.morph?.playingSince == nil ? "travel" : "hold"
      },
      help: "let the points travel to the next map, or hold them; ← → move them by hand",
      keys: [(.character("u"), .toggleMorph)], unavailable: needsTwoMaps),
    Binding(
      "n", .comparing, rank: 5,
      title: { $0.focus.isMap ? ($0.comparison.walkers == nil ? "walk maps" : "walk off") : nil },
      help: "walk in the maps that lead back to images, in all of them at once, from the selected image",
      keys: [(.character("n"), .toggleMapWalk)], unavailable: needsModel),
    Binding(
      ",", .comparing, rank: 7, title: { $0.steerable.isEmpty ? nil : "next option" },
      help: "in a map that unfolds: which option [ and ] change, exaggeration, learning rate, perplexity",
      keys: [(.character(","), .nextSteering)],
      unavailable: { $0.steerable.isEmpty ? "no focused map unfolds at the moment" : nil }),
    Binding(
      "a", .comparing, rank: 3, title: { $0.focus == .mapTable ? "all methods" : nil },
      help: "fit every method in the background and list them all in the table of maps",
      keys: [(.character("a"), .fitAllMethods)], unavailable: needsModel),
  ]

  private static let needsTwoMaps: @Sendable (State) -> String? = { state in
    let from = state.focus.mapSlot ?? 0
    let to = (from + 1) % state.comparison.mapCount
    let counts = [from, to].map { state.maps[$0]?.points?.rows ?? 0 }
    return counts[0] == counts[1] && counts[0] > 1 ? nil : "both maps must be there first"
  }
}
