import LatentCore

extension ExhibitEntry {
  /// Frames that the model sees before it goes on alone.
  private static let given = Level("given", 1...59, step: 1, initial: 10)

  /// Sequences as they are, and as the model goes on after it has seen some frames.
  static let film = ExhibitEntry(
    id: "film", title: "Given and predicted frames",
    description:
      "images that move; after the given frames the model goes on alone, step by step and in jumps",
    level: given, most: { $0.options.integer("steps") - 1 }
  ) { model, subject in
    let sequences = try PredictedSequences(model, subject, most: 8)
    let frames = (0..<sequences.dynamics.steps).map { time in
      Film.Frame(sequences.sheet(at: time), caption: sequences.caption(at: time))
    }
    return Exhibit(.film(Film(frames, framesPerSecond: 5)), note: "given \(sequences.given)")
  }

  /// How predictions become worse with the steps that they look ahead.
  static let horizon = ExhibitEntry(
    id: "horizon", title: "Error of predictions",
    description: "the squared error of frames that are predicted ever more steps ahead, after the given ones",
    level: given, most: { $0.options.integer("steps") - 1 }
  ) { model, subject in
    let sequences = try PredictedSequences(model, subject, most: 50)
    let jump = sequences.dynamics.longestJump
    let still = [Matrix](repeating: sequences.stepped[0], count: sequences.stepped.count)
    return Exhibit(
      .curves(
        CurveChart(
          [
            sequences.curve("step by step", sequences.stepped),
            sequences.curve("jumps of \(jump)", sequences.jumped, jump: jump),
            sequences.curve("standing still", still),
          ], xTitle: "steps ahead")),
      note: "squared error, summed over pixels")
  }
}

/// Some images on their courses, and what a model makes of them.
private struct PredictedSequences {
  let model: any LatentModel
  let dynamics: LatentDynamics
  let images: Matrix
  let courses: [LatentDynamics.Course]
  /// Frames that the model sees.
  let given: Int
  /// What it sees in them.
  let seen: [Matrix]
  /// What it expects 0, 1, 2 ... steps after the last of them, and 0, 1, 2 ... jumps after it.
  let stepped, jumped: [Matrix]

  /// Takes the first examples; every other one goes to the left.
  /// - Throws: `ZwalkError.unsupported` for a model that knows no time.
  init(_ model: any LatentModel, _ subject: ExhibitSubject, most: Int) throws(ZwalkError) {
    guard let dynamics = model.dynamics else {
      throw .unsupported(what: "\(model.specification.model) knows no time", advice: "")
    }
    (self.model, self.dynamics) = (model, dynamics)
    images = subject.examples.images.rows(in: 0..<min(most, subject.examples.images.rows))
    var random = subject.random
    courses = dynamics.courses(images.rows, random: &random).enumerated().map {
      LatentDynamics.Course(start: $0.element.start, direction: $0.offset % 2 == 0 ? 1 : -1)
    }
    let given = Int(subject.level)
    let left = dynamics.steps - given
    let beliefs = dynamics.beliefs(of: images, courses)
    func frames(jump: Int) -> [Matrix] {
      dynamics.rollOut(from: beliefs[given - 1], jump: jump, times: left / jump).map { model.decode($0) }
    }
    self.given = given
    seen = beliefs.prefix(given).map { model.decode($0) }
    stepped = frames(jump: 1)
    jumped = frames(jump: dynamics.longestJump)
  }

  /// The true frames over what the model sees in them or expects; between two jumps the last one stays to be seen.
  func sheet(at time: Int) -> ImageSheet {
    let ahead = time + 1 - given
    return ImageSheet(
      [
        .init("true", dynamics.frames(of: images, courses, at: time)),
        .init("steps", ahead > 0 ? stepped[ahead] : seen[time]),
        .init("jumps", ahead > 0 ? jumped[ahead / dynamics.longestJump] : seen[time]),
      ], shape: model.specification.imageShape)
  }

  func caption(at time: Int) -> String {
    "frame \(time + 1) of \(dynamics.steps), \(time < given ? "given" : "predicted")"
  }

  /// The mean squared error of predictions over the steps that they look ahead, summed over pixels.
  func curve(_ name: String, _ predicted: [Matrix], jump: Int = 1) -> CurveChart.Curve {
    let ahead = predicted.indices.map { $0 * jump }
    return CurveChart.Curve(
      name, x: ahead.map(Double.init),
      y: zip(ahead, predicted).map { ahead, frames in
        let truth = dynamics.frames(of: images, courses, at: given - 1 + ahead)
        let sum = zip(frames.values, truth.values).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        return sum / Double(max(images.rows, 1))
      })
  }
}
