import Analysis
import Datasets
import Engine
import Explorer
import LatentCore
import Models
import Projections
import Screen

/// States that need no engine: a model whose decoder draws a ring whatever the code, and codes on a spiral.
///
/// All numbers are chosen so that no rounding of a processor changes a cell.
enum Fixture {
  static let classCount = 3

  /// A bar, a ring or a dot in 28 x 28 pixels.
  static func pixels(of label: Int) -> [UInt8] {
    (0..<784).map { index in
      let (row, column) = (Double(index / 28) - 13.5, Double(index % 28) - 13.5)
      let radius = (row * row + column * column).squareRoot()
      let isInk =
        switch label {
        case 0: abs(column) < 3 && abs(row) < 10
        case 1: (6...9).contains(radius)
        default: radius < 5
        }
      return isInk ? 255 : 0
    }
  }

  static func split(count: Int) -> Split {
    let labels = (0..<count).map { UInt8($0 % classCount) }
    return Split(shape: .mnist, pixels: labels.flatMap { pixels(of: Int($0)) }, labels: labels)
  }

  static let data = ImageSet(
    id: "shapes", title: "Shapes", train: split(count: 90), test: split(count: 30),
    classNames: ["bar", "ring", "dot"], checksum: "00000000")

  static func specification(latent: Int = 2, model: String = "vae") throws -> ModelSpecification {
    let entry = try ModelCatalog.entry(model)
    var specification = entry.specification(for: .mnist)
    try specification.options.set("latent", to: "\(latent)", among: entry.options)
    try specification.options.set("hidden", to: "8", among: entry.options)
    return specification
  }

  /// Weights of zero but for the last bias, which draws a ring.
  static func weights(_ specification: ModelSpecification) throws -> Weights {
    let model = try ModelCatalog.make(specification, seed: 0)
    var values = [Float](repeating: 0, count: model.parameters.count)
    let bias = model.parameters.entries.last { $0.shape == [784] }
    for (index, pixel) in pixels(of: 1).enumerated() {
      values[(bias?.offset ?? 0) + index] = pixel > 0 ? 30 : -30
    }
    return Weights(values: values, version: 1)
  }

  /// Three arms of a spiral, one a class.
  static func codes(latent: Int, count: Int = 90) -> Codes {
    let rows = (0..<count).map { index -> [Float] in
      let distance = Float(index / classCount) / Float(count / classCount) * 2 + 0.3
      let turn = [(Float(1), Float(0)), (-0.5, 0.87), (-0.5, -0.87)][index % classCount]
      let place = [turn.0 * distance, turn.1 * distance, distance - 1]
      return (0..<latent).map { $0 < 3 ? place[$0] : 0.01 * Float(index % 7) }
    }
    return Codes(indices: Array(0..<count), values: Matrix(rows), version: 1)
  }

  static func snapshot(
    latent: Int = 2, model: String = "vae", status: TrainingStatus = .paused, unsaved: Bool = false
  ) throws -> Snapshot {
    let specification = try specification(latent: latent, model: model)
    var history = TrainingHistory()
    history.train = (1...12).map { curvePoint(Double($0) / 4, loss: 200 - Double($0) * 4) }
    history.test = (1...3).map { curvePoint(Double($0), loss: 190 - Double($0) * 10) }
    let images = data.test.matrix(0..<5)
    return Snapshot(
      status: status, specification: specification, prior: model == "vae" ? .standardNormal : .fitted,
      lossTitle: "-ELBO", data: data, step: 36, epoch: 3, epochProgress: 0, targetEpochs: 10,
      learningRate: 0.001, imagesPerSecond: status == .training ? 52_300 : nil,
      secondsLeft: status == .training ? 42 : nil, history: history, weights: try weights(specification),
      probe: codes(latent: latent), allCodes: status == .training ? nil : codes(latent: latent),
      reconstructions: Reconstructions(originals: images, restored: images, labels: [0, 1, 2, 0, 1]),
      hasUnsavedTraining: unsaved, runPath: "fixture")
  }

  private static func curvePoint(_ epoch: Double, loss: Double) -> CurvePoint {
    CurvePoint(epoch: epoch, losses: Losses(loss: loss, reconstruction: loss - 6, kl: 6))
  }

