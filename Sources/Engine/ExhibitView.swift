import Datasets
import LatentCore
import Models

/// An exhibit that is wanted.
public struct ExhibitRequest: Sendable, Equatable {
  /// An exhibit of the shown model; nil, or one that it does not have, stands for its first.
  public var id: String?
  /// The exhibit's level; nil for the one it has at first.
  public var level: Double?

  /// Creates a request.
  public init(_ id: String? = nil, level: Double? = nil) {
    self.id = id
    self.level = level
  }
}

/// An exhibit of the shown model at one moment.
public struct ExhibitSnapshot: Sendable, Equatable {
  /// Which of the model's exhibits it is.
  public var id: String
  /// The level that it was made with; nil where it has none.
  public var level: Double?
  /// What is to be seen; nil when it could not be made.
  public var exhibit: Exhibit?
  /// What went wrong, in a sentence.
  public var failure: String?
  /// The version of the weights.
  public var version: Int

  /// Creates a snapshot.
  public init(id: String, level: Double?, exhibit: Exhibit?, failure: String? = nil, version: Int) {
    self.id = id
    self.level = level
    self.exhibit = exhibit
    self.failure = failure
    self.version = version
  }
}

/// The exhibit that somebody looks at, made anew as often as a thirtieth of the engine's time allows.
struct ExhibitView {
  /// What is wanted; nil when nobody looks.
  private(set) var request: ExhibitRequest?
  private(set) var shown: ExhibitSnapshot?
  private var allowance = Allowance(share: 0.03)
  private var isStale = true

  /// Takes a wish; another one is fulfilled at once.
  mutating func want(_ request: ExhibitRequest?) {
    guard request != self.request else { return }
    self.request = request
    if request == nil { shown = nil }
    isStale = true
  }

  /// Brings the exhibit up to date when it may be; always when `isFinal`.
  /// - Parameter version: of the model's weights.
  mutating func refresh(
    _ model: any LatentModel, version: Int, isFinal: Bool, clock: ContinuousClock,
    subject: (ExhibitEntry, _ level: Double) -> ExhibitSubject
  ) {
    guard let request, isStale || shown?.version != version else { return }
    guard isStale || isFinal || allowance.allows(at: clock.now) else { return }
    let cost = clock.measure { shown = Self.make(request, model, version: version, subject: subject) }
    allowance.spent(cost, at: clock.now)
    isStale = false
  }

  private static func make(
    _ request: ExhibitRequest, _ model: any LatentModel, version: Int,
    subject: (ExhibitEntry, _ level: Double) -> ExhibitSubject
  ) -> ExhibitSnapshot? {
    guard let entry = try? ModelCatalog.entry(model.specification.model),
      let exhibit = entry.exhibits.first(where: { $0.id == request.id }) ?? entry.exhibits.first
    else { return nil }
    let wanted = exhibit.id == request.id ? request.level : nil
    let own = exhibit.level(for: model.specification)
    let level = wanted ?? own?.initial ?? 0
    var shown = ExhibitSnapshot(
      id: exhibit.id, level: own == nil ? nil : level, exhibit: nil, version: version)
    do {
      shown.exhibit = try exhibit.make(of: model, subject(exhibit, level))
    } catch {
      shown.failure = message(of: error)
    }
    return shown
  }
}

extension ExhibitSubject {
  /// What an exhibit of a run is made from.
  /// - Parameters:
  ///   - records: the epochs so far.
  ///   - seed: of the run.
  public init(_ probe: ProbeSet, classNames: [String], records: [EpochRecord], level: Double, seed: UInt64) {
    self.init(
      examples: Batch(images: probe.galleryImages, labels: probe.galleryLabels),
      probe: Batch(images: probe.images, labels: probe.labels), classNames: classNames,
      history: records.map { record in
        EpochLosses(
          epoch: Double(record.epoch), losses: record.test ?? record.train,
          training: record.test == nil ? nil : record.train)
      },
      level: level, random: TrainingStream.exhibit.source(seed: seed))
  }
}
