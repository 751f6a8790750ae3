import Kernels
import LatentCore

/// What becomes of an image that moves: frames in which it is a pixel further to the left or the right each time, and
/// comes back at the other side.
/// - Source: Gregor et al. 2019, arXiv:1806.03107, section 5.1.
public struct Motion: Sendable, Hashable {
  /// The size of images and frames.
  public let shape: ImageShape
  /// Frames of a sequence.
  public let steps: Int

  /// Creates a motion.
  public init(shape: ImageShape, steps: Int) { (self.shape, self.steps) = (shape, steps) }

  /// Where a sequence begins and which way it goes.
  public struct Course: Sendable, Equatable {
    /// Columns that the first frame lies to the right of the image.
    public var start: Int
    /// 1 to the right, -1 to the left.
    public var direction: Int

    /// Creates a course.
    public init(start: Int, direction: Int) { (self.start, self.direction) = (start, direction) }
  }

  /// Numbers of a sequence.
  public var outputs: Int { shape.pixels * steps }

  /// The course of a row: any start, either direction.
  /// - Parameters:
  ///   - row: of the batch.
  ///   - random: where the numbers of the batch begin.
  ///   - draws: numbers that each row takes; the course takes two at the same places of a stream of its own, so that a
  ///     row's sequence does not depend on what else is drawn.
  public func course(ofRow row: Int, _ random: RandomSource, draws: UInt64) -> Course {
    var source = RandomSource(seed: random.key, stream: Self.stream)
    source.counter = random.counter &+ UInt64(row) &* draws
    let start = min(Int(source.uniform() * Float(shape.width)), shape.width - 1)
    return Course(start: start, direction: source.next() & 1 == 0 ? 1 : -1)
  }

  /// The course whose last frame is the image itself: it comes from the left.
  public var arrival: Course { Course(start: 1 - steps, direction: 1) }

  private static let stream: UInt64 = 0x6D6F_7665

  /// Writes the frames of an image.
  /// - Parameters:
  ///   - image: `[1, pixels]`.
  ///   - frames: `[1, steps * pixels]`.
  public func frames(of image: MatrixView, _ course: Course, into frames: MatrixView) {
    for step in 0..<steps {
      Kernels.rollColumns(
        image, width: shape.width, by: course.start + step * course.direction,
        into: frames.columns(step * shape.pixels..<(step + 1) * shape.pixels))
    }
  }

  /// Returns images with their columns moved to the right, each by its own number; those that leave come back.
  public func rolled(_ images: Matrix, _ shifts: [Int]) -> Matrix {
    var (source, result) = (images, images)
    Kernels.withView(of: &source) { source in
      Kernels.withView(of: &result) { result in
        for (row, shift) in shifts.enumerated() {
          Kernels.rollColumns(
            source.rows(row..<row + 1), width: shape.width, by: shift, into: result.rows(row..<row + 1))
        }
      }
    }
    return result
  }

  /// Returns for each image the shift to the right, from -(width - 1) / 2 to width / 2, whose products of pixels with
  /// the other image are largest; the shortest among equals.
  public func shifts(from images: Matrix, to others: Matrix) -> [Int] {
    var best = [Int](repeating: 0, count: images.rows)
    var largest = [Float](repeating: -.infinity, count: images.rows)
    let all = Array(-((shape.width - 1) / 2)...shape.width / 2).sorted { abs($0) < abs($1) }
    for shift in all {
      let moved = rolled(images, [Int](repeating: shift, count: images.rows))
      for row in 0..<images.rows {
        let product = zip(moved.row(row), others.row(row)).reduce(0) { $0 + $1.0 * $1.1 }
        if product > largest[row] { (best[row], largest[row]) = (shift, product) }
      }
    }
    return best
  }
}
