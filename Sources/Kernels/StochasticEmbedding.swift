import CKernels
import LatentCore
import RealModule

/// A map of t-SNE on its way: points, their speeds, and the affinities that pull them.
/// - Source: van der Maaten and Hinton 2008; van der Maaten 2014.
public struct StochasticEmbedding: Sendable {
  /// How a step descends.
  public struct Descent: Sendable {
    /// Factor of the attraction; 1 descends the divergence itself.
    public var exaggeration: Float
    /// Learning rate, for affinities that sum up to 1.
    public var rate: Float
    /// The share of the last step that goes on, 0 to 1.
    public var momentum: Float
    /// Creates a rule.
    public init(exaggeration: Float, rate: Float, momentum: Float) {
      (self.exaggeration, self.rate, self.momentum) = (exaggeration, rate, momentum)
    }
  }

  /// The map, `[points, 2]` or `[points, 3]`.
  public private(set) var points: Matrix
  /// The Kullback-Leibler divergence of the map that the last step, or `measure`, began with; nil before.
  public private(set) var divergence: Double?
  private var affinities: WeightedGraph
  /// The sum of p log p.
  private var negativeEntropy: Double
  private var attraction: Matrix
  private var repulsion: Matrix
  private var velocities: Matrix
  private var gains: Matrix
  private var field = RepulsionField()

  /// No step is longer.
  private static let longestStep: Float = 5

  /// Creates a map at rest.
  /// - Parameter affinities: symmetric; each point's conditional probabilities sum up to 1.
  /// - Precondition: the points have two or three coordinates, and the affinities are theirs.
  public init(_ points: Matrix, affinities: WeightedGraph) {
    precondition(
      (2...3).contains(points.columns) && affinities.points == points.rows, "not a map of these points")
    self.points = points
    self.affinities = affinities
    negativeEntropy = Self.negativeEntropy(affinities)
    attraction = Matrix(rows: points.rows, columns: points.columns)
    repulsion = attraction
    velocities = attraction
    gains = Matrix(rows: points.rows, columns: points.columns, repeating: 1)
  }

  /// Replaces the affinities; the points go on from where they are.
  public mutating func use(_ affinities: WeightedGraph) {
    precondition(affinities.points == points.rows, "other points")
    self.affinities = affinities
    negativeEntropy = Self.negativeEntropy(affinities)
  }

  /// Moves all points one step.
  public mutating func step(_ how: Descent) {
    let sum = computeForces()
    let count = Float(max(points.rows, 1))
    let descent = zw_descent(
      exaggeration: how.exaggeration / count, repulsion: Float(1 / sum), rate: how.rate,
      momentum: how.momentum,
      longest: Self.longestStep)
    descend(descent)
  }

  private mutating func descend(_ how: zw_descent) {
    let (parts, count, dimensions) = (Kernels.threads, points.rows, points.columns)
    let (attraction, repulsion) = (attraction.values, repulsion.values)
    points.values.withUnsafeMutableBufferPointer { points in
      velocities.values.withUnsafeMutableBufferPointer { velocities in
        gains.values.withUnsafeMutableBufferPointer { gains in
          let (points, velocities, gains) = (points.baseAddress!, velocities.baseAddress!, gains.baseAddress!)
          Kernels.parallel(parts) { part in
            let range = Kernels.share(part, of: parts, count: count)
            let place = range.lowerBound * dimensions
            withUnsafePointer(to: how) {
              zw_descend(
                $0, points, attraction, repulsion, velocities, gains, place, place + range.count * dimensions,
                dimensions)
            }
          }
        }
      }
    }
  }

  /// Measures the divergence of the points as they are.
  public mutating func measure() { _ = computeForces() }

  /// The gradient of the divergence at the points as they are, `[points, dimensions]`.
  /// - Source: van der Maaten and Hinton 2008, equation 5.
  public mutating func gradient() -> Matrix {
    let sum = computeForces()
    var gradient = attraction
    for place in gradient.values.indices {
      gradient.values[place] =
        4 * (attraction.values[place] / Float(points.rows) - repulsion.values[place] / Float(sum))
    }
    return gradient
  }

  /// Computes attraction and repulsion, and notes the divergence; returns the sum over pairs of 1 / (1 + r^2).
  private mutating func computeForces() -> Double {
    let logarithms = attract()
    let sum = max(field.compute(points, into: &repulsion), .leastNormalMagnitude)
    divergence = negativeEntropy + logarithms / Double(max(points.rows, 1)) + Double.log(sum)
    return sum
  }

  private mutating func attract() -> Double {
    let parts = 8 * Kernels.threads
    let (points, affinities) = (points, affinities)
    var sums = [Double](repeating: 0, count: parts)
    attraction.values.withUnsafeMutableBufferPointer { forces in
      sums.withUnsafeMutableBufferPointer { sums in
        let (forces, sums) = (forces.baseAddress, sums.baseAddress!)
        Kernels.parallel(parts) { part in
          let range = Kernels.share(part, of: parts, count: points.rows)
          sums[part] = zw_attract(
            affinities.starts, affinities.columns, affinities.values, points.values, points.columns,
            range.lowerBound, range.upperBound, forces)
        }
      }
    }
    return sums.reduce(0, +)
  }

  private static func negativeEntropy(_ affinities: WeightedGraph) -> Double {
    let count = Double(max(affinities.points, 1))
    let sums = Kernels.mapShares(of: 0..<affinities.values.count, atLeast: 4096) { share in
      affinities.values[share].reduce(0.0) { sum, value in
        value > 0 ? sum + Double(value) * Double.log(Double(value) / count) : sum
      }
    }
    return sums.reduce(0, +) / count
  }
}
