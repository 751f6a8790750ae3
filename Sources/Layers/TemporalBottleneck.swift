import Kernels
import LatentCore

/// How codes of different times hang together.
public struct TemporalDescription: Sendable, Hashable {
  /// Steps of a sequence.
  public var steps: Int
  /// The most steps that a code is predicted over at once.
  public var longestJump: Int
  /// Pairs of times that a sequence is learnt from in each training step.
  public var pairs: Int
  /// Layers of the networks behind transition and smoothing.
  public var hidden: [LayerDescription]
  /// What the divergences are multiplied with in the loss.
  public var klWeight: Double

  /// Creates a description.
  public init(steps: Int, longestJump: Int, pairs: Int, hidden: [LayerDescription], klWeight: Double = 1) {
    (self.steps, self.longestJump, self.pairs) = (steps, longestJump, pairs)
    (self.hidden, self.klWeight) = (hidden, klWeight)
  }
}

/// Codes are states of the world at two times, the later of which could have been predicted from the earlier.
///
/// It reads what the encoder believes after every step. A state z2 is drawn from the belief p(z2|b2) at the later time, a
/// state z1 from the smoothing posterior q(z1|z2, b1, b2, jump); the decoder must draw the frame of z2, the transition
/// p(z2|z1, jump) must have expected z2, and the belief p(z1|b1) must have held z1 to be possible.
/// - Source: Gregor et al. 2019, arXiv:1806.03107, equations 6 and 8.
public final class TemporalBottleneck: Bottleneck {
  /// The number of dimensions of a code.
  public let latent: Int
  /// What it was made from.
  public let description: TemporalDescription
  let width: Int
  let belief: Dense
  let transition: ConditionalGaussian
  let smoothing: ConditionalGaussian

  /// Declares the tensors of belief, smoothing and transition.
  /// - Parameter inputs: numbers that the encoder writes for all steps together.
  public init(inputs: Int, latent: Int, _ description: TemporalDescription, arena: ParameterArena) {
    precondition(inputs % description.steps == 0, "every step has as many numbers")
    self.latent = latent
    self.description = description
    width = inputs / description.steps
    belief = Dense(
      ["belief.mean", "belief.logVariance"], inputs: width, outputs: 2 * latent, activation: .identity,
      arena: arena)
    func gaussian(_ name: String, _ inputs: Int) -> ConditionalGaussian {
      ConditionalGaussian(
        name, inputs: inputs + description.longestJump, hidden: description.hidden, latent: latent,
        arena: arena)
    }
    smoothing = gaussian("smoothing", latent + 2 * width)
    transition = gaussian("transition", latent)
  }

  /// None that stands for a posterior of one image.
  public var head: Dense? { nil }
  /// Codes that each image is learnt from.
  public var codesPerImage: Int { description.pairs }
  /// Two for the times of each pair, and two for each coordinate of both codes.
  public func draws(rows: Int) -> UInt64 { UInt64(rows * description.pairs * (2 + 4 * latent)) }
  /// Numbers that the tape keeps for each row.
  public var kept: Int {
    description.pairs * (2 + 4 * width + 8 * latent + smoothing.kept + transition.kept + 3 * latent)
  }
}

extension TemporalBottleneck {
  /// Chooses times and draws the codes of both; the numbers of a row are the same in whatever part it is computed.
  public func forward(_ hidden: MatrixView, _ tape: BottleneckTape, rows: Range<Int>, _ random: RandomSource)
  {
    guard !rows.isEmpty else { return }
    let views = views(tape, rows)
    let noise = tape.noise.rows(views.range)
    choose(views, noise, random)
    Kernels.gatherTokens(views.times, of: hidden.rows(rows), width: width, into: views.beliefs)
    let beliefs = views.beliefs.inRows(of: width)
    belief.forward(beliefs, into: tape.memory.views[Kept.heads].rows(rows).inRows(of: 2 * latent))
    let codes = tape.codes.rows(views.range)
    Kernels.reparameterise(heads: views.later.heads, noise: noise.columns(0..<latent), into: codes)

    let told = views.smoothing.input.rows(views.range)
    told.columns(0..<latent).load(codes)
    told.columns(latent..<latent + 2 * width).load(views.beliefs.inRows(of: 2 * width))
    smoothing.forward(views.smoothing, views.range, from: codes)
    let earlier = views.transition.input.rows(views.range).columns(0..<latent)
    Kernels.reparameterise(
      heads: views.smoothing.gaussian(views.range).heads, noise: noise.columns(latent..<2 * latent),
      into: earlier)
    transition.forward(views.transition, views.range, from: earlier)
  }

  /// Draws the times of all pairs, tells the networks how far they are apart, and draws the noise.
  private func choose(_ views: PairViews, _ noise: MatrixView, _ random: RandomSource) {
    let (pairs, jumps) = (description.pairs, description.longestJump)
    for row in 0..<views.rows.count {
      var source = random
      source.counter &+= draws(rows: views.rows.lowerBound + row)
      for pair in 0..<pairs {
        let later = source.index(below: description.steps - 1) + 1
        let jump = source.index(below: min(jumps, later)) + 1
        views.times[row, 2 * pair] = Float(later - jump)
        views.times[row, 2 * pair + 1] = Float(later)
        let place = views.range.lowerBound + row * pairs + pair
        tell(jump, place, views.smoothing.input)
        tell(jump, place, views.transition.input)
      }
      Kernels.fillNormal(noise.rows(row * pairs..<(row + 1) * pairs), source)
    }
  }

