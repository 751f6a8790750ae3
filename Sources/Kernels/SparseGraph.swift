import CKernels
import LatentCore

/// A graph of numbered nodes with a number on each edge; edges go both ways.
public struct SparseGraph: Sendable {
  /// Where the edges of each node begin; one number more than nodes.
  public let starts: [Int32]
  /// Where each edge leads, rising within a node.
  public let ends: [Int32]
  /// A length or a weight for each edge, 0 or more.
  public let values: [Float]

  /// The number of nodes.
  public var count: Int { starts.count - 1 }

  /// Creates a graph from edges, each given once in either or both directions; the smallest number of an edge counts.
  /// - Precondition: `from`, `to` and `values` are of equal count, with nodes in `0..<count`.
  public init(count: Int, from: [Int32], to: [Int32], values: [Float]) {
    var lists = [[(end: Int32, value: Float)]](repeating: [], count: count)
    for edge in from.indices where from[edge] != to[edge] {
      lists[Int(from[edge])].append((to[edge], values[edge]))
      lists[Int(to[edge])].append((from[edge], values[edge]))
    }
    var (starts, ends, kept): ([Int32], [Int32], [Float]) = ([0], [], [])
    for node in lists.indices {
      lists[node].sort { $0.end == $1.end ? $0.value < $1.value : $0.end < $1.end }
      for edge in lists[node] where Int32(ends.count) == starts[node] || ends[ends.count - 1] != edge.end {
        ends.append(edge.end)
        kept.append(edge.value)
      }
      starts.append(Int32(ends.count))
    }
    (self.starts, self.ends, self.values) = (starts, ends, kept)
  }

  private init(starts: [Int32], ends: [Int32], values: [Float]) {
    (self.starts, self.ends, self.values) = (starts, ends, values)
  }

  /// The same graph with other numbers on its edges.
  public func mapping(_ transform: (_ from: Int, _ to: Int, _ value: Float) -> Float) -> SparseGraph {
    var mapped = values
    for node in 0..<count {
      for edge in Int(starts[node])..<Int(starts[node + 1]) {
        mapped[edge] = transform(node, Int(ends[edge]), values[edge])
      }
    }
    return SparseGraph(starts: starts, ends: ends, values: mapped)
  }

  /// The sum of the numbers on the edges of each node.
  public var degrees: [Double] {
    (0..<count).map { node in
      values[Int(starts[node])..<Int(starts[node + 1])].reduce(0.0) { $0 + Double($1) }
    }
  }

  /// For each node, the smallest node that a path leads to.
  public var components: [Int32] {
    var component = [Int32](repeating: -1, count: count)
    var waiting: [Int32] = []
    for root in 0..<count where component[root] < 0 {
      component[root] = Int32(root)
      waiting.append(Int32(root))
      while let node = waiting.popLast() {
        for edge in starts[Int(node)]..<starts[Int(node) + 1] where component[Int(ends[Int(edge)])] < 0 {
          component[Int(ends[Int(edge)])] = Int32(root)
          waiting.append(ends[Int(edge)])
        }
      }
    }
    return component
  }

  /// Returns the lengths of the shortest paths from some nodes to all, `[sources, nodes]`, infinity where none leads;
  /// work is shared by the pool.
  public func shortestPaths(from sources: Range<Int>) -> Matrix {
    var distances = Matrix(rows: sources.count, columns: count)
    let (starts, ends, values, count) = (starts, ends, values, count)
    Kernels.fillRows(of: &distances, blockSize: 8) { range, span in
      span.withUnsafeMutableBufferPointer { rows in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { scratch in
          guard let rows = rows.baseAddress, let scratch = scratch.baseAddress else { return }
          for (offset, row) in range.enumerated() {
            zw_shortest_paths(
              starts, ends, values, count, sources.lowerBound + row, rows + offset * count, scratch)
          }
        }
      }
    }
    return distances
  }

  /// Returns the product of the graph's matrix of numbers with a vector of one number a node.
  public func product(_ vector: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { product, initialised in
      if let product = product.baseAddress {
        zw_graph_product(starts, ends, values, count, vector, product)
      }
      initialised = count
    }
  }
}

extension Kernels {
  /// Returns -1/2 (shortest path)^2 from new points to all nodes, by way of the points' neighbours, `[points, nodes]`.
  /// - Parameters:
  ///   - kernel: -1/2 (shortest path)^2 between nodes, `[nodes, nodes]`.
  ///   - neighbors: the nodes nearest to each point, with their squared distances.
  public static func pathKernel(through neighbors: NeighborLists, kernel: Matrix) -> Matrix {
    let (count, wanted) = (kernel.rows, neighbors.neighbors)
    let lengths = neighbors.squaredDistances.map { $0.squareRoot() }
    var result = Matrix(rows: neighbors.points, columns: count)
    fillRows(of: &result, blockSize: 8) { range, span in
      span.withUnsafeMutableBufferPointer { rows in
        guard let rows = rows.baseAddress else { return }
        for (offset, point) in range.enumerated() {
          let list = point * wanted..<(point + 1) * wanted
          zw_kernel_through_neighbors(
            kernel.values, count, Array(neighbors.indices[list]), Array(lengths[list]), wanted,
            rows + offset * count)
        }
      }
    }
    return result
  }
}
