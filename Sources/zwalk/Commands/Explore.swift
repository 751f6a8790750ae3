import ArgumentParser
import LatentCore

/// `zwalk explore`: the terminal interface.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walk, train and compare in the terminal; what is meant when no command is named.",
    discussion: """
      Example: zwalk
               zwalk explore --data mnist --run runs/vae20
               zwalk explore --model ae
      """)

  func run() throws {
    throw ZwalkError.unusableTerminal(
      reason: "the explorer needs a terminal",
      advice: "'zwalk --help' lists the commands that work without one")
  }
}
