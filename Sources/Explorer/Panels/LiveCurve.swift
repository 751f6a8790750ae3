import Engine
import LatentCore
import Screen

/// What a map that unfolds says of itself: its stage, the falling objective, the options that can be changed.
enum LiveCurve {
  /// Rows under the points: enough for a curve while the map unfolds, none in a low panel or when it is final.
  static func rows(_ map: MapSnapshot, in area: Rectangle) -> Int {
    guard let live = map.live, map.progress < 1, live.curve.count > 1, area.rows >= 12 else { return 0 }
    return area.rows >= 24 ? 8 : 5
  }

  /// Draws the objective over the steps.
  static func draw(_ map: MapSnapshot, in area: Rectangle, _ state: State, _ frame: inout Frame) {
    guard let live = map.live, !area.isEmpty else { return }
    let series = LinePlot.Series(
      live.objectiveTitle, Theme.accent, x: live.curve.map { Double($0.step) }, y: live.curve.map(\.value))
    let plot = LinePlot(
      [series], xTitle: "\(live.objectiveTitle) by step", xRange: 0...Double(max(1, live.steps)),
      cutsPeaks: true)
    frame.draw(plot, in: area, mode: state.colorMode)
  }

  /// What the method is at, and how far.
  static func stage(_ live: LiveMap, columns: Int) -> StyledText {
    let step = "\(live.step)/\(live.steps)"
    let whole = live.step > 0 ? "\(live.stage) \(step)" : live.stage
    return StyledText(whole.count <= columns ? whole : step)
  }

  /// The options with their values; the one that keys change stands out in the focused panel.
  static func options(_ live: LiveMap, _ state: State, isFocused: Bool, columns: Int) -> StyledText {
    let value = live.curve.last.map { "\(live.objectiveTitle) \(NumberText.digits($0.value, 3))  " } ?? ""
    let entries = live.steerable.enumerated().map { index, option in
      let text = "\(option.key) \(live.options.values[option.key].map(option.text) ?? "–")"
      let isChosen = isFocused && index == state.comparison.steering % max(1, live.steerable.count)
      return StyledText(text, isChosen ? Theme.key : nil, style: isChosen ? .bold : [])
    }
    var text = StyledText(value, Theme.title)
    for entry in entries where text.columns + entry.columns + 2 <= columns {
      text += entry + "  "
    }
    return text
  }
}

extension OptionDescription {
  /// A value with three digits at most; what the method chooses by itself is called so.
  func text(_ value: OptionValue) -> String {
    guard case .real(let number) = value else { return value.description }
    return number == 0 && description.contains("; 0: ") ? "auto" : NumberText.digits(number, 3)
  }
}

extension State {
  /// The options of the focused map that can be changed while it unfolds.
  var steerable: [OptionDescription] {
    guard let slot = focus.mapSlot, let map = maps[slot], map.progress < 1 else { return [] }
    return map.live?.steerable ?? []
  }

  /// The option that keys change.
  var steering: OptionDescription? {
    let options = steerable
    return options.isEmpty ? nil : options[comparison.steering % options.count]
  }

  /// What the keys that change it are called in the footer.
  var steeringTitle: String? { steering.map(\.key) }
}

/// Chooses the next option of the focused map.
func chooseSteering(_ state: inout State) {
  guard !state.steerable.isEmpty else { return }
  state.comparison.steering = (state.comparison.steering + 1) % state.steerable.count
  if let option = state.steering { state.say("[ and ] change \(option.key): \(option.description)") }
}

/// Changes the chosen option of the map that unfolds.
func steer(_ state: inout State, by factor: Double) -> [Effect] {
  guard let slot = state.focus.mapSlot, let option = state.steering,
    let value = state.maps[slot]?.live?.options.values[option.key]
  else {
    state.say("this map is final: p shows it anew, with other options")
    return []
  }
  guard let changed = option.scaled(value, by: factor) else { return [] }
  state.say("\(option.key) \(option.text(changed))")
  return [.engine(.steerMap(slot: slot, key: option.key, value: changed))]
}

extension OptionDescription {
  /// Where keys begin that leave the method's own choice.
  private static let firstChosen = 100.0

  /// A number changed by a factor, by one at least where it is whole, within what is allowed; nil for no number.
  fileprivate func scaled(_ value: OptionValue, by factor: Double) -> OptionValue? {
    switch (kind, value) {
    case (.integer(let range), .integer(let number)):
      let wanted = Int((Double(number) * factor).rounded())
      let moved = wanted == number ? number + (factor > 1 ? 1 : -1) : wanted
      return .integer(min(max(moved, range.lowerBound), range.upperBound))
    case (.real(let range), .real(let number)):
      // 0 stands for a value that the method chooses; no factor leads away from it.
      let wanted = number == 0 && factor > 1 ? Self.firstChosen : number * factor
      return .real(min(max(wanted, range.lowerBound), range.upperBound))
    default: return nil
    }
  }
}
