import Engine
import Formats
import LatentCore
import Screen

/// Trains to the last epoch, saves after each, and tells of it.
struct TrainingSession {
  private let trainer: Trainer
  private let folder: RunFolder
  private let epochs: Int
  private let output: OutputOptions

  /// - Parameter epochs: how many the run has in the end.
  init(_ trainer: Trainer, folder: RunFolder, epochs: Int, _ output: OutputOptions) {
    self.trainer = trainer
    self.folder = folder
    self.epochs = epochs
    self.output = output
  }

  /// Trains.
  /// - Throws: `ZwalkError.diverged`, `.interrupted` after Ctrl-C and other signals that ask for the end; what was learned
  ///   until then is saved.
  func run() throws {
    // What keeps a run from being saved must not be found after an epoch of work.
    if !folder.exists { try folder.save(trainer) }
    let first = trainer.position.epoch + 1
    while trainer.position.epoch < epochs, !trainer.hasStalled {
      let record = try trainEpoch()
      try folder.save(trainer)
      try print(record, isFirst: record.epoch == first)
    }
    if trainer.hasStalled, trainer.position.epoch < epochs {
      output.talk.remark("stopped: no better test loss for \(trainer.plan.patience) epochs")
    }
    try printSummary()
  }

  private func trainEpoch() throws -> EpochRecord {
    let progress = output.talk.progress("epoch \(trainer.position.epoch + 1) of \(epochs)")
    defer { progress.clear() }
    return try trainer.trainEpoch { trainer in
      if Interruption.isPending { try stop(progress) }
      let rate = Double(trainer.position.imagesSeen) / max(trainer.position.seconds, 1e-9)
      progress.update(trainer.epochProgress, rate: NumberText.grouped(Int(rate)) + " img/s")
    }
  }

  /// Keeps what was learned, also within an epoch.
  private func stop(_ progress: Progress) throws {
    progress.clear()
    try folder.save(trainer)
    output.talk.remark("stopped; saved to \(folder.path), --resume goes on")
    throw ZwalkError.interrupted
  }

  /// The headings, with those of the terms that the first epoch turned out to have.
  private func printHeadings(_ terms: LossTerms) throws {
    let loss = trainer.model.lossTitle
    try StandardStreams.write(
      columns(
        ["epoch", "seconds", "images/s", "train \(loss)", "test \(loss)", "reconstruction", "KL"]
          + terms.map(\.name)))
  }

  private func print(_ record: EpochRecord, isFirst: Bool) throws {
    guard !output.json else { return try StandardStreams.write("\(record.json)\n") }
    let judged = record.test ?? record.train
    if isFirst { try printHeadings(judged.terms) }
    try StandardStreams.write(
      columns(
        [
          "\(record.epoch)", NumberText.fixed(record.seconds, 2),
          NumberText.grouped(Int(record.imagesPerSecond)), NumberText.digits(record.train.loss, 5),
          record.test.map { NumberText.digits($0.loss, 5) } ?? "-",
          judged.reconstruction.map { NumberText.digits($0, 5) } ?? "-",
          judged.kl.map { NumberText.digits($0, 4) } ?? "-",
        ] + judged.terms.map { NumberText.digits($0.value, 4) }, note: record.phase))
  }

  private func columns(_ cells: [String], note: String? = nil) -> String {
    let widths = [5, 8, 9, 12, 12, 15, 8]
    let padded = cells.enumerated().map { index, cell in
      let width = index < widths.count ? widths[index] : 13
      return String(repeating: " ", count: max(0, width - cell.count)) + cell
    }
    return padded.joined(separator: " ") + (note.map { "  \($0)" } ?? "") + "\n"
  }

  private func printSummary() throws {
    let parameters = trainer.model.parameters.count
    guard output.json else {
      return try StandardStreams.write(
        "saved to \(folder.path), \(NumberText.grouped(parameters)) parameters\n")
    }
    let specification = trainer.model.specification
    let line: JSONValue = [
      "run": .text(folder.path), "parameters": .integer(parameters), "model": .text(specification.model),
      "architecture": .text(specification.architecture), "data": .text(trainer.data.id),
      "epochs": .integer(trainer.records.count), "seed": .integer(Int(clamping: trainer.seed)),
    ]
    try StandardStreams.write("\(line)\n")
  }
}
