import Kernels
import LatentCore
import RealModule

/// What makes a map of discrete codes.
public struct QuantiserDescription: Sendable, Hashable {
  /// Cells of the map, and the vectors that each chooses from.
  public var cells, codes: Int
  /// Weight of the distance between a vector and its code in the loss.
  public var commitment: Double
  /// How the codes learn.
  public var learning: CodebookLearning
  /// Width of the network that learns which maps are likely.
  public var priorWidth: Int

  /// Creates a description.
  public init(cells: Int, codes: Int, commitment: Double, learning: CodebookLearning, priorWidth: Int) {
    (self.cells, self.codes, self.commitment) = (cells, codes, commitment)
    (self.learning, self.priorWidth) = (learning, priorWidth)
  }
}

/// Replaces every vector of a map by the nearest one of a codebook.
///
/// The code of an image is its map before that, so that codes can be moved gradually; whatever reads a code quantises it.
/// The gradient passes straight through, as if nothing had been replaced, plus that of the commitment. The negative
/// logarithm of a map's probability under the learnt prior is its divergence.
/// - Source: van den Oord et al. 2017, arXiv:1711.00937.
public final class VectorQuantiser: Bottleneck {
  /// Numbers of a map.
  public let latent: Int
  /// What the quantiser was made from.
  public let description: QuantiserDescription
  private let size: Int
  private let codebook: Codebook
  private let prior: CodePrior

  /// Places of the views in the tape's memory.
  private enum Kept {
    static let nearest = 0
    static let products = 1
    static let norms = 2
    static let vectors = 3
    static let usage = 4
  }

  /// Declares the tensors of codebook and prior.
  /// - Precondition: the cells divide `latent`.
  public init(latent: Int, _ description: QuantiserDescription, arena: ParameterArena) {
    precondition(description.cells > 0 && latent % description.cells == 0, "the cells divide the map")
    self.latent = latent
    self.description = description
    size = latent / description.cells
    codebook = Codebook(
      codes: description.codes, size: size, cells: description.cells, description.learning, arena: arena)
    prior = CodePrior(
      cells: description.cells, codes: description.codes, width: description.priorWidth, arena: arena)
  }

  /// None: vectors are chosen, not computed.
  public var head: Dense? { nil }
  /// None: the nearest code is no matter of chance.
  public func draws(rows: Int) -> UInt64 { 0 }
  /// Vectors of the codebook.
  public var codes: Int { description.codes }
  /// Numbers that the tape keeps for each row.
  public var kept: Int { description.cells * (1 + codes) + 2 * codes + latent + prior.kept }

  /// Reserves memory for codes, distances and the prior.
  public func makeTape(rows: Int, conditions: Int) -> BottleneckTape {
    let cells = description.cells
    let views = LayerMemory(rows: rows, columns: [cells, cells * codes, codes, latent, codes]).views
    let ofPrior = prior.makeMemory(rows: rows)
    return BottleneckTape(
      rows: rows, latent: latent, conditions: conditions, heads: 0, noise: 0,
      memory: LayerMemory(views: views + ofPrior.views, tapes: ofPrior.tapes))
  }

  /// Writes the codes nearest to the vectors.
  public func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  {
    guard !rows.isEmpty else { return }
    let views = tape.memory.views
    let vectors = views[Kept.vectors].rows(rows)
    vectors.load(hidden.rows(rows))
    let nearest = views[Kept.nearest].rows(rows).inRows(of: 1)
    Kernels.nearestCodes(
      to: vectors.inRows(of: size), in: codebook.vectors, into: nearest,
      products: views[Kept.products].rows(rows).inRows(of: description.codes),
      norms: views[Kept.norms].rows(rows.lowerBound..<rows.lowerBound + 1).inRows(of: 1))
    Kernels.gatherCodes(nearest, of: codebook.vectors, into: tape.codes.rows(rows).inRows(of: size))
  }

  /// Quantises codes that come from elsewhere, in place.
  public func present(_ tape: BottleneckTape, rows: Range<Int>) {
    forward(tape.codes, tape, rows: rows, RandomSource(seed: 0))
  }

