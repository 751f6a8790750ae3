import LatentCore
import Layers
import Testing

@Suite("Images that move")
struct MotionTests {
  private let motion = Motion(shape: ImageShape(height: 2, width: 5), steps: 7)
  private let images: Matrix = {
    var random = RandomSource(seed: 1)
    return Matrix(rows: 6, columns: 10, values: (0..<60).map { _ in random.uniform() })
  }()

  @Test("moving to the right and back again changes nothing; so does going all the way round")
  func rolling() {
    let shifts = [0, 1, -1, 4, -7, 12]
    let moved = motion.rolled(images, shifts)
    #expect(moved != images)
    #expect(motion.rolled(moved, shifts.map { -$0 }) == images)
    #expect(motion.rolled(images, shifts.map { $0 * 5 }) == images)
    #expect(motion.rolled(images, [1, 0, 0, 0, 0, 0])[0, 1] == images[0, 0])
  }

  @Test("shifts are found again")
  func shifts() {
    let shifts = [0, 1, -1, 2, -2, 2]
    #expect(motion.shifts(from: images, to: motion.rolled(images, shifts)) == shifts)
  }

  @Test("a row's course depends on its place in the sequence of numbers only; all courses occur")
  func courses() {
    let random = RandomSource(seed: 4)
    let whole = (0..<400).map { motion.course(ofRow: $0, random, draws: 9) }
    var later = random
    later.counter += 9 * 30
    #expect(motion.course(ofRow: 3, later, draws: 9) == whole[33])
    for start in 0..<5 {
      for direction in [-1, 1] {
        let count = whole.filter { $0 == Motion.Course(start: start, direction: direction) }.count
        #expect((15...80).contains(count))
      }
    }
  }
}
