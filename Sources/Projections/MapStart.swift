import Kernels
import LatentCore

extension NeighborSpace {
  /// Returns the leading principal coordinates as the beginning of a map, with a hundredth of it as noise, so that equal
  /// points can part.
  /// - Parameters:
  ///   - dimensions: of the map.
  ///   - deviation: the standard deviation of the map's first coordinate.
  /// - Throws: what `PrincipalComponents` throws.
  func start(dimensions: Int, deviation: Float, seed: UInt64) throws -> Matrix {
    var start = try principalCoordinates(dimensions)
    var random = RandomSource(seed: seed, stream: 0x7374_6172)
    let noise = random.normal(rows: start.rows, columns: dimensions)
    let first = start.column(0)
    let mean = first.reduce(0, +) / Float(max(first.count, 1))
    let variance = first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(max(first.count, 1))
    let scale = variance > 0 ? deviation / variance.squareRoot() : 0
    for place in start.values.indices {
      start.values[place] = scale * (start.values[place] - mean) + 0.01 * deviation * noise.values[place]
    }
    return start
  }

  /// Returns the coordinates along the leading components, `[points, dimensions]`.
  func principalCoordinates(_ dimensions: Int) throws -> Matrix {
    map == nil
      ? try PrincipalComponents.fit(coordinates, dimensions: dimensions).points
      : coordinates.firstColumns(dimensions)
  }
}

/// The points of a fitted space that are nearest to new ones.
struct NearPlaces {
  let lists: NeighborLists
  /// A new point this much nearer than its neighbours are, in squared distance, is the nearest itself.
  private static let sameShare: Float = 1e-6

  /// Searches for as many as there are, at most `count`.
  init(of queries: Matrix, in space: NeighborSpace, count: Int) {
    let cloud = PointCloud(space.coordinates)
    lists = cloud.nearest(toRows: queries, count: max(1, min(count, cloud.count)))
  }

  /// Returns the weighted means of the neighbours' places.
  func means(of map: Matrix, _ weights: NeighborWeights) -> Matrix {
    var means = Matrix(rows: lists.points, columns: map.columns)
    for point in 0..<lists.points {
      let range = point * lists.neighbors..<(point + 1) * lists.neighbors
      let whole = weights.values[range].reduce(0, +)
      for place in range {
        let share = weights.values[place] / max(whole, .leastNormalMagnitude)
        for column in 0..<map.columns {
          means[point, column] += share * map[Int(weights.indices[place]), column]
        }
      }
    }
    return means
  }

  /// Returns places in which rows that the map was fitted on have gone to their points.
  func keepingKnownPoints(of map: Matrix, in places: Matrix) -> Matrix {
    var places = places
    for point in 0..<lists.points {
      let first = point * lists.neighbors
      let reach = lists.squaredDistances[first + lists.neighbors - 1]
      guard lists.squaredDistances[first] <= Self.sameShare * reach else { continue }
      for column in 0..<map.columns { places[point, column] = map[Int(lists.indices[first]), column] }
    }
    return places
  }
}

extension Requirements {
  /// Checks what maps by neighbours can be: two or three dimensions, and principal components for each of them.
  /// - Throws: `ZwalkError.optionOutOfRange`.
  static func checkMap(dimensions: Int, components: Int) throws(ZwalkError) {
    guard (2...3).contains(dimensions) else {
      throw .optionOutOfRange(key: "dims", value: "\(dimensions)", allowed: "2 or 3")
    }
    guard components == 0 || components >= dimensions else {
      throw .optionOutOfRange(
        key: "pca", value: "\(components)", allowed: "0 for the data as it is, or \(dimensions) and more")
    }
  }
}

extension RowSource {
  /// Whether there are no rows.
  var isEmpty: Bool { rowCount == 0 }
}
