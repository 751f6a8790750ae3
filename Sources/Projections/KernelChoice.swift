import Kernels
import LatentCore

/// The kernel function that a person chose, and what it becomes for given data.
struct KernelChoice: Sendable {
  /// The functions by the names of the command line.
  enum Kind: String, CaseIterable, Sendable {
    case rbf, polynomial, cosine
  }

  let kind: Kind
  /// 0 for the one that suits the data.
  let gamma: Double
  let degree: Int

  init(kind: Kind = .rbf, gamma: Double = 0, degree: Int = 3) {
    (self.kind, self.gamma, self.degree) = (kind, gamma, degree)
  }

  init(_ options: Options) {
    self.init(
      kind: Kind(rawValue: options.text("kernel")) ?? .rbf, gamma: options.real("gamma"),
      degree: options.integer("degree"))
  }

  static let options = [
    OptionDescription(
      "kernel", .choice(Kind.allCases.map(\.rawValue)), default: .text(Kind.rbf.rawValue),
      "inner product: exp(-gamma d^2), (gamma x.y + 1)^degree, or the cosine of the angle"),
    OptionDescription(
      "gamma", .real(0...1e6), default: .real(0),
      "width of rbf and polynomial; 0: by the median distance, and 1 / features"),
    OptionDescription("degree", .integer(1...10), default: .integer(3), "degree of the polynomial"),
  ]

  /// Points whose distances are looked at for their median.
  private static let medianPoints = 1000

  /// Returns the function for data.
  ///
  /// The automatic gamma of `rbf` is 1 / (2 m^2), with m the median distance of points of the data; that of
  /// `polynomial` is 1 / features.
  func function(for data: any RowSource, seed: UInt64) -> KernelFunction {
    switch kind {
    case .cosine: return .cosine
    case .polynomial:
      return .polynomial(gamma: gamma > 0 ? gamma : 1 / Double(max(data.columnCount, 1)), degree: degree)
    case .rbf:
      if gamma > 0 { return .gaussian(gamma: gamma) }
      let sample = SelectedRows.sample(Self.medianPoints, of: data.rowCount, seed: seed, stream: 32)
      let rows = SelectedRows(source: data, indices: sample).matrix()
      let distances = ReferencePoints(rows).squaredDistances(from: rows)
      let pairs = (0..<rows.rows).flatMap { row in (0..<row).map { distances[row, $0] } }.sorted()
      let median = pairs.isEmpty ? 0 : Double(pairs[pairs.count / 2])
      return .gaussian(gamma: median > 0 ? 1 / (2 * median) : 1)
    }
  }
}

extension KernelFunction {
  /// The width, where the function has one.
  var facts: [ProjectionFact] {
    switch self {
    case .gaussian(let gamma), .polynomial(let gamma, _): [ProjectionFact("gamma", gamma)]
    case .cosine: []
    }
  }
}
