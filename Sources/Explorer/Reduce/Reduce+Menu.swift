import Analysis
import Datasets
import Engine
import LatentCore
import Models
import Projections
import Screen

/// Moves through a menu, narrows it, takes or closes it.
func reduceMenu(_ state: inout State, _ key: Key, _ menu: ChoiceMenu) -> [Effect] {
  var menu = menu
  switch key {
  case .escape, .control("c"):
    state.dialog = nil
    return []
  case .enter: return take(&state, menu)
  case .up: menu.move(by: -1)
  case .down: menu.move(by: 1)
  case .pageUp: menu.move(by: -8)
  case .pageDown: menu.move(by: 8)
  case .home: menu.selected = 0
  case .end: menu.move(by: menu.items.count)
  case .tab: menu = menu.forOtherSlot(state) ?? menu
  case .backspace: menu.narrow(to: String(menu.filter.dropLast()))
  case .character(let character): return type(&state, character, into: menu)
  default: break
  }
  state.dialog = .menu(menu)
  return []
}

/// A digit takes a class at once; any other character narrows the list.
private func type(_ state: inout State, _ character: Character, into menu: ChoiceMenu) -> [Effect] {
  var menu = menu
  if menu.purpose == .classMean || menu.purpose == .label, character.isNumber,
    let digit = Int(String(character))
  {
    menu.filter = ""
    guard let index = menu.items.firstIndex(where: { $0.id == "\(digit)" }) else { return [] }
    menu.selected = index
    return take(&state, menu)
  }
  menu.narrow(to: menu.filter + String(character))
  state.dialog = .menu(menu)
  return []
}

private func take(_ state: inout State, _ menu: ChoiceMenu) -> [Effect] {
  guard let item = menu.chosen else { return [] }
  guard item.isAvailable else {
    state.say("\(item.title): \(item.detail)", isError: true)
    return []
  }
  state.dialog = nil
  switch menu.purpose {
  case .model: return takeModel(&state, item.id)
  case .map(let slot): return takeMap(&state, item.id, slot: slot)
  case .data: return takeData(&state, item.id)
  case .run: return takeRun(&state, item.id)
  case .label: return reduceOne(&state, .toLabel(Int(item.id) ?? 0))
  case .classMean: return reduceOne(&state, .toClass(Int(item.id) ?? 0))
  case .command: return takeCommand(&state, item.id)
  }
}

private func takeModel(_ state: inout State, _ id: String) -> [Effect] {
  guard let entry = try? ModelCatalog.entry(id) else { return [] }
  let current = state.snapshot?.specification
  state.dialog = .form(
    OptionForm(
      purpose: .model(id: id), title: entry.title, description: entry.description, options: entry.options,
      values: current?.model == id ? current?.options : nil))
  return []
}

private func takeMap(_ state: inout State, _ id: String, slot: Int) -> [Effect] {
  let latent = state.snapshot?.specification.latentDimension ?? 0
  if id == ChoiceMenu.codesIdentifier, latent <= state.codesRequest.dimensions {
    return [.engine(.map(slot: slot, state.codesRequest))]
  }
  if id == ChoiceMenu.pathIdentifier {
    state.dialog = .prompt(.mapPath(slot: slot))
    return []
  }
  if id == ChoiceMenu.codesIdentifier || id.hasPrefix(ChoiceMenu.runPrefix) {
    state.dialog = .form(.codes(id, slot: slot))
    return []
  }
  guard let entry = try? ProjectionCatalog.entry(id) else { return [] }
  guard !entry.options.isEmpty else { return [.engine(.map(slot: slot, MapRequest(method: id)))] }
  state.dialog = .form(
    OptionForm(
      purpose: .map(id: id, slot: slot), title: entry.title, description: entry.description,
      options: entry.options))
  return []
}

private func takeData(_ state: inout State, _ id: String) -> [Effect] {
  guard id != ChoiceMenu.pathIdentifier else {
    state.dialog = .prompt(.dataPath)
    return []
  }
  return [.engine(.replaceData(id))]
}

private func takeRun(_ state: inout State, _ id: String) -> [Effect] {
  guard id != ChoiceMenu.pathIdentifier else {
    state.dialog = .prompt(.runPath)
    return []
  }
  return replaceRun(&state, "Open \(id)") { .openRun(id, saving: $0) }
}

private func takeCommand(_ state: inout State, _ id: String) -> [Effect] {
  guard let binding = Keymap.bindings.first(where: { $0.help == id }), let first = binding.keys.first else {
    return []
  }
  return reduceOne(&state, .key(first.key))
}

extension OptionForm {
  /// How codes are to be drawn: the shown model's, or those of a run.
  fileprivate static func codes(_ id: String, slot: Int) -> OptionForm {
    OptionForm(
      purpose: .map(id: id, slot: slot), title: id.split(separator: ":").last.map(String.init) ?? id,
      description: "its codes; those of more than two dimensions are drawn through a second method",
      options: RunProjection.options)
  }
}

extension ChoiceMenu {
  /// Stands for the shown model's own codes among the maps.
  static let codesIdentifier = "codes"
  /// Begins the identifier of a run among the maps.
  static let runPrefix = "run:"
  /// Stands for a path that is to be typed.
  static let pathIdentifier = ""

  /// Shows only what contains a text.
  mutating func narrow(to text: String) {
    filter = text
    selected = 0
  }

  /// The menu of maps for the other side of the comparison.
  fileprivate func forOtherSlot(_ state: State) -> ChoiceMenu? {
    guard case .map(let slot) = purpose else { return nil }
    return .maps(slot: (slot + 1) % state.comparison.mapCount, state)
  }
}
