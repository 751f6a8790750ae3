import Foundation
import TestSupport
import Testing

extension EndToEnd {
  @Suite("README.md")
  struct ReadmeTests {
    private static let writes = ProcessInfo.processInfo.environment["ZWALK_WRITE_DOCS"] != nil

    @Test("its tables are those of the catalogues; `make docs` rewrites them")
    func tables() throws {
      let readme = try #require(Checkout.text("README.md"))
      var rewritten = readme
      for (name, table) in try ReadmeTables.all() {
        rewritten = try #require(
          replacing(name, with: table, in: rewritten), "no <!-- \(name) --> in README.md")
      }
      if Self.writes {
        try rewritten.write(to: Checkout.root.appending(path: "README.md"), atomically: true, encoding: .utf8)
      } else {
        #expect(rewritten == readme, "README.md differs from the catalogues: run `make docs`")
      }
    }

    @Test("every file that it links to is there")
    func links() throws {
      let readme = try #require(Checkout.text("README.md"))
      for link in readme.matches(of: #/\]\(([^):]+)\)/#) {
        #expect(Checkout.exists(String(link.1)), "\(link.1)")
      }
    }

    private func replacing(_ name: String, with table: String, in text: String) -> String? {
      guard let start = text.range(of: "<!-- \(name) -->\n"), let end = text.range(of: "<!-- /\(name) -->")
      else {
        return nil
      }
      return text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: table)
    }
  }
}
