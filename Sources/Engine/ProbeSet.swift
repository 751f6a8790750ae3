import Datasets
import LatentCore

/// The fixed images that stand for the data on screen: points of the training split for the maps, and five of the
/// test split that are shown over their reconstructions.
public struct ProbeSet: Sendable {
  /// Points of the training split.
  public static let size = 2000
  /// Images over their reconstructions.
  public static let exampleCount = 5
  /// Images of the gallery.
  public static let galleryCount = 50

  /// Indices into the training split, ascending.
  public let indices: [Int]
  /// The images of `indices`, `[points, pixels]` in [0, 1].
  public let images: Matrix
  /// The classes of `indices`, or empty.
  public let labels: [UInt8]
  /// Indices into the test split; one for each of the first classes where there are labels.
  public let examples: [Int]
  /// The images of `examples`, `[at most 5, pixels]`.
  public let exampleImages: Matrix
  /// The classes of `examples`, or empty.
  public let exampleLabels: [UInt8]
  /// Images of the test split for a model's exhibits, class by class in turn, `[at most 50, pixels]`.
  public let galleryImages: Matrix
  /// The classes of the gallery, or empty.
  public let galleryLabels: [UInt8]

  /// Chooses the probe of a data set: as many points of every class as possible, at random by the seed.
  public init(_ data: ImageSet, seed: UInt64) {
    var random = TrainingStream.probe.source(seed: seed)
    indices = Self.balanced(data.train, count: Self.size, random: &random).sorted()
    images = data.train.batch(indices).images
    labels = data.train.labels.isEmpty ? [] : indices.map { data.train.labels[$0] }
    examples = Self.firstOfEachClass(data.test, count: Self.exampleCount)
    exampleImages = data.test.batch(examples).images
    exampleLabels = data.test.labels.isEmpty ? [] : examples.map { data.test.labels[$0] }
    let gallery = Self.gallery(data.test)
    galleryImages = data.test.batch(gallery).images
    galleryLabels = data.test.labels.isEmpty ? [] : gallery.map { data.test.labels[$0] }
  }

  /// Takes from every class in turn, in a random order within the class, until there are enough.
  private static func balanced(_ split: Split, count: Int, random: inout RandomSource) -> [Int] {
    let order = random.permutation(split.count)
    guard !split.labels.isEmpty else { return Array(order.prefix(count)) }
    var classes = [[Int]](repeating: [], count: 256)
    for index in order { classes[Int(split.labels[index])].append(index) }
    var chosen: [Int] = []
    var round = 0
    while chosen.count < min(count, split.count) {
      for members in classes where round < members.count && chosen.count < count {
        chosen.append(members[round])
      }
      round += 1
    }
    return chosen
  }

  /// The first images of every class, one of each class in turn, so that any few in a row are of several classes.
  private static func gallery(_ split: Split) -> [Int] {
    guard !split.labels.isEmpty else { return Array(0..<min(galleryCount, split.count)) }
    var seen = [Int](repeating: 0, count: 256)
    let turns = split.labels.prefix(5000).enumerated().map { index, label -> (turn: Int, index: Int) in
      seen[Int(label)] += 1
      return (seen[Int(label)] * 256 + Int(label), index)
    }
    return turns.sorted { ($0.turn, $0.index) < ($1.turn, $1.index) }.prefix(galleryCount).map(\.index)
  }

  /// The first image of every class, lowest class first; the first images where there are no labels or too few.
  private static func firstOfEachClass(_ split: Split, count: Int) -> [Int] {
    let present = Set(split.labels).sorted().prefix(count)
    var chosen = present.compactMap { label in split.labels.firstIndex(of: label) }
    var next = 0
    while chosen.count < min(count, split.count) {
      if !chosen.contains(next) { chosen.append(next) }
      next += 1
    }
    return chosen
  }
}
