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

  /// A finished map.
  struct Product {
    /// `[images, dimensions]`.
    let points: Matrix
    /// What fitting took.
    let seconds: Double
    /// What the method says of itself.
    let facts: [ProjectionFact]
  }

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
    case .model(let entry): entry.options
    case .run: []
    }
  }

  /// Makes the map.
  /// - Throws: `ZwalkError`, as the method does.
  func make(
    of images: Split, in set: ImageSet, options: Options, dimensions: Int, seed: UInt64, title: String,
    talk: TalkOptions
  ) throws -> Product {
    switch self {
    case .projection(let entry):
      let (fitted, seconds) = try Measuring.fit(
        entry.make(options), images, labels: images.knownLabels, dimensions: dimensions, seed: seed,
        title: title, talk: talk)
      return Product(points: fitted.points, seconds: seconds, facts: fitted.facts)
    case .run(let subject):
      let (codes, seconds) = subject.codes(of: images)
      return try Self.map(of: codes, dimensions: dimensions, seconds: seconds)
    case .model(let entry):
      let specification = ModelSpecification(model: entry.id, imageShape: images.shape, options: options)
      return try Self.train(specification, on: images, of: set, dimensions, seed, talk)
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

  private static func train(
    _ specification: ModelSpecification, on images: Split, of set: ImageSet, _ dimensions: Int,
    _ seed: UInt64,
    _ talk: TalkOptions
  ) throws -> Product {
    let part = ImageSet(
      id: set.id, title: set.title, train: images, test: set.test, classNames: set.classNames)
    let trainer = try Trainer(specification, data: part, seed: seed)
    let progress = talk.progress("training \(specification.model)")
    defer { progress.clear() }
    var seconds = 0.0
    while trainer.position.epoch < specification.epochs {
      seconds += try trainer.trainEpoch { trainer in
        progress.update(trainer.epochs / Double(specification.epochs))
      }.seconds
    }
    let decoder = try Decoder(specification, weights: trainer.state().weights)
    return try map(of: decoder.codes(of: images), dimensions: dimensions, seconds: seconds)
  }

  /// Codes of no more dimensions than the map are the map; of others their principal components.
  private static func map(of codes: Matrix, dimensions: Int, seconds: Double) throws -> Product {
    guard codes.columns > dimensions else { return Product(points: codes, seconds: seconds, facts: []) }
    let analysis = try PrincipalComponents.fit(codes, dimensions: dimensions)
    return Product(points: analysis.points, seconds: seconds, facts: [])
  }
}
