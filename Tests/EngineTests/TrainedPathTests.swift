import Analysis
import Engine
import LatentCore
import Testing

@Suite("Paths through trained models")
struct TrainedPathTests {
  @Test(
    "a trained decoder's images change less than on the line and on the arc", arguments: ["vae-2", "vae-20"])
  func trained(name: String) throws {
    let run = try RunLocator(environment: [:]).open(name)
    let decoder = try Decoder(run.specification, weights: run.weights)
    var random = RandomSource(seed: 1)
    let ends = random.normal(rows: 2, columns: decoder.latentDimension)
    let energies = WalkPath.Kind.allCases.map { kind in
      let path = WalkPath(kind, from: Array(ends.row(0)), to: Array(ends.row(1))) { decoder.images(at: $0) }
      return Self.energy(decoder.images(at: path.points(13)))
    }
    #expect(energies[2] < min(energies[0], energies[1]), "linear, spherical, geodesic: \(energies)")
  }

  /// The sum of squared differences of images in a row.
  private static func energy(_ images: Matrix) -> Double {
    (1..<images.rows).reduce(0) { sum, row in
      sum + zip(images.row(row - 1), images.row(row)).reduce(0) { $0 + Double(($1.1 - $1.0) * ($1.1 - $1.0)) }
    }
  }
}
