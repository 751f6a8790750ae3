/// Text in several colours, a line at most.
///
///     let hint: StyledText = "loss " + .init("▼0.4", Theme.good)
public struct StyledText: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// A piece of text in one colour.
  public struct Span: Sendable, Hashable {
    /// The characters.
    public var text: String
    /// The colour; nil for the one the surroundings use.
    public var color: Color?
    /// Bold, underlined, reverse.
    public var style: CellStyle
  }

  /// The pieces from left to right.
  public var spans: [Span]

  /// Creates text in one colour; without one it takes that of its surroundings.
  public init(_ text: String, _ color: Color? = nil, style: CellStyle = []) {
    spans = text.isEmpty ? [] : [Span(text: text, color: color, style: style)]
  }

  /// Creates text in the colour of its surroundings.
  public init(stringLiteral value: String) { self.init(value) }

  /// The number of columns it takes.
  public var columns: Int { spans.reduce(0) { $0 + $1.text.count } }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { spans.isEmpty }

  /// Joins two pieces.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    var joined = left
    joined.spans += right.spans
    return joined
  }

  /// Appends a piece.
  public static func += (left: inout StyledText, right: StyledText) { left.spans += right.spans }

  /// A legend of classes: a coloured disc and the name of each.
  public static func legend(_ entries: [(name: String, color: Color)], separator: String = " ") -> StyledText
  {
    var text: StyledText = ""
    for (index, entry) in entries.enumerated() {
      if index > 0 { text += StyledText(separator) }
      text += StyledText("●", entry.color) + StyledText(entry.name)
    }
    return text
  }
}

/// Where text stands within its columns.
public enum TextAlignment: Sendable { case left, center, right }
