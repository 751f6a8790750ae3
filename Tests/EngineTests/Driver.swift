import Datasets
import Dispatch
import Engine
import Formats
import LatentCore
import Models
import Testing

/// An engine on small data with all that it has sent so far.
final class Driver {
  let place: TemporaryFolder
  let engine: Engine
  private let wakes: DispatchSemaphore
  /// The newest snapshot.
  private(set) var snapshot: Snapshot
  private(set) var maps: [Int: MapSnapshot] = [:]
  private(set) var notices: [Notice] = []
  private(set) var errorsOfProbe: ProbeErrors?

  /// Starts an engine and waits until its data is there.
  init(
    _ model: String = "vae", data: ImageSet = Fixture.data(), settings: [String: String] = [:],
    maps: [Int: MapRequest] = [:]
  ) throws {
    let wakes = DispatchSemaphore(value: 0)
    self.wakes = wakes
    place = try TemporaryFolder()
    let start = EngineStart(
      subject: .fresh(model: model, options: try Fixture.specification(model, settings).options),
      data: try place.write(data), seed: 3, maps: maps)
    engine = try Engine(start, environment: place.environment) { wakes.signal() }
    let first = engine.takeUpdate()
    snapshot = try #require(first.snapshot)
    takeIn(first)
    try wait("the data") { $0.snapshot.status == .paused && $0.snapshot.probe.values.rows > 0 }
  }

  deinit { engine.finish(saving: false) }

  /// Takes in updates until a condition holds; fails the test after a minute.
  func wait(_ what: String, until holds: (Driver) -> Bool) throws {
    while true {
      takeIn(engine.takeUpdate())
      if holds(self) { return }
      try #require(wakes.wait(timeout: .now() + 60) == .success, "waited in vain for \(what); \(summary)")
    }
  }

  /// Sends a command and waits until everything before and within it is done and shown.
  func carryOut(_ commands: Command..., until what: String, _ holds: (Driver) -> Bool) throws {
    for command in commands { engine.send(command) }
    try wait(what, until: holds)
  }

  /// Trains to the end of an epoch.
  func trainEpoch() throws {
    let epoch = snapshot.epoch
    try carryOut(.epoch, until: "an epoch") {
      $0.snapshot.epoch == epoch + 1 && $0.snapshot.status == .paused
    }
  }

  func takeIn(_ update: Update) {
    if let snapshot = update.snapshot { self.snapshot = snapshot }
    maps.merge(update.maps) { $1 }
    errorsOfProbe = update.probeErrors ?? errorsOfProbe
    notices += update.notices
  }

  /// What a failed test says.
  private var summary: String {
    let maps = maps.mapValues {
      "\($0.progress) \($0.quality == nil ? "unmeasured" : "") \($0.failure ?? "")"
    }
    return "\(snapshot.status), step \(snapshot.step), maps \(maps), \(notices.map(\.text))"
  }

  var errors: [String] { notices.filter(\.isError).map(\.text) }
}
