import LatentCore
import Models
import Testing

@Suite("Plans of training")
struct TrainingPlanTests {
  @Test(
    "the schedules are what they are called",
    arguments: [
      (.constant, [1, 1, 1, 1]), (.cosine, [1, 0.505, 0.01, 0.01]), (.step, [1, 1, 0.1, 0.01]),
    ] as [(LearningRateSchedule.Kind, [Double])])
  func schedules(kind: LearningRateSchedule.Kind, expected: [Double]) {
    let schedule = LearningRateSchedule(kind, cutEvery: 5)
    for (epoch, factor) in zip([0, 5, 10, 15], expected) {
      #expect(abs(schedule.factor(at: Double(epoch), of: 10) - factor) < 1e-12)
    }
  }

  @Test(
    "a warm-up rises in a line, and the curve begins behind it", arguments: LearningRateSchedule.Kind.allCases
  )
  func warmUp(kind: LearningRateSchedule.Kind) {
    let schedule = LearningRateSchedule(kind, warmUp: 2, cutEvery: 100)
    #expect(schedule.factor(at: 0.5, of: 10) == 0.25)
    #expect(schedule.factor(at: 2, of: 10) == 1)
  }

  @Test("no schedule rises after its warm-up or leaves [0, 1]", arguments: LearningRateSchedule.Kind.allCases)
  func falling(kind: LearningRateSchedule.Kind) {
    let schedule = LearningRateSchedule(kind, warmUp: 1, cutEvery: 3, cutTo: 0.5)
    let factors = (0..<120).map { schedule.factor(at: Double($0) / 10, of: 10) }
    #expect(factors.allSatisfy { (0...1).contains($0) })
    #expect(zip(factors.dropFirst(10), factors.dropFirst(11)).allSatisfy { $0 >= $1 })
  }

  private let phased = TrainingPlan(
    epochs: 10, phases: [.init("a", epochs: 2), .init("b", epochs: 3), .init("c", epochs: 5)],
    schedule: LearningRateSchedule(.cosine), patience: 2)

  @Test("phases follow each other, and the last one goes on for ever")
  func phases() {
    #expect([0, 1, 2, 4, 5, 9, 40].map(phased.phase) == [0, 0, 1, 1, 2, 2, 2])
    #expect(phased.title(after: 3) == "b" && TrainingPlan(epochs: 3).title(after: 1) == nil)
  }

  @Test("every phase has a schedule of its own")
  func rates() {
    for epoch in [0, 2, 5] { #expect(phased.rateFactor(after: epoch, progress: 0) == 1) }
    for epoch in [1, 4, 9, 20] { #expect(abs(phased.rateFactor(after: epoch, progress: 1) - 0.01) < 1e-12) }
  }

  @Test("training has stalled when the best loss of the phase is too long ago")
  func stalling() {
    let plain = TrainingPlan(epochs: 9, patience: 2)
    #expect(!plain.hasStalled([]) && !plain.hasStalled([3, 2, 2.5]) && plain.hasStalled([3, 2, 2.5, 2.1]))
    #expect(!TrainingPlan(epochs: 9).hasStalled([1, 2, 3, 4, 5, 6]))
    #expect(!phased.hasStalled([1, 1, 5, 6, 4]), "earlier phases do not count")
    #expect(phased.hasStalled([1, 1, 5, 6, 7, 3, 4, 5]))
  }
}
