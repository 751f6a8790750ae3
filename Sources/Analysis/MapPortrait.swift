import LatentCore

/// What a method is like, measured: linear or not, its axes, what it keeps, what it costs.
public struct MapPortrait: Sendable, Equatable {
  /// The share of the code's variance that the best linear map of the images explains on images that it was not fitted
  /// on, at most 1; 1 for a linear method.
  public var linearity: Double?
  /// The mean absolute cosine between the changes of the image that steps along two axes cause; 0 for axes at right
  /// angles. Nil with one axis, or where no way leads back to images.
  public var axisCosine: Double?
  /// The largest absolute correlation of two axes over the points.
  public var axisCorrelation: Double?
  /// The share of the test images' variance that is kept on the way to the map and back.
  public var varianceKept: Double?
  /// Squared error of a test image after that way, summed over its pixels.
  public var reconstructionError: Double?
  /// Seconds for one image that was not there before, in a batch of test images.
  public var secondsPerImage: Double?
  /// For each axis the images on the way along it from two standard deviations below to two above the mean,
  /// `[steps, pixels]` in [0, 1]; empty where no way leads back.
  public var traversals: [Matrix] = []
  /// For each axis how the image changes with one standard deviation at the mean, `[axes, pixels]`; for a linear method
  /// its basis images, the same everywhere. No rows where no way leads back.
  public var changes = Matrix(rows: 0, columns: 0)

  /// Creates a portrait without measures.
  public init() {}

  /// Images of a traversal.
  public static let traversalSteps = 9
}

/// A number of a portrait; the raw value is the key in JSON.
public enum PortraitMeasure: String, Sendable, CaseIterable {
  case linearity
  case axisCosine = "axis_cosine"
  case axisCorrelation = "axis_correlation"
  case varianceKept = "variance_kept"
  case reconstructionError = "reconstruction_error"
  case secondsPerImage = "seconds_per_image"

  /// The heading for people.
  public var title: String {
    switch self {
    case .linearity: "linear (R²)"
    case .axisCosine: "axes' cosine"
    case .axisCorrelation: "correlation"
    case .varianceKept: "variance kept"
    case .reconstructionError: "error per image"
    case .secondsPerImage: "per new image"
    }
  }

  /// What it says, in a sentence.
  public var explanation: String {
    switch self {
    case .linearity: "of the code, by a linear map of unseen pixels"
    case .axisCosine: "of what the two axes change; 0: a right angle"
    case .axisCorrelation: "of the two axes over the points"
    case .varianceKept: "of the test images, to the map and back"
    case .reconstructionError: "squared, summed over the pixels of a test image"
    case .secondsPerImage: "to place a new image, in a batch"
    }
  }
}

extension MapPortrait {
  /// A measure; nil where it was not taken.
  public subscript(measure: PortraitMeasure) -> Double? {
    switch measure {
    case .linearity: linearity
    case .axisCosine: axisCosine
    case .axisCorrelation: axisCorrelation
    case .varianceKept: varianceKept
    case .reconstructionError: reconstructionError
    case .secondsPerImage: secondsPerImage
    }
  }
}
