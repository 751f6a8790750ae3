import Kernels

extension TemporalBottleneck {
  /// Places of the views in the tape's memory; those of the two networks follow.
  enum Kept {
    /// Indices of both times of each pair.
    static let times = 0
    /// What is believed at both times, and the gradient there.
    static let beliefs = 1
    static let beliefGradient = 2
    /// The Gaussians of both beliefs, and the gradient there.
    static let heads = 3
    static let headGradient = 4
    static let count = 5
  }

  /// Reserves memory for the pairs of all rows.
  public func makeTape(rows: Int, conditions: Int) -> BottleneckTape {
    let pairs = description.pairs
    let own = LayerMemory(
      rows: rows,
      columns: [2 * pairs, 2 * pairs * width, 2 * pairs * width, 4 * pairs * latent, 4 * pairs * latent])
    let networks = [smoothing, transition].map { $0.makeMemory(rows: rows * pairs) }
    return BottleneckTape(
      rows: rows * pairs, latent: latent, conditions: conditions, heads: 0, noise: 2 * latent,
      memory: LayerMemory(views: own.views + networks.flatMap(\.views), tapes: networks.map(\.tape)))
  }

  /// The memory of some rows' pairs.
  func views(_ tape: BottleneckTape, _ rows: Range<Int>) -> PairViews {
    let pairs = description.pairs
    func view(_ place: Int) -> MatrixView { tape.memory.views[place].rows(rows) }
    let heads = view(Kept.heads).inRows(of: 4 * latent)
    let gradient = view(Kept.headGradient).inRows(of: 4 * latent)
    func half(_ number: Int) -> GaussianViews {
      let columns = 2 * latent * number..<2 * latent * (number + 1)
      return GaussianViews(heads: heads.columns(columns), gradient: gradient.columns(columns))
    }
    return PairViews(
      rows: rows, range: rows.lowerBound * pairs..<rows.upperBound * pairs, times: view(Kept.times),
      beliefs: view(Kept.beliefs), beliefGradient: view(Kept.beliefGradient), earlier: half(0),
      later: half(1), smoothing: .init(tape.memory, number: 0, after: Kept.count),
      transition: .init(tape.memory, number: 1, after: Kept.count))
  }
}

extension ConditionalGaussian.Memory {
  /// The views in the order in which `init(_:_:_:)` reads them.
  var views: [MatrixView] { [input, inputGradient, gaussian.heads, gaussian.gradient] }

  init(_ memory: LayerMemory, number: Int, after first: Int) {
    let place = first + 4 * number
    input = memory.views[place]
    inputGradient = memory.views[place + 1]
    gaussian = GaussianViews(heads: memory.views[place + 2], gradient: memory.views[place + 3])
    tape = memory.tapes[number]
  }
}

/// The memory of some rows' pairs.
struct PairViews {
  /// The rows, and their pairs.
  let rows, range: Range<Int>
  let times, beliefs, beliefGradient: MatrixView
  /// The Gaussians of the earlier and of the later belief.
  let earlier, later: GaussianViews
  let smoothing, transition: ConditionalGaussian.Memory
}
