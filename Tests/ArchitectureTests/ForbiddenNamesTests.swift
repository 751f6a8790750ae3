import TestSupport
import Testing

/// Foundation brings Dispatch along, and no import is needed for a pointer or a task: so names are searched for.
@Suite("Names that belong to one place")
struct ForbiddenNamesTests {
  static let sources = Checkout.files(below: "Sources", endingIn: [".swift"])

  /// Queues, threads and tasks.
  static var concurrency: Regex<Substring> {
    #/\b(?:Dispatch\w*|OperationQueue|Thread|Task|TaskGroup|pthread_\w+|async|await|actor +\w+)\b/#
  }
  /// Memory that the compiler does not watch, and promises that it does not check.
  static var unsafety: Regex<Substring> {
    #/\b(?:Unsafe\w+|withUnsafe\w*|unsafe\w*|Unmanaged|OpaquePointer|with\w+Unsafe\w*|_unsafe\w*)\b|@unchecked/#
  }

  @Test("queues, threads and tasks exist in Engine only", arguments: sources)
  func concurrency(path: String) {
    guard !path.hasPrefix("Sources/Engine/") else { return }
    let found = SwiftSource(Checkout.text(path) ?? "").matches(of: Self.concurrency)
    #expect(found.isEmpty, "\(path): \(found)")
  }

  @Test(
    "unsafe memory exists in Kernels and in the C files of Formats and TerminalUI only", arguments: sources)
  func unsafety(path: String) {
    guard !Self.mayBeUnsafe(path) else { return }
    let found = SwiftSource(Checkout.text(path) ?? "").matches(of: Self.unsafety)
    #expect(found.isEmpty, "\(path): \(found)")
  }

  private static func mayBeUnsafe(_ path: String) -> Bool {
    if path.hasPrefix("Sources/Kernels/") { return true }
    let home = path.hasPrefix("Sources/Formats/") || path.hasPrefix("Sources/TerminalUI/")
    return home && path.hasSuffix("+C.swift")
  }

  @Test(
    "the search finds what it is for",
    arguments: [
      "DispatchQueue.main.async { }", "let t = Thread { }", "actor Mailbox {", "func f() async {",
      "Task { }", "pthread_create(a)",
    ])
  func findsConcurrency(code: String) {
    #expect(!SwiftSource(code).matches(of: Self.concurrency).isEmpty)
  }

  @Test(
    "the search finds what it is for",
    arguments: [
      "a.withUnsafeBufferPointer { }", "let p: UnsafePointer<Float>", "final class A: @unchecked Sendable",
      "nonisolated(unsafe) var a = 1", "unsafeBitCast(a, to: B.self)", "Unmanaged.passRetained(a)",
    ])
  func findsUnsafety(code: String) {
    #expect(!SwiftSource(code).matches(of: Self.unsafety).isEmpty)
  }

  @Test(
    "comments and strings are no code",
    arguments: [
      "// DispatchQueue", "/* Task /* Task */ Thread */ let a = 1", "let a = \"Thread \\\" Task\"",
      "let a = \"\"\"\n  Task \"x\" UnsafePointer\n  \"\"\"", "let a = \"b \\(c(\"Task\")) Thread\"",
      "let a = #\"a \\\"# + #/\"Task/#",
    ])
  func ignoresProse(code: String) {
    #expect(SwiftSource(code).matches(of: Self.concurrency).isEmpty)
    #expect(SwiftSource(code).matches(of: Self.unsafety).isEmpty)
  }

  @Test("imports are read in all their forms")
  func findsImports() {
    let source = SwiftSource(
      "import A\n@preconcurrency import B\ninternal import C\nimport struct D.E\n// import F")
    #expect(source.imports == ["A", "B", "C", "D"])
  }
}
