import Foundation
import LatentCore

/// A JSON value a line.
/// - Source: jsonlines.org.
public enum JSONLines {
  /// Returns a value in one line with its line break; keys are as the type names them, sorted.
  /// - Throws: `ZwalkError.notFinite` when a number is NaN or infinite, which JSON cannot say.
  public static func encode(_ value: some Encodable) throws(ZwalkError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try [UInt8](encoder.encode(value)) + [0x0a]
    } catch {
      throw .notFinite(what: "a value for JSON")
    }
  }

  /// Returns the values of all lines up to the last, which may be broken off where a program was ended as it wrote it.
  /// - Returns: the values, and what is wrong with the last line; nil where nothing is.
  /// - Throws: `ZwalkError.malformedFile` naming file and line, for the other lines.
  public static func decodeBrokenOff<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], file: String
  ) throws(ZwalkError) -> (values: [Value], problem: String?) {
    do {
      return (try decode(type, from: bytes, file: file), nil)
    } catch {
      let whole = bytes.reversed().drop { $0 == 0x0a }.drop { $0 != 0x0a }
      return (try decode(type, from: whole.reversed(), file: file), error.message)
    }
  }

  /// Returns the values of all lines; empty lines are passed over.
  /// - Throws: `ZwalkError.malformedFile` naming file and line.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], file: String
  ) throws(ZwalkError) -> [Value] {
    let decoder = JSONDecoder()
    var values: [Value] = []
    for (number, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      do {
        values.append(try decoder.decode(type, from: Data(line)))
      } catch {
        throw .malformedFile(
          path: file, format: "JSON Lines",
          reason: "line \(number + 1): \(reason(of: error, type, Array(line)))")
      }
    }
    return values
  }

  /// Returns the value of a file that holds a single one, such as `run.json`.
  /// - Throws: `ZwalkError.malformedFile` naming file and cause.
  public static func decodeOne<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], file: String
  ) throws(ZwalkError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw .malformedFile(path: file, format: "JSON", reason: reason(of: error, type, bytes))
    }
  }

  private static func reason<Value: Decodable>(
    of error: any Error, _ type: Value.Type, _ bytes: [UInt8]
  ) -> String {
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    return switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      "\(place(context).isEmpty ? "" : place(context) + ": ")'\(key.stringValue)' is missing"
    case .typeMismatch(let type, let context):
      "\(place(context).isEmpty ? "the whole" : place(context)) is not \(words(of: "\(type)"))"
    case .valueNotFound(let type, let context): "\(place(context)) is null and not \(words(of: "\(type)"))"
    default:
      MisfitNumber(in: bytes, decoding: type).map { "\($0.key) is \($0.found); it takes \($0.allowed)" }
        ?? "it is not valid JSON"
    }
  }

  /// What a value of a type is called in a file.
  private static func words(of type: String) -> String {
    switch type {
    case "UInt64", "UInt32", "UInt8", "UInt": "a whole number of 0 or more"
    case "Int", "Int64", "Int32": "a whole number"
    case "Double", "Float": "a number"
    case "Bool": "true or false"
    case "String": "a text"
    case let type where type.hasPrefix("Dictionary") || type.contains("Any>"): "an object"
    case let type where type.hasPrefix("Array"): "a list"
    default: "what it should be"
    }
  }
}
