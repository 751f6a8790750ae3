import Datasets
import Explorer
import Foundation
import LatentCore
import Models
import Projections

/// The tables of README.md, made from the catalogues and from the program itself.
enum ReadmeTables {
  /// Each table by the name of its markers.
  static func all() throws -> [(name: String, table: String)] {
    [
      ("keys", keys), ("commands", try commands()),
      ("models", table(of: ModelCatalog.all, heading: "model")),
      ("projections", table(of: ProjectionCatalog.all, heading: "projection")),
      ("datasets", table(of: DatasetCatalog.all, heading: "data set")),
    ]
  }

  private static var keys: String {
    markdown(
      ["keys", "what they do"],
      Binding.Group.allCases.flatMap { group in
        Keymap.bindings(in: group).map { ["`\($0.shown)`", $0.help] }
      })
  }

  private static func table(of entries: [some CatalogEntry], heading: String) -> String {
    markdown(
      [heading, "what it is", "options", "source"],
      entries.map { entry in
        let options = entry.options.map { "`\($0.key)=\($0.defaultValue)`" }.joined(separator: " ")
        return ["`\(entry.id)`", entry.description, options, entry.source]
      })
  }

  private static func commands() throws -> String {
    let dump = try CommandLineRun("--experimental-dump-help").output
    let help = try JSONDecoder().decode(Help.self, from: Data(dump.utf8))
    let commands = (help.command.subcommands ?? []).filter { $0.commandName != "help" }
    return markdown(
      ["command", "what it does"], commands.map { ["`zwalk \($0.commandName)`", $0.abstract ?? ""] })
  }

  /// Columns without anything in them are left out.
  private static func markdown(_ headings: [String], _ rows: [[String]]) -> String {
    let used = headings.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    func line(_ cells: [String]) -> String { "| " + used.map { cells[$0] }.joined(separator: " | ") + " |\n" }
    let ruler = "|" + used.map { _ in "---|" }.joined() + "\n"
    return line(headings) + ruler + rows.map { $0.map { $0.replacing("|", with: "\\|") } }.map(line).joined()
  }

  private struct Help: Decodable {
    struct Command: Decodable {
      let commandName: String
      let abstract: String?
      let subcommands: [Command]?
    }
    let command: Command
  }
}
