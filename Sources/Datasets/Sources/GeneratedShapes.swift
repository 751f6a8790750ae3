import LatentCore
import RealModule

/// Pictures of simple shapes: every combination of shape, size, rotation and place, drawn with smooth edges.
///
/// The label is the shape. A turn goes through a right angle only, so that every rotation of every shape looks different.
/// - Source: the idea of dSprites, Matthey, Higgins, Hassabis and Lerchner 2017.
enum GeneratedShapes {
  /// The shapes, in the order of their labels.
  static let names = ["square", "ellipse", "triangle"]
  private static let side = 28
  private static let sizes = 6
  private static let rotations = 10
  private static let places = 16

  private static let factors: [Factors.Factor] = [
    .init("shape", values: names.count), .init("size", values: sizes),
    .init("rotation", values: rotations), .init("x", values: places), .init("y", values: places),
  ]

  /// Draws all images.
  static func load() -> LoadedData {
    let counts = factors.map(\.values)
    let count = counts.reduce(1, *)
    var values: [UInt8] = []
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * side * side)
    for index in 0..<count {
      let choice = choice(index, counts)
      values += choice.map { UInt8($0) }
      draw(choice, into: &pixels)
    }
    let labels = (0..<count).map { values[$0 * counts.count] }
    var split = Split(shape: ImageShape(height: side, width: side), pixels: pixels, labels: labels)
    split.factors = Factors(factors, values: values)
    return LoadedData(path: "shapes", train: split, test: nil)
  }

  /// The values of all factors of an image, the last one changing fastest.
  private static func choice(_ index: Int, _ counts: [Int]) -> [Int] {
    var (rest, choice) = (index, [Int](repeating: 0, count: counts.count))
    for factor in counts.indices.reversed() {
      (rest, choice[factor]) = rest.quotientAndRemainder(dividingBy: counts[factor])
    }
    return choice
  }

  private static func draw(_ choice: [Int], into pixels: inout [UInt8]) {
    let radius = 3.5 + 3 * Double(choice[1]) / Double(sizes - 1)
    let angle = Double(choice[2]) / Double(rotations) * Double.pi / 2
    let (cosine, sine) = (Double.cos(angle), Double.sin(angle))
    let place = { (step: Int) in 8.5 + Double(step) * 11 / Double(places - 1) }
    let (centerX, centerY) = (place(choice[3]), place(choice[4]))
    for row in 0..<side {
      for column in 0..<side {
        let (x, y) = (Double(column) + 0.5 - centerX, Double(row) + 0.5 - centerY)
        let distance = distance(choice[0], cosine * x + sine * y, cosine * y - sine * x, radius)
        pixels.append(UInt8((255 * min(1, max(0, 0.5 - distance))).rounded()))
      }
    }
  }

  /// How far a place lies outside of a shape's edge, in pixels; negative within.
  private static func distance(_ shape: Int, _ u: Double, _ v: Double, _ radius: Double) -> Double {
    switch shape {
    case 0: return max(abs(u), abs(v)) - 0.8 * radius
    case 1: return ((u * u + 4 * v * v).squareRoot() - radius) * 0.6
    default:
      // An isosceles triangle: its base below, two sides that meet at the top.
      return max(v - 0.6 * radius, (2 * abs(u) - v - radius) / 5.0.squareRoot())
    }
  }
}
