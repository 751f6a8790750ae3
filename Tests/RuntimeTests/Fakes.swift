import Datasets
import Engine
import Explorer
import LatentCore
import Models
import Runtime
import Screen

/// What happens at a terminal, and how long after what came before.
struct Step {
  var delay = 0.0
  var events: () -> [TerminalEvent]
}

/// A terminal that plays a script and lets the clock run while it sleeps.
final class FakeTerminal: Terminal {
  let capabilities = TerminalCapabilities()
  var size = (rows: 24, columns: 80)
  var script: [Step]
  private(set) var frames: [Frame] = []
  private(set) var drawnAt: [Double] = []
  private(set) var timeouts: [Double?] = []
  private(set) var log: [String] = []
  /// How long the terminal takes to take a frame.
  var secondsToPresent = 0.0
  private let clock: FakeClock

  init(_ clock: FakeClock, _ script: [Step]) {
    self.clock = clock
    self.script = script
  }

  func events(within seconds: Double?) -> [TerminalEvent] {
    timeouts.append(seconds)
    // The end of every script: the terminal goes away.
    guard let step = script.first else { return [.closed] }
    if let seconds, seconds < step.delay {
      clock.now += seconds
      script[0].delay -= seconds
      return []
    }
    clock.now += step.delay
    script.removeFirst()
    return step.events()
  }

  func present(_ frame: Frame) {
    clock.now += secondsToPresent
    frames.append(frame)
    drawnAt.append(clock.now)
  }

  func grantTime(_ seconds: Double) { log.append("time") }
  func invalidate() { log.append("invalidate") }
  func suspend() { log.append("suspend") }
  func close() { log.append("close") }
}

/// Time that stands still until it is moved.
final class FakeClock: @unchecked Sendable {
  var now = 100.0
}

/// An engine that notes what it is told and hands out what the test has put there.
final class FakeEngine: TrainingEngine {
  var updates: [Update] = []
  private(set) var commands: [String] = []
  private(set) var left: Bool?
  /// Whether it does not stop in time.
  var isStuck = false

  func send(_ command: Command) { commands.append("\(command)") }
  func takeUpdate() -> Update { updates.isEmpty ? Update() : updates.removeFirst() }
  func leave(saving: Bool) -> Bool {
    left = saving
    return !isStuck
  }
}

/// An update with a snapshot of a tiny model.
func update(
  unsaved: Bool = false, epoch: Int = 0, status: TrainingStatus = .paused, notices: [Notice] = []
) throws -> Update {
  let entry = try ModelCatalog.entry("vae")
  var specification = entry.specification(for: .mnist)
  try specification.options.set("latent", to: "2", among: entry.options)
  try specification.options.set("hidden", to: "4", among: entry.options)
  let weights = try ModelCatalog.make(specification, seed: 1).parameters.copyValues()
  let split = Split(shape: .mnist, pixels: [UInt8](repeating: 9, count: 784 * 20), labels: [])
  let codes = Matrix((0..<20).map { [Float($0 % 5) - 2, Float($0 / 5) - 2] })
  let images = Matrix(rows: 5, columns: 784)
  var update = Update()
  update.notices = notices
  update.snapshot = Snapshot(
    status: status, specification: specification, prior: .standardNormal, lossTitle: "-ELBO",
    data: ImageSet(id: "dots", title: "Dots", train: split, test: split, classNames: [], checksum: "0"),
    step: 0,
    epoch: epoch, epochProgress: 0, targetEpochs: 10, learningRate: 0.001, imagesPerSecond: nil,
    secondsLeft: nil, history: TrainingHistory(),
    weights: Weights(values: weights, version: 1), probe: Codes(indices: nil, values: codes, version: 1),
    allCodes: nil,
    reconstructions: Reconstructions(originals: images, restored: images, labels: []),
    hasUnsavedTraining: unsaved, runPath: nil)
  return update
}
