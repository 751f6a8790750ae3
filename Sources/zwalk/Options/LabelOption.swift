import ArgumentParser
import LatentCore

/// The label that a conditional model is told.
struct LabelOption: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The class to draw, for a model that is told one.", valueName: "class"),
    transform: Parsing.natural)
  var label: Int?
}

extension TrainedModel {
  /// Has codes decoded with a label; a model that is told none takes none.
  /// - Throws: `ZwalkError.unusableArguments` for a chosen label that the model cannot be told.
  func tell(_ label: Int?, isChosen: Bool) throws {
    if isChosen { try check(label) }
    decoder.label = decoder.classes > 0 ? UInt8(clamping: label ?? 0) : 0
  }

  /// Returns the labels to decode some draws with: the chosen one, else all in turn; none for a model without.
  /// - Throws: `ZwalkError.unusableArguments`.
  func labels(_ count: Int, chosen: Int?) throws -> [UInt8] {
    if let chosen { try check(chosen) }
    guard decoder.classes > 0 else { return [] }
    return (0..<count).map { UInt8(clamping: chosen ?? $0 % decoder.classes) }
  }

  private func check(_ label: Int?) throws {
    guard let label, decoder.classes > 0 else {
      throw ZwalkError.unusableArguments("--label: \(name) is told no label; cvae is")
    }
    guard label < decoder.classes else {
      throw ZwalkError.unusableArguments("--label is \(label); \(name) is told 0 to \(decoder.classes - 1)")
    }
  }
}
