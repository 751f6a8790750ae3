import Datasets
import Engine
import LatentCore
import Models
import Projections
import Screen

/// Opens a dialog, or asks the runtime for what it will list.
func open(_ state: inout State, _ request: DialogRequest) -> [Effect] {
  switch request {
  case .help: state.dialog = .help(scroll: 0)
  case .models: state.dialog = .menu(.models(state))
  case .maps: state.dialog = .menu(.maps(slot: state.focus.mapSlot ?? 0, state))
  case .classes: state.dialog = state.snapshot.map { .menu(.classes($0)) }
  case .labels: state.dialog = state.snapshot.map { .menu(.labels($0)) }
  case .palette: state.dialog = .menu(.palette(state))
  case .find: state.dialog = .prompt(.find(state.snapshot))
  case .runs: return [.listRuns]
  case .data: return [.listData]
  }
  return []
}

/// Lets the open dialog have a key.
func reduceDialog(_ state: inout State, _ key: Key) -> [Effect] {
  switch state.dialog {
  case .help(let scroll): reduceHelp(&state, key, scroll: scroll)
  case .menu(let menu): return reduceMenu(&state, key, menu)
  case .form(let form): return reduceForm(&state, key, form)
  case .prompt(let prompt): return reducePrompt(&state, key, prompt)
  case .question(let question): return reduceQuestion(&state, key, question)
  case nil: break
  }
  return []
}

private func reduceHelp(_ state: inout State, _ key: Key, scroll: Int) {
  switch key {
  case .down, .character("j"): state.dialog = .help(scroll: scroll + 1)
  case .up, .character("k"): state.dialog = .help(scroll: max(0, scroll - 1))
  case .pageDown, .character(" "): state.dialog = .help(scroll: scroll + 10)
  case .pageUp: state.dialog = .help(scroll: max(0, scroll - 10))
  default: state.dialog = nil
  }
}

private func reduceQuestion(_ state: inout State, _ key: Key, _ question: Question) -> [Effect] {
  if key == .escape || key == .control("c") {
    state.dialog = nil
    return []
  }
  let typed: Character? =
    switch key {
    case .enter: "\n"
    case .character(let character): character
    default: nil
    }
  guard let typed, let answer = question.answers.first(where: { $0.keys.contains(typed) }) else { return [] }
  state.dialog = nil
  return carryOut(&state, answer.outcome)
}

/// Does what a question's answer says; saving comes first and is told to the engine before anything replaces the run.
private func carryOut(_ state: inout State, _ outcome: Question.Outcome) -> [Effect] {
  func saved(_ saving: Bool, _ command: Command) -> [Effect] {
    (saving ? [.engine(.save(path: nil))] : []) + [.engine(command)]
  }
  switch outcome {
  case .quit(let saving): return [.quit(saving: saving)]
  case .reset(let saving): return saved(saving, .reset(seed: state.nextSeed()))
  case .replaceModel(let specification, let saving):
    return saved(saving, .replaceModel(specification, seed: state.nextSeed()))
  case .openRun(let run, let saving): return saved(saving, .open(run: run))
  case .cancel: return []
  }
}

/// Does something that replaces the shown run, asking first when training would be lost.
func replaceRun(
  _ state: inout State, _ title: String, _ outcome: (_ saving: Bool) -> Question.Outcome
) -> [Effect] {
  guard state.snapshot?.hasUnsavedTraining == true else { return carryOut(&state, outcome(false)) }
  let saving = outcome(true)
  let losing = outcome(false)
  state.dialog = .question(.unsaved(title) { $0 ? saving : losing })
  return []
}

extension Question {
  /// Asked by `q` when there is unsaved training.
  static let quit = Question(
    title: "Quit", text: "Training since the last save is not saved.",
    answers: [
      Answer(keys: "s\n", shownKey: "s", title: "save and quit", outcome: .quit(saving: true)),
      Answer(keys: "qn", shownKey: "q", title: "quit without saving", outcome: .quit(saving: false)),
      Answer(keys: "c", shownKey: "Esc", title: "stay", outcome: .cancel),
    ])

  /// Asked before a run with unsaved training is replaced.
  static func unsaved(_ title: String, then outcome: (_ saving: Bool) -> Outcome) -> Question {
    Question(
      title: title, text: "Training since the last save is not saved.",
      answers: [
        Answer(keys: "s\n", shownKey: "s", title: "save it first", outcome: outcome(true)),
        Answer(keys: "yn", shownKey: "n", title: "lose it", outcome: outcome(false)),
        Answer(keys: "c", shownKey: "Esc", title: "stay", outcome: .cancel),
      ])
  }
}