  /// Writes the length of a jump behind what a network reads, one column a length.
  func tell(_ jump: Int, _ row: Int, _ input: MatrixView) {
    let first = input.columns - description.longestJump
    for length in 1...description.longestJump { input[row, first + length - 1] = length == jump ? 1 : 0 }
  }

  /// Writes the frames at the later times: what the codes decode to.
  public func chooseTargets(
    of frames: MatrixView, into targets: MatrixView, _ tape: BottleneckTape, rows: Range<Int>
  ) {
    guard !rows.isEmpty else { return }
    let (pairs, pixels) = (description.pairs, targets.columns)
    let views = views(tape, rows)
    for row in 0..<rows.count {
      for pair in 0..<pairs {
        let first = Int(views.times[row, 2 * pair + 1]) * pixels
        let place = views.range.lowerBound + row * pairs + pair
        targets.rows(place..<place + 1).load(
          frames.rows(rows.lowerBound + row..<rows.lowerBound + row + 1).columns(first..<first + pixels))
      }
    }
  }

  /// Returns KL(q(z1|...) || p(z1|b1)) + log p(z2|b2) - log p(z2|z1), in nats, summed over the pairs.
  public func divergence(_ tape: BottleneckTape, rows: Range<Int>) -> Double? {
    guard !rows.isEmpty else { return 0 }
    let views = views(tape, rows)
    return Kernels.divergence(of: views.smoothing.gaussian(views.range), from: views.earlier)
      + Kernels.logRatio(
        of: tape.codes.rows(views.range), drawnFrom: views.later,
        with: tape.noise.rows(views.range).columns(0..<latent),
        to: views.transition.gaussian(views.range))
  }

  /// Takes the loss back through transition, smoothing and both beliefs.
  public func backward(_ tape: BottleneckTape, rows: Range<Int>, scale: Float, into hidden: MatrixView?) {
    guard !rows.isEmpty else { return }
    let (views, weight) = (views(tape, rows), scale * Float(description.klWeight))
    tape.memory.views[Kept.headGradient].rows(rows).fill(0)
    views.smoothing.gaussian(views.range).gradient.fill(0)
    backThroughTransition(tape, views, weight)
    backThroughSmoothing(tape, views, weight)
    if let hidden { backThroughBelief(tape, views, into: hidden.rows(rows)) }
  }

  /// Collects the gradient at z1: through the network, and as what the transition's mean is a distance from.
  private func backThroughTransition(_ tape: BottleneckTape, _ views: PairViews, _ weight: Float) {
    let range = views.range
    Kernels.addLogRatioGradient(
      of: tape.codes.rows(range), at: tape.codeGradients.rows(range), drawnFrom: views.later,
      to: views.transition.gaussian(range), scale: weight)
    let earlier = views.smoothing.inputGradient.rows(range).columns(0..<latent)
    earlier.fill(0)
    transition.backward(views.transition, range, addingTo: earlier)
    Kernels.addRows(views.transition.inputGradient.rows(range).columns(0..<latent), to: earlier)
    Kernels.addDrawGradient(
      earlier, with: tape.noise.rows(range).columns(latent..<2 * latent), to: views.smoothing.gaussian(range))
  }

  /// Takes the gradient at z1 to z2 and to the belief at the later time, which z2 was drawn from.
  private func backThroughSmoothing(_ tape: BottleneckTape, _ views: PairViews, _ weight: Float) {
    let (range, slope) = (views.range, tape.codeGradients.rows(views.range))
    Kernels.addDivergenceGradient(of: views.smoothing.gaussian(range), from: views.earlier, scale: weight)
    smoothing.backward(views.smoothing, range, addingTo: slope)
    Kernels.addRows(views.smoothing.inputGradient.rows(range).columns(0..<latent), to: slope)
    Kernels.addDrawGradient(slope, with: tape.noise.rows(range).columns(0..<latent), to: views.later)
  }

  /// Takes the gradients at both beliefs to what the encoder wrote at their times.
  private func backThroughBelief(_ tape: BottleneckTape, _ views: PairViews, into hidden: MatrixView) {
    let believed = views.beliefGradient.inRows(of: width)
    belief.inputGradient(
      tape.memory.views[Kept.headGradient].rows(views.rows).inRows(of: 2 * latent), into: believed)
    Kernels.addRows(
      views.smoothing.inputGradient.rows(views.range).columns(latent..<latent + 2 * width),
      to: views.beliefGradient.inRows(of: 2 * width))
    hidden.fill(0)
    Kernels.scatterTokens(views.beliefGradient, to: views.times, of: hidden, width: width)
  }

  /// Belief, smoothing and transition.
  public func parameterTasks(hidden: MatrixView, _ tape: BottleneckTape) -> [ParameterJob.Item] {
    let memory = tape.memory
    return [
      ParameterJob.Item(
        belief, input: memory.views[Kept.beliefs].inRows(of: width),
        gradient: memory.views[Kept.headGradient].inRows(of: 2 * latent))
    ] + smoothing.parameterTasks(.init(memory, number: 0, after: Kept.count))
      + transition.parameterTasks(.init(memory, number: 1, after: Kept.count))
  }

  /// Writes the mean of the belief after the last step, `[rows, latent]`.
  public func encode(_ hidden: MatrixView, into codes: MatrixView) {
    encode(hidden, step: description.steps - 1, into: codes)
  }
}

extension RandomSource {
  /// Returns a whole number below a limit, each as likely; takes one number.
  fileprivate mutating func index(below limit: Int) -> Int { min(Int(uniform() * Float(limit)), limit - 1) }
}
