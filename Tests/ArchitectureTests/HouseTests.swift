import TestSupport
import Testing

/// CONTRIBUTING.md describes the house; the manifest and the sources are held against it.
@Suite("The house of CONTRIBUTING.md")
struct HouseTests {
  static let table = ModuleTable(Checkout.text("CONTRIBUTING.md") ?? "")

  @Test("every folder of Sources is a module of the table, and the other way round")
  func folders() {
    #expect(Checkout.folders(of: "Sources") == (Self.table.swiftModules + Self.table.cModules).sorted())
  }

  @Test("imports go down only")
  func order() {
    let modules = Self.table.swiftModules
    for (place, module) in modules.enumerated() {
      for imported in Self.table.imports(of: module) where modules.contains(imported) {
        #expect(modules[..<place].contains(imported) == false, "\(module) imports \(imported)")
      }
    }
  }

  @Test("a module imports what its row names and nothing else", arguments: table.swiftModules)
  func imports(module: String) {
    for path in Checkout.files(below: "Sources/\(module)", endingIn: [".swift"]) {
      for imported in SwiftSource(Checkout.text(path) ?? "").imports {
        #expect(
          Self.table.allows(module, importing: imported), "\(path) imports \(imported), its row does not")
      }
    }
  }

  @Test("Package.swift has the same rows in the same order")
  func manifest() {
    let manifest = Manifest(Checkout.text("Package.swift") ?? "")
    let rows = Self.table.swiftModules.dropFirst()
    #expect(manifest.modules.map(\.name) == Array(rows))
    for module in manifest.modules {
      #expect(module.dependencies.sorted() == Self.table.imports(of: module.name).sorted(), "\(module.name)")
    }
    #expect(manifest.cModules.sorted() == Self.table.cModules.sorted())
    #expect(Set(manifest.executableDependencies + ["ArgumentParser"]) == Set(Self.table.imports(of: "zwalk")))
  }

  @Test("tests see modules as everybody else does", arguments: Checkout.folders(of: "Tests"))
  func plainImports(folder: String) {
    for path in Checkout.files(below: "Tests/\(folder)", endingIn: [".swift"]) {
      let found = SwiftSource(Checkout.text(path) ?? "").matches(of: #/@testable/#)
      #expect(found.isEmpty, "\(path): \(found)")
    }
  }

  @Test("every module has its tests")
  func testTargets() {
    let targets = Set(Checkout.folders(of: "Tests"))
    for module in Self.table.swiftModules.dropFirst() { #expect(targets.contains("\(module)Tests")) }
  }
}

/// The rows of Package.swift.
private struct Manifest {
  let modules: [(name: String, dependencies: [String])]
  let cModules: [String]
  let executableDependencies: [String]

  init(_ text: String) {
    modules = text.matches(of: #/(?m)^  module\(([^)]*)\)/#).map { match in
      let names = Self.literals(match.1)
      return (names.first ?? "", Array(names.dropFirst()))
    }
    cModules = text.matches(of: #/(?m)^  cModule\(\s*"(\w+)"/#).map { String($0.1) }
    let executable = text.firstMatch(of: #/executableTarget\([^\[]*dependencies: \[([^\]]*)\]/#)
    executableDependencies = Self.literals(executable?.1 ?? "")
  }

  private static func literals(_ text: Substring) -> [String] {
    text.matches(of: #/"(\w+)"/#).map { String($0.1) }
  }
}
