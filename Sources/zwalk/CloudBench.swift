import LatentCore
import Screen

/// Measures what clouds of points take to draw.
struct CloudBench {
  /// The median over the rounds, in milliseconds.
  struct Timing {
    let points, rows, columns: Int
    let draw: Double
  }

  let rounds: Int
  let seed: UInt64

  /// Draws clouds of ten classes into a whole frame.
  func measure() -> [Timing] {
    [1_000, 60_000, 1_000_000].flatMap { count in
      var random = RandomSource(seed: seed)
      let values = (0..<2 * count).map { _ in random.normal() }
      let cloud = Matrix(rows: count, columns: 2, values: values)
      let labels = (0..<count).map { UInt8($0 % 10) }
      return FrameBench.sizes.map { size in
        Timing(
          points: count, rows: size.rows, columns: size.columns,
          draw: (0..<rounds).map { _ in seconds(cloud, labels, size) * 1000 }.median)
      }
    }
  }

  private func seconds(_ cloud: Matrix, _ labels: [UInt8], _ size: (rows: Int, columns: Int)) -> Double {
    let time = ContinuousClock().measure {
      var frame = Frame(rows: size.rows, columns: size.columns)
      let viewport = Viewport(fitting: .disc(radius: 3), rows: size.rows, columns: size.columns)
      var canvas = BrailleCanvas(viewport)
      canvas.plot(cloud, inks: labels, viewport: viewport)
      frame.draw(canvas, in: frame.bounds)
    }
    return time / .seconds(1)
  }
}
