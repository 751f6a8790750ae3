import CKernels
import COpenBLAS
import LatentCore

extension PointCloud {
  /// New points whose distances are made by one product: fewer when there are millions of points, for memory.
  private var queryRows: Int { max(4, min(64, (1 << 23) / max(count, 1))) }

  /// Returns for each of some new points its nearest points of the cloud, on all workers.
  /// - Parameter queries: `[new points, dimensions]`.
  /// - Precondition: `0 < wanted <= count`, and the queries have the cloud's dimensions.
  public func nearest(toRows queries: Matrix, count wanted: Int) -> NeighborLists {
    precondition(queries.columns == dimensions && (1...max(count, 1)).contains(wanted), "no such neighbours")
    let parts = Kernels.mapShares(of: 0..<queries.rows, atLeast: 1) { share in
      var lists = NeighborLists(neighbors: wanted)
      for start in stride(from: share.lowerBound, to: share.upperBound, by: queryRows) {
        lists.append(nearest(to: queries, start..<min(start + queryRows, share.upperBound), wanted))
      }
      return lists
    }
    return parts.reduce(into: NeighborLists(neighbors: wanted)) { $0.append($1) }
  }

  private func nearest(to queries: Matrix, _ range: Range<Int>, _ wanted: Int) -> NeighborLists {
    var indices = [Int32](repeating: 0, count: range.count * wanted)
    var distances = [Float](repeating: .infinity, count: range.count * wanted)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * count) { tile in
      guard let tile = tile.baseAddress else { return }
      writeDistances(to: queries.rows(in: range), tile)
      indices.withUnsafeMutableBufferPointer { indices in
        distances.withUnsafeMutableBufferPointer { distances in
          for offset in 0..<range.count {
            zw_keep_smallest(
              tile + offset * count, count, 0, wanted, indices.baseAddress! + offset * wanted,
              distances.baseAddress! + offset * wanted)
          }
        }
      }
    }
    return NeighborLists(neighbors: wanted, indices: indices, squaredDistances: distances)
  }

  /// Writes the squared distances from some places to all points, row by row.
  private func writeDistances(to places: Matrix, _ rows: UnsafeMutablePointer<Float>) {
    guard usesProducts else {
      for row in 0..<places.rows {
        zw_squared_distances(values, count, count, dimensions, Array(places.row(row)), rows + row * count)
      }
      return
    }
    var centered = places
    centered.subtractFromRows(center)
    let (m, n, k) = (Int32(places.rows), Int32(count), Int32(dimensions))
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, centered.values, k, values, k, 0, rows, n)
    let norms = Kernels.squaredNorms(centered)
    for row in 0..<places.rows {
      zw_distances_from_products(rows + row * count, squaredNorms, norms[row], count)
    }
  }
}

extension StochasticEmbedding {
  /// Places new points in a map whose points stay: each descends the divergence of its own affinities.
  /// - Parameters:
  ///   - guess: where they begin, `[new points, dimensions]`.
  ///   - weights: conditional probabilities of each new point's neighbours in the map.
  public static func place(_ guess: Matrix, weights: NeighborWeights, among map: Matrix, steps: Int) -> Matrix
  {
    let (coordinates, dimensions, size) = (map.transposed.values, map.columns, weights.neighbors)
    var places = guess
    places.values.withUnsafeMutableBufferPointer { places in
      let places = places.baseAddress
      Kernels.parallel(guess.rows) { row in
        guard let places else { return }
        weights.indices.withUnsafeBufferPointer { indices in
          weights.values.withUnsafeBufferPointer { values in
            zw_place_point(
              coordinates, map.rows, dimensions, indices.baseAddress! + row * size,
              values.baseAddress! + row * size, size, steps, places + row * dimensions)
          }
        }
      }
    }
    return places
  }
}
