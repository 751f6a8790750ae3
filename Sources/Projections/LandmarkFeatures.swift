import Kernels
import LatentCore

/// Data as coordinates in the space of a kernel, spanned by some of its points: `[points, landmarks]`.
///
/// Products of rows are the kernel's values, exact between landmarks and as close as their span allows elsewhere, so
/// that linear methods on these rows are kernel methods on the data (the method of Nystrom). Rows are made when they
/// are read, from the data of the moment.
/// - Source: Williams and Seeger 2001, "Using the Nystrom method to speed up kernel machines".
struct LandmarkFeatures: RowSource {
  /// What the rows are made of.
  var source: any RowSource
  /// From the landmarks' kernel values to coordinates, `[landmarks, landmarks]`, the inverse of the factor of theirs.
  private let whitening: Matrix
  private let kernel: KernelValues

  /// Added to the landmarks' own kernel values, in units of their mean: it keeps the factor from dividing by noise.
  private static let jitter = 1e-5

  /// Prepares the space.
  /// - Parameter landmarks: `[landmarks, features]`.
  /// - Throws: `ZwalkError.numericalFailure` when the kernel of the landmarks cannot be factored.
  init(_ source: any RowSource, landmarks: Matrix, function: KernelFunction) throws {
    self.source = source
    kernel = KernelValues(function, to: landmarks)
    let (count, own) = (landmarks.rows, kernel.values(of: landmarks))
    var values = own.values.map(Double.init)
    let mean = (0..<count).reduce(0) { $0 + values[$1 * count + $1] } / Double(count)
    guard mean > 0, mean.isFinite else {
      throw ZwalkError.numericalFailure(what: "a kernel", reason: "its values are zero or too large")
    }
    for index in 0..<count { values[index * count + index] += Self.jitter * mean }
    let factor = try CholeskyFactor(factoring: values, size: count)
    var identity = [Double](repeating: 0, count: count * count)
    for index in 0..<count { identity[index * count + index] = 1 }
    whitening = Matrix(
      rows: count, columns: count, values: factor.solveLower(identity, columns: count).map(Float.init))
  }

  var rowCount: Int { source.rowCount }
  var columnCount: Int { kernel.count }

  func read(_ range: Range<Int>, into matrix: inout Matrix) {
    let values = kernel.values(of: source.matrix(range))
    matrix.resize(rows: range.count)
    Kernels.multiply(values, whitening, transposing: .second, into: &matrix)
  }

  /// The same space with other rows in it.
  func of(_ other: any RowSource) -> LandmarkFeatures {
    var features = self
    features.source = other
    return features
  }
}
