import Foundation

/// The environment of the process.
enum Environment {
  static var current: [String: String] { ProcessInfo.processInfo.environment }
}
