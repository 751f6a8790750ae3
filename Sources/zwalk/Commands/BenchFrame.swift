import ArgumentParser
import Formats
import LatentCore
import Screen

/// `zwalk bench frame`: what a frame of the explorer takes.
struct BenchFrame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frame",
    abstract: "Measure what frames of the explorer take, clouds of points, decoding and encoding.",
    discussion: """
      Example: zwalk bench frame --json

      The frames show the trained vae-2 on the embedded images. Reducing is deciding what has changed, decoding
      included; building is making the cells; presenting is writing them to a pseudo-terminal. Times are medians in
      milliseconds, bytes those that a terminal has to read.
      """)

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How often each is measured.", valueName: "n"), transform: Parsing.count)
  var rounds = 25

  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: JSONOption

  func run() throws {
    try threads.apply()
    let scene = try FrameScene(seed: seed.value())
    let frames = try FrameBench(scene, rounds: rounds).measure()
    let codes = try scene.settled.snapshot.map {
      try CodeBench($0, rounds: rounds, seed: seed.value()).measure()
    }
    let clouds = CloudBench(rounds: rounds, seed: try seed.value()).measure()
    if output.json {
      for line in frames.map(\.json) + clouds.map(\.json) + (codes ?? []).map(\.json) {
        try StandardStreams.write("\(line)\n")
      }
    } else {
      var table = TextTable(
        ["frame", "cells", "reduce ms", "build ms", "present ms", "bytes"], textColumns: 2)
      for timing in frames { table.add(timing.cells) }
      var points = TextTable(["points", "cells", "draw ms"], textColumns: 0)
      for timing in clouds { points.add(timing.cells) }
      var work = TextTable(["work", "count", "ms"], textColumns: 1)
      for timing in codes ?? [] { work.add(timing.cells) }
      try StandardStreams.write(table.text + "\n" + points.text + "\n" + work.text)
    }
  }
}

extension FrameBench.Timing {
  fileprivate var json: JSONValue {
    [
      "frame": .text(situation.rawValue), "rows": .integer(rows), "columns": .integer(columns),
      "reduce_ms": .number(reduce), "build_ms": .number(build), "present_ms": .number(present),
      "bytes": .integer(bytes),
    ]
  }

  fileprivate var cells: [String] {
    [
      situation.rawValue, "\(columns) x \(rows)", NumberText.fixed(reduce, 3), NumberText.fixed(build, 3),
      NumberText.fixed(present, 3), NumberText.grouped(bytes),
    ]
  }
}

extension CloudBench.Timing {
  fileprivate var json: JSONValue {
    [
      "points": .integer(points), "rows": .integer(rows), "columns": .integer(columns),
      "draw_ms": .number(draw),
    ]
  }

  fileprivate var cells: [String] {
    [NumberText.grouped(points), "\(columns) x \(rows)", NumberText.fixed(draw, 3)]
  }
}

extension CodeBench.Timing {
  fileprivate var json: JSONValue {
    ["work": .text(work), "count": .integer(count), "ms": .number(milliseconds)]
  }

  fileprivate var cells: [String] {
    [work, NumberText.grouped(count), NumberText.fixed(milliseconds, 3)]
  }
}
