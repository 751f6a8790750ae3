import Analysis
import Datasets
import Engine
import LatentCore
import Models
import Projections

/// What makes a map of images: a projection, a run's codes, or a model that is trained for it.
enum MapMaker {
  case projection(ProjectionEntry)
  case run(TrainedModel)
  case model(ModelEntry)

  /// Finds what a name stands for: a projection, then a model of the catalogue, then a run.
  /// - Throws: `ZwalkError.unknownName` when it is none of them.
  init(named name: String) throws {
    if let entry = ProjectionCatalog.all.first(where: { $0.id == name }) {
      self = .projection(entry)
    } else if let entry = ModelCatalog.all.first(where: { $0.id == name }) {
      self = .model(entry)
    } else {
      self = try .run(Self.run(named: name))
    }
  }

  /// The options that can be set.
  var options: [OptionDescription] {
    switch self {
    case .projection(let entry): entry.options
    case .model(let entry): entry.options + RunProjection.options
    case .run: RunProjection.options
    }
  }

  /// Returns the projection, unfitted, and the seconds that went into it already.
  /// - Parameter images: what a model is trained on; the test images of their set judge it.
  /// - Throws: `ZwalkError`, also when training diverges.
  func projection(
    for images: Split, of set: ImageSet, options: Options, dimensions: Int, seed: UInt64, talk: TalkOptions
  ) throws -> (projection: any Projection, seconds: Double) {
    let second = RunProjection.secondMethod(options) ?? "pca"
    switch self {
    case .projection(let entry):
      return (try entry.make(options), 0)
    case .run(let subject):
      return (try RunProjection(subject.run.specification, weights: subject.run.weights, through: second), 0)
    case .model(let entry):
      let recipe = Options(values: options.values.filter { $0.key != RunProjection.options[0].key })
      let specification = ModelSpecification(model: entry.id, imageShape: images.shape, options: recipe)
      // Said before the model is trained for it.
      try RunProjection.check(
        secondMethod: second, latent: specification.latentDimension, dimensions: dimensions)
      let part = ImageSet(
        id: set.id, title: set.title, train: images, test: set.test, classNames: set.classNames)
      let trainer = try Trainer(specification, data: part, seed: seed)
      let seconds = try Self.train(trainer, epochs: specification.epochs, talk)
      return (try RunProjection(specification, weights: trainer.state().weights, through: second), seconds)
    }
  }

  /// What has no place of its own on disk was meant as a method.
  private static func run(named name: String) throws -> TrainedModel {
    do {
      return try TrainedModel(named: name)
    } catch ZwalkError.unknownName {
      throw ZwalkError.unknownName(
        kind: "projection, model or run", name: name,
        known: ProjectionCatalog.all.map(\.id) + ModelCatalog.all.map(\.id) + RunLocator.pretrained)
    }
  }

  private static func train(_ trainer: Trainer, epochs: Int, _ talk: TalkOptions) throws -> Double {
    let progress = talk.progress("training \(trainer.model.specification.model)")
    defer { progress.clear() }
    var seconds = 0.0
    while trainer.position.epoch < epochs, !trainer.hasStalled {
      seconds += try trainer.trainEpoch { progress.update($0.epochs / Double(epochs)) }.seconds
    }
    return seconds
  }
}
