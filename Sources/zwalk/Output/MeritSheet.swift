import Analysis
import Datasets
import Engine
import Formats
import LatentCore
import Models
import Screen

/// The sheet of merits: what runs are worth beside each other.
struct MeritSheet {
  private let names: [String]
  private let merits: [ModelMerits]

  /// Trains the judge and measures every run on the test images.
  /// - Throws: `ZwalkError` for a name that is no run, and for data that cannot be judged by.
  init(_ names: [String], _ options: MapOptions) throws {
    self.names = names
    let seed = try options.seed.value()
    let subjects = try names.map { try TrainedModel(named: $0) }
    let set = try options.load().set
    let progress = options.output.talk.progress("training the judge")
    defer { progress.clear() }
    let judge = try MeritJudge(set, seed: seed) { progress.update($0) }
    progress.clear()
    options.output.talk.remark(
      "the judge reads \(NumberText.fixed(100 * judge.accuracy, 1)) % of the test images right")
    merits = try subjects.map { subject in
      let draws = try Self.draws(of: subject, set, seed: seed)
      return try ModelMerits(of: subject.run.makeModel(), draws: draws, judge: judge, seed: seed)
    }
  }

  /// Writes a table for people, or a line of JSON each.
  func print(asJSON: Bool) throws { try StandardStreams.write(asJSON ? json : table) }

  private static func draws(of subject: TrainedModel, _ set: ImageSet, seed: UInt64) throws -> Matrix {
    let codes = try subject.draws(ModelMerits.draws, seed: seed) { set.train }
    return subject.decoder.images(at: codes, labels: try subject.labels(codes.rows, chosen: nil))
  }

  private var json: String {
    zip(names, merits).map { name, merits in
      let line: JSONValue = [
        "model": .text(name), "parameters": .integer(merits.parameters),
        "squared_error": .number(merits.squaredError), "loss_title": .text(merits.lossTitle),
        "loss": .number(merits.loss), "knn_accuracy": JSONValue(merits.knnAccuracy),
        "feature_distance": .number(merits.featureDistance), "rarest_class": .number(merits.coverage),
      ]
      return "\(line)\n"
    }.joined()
  }

  private var table: String {
    var table = TextTable(
      ["model", "loss", "value", "parameters", "squared error", "10-NN", "feature distance", "rarest class"],
      textColumns: 2)
    for (name, merits) in zip(names, merits) {
      table.add([
        name, merits.lossTitle, NumberText.digits(merits.loss, 5), NumberText.grouped(merits.parameters),
        NumberText.digits(merits.squaredError, 4), merits.knnAccuracy.map { NumberText.fixed($0, 3) } ?? "-",
        NumberText.digits(merits.featureDistance, 4), NumberText.fixed(100 * merits.coverage, 1) + " %",
      ])
    }
    return table.text
  }
}
