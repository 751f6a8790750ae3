import Analysis
import Datasets
import Foundation
import Formats
import LatentCore
import Models

/// The contents of `run.json`, which a safetensors file carries as well: what a run is, without its numbers.
struct RunDescription: Codable, Sendable {
  /// The version of this layout.
  static let currentFormat = 1

  /// Learning rates that training can come to; those that can be chosen end at 10.
  static let possibleRates = Double.leastNonzeroMagnitude...1e6

  var format = currentFormat
  /// The identifier in `ModelCatalog`.
  var model: String
  var imageShape: ImageShape
  var options: [String: PlainOption]
  var dataset: DatasetReference?
  var seed: UInt64
  /// Epochs that are complete, steps, and what the optimiser was last told.
  var epoch: Int
  var step: Int
  var learningRate: Double
  var gaussian: FittedGaussian?
  /// When it was written, ISO 8601.
  var saved: String

  init(_ trainer: Trainer, gaussian: FittedGaussian?) {
    let specification = trainer.model.specification
    model = specification.model
    imageShape = specification.imageShape
    options = specification.options.values.mapValues(PlainOption.init)
    dataset = DatasetReference(trainer.data)
    seed = trainer.seed
    epoch = trainer.position.epoch
    step = trainer.position.step
    learningRate = trainer.learningRate
    self.gaussian = gaussian
    saved = Date.now.ISO8601Format()
  }

  /// Reads a description.
  /// - Throws: `ZwalkError.malformedFile`.
  init(decoding bytes: [UInt8], file: String) throws(ZwalkError) {
    self = try JSONLines.decodeOne(RunDescription.self, from: bytes, file: file)
    guard format == Self.currentFormat else {
      throw Self.malformed(file, "its format is \(format), this version of zwalk reads \(Self.currentFormat)")
    }
    let sides = 1...4096
    guard sides.contains(imageShape.height), sides.contains(imageShape.width) else {
      throw Self.malformed(
        file, "images of \(imageShape.height) x \(imageShape.width) pixels are not possible")
    }
    let counts = TrainingPosition.possibleCounts
    guard counts.contains(epoch), counts.contains(step), Self.possibleRates.contains(learningRate) else {
      throw Self.malformed(
        file, "epoch \(epoch), step \(step) and learning rate \(learningRate) are not possible")
    }
  }

  /// The description for people, keys in order.
  /// - Throws: `ZwalkError.notFinite` when a number is none.
  func encoded(forPeople: Bool) throws(ZwalkError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if forPeople { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return try [UInt8](encoder.encode(self)) + (forPeople ? [0x0a] : [])
    } catch {
      throw .notFinite(what: "the description of the run")
    }
  }

  /// The model's specification, every option checked against the catalogue.
  /// - Throws: `ZwalkError.malformedFile` naming the option.
  func specification(file: String) throws(ZwalkError) -> ModelSpecification {
    guard let entry = ModelCatalog.all.first(where: { $0.id == model }) else {
      let known = ModelCatalog.all.map(\.id).joined(separator: ", ")
      throw Self.malformed(file, "its model is '\(model)'; known are \(known)")
    }
    var values = Options(entry.options).values
    for (key, plain) in options {
      guard let description = entry.options.first(where: { $0.key == key }) else {
        throw Self.malformed(file, "\(model) has no option '\(key)'")
      }
      guard let value = plain.value(as: description.kind), description.allows(value) else {
        throw Self.malformed(file, "\(key) is \(plain.description); it takes \(description.allowed)")
      }
      values[key] = value
    }
    let specification = ModelSpecification(
      model: model, imageShape: imageShape, options: Options(values: values))
    guard gaussian.map({ $0.dimensions == specification.latentDimension }) ?? true else {
      throw Self.malformed(file, "its Gaussian is not of \(specification.latentDimension) dimensions")
    }
    return specification
  }

  private static func malformed(_ file: String, _ reason: String) -> ZwalkError {
    .malformedFile(path: file, format: "run", reason: reason)
  }
}

extension DatasetReference {
  /// Refers to a data set in memory.
  public init(_ data: ImageSet) {
    self.init(
      id: data.id, title: data.title, checksum: data.checksum, classNames: data.classNames,
      trainImages: data.train.count, testImages: data.test.count)
  }
}

/// An option's value as plain JSON: a number, a text, true or false, or a list of whole numbers.
enum PlainOption: Codable, Sendable, CustomStringConvertible {
  case flag(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case integers([Int])

  init(_ value: OptionValue) {
    switch value {
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .text(let value): self = .text(value)
    case .flag(let value): self = .flag(value)
    case .integers(let values): self = .integers(values)
    }
  }

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .real(value)
    } else if let value = try? container.decode([Int].self) {
      self = .integers(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .real(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .integers(let values): try container.encode(values)
    }
  }

  /// The value as the kind that the catalogue wants; a whole number may stand for a real one.
  func value(as kind: OptionDescription.Kind) -> OptionValue? {
    switch (self, kind) {
    case (.flag(let value), .flag): .flag(value)
    case (.integer(let value), .integer): .integer(value)
    case (.integer(let value), .real), (.integer(let value), .automatic): .real(Double(value))
    case (.real(let value), .real), (.real(let value), .automatic): .real(value)
    case (.text(let value), .choice), (.text(let value), .automatic): .text(value)
    case (.integers(let values), .integers): .integers(values)
    default: nil
    }
  }

  var description: String {
    switch self {
    case .flag(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let value): "'\(value)'"
    case .integers(let values): "\(values)"
    }
  }
}
