/// The vote of neighbours on a label: the majority wins, the smallest label among equals.
public struct LabelVote: Sendable {
  private var votes = [Int](repeating: 0, count: 256)

  /// Creates a vote that nobody took part in.
  public init() {}

  /// Counts the labels of neighbours; earlier votes are forgotten.
  public mutating func count(_ labels: some Sequence<UInt8>) {
    for label in votes.indices { votes[label] = 0 }
    for label in labels { votes[Int(label)] += 1 }
  }

  /// How many voted for a label.
  public func votes(for label: UInt8) -> Int { votes[Int(label)] }

  /// The label with the most votes; 0 when nobody voted.
  public var winner: UInt8 {
    var best = 0
    for label in votes.indices where votes[label] > votes[best] { best = label }
    return UInt8(best)
  }
}
