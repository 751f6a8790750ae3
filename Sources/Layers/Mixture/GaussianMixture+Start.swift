import Kernels
import LatentCore

extension GaussianMixture {
  /// Rounds of k-means before the first expectation step; it ends earlier when nothing moves.
  private static let rounds = 30

  /// Passes after which starts are compared.
  private static let trialPasses = 10

  /// Chooses directions and components by looking at all images: principal components, then k-means from spread
  /// starts within them.
  /// - Parameters:
  ///   - images: `[images, pixels]`.
  ///   - starts: how many sets of components are tried, 1 or more.
  ///   - random: what the starts are drawn from; advanced by it.
  /// - Throws: `ZwalkError.notFinite`; `.numericalFailure` when the principal components cannot be computed.
  /// - Source: Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding".
  public func begin(on images: any RowSource, starts: Int, random: inout RandomSource) throws {
    var scatter = ScatterMatrix(columns: pixels)
    guard images.rowCount > 0 else { return }
    guard scatter.add(0..<images.rowCount, of: images) else { throw ZwalkError.notFinite(what: "an image") }
    let mean = scatter.mean.map(Float.init)
    let leading = try LeadingEigenvectors(of: scatter.covariance, size: pixels, count: dimensions)
    let directions = Matrix(rows: dimensions, columns: pixels, values: leading.vectors.map(Float.init))
    take(directions, mean: mean)
    let codes = AffineMap(center: mean, directions: directions).coordinates(0..<images.rowCount, of: images)
    start(at: codes, tries: starts, random: &random)
  }

  private func take(_ directions: Matrix, mean: [Float]) {
    layout.directions.load(directions, rows: 0..<dimensions)
    layout.decoderWeight.load(directions.transposed, rows: 0..<pixels)
    let image = Matrix(rows: 1, columns: pixels, values: mean)
    layout.decoderBias.load(image, rows: 0..<1)
    let bias = Kernels.product(image, directions, transposing: .second)
    for index in 0..<dimensions { layout.encoderBias[0, index] = -bias[0, index] }
  }

  /// Components begin as the clusters of k-means, each with the covariance of its members; of several starts the
  /// one goes on that some passes make the likeliest.
  private func start(at codes: Matrix, tries: Int, random: inout RandomSource) {
    var best: (logLikelihood: Double, values: [Float])?
    for _ in 0..<(components > 1 ? tries : 1) {
      var clusters = Clusters(codes, count: components, random: &random)
      for _ in 0..<Self.rounds where !clusters.isSettled { clusters.advance() }
      layout.mean.load(clusters.centers, rows: 0..<components)
      _ = pass(.members(codes, clusters.members))
      var logLikelihood = 0.0
      for _ in 0..<(tries > 1 ? Self.trialPasses : 0) { logLikelihood = -pass(.codes(codes)).loss }
      if logLikelihood > best?.logLikelihood ?? -.infinity {
        best = (logLikelihood, parameters.copyValues())
      }
    }
    if let best { parameters.load(values: best.values) }
    layout.bound.fill(0)
    parameters.stepCount = 0
  }

  private func pass(_ input: MixtureInput) -> Losses {
    let losses = accumulate(input)
    maximise(share: 1)
    return losses
  }
}

/// Clusters of k-means.
/// - Source: Lloyd 1982, "Least squares quantization in PCM".
struct Clusters {
  /// `[clusters, dimensions]`.
  private(set) var centers: Matrix
  /// The cluster of each point.
  private(set) var members: [Int]
  /// Whether the last round moved no point.
  private(set) var isSettled = false
  private let points: Matrix
  private let norms: [Float]

  /// Draws spread starts: each the farther from those before, the likelier.
  init(_ points: Matrix, count: Int, random: inout RandomSource) {
    self.points = points
    norms = Kernels.squaredNorms(points)
    members = [Int](repeating: 0, count: points.rows)
    centers = points.gatheringRows([Int.random(in: 0..<points.rows, using: &random)])
    var nearest = [Float](repeating: .infinity, count: points.rows)
    while centers.rows < count {
      let distances = Self.distances(points, norms, to: centers.rows(in: centers.rows - 1..<centers.rows))
      for row in nearest.indices { nearest[row] = min(nearest[row], distances.values[row]) }
      centers.append(rowsOf: points.gatheringRows([Self.draw(nearest, &random)]))
    }
  }

  /// Assigns every point to its nearest centre, then moves the centres to the means of their points.
  mutating func advance() {
    let distances = Self.distances(points, norms, to: centers)
    var moved = false
    for row in 0..<points.rows {
      let ofRow = distances.row(row)
      var best = ofRow.startIndex
      for index in ofRow.indices where ofRow[index] < ofRow[best] { best = index }
      moved = moved || members[row] != best - ofRow.startIndex
      members[row] = best - ofRow.startIndex
    }
    isSettled = !moved
    moveCenters()
  }

  private mutating func moveCenters() {
    var sums = [Double](repeating: 0, count: centers.values.count)
    var counts = [Int](repeating: 0, count: centers.rows)
    for (row, cluster) in members.enumerated() {
      counts[cluster] += 1
      for (index, value) in points.row(row).enumerated() {
        sums[cluster * centers.columns + index] += Double(value)
      }
    }
    for cluster in counts.indices where counts[cluster] > 0 {
      for index in 0..<centers.columns {
        centers[cluster, index] = Float(sums[cluster * centers.columns + index] / Double(counts[cluster]))
      }
    }
  }

  /// Squared distances, `[points, centers]`.
  private static func distances(_ points: Matrix, _ norms: [Float], to centers: Matrix) -> Matrix {
    var result = Kernels.product(points, centers, transposing: .second)
    let centerNorms = Kernels.squaredNorms(centers)
    for row in 0..<result.rows {
      for column in 0..<result.columns {
        let distance = norms[row] + centerNorms[column] - 2 * result[row, column]
        result[row, column] = max(0, distance)
      }
    }
    return result
  }

  /// A row, with a probability in proportion to its weight; the first one where no weight is left.
  private static func draw(_ weights: [Float], _ random: inout RandomSource) -> Int {
    let total = weights.reduce(0.0) { $0 + Double($1) }
    var rest = Double(random.uniform()) * total
    for (row, weight) in weights.enumerated() {
      rest -= Double(weight)
      if rest < 0 { return row }
    }
    return 0
  }
}
