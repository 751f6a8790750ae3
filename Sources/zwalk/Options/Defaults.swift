import Formats
import LatentCore

/// What a person set once for all commands in `config.toml`; the command line goes before it.
struct Defaults {
  /// Where they were read; empty when there is no file.
  let file: String
  /// The data set where none is named.
  let data: String?
  /// The number of threads.
  let threads: Int?
  /// What chance starts from.
  let seed: Int?

  /// Reads the file.
  /// - Throws: `ZwalkError` that names the file and the setting.
  static func load() throws -> Defaults {
    let configuration = try Configuration.load(environment: Environment.current)
    let known = ["data", "threads", "seed"]
    if let key = configuration.values.keys.sorted().first(where: { !known.contains($0) }) {
      throw ZwalkError.malformedFile(
        path: configuration.file, format: "TOML",
        reason: "there is no setting '\(key)'; known are \(known.joined(separator: ", "))")
    }
    return Defaults(
      file: configuration.file,
      data: try configuration.text("data"), threads: try configuration.integer("threads", in: 1...256),
      seed: try configuration.integer("seed", in: 0...Int.max))
  }
}

extension Configuration {
  fileprivate func text(_ key: String) throws -> String? {
    switch value(key) {
    case nil: nil
    case .text(let text)?: text
    case let other?: throw unusable(key, other, "a text")
    }
  }

  fileprivate func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    switch value(key) {
    case nil: nil
    case .integer(let integer)? where range.contains(integer): integer
    case let other?: throw unusable(key, other, "a whole number of \(range.lowerBound) or more")
    }
  }

  private func unusable(_ key: String, _ value: OptionValue, _ allowed: String) -> ZwalkError {
    .malformedFile(path: file, format: "TOML", reason: "\(key) is '\(value)'; it takes \(allowed)")
  }
}
