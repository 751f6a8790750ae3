import Kernels

/// Where the parameters of a mixture lie in its arena, and their statistics in the arena's first moments.
struct MixtureLayout {
  private let arena: ParameterArena
  private let pixels, dimensions, components, covarianceSize: Int
  private let encoder, decoder, mixture: Int

  init(_ arena: ParameterArena, pixels: Int, dimensions: Int, components: Int, covarianceSize: Int) {
    self.arena = arena
    self.pixels = pixels
    self.dimensions = dimensions
    self.components = components
    self.covarianceSize = covarianceSize
    encoder = arena.declare("encoder.0.weight", shape: [dimensions, pixels], .fanIn(pixels))
    _ = arena.declare("encoder.0.bias", shape: [dimensions], .constant(0))
    decoder = arena.declare("decoder.0.weight", shape: [pixels, dimensions], .constant(0))
    _ = arena.declare("decoder.0.bias", shape: [pixels], .constant(0))
    mixture = arena.declare("mixture.weight", shape: [components], .constant(0))
    _ = arena.declare("mixture.mean", shape: [components, dimensions], .fanIn(1))
    let isFull = covarianceSize > dimensions || dimensions == 1
    _ = arena.declare(
      "mixture.covariance",
      shape: isFull ? [components, dimensions, dimensions] : [components, dimensions], .constant(0))
    _ = arena.declare("mixture.bound", shape: [2], .constant(0))
  }

  /// Rows of unit vectors, `[dimensions, pixels]`.
  var directions: MatrixView { arena.value(at: encoder, rows: dimensions, columns: pixels) }
  /// What is added to the coordinates, `[1, dimensions]`.
  var encoderBias: MatrixView { arena.value(at: encoder + dimensions * pixels, rows: 1, columns: dimensions) }
  /// The directions transposed, `[pixels, dimensions]`.
  var decoderWeight: MatrixView { arena.value(at: decoder, rows: pixels, columns: dimensions) }
  /// The mean image, `[1, pixels]`.
  var decoderBias: MatrixView { arena.value(at: decoder + dimensions * pixels, rows: 1, columns: pixels) }

  /// The probabilities of the components, `[1, components]`.
  var weight: MatrixView { arena.value(at: mixture, rows: 1, columns: components) }
  /// `[components, dimensions]`.
  var mean: MatrixView { arena.value(at: means, rows: components, columns: dimensions) }
  /// The variances or the covariance matrix of a component as one row.
  func covariance(_ component: Int) -> MatrixView {
    arena.value(at: covariances + component * covarianceSize, rows: 1, columns: covarianceSize)
  }
  /// The evidence lower bound after the last maximisation, and the log-likelihood before it; means over images.
  var bound: MatrixView { arena.value(at: bounds, rows: 1, columns: 2) }

  /// Numbers that an expectation step sums up: counts, first and second moments, and two sums.
  var statisticsCount: Int { components * (1 + dimensions + covarianceSize) + 2 }
  /// Everything that the expectation step has summed up, in the layout of the mixture's parameters.
  var statistics: MatrixView {
    arena.trainingArrays.firstMoments.view(at: mixture, rows: 1, columns: statisticsCount)
  }

  private var means: Int { mixture + components }
  private var covariances: Int { means + components * dimensions }
  private var bounds: Int { covariances + components * covarianceSize }

  /// Adds what the parts have summed up.
  func addStatistics(of parts: [MixtureWorkspace]) {
    let sums = statistics
    for part in parts {
      for index in 0..<sums.columns { sums[0, index] += part.statistics[0, index] }
      sums[0, sums.columns - 2] += Float(part.entropy)
      sums[0, sums.columns - 1] += Float(part.logLikelihood)
    }
  }
}
