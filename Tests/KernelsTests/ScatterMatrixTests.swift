import Kernels
import LatentCore
import Testing

@Suite("Means, covariances and their axes")
struct ScatterMatrixTests {
  @Test("agree with plain sums, however the rows arrive", arguments: [1, 2, 3] as [UInt64], [1, 7, 65])
  func twin(seed: UInt64, columns: Int) {
    var random = RandomSource(seed: seed)
    var data = random.normal(rows: 301, columns: columns)
    for index in data.values.indices { data.values[index] += 40 }
    var scatter = ScatterMatrix(columns: columns)
    for range in [0..<1, 1..<200, 200..<301] {
      let isUsable = scatter.add(range, of: data)
      #expect(isUsable)
    }
    let (mean, covariance) = (scatter.mean, scatter.covariance)
    for i in 0..<columns {
      let first = data.column(i).map(Double.init)
      let firstMean = first.reduce(0, +) / 301
      #expect(abs(mean[i] - firstMean) < 1e-5)
      for j in i..<columns {
        let second = data.column(j).map(Double.init)
        let secondMean = second.reduce(0, +) / 301
        let expected = zip(first, second).reduce(0) { $0 + ($1.0 - firstMean) * ($1.1 - secondMean) } / 300
        #expect(abs(covariance[i * columns + j] - expected) < 1e-4)
      }
    }
  }

  @Test("say when a value is no number", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) {
    var data = Matrix(rows: 10, columns: 3)
    data[7, 1] = value
    var scatter = ScatterMatrix(columns: 3)
    let isUsable = scatter.add(0..<10, of: data)
    #expect(!isUsable)
  }

  @Test(
    "leading eigenvectors stretch by their eigenvalues, have length 1 and a fixed sign", arguments: [1, 3, 9])
  func eigenvectors(count: Int) throws {
    var random = RandomSource(seed: 3)
    let factor = random.normal(rows: 9, columns: 9)
    let matrix = (0..<81).map { place in
      zip(factor.row(place / 9), factor.row(place % 9)).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let leading = try LeadingEigenvectors(of: matrix, size: 9, count: count)
    #expect(leading.values == leading.values.sorted(by: >))
    for index in 0..<count {
      let vector = Array(leading.vectors[index * 9..<(index + 1) * 9])
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-10)
      #expect(vector.max { abs($0) < abs($1) }! > 0)
      for row in 0..<9 {
        let product = (0..<9).reduce(0) { $0 + matrix[row * 9 + $1] * vector[$1] }
        #expect(abs(product - leading.values[index] * vector[row]) < 1e-8)
      }
    }
  }

  @Test("coordinates along directions and the way back", arguments: [1, 130])
  func affineMap(rows: Int) {
    var random = RandomSource(seed: 4)
    let map = AffineMap(center: [1, 2, 3], directions: Matrix([[0, 1, 0], [0.6, 0, 0.8]]))
    let points = random.normal(rows: rows, columns: 2)
    let back = map.coordinates(0..<rows, of: map.rows(at: points))
    #expect(zip(back.values, points.values).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(map.rows(at: Matrix([[10, 5]])).values == [4, 12, 7])
    #expect(map.coordinates(0..<0, of: Matrix(rows: 0, columns: 3)).rows == 0)
  }
}
