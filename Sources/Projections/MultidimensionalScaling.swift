import Kernels
import LatentCore

/// Metric multidimensional scaling: places whose distances are those of the data, as nearly as they can be.
///
/// The classical solution, the principal components for Euclidean data, is the start; each step of majorisation
/// (SMACOF) then lowers the stress. Beyond as many points as landmarks, the landmarks are scaled, and the others go
/// where their distances to them want them. Its iterations are blocks of distances, steps, and blocks of points.
/// - Source: Torgerson 1952; de Leeuw 1977; Borg and Groenen, "Modern multidimensional scaling", chapter 8;
///   landmarks: de Silva and Tenenbaum 2004.
public struct MultidimensionalScaling: Projection {
  private enum Stage: Sendable { case starting, measuring, moving, placing, done }

  /// Where the points are, `[points, dimensions]`.
  public private(set) var points = Matrix(rows: 0, columns: 0)
  /// sqrt(sum of squared gaps / sum of squared distances) before each step, falling.
  public private(set) var stresses: [Double] = []

  private let isClassical: Bool
  private let tolerance: Double
  private let mostSteps: Int
  private let landmarkCount: Int
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var seed: UInt64 = 0
  private var stage = Stage.done
  private var start = PrincipalComponents()
  private var landmarks: [Int] = []
  private var references: ReferencePoints?
  /// Distances of the landmarks, `[landmarks, landmarks]`, and where they are.
  private var distances = Matrix(rows: 0, columns: 0)
  private var places = Matrix(rows: 0, columns: 0)
  private var squaredDistances = 0.0
  private var rowsDone = 0

  private static let blockRows = 512
  private static let startShare = 0.1
  private static let moveShare = 0.7
  /// Steps that bring a single point among the landmarks to rest.
  private static let placingSteps = 60

  /// Creates an unfitted scaling with the settings of its options.
  init(_ options: Options) {
    isClassical = options.text("kind") == "classical"
    tolerance = options.real("tolerance")
    mostSteps = options.integer("steps")
    landmarkCount = options.integer("landmarks")
  }

