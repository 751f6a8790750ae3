import Kernels
import LatentCore

/// A distribution over maps of codes, one cell after the other: a small causal transformer.
///
/// It learns from the codes that the quantiser chooses and does not change them.
/// - Source: van den Oord et al. 2017, arXiv:1711.00937, section 3.3, with attention for masked convolutions.
final class CodePrior {
  private let cells, codes: Int
  private let network: Sequential

  /// Declares the network's tensors, `prior.0.weight` and so on.
  init(cells: Int, codes: Int, width: Int, arena: ParameterArena) {
    self.cells = cells
    self.codes = codes
    let heads = width % 4 == 0 ? 4 : 1
    network = Sequential(
      "prior", shape: .vector(cells),
      [
        .embedding(count: codes + 1, width: width), .position,
        .residual([.layerNorm, .dense(3 * width), .attention(heads: heads, isCausal: true), .dense(width)]),
        .residual([.layerNorm, .dense(2 * width), .gelu, .dense(width)]),
        .layerNorm, .dense(codes),
      ], arena: arena)
  }

  /// Numbers that are kept for each row.
  var kept: Int { network.layers.reduce(2 * cells) { $0 + 2 * $1.outputs + $1.kept } }

  /// Reserves memory; the last view holds what the network reads, so that others may lie before it.
  func makeMemory(rows: Int) -> LayerMemory {
    LayerMemory(
      views: [Arena(count: rows * cells).view(rows: rows, columns: cells)],
      tapes: [Tape(network, rows: rows, for: .gradients, lastInPlace: true)])
  }

  /// Returns the cross-entropy of maps, in nats, summed over the rows, and leaves its gradient at the logits.
  /// - Parameter nearest: the codes of all cells, all rows.
  func loss(_ nearest: MatrixView, _ memory: LayerMemory, rows: Range<Int>) -> Double {
    let before = before(memory).rows(rows)
    Kernels.codesBefore(nearest.rows(rows), first: codes, into: before)
    network.forward(ofRange: before, memory.tapes[0], rows)
    return Kernels.softmaxLoss(
      logits: logits(memory).rows(rows).inRows(of: codes), targets: nearest.rows(rows).inRows(of: 1))
  }

  /// Turns the gradient at the logits into those of all layers.
  /// - Parameter scale: weight of a row.
  func backward(_ memory: LayerMemory, rows: Range<Int>, scale: Float) {
    Kernels.scale(logits(memory).rows(rows), by: scale)
    network.backward(ofRange: before(memory).rows(rows), memory.tapes[0], rows, into: nil)
  }

  /// What learns.
  func parameterTasks(_ memory: LayerMemory) -> [ParameterJob.Item] {
    network.parameterTasks(input: before(memory), memory.tapes[0])
  }

  private func before(_ memory: LayerMemory) -> MatrixView { memory.views[memory.views.count - 1] }

  private func logits(_ memory: LayerMemory) -> MatrixView {
    memory.tapes[0].outputs[network.layers.count - 1]
  }

  /// Draws maps of codes, `[count, cells]`, cell by cell; the work is shared by the pool.
  func samples(_ count: Int, random: inout RandomSource) -> Matrix {
    var maps = Matrix(rows: count, columns: cells)
    let source = random
    random.counter &+= UInt64(count * cells)
    Kernels.withView(of: &maps) { maps in
      let parts = min(Kernels.threads, max(count, 1))
      Kernels.parallel(parts) { part in
        let range = Kernels.share(part, of: parts, count: count)
        var ofPart = source
        ofPart.counter &+= UInt64(range.lowerBound * cells)
        draw(maps.rows(range), &ofPart)
      }
    }
    return maps
  }

  private func draw(_ maps: MatrixView, _ random: inout RandomSource) {
    let (rows, first) = (0..<maps.rows, random.counter)
    guard !rows.isEmpty else { return }
    let memory = makeMemory(rows: maps.rows)
    for cell in 0..<cells {
      Kernels.codesBefore(maps, first: codes, into: memory.views[0])
      network.forward(ofRange: memory.views[0], memory.tapes[0], rows)
      let logits = logits(memory).columns(cell * codes..<(cell + 1) * codes)
      for row in rows {
        // Numbers belong to rows, so that the same maps come out however they are shared.
        random.counter = first &+ UInt64(row * cells + cell)
        maps[row, cell] = Float(Kernels.choose(logits.rows(row..<row + 1), random.uniform()))
      }
    }
  }
}
