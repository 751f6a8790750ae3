import Screen

extension Keymap {
  static let walking: [Binding] = [
    Binding(
      "←↑↓→ hjkl", short: "←↑↓→", .walking, rank: 0, title: { $0.arrowsTitle },
      help:
        "walk through latent space, right and up increase; in a focused map, select the next point that way; "
        + "in the model's own panel, the next exhibit and its level, or more of one that has no room",
      keys: steps(
        1,
        [
          (.left, .left), (.right, .right), (.up, .up), (.down, .down),
          (.character("h"), .left), (.character("l"), .right), (.character("k"), .up),
          (.character("j"), .down),
        ]),
      unavailable: needsModel),
    Binding(
      "⇧←↑↓→ HJKL", short: "⇧", .walking, rank: 12,
      title: { $0.focus.isMap || $0.focus.isPage || $0.focus == .exhibit ? nil : "faster" },
      help: "ten steps at once",
      keys: steps(
        10,
        [
          (.shiftLeft, .left), (.shiftRight, .right), (.shiftUp, .up), (.shiftDown, .down),
          (.character("H"), .left), (.character("L"), .right), (.character("K"), .up),
          (.character("J"), .down),
        ]),
      unavailable: needsModel),
    Binding(
      "< > PgDn PgUp", short: "< >", .walking, rank: 6,
      title: {
        if $0.film != nil { return "frame" }
        if $0.canScrollExhibit { return "page" }
        return $0.walk.plane.dimensions > 2 && $0.showsWalk && $0.focus != .exhibit ? "third axis" : nil
      },
      help:
        "walk along the third axis; of a film, one frame back or on; of the model's own, a page on or back",
      keys: steps(
        1,
        [
          (.character("<"), .back), (.character(">"), .forth), (.pageDown, .back), (.pageUp, .forth),
        ]),
      unavailable: { state in
        state.film != nil || state.focus == .exhibit || state.walk.plane.dimensions > 2
          ? needsModel(state) : "this latent space has two axes only"
      }),
    Binding(
      "- +", .walking, rank: 16, isUrgent: { $0.showsGrid && $0.focus == .latent },
      title: { $0.showsWalk ? $0.showsGrid ? "zoom" : "step size" : nil },
      help: "smaller or larger steps; in the grid, digits closer together or farther apart",
      keys: [
        (.character("-"), .scaleStep(0.5)), (.character("_"), .scaleStep(0.5)),
        (.character("+"), .scaleStep(2)), (.character("="), .scaleStep(2)),
      ]),
    Binding(
      "0", .walking, rank: 19, title: { $0.showsWalk ? "origin" : nil },
      help: "go to the origin of latent space",
      keys: [(.character("0"), .toOrigin)], unavailable: needsModel),
    Binding(
      "g", .walking, rank: 8, title: { $0.showsWalk ? "class" : nil },
      help: "then a digit: go to the mean of a class",
      keys: [(.character("g"), .open(.classes))],
      unavailable: { state in
        needsModel(state)
          ?? (state.snapshot?.data.train.labels.isEmpty == true ? "these images have no labels" : nil)
      }),
    Binding(
      "y", .walking, rank: 5, title: { ($0.snapshot?.classes ?? 0) > 0 ? "label" : nil },
      help: "then a digit: decode as another class; the code stays",
      keys: [(.character("y"), .open(.labels))],
      unavailable: { state in
        needsModel(state) ?? (state.snapshot?.classes == 0 ? "this model is told no label; cvae is" : nil)
      }),
    Binding(
      "G", .walking, rank: 20, title: { $0.showsWalk ? "draw" : nil },
      help: "go to a random draw from the prior, or from the codes where there is no prior",
      keys: [(.character("G"), .toSample)], unavailable: needsModel),
    Binding(
      "i", .walking, rank: 9, isUrgent: { $0.interpolation.map { $0.end == nil } ?? false },
      title: { state in
        guard state.showsWalk else { return nil }
        guard let path = state.interpolation else { return "path" }
        return path.end == nil ? "path end" : "path off"
      },
      help: "interpolate: first mark A, then B, then the path between them is played",
      keys: [(.character("i"), .markPath)], unavailable: needsModel),
    Binding(
      "I", .walking, rank: 30, isUrgent: { $0.interpolation != nil },
      title: { $0.interpolation == nil || !$0.showsWalk ? nil : $0.interpolationKind.rawValue },
      help: "linear, spherical or geodesic path: straight, along an arc, or where the image changes least",
      keys: [(.character("I"), .changePathKind)]),
    Binding(
      "Enter", .walking, rank: 5,
      title: {
        if $0.film != nil { return $0.player.isPlaying ? "hold" : "play" }
        return $0.focus == .mapTable ? "show" : $0.selection == nil ? nil : "walk from here"
      },
      help:
        "walk on from the code of the selected image; in the table of maps, show the chosen one; "
        + "a film is held, or plays on",
      keys: [(.enter, .toSelection)],
      unavailable: {
        $0.selection == nil && $0.focus != .mapTable && $0.film == nil
          ? "select an image in a map first" : nil
      }),
    Binding(
      "/", .walking, rank: 24, title: { _ in "find" },
      help: "find an image by its number in the training split, or by label as =LABEL",
      keys: [(.character("/"), .open(.find))], unavailable: needsModel),
  ]

  private static func steps(_ count: Int, _ keys: [(Key, Direction)]) -> [(Key, Action)] {
    keys.map { ($0.0, .walk($0.1, steps: count)) }
  }
}

extension State {
  /// What the arrows do here.
  fileprivate var arrowsTitle: String? {
    if focus == .mapTable { return "choose, sort" }
    if focus.isPage { return nil }
    if focus == .exhibit {
      if chosenExhibit?.level != nil { return "exhibit, level" }
      return canScrollExhibit ? "exhibit, scroll" : "exhibit"
    }
    guard focus.isMap else { return "walk" }
    if comparison.morph != nil { return "move points" }
    return comparison.walkers == nil ? "select" : "walk"
  }
}
