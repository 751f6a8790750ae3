import Analysis
import Datasets
import LatentCore
import Models
import Projections

/// What is measured of maps only while somebody looks at it.
public enum Examination: Sendable, Equatable {
  /// Shepard's correlation, stress, ranks at all sizes of neighbourhood, and the diagrams.
  case measures
  /// Linearity, axes, what is kept, what it costs.
  case portraits
}

/// The model that is shown, for examinations of its codes.
struct ExaminedModel {
  var specification: ModelSpecification
  var weights: Weights
  /// Seconds of training; nil where they are not known.
  var trainingSeconds: Double?

  /// Its codes of the probe as a fitted projection.
  func projection(of probe: ProbeSet, dimensions: Int) throws -> any Projection {
    var projection = try RunProjection(specification, weights: weights.values)
    let dimensions = min(dimensions, specification.latentDimension)
    try projection.begin(probe.images, labels: nil, dimensions: dimensions, seed: 0)
    while projection.progress < 1 { try projection.advance(iterations: 4) }
    return projection
  }
}

/// The portrait of a fitted projection on its way.
struct PortraitExamination {
  private var work: PortraitWork
  /// Nil until it is complete.
  private(set) var portrait: MapPortrait?

  /// - Parameter points: the places of all training images, or of the probe.
  init(of projection: any Projection, points: Matrix, data: ImageSet, probe: ProbeSet) throws {
    let isOfAll = points.rows == data.train.count
    let count = min(points.rows, PortraitWork.mostImages)
    let rows = (0..<count).map { $0 * points.rows / max(count, 1) }
    let images = isOfAll ? data.train.batch(rows).images : probe.images.gatheringRows(rows)
    let test = data.test.matrix(0..<min(data.test.count, PortraitWork.mostTestImages))
    work = PortraitWork(projection, images: images, points: points.gatheringRows(rows), test: test)
  }

  mutating func advance() {
    do {
      try work.advance()
      portrait = work.result
    } catch {
      // A map whose method cannot be measured is a map all the same.
      portrait = MapPortrait()
    }
  }
}

/// What a map that unfolds says of itself.
public struct LiveMap: Sendable, Equatable {
  /// What the method is at.
  public var stage: String
  /// Steps that have moved the points, and after which the map is final.
  public var step, steps: Int
  /// What falls meanwhile.
  public var objectiveTitle: String
  /// The objective at rising steps.
  public var curve: [ObjectiveSample]
  /// The options that can be changed now.
  public var steerable: [OptionDescription]
  /// The options as they are.
  public var options: Options

  /// Creates what is said at a moment.
  public init(
    stage: String, step: Int, steps: Int, objectiveTitle: String, curve: [ObjectiveSample],
    steerable: [OptionDescription], options: Options
  ) {
    self.stage = stage
    self.step = step
    self.steps = steps
    self.objectiveTitle = objectiveTitle
    self.curve = curve
    self.steerable = steerable
    self.options = options
  }

  /// What a projection says of itself; nil for one that does not unfold.
  init?(of projection: borrowing any Projection) {
    guard let live = copy projection as? any LiveProjection else { return nil }
    self.init(live)
  }

  init(_ projection: some LiveProjection) {
    self.init(
      stage: projection.stage, step: projection.step, steps: projection.steps,
      objectiveTitle: projection.objectiveTitle, curve: projection.curve, steerable: projection.steerable,
      options: projection.options)
  }
}
