import Datasets
import LatentCore
import RealModule

/// How far single dimensions of a code stand for single factors that images were generated from.
///
/// For each factor: the mutual information of the dimension that tells most of it, less that of the next, as a share
/// of the factor's entropy. Codes are sorted into 20 equally wide bins.
/// - Source: Chen, Li, Grosse and Duvenaud 2018, arXiv:1802.04942, section 4; the binning of Locatello et al. 2019,
///   arXiv:1811.12359.
public struct MutualInformationGap: Sendable, Equatable {
  /// What the codes tell of one factor.
  public struct Factor: Sendable, Equatable {
    /// The factor's name.
    public let name: String
    /// Nats that each dimension tells of it.
    public let information: [Double]
    /// Nats that there are to be told.
    public let entropy: Double

    /// The lead of the best dimension over the next, 0 to 1.
    public var gap: Double {
      let sorted = information.sorted(by: >)
      guard let first = sorted.first, entropy > 0 else { return 0 }
      return (first - (sorted.count > 1 ? sorted[1] : 0)) / entropy
    }
  }

  /// In the order of the data's factors.
  public let factors: [Factor]

  /// The mean over the factors, 0 to 1.
  public var mean: Double { factors.reduce(0) { $0 + $1.gap } / Double(max(factors.count, 1)) }

  private static let bins = 20

  /// Measures codes.
  /// - Parameters:
  ///   - codes: `[images, latent]`.
  ///   - factors: of the same images.
  public init(codes: Matrix, factors: Factors) {
    precondition(codes.rows == factors.count, "codes and factors differ in number")
    let binned = (0..<codes.columns).map { Self.binned(codes.column($0)) }
    self.factors = factors.factors.enumerated().map { index, factor in
      let values = (0..<codes.rows).map { factors.value(of: index, image: $0) }
      let entropy = Self.entropy(of: values, count: factor.values)
      let information = binned.map { bins in
        let joint = zip(bins, values).map { $0 * factor.values + $1 }
        return max(
          0,
          Self.entropy(of: bins, count: Self.bins) + entropy
            - Self.entropy(of: joint, count: Self.bins * factor.values))
      }
      return Factor(name: factor.name, information: information, entropy: entropy)
    }
  }

  private static func binned(_ values: [Float]) -> [Int] {
    guard let lowest = values.min(), let highest = values.max(), highest > lowest else {
      return values.map { _ in 0 }
    }
    return values.map { min(bins - 1, Int(($0 - lowest) / (highest - lowest) * Float(bins))) }
  }

  /// The entropy of whole numbers from 0, in nats.
  private static func entropy(of values: [Int], count: Int) -> Double {
    var counts = [Int](repeating: 0, count: count)
    for value in values { counts[value] += 1 }
    return counts.filter { $0 > 0 }.reduce(0) { sum, count in
      let share = Double(count) / Double(values.count)
      return sum - share * Double.log(share)
    }
  }
}
