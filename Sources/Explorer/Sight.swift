import Analysis
import Datasets
import Engine
import LatentCore
import Models

/// What is to be seen at the cursor: the decoded image, the nearest real ones, and the tools to find them.
///
/// The decoder and the index are made anew only when the weights or the codes have another version, so that a
/// key costs one decoding and one search.
public struct Sight {
  /// The decoded pixels in [0, 1]; empty before there is a model.
  public var image: [Float] = []
  /// The nearest images of the training split, nearest first.
  public var neighbors: [CodeIndex.Match] = []
  /// What the ten nearest codes are labelled, by majority.
  public var vote: CodeIndex.Vote?
  /// How many images were searched.
  public var searched = 0
  /// Whether the cursor, the weights or the codes have changed since the last look.
  var isStale = false

  var decoder: Decoder?
  /// The label with which codes are decoded, by a model that is told one.
  public internal(set) var label: UInt8 = 0
  private var specification: ModelSpecification?
  private var weightsVersion = -1
  private(set) var index: CodeIndex?
  private(set) var probeIndex: CodeIndex?
  private var indexVersion = IndexVersion()
  private var probeVersion = IndexVersion()

  /// How many neighbours are found: enough for the vote and for a large panel.
  static let neighborCount = 24
  /// Voters on what the decoded image reads as.
  static let voters = 10

  /// The same weights may encode other images, when other data was loaded.
  private struct IndexVersion: Equatable {
    var weights = -1
    var count = -1
    var data = ""

    init() {}

    init(_ codes: Codes, of images: ImageSet) {
      weights = codes.version
      count = codes.values.rows
      data = images.checksum
    }
  }

  /// Creates a sight of nothing.
  public init() {}

  /// Takes over new weights and codes.
  /// - Throws: `ZwalkError` when the weights do not fit the model.
  mutating func update(_ snapshot: Snapshot) throws {
    try updateDecoder(snapshot)
    updateIndices(snapshot)
  }

  /// Decodes and searches at a point of latent space.
  mutating func look(at code: [Float]) {
    isStale = false
    decoder?.label = label
    image = decoder?.image(at: code) ?? []
    neighbors = index?.nearest(to: code, count: Self.neighborCount) ?? []
    vote = index?.vote(of: neighbors.prefix(Self.voters))
    searched = index?.count ?? 0
  }

  private mutating func updateDecoder(_ snapshot: Snapshot) throws {
    if specification != snapshot.specification || decoder == nil {
      decoder = try Decoder(snapshot.specification, weights: snapshot.weights.values)
      specification = snapshot.specification
    } else if weightsVersion != snapshot.weights.version {
      try decoder?.load(weights: snapshot.weights.values)
    }
    weightsVersion = snapshot.weights.version
  }

  private mutating func updateIndices(_ snapshot: Snapshot) {
    let probe = IndexVersion(snapshot.probe, of: snapshot.data)
    if probe != probeVersion || probeIndex == nil {
      probeIndex = CodeIndex(snapshot.probe, of: snapshot.data.train)
      probeVersion = probe
    }
    let version = IndexVersion(snapshot.allCodes ?? snapshot.probe, of: snapshot.data)
    guard version != indexVersion || index == nil else { return }
    index = snapshot.allCodes.map { CodeIndex($0, of: snapshot.data.train) } ?? probeIndex
    indexVersion = version
  }
}

extension CodeIndex {
  /// Creates an index over an engine's codes.
  init(_ codes: Codes, of images: Split) {
    self.init(codes: codes.values, labels: codes.labels(in: images), indices: codes.indices)
  }
}

extension Codes {
  /// The class of each row, or nothing where the images have no labels.
  func labels(in images: Split) -> [UInt8] {
    guard let indices, !images.labels.isEmpty else { return images.labels }
    return indices.map { images.labels[$0] }
  }
}
