import Foundation
import Formats
import Kernels
import LatentCore

/// The products of a recipe, computed by another process of this program: nothing of training slows them down.
struct ProductProcess {
  /// Who splits products over the cores.
  enum Way: String, CaseIterable {
    /// zwalk's pool, OpenBLAS with one thread a part.
    case pool
    /// OpenBLAS' own threads.
    case library
  }

  /// What one run of the process measured.
  struct Timing: Decodable {
    /// Of an epoch's products.
    let seconds: Double
    /// Floating-point operations a second of a large square product.
    let peak: Double
  }

  let recipe: String
  let images: Int
  let shape: ImageShape

  /// Runs the process once.
  /// - Throws: `ZwalkError.unusableData` when it cannot be started or says nothing.
  func measure(_ way: Way) throws -> Timing {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [
      "bench", "products", recipe, "--by", way.rawValue, "--images", "\(images)", "--height",
      "\(shape.height)",
      "--width", "\(shape.width)", "--threads", "\(Kernels.threads)",
    ]
    let answer = Pipe()
    process.standardOutput = answer
    try process.run()
    let line = answer.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard let timing = try? JSONDecoder().decode(Timing.self, from: line) else {
      throw ZwalkError.unusableData(
        name: recipe, reason: "the process that computes its products alone failed")
    }
    return timing
  }
}
