import Foundation
import LatentCore

/// The data sets that have a name.
public enum DatasetCatalog {
  /// Every entry, in the order of menus.
  public static let all: [DatasetEntry] = [.mnist, .fashionMNIST, .mnist5k, .shapes]

  /// Loads a data set into memory.
  /// - Parameters:
  ///   - nameOrPath: an entry's identifier; or the path of a folder with IDX files or pictures, of an `.npz`, a
  ///     `.npy` or a `.csv`; or what `name(images:labels:)` returns.
  ///   - environment: where `ZWALK_DATA`, `XDG_DATA_HOME` and `HOME` are looked up.
  ///   - seed: chooses the tenth that is held out when there is no test split.
  ///   - progress: called with the share that is done, 0 to 1; what it throws ends the loading.
  /// - Throws: `ZwalkError.unknownName`, `.datasetMissing` or `.fileMissing` when there is nothing,
  ///   `.malformedFile` or `.unusableData` naming the file and the cause, and what `progress` throws.
  public static func load(
    _ nameOrPath: String,
    environment: [String: String] = ProcessInfo.processInfo.environment, seed: UInt64 = 0,
    progress: (Double) throws(ZwalkError) -> Void = { _ in }
  ) throws(ZwalkError) -> ImageSet {
    try progress(0)
    let source = try DatasetSource.find(nameOrPath, DatasetSearch(environment))
    let loaded = try source.load(progress)
    let set = try loaded.imageSet(seed: seed)
    try progress(1)
    return set
  }

  /// Returns the one name of images and labels in two `.npy` files, `images.npy+labels.npy`, by which a run
  /// remembers both.
  /// - Parameter labels: nil for images without labels, whose name is their path.
  /// - Throws: `ZwalkError.unusableArguments` when the images are no `.npy` file, since other sources bring their own
  ///   labels.
  public static func name(images: String, labels: String?) throws(ZwalkError) -> String {
    guard let labels else { return images }
    guard images.hasSuffix(".npy") else {
      throw .unusableArguments("--labels goes with a .npy file; \(images) has labels of its own or none")
    }
    return LabelledArrays(images: images, labels: labels).name
  }

  /// Finds out whether there is a data set to be loaded, without reading it.
  /// - Throws: `ZwalkError.unknownName`, `.datasetMissing` or `.fileMissing` when there is nothing.
  public static func find(
    _ nameOrPath: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(ZwalkError) {
    _ = try DatasetSource.find(nameOrPath, DatasetSearch(environment))
  }

  /// Finds out whether there is a data set that can be loaded, as far as that takes no time to speak of: a small file
  /// is read as a whole, of a folder of pictures the first.
  /// - Throws: `ZwalkError`, as `load`.
  public static func check(
    _ nameOrPath: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(ZwalkError) {
    try DatasetSource.find(nameOrPath, DatasetSearch(environment)).check()
  }

  /// Loads one part of a data set, named as in `mnist-5k:test`.
  /// - Throws: `ZwalkError.unusableArguments` without a colon, `.unknownName` for a part other than `train` and
  ///   `test`, and what `load` throws.
  public static func loadSplit(
    _ dataAndSplit: String, environment: [String: String] = ProcessInfo.processInfo.environment,
    seed: UInt64 = 0
  ) throws(ZwalkError) -> Split {
    guard let colon = dataAndSplit.lastIndex(of: ":") else {
      throw .unusableArguments(
        "'\(dataAndSplit)' names no split; write DATA:SPLIT, for example mnist-5k:test")
    }
    let data = try load(String(dataAndSplit[..<colon]), environment: environment, seed: seed)
    return try data.split(named: String(dataAndSplit[dataAndSplit.index(after: colon)...]))
  }

  /// Returns where every data set of the catalogue is, or how to get it.
  public static func survey(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [DatasetStatus] {
    let search = DatasetSearch(environment)
    return all.map { DatasetStatus(entry: $0, place: search.place(of: $0), searched: search.folders(of: $0)) }
  }
}

/// Where a data set of the catalogue was found.
public struct DatasetStatus: Sendable, Equatable {
  /// The data set.
  public let entry: DatasetEntry
  /// Where it is; nil when it is missing, and `entry.advice` says how to get it.
  public let place: DatasetPlace?
  /// The folders that were looked into, in this order.
  public let searched: [String]
}

/// Where a data set can be.
public enum DatasetPlace: Sendable, Equatable {
  case folder(String)
  case embedded
  /// Nowhere: the program draws it.
  case generated
}

extension DatasetEntry: Equatable {
  /// Whether two entries are the same data set.
  public static func == (first: DatasetEntry, second: DatasetEntry) -> Bool { first.id == second.id }
}
