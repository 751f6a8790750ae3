import CAllocationCounter
import Kernels
import LatentCore
import Models
import Testing

// Without optimisation the compiler boxes values that it otherwise keeps in registers, so only release builds count.
#if DEBUG
  private let isOptimised = false
#else
  private let isOptimised = true
#endif

@Suite("Memory is planned", .enabled(if: isOptimised, "counted in release builds: swift test -c release"))
struct AllocationTests {
  @Test("a warm training step allocates nothing", arguments: ModelCatalog.all)
  func trainingStep(entry: ModelEntry) throws {
    let model = try entry.make(entry.tiny(["hidden": "40", "batch": "32"]), seed: 1)
    let (batch, shorter) = (Batch.blobs(32), Batch.blobs(9))
    // Within a part of the pool all parts of the step run on this one thread, whose allocations are counted.
    let counts = Counts()
    Kernels.parallel(2) { part in
      guard part == 0 else { return }
      var random = RandomSource(seed: 1)
      for _ in 0..<3 { _ = model.trainStep(batch, learningRate: 0.01, random: &random) }
      let before = allocation_count()
      for _ in 0..<5 { _ = model.trainStep(batch, learningRate: 0.01, random: &random) }
      _ = model.trainStep(shorter, learningRate: 0.01, random: &random)
      counts.steps = allocation_count() - before
      counts.control = allocation_count()
      _ = [Int](repeating: 1, count: Int(random.next() % 1000) + 1000)
      counts.control = allocation_count() - counts.control
    }
    #expect(counts.steps == 0)
    #expect(counts.control > 0, "the counter counts")
  }

  private final class Counts {
    var steps = -1
    var control = 0
  }
}
