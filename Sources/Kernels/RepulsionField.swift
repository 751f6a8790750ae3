import CKernels
import LatentCore

/// The repulsive forces of t-SNE between all points of a map, without looking at their pairs.
///
/// In two dimensions charges are spread on a grid by cubic B-splines and convolved with the kernel by Fourier transforms;
/// in three a tree of cubes stands for far points.
/// - Source: Linderman et al. 2019, doi:10.1038/s41592-018-0308-4, with splines in place of polynomials and one
///   transform each way; Barnes and Hut 1986; van der Maaten 2014.
struct RepulsionField: Sendable {
  /// Distances of the grid's nodes: the kernel's bump is two wide, and the forces within a small map are differences of
  /// what is almost the same everywhere.
  private static let spacings: (fine: Float, middle: Float, coarse: Float) = (0.2, 0.35, 0.5)
  /// Up to so many nodes a finer grid costs next to nothing.
  private static let mostFineNodes = 160
  /// Larger grids would not fit into the caches; beyond, their nodes move apart.
  private static let mostNodes = 2048
  /// A cube counts as one point when it looks smaller than this, as side over distance.
  private static let angle: Float = 0.5

  private var grid: RepulsionGrid?
  private var octants: [zw_octant] = []

  /// Writes for each point the sum over all others of (y_i - y_j) / (1 + r^2)^2.
  /// - Returns: the sum over all pairs, in both directions, of 1 / (1 + r^2).
  mutating func compute(_ points: Matrix, into forces: inout Matrix) -> Double {
    points.columns == 3 ? computeInSpace(points, &forces) : computeInPlane(points, &forces)
  }

  private mutating func computeInPlane(_ points: Matrix, _ forces: inout Matrix) -> Double {
    var (low, high) = (SIMD2<Float>(repeating: .infinity), SIMD2<Float>(repeating: -.infinity))
    for point in 0..<points.rows {
      let place = SIMD2(points.values[2 * point], points.values[2 * point + 1])
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    prepareGrid(side: (high - low).max())
    return grid?.compute(points, center: (low + high) / 2, into: &forces) ?? 0
  }

  /// Makes another grid where the one at hand is too small, too large or too coarse.
  private mutating func prepareGrid(side: Float) {
    let spacing = Self.spacing(side: side)
    // A map grows in every step; a grid with some room saves most of the kernel's transforms.
    func roomy(_ spacing: Float) -> Int {
      let needed = RepulsionGrid.nodes(side: side, spacing: spacing)
      return RepulsionGrid.nodes(atLeast: needed + needed / 10)
    }
    if let grid, grid.spacing <= spacing, grid.nodes < 2 * roomy(grid.spacing),
      RepulsionGrid.nodes(side: side, spacing: grid.spacing) <= grid.nodes
    {
      return
    }
    grid = RepulsionGrid(nodes: roomy(spacing), spacing: spacing)
  }

  private static func spacing(side: Float) -> Float {
    for fine in [spacings.fine, spacings.middle]
    where RepulsionGrid.nodes(side: side, spacing: fine) <= mostFineNodes { return fine }
    var spacing = spacings.coarse
    while RepulsionGrid.nodes(side: side, spacing: spacing) > mostNodes { spacing *= 2 }
    return spacing
  }

  private mutating func computeInSpace(_ points: Matrix, _ forces: inout Matrix) -> Double {
    if octants.isEmpty { octants = Self.room(2 * points.rows + 64) }
    while zw_octree(points.values, points.rows, &octants, octants.count) == 0 {
      octants = Self.room(2 * octants.count)
    }
    let parts = 8 * Kernels.threads
    var sums = [Double](repeating: 0, count: parts)
    forces.values.withUnsafeMutableBufferPointer { forces in
      sums.withUnsafeMutableBufferPointer { sums in
        let (forces, sums) = (forces.baseAddress, sums.baseAddress!)
        Kernels.parallel(parts) { part in
          let range = Kernels.share(part, of: parts, count: points.rows)
          sums[part] = zw_octree_forces(
            octants, points.values, range.lowerBound, range.upperBound, Self.angle, forces)
        }
      }
    }
    return sums.reduce(0, +)
  }

  private static func room(_ count: Int) -> [zw_octant] { [zw_octant](repeating: zw_octant(), count: count) }
}

/// A grid of some size, the transform of the kernel on it, and working memory.
private struct RepulsionGrid: Sendable {
  /// Nodes around the points that splines reach.
  static let margin = 6

  let nodes: Int
  let spacing: Float
  private let table: [Float]
  private let kernel: [Float]
  private var charges: [Float]
  private var waves: [Float]
  private var fieldWaves: [Float]
  private var field: [Float]
  private var scratch: [Float]
  private let scratchSize: Int

  private static let lanes = Int(ZW_LANES)
  /// Parts of each step, so many that workers finish together.
  private var parts: Int { Kernels.threads }

  /// How many nodes a map needs.
  static func nodes(side: Float, spacing: Float) -> Int { Int(side / spacing) + margin }

  /// The next size whose double is a product of 2, 3, 4 and 5.
  static func nodes(atLeast least: Int) -> Int {
    var nodes = max(least, 32)
    while !isSmooth(2 * nodes) { nodes += 1 }
    return nodes
  }

  private static func isSmooth(_ size: Int) -> Bool {
    var rest = size
    for factor in [2, 3, 5] {
      while rest % factor == 0 { rest /= factor }
    }
    return rest == 1
  }

