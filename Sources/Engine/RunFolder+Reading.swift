import Datasets
import Formats
import LatentCore
import Models

extension RunFolder {
  /// Reads a run: its latest weights, and the state to go on from where a checkpoint belongs to them.
  /// - Throws: `ZwalkError` that names the file that is missing or does not fit.
  public func open() throws -> SavedRun {
    let (description, specification) = try readDescription()
    let model = try ModelCatalog.make(specification, seed: description.seed)
    let latest = try WeightsFile(
      reading: latestPath, advice: "a run's folder holds the weights in latest.safetensors")
    let weights = try latest.weights(for: model)
    let checkpoint = try? checkpointState(for: model)
    let isResumable = checkpoint?.weights == weights
    let state =
      checkpoint.flatMap { isResumable ? $0 : nil } ?? TrainingState(beginningWith: weights, description)
    return SavedRun(
      path: path, title: title, specification: specification, state: state, isResumable: isResumable,
      seed: description.seed, dataset: description.dataset, gaussian: description.gaussian,
      records: try readRecords(upTo: state.position.epoch))
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
    let trainer = try Trainer(specification, data: data, seed: description.seed)
    try trainer.restore(checkpointState(for: trainer.model))
    trainer.records = try readRecords(upTo: trainer.position.epoch)
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
    return try WeightsFile(reading: path).state(for: model)
  }

  /// The records of complete epochs; an interrupted save may have left one more.
  private func readRecords(upTo epoch: Int) throws(ZwalkError) -> [EpochRecord] {
    guard Files.kind(of: metricsPath) != .missing else { return [] }
    return try JSONLines.decode(EpochRecord.self, from: Files.read(metricsPath), file: metricsPath)
      .filter { $0.epoch <= epoch }
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
