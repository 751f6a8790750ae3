import LatentCore

/// A run on disk: `run.json`, `metrics.jsonl`, `latest.safetensors` and checkpoints, each replaced as a whole.
public struct RunFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names a folder, which need not exist yet.
  public init(path: String) { self.path = path }

  /// Writes where a trainer stands: description, metrics, latest weights and a checkpoint.
  /// - Parameter records: all epochs of the run; nil for those of the trainer.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public func save(_ trainer: Trainer, records: [EpochRecord]? = nil) throws {
    throw ZwalkError.unsupported(what: "saving", advice: "")
  }

  /// Reads a run with its newest checkpoint.
  /// - Throws: `ZwalkError` that names the file that is missing or does not fit.
  public func open() throws -> SavedRun {
    throw ZwalkError.unsupported(what: "opening", advice: "")
  }
}
