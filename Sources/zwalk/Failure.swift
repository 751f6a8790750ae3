import ArgumentParser
import Foundation
import LatentCore

/// A request that the argument parser answers by itself: help, the version, a completion script.
struct CleanRequest {
  let text: String

  /// Nil when the error is one.
  init?(_ error: any Error) {
    guard !(error is ZwalkError), Zwalk.exitCode(for: error) == .success else { return nil }
    text = Zwalk.fullMessage(for: error)
  }
}

/// What went wrong as a person and a script see it.
struct Failure {
  /// `zwalk: error: ...`, without a line break.
  let line: String
  /// 64 for unusable arguments, 130 after Ctrl-C (see `Interruption` for other signals), 1 for anything else.
  let status: Int32

  init(_ error: any Error) {
    let message: String
    switch error {
    case let error as ZwalkError:
      message = error.message
      status = error.exitStatus
    case let error as CocoaError:
      message = Self.words(of: error)
      status = 1
    default:
      message = Self.rewordedParserMessage(error)
      status = Zwalk.exitCode(for: error) == .validationFailure ? 64 : 1
    }
    line = "zwalk: error: " + message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func words(of error: CocoaError) -> String {
    let path = error.userInfo[NSFilePathErrorKey] as? String
    return (path.map { "\($0): " } ?? "") + error.localizedDescription
  }

  /// The parser says what is wrong, explains the argument on a line of its own, and names the help at the end; here it
  /// is one sentence.
  private static func rewordedParserMessage(_ error: any Error) -> String {
    let message = Zwalk.message(for: error)
    let whole = Zwalk.fullMessage(for: error)
    let explanation = whole.firstMatch(of: #/(?m)^Help: .*?  (.*)$/#).map { " (\(Self.clause($0.1)))" }
    let help =
      whole.firstMatch(of: #/See '([^']*)' for more/#).map { " see '\($0.1)'" } ?? " see 'zwalk --help'"
    let isExplained = message.contains(": ") || message.contains("lease provide")
    let sentence = clause(withoutLeftovers(message)[...])
    return sentence + (isExplained ? "" : explanation ?? "") + (sentence.hasSuffix("?") ? "" : ";") + help
  }

  /// What the parser appends as sentences of their own becomes part of the one; what it suggests for an option that
  /// is like none is left out.
  private static func withoutLeftovers(_ message: String) -> String {
    message.replacing(#/\.? ?\s*Please provide one of (.*?)\.?\s*$/#) {
      "; it takes \($0.1.replacing(" and ", with: " or "))"
    }
    .replacing(#/Unknown option '([^']*)'\. Did you mean '([^']*)'\?/#) { match in
      isLike(match.1, match.2) ? String(match.0) : "Unknown option '\(match.1)'"
    }
  }

  /// Whether a word was probably meant by another: as many letters but for two, and most of them.
  private static func isLike(_ word: Substring, _ other: Substring) -> Bool {
    let (typed, meant) = (word.drop { $0 == "-" }, other.drop { $0 == "-" })
    let common = Set(typed).intersection(meant).count
    return abs(typed.count - meant.count) <= 2 && 2 * common > Set(meant).count
  }

  /// A sentence as a part of a longer one.
  private static func clause(_ sentence: Substring) -> String {
    let end = sentence.hasSuffix(".") ? sentence.dropLast() : sentence
    return end.prefix(1).lowercased() + end.dropFirst()
  }
}
