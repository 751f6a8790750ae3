/// One setting of a catalogue entry: what it is called, what it may be, and what it is unless said.
public struct OptionDescription: Sendable, Equatable {
  /// What values an option takes.
  public enum Kind: Sendable, Equatable {
    case integer(ClosedRange<Int>)
    case real(ClosedRange<Double>)
    /// A real number, or `auto` for the one that suits the other options.
    case automatic(ClosedRange<Double>)
    case choice([String])
    case flag
    /// A list of whole numbers, each within the range; `--hidden 400,200`.
    case integers(ClosedRange<Int>)
  }

  /// The name on the command line (`--set key=value`) and in run files.
  public let key: String
  /// What values are allowed.
  public let kind: Kind
  /// The value of the recipe in the literature.
  public let defaultValue: OptionValue
  /// One line for help and menus.
  public let description: String
  /// What another option must be for this one to have an effect; nil where it always has.
  public let condition: Condition?

  /// A value that another option must have.
  public struct Condition: Sendable, Equatable {
    /// The other option, a choice.
    public let key: String
    /// Its value.
    public let value: String

    /// Creates a condition.
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Creates a description.
  public init(
    _ key: String, _ kind: Kind, default defaultValue: OptionValue, _ description: String,
    when condition: Condition? = nil
  ) {
    self.key = key
    self.kind = kind
    self.defaultValue = defaultValue
    self.description = description
    self.condition = condition
  }
}

/// The value of an option.
public enum OptionValue: Sendable, Hashable, Codable {
  case integer(Int)
  case real(Double)
  case text(String)
  case flag(Bool)
  case integers([Int])
}

extension OptionValue {
  /// What stands for the value that suits the other options.
  public static let automatic = OptionValue.text("auto")
}

extension OptionValue: CustomStringConvertible {
  /// The value as a person types it: `20`, `0.001`, `bernoulli`, `true`, `128,64,12`.
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .text(let value): value
    case .flag(let value): "\(value)"
    case .integers(let values): values.map(String.init).joined(separator: ",")
    }
  }
}

/// Chosen values for every option of a catalogue entry.
public struct Options: Sendable, Hashable, Codable {
  /// The values by key.
  public private(set) var values: [String: OptionValue]

  /// Creates the defaults of a list of options.
  public init(_ descriptions: [OptionDescription] = []) {
    values = Dictionary(uniqueKeysWithValues: descriptions.map { ($0.key, $0.defaultValue) })
  }

  /// Creates options from values that were checked before, such as those of a saved run.
  public init(values: [String: OptionValue]) { self.values = values }

  /// Replaces the value of one option by what a person typed.
  /// - Throws: `ZwalkError.unknownOption` or `.optionOutOfRange`, which name what would be right.
  public mutating func set(
    _ key: String, to text: String, among descriptions: [OptionDescription]
  ) throws(ZwalkError) {
    guard let description = descriptions.first(where: { $0.key == key }) else {
      throw .unknownOption(key: key, known: descriptions.map(\.key))
    }
    guard let value = description.parse(text) else {
      throw .optionOutOfRange(key: key, value: text, allowed: description.allowed)
    }
    values[key] = value
  }

  /// Why an option that was set has no effect, `schedule is 'constant', so that cutEvery has no effect; it has with
  /// schedule=step`; nil where it has.
  public func idleness(of key: String, among descriptions: [OptionDescription]) -> String? {
    guard let condition = descriptions.first(where: { $0.key == key })?.condition,
      let value = values[condition.key], value != .text(condition.value)
    else { return nil }
    return "\(condition.key) is '\(value)', so that \(key) has no effect; it has with "
      + "\(condition.key)=\(condition.value)"
  }

  /// The value of a whole-number option.
  /// - Precondition: the entry describes such an option.
  public func integer(_ key: String) -> Int {
    guard case .integer(let value)? = values[key] else { preconditionFailure("no whole number named \(key)") }
    return value
  }

  /// The value of a real option.
  /// - Precondition: the entry describes such an option.
  public func real(_ key: String) -> Double {
    guard case .real(let value)? = values[key] else { preconditionFailure("no real number named \(key)") }
    return value
  }

  /// The value of a real option that may be `auto`; nil where it is.
  /// - Precondition: the entry describes such an option.
  public func chosenReal(_ key: String) -> Double? {
    values[key] == .automatic ? nil : real(key)
  }

  /// The value of a choice.
  /// - Precondition: the entry describes such an option.
  public func text(_ key: String) -> String {
    guard case .text(let value)? = values[key] else { preconditionFailure("no choice named \(key)") }
    return value
  }

  /// The value of a flag.
  /// - Precondition: the entry describes such an option.
  public func flag(_ key: String) -> Bool {
    guard case .flag(let value)? = values[key] else { preconditionFailure("no flag named \(key)") }
    return value
  }

  /// The value of a list of whole numbers.
  /// - Precondition: the entry describes such an option.
  public func integers(_ key: String) -> [Int] {
    guard case .integers(let value)? = values[key] else { preconditionFailure("no list named \(key)") }
    return value
  }
}
