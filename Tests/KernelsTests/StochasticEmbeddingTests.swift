import CKernels
import Kernels
import LatentCore
import RealModule
import Testing

@Suite("The descent of t-SNE")
struct StochasticEmbeddingTests {
  static let affinities: WeightedGraph = {
    var random = RandomSource(seed: 7)
    let lists = PointCloud(random.normal(rows: 400, columns: 6)).neighbors(of: 0..<400, count: 30)
    return WeightedGraph(.perplexity(10, of: lists), .mean)
  }()

  static func map(_ dimensions: Int, spread: Float) -> Matrix {
    var random = RandomSource(seed: 9)
    var map = random.normal(rows: 400, columns: dimensions)
    for place in map.values.indices { map.values[place] *= spread }
    return map
  }

  /// The divergence and its gradient by two plain loops, in double precision.
  static func twin(_ map: Matrix) -> (divergence: Double, gradient: [Double]) {
    let (n, size) = (map.rows, map.columns)
    func gap(_ i: Int, _ j: Int) -> (parts: [Double], near: Double) {
      let parts = (0..<size).map { Double(map[i, $0]) - Double(map[j, $0]) }
      return (parts, 1 / (1 + parts.reduce(0) { $0 + $1 * $1 }))
    }
    var (sum, pushes) = (0.0, [Double](repeating: 0, count: n * size))
    for i in 0..<n {
      for j in 0..<n where j != i {
        let (parts, near) = gap(i, j)
        sum += near
        for d in 0..<size { pushes[i * size + d] += near * near * parts[d] }
      }
    }
    var (divergence, gradient) = (0.0, pushes.map { -4 * $0 / sum })
    for i in 0..<n {
      for place in Int(affinities.starts[i])..<Int(affinities.starts[i + 1]) {
        let p = Double(affinities.values[place]) / Double(n)
        guard p > 0 else { continue }
        let (parts, near) = gap(i, Int(affinities.columns[place]))
        divergence += p * Double.log(p * sum / near)
        for d in 0..<size { gradient[i * size + d] += 4 * p * near * parts[d] }
      }
    }
    return (divergence, gradient)
  }

  @Test(
    "gradient and divergence are those of plain loops, in the plane and in space",
    arguments: [2, 3], [0.001, 0.1, 1, 3, 8] as [Float])
  func exact(dimensions: Int, spread: Float) throws {
    let map = Self.map(dimensions, spread: spread)
    var embedding = StochasticEmbedding(map, affinities: Self.affinities)
    let gradient = embedding.gradient()
    let twin = Self.twin(map)
    #expect(abs(try #require(embedding.divergence) - twin.divergence) < 0.01)
    let error = zip(gradient.values, twin.gradient).reduce(0.0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
    }
    let size = twin.gradient.reduce(0.0) { $0 + $1 * $1 }
    // A tree of cubes takes far points together; a grid has no such error.
    #expect((error / size).squareRoot() < (dimensions == 2 ? 0.01 : 0.03))
  }

  @Test("the twin's gradient is the slope of its divergence")
  func slope() {
    let map = Self.map(2, spread: 2)
    let gradient = Self.twin(map).gradient
    for place in [0, 133, 799] {
      var (up, down) = (map, map)
      up.values[place] += 0.01
      down.values[place] -= 0.01
      let slope = (Self.twin(up).divergence - Self.twin(down).divergence) / 0.02
      #expect(abs(slope - gradient[place]) < 1e-3 * (abs(slope) + 1e-3))
    }
  }

  @Test("steps lower the divergence")
  func descends() throws {
    var embedding = StochasticEmbedding(Self.map(2, spread: 1), affinities: Self.affinities)
    embedding.measure()
    let before = try #require(embedding.divergence)
    for _ in 0..<100 { embedding.step(.init(exaggeration: 1, rate: 40, momentum: 0.8)) }
    embedding.measure()
    #expect(try #require(embedding.divergence) < before - 0.5)
    #expect(embedding.points.isFinite)
  }

  @Test(
    "the Fourier transform is the plain sum", arguments: [1, 2, 3, 4, 5, 8, 12, 30, 60, 64, 90, 128, 200])
  func fourier(size: Int) {
    let lanes = 16
    var random = RandomSource(seed: UInt64(size))
    let (real, imaginary) = (
      (0..<size * lanes).map { _ in random.normal() }, (0..<size * lanes).map { _ in random.normal() }
    )
    var (a, b) = (real, imaginary)
    var (table, scratch) = (
      [Float](repeating: 0, count: 2 * size), [Float](repeating: 0, count: 2 * size * lanes)
    )
    zw_fourier_table(&table, size)
    zw_fourier(&a, &b, size, table, &scratch)
    for k in 0..<size {
      for lane in [0, 7, 15] {
        var sum = (0.0, 0.0)
        for n in 0..<size {
          let angle = -2 * Double.pi * Double(n * k % size) / Double(size)
          let (x, y) = (Double(real[n * lanes + lane]), Double(imaginary[n * lanes + lane]))
          sum.0 += x * Double.cos(angle) - y * Double.sin(angle)
          sum.1 += x * Double.sin(angle) + y * Double.cos(angle)
        }
        let tolerance = 1e-5 * Double(size).squareRoot() + 1e-6
        #expect(abs(Double(a[k * lanes + lane]) - sum.0) < 4 * tolerance)
        #expect(abs(Double(b[k * lanes + lane]) - sum.1) < 4 * tolerance)
      }
    }
  }
}
