import Datasets
import Kernels
import LatentCore
import Projections

/// Reads images as the classes of their nearest real images, pixel by pixel: what drawn images are judged by.
public struct ImageReader: Sendable {
  /// How many real images vote.
  public static let voters = 5
  private static let blockImages = 2000

  private let real: Split

  /// Creates a reader of the classes of some images.
  /// - Throws: `ZwalkError.unusableData` without labels, `.notEnoughPoints` for fewer images than voters.
  public init(_ real: Split) throws(ZwalkError) {
    guard !real.labels.isEmpty else {
      throw .unusableData(name: "the data", reason: "it has no labels to read images by")
    }
    guard real.count >= Self.voters else {
      throw .notEnoughPoints(method: "reading images", found: real.count, needed: Self.voters)
    }
    self.real = real
  }

  /// Returns the class of each image by the vote of its nearest real images.
  /// - Parameters:
  ///   - images: `[images, pixels]` in [0, 1].
  ///   - eachBlock: called with the share that is done; what it throws ends the reading.
  public func read(_ images: Matrix, eachBlock: (Double) throws -> Void = { _ in }) rethrows -> [UInt8] {
    var nearest = [NearestLabels](repeating: NearestLabels(), count: images.rows)
    try real.forEachBlock(of: Self.blockImages) { range, block in
      let products = Kernels.product(images, block, transposing: .second)
      let norms = Kernels.squaredNorms(block)
      let labels = Array(real.labels[range])
      nearest = Kernels.map(nearest.count) { [nearest] row in
        var found = nearest[row]
        let start = row * norms.count
        for column in norms.indices {
          found.offer(norms[column] - 2 * products.values[start + column], labels[column])
        }
        return found
      }
      try eachBlock(Double(range.upperBound) / Double(real.count))
    }
    return nearest.map(\.winner)
  }
}

/// The labels of the nearest images so far; distances lack the image's own norm, which is the same for all.
private struct NearestLabels: Sendable {
  private var distances = InlineArray<5, Float>(repeating: .infinity)
  private var labels = InlineArray<5, UInt8>(repeating: 0)

  mutating func offer(_ distance: Float, _ label: UInt8) {
    guard distance < distances[4] else { return }
    var place = 4
    while place > 0, distances[place - 1] > distance {
      distances[place] = distances[place - 1]
      labels[place] = labels[place - 1]
      place -= 1
    }
    distances[place] = distance
    labels[place] = label
  }

  var winner: UInt8 {
    var vote = LabelVote()
    vote.count(labels.indices.map { labels[$0] })
    return vote.winner
  }
}
