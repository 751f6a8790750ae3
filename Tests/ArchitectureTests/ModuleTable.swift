/// The house as CONTRIBUTING.md describes it.
struct ModuleTable {
  /// A row: modules that share it, and what they import.
  struct Row: Equatable {
    let modules: [String]
    let imports: [String]
  }

  /// The rows of Swift modules from the top of the house down; the executable is the first.
  let rows: [Row]
  /// The modules in C, which the table's last row names.
  let cModules: [String]
  /// What a module may import beside its row, by import; an empty list means every module.
  let extras: [String: [String]]

  init(_ contributing: String) {
    let tables = Self.tables(in: contributing)
    let house = tables.first { $0.first?.first == "module" }?.dropFirst() ?? []
    let rows = house.map { Row(modules: Self.names(in: $0[0]), imports: Self.names(in: $0[2])) }
    cModules = rows.last?.modules ?? []
    self.rows = rows.dropLast().map { row in
      // The executable is wired to the whole house; its row says so in words.
      row.modules == ["zwalk"] ? Row(modules: ["zwalk"], imports: Self.below(rows) + row.imports) : row
    }
    let besides = tables.first { $0.first?.first == "import" }?.dropFirst() ?? []
    var extras: [String: [String]] = [:]
    for cells in besides {
      for name in Self.names(in: cells[0]) { extras[name] = Self.names(in: cells[1]) }
    }
    self.extras = extras
  }

  /// Every module in Swift, the executable first.
  var swiftModules: [String] { rows.flatMap(\.modules) }

  /// The imports of ours that a module's row names.
  func imports(of module: String) -> [String] {
    rows.first { $0.modules.contains(module) }?.imports ?? []
  }

  /// Whether a module may import another, or a library.
  func allows(_ module: String, importing imported: String) -> Bool {
    if imports(of: module).contains(imported) { return true }
    guard let modules = extras[imported] else { return false }
    return modules.isEmpty || modules.contains(module)
  }

  private static func below(_ rows: [Row]) -> [String] {
    rows.dropFirst().dropLast().flatMap(\.modules)
  }

  /// The words between backticks.
  private static func names(in cell: String) -> [String] {
    let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
  }

  /// Every table of a Markdown text as rows of cells, without the rulers.
  private static func tables(in text: String) -> [[[String]]] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.split { !$0.hasPrefix("|") }.map { table in
      table.filter { !$0.hasPrefix("|--") && !$0.hasPrefix("| --") }.map(cells)
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
      let head = cell.drop { $0 == " " }
      return String(head.reversed().drop { $0 == " " }.reversed())
    }
  }
}
