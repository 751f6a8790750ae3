import Analysis
import Formats
import LatentCore
import Projections

/// Points that somebody made elsewhere.
public enum MapFile {
  /// Reads a point for each image of the training split, `[images, dimensions]`.
  ///
  /// Points of the first images alone are for `zwalk score`: the maps of the explorer are linked image by image.
  /// - Throws: `ZwalkError` when the file cannot be read, holds something that is no number, or has another number of
  ///   points.
  public static func points(_ path: String, images: Int) throws -> Matrix {
    let points =
      try path.hasSuffix(".csv") ? CSV(reading: path).matrix : NPY(reading: path).matrix(file: path)
    guard points.rows == images else {
      throw ZwalkError.unusableData(
        name: path,
        reason: "it has \(points.rows) points, the training split has \(images) images, and each needs one"
          + (points.rows < images ? "; 'zwalk score' measures points of the first images" : ""))
    }
    guard points.isFinite else { throw ZwalkError.notFinite(what: path) }
    return points
  }
}

extension MapRequest {
  /// Makes what is asked for, unfitted, and says whether it takes a sample of the images only.
  /// - Throws: `ZwalkError` for a method or a run that is not known.
  func projection(_ environment: [String: String]) throws -> (projection: any Projection, onProbe: Bool) {
    if let run {
      let saved = try RunLocator(environment: environment).open(run)
      let second = RunProjection.secondMethod(options)
      let projection = try RunProjection(
        saved.specification, weights: saved.state.weights, through: second ?? "pca")
      return (projection, try second.map { try !ProjectionCatalog.entry($0).takesLinearTime } ?? false)
    }
    let entry = try ProjectionCatalog.entry(method ?? "")
    // A request without options means the defaults.
    let options = options.values.isEmpty ? Options(entry.options) : options
    return (try entry.make(options), !entry.takesLinearTime)
  }
}
