import Datasets
import Dispatch
import LatentCore
import Models
import Synchronization

/// The projections queue: loading, maps, their measures, and the codes of all images, in slices of some
/// milliseconds that take turns. When there is nothing to do it rests.
final class ProjectionQueue: Sendable {
  private let queue = DispatchQueue(label: "zwalk.projections")
  /// Only blocks on `queue` take this lock, so nobody ever waits for it: it shows the compiler that the work is used
  /// from one place at a time.
  private let work: Mutex<ProjectionWork>
  private let mailbox: Mailbox
  private let deliver: @Sendable (EngineMessage) -> Void
  /// The number of the newest load; older ones stop by themselves.
  private let newestLoad = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)

  init(
    environment: [String: String], mailbox: Mailbox, deliver: @escaping @Sendable (EngineMessage) -> Void
  ) {
    self.mailbox = mailbox
    self.deliver = deliver
    work = Mutex(ProjectionWork(environment: environment, mailbox: mailbox, deliver: deliver))
  }

  /// Shows a map in a slot, in place of what was there.
  func show(_ request: MapRequest, slot: Int) { enqueue { $0.show(request, slot: slot) } }

  /// Ends the work on a slot; nothing more comes for it.
  func cancel(slot: Int) { enqueue { $0.cancel(slot: slot) } }

  /// Measures what somebody looks at, of every map that is finished.
  func examine(_ wanted: Examination?) { enqueue { $0.examine(wanted) } }

  /// Changes an option of a map while it unfolds.
  func steer(slot: Int, _ key: String, to value: OptionValue) {
    enqueue { $0.steer(slot: slot, key, to: value) }
  }

  /// Begins all maps anew, for other data.
  func dataChanged(_ data: ImageSet, probe: ProbeSet, seed: UInt64) {
    enqueue { $0.dataChanged(data, probe: probe, seed: seed) }
  }

  /// Shows new codes in the maps that show codes.
  /// - Parameter isFinal: whether no others follow soon, so that they are measured whatever it takes.
  func codesChanged(_ codes: Codes, isFinal: Bool) {
    enqueue { $0.codesChanged(codes, isFinal: isFinal) }
  }

  /// Computes the codes of all images and delivers them.
  /// - Parameter trainingSeconds: what the weights took; nil where that is not known.
  func computeAllCodes(
    _ specification: ModelSpecification, weights: Weights, of split: Split, trainingSeconds: Double?
  ) {
    let model = ExaminedModel(
      specification: specification, weights: weights, trainingSeconds: trainingSeconds)
    enqueue { $0.computeAllCodes(model, of: split) }
  }

  func cancelAllCodes() { enqueue { $0.cancelAllCodes() } }

  /// Reads a data set and delivers it; what the newest load finds in its way is cancelled.
  func load(_ name: String, number: Int, seed: UInt64, environment: [String: String]) {
    newestLoad.store(number, ordering: .relaxed)
    enqueue { $0.cancelAll() }
    queue.async { self.read(name, number: number, seed: seed, environment: environment) }
  }

  /// Ends all work soon and for good.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    queue.async { self.work.withLock { $0.cancelAll() } }
  }

  private func enqueue(_ body: @escaping @Sendable (inout ProjectionWork) -> Void) {
    queue.async {
      ThreadPriority.giveWay()
      self.work.withLock { body(&$0) }
      self.turnIfNeeded()
    }
  }

  /// Puts the next slice at the end of the queue, behind what was asked for meanwhile.
  private func turnIfNeeded() {
    let mustTurn = work.withLock { work in
      guard work.hasWork, !work.turnIsComing else { return false }
      work.turnIsComing = true
      return true
    }
    guard mustTurn, !isStopped.load(ordering: .relaxed) else { return }
    queue.async {
      ThreadPriority.giveWay()
      self.work.withLock { $0.turn() }
      self.turnIfNeeded()
    }
  }

  private func isCurrent(_ number: Int) -> Bool {
    newestLoad.load(ordering: .relaxed) == number && !isStopped.load(ordering: .relaxed)
  }

  private func read(_ name: String, number: Int, seed: UInt64, environment: [String: String]) {
    guard isCurrent(number) else { return }
    ThreadPriority.giveWay()
    do {
      let data = try DatasetCatalog.load(name, environment: environment, seed: seed) {
        (share) throws(ZwalkError) in
        guard isCurrent(number) else { throw ZwalkError.interrupted }
        deliver(.loading(share, load: number))
      }
      let loaded = LoadedData(data: data, probe: ProbeSet(data, seed: seed))
      deliver(.loaded(.success(loaded), load: number))
    } catch {
      deliver(.loaded(.failure(error), load: number))
    }
  }
}
