/// Everything that can go wrong for a reason outside of the program, with the facts that a person needs.
///
/// The wording of every case is in `ZwalkError+Message.swift`.
public enum ZwalkError: Error, Sendable, Equatable {
  // Arguments
  case unknownName(kind: String, name: String, known: [String])
  case unknownOption(key: String, known: [String])
  case optionOutOfRange(key: String, value: String, allowed: String)
  case unusableArguments(String)

  // Files
  case fileMissing(path: String, advice: String)
  case fileUnreadable(path: String, reason: String)
  case fileUnwritable(path: String, reason: String)
  /// The contents do not follow the format: truncated, lying header, wrong type.
  case malformedFile(path: String, format: String, reason: String)
  case shapeMismatch(tensor: String, file: String, expected: [Int], found: [Int], advice: String)

  // Data
  case datasetMissing(name: String, searched: [String], advice: String)
  case unusableData(name: String, reason: String)

  // Computation
  case diverged(epoch: Int, step: Int, advice: String)
  case notEnoughPoints(method: String, found: Int, needed: Int)
  case notFinite(what: String)
  case unsupported(what: String, advice: String)
  case numericalFailure(what: String, reason: String)

  // Terminal
  case unusableTerminal(reason: String, advice: String)

  // Leaving
  case interrupted
}