  static func map(_ method: String?, latent: Int = 2) -> MapSnapshot {
    let quality = MapQuality(
      points: 90, trustworthiness: 0.745, continuity: 0.921, knnAccuracy: 0.432, neighborhoodHit: 0.4)
    var points = codes(latent: min(3, latent)).values
    if method != nil {
      points = Matrix((0..<points.rows).map { [points[$0, 1] * 3, points[$0, 0] * 3] })
    }
    var map = MapSnapshot(
      request: MapRequest(method: method), points: points, progress: 1, quality: quality)
    map.seconds = method == nil ? nil : 0.25
    let ramp = (0..<points.rows).map { Float($0 % 9) / 8 }
    map.pointQuality = PointQuality(
      falseNeighbors: ramp, missingNeighbors: ramp.reversed(), kept: ramp.map { 1 - $0 })
    map.diagrams = diagrams(leavingOut: method == nil ? 2 : 0)
    map.portrait = portrait(dimensions: points.columns)
    return map
  }

  /// Diagrams of a map that leaves out one of three dimensions: no two distances are so alike that rounding would
  /// decide which is the shorter, as it would among the images and codes of this fixture.
  private static func diagrams(leavingOut axis: Int) -> MapDiagrams? {
    var random = RandomSource(seed: 1)
    let cloud = random.normal(rows: data.train.count, columns: 3)
    let kept = (0..<3).filter { $0 != axis }
    var measuring = Quality()
    try? measuring.begin(
      cloud, points: Matrix((0..<cloud.rows).map { row in kept.map { cloud[row, $0] } }), labels: nil)
    measuring.advance(iterations: .max)
    return measuring.diagrams
  }

  /// A portrait that differs with the map, so that one of two is the better.
  private static func portrait(dimensions: Int) -> MapPortrait {
    var portrait = MapPortrait()
    (portrait.linearity, portrait.axisCosine, portrait.axisCorrelation) = (0.75, 0.25, 0.125)
    (portrait.varianceKept, portrait.reconstructionError, portrait.secondsPerImage) = (0.5, 32, 0.25)
    let image = pixels(of: 1).map { Float($0) / 255 }
    portrait.traversals = (0..<dimensions).map { _ in
      Matrix([[Float]](repeating: image, count: MapPortrait.traversalSteps))
    }
    portrait.changes = Matrix([[Float]](repeating: image, count: dimensions))
    return portrait
  }

  /// A state as it is when everything has arrived.
  static func state(
    rows: Int = 36, columns: Int = 120, mode: ColorMode = .trueColor, latent: Int = 2, model: String = "vae",
    status: TrainingStatus = .paused, unsaved: Bool = false
  ) throws -> State {
    var state = State(
      rows: rows, columns: columns, capabilities: TerminalCapabilities(colorMode: mode, sextants: true))
    var update = Update()
    update.snapshot = try snapshot(latent: latent, model: model, status: status, unsaved: unsaved)
    update.maps = [0: map("pca"), 1: map(nil, latent: latent)]
    _ = reduce(&state, .arrived(update))
    return state
  }

  /// A state whose codes belong to two components; a third of them could belong to either.
  static func mixtureState() throws -> State {
    var state = try state()
    var update = Update()
    update.snapshot = try snapshot()
    if let probe = update.snapshot?.probe {
      let shares = (0..<probe.values.rows).map { [[Float(1), 0], [0, 1], [0.45, 0.55]][$0 % classCount] }
      update.snapshot?.probe = Codes(
        indices: probe.indices, values: probe.values, version: probe.version, responsibilities: Matrix(shares)
      )
    }
    _ = reduce(&state, .arrived(update))
    return state
  }
}

extension State {
  /// Presses keys one after the other and returns the effects of the last.
  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.reduce([]) { _, key in reduce(&self, .key(key)) }
  }

  /// Types a text and returns the effects of the last character.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.reduce([]) { _, character in reduce(&self, .key(.character(character))) }
  }

  /// The command of the first effect that tells the engine something.
  static func command(_ effects: [Effect]) -> Command? {
    effects.lazy.compactMap { if case .engine(let command) = $0 { command } else { nil } }.first
  }
}

/// The same images under another checksum, as other data has it.
enum ImageSetFixture {
  static func renamed(_ data: ImageSet) -> ImageSet {
    ImageSet(
      id: "other", title: "Other", train: data.train, test: data.test, classNames: data.classNames,
      checksum: "11111111")
  }
}