  /// Takes in the data; the seed chooses landmarks, labels make no difference.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than features or 16, `.notEnoughPoints`, `.notFinite`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    try Requirements.check(data, method: "mds", dimensions: dimensions, pointsNeeded: dimensions + 1)
    guard dimensions <= 16 else {
      throw ZwalkError.optionOutOfRange(
        key: "dims", value: "\(dimensions)", allowed: "a whole number from 1 to 16")
    }
    (self.data, self.seed) = (data, seed)
    (stresses, references, squaredDistances, rowsDone) = ([], nil, 0, 0)
    landmarks = SelectedRows.sample(landmarkCount, of: data.rowCount, seed: seed, stream: 36)
    start = PrincipalComponents()
    try start.begin(data, labels: nil, dimensions: dimensions, seed: seed)
    points = start.points
    stage = .starting
  }

  /// Goes on by as many blocks or steps.
  /// - Throws: `ZwalkError.notFinite`, `.numericalFailure`.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    while left > 0, stage != .done {
      left -= 1
      switch stage {
      case .starting: try goOnStarting()
      case .measuring: measure()
      case .moving: move()
      case .placing: placeOthers()
      case .done: return
      }
    }
  }

  /// The share of the work; how many steps there will be is known at the end.
  public var progress: Double {
    let block = Double(rowsDone) / Double(max(stage == .placing ? data.rowCount : landmarks.count, 1))
    switch stage {
    case .starting: return Self.startShare * start.progress
    case .measuring: return Self.startShare * (1 + block)
    case .moving: return 2 * Self.startShare + Self.moveShare * Double(stresses.count) / Double(mostSteps + 1)
    case .placing: return 2 * Self.startShare + Self.moveShare + 0.1 * block
    case .done: return data.rowCount > 0 ? 1 : 0
    }
  }

  /// The stress of the landmarks, the steps that it took, and how many landmarks there are.
  public var facts: [ProjectionFact] {
    guard stage == .done || stage == .placing, !isClassical, let stress = stresses.last else { return [] }
    return [
      ProjectionFact("fitted_stress", stress), ProjectionFact("steps", Double(stresses.count - 1)),
      ProjectionFact("landmarks", Double(landmarks.count)),
    ]
  }

  /// Returns where other rows go among the landmarks; nil before the map is final or when the features are not as many.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard stage == .done, data.columnCount == self.data.columnCount else { return nil }
    if isClassical { return start.transform(data) }
    var result = Matrix(rows: 0, columns: points.columns)
    data.forEachBlock(of: Self.blockRows) { _, rows in result.append(rowsOf: settled(rows)) }
    return result
  }

  /// Nil: distances do not lead back to the data, except for the classical solution.
  public func inverse(_ points: Matrix) -> Matrix? { isClassical ? start.inverse(points) : nil }

  /// Nil except for the classical solution.
  public var basis: Matrix? { isClassical ? start.basis : nil }

  private mutating func goOnStarting() throws {
    try start.advance(iterations: 1)
    points = start.points
    guard start.progress == 1 else { return }
    if isClassical {
      stage = .done
      return
    }
    let rows = SelectedRows.of(data, landmarks).matrix()
    references = ReferencePoints(rows)
    places = points.gatheringRows(landmarks)
    distances = Matrix(rows: landmarks.count, columns: landmarks.count)
    stage = .measuring
  }

  private mutating func measure() {
    guard let references else { return }
    let range = rowsDone..<min(rowsDone + Self.blockRows, landmarks.count)
    let rows = SelectedRows.of(data, Array(landmarks[range])).matrix()
    var block = references.squaredDistances(from: rows)
    for (offset, row) in range.enumerated() { block[offset, row] = 0 }
    squaredDistances += Kernels.rowSums(block).reduce(0.0) { $0 + Double($1) }
    block.takeRoots()
    distances.replaceRows(from: rowsDone, by: block)
    rowsDone = range.upperBound
    if rowsDone == landmarks.count { stage = .moving }
  }

  private mutating func move() {
    var next = places
    let gaps = Kernels.majorise(&next, distances: distances, range: 0..<landmarks.count, others: places)
    let stress = squaredDistances > 0 ? (gaps / squaredDistances).squareRoot() : 0
    let before = stresses.last ?? .infinity
    stresses.append(stress)
    if before - stress <= tolerance * stress || stresses.count > mostSteps {
      finishMoving()
    } else {
      places = next
      show()
    }
  }

  private mutating func show() {
    for (row, point) in landmarks.enumerated() {
      for axis in 0..<points.columns { points[point, axis] = places[row, axis] }
    }
  }

  private mutating func finishMoving() {
    show()
    distances = Matrix(rows: 0, columns: 0)
    rowsDone = 0
    stage = landmarks.count == data.rowCount ? .done : .placing
  }

  private mutating func placeOthers() {
    let range = rowsDone..<min(rowsDone + Self.blockRows, data.rowCount)
    points.replaceRows(from: rowsDone, by: settled(data.matrix(range)))
    rowsDone = range.upperBound
    guard rowsDone == data.rowCount else { return }
    show()
    stage = .done
  }

  /// Where rows come to rest among the landmarks, from the place of the nearest one.
  private func settled(_ rows: Matrix) -> Matrix {
    guard let references else { return Matrix(rows: rows.rows, columns: points.columns) }
    var wanted = references.squaredDistances(from: rows)
    wanted.takeRoots()
    let nearest = (0..<rows.rows).map { row in
      let distances = wanted.row(row)
      return (distances.indices.min { distances[$0] < distances[$1] } ?? distances.startIndex)
        - distances.startIndex
    }
    var result = places.gatheringRows(nearest)
    for _ in 0..<Self.placingSteps {
      _ = Kernels.majorise(&result, distances: wanted, range: 0..<rows.rows, others: places)
    }
    return result
  }
}

extension Matrix {
  fileprivate mutating func takeRoots() {
    for index in values.indices { values[index] = values[index].squareRoot() }
  }
}

extension ProjectionEntry {
  /// Multidimensional scaling.
  static let multidimensionalScaling = ProjectionEntry(
    id: "mds", title: "MDS",
    description: "places whose distances are those of the data, as nearly as possible",
    source: "Torgerson 1952; de Leeuw 1977 (SMACOF); Borg and Groenen 2005",
    options: [
      OptionDescription(
        "kind", .choice(["smacof", "classical"]), default: .text("smacof"),
        "by steps that lower the stress, or the classical solution that they begin with"),
      .tolerance(0...0.1, default: 1e-5, "step", "stress"),
      OptionDescription("steps", .integer(1...10000), default: .integer(300), "at most so many steps"),
      .placedLandmarks(10...10000, default: 4000),
    ]
  ) { MultidimensionalScaling($0) }
}
