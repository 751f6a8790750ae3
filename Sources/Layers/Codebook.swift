import Kernels
import LatentCore

/// How the vectors of a codebook learn.
public enum CodebookLearning: String, Sendable, Hashable, CaseIterable {
  /// They follow the mean of the vectors that choose them; one that hardly any chooses is set to one of them.
  case averages
  /// They make optimiser steps towards the vectors that choose them.
  case gradient
}

/// The vectors that a quantiser chooses from.
/// - Source: van den Oord et al. 2017, arXiv:1711.00937, section 3.2 and appendix A.1; dead codes: Williams et al. 2020,
///   arXiv:2002.08111, section 4.
final class Codebook: ParameterOwner {
  /// The vectors, and the numbers of each.
  let codes, size: Int
  private let cells: Int
  private let learning: CodebookLearning
  private let arena: ParameterArena
  private let vectorOffset, sumOffset, countOffset: Int

  /// The share of an average that one step leaves.
  private static let decay: Float = 0.99
  /// Codes chosen less often than this share of the mean are dead.
  private static let dead: Float = 0.05
  /// What a code that was set anew counts for, as a share of the mean.
  private static let reborn: Float = 0.2

  /// Declares `codebook.weight`, `[codes, size]`, and the averages that it is made of.
  /// - Parameter cells: vectors of an image.
  init(codes: Int, size: Int, cells: Int, _ learning: CodebookLearning, arena: ParameterArena) {
    (self.codes, self.size, self.cells) = (codes, size, cells)
    self.learning = learning
    self.arena = arena
    vectorOffset = arena.declare(
      "codebook.weight", shape: [codes, size], .normal(learning == .gradient ? 0.1 : 1))
    sumOffset = arena.declare("codebook.sums", shape: [codes, size], .constant(0))
    countOffset = arena.declare("codebook.counts", shape: [codes], .constant(0))
  }

  /// `[codes, size]`.
  var vectors: MatrixView { arena.value(at: vectorOffset, rows: codes, columns: size) }

  var units: Int { codes }
  var unitCost: Int { max(1, cells * size / codes) }

  /// Adds up the vectors that chose each code; where vectors learn by gradient, that is 2 (n code - sum) / rows.
  /// - Parameters:
  ///   - gradient: the codes of all cells, `[rows, cells]`.
  ///   - input: the vectors of all cells, `[rows, cells * size]`.
  func parameterGradient(_ gradient: MatrixView, input: MatrixView, units: Range<Int>) {
    let sums = arena.gradient(at: vectorOffset, rows: codes, columns: size).rows(units)
    let counts = arena.gradient(at: countOffset, rows: 1, columns: codes).columns(units)
    Kernels.codeSums(
      input.inRows(of: size), nearest: gradient.inRows(of: 1), codes: units, sums: sums, counts: counts)
    guard input.rows > 0 else { return }
    switch learning {
    case .averages: markDead(input.inRows(of: size), units, sums, counts)
    case .gradient:
      let (vectors, scale) = (vectors.rows(units), 2 / Float(input.rows))
      for (row, column) in (0..<units.count).lazy.flatMap({ row in (0..<self.size).lazy.map { (row, $0) } }) {
        sums[row, column] = scale * (counts[0, row] * vectors[row, column] - sums[row, column])
      }
    }
  }

  /// Gives each dead code one of the vectors at random in place of its sum, and a negative count.
  private func markDead(_ vectors: MatrixView, _ units: Range<Int>, _ sums: MatrixView, _ counts: MatrixView)
  {
    let averages = arena.value(at: countOffset, rows: 1, columns: codes)
    let mean = Float(vectors.rows) / Float(codes)
    for (row, code) in units.enumerated() {
      let next = Self.decay * averages[0, code] + (1 - Self.decay) * counts[0, row]
      guard next < Self.dead * mean else { continue }
      var random = RandomSource(seed: UInt64(arena.stepCount), stream: RandomStream.deadCodes)
      random.counter = UInt64(code)
      let chosen = Int(random.next() % UInt64(vectors.rows))
      sums.rows(row..<row + 1).load(vectors.rows(chosen..<chosen + 1))
      counts[0, row] = -Self.reborn * mean
    }
  }

  /// Makes a step: of the averages, or of the optimiser.
  func update(units: Range<Int>, _ step: OptimizerStep) {
    guard learning == .averages else {
      let range = vectorOffset + units.lowerBound * size..<vectorOffset + units.upperBound * size
      return Kernels.optimise(arena.trainingArrays, range, step)
    }
    let sums = arena.gradient(at: vectorOffset, rows: codes, columns: size)
    let counts = arena.gradient(at: countOffset, rows: 1, columns: codes)
    let averageSums = arena.value(at: sumOffset, rows: codes, columns: size)
    let averageCounts = arena.value(at: countOffset, rows: 1, columns: codes)
    let vectors = vectors
    for code in units {
      let count = counts[0, code]
      let (kept, added) = count < 0 ? (0, -count) : (Self.decay, 1 - Self.decay)
      averageCounts[0, code] = count < 0 ? -count : kept * averageCounts[0, code] + added * count
      for column in 0..<size {
        averageSums[code, column] = kept * averageSums[code, column] + added * sums[code, column]
        vectors[code, column] = averageSums[code, column] / averageCounts[0, code]
      }
    }
  }
}
