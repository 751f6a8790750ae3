/// A Swift file without its comments and the text of its strings, so that only code is searched.
struct SwiftSource {
  /// The code; what was taken out left its line breaks behind.
  let code: String

  init(_ text: String) {
    var rest = Substring(text)
    var code = ""
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        code += Self.lineBreaks(Self.skipComment(&rest))
      } else if let end = Self.literal(rest) {
        code += Self.lineBreaks(Self.skip(&rest, until: end))
      } else {
        code.append(character)
        rest.removeFirst()
      }
    }
    self.code = code
  }

  /// The modules that the file imports.
  var imports: [String] {
    code.matches(
      of: #/(?m)^[ \t]*(?:@\w+ +)*(?:\w+ +)?import +(?:(?:struct|class|enum|protocol|func|var|let) +)?(\w+)/#
    ).map { String($0.1) }
  }

  /// The places where a pattern matches, as `line: text`.
  func matches(of pattern: Regex<Substring>) -> [String] {
    code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
      line.matches(of: pattern.wordBoundaryKind(.simple)).map { "line \(index + 1): \($0.output)" }
    }
  }

  private static func lineBreaks(_ text: Substring) -> String { String(text.filter(\.isNewline)) }

  private static func skipComment(_ rest: inout Substring) -> Substring {
    let start = rest
    var depth = 0
    repeat {
      if rest.hasPrefix("/*") { depth += 1 }
      if rest.hasPrefix("*/") { depth -= 1 }
      rest = rest.dropFirst(rest.hasPrefix("/*") || rest.hasPrefix("*/") ? 2 : 1)
    } while depth > 0 && !rest.isEmpty
    return start[..<rest.startIndex]
  }

  /// What ends the string or regular expression that starts here; nil where none does.
  private static func literal(_ rest: Substring) -> String? {
    if rest.hasPrefix("#/") { return "/#" }
    if rest.hasPrefix("#\"") { return "\"#" }
    if rest.hasPrefix("\"\"\"") { return "\"\"\"" }
    return rest.hasPrefix("\"") ? "\"" : nil
  }

  private static func skip(_ rest: inout Substring, until end: String) -> Substring {
    let start = rest
    rest = rest.dropFirst(end.count)
    while !rest.isEmpty, !rest.hasPrefix(end) {
      if end.hasSuffix("#") {
        rest = rest.dropFirst()
      } else if rest.hasPrefix("\\(") {
        skipInterpolation(&rest)
      } else {
        rest = rest.dropFirst(rest.first == "\\" ? 2 : 1)
      }
    }
    rest = rest.dropFirst(end.count)
    return start[..<rest.startIndex]
  }

  // A value is named in code before it is named in a string, so nothing is missed here.
  private static func skipInterpolation(_ rest: inout Substring) {
    rest = rest.dropFirst(2)
    var depth = 1
    while depth > 0, let character = rest.first {
      if let end = literal(rest) {
        _ = skip(&rest, until: end)
        continue
      }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      rest.removeFirst()
    }
  }
}
