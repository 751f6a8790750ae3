import LatentCore
import Screen

extension Losses {
  /// Whether its terms are losses of networks that learn against each other, and no image is restored.
  var isAdversarial: Bool { reconstruction == nil && !terms.isEmpty }

  /// What networks that learn against each other lose, each with its initial: `D 0.36  G 7.2`; nil for other models.
  var adversaries: String? {
    guard isAdversarial else { return nil }
    return terms.map { "\($0.name.prefix(1).uppercased()) \(NumberText.digits($0.value, 3))" }
      .joined(separator: "  ")
  }

  /// What the loss is the sum of, and what is measured beside it, the longest text first.
  var sumTexts: [String] {
    if let adversaries {
      let whole = terms.map { "\($0.name) \(NumberText.digits($0.value, 3))" }.joined(separator: "  ")
      return [whole, adversaries]
    }
    // As many decimals as the sum is shown with, so that one can add them up.
    let decimals = max(0, NumberText.digits(loss, 4).split(separator: ".").dropFirst().first?.count ?? 0)
    func sum(_ length: Int) -> String {
      summands.map { summand in
        let name = summand.name.count > length ? "\(summand.name.prefix(length - 1))." : summand.name
        let factor = abs(summand.factor - 1) < 1e-3 ? "" : "\(NumberText.plain(summand.factor)) × "
        return "\(factor)\(name) \(NumberText.fixed(summand.value, decimals))"
      }.joined(separator: " + ")
    }
    let beside = measures.map { "\($0.name) \(NumberText.digits($0.value, 3))" }
    let lengths = [30, 6, 4]
    return beside.indices.map { ([sum(lengths[0])] + beside.dropLast($0)).joined(separator: "  ") }
      + lengths.map(sum)
  }
}
