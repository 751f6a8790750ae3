import RealModule

/// A colour as an eye judges differences.
struct CIELab {
  var lightness, a, b: Double

  /// Creates the colour that sRGB bytes are seen as, after a matrix in linear light.
  init(red: UInt8, green: UInt8, blue: UInt8, through matrix: [Double]) {
    let light = [red, green, blue].map { Self.linear(Double($0) / 255) }
    let rgb = Self.times(matrix, light).map { min(max($0, 0), 1) }
    let xyz = Self.times(
      [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041], rgb)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { Self.response($0 / $1) }
    lightness = 116 * f[1] - 16
    a = 500 * (f[0] - f[1])
    b = 200 * (f[1] - f[2])
  }

  /// The difference of 1976: about 2 can just be seen.
  func distance(to other: CIELab) -> Double {
    let (l, a, b) = (lightness - other.lightness, a - other.a, b - other.b)
    return (l * l + a * a + b * b).squareRoot()
  }

  private static func linear(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : .pow((value + 0.055) / 1.055, 2.4)
  }

  private static func response(_ value: Double) -> Double {
    value > 0.008856 ? .root(value, 3) : 7.787 * value + 16 / 116
  }

  private static func times(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    (0..<3).map { row in (0..<3).reduce(0) { $0 + matrix[row * 3 + $1] * vector[$1] } }
  }
}
