import Kernels
import LatentCore
import Projections

/// The codes of images, ready to be asked which of them lie near a point.
///
/// Answers come on the calling thread: 60,000 codes of 2 dimensions take some 50 microseconds, of 20 some 0.5 ms.
public struct CodeIndex: Sendable {
  /// A code that was found.
  public struct Match: Sendable, Equatable {
    /// The row in `codes`.
    public let row: Int
    /// Euclidean distance to the point.
    public let distance: Float

    /// Creates a match.
    public init(row: Int, distance: Float) {
      self.row = row
      self.distance = distance
    }
  }

  /// What the nearest codes say a point is.
  public struct Vote: Sendable, Equatable {
    /// The label of the majority; the smallest among equals.
    public let label: UInt8
    /// How many voted for it.
    public let votes: Int
    /// How many voted.
    public let voters: Int

    /// Creates the outcome of a vote.
    public init(label: UInt8, votes: Int, voters: Int) {
      self.label = label
      self.votes = votes
      self.voters = voters
    }
  }

  /// `[images, latent]`.
  public let codes: Matrix
  /// The class of each image, or empty.
  public let labels: [UInt8]
  /// Each row's index into the data; nil when rows are images in order.
  public let indices: [Int]?
  private let cloud: PointCloud

  /// Creates an index.
  /// - Parameters:
  ///   - codes: `[images, latent]`.
  ///   - labels: a class for each row, or empty.
  ///   - indices: each row's index into the data; nil when these are all images in order.
  public init(codes: Matrix, labels: [UInt8] = [], indices: [Int]? = nil) {
    precondition(labels.isEmpty || labels.count == codes.rows, "labels and codes differ in number")
    precondition(indices == nil || indices?.count == codes.rows, "indices and codes differ in number")
    self.codes = codes
    self.labels = labels
    self.indices = indices
    cloud = PointCloud(codes, singleQueries: true)
  }

  /// The number of codes.
  public var count: Int { codes.rows }

  /// The index into the data of a row.
  public func imageIndex(_ row: Int) -> Int { indices?[row] ?? row }

  /// Returns the codes nearest to a point, nearest first, the smaller row first among equals.
  /// - Parameters:
  ///   - z: a code; one of another length has no neighbours.
  ///   - count: how many; fewer come back when there are fewer.
  public func nearest(to z: [Float], count: Int) -> [Match] {
    guard z.count == codes.columns, z.allSatisfy(\.isFinite) else { return [] }
    let found = cloud.nearest(to: z, count: count)
    return zip(found.indices, found.squaredDistances).map {
      Match(row: Int($0), distance: $1.squareRoot())
    }
  }

  /// Returns what the nearest codes say a point is; nil without labels or codes.
  public func vote(at z: [Float], k: Int = Quality.labelNeighbors) -> Vote? {
    labels.isEmpty ? nil : vote(of: nearest(to: z, count: k))
  }

  /// Returns what codes that were found say; nil without labels or codes.
  public func vote(of matches: some Collection<Match>) -> Vote? {
    guard !labels.isEmpty, !matches.isEmpty else { return nil }
    var vote = LabelVote()
    vote.count(matches.lazy.map { labels[$0.row] })
    return Vote(label: vote.winner, votes: vote.votes(for: vote.winner), voters: matches.count)
  }
}
