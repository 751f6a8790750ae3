import Formats
import LatentCore

/// What one epoch of training came to: a line of `metrics.jsonl` and of `train --json`.
public struct EpochRecord: Sendable, Equatable, Codable {
  /// Counted from 1.
  public var epoch: Int
  /// The training part alone, without the test images.
  public var seconds: Double
  /// Training images by `seconds`.
  public var imagesPerSecond: Double
  /// Means over the epoch's steps, each before its step.
  public var train: Losses
  /// Means over the test images with one posterior sample an image; nil when the data has no test images.
  public var test: Losses?
  /// What the model did, `layer 1 of 4`; nil for a model without phases.
  public var phase: String?

  /// Creates a record.
  public init(
    epoch: Int, seconds: Double, imagesPerSecond: Double, train: Losses, test: Losses?, phase: String? = nil
  ) {
    self.epoch = epoch
    self.seconds = seconds
    self.imagesPerSecond = imagesPerSecond
    self.train = train
    self.test = test
    self.phase = phase
  }

  enum CodingKeys: String, CodingKey {
    case epoch, seconds
    case imagesPerSecond = "images_per_second"
    case train, test, phase
  }

  /// The record as JSON, keys in a fixed order; its description is the line.
  public var json: JSONValue {
    .object(
      [
        .init("epoch", .integer(epoch)), .init("seconds", .number(seconds)),
        .init("images_per_second", .number(imagesPerSecond)), .init("train", Self.json(train)),
        .init("test", test.map(Self.json) ?? .null),
      ] + (phase.map { [.init("phase", .text($0))] } ?? []))
  }

  /// The three parts that every model has, null where there is none, then the terms that this one has beside them.
  private static func json(_ losses: Losses) -> JSONValue {
    .object(
      [
        .init("loss", .number(losses.loss)), .init("reconstruction", JSONValue(losses.reconstruction)),
        .init("kl", JSONValue(losses.kl)),
      ] + losses.terms.map { .init($0.name, .number($0.value)) })
  }
}
