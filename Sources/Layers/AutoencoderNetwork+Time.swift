import Kernels
import LatentCore

extension AutoencoderNetwork {
  /// Returns the codes that are believed in after each frame of moving images, `[images, steps * latent]`: the means.
  /// - Parameters:
  ///   - images: `[images, pixels]`.
  ///   - courses: one for each image.
  /// - Returns: nil where the network knows no time.
  public func beliefs(of images: Matrix, _ courses: [Motion.Course]) -> Matrix? {
    guard let bottleneck = bottleneck as? TemporalBottleneck else { return nil }
    precondition(courses.count == images.rows, "a course for each image")
    let (steps, latent) = (bottleneck.description.steps, bottleneck.latent)
    return inference.rows(images.rows, columns: steps * latent) { workspace, range, codes in
      let hidden = workspace.hidden(self, images, rows: range, courses)
      for step in 0..<steps {
        bottleneck.encode(hidden, step: step, into: codes.columns(step * latent..<(step + 1) * latent))
      }
    }
  }

  /// Returns the codes that are expected after one jump, `[codes, latent]`: the means of the transition.
  /// - Parameter jump: steps, 1 or more; at most those of the longest jump are made.
  /// - Returns: nil where the network knows no time.
  public func expected(from codes: Matrix, jump: Int) -> Matrix? {
    guard let bottleneck = bottleneck as? TemporalBottleneck else { return nil }
    return bottleneck.expected(from: codes, jump: min(max(jump, 1), bottleneck.description.longestJump))
  }
}

extension TemporalBottleneck {
  /// Writes the mean of the belief after a step, `[rows, latent]`.
  func encode(_ hidden: MatrixView, step: Int, into codes: MatrixView) {
    belief.forward(hidden.columns(step * width..<(step + 1) * width), outputs: 0..<latent, into: codes)
  }

  /// Returns the means of the transition over one jump.
  func expected(from codes: Matrix, jump: Int) -> Matrix {
    guard codes.rows > 0 else { return codes }
    let memory = transition.makeMemory(rows: codes.rows)
    let told = memory.input.columns(0..<latent)
    told.load(codes, rows: 0..<codes.rows)
    for row in 0..<codes.rows { tell(jump, row, memory.input) }
    transition.forward(memory, 0..<codes.rows, from: told)
    return memory.gaussian.means.matrix
  }
}
