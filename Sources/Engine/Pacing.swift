/// Says when something may happen again, so that it never happens more often than a number of times a second.
public struct Pace: Sendable {
  /// The least time between two events.
  public let interval: Duration
  private var earliest: ContinuousClock.Instant?

  /// Creates a pace of at most `rate` events a second.
  public init(perSecond rate: Int) {
    interval = .nanoseconds((1_000_000_000 + rate - 1) / rate)
  }

  /// How long to wait before the next event; zero when it may happen now.
  public func delay(at now: ContinuousClock.Instant) -> Duration {
    guard let earliest, earliest > now else { return .zero }
    return now.duration(to: earliest)
  }

  /// Notes that the event happened.
  public mutating func happened(at now: ContinuousClock.Instant) { earliest = now + interval }
}

/// Grants work that is not training a share of the time: what took long waits long before it is done again.
public struct Allowance: Sendable {
  /// The share of all time that may be spent, above 0, below 1.
  public let share: Double
  private var earliest: ContinuousClock.Instant?

  /// Creates an allowance.
  public init(share: Double) { self.share = share }

  /// Whether the work may be done now.
  public func allows(at now: ContinuousClock.Instant) -> Bool {
    earliest.map { now >= $0 } ?? true
  }

  /// Notes that the work was done and how long it took.
  public mutating func spent(_ cost: Duration, at now: ContinuousClock.Instant) {
    earliest = now + cost * (1 / share - 1)
  }
}

/// Measures images a second over about the last second of training.
public struct RateMeter: Sendable {
  /// One stretch of training.
  private struct Stretch {
    var seconds = 0.0
    var images = 0
  }

  /// A stretch is closed when it is this long, so that a fixed number of stretches covers about a second.
  private static let stretchSeconds = 1.0 / 16
  private var stretches = [Stretch](repeating: Stretch(), count: 17)
  private var current = 0

  /// Creates a meter that has seen nothing.
  public init() {}

  /// Adds a step of training.
  public mutating func add(images: Int, seconds: Double) {
    if stretches[current].seconds >= Self.stretchSeconds {
      current = (current + 1) % stretches.count
      stretches[current] = Stretch()
    }
    stretches[current].images += images
    stretches[current].seconds += seconds
  }

  /// Images a second; nil before the first step.
  public var imagesPerSecond: Double? {
    var total = Stretch()
    for stretch in stretches {
      total.images += stretch.images
      total.seconds += stretch.seconds
    }
    return total.seconds > 0 ? Double(total.images) / total.seconds : nil
  }
}