  init(nodes: Int, spacing: Float) {
    (self.nodes, self.spacing) = (nodes, spacing)
    let size = 2 * nodes
    var table = [Float](repeating: 0, count: 2 * size)
    zw_fourier_table(&table, size)
    var kernel = [Float](repeating: 0, count: size * 3 * (nodes + 1))
    var plane = [Float](repeating: 0, count: 2 * size * size + 4 * size * Self.lanes)
    zw_repulsion_kernel(&kernel, nodes, spacing, table, &plane)
    (self.table, self.kernel) = (table, kernel)
    charges = [Float](repeating: 0, count: nodes * nodes * Kernels.threads)
    waves = [Float](repeating: 0, count: 2 * (nodes + 1) * nodes)
    fieldWaves = [Float](repeating: 0, count: 2 * size * nodes)
    field = [Float](repeating: 0, count: 2 * nodes * nodes)
    scratchSize = 8 * size * Self.lanes
    scratch = [Float](repeating: 0, count: scratchSize * Kernels.threads)
  }

  /// Writes the forces on points within the grid about a centre, and returns the sum of the pairs.
  mutating func compute(_ points: Matrix, center: SIMD2<Float>, into forces: inout Matrix) -> Double {
    let corner = center - spacing * Float(nodes - 1) / 2
    let sum = withGrid(corner) { grid, memory in
      memory.spread(points, grid)
      let sum = memory.convolve(grid)
      forces.values.withUnsafeMutableBufferPointer { memory.read(points, grid, $0.baseAddress!) }
      return sum
    }
    return sum - Double(points.rows)  // without the pairs of a point with itself
  }

  private mutating func withGrid<Result>(
    _ corner: SIMD2<Float>, _ body: (UnsafePointer<zw_grid>, GridMemory) -> Result
  ) -> Result {
    let (nodes, spacing, parts, scratchSize) = (nodes, spacing, parts, scratchSize)
    return charges.withUnsafeMutableBufferPointer { charges in
      waves.withUnsafeMutableBufferPointer { waves in
        fieldWaves.withUnsafeMutableBufferPointer { fieldWaves in
          field.withUnsafeMutableBufferPointer { field in
            scratch.withUnsafeMutableBufferPointer { scratch in
              table.withUnsafeBufferPointer { table in
                kernel.withUnsafeBufferPointer { kernel in
                  let grid = zw_grid(
                    nodes: nodes, spacing: spacing, table: table.baseAddress, kernel: kernel.baseAddress,
                    left: corner.x, bottom: corner.y)
                  let memory = GridMemory(
                    nodes: nodes, parts: parts, scratchSize: scratchSize, charges: charges.baseAddress!,
                    waves: waves.baseAddress!, fieldWaves: fieldWaves.baseAddress!, field: field.baseAddress!,
                    scratch: scratch.baseAddress!)
                  return withUnsafePointer(to: grid) { body($0, memory) }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The grid's arrays while they are worked on; each part has charges and scratch of its own.
private struct GridMemory {
  let nodes, parts, scratchSize: Int
  let charges, waves, fieldWaves, field, scratch: UnsafeMutablePointer<Float>

  func spread(_ points: Matrix, _ grid: UnsafePointer<zw_grid>) {
    let area = nodes * nodes
    points.values.withUnsafeBufferPointer { values in
      let values = values.baseAddress!
      Kernels.parallel(parts) { part in
        let range = Kernels.share(part, of: parts, count: points.rows)
        let own = charges + part * area
        own.update(repeating: 0, count: area)
        zw_spread_charges(grid, values + 2 * range.lowerBound, range.count, own)
      }
    }
    for part in 1..<max(parts, 1) {
      let own = charges + part * area
      for node in 0..<area { charges[node] += own[node] }
    }
  }

  func convolve(_ grid: UnsafePointer<zw_grid>) -> Double {
    let lanes = Int(ZW_LANES)
    forEachShare(of: (nodes + 2 * lanes - 1) / (2 * lanes)) { scratch, block in
      let first = 2 * lanes * block
      zw_transform_rows(grid, charges, first, min(first + 2 * lanes, nodes), waves, scratch)
    }
    let columns = (nodes + lanes) / lanes
    var sums = [Double](repeating: 0, count: columns)
    sums.withUnsafeMutableBufferPointer { sums in
      let sums = sums.baseAddress!
      forEachShare(of: columns) { scratch, block in
        sums[block] = zw_convolve_columns(grid, waves, lanes * block, fieldWaves, scratch)
      }
    }
    forEachShare(of: (nodes + lanes - 1) / lanes) { scratch, block in
      zw_restore_rows(grid, fieldWaves, lanes * block, field, scratch)
    }
    return sums.reduce(0, +)
  }

  func read(_ points: Matrix, _ grid: UnsafePointer<zw_grid>, _ forces: UnsafeMutablePointer<Float>) {
    points.values.withUnsafeBufferPointer { values in
      let values = values.baseAddress!
      Kernels.parallel(parts) { part in
        let range = Kernels.share(part, of: parts, count: points.rows)
        zw_read_field(
          grid, field, values + 2 * range.lowerBound, range.count, forces + 2 * range.lowerBound)
      }
    }
  }

  private func forEachShare(of blocks: Int, _ body: (UnsafeMutablePointer<Float>, Int) -> Void) {
    Kernels.parallel(parts) { part in
      for block in Kernels.share(part, of: parts, count: blocks) { body(scratch + part * scratchSize, block) }
    }
  }
}