  /// Returns minus the logarithm of the maps' probabilities under the prior, in nats, summed over the rows; counts their
  /// codes on the way.
  public func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double? {
    guard !rows.isEmpty else { return 0 }
    let (nearest, usage) = (tape.memory.views[Kept.nearest], tape.memory.views[Kept.usage])
    // Parts begin at rows of their own, so that no two write the same counts.
    Kernels.countCodes(
      nearest.rows(rows).inRows(of: 1), into: usage.rows(rows.lowerBound..<rows.lowerBound + 1))
    return prior.loss(nearest, tape.memory, rows: rows)
  }

  /// Adds up the counts of all parts.
  public func moveUsage(from tape: BottleneckTape, to counts: MatrixView) {
    let usage = tape.memory.views[Kept.usage]
    for row in 0..<usage.rows {
      for code in 0..<codes {
        counts[0, code] += usage[row, code]
        usage[row, code] = 0
      }
    }
  }

  /// Returns the weighted squared distance between vectors and their codes, summed over the rows.
  public func penalty(_ tape: BottleneckTape, rows: Range<Int>) -> Double {
    description.commitment
      * Kernels.squaredDifference(tape.memory.views[Kept.vectors].rows(rows), tape.codes.rows(rows))
  }

  /// Passes the gradient at the codes on to the vectors, adds that of the commitment, and takes the prior back.
  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    guard !rows.isEmpty else { return }
    prior.backward(tape.memory, rows: rows, scale: scale)
    guard let hidden = hidden?.rows(rows) else { return }
    hidden.load(tape.codeGradients.rows(rows))
    Kernels.addDifference(
      tape.memory.views[Kept.vectors].rows(rows), tape.codes.rows(rows),
      scale: 2 * Float(description.commitment) * scale, to: hidden)
  }

  /// The codebook, which learns from the vectors and their choice, and the prior.
  public func parameterTasks(hidden: MatrixView, _ tape: BottleneckTape) -> [ParameterJob.Item] {
    [
      ParameterJob.Item(
        codebook, input: tape.memory.views[Kept.vectors], gradient: tape.memory.views[Kept.nearest])
    ] + prior.parameterTasks(tape.memory)
  }

  /// Copies the vectors: they are the code.
  public func encode(_ hidden: MatrixView, into codes: MatrixView) { codes.load(hidden) }

  /// Returns maps drawn from the prior, as codes.
  public func samples(_ count: Int, random: inout RandomSource) -> Matrix? {
    let maps = prior.samples(count, random: &random)
    return codes(ofMaps: maps)
  }
}

extension VectorQuantiser {
  /// Returns how many codes in equal use would be as hard to guess as codes that are used so often: exp of the entropy.
  /// - Parameter counts: 0 or more, one for each code; 1 code when all are 0.
  public static func perplexity(ofCounts counts: some Sequence<Double>) -> Double {
    let total = counts.reduce(0, +)
    return Double.exp(counts.reduce(0) { $0 - ($1 > 0 ? $1 / total * Double.log($1 / total) : 0) })
  }

  /// The vectors of the codebook, `[codes, size]`.
  public var vectors: Matrix { codebook.vectors.matrix }

  /// Returns codes that quantise to maps.
  /// - Parameter maps: indices of codes, `[maps, cells]`; those outside of the codebook are held within it.
  public func codes(ofMaps maps: Matrix) -> Matrix {
    let vectors = vectors
    var codes = Matrix(rows: maps.rows, columns: latent)
    for (place, index) in maps.values.enumerated() {
      let code = index.isFinite ? min(max(Int(index), 0), description.codes - 1) : 0
      for column in 0..<size { codes.values[place * size + column] = vectors[code, column] }
    }
    return codes
  }

  /// Returns the indices of the codes nearest to each vector of maps, `[rows, cells]`.
  /// - Parameter codes: `[rows, latent]`.
  public func maps(of codes: Matrix) -> Matrix {
    guard codes.rows > 0 else { return Matrix(rows: 0, columns: description.cells) }
    let tape = makeTape(rows: codes.rows, conditions: 0)
    tape.codes.load(codes, rows: 0..<codes.rows)
    present(tape, rows: 0..<codes.rows)
    return tape.memory.views[Kept.nearest].matrix
  }
}
