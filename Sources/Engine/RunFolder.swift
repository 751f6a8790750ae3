import Datasets
import Formats
import Foundation
import LatentCore
import Models

/// A run on disk: `run.json`, `metrics.jsonl`, `latest.safetensors` and checkpoints, each replaced as a whole.
public struct RunFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names a folder, which need not exist yet.
  public init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  var descriptionPath: String { path + "/run.json" }
  var metricsPath: String { path + "/metrics.jsonl" }
  var latestPath: String { path + "/latest.safetensors" }
  var checkpointsPath: String { path + "/checkpoints" }
  /// Where training stood when it was saved within an epoch; the next end of an epoch removes it.
  var interruptedPath: String { checkpointsPath + "/interrupted.safetensors" }

  /// Whether there is a run.
  public var exists: Bool { Files.kind(of: descriptionPath) == .file }

  /// Writes where a trainer stands: metrics, a checkpoint, the latest weights, and the description at last.
  /// - Parameter records: all epochs of the run; nil for those that the trainer knows.
  /// - Throws: `ZwalkError.fileUnwritable`; every file is then whole, the old one or the new one.
  public func save(_ trainer: Trainer, records: [EpochRecord]? = nil) throws(ZwalkError) {
    try Files.makeFolder(checkpointsPath)
    let state = trainer.state()
    let gaussian = trainer.model.prior == .fitted ? CodeGaussian(trainer.model, of: trainer.data.train) : nil
    let description = RunDescription(trainer, gaussian: gaussian)
    let lines = (records ?? trainer.records).map { $0.json.description + "\n" }.joined()
    try Files.write(Array(lines.utf8), to: metricsPath)
    try WeightsFile(state, of: trainer.model, description: description, isCheckpoint: true)
      .file.write(to: checkpointPath(state.position))
    if state.position.isAtEpochBoundary {
      try? FileManager.default.removeItem(atPath: interruptedPath)
    }
    try WeightsFile(state, of: trainer.model, description: description, isCheckpoint: false)
      .file.write(to: latestPath)
    try Files.write(description.encoded(forPeople: true), to: descriptionPath)
  }

  /// The checkpoint of a position.
  private func checkpointPath(_ position: TrainingPosition) -> String {
    guard position.isAtEpochBoundary else { return interruptedPath }
    let digits = "\(position.epoch)"
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(checkpointsPath)/epoch-\(padded).safetensors"
  }

  /// The checkpoint that training was at last; nil when there is none.
  var newestCheckpoint: String? {
    if Files.kind(of: interruptedPath) == .file { return interruptedPath }
    let epochs = ((try? Files.names(in: checkpointsPath)) ?? []).compactMap { name -> Int? in
      guard name.hasPrefix("epoch-"), name.hasSuffix(".safetensors") else { return nil }
      return Int(name.dropFirst("epoch-".count).dropLast(".safetensors".count))
    }
    guard let newest = epochs.max() else { return nil }
    var position = TrainingPosition(seed: 0)
    position.epoch = newest
    return checkpointPath(position)
  }
}
