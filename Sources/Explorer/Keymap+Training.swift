import Screen

extension Keymap {
  static let training: [Binding] = [
    Binding(
      "Space", short: "SPC", .training, rank: 1, title: { $0.isTraining ? "pause" : "train" },
      help: "train the shown model, or pause", keys: [(.character(" "), .toggleTraining)],
      unavailable: needsModel),
    Binding(
      "s", .training, rank: 14, title: { $0.isTraining ? nil : "step" }, help: "train one step",
      keys: [(.character("s"), .trainStep)], unavailable: needsModel),
    Binding(
      "e", .training, rank: 17, title: { $0.isTraining ? nil : "epoch" },
      help: "train to the end of the epoch",
      keys: [(.character("e"), .trainEpoch)], unavailable: needsModel),
    Binding(
      "[ ]", .training, rank: 13, isUrgent: { $0.steeringTitle != nil },
      title: { $0.focus.isMap ? $0.steeringTitle : $0.focus.isPage ? nil : "rate" },
      help: "learning rate down, up; in a map that unfolds, the option that , chooses",
      keys: [
        (.character("["), .scaleLearningRate(1 / 1.5)), (.character("]"), .scaleLearningRate(1.5)),
      ],
      unavailable: needsModel),
    Binding(
      "r", .training, rank: 22, title: { _ in "reset" },
      help: "fresh weights, from epoch 0; asks when there is something to lose",
      keys: [(.character("r"), .reset)], unavailable: needsModel),
    Binding(
      "w", .training, rank: 18, title: { $0.snapshot?.hasUnsavedTraining == true ? "save" : nil },
      help: "save the run: settings, curves and weights", keys: [(.character("w"), .save)],
      unavailable: needsModel),
  ]
}
