import Kernels
import LatentCore

/// The directions that maximise the variance between classes over the variance within them.
///
/// With the covariance within classes factored as l l^T, the whitened class means l^-1 m have the directions' ratios
/// as eigenvalues of their products, a matrix as small as the classes are few.
struct FisherSolution {
  /// Variance between over within, falling.
  private(set) var ratios: [Double]
  /// One a row, `[count, features]`, variance 1 within classes, the largest loading positive.
  private(set) var directions: Matrix

  /// Solves for the leading `count` directions.
  /// - Throws: `ZwalkError.unusableData` when the points of each class coincide, `.numericalFailure`.
  init(
    _ scatter: ScatterMatrix, _ sums: ClassSums, shrinkage: Double, count: Int, method: String
  ) throws {
    let means = Self.means(scatter, sums)
    let (classes, size) = (sums.classes.count, scatter.columns)
    let within = try CholeskyFactor(
      factoring: Self.within(scatter, means, shrinkage: shrinkage, method), size: size)
    let whitened = within.solveLower(means, columns: classes)
    let leading = try LeadingEigenvectors(
      of: Self.products(whitened, rows: size, columns: classes), size: classes, count: count)
    ratios = leading.values.map { max(0, $0) }
    // Whitened directions: combinations of the whitened means, made unit vectors.
    var combined = [Double](repeating: 0, count: size * count)
    for row in 0..<size {
      for index in 0..<count where ratios[index] > 0 {
        let sum = (0..<classes).reduce(0) {
          $0 + whitened[row * classes + $1] * leading.vectors[index * classes + $1]
        }
        combined[row * count + index] = sum / ratios[index].squareRoot()
      }
    }
    let columns = within.solveUpper(combined, columns: count)
    directions = Matrix(rows: count, columns: size)
    for index in 0..<count {
      let direction = (0..<size).map { columns[$0 * count + index] }
      let largest = direction.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
      for (feature, value) in direction.enumerated() {
        directions[index, feature] = Float(largest < 0 ? -value : value)
      }
    }
  }

  /// The means of the classes about that of all points, each times the root of its share: `[features, classes]`.
  private static func means(_ scatter: ScatterMatrix, _ sums: ClassSums) -> [Double] {
    let (mean, classes) = (scatter.mean, sums.classes)
    var means = [Double](repeating: 0, count: mean.count * classes.count)
    for (place, label) in classes.enumerated() {
      let weight = (Double(sums.counts[Int(label)]) / Double(scatter.rows)).squareRoot()
      for (feature, value) in sums.mean(of: label).enumerated() {
        means[feature * classes.count + place] = weight * (value - mean[feature])
      }
    }
    return means
  }

  /// The covariance within classes, drawn towards its mean variance; the part below the diagonal is filled in.
  private static func within(
    _ scatter: ScatterMatrix, _ means: [Double], shrinkage: Double, _ method: String
  ) throws(ZwalkError) -> [Double] {
    let (size, classes) = (scatter.columns, means.count / max(scatter.columns, 1))
    var within = scatter.covariance
    // Sums over the points, not over one less than them: shares of the variance then add up.
    let biased = Double(scatter.rows - 1) / Double(scatter.rows)
    for row in 0..<size {
      for column in row..<size {
        let between = (0..<classes).reduce(0) {
          $0 + means[row * classes + $1] * means[column * classes + $1]
        }
        within[column * size + row] = within[row * size + column] * biased - between
      }
    }
    let trace = (0..<size).reduce(0) { $0 + max(0, within[$1 * size + $1]) }
    let between = means.reduce(0) { $0 + $1 * $1 }
    guard trace > 1e-10 * between, trace > 0 else {
      throw .unusableData(
        name: "the data", reason: "the points of each class coincide: \(method) has no spread to compare")
    }
    for row in 0..<size {
      for column in 0...row { within[row * size + column] *= 1 - shrinkage }
      within[row * size + row] += shrinkage * trace / Double(size)
    }
    return within
  }

  /// The inner products of the columns, `[columns, columns]`.
  private static func products(_ values: [Double], rows: Int, columns: Int) -> [Double] {
    var products = [Double](repeating: 0, count: columns * columns)
    for row in 0..<rows {
      for i in 0..<columns {
        for j in i..<columns {
          products[i * columns + j] += values[row * columns + i] * values[row * columns + j]
        }
      }
    }
    return products
  }
}
