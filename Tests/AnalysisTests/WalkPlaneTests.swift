import Analysis
import LatentCore
import Testing

@Suite("Plane of a walk")
struct WalkPlaneTests {
  /// Codes of six dimensions that spread most along the third, then along the fifth.
  let codes: Matrix = {
    var random = RandomSource(seed: 1)
    var codes = random.normal(rows: 400, columns: 6)
    for row in 0..<400 {
      for (column, scale) in [0.1, 0.2, 5, 0.1, 3, 1].enumerated() { codes[row, column] *= Float(scale) }
      codes[row, 0] += 7
    }
    return codes
  }()

  @Test("is the space itself up to three dimensions", arguments: [1, 2, 3])
  func whole(latent: Int) {
    let plane = WalkPlane.standard(for: Matrix(rows: 5, columns: latent, repeating: 2))
    let z = (0..<latent).map { Float($0) - 0.5 }
    #expect(plane.dimensions == latent && plane.isWholeSpace)
    #expect(plane.point(at: z) == z && plane.coordinates(of: z) == z)
    #expect(plane.titles == Array(["z1", "z2", "z3"].prefix(latent)))
  }

  @Test("lies along the principal directions of many-dimensional codes", arguments: [2, 3])
  func principal(dimensions: Int) {
    let plane = WalkPlane.standard(for: codes, dimensions: dimensions)
    #expect(plane.dimensions == dimensions && !plane.isWholeSpace)
    #expect(plane.titles == Array(["PC 1", "PC 2", "PC 3"].prefix(dimensions)))
    #expect(abs(plane.directions[0][2]) > 0.99 && abs(plane.directions[1][4]) > 0.99)
    #expect(abs(plane.origin[0] - 7) < 0.1)
  }

  @Test("has orthonormal directions, so that steps are in latent units")
  func orthonormal() {
    let plane = WalkPlane(
      origin: [1, 2, 3, 4], directions: [[2, 0, 0, 0], [1, 1, 0, 0], [0, 5, 5, 0]], titles: ["a", "b", "c"])
    let (start, end) = (plane.point(at: [0, 0, 0]), plane.point(at: [3, 4, 12]))
    let length = zip(start, end).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    #expect(abs(length - 13) < 1e-4)
    #expect(plane.directions[1] == [0, 1, 0, 0])
  }

  @Test("drops directions that lead nowhere new")
  func dependent() {
    let plane = WalkPlane(
      origin: [0, 0, 0], directions: [[1, 1, 0], [2, 2, 0], [0, 0, 0], [0, 0, 4]],
      titles: ["a", "b", "c", "d"])
    #expect(plane.dimensions == 2 && plane.titles == ["a", "d"])
  }

  @Test("coordinates of a point of the plane are those it was made from", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let plane = WalkPlane.standard(for: codes, dimensions: 3)
    let coordinates = random.normal(rows: 1, columns: 3).values
    let back = plane.coordinates(of: plane.point(at: coordinates))
    #expect(zip(back, coordinates).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(plane.distance(to: plane.point(at: coordinates)) < 1e-4)
  }

  @Test("many codes are projected like each of them")
  func projectMany() {
    let plane = WalkPlane.standard(for: codes)
    let many = plane.project(codes)
    #expect(many.rows == 400 && many.columns == 2)
    for row in [0, 17, 399] {
      let one = plane.coordinates(of: Array(codes.row(row)))
      #expect(zip(one, many.row(row)).allSatisfy { abs($0 - $1) < 1e-4 })
    }
    let back = plane.points(at: many)
    #expect(zip(back.row(17), plane.point(at: Array(many.row(17)))).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("goes through chosen coordinates")
  func axes() {
    let plane = WalkPlane.axes([4, 1, 99], latentDimension: 6, origin: [1, 1, 1, 1, 1, 1])
    #expect(plane.titles == ["z5", "z2"])
    #expect(plane.point(at: [2, -1]) == [1, 0, 1, 1, 3, 1])
  }

  @Test("leads from the mean of one class to the mean of another")
  func classes() throws {
    let labels = (0..<400).map { UInt8($0 % 2 == 0 ? 3 : 8) }
    let plane = try #require(WalkPlane.between(3, 8, codes: codes, labels: labels))
    let statistics = ClassStatistics(codes: codes, labels: labels)
    let (three, eight) = (try #require(statistics[3]).mean, try #require(statistics[8]).mean)
    #expect(plane.dimensions == 2 && plane.titles[0] == "3 to 8")
    #expect(plane.coordinates(of: three).allSatisfy { abs($0) < 1e-5 })
    let there = plane.coordinates(of: eight)
    #expect(there[0] > 0 && abs(there[1]) < 1e-4 && plane.distance(to: eight) < 1e-4)
    #expect(WalkPlane.between(3, 5, codes: codes, labels: labels) == nil)
    #expect(WalkPlane.between(3, 3, codes: codes, labels: labels) == nil)
  }

  @Test("of codes that are no numbers, or too few, goes through the first coordinates")
  func fallback() {
    let broken = Matrix(rows: 50, columns: 6, repeating: .nan)
    #expect(WalkPlane.standard(for: broken).titles == ["z1", "z2"])
    #expect(WalkPlane.standard(for: Matrix(rows: 0, columns: 6)).titles == ["z1", "z2"])
    #expect(WalkPlane.standard(for: Matrix(rows: 9, columns: 6, repeating: 1)).dimensions == 2)
  }
}
