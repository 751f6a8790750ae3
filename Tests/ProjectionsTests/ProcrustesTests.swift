import LatentCore
import Projections
import RealModule
import Testing

@Suite("Aligning two maps")
struct ProcrustesTests {
  @Test("the distance is what SciPy finds")
  func reference() throws {
    // scipy.spatial.procrustes(A, B)[2] of the first two and of the next two features, SciPy 1.17.
    let (first, second) = (Waves.data.firstColumns(2), Matrix(Waves.data.rowArrays.map { Array($0[2..<4]) }))
    #expect(abs(try ProcrustesAlignment(of: second, to: first).distance - 0.5907978) < 1e-5)
    #expect(abs(try ProcrustesAlignment(of: first, to: second).distance - 0.5907978) < 1e-5)
  }

  @Test("a map that was turned, mirrored, scaled and shifted comes back", arguments: [1, 2, 3] as [UInt64])
  func recovers(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let target = random.normal(rows: 50, columns: 2)
    let (cosine, sine) = (Float(Double.cos(Double(seed))), Float(Double.sin(Double(seed))))
    var map = target
    for row in 0..<50 {
      let (x, y) = (target[row, 0], target[row, 1])
      (map[row, 0], map[row, 1]) = (3 * (cosine * x + sine * y) + 7, 3 * (sine * x - cosine * y) - 4)
    }
    let alignment = try ProcrustesAlignment(of: map, to: target)
    #expect(alignment.distance < 1e-6)
    let back = alignment.aligned(map)
    #expect(zip(back.values, target.values).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("a flat map is aligned to one in space, and no other turn is closer")
  func flat() throws {
    var random = RandomSource(seed: 4)
    let (target, map) = (random.normal(rows: 40, columns: 3), random.normal(rows: 40, columns: 2))
    let alignment = try ProcrustesAlignment(of: map, to: target)
    let best = gap(alignment.aligned(map), target)
    #expect(alignment.aligned(map).columns == 3 && (0.5...1).contains(alignment.distance))
    let center = target.centerOfRows
    for axis in 0..<3 {
      for angle in [-0.05, 0.05] as [Float] {
        var other = alignment.aligned(map)
        let next = (axis + 1) % 3
        for row in 0..<40 {
          let (x, y) = (other[row, axis] - center[axis], other[row, next] - center[next])
          other[row, axis] = center[axis] + Float.cos(angle) * x - Float.sin(angle) * y
          other[row, next] = center[next] + Float.sin(angle) * x + Float.cos(angle) * y
        }
        #expect(gap(other, target) > best)
      }
    }
  }

  @Test("one point, NaN and maps of different points are refused; a collapsed map is as far as can be")
  func refusals() throws {
    let points = Waves.map
    #expect(throws: ZwalkError.self) { try ProcrustesAlignment(of: points.rows(in: 0..<5), to: points) }
    #expect(throws: ZwalkError.self) {
      try ProcrustesAlignment(of: points.rows(in: 0..<1), to: points.rows(in: 0..<1))
    }
    var broken = points
    broken[3, 1] = .nan
    #expect(throws: ZwalkError.notFinite(what: "the map")) { try ProcrustesAlignment(of: broken, to: points) }
    let collapsed = Matrix(rows: points.rows, columns: 2, repeating: 1)
    #expect(try ProcrustesAlignment(of: collapsed, to: points).distance == 1)
  }

  private func gap(_ first: Matrix, _ second: Matrix) -> Float {
    zip(first.values, second.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}

extension Matrix {
  fileprivate var centerOfRows: [Float] {
    (0..<columns).map { column in self.column(column).reduce(0, +) / Float(rows) }
  }

  var rowArrays: [[Float]] { (0..<rows).map { Array(row($0)) } }
}
