import LatentCore
import Projections

/// The measures of a map by their definitions, too simple to be wrong.
enum QualityTwin {
  static func measure(_ data: Matrix, _ map: Matrix, _ labels: [UInt8]) -> MapQuality {
    let (inData, inMap) = (order(data), order(map))
    return MapQuality(
      points: data.rows,
      trustworthiness: trustworthiness(near: inMap, ranked: inData),
      continuity: trustworthiness(near: inData, ranked: inMap),
      knnAccuracy: accuracy(inMap, labels),
      neighborhoodHit: hit(inMap, labels),
      shepard: spearman(distances(data), distances(map)),
      stress: stress(distances(data), distances(map)))
  }

  static func distance(_ points: Matrix, _ a: Int, _ b: Int) -> Double {
    zip(points.row(a), points.row(b)).reduce(0) { sum, pair in
      let gap = Double(pair.0) - Double(pair.1)
      return sum + gap * gap
    }.squareRoot()
  }

  /// For each point all others, nearest first, the smaller index first among equals.
  static func order(_ points: Matrix) -> [[Int]] {
    (0..<points.rows).map { i in
      let distances = (0..<points.rows).map { distance(points, i, $0) }
      return (0..<points.rows).filter { $0 != i }.sorted {
        distances[$0] == distances[$1] ? $0 < $1 : distances[$0] < distances[$1]
      }
    }
  }

  static func distances(_ points: Matrix) -> [Double] {
    (0..<points.rows).flatMap { i in (i + 1..<max(points.rows, i + 1)).map { distance(points, i, $0) } }
  }

  static func trustworthiness(near: [[Int]], ranked: [[Int]], k: Int = 12) -> Double {
    var sum = 0
    for point in near.indices {
      for neighbor in near[point].prefix(k) {
        sum += max(0, ranked[point].firstIndex(of: neighbor)! + 1 - k)
      }
    }
    let n = near.count
    return 1 - 2 / Double(n * k * (2 * n - 3 * k - 1)) * Double(sum)
  }

  static func accuracy(_ near: [[Int]], _ labels: [UInt8]) -> Double {
    let right = near.indices.filter { point in
      var votes = [Int](repeating: 0, count: 256)
      for neighbor in near[point].prefix(10) { votes[Int(labels[neighbor])] += 1 }
      return votes.firstIndex(of: votes.max()!)! == Int(labels[point])
    }
    return Double(right.count) / Double(near.count)
  }

  static func hit(_ near: [[Int]], _ labels: [UInt8]) -> Double {
    let hits = near.indices.reduce(0) { sum, point in
      sum + near[point].prefix(10).filter { labels[$0] == labels[point] }.count
    }
    return Double(hits) / Double(10 * near.count)
  }

  static func stress(_ data: [Double], _ map: [Double]) -> Double {
    let gaps = zip(data, map).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return (gaps / data.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }

  static func spearman(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (ranks(a), ranks(b))
    let mean = Double(a.count + 1) / 2
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let variances = [x, y].map { $0.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
    return covariance / (variances[0] * variances[1]).squareRoot()
  }

  /// Equal values share the mean of the ranks that they take up.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      let equals = order[start...].prefix { values[$0] == values[order[start]] }
      for index in equals { ranks[index] = Double(equals.startIndex + 1 + equals.endIndex) / 2 }
      start = equals.endIndex
    }
    return ranks
  }
}
