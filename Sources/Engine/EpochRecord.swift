import Foundation
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

  /// Creates a record.
  public init(epoch: Int, seconds: Double, imagesPerSecond: Double, train: Losses, test: Losses?) {
    self.epoch = epoch
    self.seconds = seconds
    self.imagesPerSecond = imagesPerSecond
    self.train = train
    self.test = test
  }

  enum CodingKeys: String, CodingKey {
    case epoch, seconds
    case imagesPerSecond = "images_per_second"
    case train, test
  }

  /// The record as one line of JSON, keys in a fixed order, without the line's end.
  public var json: String {
    "{\"epoch\":\(epoch),\"seconds\":\(Self.number(seconds)),"
      + "\"images_per_second\":\(Self.number(imagesPerSecond)),"
      + "\"train\":\(Self.object(train)),\"test\":\(test.map(Self.object) ?? "null")}"
  }

  /// Reads a line of JSON.
  /// - Throws: `ZwalkError.malformedFile` that names the file and the line.
  public init(json: String, path: String, line: Int) throws(ZwalkError) {
    do {
      self = try JSONDecoder().decode(EpochRecord.self, from: Data(json.utf8))
    } catch {
      throw .malformedFile(
        path: path, format: "metrics", reason: "line \(line) is not the record of an epoch")
    }
  }

  private static func object(_ losses: Losses) -> String {
    "{\"loss\":\(number(losses.loss)),\"reconstruction\":\(number(losses.reconstruction)),"
      + "\"kl\":\(losses.kl.map(number) ?? "null")}"
  }

  /// JSON knows no infinity and no NaN.
  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }
}
