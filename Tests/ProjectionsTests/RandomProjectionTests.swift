import LatentCore
import Projections
import Testing

@Suite("Random projection")
struct RandomProjectionTests {
  @Test("keeps squared distances on average, and all of them nearly in many dimensions")
  func distances() throws {
    var random = RandomSource(seed: 2)
    let data = random.normal(rows: 20, columns: 1000)
    var projection = RandomProjection()
    try projection.begin(data, labels: nil, dimensions: 800, seed: 1)
    try projection.advance(iterations: 1)
    for i in 0..<20 {
      for j in 0..<i {
        let ratio =
          QualityTwin.distance(projection.points, i, j) / QualityTwin.distance(data, i, j)
        #expect(abs(ratio - 1) < 0.15)
      }
    }
  }

  @Test("another seed has other directions")
  func seeds() throws {
    var (first, second) = (RandomProjection(), RandomProjection())
    try first.begin(Waves.data, labels: nil, dimensions: 2, seed: 1)
    try second.begin(Waves.data, labels: nil, dimensions: 2, seed: 2)
    try first.advance(iterations: 1)
    try second.advance(iterations: 1)
    #expect(first.points != second.points)
  }
}
