import ArgumentParser
import Engine
import Formats
import LatentCore
import Models
import Pictures
import Screen

/// `zwalk show`: what a model has of its own to see.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a run's model has of its own to see.",
    discussion: """
      Example: zwalk show runs/denoising restored --level 0.7 --out rows.png

      Without the name of an exhibit it lists those that there are. A film becomes a strip as .png, and plays as .gif.
      """)

  @OptionGroup var model: RunArgument
  @Argument(help: "What to show; the names are listed without it.")
  var exhibit: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The exhibit's level, such as the strength of noise.", valueName: "x"))
  var level: Double?

  @OptionGroup var data: DataOptions
  @OptionGroup var picture: PictureOption
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let target = try picture.target(formats: [.png, .gif])
    try threads.apply()
    let subject = try model.open()
    let entry = try ModelCatalog.entry(subject.run.specification.model)
    let specification = subject.run.specification
    guard let exhibit else {
      guard level == nil else {
        throw ZwalkError.unusableArguments(
          "--level is \(OptionValue.real(level ?? 0)), but no exhibit is named that it is for; there are "
            + entry.exhibits.map(\.id).joined(separator: ", "))
      }
      return try list(entry, of: specification)
    }
    let chosen = try entry.exhibit(exhibit)
    let own = chosen.level(for: specification)
    guard level == nil || own != nil else {
      throw ZwalkError.unusableArguments("--level: '\(exhibit)' has no level")
    }
    let seed = try seed.value()
    let images = try data.load(for: subject.run, seed: seed, talk: output.talk)
    let shown = try chosen.make(
      of: subject.run.makeModel(),
      ExhibitSubject(
        ProbeSet(images, seed: seed), classNames: images.classNames, records: subject.run.records,
        level: level ?? own?.initial ?? 0, seed: seed))
    if let file = target.file { try write(shown.figure, of: chosen, to: file) }
    if output.json {
      try StandardStreams.report(
        "\(shown.json(id: chosen.id))\n", outputIsTaken: target.file?.isStandardOutput == true)
    } else if target.file == nil {
      try StandardStreams.write(shown.figure.text)
    }
    if !output.json, !shown.note.isEmpty { output.talk.remark(shown.note) }
  }

  /// Writes a picture, or a film that plays.
  private func write(_ figure: Figure, of exhibit: ExhibitEntry, to file: OutputFile) throws {
    guard file.format == .gif else { return try file.write(figure.bitmap(title: exhibit.title).png()) }
    guard case .film(let film) = figure else {
      throw ZwalkError.unusableArguments(
        "'\(exhibit.id)' does not move; --out takes a name that ends in .png")
    }
    try file.write(film.gif())
  }

  private func list(_ entry: ModelEntry, of specification: ModelSpecification) throws {
    if output.json {
      return try StandardStreams.write(entry.exhibits.map { "\($0.json(for: specification))\n" }.joined())
    }
    var table = TextTable(["exhibit", "level", "what is to be seen"], textColumns: 3)
    for exhibit in entry.exhibits {
      let level = exhibit.level(for: specification).map {
        "\($0.name) \(OptionValue.real($0.range.lowerBound)) to \(OptionValue.real($0.range.upperBound))"
      }
      table.add([exhibit.id, level ?? "-", exhibit.description])
    }
    try StandardStreams.write(table.text)
  }
}

extension ExhibitEntry {
  fileprivate func json(for specification: ModelSpecification) -> JSONValue {
    let level: JSONValue =
      level(for: specification).map {
        [
          "name": .text($0.name), "default": .number($0.initial), "minimum": .number($0.range.lowerBound),
          "maximum": .number($0.range.upperBound),
        ]
      } ?? .null
    return [
      "exhibit": .text(id), "title": .text(title), "description": .text(description), "level": level,
    ]
  }
}

extension Exhibit {
  /// The numbers of the figure; of images, how many there are of each row.
  fileprivate func json(id: String) -> JSONValue {
    ["exhibit": .text(id), "note": .text(note), figure.kind: figure.json]
  }
}

extension Figure {
  fileprivate var kind: String {
    switch self {
    case .images: "images"
    case .bars: "bars"
    case .curves: "curves"
    case .table: "table"
    case .film: "frames"
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .images(let sheet):
      .list(sheet.rows.map { ["caption": .text($0.caption), "count": .integer($0.images.rows)] })
    case .film(let film):
      .list(
        film.frames.map { frame in
          [
            "caption": .text(frame.caption),
            "rows": .list(frame.sheet.rows.map { .text($0.caption) }),
            "count": .integer(frame.sheet.rows.first?.images.rows ?? 0),
          ]
        })
    case .bars(let chart):
      .list(chart.bars.map { ["name": .text($0.name), "value": .number($0.value)] })
    case .curves(let chart):
      .list(
        chart.curves.map {
          [
            "name": .text($0.name), "x": .list($0.x.map { .number($0) }),
            "y": .list($0.y.map { .number($0) }),
          ]
        })
    case .table(let table):
      .list(
        table.rowNames.indices.map { row in
          [
            "name": .text(table.rowNames[row]),
            "values": .list(table.values.row(row).map { JSONValue(Float?.some($0)) }),
          ]
        })
    }
  }

  /// The figure with characters: images as block art, numbers as tables.
  fileprivate var text: String {
    switch self {
    case .images(let sheet):
      let images = sheet.rows.reduce(into: Matrix(rows: 0, columns: sheet.shape.pixels)) {
        $0.append(rowsOf: $1.images)
      }
      let ofRow = max(1, sheet.rows.first?.images.rows ?? 1)
      let perRow = sheet.isGallery ? BlockArt.perRow(sheet.shape) : ofRow
      return BlockArt(images, shape: sheet.shape, perRow: perRow).text
    case .film(let film): return Figure.images(film.strip(images: 1)).text
    case .bars(let chart):
      var table = TextTable(["", chart.quantity], textColumns: 1)
      for bar in chart.bars { table.add([bar.name, NumberText.digits(bar.value, 4)]) }
      return table.text
    case .curves(let chart):
      var table = TextTable(["curve", chart.xTitle, "value"], textColumns: 1)
      for curve in chart.curves {
        for (x, y) in zip(curve.x, curve.y) {
          table.add([curve.name, NumberText.digits(x, 4), NumberText.digits(y, 5)])
        }
      }
      return table.text
    case .table(let numbers):
      var table = TextTable([""] + numbers.columnNames, textColumns: 1)
      for (row, name) in numbers.rowNames.enumerated() {
        table.add([name] + numbers.values.row(row).map { NumberText.fixed($0, numbers.decimals) })
      }
      return table.text
    }
  }
}
