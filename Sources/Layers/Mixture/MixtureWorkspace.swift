import Kernels
import LatentCore

/// The memory of one part of an expectation step, and what is done in it with a chunk of rows.
final class MixtureWorkspace {
  /// Rows of a chunk: enough for products at full speed, few enough to stay in the cache.
  static let chunk = 256

  /// Counts, first and second moments about the present means; the layout of the mixture's parameters.
  let statistics: MatrixView
  private(set) var logLikelihood = 0.0
  private(set) var entropy = 0.0
  private unowned let model: GaussianMixture
  private let input, codes, offsets, whitened, shares: MatrixView

  init(_ model: GaussianMixture) {
    func view(_ columns: Int) -> MatrixView {
      Arena(count: Self.chunk * columns).view(rows: Self.chunk, columns: columns)
    }
    self.model = model
    statistics = Arena(count: model.layout.statisticsCount).view(
      rows: 1, columns: model.layout.statisticsCount)
    input = view(model.pixels)
    codes = view(model.dimensions)
    offsets = view(model.dimensions)
    whitened = view(model.dimensions)
    shares = view(model.components)
  }

  /// The responsibilities summed over the rows, `[1, components]`.
  var counts: MatrixView { statistics.columns(0..<model.components) }

  func reset() {
    statistics.fill(0)
    (logLikelihood, entropy) = (0, 0)
  }

  func encode(_ images: Matrix, rows range: Range<Int>, into codes: MatrixView) {
    let input = input.rows(0..<range.count)
    input.load(images, rows: range)
    Kernels.multiply(input, model.layout.directions, transposing: .second, into: codes)
    Kernels.activate(codes, bias: model.layout.encoderBias, .identity)
  }

  func responsibilities(_ codes: Matrix, rows range: Range<Int>, into result: MatrixView) {
    let local = self.codes.rows(0..<range.count)
    local.load(codes, rows: range)
    takeShares(local)
    result.load(shares.rows(0..<range.count))
  }

  /// Takes the responsibilities of a chunk, and sums up what the maximisation needs of them.
  func take(_ input: MixtureInput, rows range: Range<Int>, isAccumulating: Bool) {
    let local = codes.rows(0..<range.count)
    switch input {
    case .images(let images):
      encode(images, rows: range, into: local)
      takeShares(local)
    case .codes(let codes):
      local.load(codes, rows: range)
      takeShares(local)
    case .members(let codes, let members):
      local.load(codes, rows: range)
      shares.fill(0)
      for (row, member) in members[range].enumerated() { shares[row, member] = 1 }
    }
    for component in 0..<model.components {
      if isAccumulating { accumulate(local, component) } else { count(range.count, component) }
    }
  }

  private func takeShares(_ codes: MatrixView) {
    let rows = 0..<codes.rows
    let shares = shares.rows(rows)
    for component in 0..<model.components {
      let offsets = offsets.rows(rows)
      Kernels.subtract(row: model.layout.mean.rows(component..<component + 1), from: codes, into: offsets)
      whiten(offsets, component)
      Kernels.logDensities(
        whitened: model.factors.isFull ? whitened.rows(rows) : offsets,
        constant: model.factors.constant(component), into: shares.columns(component..<component + 1))
    }
    let sums = Kernels.responsibilities(shares)
    logLikelihood += sums.logLikelihood
    entropy += sums.entropy
  }

  /// A diagonal factor works in place, since a product with a whole matrix has no need to.
  private func whiten(_ offsets: MatrixView, _ component: Int) {
    let inverse = model.factors.inverse(component)
    if model.factors.isFull {
      Kernels.multiply(
        offsets, inverse, transposing: .second, into: whitened.rows(0..<offsets.rows))
    } else {
      Kernels.multiplyColumns(of: offsets, by: inverse)
    }
  }

  private func count(_ rows: Int, _ component: Int) {
    var sum = Float(0)
    for row in 0..<rows { sum += shares[row, component] }
    counts[0, component] += sum
  }

  private func accumulate(_ codes: MatrixView, _ component: Int) {
    let rows = 0..<codes.rows
    let (offsets, weighted) = (offsets.rows(rows), whitened.rows(rows))
    let share = shares.rows(rows).columns(component..<component + 1)
    count(codes.rows, component)
    Kernels.subtract(row: model.layout.mean.rows(component..<component + 1), from: codes, into: offsets)
    Kernels.multiply(share, offsets, transposing: .first, into: firstMoment(component), adding: true)
    if model.factors.isFull {
      Kernels.weightRows(offsets, by: share, into: weighted)
      Kernels.multiply(weighted, offsets, transposing: .first, into: secondMoment(component), adding: true)
    } else {
      Kernels.square(offsets, into: weighted)
      Kernels.multiply(share, weighted, transposing: .first, into: secondMoment(component), adding: true)
    }
  }

  private func firstMoment(_ component: Int) -> MatrixView {
    let start = model.components + component * model.dimensions
    return statistics.columns(start..<start + model.dimensions)
  }

  private func secondMoment(_ component: Int) -> MatrixView {
    let (dimensions, components) = (model.dimensions, model.components)
    let rows = model.factors.isFull ? dimensions : 1
    let start = components + components * dimensions + component * rows * dimensions
    return statistics.owner.view(at: start, rows: rows, columns: dimensions)
  }
}

/// What an expectation step reads.
enum MixtureInput {
  case images(Matrix)
  case codes(Matrix)
  /// Codes with the component that each belongs to for sure.
  case members(Matrix, [Int])

  var rows: Int {
    switch self {
    case .images(let rows), .codes(let rows), .members(let rows, _): rows.rows
    }
  }
}

/// An expectation step, split into equal parts of the rows.
final class MixtureJob: PartJob {
  let parts: [MixtureWorkspace]
  private var input = MixtureInput.images(Matrix(rows: 0, columns: 0))
  private var isAccumulating = false

  init(_ parts: [MixtureWorkspace]) { self.parts = parts }

  /// Says what the next run works on.
  func prepare(_ input: MixtureInput, isAccumulating: Bool) {
    self.input = input
    self.isAccumulating = isAccumulating
  }

  /// Lets go of the batch, so that its owner can fill it again in place.
  func finish() { input = .images(Matrix(rows: 0, columns: 0)) }

  func run(part: Int) {
    parts[part].reset()
    let share = Kernels.share(part, of: parts.count, count: input.rows)
    for start in stride(from: share.lowerBound, to: share.upperBound, by: MixtureWorkspace.chunk) {
      parts[part].take(
        input, rows: start..<min(start + MixtureWorkspace.chunk, share.upperBound),
        isAccumulating: isAccumulating)
    }
  }
}
