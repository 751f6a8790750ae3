/// Named numbers beside a loss: further terms of it, such as a penalty, and measures that are averaged like them.
///
/// They lie within the value itself, in the order of their names, so that a training step makes them without
/// allocating: a name is a literal of at most 15 bytes. There is room for four.
public struct LossTerms: Sendable {
  /// A number with its name.
  public struct Term: Sendable, Equatable {
    /// One word of JSON and of a table's heading: `penalty`, `commitment`, `perplexity`.
    public let name: String
    /// The mean over the images of a batch or of a data set.
    public var value: Double
  }

  /// How many terms there is room for.
  public static let capacity = 4

  /// Names of terms that are no part of the loss but measured beside it.
  public static let measures: Set = ["perplexity", "angle"]

  /// How many terms there are.
  public private(set) var count = 0
  private var slots = InlineArray<4, Term>(repeating: Term(name: "", value: 0))

  /// Creates no terms.
  public init() {}

  /// The value of a name; nil where there is no such term. Setting nil changes nothing.
  /// - Precondition: there are at most four names.
  public subscript(name: String) -> Double? {
    get { firstIndex { $0.name == name }.map { slots[$0].value } }
    set { if let newValue { put(name, newValue) } }
  }

  private mutating func put(_ name: String, _ value: Double) {
    var place = 0
    while place < count, slots[place].name < name { place += 1 }
    if place == count || slots[place].name != name {
      precondition(count < Self.capacity, "a loss has at most \(Self.capacity) further terms")
      for index in stride(from: count, to: place, by: -1) { slots[index] = slots[index - 1] }
      count += 1
    }
    slots[place] = Term(name: name, value: value)
  }

  /// Whether every term is a number.
  public var isFinite: Bool { allSatisfy(\.value.isFinite) }

  /// Adds `weight` times other terms, each to that of its name.
  mutating func add(_ other: LossTerms, weight: Double) {
    for term in other { put(term.name, (self[term.name] ?? 0) + term.value * weight) }
  }

  /// Multiplies every term.
  mutating func scale(by factor: Double) {
    for index in 0..<count { slots[index].value *= factor }
  }
}

extension LossTerms: RandomAccessCollection {
  /// The place of the first term.
  public var startIndex: Int { 0 }
  /// The place behind the last term.
  public var endIndex: Int { count }
  /// A term, in the order of names.
  public subscript(position: Int) -> Term {
    precondition(position >= 0 && position < count, "there are \(count) terms")
    return slots[position]
  }
}

extension LossTerms: Equatable {
  /// Whether both have the same names with the same values.
  public static func == (first: LossTerms, second: LossTerms) -> Bool { first.elementsEqual(second) }
}
