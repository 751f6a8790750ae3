import Engine
import LatentCore
import Screen

/// Tells the engine; the answer comes with its next snapshot.
func reduceTraining(_ state: inout State, _ action: Action) -> [Effect] {
  guard let snapshot = state.snapshot else { return [] }
  switch action {
  case .toggleTraining: return [.engine(state.isTraining ? .pause : .start)]
  case .trainStep: return [.engine(.step)]
  case .trainEpoch: return [.engine(.epoch)]
  case .scaleLearningRate(let factor):
    let rate = min(max(snapshot.learningRate * factor, 1e-7), 10)
    // The next snapshot brings the same; until then two presses in a row must count twice.
    state.snapshot?.learningRate = rate
    state.say("learning rate \(NumberText.digits(rate, 3))")
    return [.engine(.learningRate(rate))]
  case .reset: return reduceReset(&state, snapshot)
  case .save: return [.engine(.save(path: nil))]
  default: return []
  }
}

private func reduceReset(_ state: inout State, _ snapshot: Snapshot) -> [Effect] {
  guard snapshot.hasUnsavedTraining else { return [.engine(.reset(seed: state.nextSeed()))] }
  state.dialog = .question(.unsaved("Fresh weights", then: { .reset(saving: $0) }))
  return []
}

extension State {
  /// Draws a seed that people can type again.
  mutating func nextSeed() -> UInt64 { random.next() % 100_000 }
}
