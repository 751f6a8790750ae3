import Foundation

/// A number of a JSON object that its key cannot take: a negative count, a whole number beyond 64 bits.
///
/// Foundation says of such a file no more than that it is not valid. Here other numbers are tried in the place of each:
/// the one with which the object can be decoded was at fault.
struct MisfitNumber {
  /// The key with those above it, joined by points.
  let key: String
  /// The number as it stands there.
  let found: String
  /// What it takes, in words.
  let allowed: String

  /// Finds the number; nil when the object is none, or something else is wrong with it, or more than one number.
  init?<Value: Decodable>(in bytes: [UInt8], decoding type: Value.Type) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      return nil
    }
    func decodes(_ path: [String], _ number: Double) -> Bool {
      let changed = Self.replacing(object, path, by: number)
      guard let data = try? JSONSerialization.data(withJSONObject: changed) else { return false }
      return (try? JSONDecoder().decode(type, from: data)) != nil
    }
    for (path, number) in Self.numbers(of: object) where decodes(path, 1) {
      key = path.joined(separator: ".")
      found = "\(number)"
      allowed =
        decodes(path, 0.5)
        ? "a number" : decodes(path, -1) ? "a whole number below 2^63" : "a whole number from 0, below 2^64"
      return
    }
    return nil
  }

  /// The numbers with their paths, those of objects within the object too.
  private static func numbers(of object: [String: Any]) -> [(path: [String], number: NSNumber)] {
    object.sorted { $0.key < $1.key }.flatMap { key, value in
      if let number = value as? NSNumber { return [([key], number)] }
      return numbers(of: value as? [String: Any] ?? [:]).map { ([key] + $0.path, $0.number) }
    }
  }

  private static func replacing(_ object: [String: Any], _ path: [String], by number: Double) -> [String: Any]
  {
    var changed = object
    guard let key = path.first else { return object }
    let inner = object[key] as? [String: Any]
    changed[key] = inner.map { replacing($0, Array(path.dropFirst()), by: number) } ?? number
    return changed
  }
}
