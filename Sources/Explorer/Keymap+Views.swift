import Screen

extension Keymap {
  static let views: [Binding] = [
    Binding(
      "Tab 1..9", short: "TAB", .views, rank: 4, isUrgent: { $0.hasHiddenPanels },
      title: { $0.focus == .shepard ? "ranks" : $0.focus == .coRanking ? "distances" : "panel" },
      help:
        "the next panel, or panel n; 4 again goes to the other map; 7 is the table of maps, 8 all distances "
        + "and ranks, 9 what the methods are like",
      keys: [
        (.tab, .focusNext), (.backTab, .focusPrevious), (.character("1"), .focus(.latent)),
        (.character("2"), .focus(.decoded)), (.character("3"), .focus(.nearest)),
        (.character("4"), .focus(.leftMap)), (.character("5"), .focus(.training)),
        (.character("6"), .focus(.exhibit)),
        (.character("7"), .focus(.mapTable)), (.character("8"), .focus(.shepard)),
        (.character("9"), .focus(.portraits)),
      ]),
    Binding(
      "z", .views, rank: 10, title: { $0.isZoomed ? "unzoom" : "zoom" },
      help: "the focused panel on the whole screen", keys: [(.character("z"), .toggleZoom)]),
    Binding(
      "v", .views, rank: 7, isUrgent: { $0.showsGrid && $0.focus == .latent },
      title: { $0.layout.panels[.latent] == nil ? nil : $0.showsGrid ? "points" : "grid" },
      help: "points or a grid of decoded digits in the latent panel", keys: [(.character("v"), .toggleGrid)],
      unavailable: needsModel),
    Binding(
      "t ( ) { }", short: "t", .views, rank: 6,
      title: { $0.isThreeDimensional ? ($0.isTurning ? "stop" : "turn") : nil },
      help: "three-dimensional codes: turn by itself, or by hand",
      keys: [
        (.character("t"), .toggleTurning), (.character("("), .turn(yaw: -0.1, pitch: 0)),
        (.character(")"), .turn(yaw: 0.1, pitch: 0)), (.character("{"), .turn(yaw: 0, pitch: -0.1)),
        (.character("}"), .turn(yaw: 0, pitch: 0.1)),
      ],
      unavailable: { $0.isThreeDimensional ? nil : "only a three-dimensional latent space can be turned" }),
    Binding(
      "f", .views, rank: 23, title: { _ in "fit" }, help: "fit the view to the codes and the cursor",
      keys: [(.character("f"), .fit)]),
    Binding(
      "c", .views, rank: 21, title: { "colour: \($0.coloring.rawValue)" },
      help:
        "colour the points by label, component of a mixture, density, the model's error, false or missing neighbours, "
        + "true distance to the selected point, or all alike", keys: [(.character("c"), .cycleColoring)]),
    Binding(
      "b", .views, rank: 31, title: { _ in nil },
      help: "draw small images with sextants, quadrants or half blocks, whichever your font shows best",
      keys: [(.character("b"), .cycleThumbnails)]),
    Binding(
      "Esc", .views, rank: 4, title: { $0.canStepBack ? "back" : nil },
      help: "end a journey or walk of the maps, let go of the brush, unzoom, then let go of the selection",
      keys: [(.escape, .escape)]),
  ]

  static let choosing: [Binding] = [
    Binding(
      "m", .choosing, rank: 2, title: { _ in "model" }, help: "choose a model and its options",
      keys: [(.character("m"), .open(.models))]),
    Binding(
      "p", .choosing, rank: 3, title: { _ in "maps" }, help: "choose the two maps that are compared",
      keys: [(.character("p"), .open(.maps))], unavailable: needsModel),
    Binding(
      "d", .choosing, rank: 25, title: { _ in "data" }, help: "choose a data set",
      keys: [(.character("d"), .open(.data))]),
    Binding(
      "o", .choosing, rank: 26, title: { _ in "open" }, help: "open a saved run or a pre-trained model",
      keys: [(.character("o"), .open(.runs))]),
    Binding(
      ":", .choosing, rank: 29, title: { _ in nil }, help: "command palette: everything here by name",
      keys: [(.character(":"), .open(.palette))]),
  ]

  static let leaving: [Binding] = [
    Binding(
      "S", .leaving, rank: 28, title: { _ in nil },
      help: "screenshot: writes PNG, SVG and text into the current folder",
      keys: [(.character("S"), .screenshot)]),
    Binding(
      "?", .leaving, rank: -1, title: { _ in "help" }, help: "show all keys",
      keys: [(.character("?"), .open(.help)), (.function(1), .open(.help))]),
    Binding(
      "Ctrl-L", .leaving, rank: 40, title: { _ in nil }, help: "repaint the screen",
      keys: [(.control("l"), .repaint)]),
    Binding(
      "Ctrl-Z", .leaving, rank: 41, title: { _ in nil }, help: "to the shell and back with fg",
      keys: [(.control("z"), .suspend)]),
    Binding(
      "q", .leaving, rank: -1, title: { _ in "quit" },
      help: "quit; asks when there is unsaved training", keys: [(.character("q"), .quit)]),
  ]
}

extension State {
  /// Whether a panel that stands beside others on a large screen can be reached by Tab alone on this one.
  fileprivate var hasHiddenPanels: Bool {
    let layout = ScreenLayout(rows: rows, columns: columns)
    return [.leftMap, .nearest, .training].contains { layout.panels[$0] == nil }
  }

  /// Whether Escape has something to end.
  fileprivate var canStepBack: Bool {
    var comparison = comparison
    return selection != nil || isZoomed || focus.needsComparison || stepBack(&comparison)
  }
}
