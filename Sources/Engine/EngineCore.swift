import Datasets
import LatentCore
import Models

/// What the training queue owns: the trainer, what is shown of it, and when to show it.
///
/// It lives inside the engine loop's mutex and is used on the training queue alone.
final class EngineCore {
  /// How far training goes before it pauses by itself.
  enum Mode {
    case paused, oneStep, toEpochEnd, toTarget
  }

  /// What the loop does when there is nothing to do.
  enum Outcome {
    /// Waits for messages, or until a delay has passed.
    case rest(Duration?)
    case stop
  }

  let environment: [String: String]
  let inbox: Inbox<EngineMessage>
  let mailbox: Mailbox
  let projections: ProjectionQueue
  let clock = ContinuousClock()

  // Training
  var trainer: Trainer
  var mode = Mode.paused
  var targetEpochs: Int
  /// Why training paused by itself.
  var divergence: String?
  var rate = RateMeter()
  /// When the last step or evaluation ended; when training began, for the first.
  var lastAdvance: ContinuousClock.Instant
  var recorder = HistoryRecorder()

  // The run
  var run: OpenRun

  // The data; a data set without images until the first one is loaded.
  var probe: ProbeSet
  /// The load that is under way.
  var load: PendingLoad?
  var loadCount = 0

  // What is shown
  var view: DerivedView
  var exhibit = ExhibitView()
  var isDirty = true
  var pace = Pace(perSecond: 30)
  var isFlushScheduled = false
  var isStopped = false

  init(
    start: EngineStart, subject: OpenedSubject, environment: [String: String],
    inbox: Inbox<EngineMessage>, mailbox: Mailbox, deliver: @escaping @Sendable (EngineMessage) -> Void
  ) throws {
    self.environment = environment
    self.inbox = inbox
    self.mailbox = mailbox
    lastAdvance = clock.now
    let empty = ImageSet.empty(id: subject.data, shape: subject.specification.imageShape)
    trainer = try Trainer(
      ModelCatalog.make(subject.specification, seed: start.seed), showing: empty, seed: start.seed)
    run = OpenRun(subject.saved, seed: start.seed)
    if let saved = subject.saved {
      try trainer.restore(saved.state)
      trainer.records = saved.records
    }
    recorder = HistoryRecorder(trainer.records)
    targetEpochs = EngineCore.target(trainer)
    probe = ProbeSet(empty, seed: start.seed)
    view = DerivedView(trainer, probe: probe)
    projections = ProjectionQueue(environment: environment, mailbox: mailbox, deliver: deliver)
    for (slot, request) in start.maps { projections.show(request, slot: slot) }
    beginLoad(subject.data, purpose: .start)
    show(isFinal: false)
  }

  /// Reads messages and trains until there is nothing to do.
  func work() -> Outcome {
    while true {
      for message in inbox.drain() where !isStopped { receive(message) }
      if isStopped { return .stop }
      if isTraining {
        train()
        continue
      }
      let delay = settle()
      if inbox.mayRest() { return .rest(isFlushScheduled ? nil : scheduled(delay)) }
    }
  }

  private func scheduled(_ delay: Duration?) -> Duration? {
    isFlushScheduled = delay != nil
    return delay
  }

  /// Whether there is training to be done now.
  var isTraining: Bool { mode != .paused && load == nil && trainer.data.train.count > 0 }

  var status: TrainingStatus {
    if let load { return .loading(load.progress) }
    if let divergence { return .diverged(divergence) }
    return mode == .paused ? .paused : .training
  }

  private func receive(_ message: EngineMessage) {
    switch message {
    case .command(let command): carryOut(command)
    case .loading(let share, let number): noteProgress(share, of: number)
    case .loaded(let result, let number): finishLoad(result, of: number)
    case .allCodes(let codes): noteAllCodes(codes)
    case .flush: isFlushScheduled = false
    case .finish(let saving):
      if saving && run.hasUnsavedTraining { save(path: nil) }
      stop()
    }
  }

  func stop() {
    isStopped = true
    projections.stop()
  }

  func say(_ text: String, isError: Bool = false) { mailbox.post(Notice(text, isError: isError)) }

  /// Carries out `body`, and turns what it throws into a notice.
  func attempt(_ body: () throws -> Void) {
    do { try body() } catch { say(message(of: error), isError: true) }
  }

  /// The epochs after which training pauses: the recipe's number, or what a run has that went on beyond it.
  static func target(_ trainer: Trainer) -> Int {
    max(1, trainer.model.specification.epochs, trainer.position.epoch)
  }
}

/// The sentence that says what went wrong.
func message(of error: any Error) -> String {
  (error as? ZwalkError)?.message ?? "\(error)"
}

extension ImageSet {
  /// A data set without images, which stands for one that is being loaded.
  static func empty(id: String, shape: ImageShape) -> ImageSet {
    let none = Split(shape: shape, pixels: [], labels: [])
    return ImageSet(id: id, title: id, train: none, test: none, classNames: [], checksum: "")
  }
}
