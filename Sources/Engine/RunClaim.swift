import Formats
import LatentCore

/// A run's folder that this process alone trains in, until `release`.
public final class RunClaim {
  /// The folder.
  public let folder: RunFolder
  private let madeFolders: [String]
  private var lock: FolderLock?

  /// Takes a folder, which is made where it is missing; nil when another process trains in it.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public init?(_ folder: RunFolder) throws(ZwalkError) {
    self.folder = folder
    madeFolders = folder.missingFolders
    try Files.makeFolder(folder.path)
    guard let lock = try FolderLock(folder.path) else { return nil }
    self.lock = lock
  }

  /// Takes a folder that a person named.
  /// - Throws: `ZwalkError.fileUnwritable`, also when another process trains in it.
  public convenience init(named folder: RunFolder) throws(ZwalkError) {
    guard let claim = try RunClaim(folder) else {
      throw .fileUnwritable(
        path: folder.path, reason: "another process is training this run; wait for it, or name another folder"
      )
    }
    self.init(taking: claim)
  }

  /// Takes the first free folder of the default place.
  /// - Parameter folder: proposes a folder that does not exist; asked again when another process was faster.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public convenience init(new folder: () -> RunFolder) throws(ZwalkError) {
    while true {
      guard let claim = try RunClaim(folder()), !claim.folder.exists else { continue }
      self.init(taking: claim)
      return
    }
  }

  private init(taking claim: RunClaim) {
    folder = claim.folder
    madeFolders = claim.madeFolders
    lock = claim.lock
    claim.lock = nil
  }

  /// Lets others train here; folders that were made for a run that was never saved go again.
  public func release() {
    lock = nil
    madeFolders.forEach(Files.removeEmptyFolder)
  }
}
