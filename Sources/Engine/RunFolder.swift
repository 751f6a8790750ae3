import Analysis
import Datasets
import Formats
import Foundation
import LatentCore
import Models

/// A run on disk: `run.json`, `metrics.jsonl`, `latest.safetensors` and checkpoints, each replaced as a whole.
public struct RunFolder: Sendable {
  /// The folder.
  public let path: String
  /// How many checkpoints of epochs are kept, the newest.
  public let keptCheckpoints: Int

  /// Checkpoints that are kept unless said.
  public static let usualCheckpoints = 20

  /// Names a folder, which need not exist yet.
  public init(path: String, keptCheckpoints: Int = usualCheckpoints) {
    self.keptCheckpoints = keptCheckpoints
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

  /// Finds out whether a run can be kept here, before any work is done for it; leaves nothing behind.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public func requireWritable() throws(ZwalkError) {
    let missing = [checkpointsPath].filter { Files.kind(of: $0) == .missing } + missingFolders
    try Files.makeFolder(checkpointsPath)
    defer { missing.forEach(Files.removeEmptyFolder) }
    let probe = checkpointsPath + "/.writable"
    try Files.write([], to: probe)
    try? FileManager.default.removeItem(atPath: probe)
  }

  /// The folder and those above it as far as they do not exist yet, innermost first.
  var missingFolders: [String] {
    var missing: [String] = []
    var folder = path
    while !folder.isEmpty, Files.kind(of: folder) == .missing {
      missing.append(folder)
      folder = Files.parent(of: folder)
    }
    return missing
  }

  /// Writes where a trainer stands: metrics, a checkpoint, the latest weights, and the description at last.
  /// - Parameter records: all epochs of the run; nil for those that the trainer knows.
  /// - Throws: `ZwalkError.fileUnwritable`; every file is then whole, the old one or the new one.
  public func save(_ trainer: Trainer, records: [EpochRecord]? = nil) throws(ZwalkError) {
    try Files.makeFolder(checkpointsPath)
    let state = trainer.state()
    let description = RunDescription(trainer, gaussian: gaussian(of: trainer))
    let lines = (records ?? trainer.records).map { $0.json.description + "\n" }.joined()
    try Files.write(Array(lines.utf8), to: metricsPath)
    try WeightsFile(state, of: trainer.model, description: description, isCheckpoint: true)
      .file.write(to: checkpointPath(state.position))
    removeCheckpoints(beyond: state.position)
    try WeightsFile(state, of: trainer.model, description: description, isCheckpoint: false)
      .file.write(to: latestPath)
    try Files.write(description.encoded(forPeople: true), to: descriptionPath)
  }

  /// Dimensions of a code above which a covariance would be larger than the weights; samples then fit it anew.
  private static let largestGaussian = 256

  /// What a model without a prior draws its samples from; nil where there is a prior or too few images, and before
  /// the first step.
  private func gaussian(of trainer: Trainer) -> FittedGaussian? {
    guard trainer.position.step > 0, trainer.model.prior == .fitted,
      trainer.model.latentDimension <= Self.largestGaussian
    else {
      return nil
    }
    var codes = Matrix(rows: 0, columns: trainer.model.latentDimension)
    let chosen = Self.gaussianSample(of: trainer.data.train.count)
    for start in stride(from: 0, to: chosen.count, by: 1000) {
      let images = trainer.data.train.batch(Array(chosen[start..<min(start + 1000, chosen.count)])).images
      codes.append(rowsOf: trainer.model.encode(images))
    }
    return try? FittedGaussian(fitting: codes)
  }

  /// At most 2,000 images, evenly spread since data may be sorted: a person who leaves waits for their codes.
  private static func gaussianSample(of count: Int) -> [Int] {
    let size = min(count, 2000)
    return (0..<size).map { $0 * count / size }
  }

  /// The checkpoint of a position.
  private func checkpointPath(_ position: TrainingPosition) -> String {
    guard position.isAtEpochBoundary else { return interruptedPath }
    let digits = "\(position.epoch)"
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(checkpointsPath)/epoch-\(padded).safetensors"
  }

  /// Removes what belongs to a future that training went back from, so that the newest is where it stands, and the
  /// oldest where there are more than are kept.
  private func removeCheckpoints(beyond position: TrainingPosition) {
    var paths = checkpoints.filter { $0.epoch > position.epoch }.map(\.path)
    if position.isAtEpochBoundary { paths.append(interruptedPath) }
    paths += checkpoints.sorted { $0.epoch < $1.epoch }.dropLast(keptCheckpoints).map(\.path)
    for path in paths { try? FileManager.default.removeItem(atPath: path) }
  }

  /// The checkpoint that training was at last; nil when there is none.
  var newestCheckpoint: String? {
    if Files.kind(of: interruptedPath) == .file { return interruptedPath }
    return checkpoints.max { $0.epoch < $1.epoch }?.path
  }

  /// The checkpoints of epochs.
  private var checkpoints: [(epoch: Int, path: String)] {
    let names = (try? Files.names(in: checkpointsPath)) ?? []
    return names.map { checkpointsPath + "/" + $0 }.compactMap { path in
      Self.epoch(ofCheckpoint: path).map { ($0, path) }
    }
  }

  /// The epoch that a checkpoint is named after; nil for one within an epoch.
  static func epoch(ofCheckpoint path: String) -> Int? {
    let name = path.split(separator: "/").last ?? ""
    guard name.hasPrefix("epoch-"), name.hasSuffix(".safetensors") else { return nil }
    return Int(name.dropFirst("epoch-".count).dropLast(".safetensors".count))
  }
}
