import LatentCore
import RealModule

/// Points, a map of them and labels by formula, so that other libraries can be asked about the same numbers.
enum Waves {
  static let count = 200
  static let features = 12

  /// `[200, 12]`: sin(0.7 i + 1.3 j^2) + 0.3 cos(0.11 i j).
  static let data = Matrix(
    rows: count, columns: features,
    values: (0..<count * features).map { place in
      let (i, j) = (Double(place / features), Double(place % features))
      return Float(Double.sin(0.7 * i + 1.3 * j * j) + 0.3 * Double.cos(0.11 * i * j))
    })

  /// `[200, 2]`: the first feature with something added, and the product of the next two.
  static let map = Matrix(
    rows: count, columns: 2,
    values: (0..<count).flatMap { i in
      [data[i, 0] + Float(0.2 * Double.sin(Double(i))), data[i, 1] * data[i, 2]]
    })

  /// Four classes by the signs of the first two features.
  static let labels = (0..<count).map { i in
    UInt8((data[i, 0] > 0 ? 1 : 0) + (data[i, 1] > 0 ? 2 : 0))
  }
}
