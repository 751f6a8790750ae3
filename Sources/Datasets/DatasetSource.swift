import Formats
import LatentCore

/// What a name or a path stands for.
enum DatasetSource {
  case catalog(DatasetEntry, DatasetPlace)
  case idxFolder(String)
  case pictureFolder(String)
  case npz(String)
  case npy(String, labels: String?)
  case csv(String)

  /// Finds out by name, then by what lies at the path.
  static func find(_ nameOrPath: String, _ search: DatasetSearch) throws(ZwalkError) -> DatasetSource {
    if let entry = DatasetCatalog.all.first(where: { $0.id == nameOrPath }) {
      guard let place = search.place(of: entry) else {
        throw .datasetMissing(name: entry.id, searched: search.folders(of: entry), advice: entry.advice)
      }
      return .catalog(entry, place)
    }
    switch Files.kind(of: nameOrPath) {
    case .folder:
      return IDXFolder(nameOrPath).hasImages ? .idxFolder(nameOrPath) : .pictureFolder(nameOrPath)
    case .file, .other:
      return try file(nameOrPath)
    case .missing:
      if let pair = LabelledArrays(nameOrPath) { return try pair.source() }
      let known = DatasetCatalog.all.map(\.id)
      throw nameOrPath.contains("/") || nameOrPath.contains(".")
        ? .fileMissing(
          path: nameOrPath, advice: "data sets known by name are \(known.joined(separator: ", "))")
        : .unknownName(kind: "data set", name: nameOrPath, known: known)
    }
  }

  private static func file(_ path: String) throws(ZwalkError) -> DatasetSource {
    if path.hasSuffix(".npz") { return .npz(path) }
    if path.hasSuffix(".npy") { return .npy(path, labels: nil) }
    if path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") { return .csv(path) }
    throw .unusableData(
      name: path,
      reason:
        "a data set is a folder of IDX files or pictures, or a file whose name ends in .npz, .npy or .csv")
  }

  /// Files up to so many bytes are read at once to see whether they can be.
  private static let mostBytesToCheck = 1 << 26

  /// Reads what takes no time to speak of.
  func check() throws(ZwalkError) {
    switch self {
    case .catalog: return
    case .pictureFolder(let path): try PictureFolder(path).check()
    case .idxFolder(let path):
      guard IDXFolder(path).bytes <= Self.mostBytesToCheck else { return }
      _ = try load { _ in }
    case .npz(let path), .npy(let path, _), .csv(let path):
      guard Files.size(of: path) <= Self.mostBytesToCheck else { return }
      _ = try load { _ in }
    }
  }

  /// Reads everything.
  func load(_ progress: (Double) throws(ZwalkError) -> Void) throws(ZwalkError) -> LoadedData {
    switch self {
    case .catalog(let entry, let place):
      var data =
        switch place {
        case .folder(let folder): try IDXFolder(folder).load(complete: true, progress)
        case .embedded: try EmbeddedIDX(folder: entry.id).load(progress)
        case .generated: GeneratedShapes.load()
        }
      try data.nameClasses(entry.classNames, id: entry.id, title: entry.title)
      return data
    case .idxFolder(let path): return try IDXFolder(path).load(complete: false, progress)
    case .pictureFolder(let path): return try PictureFolder(path).load(progress)
    case .npz(let path): return try NumPySource.load(npz: path)
    case .npy(let path, let labels): return try NumPySource.load(npy: path, labels: labels)
    case .csv(let path): return try CSVSource.load(path)
    }
  }
}
