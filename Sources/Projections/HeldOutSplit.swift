import Kernels
import LatentCore

/// Which points a method that knows the labels is fitted on, and which are kept to judge it.
///
/// A method with many parameters tells the points apart that it was fitted on, whatever they are: only points that it
/// has not seen show what it learned.
struct HeldOutSplit: Sendable {
  /// Indices of the points of the fit, rising.
  private(set) var fitted: [Int] = []
  /// The others, rising.
  private(set) var heldOut: [Int] = []

  /// At most so many points of either kind are judged; the standard error of an accuracy is below 0.01.
  private static let mostJudged = 4000

  init() {}

  /// Holds out a share of `count` points by chance, at least none and never all.
  init(of count: Int, share: Double, seed: UInt64) {
    let held = min(Int((Double(count) * share).rounded()), max(0, count - 3))
    var random = RandomSource(seed: seed, stream: 31)
    let order = held > 0 ? random.permutation(count) : Array(0..<count)
    heldOut = order.prefix(held).sorted()
    fitted = held > 0 ? order.dropFirst(held).sorted() : order
  }

  /// The accuracies of the vote of the 10 nearest fitted points, a point itself left out: of points of the fit and of
  /// those held out; a missing kind is left out.
  func accuracies(of map: Matrix, labels: [UInt8]) -> [ProjectionFact] {
    let neighbors = Quality.labelNeighbors
    guard fitted.count > neighbors else { return [] }
    let cloud = PointCloud(map.gatheringRows(fitted), singleQueries: true)
    var facts: [ProjectionFact] = []
    for (key, chosen) in [("training_knn_accuracy", fitted), ("held_out_knn_accuracy", heldOut)] {
      guard !chosen.isEmpty else { continue }
      let step = max(1, chosen.count / Self.mostJudged)
      let judged = stride(from: 0, to: chosen.count, by: step).map { chosen[$0] }
      let isFitted = chosen == fitted
      let right = Kernels.map(judged.count) { place in
        let point = judged[place]
        var near = cloud.nearest(to: Array(map.row(point)), count: neighbors + 1).indices.map {
          fitted[Int($0)]
        }
        if isFitted { near.removeAll { $0 == point } }
        var vote = LabelVote()
        vote.count(near.prefix(neighbors).lazy.map { labels[$0] })
        return vote.winner == labels[point]
      }
      facts.append(ProjectionFact(key, Double(right.count { $0 }) / Double(judged.count)))
    }
    return facts
  }
}
