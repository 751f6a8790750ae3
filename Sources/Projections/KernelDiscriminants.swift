import Kernels
import LatentCore

/// Generalised discriminant analysis: Fisher's discriminants in the space of a kernel, where rings become separable.
///
/// The discriminants are combinations of the kernel's values at landmarks, all fitted points where they are few
/// enough. Points of the fit are told apart whatever they are; look at those that were held out. Its first iteration
/// makes the space, the others are those of the linear method.
/// - Source: Baudat and Anouar 2000, doi:10.1162/089976600300014980.
public struct KernelDiscriminants: Projection {
  private let kernel: KernelChoice
  private let landmarkCount: Int
  private let shrinkage: Double
  private let heldOut: Double
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var labels: [UInt8] = []
  private var dimensions = 0
  private var seed: UInt64 = 0
  private var function: KernelFunction?
  private var features: LandmarkFeatures?
  private var linear: LinearDiscriminants?

  /// The share of the work that the space of the kernel takes.
  private static let featureShare = 0.2

  /// Creates an unfitted analysis with the settings of its options.
  init(_ options: Options) {
    kernel = KernelChoice(options)
    landmarkCount = options.integer("landmarks")
    shrinkage = options.real("shrinkage")
    heldOut = options.real("heldOut")
  }

  /// Takes in the data; the seed chooses landmarks and what is held out.
  /// - Throws: as `LinearDiscriminants`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "gda", dimensions: dimensions, pointsNeeded: dimensions + 1)
    self.labels = try Requirements.classes(labels, method: "gda", dimensions: dimensions)
    (self.data, self.dimensions, self.seed) = (data, dimensions, seed)
    (function, features, linear) = (nil, nil, nil)
  }

  /// Makes the space of the kernel, then takes in and places blocks of points.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    guard iterations > 0, progress < 1 else { return }
    var left = iterations
    if linear == nil {
      try makeFeatures()
      left -= 1
    }
    try linear?.advance(iterations: left)
  }

  /// The share of the work that is done.
  public var progress: Double {
    linear.map { Self.featureShare + (1 - Self.featureShare) * $0.progress } ?? 0
  }

  /// Coordinates along the discriminants, `[points, dimensions]`; zeros until they are known.
  public var points: Matrix { linear?.points ?? Matrix(rows: data.rowCount, columns: dimensions) }

  /// Landmarks and kernel, and what the linear method says.
  public var facts: [ProjectionFact] {
    guard let features, let function, let linear else { return [] }
    return [ProjectionFact("landmarks", Double(features.columnCount))] + function.facts + linear.facts
  }

  /// Returns the places of new points; nil before the discriminants are known or when the features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard let features, data.columnCount == self.data.columnCount else { return nil }
    return linear?.transform(features.of(data))
  }

  /// Nil: a place in the space of a kernel has no certain origin.
  public func inverse(_ points: Matrix) -> Matrix? { nil }

  private mutating func makeFeatures() throws {
    try Requirements.checkFinite(data)
    let fitted = HeldOutSplit(of: data.rowCount, share: heldOut, seed: seed).fitted
    let chosen = SelectedRows.sample(landmarkCount, of: fitted.count, seed: seed, stream: 33)
    let landmarks = SelectedRows.of(data, chosen.map { fitted[$0] }).matrix()
    let function = kernel.function(for: data, seed: seed)
    let features = try LandmarkFeatures(data, landmarks: landmarks, function: function)
    var linear = LinearDiscriminants(shrinkage: shrinkage, heldOut: heldOut, method: "gda")
    try linear.begin(features, labels: labels, dimensions: dimensions, seed: seed)
    (self.function, self.features, self.linear) = (function, features, linear)
  }
}

extension ProjectionEntry {
  /// Generalised discriminant analysis.
  static let kernelDiscriminants = ProjectionEntry(
    id: "gda", title: "GDA", description: "discriminants in the space of a kernel; curved, needs labels",
    source: "Baudat and Anouar 2000, doi:10.1162/089976600300014980",
    options: KernelChoice.options + [
      .spanningLandmarks(default: 1500, "; all fitted ones where there are no more"),
      .shrinkage(default: 0.01), .heldOut(default: 0.2),
    ], needsLabels: true
  ) { KernelDiscriminants($0) }
}
