extension OptionDescription {
  /// Returns the value that a text stands for, or nil when it is malformed or outside of the allowed range.
  public func parse(_ text: String) -> OptionValue? {
    switch kind {
    case .integer(let range):
      Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .real(let range):
      Double(text).flatMap { range.contains($0) ? .real($0) : nil }
    case .automatic(let range):
      OptionValue.text(text) == .automatic
        ? .automatic : Double(text).flatMap { range.contains($0) ? .real($0) : nil }
    case .choice(let names):
      names.contains(text) ? .text(text) : nil
    case .flag:
      Bool(text).map { .flag($0) }
    case .integers(let range):
      parseIntegers(text, range)
    }
  }

  /// Whether a value has the right type and lies within the allowed range.
  public func allows(_ value: OptionValue) -> Bool {
    parse(value.description) == value
  }

  private func parseIntegers(_ text: String, _ range: ClosedRange<Int>) -> OptionValue? {
    let parts = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers.allSatisfy(range.contains) else { return nil }
    return .integers(numbers)
  }

  /// The allowed values in words: `1 to 784`, `bernoulli or gaussian`.
  public var allowed: String {
    switch kind {
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .real(let range):
      "a number from \(OptionValue.real(range.lowerBound)) to \(OptionValue.real(range.upperBound))"
    case .automatic(let range):
      "a number from \(OptionValue.real(range.lowerBound)) to \(OptionValue.real(range.upperBound)), or auto"
    case .choice(let names): names.joined(separator: " or ")
    case .flag: "true or false"
    case .integers(let range):
      "whole numbers from \(range.lowerBound) to \(range.upperBound), separated by commas"
    }
  }
}
