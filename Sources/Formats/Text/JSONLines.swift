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
          path: file, format: "JSON Lines", reason: "line \(number + 1): \(reason(of: error))")
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
      throw .malformedFile(path: file, format: "JSON", reason: reason(of: error))
    }
  }

  private static func reason(of error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    return switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      "\(place(context).isEmpty ? "" : place(context) + ": ")'\(key.stringValue)' is missing"
    case .typeMismatch(let type, let context): "\(place(context)) is not of type \(type)"
    case .valueNotFound(_, let context): "\(place(context)) is null"
    default: "it is not valid JSON"
    }
  }
}
