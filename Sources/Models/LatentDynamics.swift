import LatentCore
import Layers

/// What a model of sequences believes and expects, for questions that training does not ask.
public final class LatentDynamics {
  /// Where an image's sequence begins and which way it goes.
  public typealias Course = Motion.Course

  private let network: AutoencoderNetwork
  private let motion: Motion
  /// The most steps that a code is predicted over at once.
  public let longestJump: Int

  init?(_ network: AutoencoderNetwork) {
    guard let motion = network.description.motion,
      case .temporal(let description) = network.description.bottleneck
    else { return nil }
    (self.network, self.motion, longestJump) = (network, motion, description.longestJump)
  }

  /// The longest jump whose direction can be seen: half a width to the right looks as half a width to the left.
  public var longestVisibleJump: Int { min(longestJump, max(1, (motion.shape.width - 1) / 2)) }

  /// Frames of a sequence.
  public var steps: Int { motion.steps }

  /// Draws courses: any beginning, either direction.
  public func courses(_ count: Int, random: inout RandomSource) -> [Course] {
    (0..<count).map { _ in
      Course(
        start: Int.random(in: 0..<motion.shape.width, using: &random),
        direction: Bool.random(using: &random) ? 1 : -1)
    }
  }

  /// Returns the frames at a time, `[images, pixels]`.
  /// - Parameter time: 0 for the first frame; any number, as the motion never ends.
  public func frames(of images: Matrix, _ courses: [Course], at time: Int) -> Matrix {
    motion.rolled(images, courses.map { $0.start + time * $0.direction })
  }

  /// Returns frames with the motion until a time undone: images where they would be had they not moved.
  public func images(of frames: Matrix, _ courses: [Course], at time: Int) -> Matrix {
    motion.rolled(frames, courses.map { -($0.start + time * $0.direction) })
  }

  /// Returns how far frames have moved to the right since others: the shift, in ± half a width, that fits best.
  public func shifts(from frames: Matrix, to others: Matrix) -> [Int] {
    motion.shifts(from: frames, to: others)
  }

  /// Returns the codes that are believed in after one frame, after two, and so on to the end of the sequence, each
  /// `[images, latent]`: the means.
  public func beliefs(of images: Matrix, _ courses: [Course]) -> [Matrix] {
    guard let all = network.beliefs(of: images, courses) else { return [] }
    let latent = network.bottleneck.latent
    return (0..<steps).map { step in
      Matrix(
        rows: all.rows, columns: latent,
        values: (0..<all.rows).flatMap { all.row($0).dropFirst(step * latent).prefix(latent) })
    }
  }

  /// Returns the codes that are expected after 0, 1, 2 ... jumps one after the other, each `[codes, latent]`.
  /// - Parameters:
  ///   - jump: steps of a jump, as in `expected(from:jump:)`.
  ///   - times: jumps, 0 or more.
  public func rollOut(from codes: Matrix, jump: Int, times: Int) -> [Matrix] {
    var all = [codes]
    for _ in 0..<times { all.append(expected(from: all[all.count - 1], jump: jump)) }
    return all
  }

  /// Returns the codes that are expected after a jump, `[codes, latent]`: the means of the transition.
  /// - Parameter jump: steps, 1 or more; at most those of the longest jump are made.
  public func expected(from codes: Matrix, jump: Int) -> Matrix {
    network.expected(from: codes, jump: jump) ?? codes
  }
}
