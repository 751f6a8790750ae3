import Formats

/// The folders in which data sets are looked for by name.
struct DatasetSearch {
  private let roots: [String]

  /// `$ZWALK_DATA`, `$XDG_DATA_HOME/zwalk`, and where Debian's packages put data sets.
  init(_ environment: [String: String]) {
    let chosen = environment["ZWALK_DATA"].flatMap { $0.isEmpty ? nil : [$0] } ?? []
    roots = chosen + [UserFolders.data(environment), "/usr/share/datasets"]
  }

  /// The folders of a data set, in the order in which they are tried.
  func folders(of entry: DatasetEntry) -> [String] {
    entry.isEmbedded || entry.isGenerated ? [] : roots.map { $0 + "/" + entry.id }
  }

  /// The first folder that holds a file of the data set's training images; nil when there is none.
  func place(of entry: DatasetEntry) -> DatasetPlace? {
    if entry.isEmbedded { return .embedded }
    if entry.isGenerated { return .generated }
    let folder = folders(of: entry).first { IDXFolder($0).path(.train, .images) != nil }
    return folder.map(DatasetPlace.folder)
  }
}
