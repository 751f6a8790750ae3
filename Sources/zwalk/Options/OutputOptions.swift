import ArgumentParser

/// Whether a program reads the answer.
struct JSONOption: ParsableArguments {
  @Flag(name: .long, help: "Answer in JSON Lines instead of a table.")
  var json = false
}

/// What a command says beside its answer.
struct TalkOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "No progress and no remarks on standard error.")
  var quiet = false

  /// Says something that is no result.
  func remark(_ text: String) {
    if !quiet { StandardStreams.complain("zwalk: \(text)") }
  }

  /// A report of how far a job is.
  func progress(_ title: String) -> Progress { Progress(title, isQuiet: quiet) }
}

/// How a command with an answer and progress speaks.
struct OutputOptions: ParsableArguments {
  @OptionGroup var format: JSONOption
  @OptionGroup var talk: TalkOptions

  /// Whether the answer is JSON Lines.
  var json: Bool { format.json }
}
