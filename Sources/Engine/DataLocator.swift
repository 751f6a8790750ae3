import Datasets
import LatentCore

/// Finds and reads data sets by the search path of the environment.
struct DataLocator: Sendable {
  /// The images that are compiled into the program.
  static let embedded = "mnist-5k"

  let environment: [String: String]

  /// - Throws: `ZwalkError.datasetMissing` and its like when there is nothing of that name.
  func find(_ name: String) throws(ZwalkError) {}

  /// Whether a data set is at hand.
  func has(_ name: String) -> Bool {
    do { try find(name) } catch { return false }
    return true
  }

  /// Reads a data set.
  /// - Parameter progress: called with the share that is read; reading ends early when it returns false.
  func read(_ name: String, progress: (Double) -> Bool) throws(ZwalkError) -> ImageSet {
    throw .datasetMissing(name: name, searched: [], advice: "")
  }
}
