/// Decides when a frame is drawn: at once for a key after a pause, at most 60 a second while keys are held, at most
/// 30 a second for motion and for news of the engine, and beside training for news only so often that they leave the
/// machine to it.
struct Pacing {
  /// Why something is to be shown that the last frame does not show.
  enum Cause {
    /// A person waits for it.
    case input
    /// Something moves by itself.
    case motion
    /// The engine has something new, which is fetched when it is drawn.
    case news
  }

  private var lastFrame = -Double.infinity
  private var lastNews = -Double.infinity
  /// When the frame that shows what has changed is due; nil when nothing has.
  private var due: Double?
  /// When the engine's news are due; nil when there are none.
  private var newsDue: Double?
  /// What the last frames with news took, in seconds, from fetching to presenting.
  private var newsCosts: [Double] = []
  /// Whether something else wants the machine more.
  private var leavesRoom = true

  private static let inputInterval = 1.0 / 60
  private static let motionInterval = 1.0 / 30
  /// The share of the time that frames with news may take: training waits for whoever takes one of its cores.
  private static let newsShare = 0.025
  /// The same while nothing trains: a slow terminal still leaves half of the time to keys.
  private static let newsShareAlone = 0.5
  /// News are never older than this.
  private static let longestNewsInterval = 0.25

  /// Something is to be shown that the last frame does not show.
  mutating func changed(by cause: Cause, now: Double) {
    switch cause {
    case .input: due = min(due ?? .infinity, max(now, lastFrame + Self.inputInterval))
    case .motion: due = min(due ?? .infinity, max(now, lastFrame + Self.motionInterval))
    case .news: newsDue = newsDue ?? max(now, lastNews + newsInterval, lastFrame + Self.inputInterval)
    }
  }

  /// The quickest of the last frames tells what one costs when nothing else gets in its way.
  private var newsInterval: Double {
    let cost = newsCosts.min() ?? 0
    let share = leavesRoom ? Self.newsShare : Self.newsShareAlone
    return min(max(cost / share, Self.motionInterval), Self.longestNewsInterval)
  }

  /// Whether a frame should be drawn now; a millisecond early is better than another sleep.
  func isFrameDue(now: Double) -> Bool { nextDue.map { $0 <= now + 0.001 } ?? false }

  /// Whether that frame shows the engine's news.
  func areNewsDue(now: Double) -> Bool { newsDue.map { $0 <= now + 0.001 } ?? false }

  private var nextDue: Double? { [due, newsDue].compactMap(\.self).min() }

  /// A frame was drawn.
  mutating func drew(at time: Double) {
    lastFrame = time
    due = nil
  }

  /// A frame with the engine's news was drawn.
  /// - Parameter leavesRoom: whether further news should leave the machine to training.
  mutating func drewNews(at time: Double, cost: Double, leavesRoom: Bool) {
    drew(at: time)
    self.leavesRoom = leavesRoom
    lastNews = time
    newsDue = nil
    newsCosts = newsCosts.suffix(7) + [cost]
  }

  /// How long to sleep for events; nil for ever.
  /// - Parameter nextTick: seconds until something changes by itself, or nil.
  func secondsToWait(now: Double, nextTick: Double?) -> Double? {
    guard let nextDue else { return nextTick }
    return min(max(0, nextDue - now), nextTick ?? .infinity)
  }
}
