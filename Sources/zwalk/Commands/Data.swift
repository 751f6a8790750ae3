import ArgumentParser
import Datasets
import Formats
import LatentCore
import Screen

/// `zwalk data`: what data there is.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List the data sets, or describe one.",
    discussion: """
      Example: zwalk data list
               zwalk data info mnist-5k
      """,
    subcommands: [DataList.self, DataInfo.self],
    defaultSubcommand: DataList.self)
}

/// `zwalk data list`: the catalogue, and what was found where.
struct DataList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the data sets, where each was found, and how to get what is missing.",
    discussion: "Example: zwalk data list --json")

  @OptionGroup var output: JSONOption

  func run() throws {
    let survey = DatasetCatalog.survey()
    try StandardStreams.write(output.json ? survey.map { "\($0.json)\n" }.joined() : Self.text(survey))
  }

  private static func text(_ survey: [DatasetStatus]) -> String {
    var table = TextTable(["name", "found", "what it is"], textColumns: 3)
    for status in survey {
      table.add([status.entry.id, status.found ?? "missing", status.entry.description])
    }
    let missing = survey.filter { $0.place == nil }
    return table.text
      + missing.map { status in
        "\n\(status.entry.title) was looked for in \(status.searched.joined(separator: ", ")).\n"
          + "To get it: \(status.entry.advice)\n"
      }.joined()
  }
}

extension DatasetStatus {
  /// Where it was found, in words; nil when it is missing.
  fileprivate var found: String? {
    switch place {
    case .embedded?: "built in"
    case .generated?: "generated"
    case .folder(let folder)?: folder
    case nil: nil
    }
  }

  fileprivate var json: JSONValue {
    [
      "id": .text(entry.id), "title": .text(entry.title), "description": .text(entry.description),
      "source": .text(entry.source), "found": JSONValue(found), "searched": .list(searched.map { .text($0) }),
      "advice": place == nil ? .text(entry.advice) : .null,
    ]
  }
}

/// `zwalk data info`: statistics of one data set.
struct DataInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Print how many images a data set has, of which classes, and how bright they are.",
    discussion: "Example: zwalk data info mnist-5k")

  @Argument(help: "A data set that 'zwalk data list' names, or the path of one.", completion: .file())
  var data: String

  @Option(
    name: .long, help: ArgumentHelp("The labels that belong to a .npy file.", valueName: "file"),
    completion: .file())
  var labels: String?

  @OptionGroup var seed: SeedOptions
  @OptionGroup var output: JSONOption

  func run() throws {
    let name = try DatasetCatalog.name(images: data, labels: labels)
    let images = try DatasetCatalog.load(name, seed: seed.value())
    let parts = [("train", images.train), ("test", images.test)].map { name, split in
      (name, SplitStatistics(split, classes: images.classNames.count))
    }
    try StandardStreams.write(output.json ? "\(json(images, parts))\n" : text(images, parts))
  }

  private func text(_ images: ImageSet, _ parts: [(String, SplitStatistics)]) -> String {
    var numbers = TextTable(
      ["", "images", "mean", "deviation", "zero pixels", "always zero"], textColumns: 1)
    for (name, part) in parts {
      numbers.add([
        name, NumberText.grouped(part.count), NumberText.fixed(part.mean, 4),
        NumberText.fixed(part.deviation, 4),
        NumberText.fixed(part.zeroShare * 100, 1) + " %", "\(part.emptyColumns)",
      ])
    }
    var classes = TextTable(["class"] + parts.map(\.0), textColumns: 1)
    // Labels need not be numbered without gaps.
    let occurring = images.classNames.enumerated().filter { label, _ in
      parts.contains { $0.1.classCounts.indices.contains(label) && $0.1.classCounts[label] > 0 }
    }
    for (label, name) in occurring {
      classes.add(
        [name] + parts.map { $0.1.classCounts.isEmpty ? "-" : NumberText.grouped($0.1.classCounts[label]) })
    }
    return
      "\(images.title): \(images.shape.height) x \(images.shape.width) pixels, checksum \(images.checksum)\n\n"
      + numbers.text + (occurring.isEmpty ? "" : "\n" + classes.text)
  }

  private func json(_ images: ImageSet, _ parts: [(String, SplitStatistics)]) -> JSONValue {
    let members: [JSONValue.Member] = [
      .init("id", .text(images.id)), .init("title", .text(images.title)),
      .init("height", .integer(images.shape.height)),
      .init("width", .integer(images.shape.width)), .init("checksum", .text(images.checksum)),
      .init("classes", .list(images.classNames.map { .text($0) })),
    ]
    return .object(members + parts.map { .init($0.0, $0.1.json) })
  }
}

extension SplitStatistics {
  fileprivate var json: JSONValue {
    [
      "images": .integer(count), "mean": .number(mean), "deviation": .number(deviation),
      "zero_share": .number(zeroShare), "empty_columns": .integer(emptyColumns),
      "class_counts": .list(classCounts.map { .integer($0) }),
    ]
  }
}
