import Kernels
import LatentCore
import RealModule

/// Finds codes by descent: those whose images are nearest to given ones, among codes that are not too unlikely.
///
/// What is minimised is the squared error, summed over pixels, plus |z|^2 / 2: minus the logarithm of p(x|z) p(z), up to a
/// constant, for pixels of variance 1/2. Each image starts from the nearest of many decoded draws of the prior, always the
/// same ones, so that the same weights give the same codes.
/// - Source: Zhu et al. 2016, arXiv:1609.03552, section 3.1; Adam as in Kingma and Ba 2015, arXiv:1412.6980.
public final class CodeSearch {
  /// How much is tried.
  public struct Effort: Sendable {
    /// Draws of the prior among which an image starts.
    public var draws: Int
    /// How many of the nearest ones it starts from, and steps after which the best of them goes on.
    public var starts, firstSteps: Int
    /// Steps of the best.
    public var steps: Int

    /// Some milliseconds for a hundred images: what can be shown while something else goes on.
    public static let brief = Effort(draws: 1024, starts: 1, firstSteps: 0, steps: 6)
    /// Some milliseconds for each image.
    public static let thorough = Effort(draws: 2048, starts: 4, firstSteps: 10, steps: 50)
  }

  /// Images that are searched for at a time.
  private static let blockRows = 512
  private static let learningRate: Float = 0.2
  private static let priorWeight: Float = 0.5

  private let decoder: Sequential
  private let latent: Int
  private var objective = PlannedMemory<DecoderObjective>()
  private let decode: (Matrix) -> Matrix

  /// Creates a search.
  /// - Parameters:
  ///   - decoder: from codes to pixels.
  ///   - decode: the same for any number of codes, `[codes, latent]`.
  init(_ decoder: Sequential, decode: @escaping (Matrix) -> Matrix) {
    self.decoder = decoder
    latent = decoder.inputs
    self.decode = decode
  }

  /// Returns the codes of images, `[images, latent]`.
  public func codes(of images: Matrix, _ effort: Effort) -> Matrix {
    var codes = Matrix(rows: 0, columns: latent)
    guard images.rows > 0 else { return codes }
    let pool = Pool(effort.draws, latent: latent, priorWeight: Self.priorWeight, decode)
    for start in stride(from: 0, to: images.rows, by: Self.blockRows) {
      let block = images.rows(in: start..<min(start + Self.blockRows, images.rows))
      codes.append(rowsOf: search(block, pool, effort))
    }
    return codes
  }

  private func search(_ images: Matrix, _ pool: Pool, _ effort: Effort) -> Matrix {
    let starts = min(effort.starts, effort.draws)
    var codes = pool.nearest(to: images, count: starts)
    if starts > 1 {
      let repeated = images.gatheringRows((0..<codes.rows).lazy.map { $0 / starts })
      codes = descend(codes, to: repeated, steps: effort.firstSteps)
      let values = values(of: codes, images: repeated)
      codes = codes.gatheringRows(
        (0..<images.rows).lazy.map { image in
          (image * starts..<(image + 1) * starts).min { values[$0] < values[$1] } ?? 0
        })
    }
    return descend(codes, to: images, steps: effort.steps)
  }

  /// Takes some steps of Adam, shorter and shorter.
  private func descend(_ codes: Matrix, to images: Matrix, steps: Int) -> Matrix {
    var codes = codes
    var first = [Float](repeating: 0, count: codes.values.count)
    var second = first
    let objective = planned(codes.rows)
    for step in 0..<steps {
      let gradient = objective.gradient(codes: codes, images: images).gradient
      let fall = 0.5 * (1 + Float.cos(.pi * Float(step) / Float(steps)))
      let (one, two) = (1 - Float.pow(0.8, step + 1), 1 - Float.pow(0.95, step + 1))
      let rate = Self.learningRate * (0.05 + 0.95 * fall) / one
      for index in codes.values.indices {
        let slope = gradient.values[index] + 2 * Self.priorWeight * codes.values[index]
        first[index] += 0.2 * (slope - first[index])
        second[index] += 0.05 * (slope * slope - second[index])
        codes.values[index] -= rate * first[index] / ((second[index] / two).squareRoot() + 1e-3)
      }
    }
    return codes
  }

  private func values(of codes: Matrix, images: Matrix) -> [Float] {
    let norms = Kernels.squaredNorms(codes)
    return zip(planned(codes.rows).losses(codes: codes, images: images), norms).map {
      Float($0.0) + Self.priorWeight * $0.1
    }
  }

  private func planned(_ rows: Int) -> DecoderObjective {
    objective.holding(rows) { rows, _ in DecoderObjective(decoder, latent: latent, .sumOfSquares, rows: rows)
    }
  }
}

/// Draws of the prior with their images.
private struct Pool {
  let codes: Matrix
  private let images: Matrix
  /// What a draw adds to the value whatever the image is.
  private let offsets: [Float]

  init(_ count: Int, latent: Int, priorWeight: Float, _ decode: (Matrix) -> Matrix) {
    var random = RandomSource(seed: 0, stream: RandomStream.codeSearch)
    codes = random.normal(rows: count, columns: latent)
    images = decode(codes)
    offsets = zip(Kernels.squaredNorms(images), Kernels.squaredNorms(codes)).map { $0 + priorWeight * $1 }
  }

  /// The codes with the smallest values for each image, the best first: `count` rows an image.
  func nearest(to targets: Matrix, count: Int) -> Matrix {
    let products = Kernels.product(targets, images, transposing: .second)
    let indices = Kernels.map(targets.rows) { row in
      let products = products.row(row)
      var best = [(value: Float, index: Int)]()
      for (index, product) in products.enumerated() {
        let value = offsets[index] - 2 * product
        guard best.count < count || value < best[best.count - 1].value else { continue }
        if best.count == count { best.removeLast() }
        best.insert((value, index), at: best.firstIndex { $0.value > value } ?? best.count)
      }
      return best.map(\.index)
    }
    return codes.gatheringRows(indices.joined())
  }
}

extension AdversarialNetwork {
  /// A search for the codes of images.
  public func makeSearch() -> CodeSearch { CodeSearch(generator) { [unowned self] in decode($0) } }
}
