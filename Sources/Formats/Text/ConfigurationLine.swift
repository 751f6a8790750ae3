import LatentCore

/// The lines of TOML that settings need.
///
/// They are checked before the parser sees them: toml++ 3.4 guards what else TOML allows by assertions, and some
/// malformed lines (`[=]`, `a = ]`) end the program there.
enum ConfigurationLine {
  /// Looks at every line.
  /// - Throws: `ZwalkError.malformedFile` naming the first line that is of no known kind.
  static func check(_ text: String, file: String) throws(ZwalkError) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.last == "\r" ? line.dropLast() : line
      guard isKnown(String(line)) else {
        throw .malformedFile(
          path: file, format: "TOML",
          reason: "line \(index + 1) is neither [table] nor key = value, where a value is a text, a number, "
            + "true, false or a list of whole numbers in one line")
      }
    }
  }

  /// Whether a line is blank or a comment, a table's name, or a key with a value.
  private static func isKnown(_ line: String) -> Bool {
    let content =
      /[ \t]*(?<content>(?:[^#"'\p{Cc}]|\t|"(?:[^"\\\p{Cc}]|\\[btnfr"\\])*"|'[^'\p{Cc}]*')*)(?:#[^\p{Cc}]*)?/
      .matchingSemantics(.unicodeScalar)
    guard let match = try? content.wholeMatch(in: line) else { return false }
    let table = /\[[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*\][ \t]*/
    let text = /[A-Za-z0-9_\-]+[ \t]*=[ \t]*(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*')[ \t]*/
    let word = /[A-Za-z0-9_\-]+[ \t]*=[ \t]*[A-Za-z0-9+\-][A-Za-z0-9+\-._:]*[ \t]*/
    let list =
      /[A-Za-z0-9_\-]+[ \t]*=[ \t]*\[(?:[ \t]*[+\-]?[0-9_]+[ \t]*,)*[ \t]*(?:[+\-]?[0-9_]+[ \t]*)?\][ \t]*/
    if match.content.isEmpty { return true }
    let kinds = [table, text, word, list]
    return kinds.contains { (try? $0.matchingSemantics(.unicodeScalar).wholeMatch(in: match.content)) != nil }
  }
}
