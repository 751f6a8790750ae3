import Kernels
import LatentCore
import RealModule

/// What a map does to all distances and to all neighbourhoods at once.
public struct MapDiagrams: Sendable, Equatable {
  /// Distances of pairs of points: in the data to the right, in the map upwards.
  /// - Source: Shepard 1962, "The analysis of proximities".
  public var shepard: PairCounts
  /// Ranks of each point as another's neighbour: in the data to the right, in the map upwards. A perfect map has all
  /// pairs on the diagonal; above it points were torn away, below it drawn in.
  /// - Source: Lee and Verleysen 2009, "Quality assessment of dimensionality reduction", the co-ranking matrix.
  public var coRanking: PairCounts
  /// For each size of neighbourhood K = 1, 2 ... how far the share of kept neighbours lies above chance: 1 for all, 0
  /// for as many as a random map keeps.
  /// - Source: Lee, Peluffo-Ordonez and Verleysen 2015, "Multi-scale similarities in stochastic neighbour embedding",
  ///   R_NX, equation 9.
  public var keptAboveChance: [Double]
  /// The area under that curve with K on a logarithmic axis, so that small neighbourhoods count most; 1 is best.
  public var area: Double
}

/// Makes the diagrams of a map in slices; its iterations are blocks of points.
public struct DiagramWork: Sendable {
  private let data, map: PointCloud
  private var shepard, coRanking: PairCounts
  /// Pairs by the larger of their two ranks, less one.
  private var overlaps: [Int]
  private var done = 0

  /// Cells along each side of both diagrams.
  public static let size = 128
  /// Points of one iteration: some 15 ms for 2,000 points of 784 pixels.
  private static let blockPoints = 32

  /// Takes in the data, `[points, features]`, and its map, `[points, dimensions]`.
  /// - Throws: `ZwalkError.unusableData` when they differ in number, `.notEnoughPoints` below 3.
  public init(_ data: Matrix, map points: Matrix) throws(ZwalkError) {
    guard data.rows == points.rows else {
      throw .unusableData(
        name: "the map", reason: "it has \(points.rows) points where the data has \(data.rows)")
    }
    guard data.rows >= 3 else {
      throw .notEnoughPoints(method: "a Shepard diagram", found: data.rows, needed: 3)
    }
    self.data = PointCloud(data)
    map = PointCloud(points)
    let (farData, farMap) = (Self.farthest(self.data), Self.farthest(map))
    shepard = PairCounts(size: Self.size, highestX: farData, highestY: farMap)
    let ranks = Double(data.rows - 1)
    coRanking = PairCounts(size: Self.size, highestX: ranks, highestY: ranks)
    overlaps = [Int](repeating: 0, count: data.rows - 1)
  }

  /// The share of the points that were looked at, 0 to 1.
  public var progress: Double { Double(done) / Double(data.count) }

  /// The diagrams; nil until `progress` is 1.
  public var result: MapDiagrams? {
    guard done == data.count else { return nil }
    let kept = curve
    return MapDiagrams(shepard: shepard, coRanking: coRanking, keptAboveChance: kept, area: Self.area(kept))
  }

  /// Looks at the next blocks of points; does nothing once `progress` is 1.
  public mutating func advance(iterations: Int) {
    var left = iterations
    while left > 0, done < data.count {
      left -= 1
      for point in done..<min(done + Self.blockPoints, data.count) { add(point) }
      done = min(done + Self.blockPoints, data.count)
    }
  }

  private mutating func add(_ point: Int) {
    let (inData, inMap) = (data.squaredDistances(from: point), map.squaredDistances(from: point))
    let (dataRanks, mapRanks) = (MeanRanks.of(inData.behind(point)), MeanRanks.of(inMap.behind(point)))
    for other in 0..<data.count where other != point {
      shepard.add(x: Double(inData[other].squareRoot()), y: Double(inMap[other].squareRoot()))
      // The point itself has rank 1. Half a rank puts whole ranks into the middle of their cells.
      coRanking.add(x: dataRanks[other] - 1.5, y: mapRanks[other] - 1.5)
      let largest = Int(max(dataRanks[other], mapRanks[other]).rounded(.up)) - 2
      overlaps[min(max(largest, 0), overlaps.count - 1)] += 1
    }
  }

  /// R_NX for every K below the number of points less one.
  private var curve: [Double] {
    let (n, others) = (Double(data.count), Double(data.count - 1))
    var sum = 0.0
    return (1..<max(1, data.count - 1)).map { k in
      sum += Double(overlaps[k - 1])
      let kept = sum / (n * Double(k))
      return (others * kept - Double(k)) / (others - Double(k))
    }
  }

  private static func area(_ curve: [Double]) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for (index, value) in curve.enumerated() {
      sum += value / Double(index + 1)
      weights += 1 / Double(index + 1)
    }
    return weights > 0 ? sum / weights : 0
  }

  /// About the largest distance: from the point that is farthest from the first one.
  private static func farthest(_ cloud: PointCloud) -> Double {
    let first = cloud.squaredDistances(from: 0)
    let far = first.indices.max { first[$0] < first[$1] } ?? 0
    return Double((cloud.squaredDistances(from: far).max() ?? 0).squareRoot())
  }
}

extension [Float] {
  /// The distances with the point's own below all others, also below those of equal points.
  fileprivate func behind(_ point: Int) -> [Float] {
    var raised = map { $0 > 0 ? $0 : Float.leastNormalMagnitude }
    raised[point] = 0
    return raised
  }
}
