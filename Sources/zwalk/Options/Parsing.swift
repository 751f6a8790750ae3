import ArgumentParser

/// Turns what a person typed into numbers; what is thrown ends up in the one line of the error.
enum Parsing {
  /// 1 to ten million: how many images.
  static func count(_ text: String) throws -> Int { try number(text, 1...10_000_000) }

  /// 1 to 200: images beside or below each other in a picture.
  static func side(_ text: String) throws -> Int { try number(text, 1...200) }

  /// 1 to 10,000: images of one picture.
  static func images(_ text: String) throws -> Int { try number(text, 1...10_000) }

  private static func number(_ text: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw ValidationError("it takes a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A whole number of 0 or more: a seed, the index of an image.
  static func natural(_ text: String) throws -> Int {
    guard let value = Int(text), value >= 0 else {
      throw ValidationError("it takes a whole number of 0 or more")
    }
    return value
  }

  /// 2 to 1,000: images of a path.
  static func steps(_ text: String) throws -> Int { try number(text, 2...1_000) }

  /// 1 to 256.
  static func threads(_ text: String) throws -> Int {
    try number(text, 1...256)
  }

  /// 1, 2 or 3.
  static func mapDimensions(_ text: String) throws -> Int {
    guard let value = Int(text), 1...3 ~= value else { throw ValidationError("it takes 1, 2 or 3") }
    return value
  }

  /// Numbers between commas: the coordinates of a code.
  static func numbers(_ text: String) throws -> [Float] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Float($0.filter { $0 != " " }) }
    guard values.count == parts.count, values.allSatisfy(\.isFinite) else {
      throw ValidationError("it takes numbers separated by commas, such as 0.5,-1")
    }
    return values
  }

  /// `KEY=VALUE`.
  static func setting(_ text: String) throws -> Setting {
    guard let separator = text.firstIndex(of: "="), separator > text.startIndex else {
      throw ValidationError("it takes KEY=VALUE, such as level=0.5")
    }
    return Setting(key: String(text[..<separator]), value: String(text[text.index(after: separator)...]))
  }
}

/// An option of a catalogue entry as it was typed.
struct Setting {
  let key: String
  let value: String
}
