import Engine
import LatentCore
import Models
import Screen

/// Moves through a form, edits its fields, uses it.
func reduceForm(_ state: inout State, _ key: Key, _ form: OptionForm) -> [Effect] {
  var form = form
  switch key {
  case .escape, .control("c"):
    state.dialog = nil
    return []
  case .enter:
    guard form.selected < form.options.count else { return use(&state, form) }
    form.move(by: 1)
  case .up, .backTab: form.move(by: -1)
  case .down, .tab: form.move(by: 1)
  case .left: form.turn(by: -1)
  case .right: form.turn(by: 1)
  case .backspace: form.edit { _ = $0.popLast() }
  case .character(let character): form.type(character)
  default: break
  }
  state.dialog = .form(form)
  return []
}

private func use(_ state: inout State, _ form: OptionForm) -> [Effect] {
  do {
    let options = try form.parsed()
    state.dialog = nil
    switch form.purpose {
    case .map(let id, let slot):
      return [.engine(.map(slot: slot, mapRequest(state, id, options)))]
    case .model(let id): return makeModel(&state, id, options)
    }
  } catch {
    var form = form
    form.error = error.message
    form.selected = form.indexOfFirstError ?? form.selected
    state.dialog = .form(form)
    return []
  }
}

/// What an item of the menu of maps asks for.
private func mapRequest(_ state: State, _ id: String, _ options: Options) -> MapRequest {
  if id == ChoiceMenu.codesIdentifier {
    var request = state.codesRequest
    request.options = options
    return request
  }
  guard id.hasPrefix(ChoiceMenu.runPrefix) else { return MapRequest(method: id, options: options) }
  return MapRequest(method: nil, options: options, run: String(id.dropFirst(ChoiceMenu.runPrefix.count)))
}

private func makeModel(_ state: inout State, _ id: String, _ options: Options) -> [Effect] {
  guard let shape = state.snapshot?.data.shape else { return [] }
  let specification = ModelSpecification(model: id, imageShape: shape, options: options)
  return replaceRun(&state, "New model") { .replaceModel(specification, saving: $0) }
}

extension OptionForm {
  /// The first field whose text is not allowed.
  var indexOfFirstError: Int? {
    zip(options, texts).enumerated().first { $0.element.0.parse($0.element.1) == nil }?.offset
  }

  fileprivate mutating func move(by distance: Int) {
    if selected < options.count { check(selected) }
    selected = min(max(0, selected + distance), options.count)
    replacesOnTyping = true
  }

  private mutating func check(_ index: Int) {
    let option = options[index]
    error = option.parse(texts[index]) == nil ? "\(option.key) takes \(option.allowed)" : nil
  }

  fileprivate mutating func type(_ character: Character) {
    let replaces = replacesOnTyping
    edit { text in
      if replaces { text = "" }
      text.append(character)
    }
  }

  fileprivate mutating func edit(_ change: (inout String) -> Void) {
    guard selected < options.count else { return }
    change(&texts[selected])
    check(selected)
    replacesOnTyping = false
  }

  /// Steps through the values of a choice, or halves and doubles a number.
  fileprivate mutating func turn(by direction: Int) {
    guard selected < options.count else { return }
    let option = options[selected]
    guard let value = option.parse(texts[selected]),
      let turned = option.neighbor(of: value, direction: direction)
    else { return }
    texts[selected] = turned.description
    check(selected)
    replacesOnTyping = true
  }
}

extension OptionDescription {
  /// The next value in a direction that the range allows.
  func neighbor(of value: OptionValue, direction: Int) -> OptionValue? {
    let next: OptionValue? =
      switch (kind, value) {
      case (.choice(let names), .text(let name)):
        names.firstIndex(of: name).map { .text(names[($0 + direction + names.count) % names.count]) }
      case (.flag, .flag(let isOn)): .flag(!isOn)
      case (.integer, .integer(let number)): .integer(number + direction)
      case (.real, .real(let number)): .real(direction > 0 ? number * 2 : number / 2)
      default: nil
      }
    return next.flatMap { allows($0) ? $0 : nil }
  }
}
