import Kernels
import LatentCore
import RealModule

/// A mixture of Gaussians over the coordinates of images along some directions, fitted by expectation maximisation.
///
/// The parameters lie in an arena like those of a network. The moments of the arena hold what the expectation step
/// has summed up so far, so that a fit which is interrupted within a pass goes on exactly.
/// - Source: Dempster, Laird and Rubin 1977; Bishop 2006, "Pattern recognition and machine learning", section 9.2.
public final class GaussianMixture {
  /// What the components' covariances are like.
  public enum Covariance: String, Sendable, CaseIterable {
    /// Independent coordinates.
    case diagonal
    /// Any symmetric positive definite matrix.
    case full
  }

  /// The directions, `encoder.0` and `decoder.0`, and the mixture, `mixture.weight`, `mean`, `covariance`.
  public let parameters = ParameterArena()
  /// Numbers of an image.
  public let pixels: Int
  /// Coordinates of a code.
  public let dimensions: Int
  /// Gaussians.
  public let components: Int
  /// What the components' covariances are like.
  public let covariance: Covariance
  let layout: MixtureLayout
  let factors: MixtureFactors
  private var workspaces: [MixtureWorkspace] = []
  private var job: MixtureJob?

  /// Added to every variance, so that a component on a single place keeps a density; scikit-learn's value.
  static let leastVariance: Float = 1e-6

  /// Declares the parameters; `initialise` then reserves their memory.
  public init(pixels: Int, dimensions: Int, components: Int, covariance: Covariance) {
    self.pixels = pixels
    self.dimensions = dimensions
    self.components = components
    self.covariance = covariance
    layout = MixtureLayout(
      parameters, pixels: pixels, dimensions: dimensions, components: components,
      covarianceSize: covariance == .full ? dimensions * dimensions : dimensions)
    factors = MixtureFactors(dimensions: dimensions, components: components, covariance)
  }

  /// Bytes that the mixture takes while it is fitted, known before any is reserved.
  public var plannedBytes: Double {
    let ofPart = layout.statisticsCount + MixtureWorkspace.chunk * (pixels + 3 * dimensions + components)
    return 4 * (4 * Double(parameters.count) + Double(ofPart * Kernels.threads))
  }

  /// Draws directions and means at random; equal weights, variances of 1.
  public func initialise(seed: UInt64) {
    parameters.initialise(seed: seed)
    layout.weight.fill(1 / Float(components))
    for component in 0..<components {
      let ofComponent = layout.covariance(component)
      for index in 0..<dimensions {
        ofComponent[0, covariance == .full ? index * (dimensions + 1) : index] = 1
      }
    }
    let directions = layout.directions
    for row in 0..<dimensions {
      for column in 0..<pixels { layout.decoderWeight[column, row] = directions[row, column] }
    }
  }

  /// Returns coordinates along the directions, `[images, dimensions]`.
  public func encode(_ images: Matrix) -> Matrix {
    var codes = Matrix(rows: images.rows, columns: dimensions)
    let workspaces = workspaces(parts: 1)
    Kernels.withView(of: &codes) { codes in
      for start in stride(from: 0, to: images.rows, by: MixtureWorkspace.chunk) {
        let range = start..<min(start + MixtureWorkspace.chunk, images.rows)
        workspaces[0].encode(images, rows: range, into: codes.rows(range))
      }
    }
    return codes
  }

  /// Returns the images at coordinates, `[codes, pixels]`; they can leave [0, 1].
  public func decode(_ codes: Matrix) -> Matrix {
    var images = Kernels.product(codes, layout.decoderWeight.matrix, transposing: .second)
    Kernels.withView(of: &images) { Kernels.activate($0, bias: layout.decoderBias, .identity) }
    return images
  }

  /// Working memory of some parts, with the present parameters.
  private func workspaces(parts: Int) -> [MixtureWorkspace] {
    while workspaces.count < parts { workspaces.append(MixtureWorkspace(self)) }
    return workspaces
  }
}

extension GaussianMixture {
  /// The expectation step for a batch: adds what the maximisation needs to the arena's first moments.
  /// - Returns: the losses of the batch, means over its images: the negative log-likelihood, split into what the
  ///   components expect and the divergence of the responsibilities from the weights.
  public func accumulate(_ images: Matrix) -> Losses { accumulate(.images(images)) }

  func accumulate(_ input: MixtureInput) -> Losses {
    let job = run(input, isAccumulating: true)
    parameters.stepCount += 1
    layout.addStatistics(of: job.parts)
    return losses(job.parts, rows: input.rows)
  }

  /// Returns the losses of images and changes nothing.
  public func evaluate(_ images: Matrix) -> Losses {
    losses(run(.images(images), isAccumulating: false).parts, rows: images.rows)
  }

  /// Returns the probability of each component given each code, `[codes, components]`.
  public func responsibilities(ofCodes codes: Matrix) -> Matrix {
    var shares = Matrix(rows: codes.rows, columns: components)
    factors.update(layout)
    let workspace = workspaces(parts: 1)[0]
    Kernels.withView(of: &shares) { shares in
      for start in stride(from: 0, to: codes.rows, by: MixtureWorkspace.chunk) {
        let range = start..<min(start + MixtureWorkspace.chunk, codes.rows)
        workspace.responsibilities(codes, rows: range, into: shares.rows(range))
      }
    }
    return shares
  }

  private func run(_ input: MixtureInput, isAccumulating: Bool) -> MixtureJob {
    factors.update(layout)
    let threads = Kernels.threads
    if job?.parts.count != threads { job = MixtureJob(workspaces(parts: threads)) }
    guard let job else { preconditionFailure("a job was made") }
    job.prepare(input, isAccumulating: isAccumulating)
    Kernels.parallel(threads, job)
    job.finish()
    return job
  }

  private func losses(_ parts: [MixtureWorkspace], rows: Int) -> Losses {
    guard rows > 0 else { return Losses(loss: 0, reconstruction: 0, kl: 0) }
    var (logLikelihood, divergence) = (0.0, 0.0)
    for part in parts {
      logLikelihood += part.logLikelihood
      divergence -= part.entropy
      for component in 0..<components {
        let share = Double(part.counts[0, component])
        divergence -= share > 0 ? share * Double.log(Double(layout.weight[0, component])) : 0
      }
    }
    let (loss, kl) = (-logLikelihood / Double(rows), divergence / Double(rows))
    return Losses(loss: loss, reconstruction: loss - kl, kl: kl)
  }
}
