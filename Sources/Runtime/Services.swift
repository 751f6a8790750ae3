import Engine
import Explorer
import Screen

/// What the explorer asks of the world around it, as functions, so that tests need no files.
public struct Services: Sendable {
  /// Saved runs and pre-trained models.
  public var runs: @Sendable () -> [RunChoice]
  /// Data sets, found and missing.
  public var data: @Sendable () -> [DataChoice]
  /// Keeps a picture of the screen and says where.
  public var saveScreenshot: @Sendable (Frame) throws -> String
  /// Seconds that never run backwards.
  public var clock: @Sendable () -> Double

  /// Creates services.
  public init(
    runs: @escaping @Sendable () -> [RunChoice], data: @escaping @Sendable () -> [DataChoice],
    saveScreenshot: @escaping @Sendable (Frame) throws -> String = { try Screenshot.save($0, in: ".") },
    clock: @escaping @Sendable () -> Double = Services.monotonicSeconds
  ) {
    self.runs = runs
    self.data = data
    self.saveScreenshot = saveScreenshot
    self.clock = clock
  }

  /// Seconds since an arbitrary moment.
  public static let monotonicSeconds: @Sendable () -> Double = {
    let start = ContinuousClock.now
    return { @Sendable in (ContinuousClock.now - start) / .seconds(1) }
  }()
}
