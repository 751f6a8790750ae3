import Datasets
import Formats
import LatentCore
import Models

extension RunFolder {
  /// Reads a run: its latest weights, and the state to go on from where a checkpoint belongs to them.
  /// - Throws: `ZwalkError` that names the file that is missing or does not fit.
  public func open() throws -> SavedRun {
    let (description, specification) = try readDescription()
    let model = try specification.model(seed: description.seed, describedIn: descriptionPath)
    let latest = try WeightsFile(
      reading: latestPath, advice: "a run's folder holds the weights in latest.safetensors")
    let weights = try latest.weights(for: model)
    let checkpoint = try? checkpointState(for: model)
    let isResumable = checkpoint?.weights == weights
    let state =
      checkpoint.flatMap { isResumable ? $0 : nil } ?? TrainingState(beginningWith: weights, description)
    let records = try readRecords(upTo: state.position.epoch)
    return SavedRun(
      path: path, title: title, specification: specification, state: state, isResumable: isResumable,
      seed: description.seed, dataset: description.dataset, gaussian: description.gaussian,
      records: records.values, remark: records.problem)
  }

  /// Makes a trainer that goes on where the newest checkpoint stands, with exactly the same bits.
  /// - Parameters:
  ///   - data: the run's data; training images that were left out must be left out again.
  ///   - epochs: of the recipe, for a longer run; nil for those that it was begun with.
  /// - Throws: `ZwalkError` when a file is missing or does not fit, or the data is not the run's.
  public func resume(on data: ImageSet, epochs: Int? = nil) throws -> Trainer {
    var (description, specification) = try readDescription()
    if let epochs {
      specification.options = Options(
        values: specification.options.values.merging(["epochs": .integer(epochs)]) { $1 })
    }
    if let dataset = description.dataset, dataset.checksum != data.checksum {
      throw ZwalkError.unusableData(
        name: data.id,
        reason: "the run was trained on \(dataset.title) with the checksum \(dataset.checksum), this one has "
          + "\(data.checksum); give the same --data and --exclude as before")
    }
    let model = try specification.model(seed: description.seed, describedIn: descriptionPath)
    let trainer = try Trainer(model: model, data: data, seed: description.seed)
    let state = try checkpointState(for: trainer.model)
    let seen = state.position.imagesSeen
    guard seen <= data.train.count, seen % trainer.batchSize == 0 || seen == data.train.count else {
      throw ZwalkError.malformedFile(
        path: newestCheckpoint ?? path, format: "weights",
        reason: "it has seen \(seen) images of its epoch; batches of \(trainer.batchSize) out of "
          + "\(data.train.count) never come to that")
    }
    try trainer.restore(state)
    trainer.records = try readRecords(upTo: trainer.position.epoch).values
    return trainer
  }

  /// The name of the folder without its place.
  private var title: String { path.split(separator: "/").last.map(String.init) ?? path }

  func readDescription() throws(ZwalkError) -> (RunDescription, ModelSpecification) {
    let hasWeights = Files.kind(of: latestPath) == .file
    let advice =
      hasWeights ? "open \(latestPath) itself" : "a run's folder, as train --out writes it, holds run.json"
    let description = try RunDescription(
      decoding: Files.read(descriptionPath, advice: advice), file: descriptionPath)
    return (description, try description.specification(file: descriptionPath))
  }

  private func checkpointState(for model: any LatentModel) throws(ZwalkError) -> TrainingState {
    guard let path = newestCheckpoint else {
      throw .fileMissing(
        path: checkpointsPath + "/epoch-0001.safetensors",
        advice: "without a checkpoint a run cannot be resumed")
    }
    let state = try WeightsFile(reading: path).state(for: model)
    if let epoch = Self.epoch(ofCheckpoint: path), epoch != state.position.epoch {
      throw .malformedFile(
        path: path, format: "weights",
        reason: "it is named after epoch \(epoch) and is of epoch \(state.position.epoch)")
    }
    return state
  }

  /// The records of complete epochs; an interrupted save may have left one more, or a part of a line.
  private func readRecords(upTo epoch: Int) throws(ZwalkError) -> (values: [EpochRecord], problem: String?) {
    guard Files.kind(of: metricsPath) != .missing else { return ([], nil) }
    let (records, problem) = try JSONLines.decodeBrokenOff(
      EpochRecord.self, from: Files.read(metricsPath), file: metricsPath)
    return (records.filter { $0.epoch <= epoch }, problem.map { "\($0); the lines before it are used" })
  }
}

extension ModelSpecification {
  /// Makes the model that a file describes.
  /// - Throws: `ZwalkError`; what nobody typed is the file's fault and no argument's.
  func model(seed: UInt64, describedIn file: String) throws -> any LatentModel {
    do {
      return try ModelCatalog.make(self, seed: seed)
    } catch let error as ZwalkError where error.exitStatus == 64 {
      throw ZwalkError.malformedFile(path: file, format: "run", reason: error.message)
    }
  }
}

extension TrainingState {
  /// The state of weights whose optimiser is not known: training begins anew from them, the counts go on.
  init(beginningWith weights: [Float], _ description: RunDescription?) {
    var position = TrainingPosition(seed: description?.seed ?? 0)
    position.epoch = description?.epoch ?? 0
    position.step = description?.step ?? 0
    self.init(
      weights: weights, firstMoments: [], secondMoments: [], optimizerSteps: 0,
      learningRate: description?.learningRate ?? 0, position: position)
  }
}
