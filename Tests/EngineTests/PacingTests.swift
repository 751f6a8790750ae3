import Engine
import LatentCore
import Testing

@Suite("How often, told the time")
struct PacingTests {
  private let start = ContinuousClock().now

  @Test("never more than 30 in any second, however often it is tried", arguments: [1, 7, 33, 50] as [Int])
  func pace(milliseconds: Int) {
    var pace = Pace(perSecond: 30)
    var events: [ContinuousClock.Instant] = []
    for tick in 0..<3000 / milliseconds {
      let now = start + .milliseconds(tick * milliseconds)
      guard pace.delay(at: now) == .zero else { continue }
      pace.happened(at: now)
      events.append(now)
    }
    for event in events { #expect(events.count { $0 >= event && $0 < event + .seconds(1) } <= 30) }
    #expect(events.count >= min(60, 3000 / milliseconds / 2))
  }

  @Test("after the delay that was named it may happen")
  func delay() {
    var pace = Pace(perSecond: 30)
    pace.happened(at: start)
    let delay = pace.delay(at: start + .milliseconds(10))
    #expect(delay > .milliseconds(23) && delay < .milliseconds(24))
    #expect(pace.delay(at: start + .milliseconds(10) + delay) == .zero)
  }

  @Test("work takes no more than its share", arguments: [0.01, 0.04, 0.5])
  func allowance(share: Double) {
    var allowance = Allowance(share: share)
    var (now, spent) = (start, Duration.zero)
    while now < start + .seconds(100) {
      if allowance.allows(at: now) {
        now += .milliseconds(20)
        spent += .milliseconds(20)
        allowance.spent(.milliseconds(20), at: now)
      } else {
        now += .milliseconds(3)
      }
    }
    #expect(spent <= .seconds(100) * share * 1.01)
    #expect(spent >= .seconds(100) * share * 0.9)
  }

  @Test("the rate is that of the last second")
  func rate() throws {
    var meter = RateMeter()
    #expect(meter.imagesPerSecond == nil)
    for _ in 0..<500 { meter.add(images: 100, seconds: 0.01) }
    #expect(abs(try #require(meter.imagesPerSecond) - 10_000) < 1)
    for _ in 0..<120 { meter.add(images: 200, seconds: 0.01) }
    #expect(abs(try #require(meter.imagesPerSecond) - 20_000) < 1)
  }

  @Test("a slow step counts with all its time")
  func slowSteps() throws {
    var meter = RateMeter()
    for _ in 0..<20 { meter.add(images: 10, seconds: 2) }
    #expect(abs(try #require(meter.imagesPerSecond) - 5) < 1e-9)
  }
}

@Suite("Training curves")
struct HistoryRecorderTests {
  private func losses(_ value: Double) -> Losses { Losses(loss: value, reconstruction: value) }

  @Test("stay below 2,000 points and keep their mean", arguments: [10, 1999, 2000, 50_000])
  func thinning(steps: Int) throws {
    var recorder = HistoryRecorder()
    for step in 0..<steps {
      recorder.add(losses(Double(step)), images: 8, epoch: Double(step + 1) / 100)
    }
    let points = recorder.history.train
    #expect(points.count < 2000 && points.count >= min(steps, 999))
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.epoch < $1.epoch })
    for point in points {
      let step = point.epoch * 100 - 1
      #expect(abs(point.losses.loss - step) < 0.01)
    }
  }

  @Test("a run that was read has a point an epoch for training and test")
  func records() {
    let records = (1...3).map {
      EpochRecord(epoch: $0, seconds: 1, imagesPerSecond: 1, train: losses(2), test: losses(3))
    }
    let history = HistoryRecorder(records).history
    #expect(history.train.map(\.epoch) == [0.5, 1.5, 2.5])
    #expect(history.test.map(\.epoch) == [1, 2, 3])
  }

  @Test("what lies behind a moment to which training went back is forgotten")
  func forgetting() {
    var recorder = HistoryRecorder()
    for step in 1...30 { recorder.add(losses(1), images: 1, epoch: Double(step) / 10) }
    recorder.forget(after: 2)
    #expect(recorder.history.train.last?.epoch == 2)
  }
}
