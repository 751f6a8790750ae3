import Foundation

/// A run of the program from the shell, in folders of its own, and what came of it.
struct CommandLineRun {
  let status: Int32
  let output: String
  let error: String

  /// Runs `zwalk` with arguments and waits for its end.
  init(_ arguments: String..., environment: [String: String] = [:]) throws {
    try self.init(Binary.path, arguments, environment: environment)
  }

  /// Runs `zwalk` with a list of arguments.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    try self.init(Binary.path, arguments, environment: environment)
  }

  /// Runs a line of shell in which `$ZWALK` is the program and `$RUN` a run.
  init(shell line: String, run: String = "", environment: [String: String] = [:]) throws {
    try self.init(
      "/bin/bash", ["-c", line], environment: environment.merging(["RUN": run]) { first, _ in first })
  }

  // Files instead of pipes: nothing blocks, however much is written and in whatever order.
  private init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
    let folder = TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = Self.environment(folder).merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.fileForWriting("output")
    process.standardError = try folder.fileForWriting("error")
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try folder.text("output")
    error = try folder.text("error")
  }

  /// The lines of the output, read as JSON.
  func json() throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// Nothing of the person who runs the tests gets in: no configuration, no saved runs.
  private static func environment(_ folder: TemporaryFolder) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["ZWALK"] = Binary.path
    environment["XDG_DATA_HOME"] = folder.path("data")
    environment["XDG_CONFIG_HOME"] = folder.path("config")
    return environment
  }
}

/// A folder that is gone with the value that made it.
final class TemporaryFolder: Sendable {
  private let url: URL

  init() {
    url = FileManager.default.temporaryDirectory.appending(path: "zwalk-tests-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a text and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    return path(name)
  }

  /// The text of a file.
  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// The bytes of a file.
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  /// Creates a file and opens it.
  func fileForWriting(_ name: String) throws -> FileHandle {
    try Data().write(to: url.appending(path: name))
    return try FileHandle(forWritingTo: url.appending(path: name))
  }
}
