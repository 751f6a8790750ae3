import Kernels
import LatentCore

/// The way between two codes along which the decoded image changes least: where the straight line would cross a stretch
/// in which images turn quickly into others, it goes around.
///
/// It is found as the curve of least energy, the sum of squared differences of neighbouring images, by damped
/// Gauss-Newton steps on all codes between the ends at once. Such a curve is walked at an even pace of images. It knows
/// nothing of where codes are likely, so that in many dimensions one image may fade into the other (Arvanitidis, Hansen
/// and Hauberg 2018, arXiv:1710.11379).
/// - Source: Shao, Kumar and Fletcher 2018, arXiv:1711.08014, section 3; Levenberg 1944 and Marquardt 1963 for the damping.
struct Geodesic {
  /// Stretches of the curve.
  static let segments = 12
  /// Beyond, the derivatives along all dimensions would make people wait.
  static let mostDimensions = 64
  private static let rounds = 15
  /// A round that gains less than this share ends the search.
  private static let leastGain = 1e-3

  /// The curve's codes, both ends included, `[segments + 1, latent]`.
  let codes: Matrix
  /// Its energy: the sum of squared differences of neighbouring images.
  let energy: Double

  /// Finds the curve, from the straight line on; the energy never rises.
  /// - Parameter images: decodes codes, `[codes, latent]` to `[codes, pixels]`.
  /// - Precondition: both ends have as many values, and no more than `mostDimensions`.
  init(from start: [Float], to end: [Float], images: (Matrix) -> Matrix) {
    precondition(start.count == end.count && start.count <= Self.mostDimensions, "unusable ends")
    var curve = Curve(WalkPath(.linear, from: start, to: end).points(Self.segments + 1), images)
    var damping = 1e-3
    for _ in 0..<Self.rounds where curve.energy > 0 {
      let slopes = Slopes(curve, images)
      var gain = 0.0
      // A step that raises the energy went beyond where the derivatives hold: a shorter one is tried.
      for _ in 0..<6 {
        guard let step = slopes.step(damping: damping) else { break }
        let next = Curve(curve.codes.adding(step, toRowsFrom: 1), images)
        gain = 1 - next.energy / curve.energy
        if gain > 0 {
          curve = next
          damping = max(damping / 4, 1e-6)
          break
        }
        damping *= 8
      }
      if gain < Self.leastGain { break }
    }
    codes = curve.codes
    energy = curve.energy
  }
}

/// Codes in a row with their images.
private struct Curve {
  let codes: Matrix
  let images: Matrix
  let energy: Double

  init(_ codes: Matrix, _ decode: (Matrix) -> Matrix) {
    self.codes = codes
    images = decode(codes)
    var energy = 0.0
    for row in 1..<codes.rows {
      energy += zip(images.row(row - 1), images.row(row)).reduce(0) { sum, pair in
        let difference = Double(pair.1 - pair.0)
        return sum + difference * difference
      }
    }
    self.energy = energy
  }

  /// How far each inner image is from the middle of its neighbours, times -2, `[inner codes, pixels]`.
  var bends: Matrix {
    var bends = Matrix(rows: codes.rows - 2, columns: images.columns)
    for row in 0..<bends.rows {
      for pixel in 0..<images.columns {
        bends[row, pixel] = images[row, pixel] - 2 * images[row + 1, pixel] + images[row + 2, pixel]
      }
    }
    return bends
  }

  /// The length of the curve in latent space.
  var length: Float {
    (1..<codes.rows).reduce(0) { sum, row in
      sum
        + zip(codes.row(row - 1), codes.row(row)).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
        .squareRoot()
    }
  }
}

/// How the images of a curve's inner codes change with each of their dimensions.
private struct Slopes {
  private let inner: Int
  private let latent: Int
  /// Products of all derivatives with each other, `[inner * latent, inner * latent]`.
  private let products: Matrix
  /// Products of all derivatives with all bends, `[inner * latent, inner]`.
  private let pull: Matrix

  /// Takes the derivatives by differences over a small share of the curve.
  init(_ curve: Curve, _ decode: (Matrix) -> Matrix) {
    inner = curve.codes.rows - 2
    latent = curve.codes.columns
    let distance = max(curve.length / 400, 1e-4)
    var shifted = Matrix(rows: 0, columns: latent)
    for row in 1...inner {
      for dimension in 0..<latent {
        var code = curve.codes.rows(in: row..<row + 1)
        code[0, dimension] += distance
        shifted.append(rowsOf: code)
      }
    }
    var slopes = decode(shifted)
    for row in 0..<slopes.rows {
      for pixel in 0..<slopes.columns {
        slopes[row, pixel] = (slopes[row, pixel] - curve.images[row / latent + 1, pixel]) / distance
      }
    }
    products = Kernels.product(slopes, slopes, transposing: .second)
    pull = Kernels.product(slopes, curve.bends, transposing: .second)
  }

  /// The change of the inner codes, `[inner, latent]`, that would minimise the energy if images changed evenly; nil where
  /// no change of codes changes any image.
  func step(damping: Double) -> Matrix? {
    let size = inner * latent
    var system = [Double](repeating: 0, count: size * size)
    let mean = (0..<size).reduce(0) { $0 + Double(products[$1, $1]) } / Double(size)
    guard mean > 0 else { return nil }
    for row in 0..<size {
      for column in 0..<size {
        // Only neighbours along the curve share a difference of images.
        let weight = [2.0, -1.0, 0.0][min(abs(row / latent - column / latent), 2)]
        system[row * size + column] = weight * Double(products[row, column])
      }
      system[row * size + row] += damping * mean
    }
    let side = (0..<size).map { Double(pull[$0, $0 / latent]) }
    guard let factor = try? CholeskyFactor(factoring: system, size: size) else { return nil }
    return Matrix(rows: inner, columns: latent, values: factor.solve(side).map { Float($0) })
  }
}

extension Matrix {
  /// Returns the matrix with another one added to as many of its rows.
  fileprivate func adding(_ other: Matrix, toRowsFrom first: Int) -> Matrix {
    var sum = self
    for (index, value) in other.values.enumerated() { sum.values[first * columns + index] += value }
    return sum
  }
}
