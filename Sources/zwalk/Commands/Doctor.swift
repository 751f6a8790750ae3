import ArgumentParser
import Datasets
import Formats
import Kernels
import LatentCore
import Projections
import Screen

/// `zwalk doctor`: what zwalk finds on this machine.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what zwalk finds here: terminal, colours, locale, linear algebra, data, versions.",
    discussion: "Example: zwalk doctor")

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: JSONOption

  func run() throws {
    try threads.apply()
    let findings = try Self.findings()
    guard !output.json else {
      let members = findings.map { JSONValue.Member($0.key, .text($0.value)) }
      return try StandardStreams.write("\(JSONValue.object(members))\n")
    }
    var table = TextTable(["what", "found"], textColumns: 2)
    for finding in findings { table.add([finding.key, finding.value]) }
    try StandardStreams.write(table.text)
  }

  private static func findings() throws -> [(key: String, value: String)] {
    let environment = Environment.current
    func variable(_ name: String) -> String {
      environment[name].map { $0.isEmpty ? "empty" : $0 } ?? "not set"
    }
    let configuration = try Configuration.load(environment: environment)
    return [
      ("zwalk", Version.text),
      (
        "terminal",
        StandardStreams.inputIsTerminal && StandardStreams.outputIsTerminal ? variable("TERM") : "none"
      ),
      ("COLORTERM", variable("COLORTERM")),
      ("NO_COLOR", variable("NO_COLOR")),
      ("locale", ["LC_ALL", "LC_CTYPE", "LANG"].lazy.map(variable).first { $0 != "not set" } ?? "not set"),
      ("threads", "\(Kernels.threads)"),
      ("vector loops", Kernels.vectorPath),
      ("OpenBLAS kernel", Kernels.productPath),
      ("OpenBLAS", Kernels.libraryConfiguration),
      ("OpenBLAS threads", "\(Kernels.libraryThreads), the work is split by zwalk"),
      (
        "hnswlib",
        "for neighbors of more than \(NumberText.grouped(NeighborGraphSearch.mostExactPoints)) points"
      ),
      ("configuration", configuration.file.isEmpty ? "none" : configuration.file),
      ("runs", UserFolders.data(environment) + "/runs"),
    ]
      + DatasetCatalog.survey().map { status in
        ("data \(status.entry.id)", status.place.map(words) ?? "missing; \(status.entry.advice)")
      }
  }

  private static func words(_ place: DatasetPlace) -> String {
    switch place {
    case .embedded: "built in"
    case .generated: "generated"
    case .folder(let folder): folder
    }
  }
}
