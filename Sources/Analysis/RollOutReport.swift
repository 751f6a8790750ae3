import Datasets
import LatentCore
import Models

/// Whether sequences that a model goes on with by itself keep their direction and their label.
///
/// The model sees the first frames of each sequence and predicts the rest. A direction is kept when most of the predicted
/// frames have moved that way from the one before; a label, when the last predicted frame reads as it by the vote of its
/// nearest real images once the motion is undone.
/// - Source: Gregor et al. 2019, arXiv:1806.03107, section 5.1.
public struct RollOutReport: Sendable, Equatable {
  /// Shares of the sequences, 0 to 1.
  public struct Kept: Sendable, Equatable {
    /// Those that go on in their direction.
    public let direction: Double
    /// Those whose last frame reads as the label of their image.
    public let label: Double
  }

  /// Predicted one step at a time.
  public let stepByStep: Kept
  /// Predicted in the longest jumps.
  public let byJumps: Kept
  /// Sequences that were predicted.
  public let sequences: Int

  /// Sequences that are looked at unless said.
  public static let sequences = 500
  private static let stream: UInt64 = 0x726F_6C6C

  /// Rolls out sequences of the first images of a split.
  /// - Parameters:
  ///   - split: images with labels; at most 500 are taken.
  ///   - real: images with labels that the last frames are read by.
  ///   - given: frames that the model sees; half of a sequence unless said.
  ///   - seed: chooses where each sequence begins and which way it goes.
  ///   - eachBlock: called with the share that is done; what it throws ends the reading.
  /// - Throws: `ZwalkError.unsupported` for a model that knows no time, `.unusableData` without labels; what `eachBlock`
  ///   throws.
  public init(
    of model: any LatentModel, on split: Split, real: Split, given: Int? = nil, seed: UInt64 = 0,
    eachBlock: (Double) throws -> Void = { _ in }
  ) throws {
    guard let dynamics = model.dynamics else {
      throw ZwalkError.unsupported(
        what: "\(model.specification.model) predicts nothing", advice: "td-vae does")
    }
    guard split.labels.count == split.count, split.count > 0 else {
      throw ZwalkError.unusableData(name: "the data", reason: "it has no labels that could be kept")
    }
    let some = split.prefix(Self.sequences)
    var random = RandomSource(seed: seed, stream: Self.stream)
    let images = some.matrix()
    let rollOuts = RollOuts(
      model: model, dynamics: dynamics, images: images,
      courses: dynamics.courses(images.rows, random: &random),
      given: min(max(given ?? dynamics.steps / 2, 1), dynamics.steps - 1))
    let reader = try ImageReader(real)
    func kept(jump: Int, first: Double) throws -> Kept {
      let (shares, last) = rollOuts.outcome(jump: jump)
      let read = try reader.read(last) { try eachBlock(first + $0 / 2) }
      return Kept(
        direction: shares,
        label: Double(zip(read, some.labels).filter { $0 == $1 }.count) / Double(images.rows))
    }
    sequences = images.rows
    stepByStep = try kept(jump: 1, first: 0)
    byJumps = try kept(jump: dynamics.longestVisibleJump, first: 0.5)
  }
}

/// Sequences whose first frames a model has seen.
private struct RollOuts {
  let model: any LatentModel
  let dynamics: LatentDynamics
  let images: Matrix
  let courses: [LatentDynamics.Course]
  let given: Int

  /// Predicts to the end of the sequence, or as near to it as whole jumps lead.
  /// - Returns: the share that keeps its direction, and the last frames with their motion undone.
  func outcome(jump: Int) -> (direction: Double, last: Matrix) {
    let jumps = max(1, (dynamics.steps - given) / jump)
    let believed = dynamics.beliefs(of: images, courses)[given - 1]
    let frames = dynamics.rollOut(from: believed, jump: jump, times: jumps).map { model.decode($0) }
    var right = [Int](repeating: 0, count: images.rows)
    for (before, after) in zip(frames, frames.dropFirst()) {
      for (row, shift) in dynamics.shifts(from: before, to: after).enumerated() {
        if shift * courses[row].direction > 0 { right[row] += 1 }
      }
    }
    let kept = right.filter { 2 * $0 > jumps }.count
    return (
      Double(kept) / Double(max(images.rows, 1)),
      dynamics.images(of: frames[jumps], courses, at: given - 1 + jumps * jump)
    )
  }
}
