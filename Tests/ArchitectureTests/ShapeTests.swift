import TestSupport
import Testing

@Suite("The shape of the tree")
struct ShapeTests {
  static let code =
    Checkout.files(below: "Sources", endingIn: [".swift", ".c", ".cpp", ".h"])
    + Checkout.files(below: "Tests", endingIn: [".swift"])

  /// Everything that may lie beside Package.swift.
  static let topLevel: Set = [
    ".ci", ".gitignore", ".swift-format", "assets", "CONTRIBUTING.md", "LICENSE", "Makefile", "Package.swift",
    "README.md", "Scripts", "Sources", "Tests",
  ]

  @Test("a file is read in one sitting: at most 400 lines", arguments: code)
  func length(path: String) {
    #expect(lines(of: path) <= 400, "\(path)")
  }

  @Test("a file that may be unsafe stays small: at most 150 lines")
  func lengthOfUnsafeFiles() {
    for path in Self.code where path.hasSuffix("+C.swift") { #expect(lines(of: path) <= 150, "\(path)") }
  }

  @Test("every module says what lives in it", arguments: Checkout.folders(of: "Sources"))
  func readme(module: String) {
    #expect(Checkout.exists("Sources/\(module)/README.md"), "Sources/\(module)/README.md")
  }

  @Test("nothing else lies at the top", .enabled(if: Checkout.tracked != nil, "needs git and a repository"))
  func top() {
    let names = Set((Checkout.tracked ?? []).map { String($0.prefix { $0 != "/" }) })
    #expect(names.subtracting(Self.topLevel) == [])
  }

  @Test(
    "no path of one machine is in the tree",
    .enabled(if: Checkout.tracked != nil, "needs git and a repository"))
  func machinePaths() {
    let pattern = #/(?:^|[^A-Za-z0-9._-])\/(?:work|farm|root|tmp|home)\/[A-Za-z0-9]/#
    for path in Checkout.tracked ?? [] {
      guard let text = Checkout.text(path) else { continue }
      let found = text.split(separator: "\n").filter { $0.firstMatch(of: pattern) != nil }
      #expect(found.isEmpty, "\(path): \(found.prefix(3))")
    }
  }

  private func lines(of path: String) -> Int {
    (Checkout.text(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false).count
  }
}
