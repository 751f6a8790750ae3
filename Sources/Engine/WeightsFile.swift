import Formats
import Foundation
import LatentCore
import Models

/// A model's weights, and in a checkpoint the optimiser and the random state, as a safetensors file.
///
/// Tensors carry PyTorch's names and shapes. `optimizer.exp_avg.NAME` and `optimizer.exp_avg_sq.NAME` are the moments
/// of the tensor `NAME`. The metadata holds the run's description, and in a checkpoint where training stands.
struct WeightsFile {
  /// What a checkpoint's metadata holds beside the description.
  private struct Training: Codable {
    var position: TrainingPosition
    var optimizerSteps: Int
    var learningRate: Double
  }

  private static let descriptionKey = "zwalk"
  private static let trainingKey = "zwalk.training"
  private static let momentPrefixes = ["optimizer.exp_avg.", "optimizer.exp_avg_sq."]

  let file: Safetensors

  /// Reads a file.
  /// - Throws: `ZwalkError`.
  init(reading path: String, advice: String = "") throws(ZwalkError) {
    file = try Safetensors(reading: path, advice: advice)
  }

  /// Wraps contents that were read.
  init(_ file: Safetensors) { self.file = file }

  /// The file of a state.
  /// - Parameters:
  ///   - model: that the state is of; only names and shapes are taken from it.
  ///   - isCheckpoint: whether optimiser and random state are included.
  init(
    _ state: TrainingState, of model: any LatentModel, description: RunDescription, isCheckpoint: Bool
  ) throws(ZwalkError) {
    var tensors = Self.tensors(of: model, state.weights)
    var metadata = [
      Self.descriptionKey: String(decoding: try description.encoded(forPeople: false), as: UTF8.self)
    ]
    if isCheckpoint {
      let zeros = [Float](repeating: 0, count: state.weights.count)
      for (prefix, moments) in zip(Self.momentPrefixes, [state.firstMoments, state.secondMoments]) {
        tensors += Self.tensors(of: model, moments.isEmpty ? zeros : moments, prefix: prefix)
      }
      let training = Training(
        position: state.position, optimizerSteps: state.optimizerSteps, learningRate: state.learningRate)
      metadata[Self.trainingKey] = String(decoding: try JSONLines.encode(training).dropLast(), as: UTF8.self)
    }
    file = Safetensors(tensors: tensors, metadata: metadata)
  }

  /// The description that zwalk wrote; nil in a file of other origin.
  /// - Throws: `ZwalkError.malformedFile` when it is there and broken.
  func description() throws(ZwalkError) -> RunDescription? {
    guard let text = file.metadata[Self.descriptionKey] else { return nil }
    return try RunDescription(decoding: Array(text.utf8), file: file.file)
  }

  /// All parameters in the order of the arena.
  /// - Throws: `ZwalkError` when a tensor is missing, superfluous, of another shape or not finite.
  func weights(for model: any LatentModel) throws(ZwalkError) -> [Float] {
    let weights = try values(for: model, prefix: "", advice: advice(model.specification))
    let known = Set(model.parameters.entries.map(\.name))
    for tensor in file.tensors where !known.contains(tensor.name) && !tensor.name.hasPrefix("optimizer.") {
      throw malformed("\(model.specification.model) has no tensor \(tensor.name)")
    }
    return weights
  }

  /// The state of a checkpoint.
  /// - Throws: `ZwalkError` when anything is missing or does not fit.
  func state(for model: any LatentModel) throws(ZwalkError) -> TrainingState {
    guard let text = file.metadata[Self.trainingKey] else {
      throw malformed("it holds weights only; a checkpoint holds the optimiser and the random state as well")
    }
    let training = try JSONLines.decodeOne(Training.self, from: Array(text.utf8), file: file.file)
    let position = training.position
    let counts = [position.epoch, position.step, position.imagesSeen, training.optimizerSteps]
    guard counts.allSatisfy(TrainingPosition.possibleCounts.contains) else {
      throw malformed("epoch \(position.epoch), step \(position.step) or images are not possible")
    }
    guard RunDescription.possibleRates.contains(training.learningRate) else {
      throw malformed("a learning rate of \(training.learningRate) is not possible")
    }
    guard (0...1e12).contains(position.seconds) else {
      throw malformed("\(position.seconds) seconds are not possible")
    }
    // Before the first step of a phase there are no moments.
    let hasMoments = training.optimizerSteps > 0
    let first = hasMoments ? try values(for: model, prefix: Self.momentPrefixes[0]) : []
    let second = hasMoments ? try values(for: model, prefix: Self.momentPrefixes[1]) : []
    guard second.allSatisfy({ $0 >= 0 }) else {
      throw malformed("\(Self.momentPrefixes[1])* holds negative numbers, which are means of squares")
    }
    return TrainingState(
      weights: try weights(for: model), firstMoments: first, secondMoments: second,
      optimizerSteps: training.optimizerSteps, learningRate: training.learningRate, position: position)
  }

  private func values(
    for model: any LatentModel, prefix: String, advice: String = ""
  ) throws(ZwalkError) -> [Float] {
    var values: [Float] = []
    for entry in model.parameters.entries {
      let name = prefix + entry.name
      let tensor = try file.values(of: name, shape: entry.shape, advice: advice)
      guard tensor.allSatisfy(\.isFinite) else { throw malformed("\(name) holds NaN or infinity") }
      values += entry.arranged(tensor)
    }
    return values
  }

  /// Names the options that the weights are of, when they are not those of the specification.
  private func advice(_ expected: ModelSpecification) -> String {
    let foreign =
      "the weights are of other options, or of a version of zwalk whose model had other layers; train it again"
    guard let found = try? InferredModel(file), found.latent > 0 else { return foreign }
    var options: [String] = []
    if found.hidden != expected.hidden {
      options.append("--hidden " + found.hidden.map(String.init).joined(separator: ","))
    }
    if found.latent != expected.latentDimension { options.append("--latent \(found.latent)") }
    return options.isEmpty ? foreign : "try " + options.joined(separator: " ")
  }

  private static func tensors(
    of model: any LatentModel, _ values: [Float], prefix: String = ""
  ) -> [Tensor] {
    model.parameters.entries.map { entry in
      Tensor(prefix + entry.name, shape: entry.shape, values: entry.elements(of: values))
    }
  }

  private func malformed(_ reason: String) -> ZwalkError {
    .malformedFile(path: file.file, format: "weights", reason: reason)
  }
}
