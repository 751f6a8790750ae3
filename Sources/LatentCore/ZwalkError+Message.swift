extension ZwalkError {
  /// One line for a person: what was found, what was expected, what to do.
  public var message: String {
    switch self {
    case .unknownName(let kind, let name, let known):
      "there is no \(kind) named '\(name)'; " + Self.suggestion(for: name, among: known)
    case .unknownOption(let key, let known):
      known.isEmpty
        ? "there is no option '\(key)'; there are none here"
        : "there is no option '\(key)'; " + Self.suggestion(for: key, among: known)
    case .optionOutOfRange(let key, let value, let allowed):
      "\(key) is '\(value)'; it takes \(allowed)"
    case .unusableArguments(let reason): reason
    case .fileMissing(let path, let advice): "\(path): there is no such file or folder" + Self.clause(advice)
    case .fileUnreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .fileUnwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .malformedFile(let path, let format, let reason): "\(path): not a usable \(format) file: \(reason)"
    case .shapeMismatch(let tensor, let file, let expected, let found, let advice):
      "\(file): \(tensor) is \(found), expected \(expected)" + Self.clause(advice)
    case .datasetMissing(let name, let searched, let advice):
      "the data set '\(name)' was not found in \(searched.joined(separator: ", "))" + Self.clause(advice)
    case .unusableData(let name, let reason): "\(name): \(reason)"
    case .diverged(let epoch, let step, let advice):
      "training diverged in epoch \(epoch) at step \(step): the loss is beyond all bounds or no number"
        + Self.clause(advice)
    case .notEnoughPoints(let method, let found, let needed):
      "\(method) needs at least \(needed) points, there \(found == 1 ? "is" : "are") \(found)"
    case .notFinite(let what): "\(what) holds NaN or infinity; only finite numbers can be used"
    case .unsupported(let what, let advice): what + Self.clause(advice)
    case .numericalFailure(let what, let reason): "\(what) failed: \(reason)"
    case .unusableTerminal(let reason, let advice): reason + Self.clause(advice)
    case .interrupted: "interrupted"
    }
  }

  /// Returns the error with a better name for what it is about, where only its catcher knows one: `mnist-5k` for "the
  /// data".
  public func naming(_ thing: String, _ name: String) -> ZwalkError {
    switch self {
    case .unusableData(name: thing, let reason): .unusableData(name: name, reason: reason)
    case .notFinite(let what) where what.hasSuffix(thing):
      .notFinite(what: what.dropLast(thing.count) + name)
    default: self
    }
  }

  /// The status with which the program ends: 64 for unusable arguments, 130 after Ctrl-C, 1 for anything else.
  public var exitStatus: Int32 {
    switch self {
    case .unknownName, .unknownOption, .optionOutOfRange, .unusableArguments: 64
    case .interrupted: 130
    default: 1
    }
  }

  private static func clause(_ advice: String) -> String { advice.isEmpty ? "" : "; \(advice)" }

  private static func suggestion(for name: String, among known: [String]) -> String {
    let near = known.filter { $0.hasPrefix(name.prefix(2)) || name.contains($0) || $0.contains(name) }
    return near.isEmpty || near.count == known.count
      ? "known are \(known.joined(separator: ", "))"
      : "did you mean \(near.joined(separator: " or "))? Known are \(known.joined(separator: ", "))"
  }
}
