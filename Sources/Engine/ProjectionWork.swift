import Analysis
import Datasets
import LatentCore
import Models
import Projections

/// What is to be done on the projections queue, and how far it is; used on that queue alone.
struct ProjectionWork {
  private let environment: [String: String]
  let mailbox: Mailbox
  let deliver: @Sendable (EngineMessage) -> Void
  /// Whether a turn waits in the queue already.
  var turnIsComing = false

  private var data: ImageSet?
  private var probe: ProbeSet?
  private var seed: UInt64 = 0
  private var slots: [Int: MapSlot] = [:]
  private var codes: Codes?
  private var allCodes: AllCodesJob?
  /// What the maps of this data have found of its neighbours.
  private var neighbors = NeighborCache()
  private var errors: ProbeErrorsJob?
  /// What somebody looks at, and the model that is shown while it rests.
  private var examination: Examination?
  private var examinedModel: ExaminedModel?
  /// The slot that had the last turn; -1 stands for the codes of all images, -2 for the errors of the probe.
  private var lastTurn = -1
  /// The slot that was measured last.
  private var lastMeasured: Int?

  init(environment: [String: String], mailbox: Mailbox, deliver: @escaping @Sendable (EngineMessage) -> Void)
  {
    self.environment = environment
    self.mailbox = mailbox
    self.deliver = deliver
  }

  /// Whether a turn would do anything.
  var hasWork: Bool { allCodes != nil || errors != nil || slots.values.contains { $0.hasWork } }

  mutating func show(_ request: MapRequest, slot: Int) {
    slots[slot] = MapSlot(request, environment: environment)
    slots[slot]?.examination = examination
    begin(slot)
  }

  mutating func cancel(slot: Int) { slots[slot] = nil }

  /// Ends what is under way; the requests are kept, so that other data begins them anew.
  mutating func cancelAll() {
    (allCodes, errors) = (nil, nil)
    for slot in slots.keys { slots[slot]?.interrupt() }
  }

  mutating func dataChanged(_ data: ImageSet, probe: ProbeSet, seed: UInt64) {
    (self.data, self.probe, self.seed) = (data, probe, seed)
    codes = nil
    neighbors = NeighborCache()
    for slot in slots.keys { begin(slot) }
  }

  mutating func codesChanged(_ codes: Codes, isFinal: Bool) {
    guard codes.indices == probe?.indices else { return }
    self.codes = codes
    for slot in slots.keys { slots[slot]?.codesChanged(codes, isFinal: isFinal) }
    for slot in slots.keys { post(slot) }
  }

  mutating func computeAllCodes(_ model: ExaminedModel, of split: Split) {
    let (specification, weights) = (model.specification, model.weights)
    examinedModel = model
    if allCodes?.version == weights.version { return }
    // Weights that do not fit were refused when the run was opened.
    allCodes = try? AllCodesJob(specification, weights: weights, split: split)
    if let probe { errors = try? ProbeErrorsJob(specification, weights: weights, probe: probe) }
  }

  mutating func cancelAllCodes() { (allCodes, errors) = (nil, nil) }

  /// Does one slice of the next piece of work.
  mutating func turn() {
    turnIsComing = false
    let others = (allCodes == nil ? [] : [-1]) + (errors == nil ? [] : [-2])
    let waiting = slots.keys.filter(mayTurn) + others
    guard let next = waiting.filter({ $0 > lastTurn }).min() ?? waiting.min() else { return }
    lastTurn = next
    switch next {
    case -2: turnErrors()
    case -1: turnAllCodes()
    default: turn(slot: next)
    }
  }

  /// One map is measured after the other: the distances that a measurement gathers take more memory than all else here.
  private func mayTurn(_ slot: Int) -> Bool {
    guard let map = slots[slot], map.isMeasuring else { return slots[slot]?.hasWork ?? false }
    let measuring = slots.filter { $0.value.isMeasuring }.keys
    return slot == measuring.first { $0 == lastMeasured } ?? measuring.min()
  }

  private mutating func turn(slot: Int) {
    if slots[slot]?.isMeasuring == true { lastMeasured = slot }
    slots[slot]?.turn(sharing: &neighbors)
    slots[slot]?.beginExamination(examination, of: examinedModel)
    post(slot)
  }

  mutating func examine(_ wanted: Examination?) {
    examination = wanted
    for slot in slots.keys { slots[slot]?.beginExamination(wanted, of: examinedModel) }
  }

  mutating func steer(slot: Int, _ key: String, to value: OptionValue) {
    do {
      try slots[slot]?.steer(key, to: value)
    } catch {
      mailbox.post(Notice(message(of: error), isError: true))
    }
    post(slot)
  }

  private mutating func turnErrors() {
    guard let result = errors?.advance() else { return }
    mailbox.post(result)
    errors = nil
  }

  private mutating func turnAllCodes() {
    guard let codes = allCodes?.advance() else { return }
    deliver(.allCodes(codes))
    allCodes = nil
  }

  private mutating func begin(_ slot: Int) {
    guard let data, let probe, data.train.count > 0 else { return }
    slots[slot]?.begin(data: data, probe: probe, seed: seed, sharing: neighbors)
    if let codes { slots[slot]?.codesChanged(codes, isFinal: true) }
    post(slot)
  }

  private mutating func post(_ slot: Int) {
    guard let map = slots[slot]?.takeChange() else { return }
    mailbox.post(map, slot: slot)
  }
}
