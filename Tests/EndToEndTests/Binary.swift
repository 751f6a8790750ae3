import Foundation

/// The program under test: the one that was built with these tests.
enum Binary {
  /// Its path; beside the test bundle, whichever configuration and scratch folder it was built in.
  static let path: String = {
    let bundle = CommandLine.arguments.lazy.map { URL(filePath: $0) }.compactMap(built).first
    return bundle ?? inScratchFolder
  }()

  private static func built(beside url: URL) -> String? {
    guard url.path.contains(".xctest") else { return nil }
    var folder = url
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    let path = folder.appending(path: "zwalk").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  private static var inScratchFolder: String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let paths = ["release", "debug"].map { root.appending(path: ".build/\($0)/zwalk").path }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? paths[0]
  }
}
