import Engine
import LatentCore
import Screen

/// Edits a line of text and uses it.
func reducePrompt(_ state: inout State, _ key: Key, _ prompt: Prompt) -> [Effect] {
  var prompt = prompt
  switch key {
  case .escape, .control("c"):
    state.dialog = nil
    return []
  case .enter: return use(&state, prompt)
  case .backspace: _ = prompt.text.popLast()
  case .control("u"): prompt.text = ""
  case .character(let character): prompt.text.append(character)
  default: break
  }
  prompt.error = nil
  state.dialog = .prompt(prompt)
  return []
}

private func use(_ state: inout State, _ prompt: Prompt) -> [Effect] {
  let text = prompt.text.trimmed
  guard !text.isEmpty else {
    state.dialog = nil
    return []
  }
  switch prompt.purpose {
  case .dataPath:
    state.dialog = nil
    return [.engine(.replaceData(text))]
  case .runPath:
    state.dialog = nil
    return replaceRun(&state, "Open \(text)") { .openRun(text, saving: $0) }
  case .mapPath(let slot):
    state.dialog = nil
    let isFile = text.hasSuffix(".npy") || text.hasSuffix(".csv")
    let request = MapRequest(method: nil, run: isFile ? nil : text, file: isFile ? text : nil)
    return [.engine(.map(slot: slot, request))]
  case .find:
    let error = find(&state, text)
    state.dialog = nil
    if let error {
      var prompt = prompt
      prompt.error = error
      state.dialog = .prompt(prompt)
    }
    return []
  }
}

/// Walks to the code of an image; returns what is wrong with the wish, or nil.
private func find(_ state: inout State, _ text: String) -> String? {
  guard let snapshot = state.snapshot else { return "the model is still being loaded" }
  guard let index = imageIndex(text, state, snapshot) else {
    return "type an image from 0 to \(snapshot.data.train.count - 1), or = and a label"
  }
  guard let codes = state.sight.decoder?.codes(of: snapshot.data.train, in: index..<index + 1) else {
    return "the model is still being loaded"
  }
  state.walk.move(toCode: codes.values)
  state.focus = .latent
  look(&state)
  let label = snapshot.data.train.labels.isEmpty ? nil : Int(snapshot.data.train.labels[index])
  state.say("the code of training image \(index)" + (label.map { ", \(className($0, in: snapshot))" } ?? ""))
  return nil
}

/// An index, or `=LABEL` for the next image of that label after the one that was found last.
private func imageIndex(_ text: String, _ state: State, _ snapshot: Snapshot) -> Int? {
  let count = snapshot.data.train.count
  if let index = Int(text) { return (0..<count).contains(index) ? index : nil }
  guard text.hasPrefix("=") else { return nil }
  let name = text.dropFirst().lowercased()
  guard
    let label = snapshot.data.classNames.firstIndex(where: { $0.lowercased() == name }) ?? Int(name),
    !snapshot.data.train.labels.isEmpty
  else { return nil }
  let nearest = state.sight.neighbors.first.flatMap { state.sight.index?.imageIndex($0.row) } ?? 0
  return (1...count).lazy.map { ($0 + nearest) % count }
    .first { Int(snapshot.data.train.labels[$0]) == label }
}

extension String {
  /// The text without spaces at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension Prompt {
  /// Asks for an image.
  static func find(_ snapshot: Snapshot?) -> Prompt {
    let last = (snapshot?.data.train.count ?? 1) - 1
    return Prompt(
      purpose: .find, title: "Find an image", hint: "0 to \(last), or =LABEL for the next of a class")
  }

  /// Asks for a data set.
  static let dataPath = Prompt(
    purpose: .dataPath, title: "Open data", hint: "a folder of IDX files, or a name of the catalogue")

  /// Asks for a map.
  static func mapPath(slot: Int) -> Prompt {
    Prompt(
      purpose: .mapPath(slot: slot), title: "Show as map \(slot + 1)",
      hint: "a run, or a .npy or .csv file with a point for every training image")
  }

  /// Asks for a run.
  static let runPath = Prompt(
    purpose: .runPath, title: "Open a run", hint: "a run's folder or a .safetensors file")
}
