import LatentCore
import Layers
import RealModule

extension ModelEntry {
  /// The autoencoder with more units than pixels, of which few are active at a time.
  static let sparseAutoencoder = ModelEntry(
    id: "sparse-ae", title: "Sparse autoencoder",
    description: "more units than pixels, but a penalty keeps most of them silent: a dictionary of strokes",
    source: "Ng 2011, CS294A lecture notes; Olshausen and Field 1997, doi:10.1016/S0042-6989(97)00169-7",
    options: RecipeOptions(
      hidden: [], latent: 1000, epochs: 20, batch: 128, learningRate: 0.001,
      controls: TrainingControls(schedule: .cosine),
      suitedRates: SparsityPenaltyName.inWords(\.learningRate)
    ).descriptions + [
      OptionDescription(
        "penalty", .choice(SparsityPenaltyName.allCases.map(\.rawValue)), default: .text("kl"),
        "on the sum of rectified activations, or on the mean activation of sigmoid units"),
      OptionDescription(
        "lambda", .automatic(0...1e6), default: .automatic,
        "weight of the penalty; auto: \(SparsityPenaltyName.inWords(\.weight))"),
      OptionDescription(
        "rho", .real(0.001...0.999), default: .real(0.05),
        "with penalty=kl, the mean activation that is wanted", when: .init("penalty", "kl")),
    ],
    exhibits: [.dictionary, .activations],
    suited: { key, specification in
      switch key {
      case "lambda": specification.sparsityPenaltyName.weight
      case "lr": specification.sparsityPenaltyName.learningRate
      default: nil
      }
    }
  ) { specification, seed in
    let penalty = specification.sparsityPenalty
    let widths = specification.hidden
    let description = AutoencoderDescription(
      encoder: .dense(widths + [specification.latentDimension], between: .relu) + [
        penalty.target == nil ? .relu : .sigmoid
      ],
      bottleneck: .sparse(penalty, weight: specification.real("lambda")),
      decoder: .dense(widths.reversed() + [specification.imageShape.pixels], between: .relu) + [.sigmoid],
      reconstruction: .sumOfSquares)
    let model = try Autoencoder(
      specification, description, lossTitle: "SE + penalty", isOvercomplete: true, seed: seed)
    if let target = penalty.target { model.fillCodeBias(with: Float(Double.log(target / (1 - target)))) }
    return model
  }
}

/// The penalties by the names that the option takes.
private enum SparsityPenaltyName: String, CaseIterable {
  case l1, kl

  /// The weight with which the recipe of each comes out sparse, with few dead units.
  var weight: Double {
    switch self {
    case .l1: 0.03
    case .kl: 3
    }
  }

  /// The learning rate of that recipe: rectified units die when they learn fast.
  var learningRate: Double {
    switch self {
    case .l1: 0.0004
    case .kl: 0.001
    }
  }

  /// A number of each in words.
  static func inWords(_ number: KeyPath<Self, Double>) -> String {
    allCases.reversed().map { "\(OptionValue.real($0[keyPath: number])) for \($0.rawValue)" }
      .joined(separator: ", ")
  }
}

extension ModelSpecification {
  fileprivate var sparsityPenaltyName: SparsityPenaltyName {
    SparsityPenaltyName(rawValue: options.text("penalty")) ?? .kl
  }

  fileprivate var sparsityPenalty: SparsityPenalty {
    switch sparsityPenaltyName {
    case .l1: .l1
    case .kl: .divergence(target: options.real("rho"))
    }
  }

  /// Whether a penalty keeps most units of a code silent.
  public var hasSparseCodes: Bool { options.values["penalty"] != nil }

  /// The mean activation that a sparse autoencoder's units should have; nil where there is no such target.
  public var targetActivation: Double? { hasSparseCodes ? sparsityPenalty.target : nil }
}

extension LatentModel {
  /// Sets the bias of the encoder's last layer, so that units begin as seldom active as they are meant to be.
  fileprivate func fillCodeBias(with value: Float) {
    let biases = parameters.entries.filter { $0.name.hasPrefix("encoder.") && $0.name.hasSuffix(".bias") }
    guard let bias = biases.last else { return }
    var values = parameters.copyValues()
    for index in bias.offset..<bias.offset + bias.count { values[index] = value }
    parameters.load(values: values)
  }
}
