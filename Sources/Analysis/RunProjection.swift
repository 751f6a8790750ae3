import LatentCore
import Models
import Projections

/// A model's codes as a projection: codes of as many dimensions as the map as they are, more through a second method,
/// their principal components unless said.
///
/// Its iterations are blocks of images to encode, then blocks of codes to project.
public struct RunProjection: Projection {
  private let specification: ModelSpecification
  private let weights: [Float]
  private var data: any RowSource = Matrix(rows: 0, columns: 0)
  private var labels: [UInt8]?
  private var dimensions = 0
  private var seed: UInt64 = 0
  private var codes: Matrix
  /// What draws the codes, and fitted to them once all images are encoded.
  private let secondMethod: ProjectionEntry
  private var second: (any Projection)?

  /// Images of one iteration.
  static let blockImages = 4096
  /// Images of one iteration of a model that searches for their codes; fewer would not share the search's beginning.
  static let searchedImages = 256

  /// What can be set of the map of a model: `through`, the second method.
  public static let options = [
    OptionDescription(
      "through", .choice(ProjectionCatalog.all.map(\.id)), default: .text("pca"),
      "how codes of more dimensions than the map are drawn")
  ]

  /// The second method that options name; nil for the principal components, which need no naming.
  public static func secondMethod(_ options: Options) -> String? {
    guard case .text(let id)? = options.values["through"], id != "pca" else { return nil }
    return id
  }

  /// Checks that a second method, where one is named, has something to do.
  /// - Parameters:
  ///   - method: as `secondMethod(_:)` returns it.
  ///   - latent: dimensions of a code.
  ///   - dimensions: of the map.
  /// - Throws: `ZwalkError.unusableArguments` when the codes are a map already.
  public static func check(secondMethod method: String?, latent: Int, dimensions: Int) throws(ZwalkError) {
    guard let method, method != "pca", latent <= dimensions else { return }
    throw .unusableArguments(
      "codes of \(latent) dimensions are a map already, so that through=\(method) has nothing to do; leave it out"
    )
  }

  /// Creates the projection of a model.
  /// - Parameters:
  ///   - weights: all parameters in the order of the model's arena.
  ///   - through: the method of the catalogue that codes of more dimensions than the map are drawn by.
  /// - Throws: `ZwalkError` when the weights do not fit the specification, or the method is not known.
  public init(_ specification: ModelSpecification, weights: [Float], through: String = "pca") throws {
    secondMethod = try ProjectionCatalog.entry(through)
    _ = try Decoder(specification, weights: weights)
    self.specification = specification
    self.weights = weights
    codes = Matrix(rows: 0, columns: specification.latentDimension)
  }

  /// Checks that the data are images of the model's shape; nothing is encoded yet.
  /// - Throws: `ZwalkError.optionOutOfRange` for more dimensions than a code has, `.unusableArguments` for a second
  ///   method that has nothing to do, `.unusableData` for rows of another width, `.notEnoughPoints`.
  public mutating func begin(
    _ data: any RowSource, labels: [UInt8]?, dimensions: Int, seed: UInt64
  ) throws {
    let latent = specification.latentDimension
    guard (1...latent).contains(dimensions) else {
      throw ZwalkError.optionOutOfRange(
        key: "dims", value: "\(dimensions)", allowed: "a whole number from 1 to \(latent), the model's codes")
    }
    try Self.check(secondMethod: secondMethod.id, latent: latent, dimensions: dimensions)
    guard data.columnCount == specification.imageShape.pixels else {
      throw ZwalkError.unusableData(
        name: "the data",
        reason:
          "it has \(data.columnCount) features, the model reads \(specification.imageShape.pixels) pixels")
    }
    let needed = latent > dimensions ? dimensions + 1 : 2
    guard data.rowCount >= needed else {
      throw ZwalkError.notEnoughPoints(method: specification.model, found: data.rowCount, needed: needed)
    }
    self.data = data
    (self.labels, self.dimensions, self.seed) = (labels, dimensions, seed)
    codes = Matrix(rows: 0, columns: latent)
    second = nil
  }

  /// Encodes blocks of images, then passes what is left of the iterations to the second method.
  public mutating func advance(iterations: Int) throws {
    var left = iterations
    if codes.rows < data.rowCount, left > 0 {
      let decoder = try Decoder(specification, weights: weights)
      let block = decoder.searchesForCodes ? Self.searchedImages : Self.blockImages
      while codes.rows < data.rowCount, left > 0 {
        try encode(codes.rows..<min(codes.rows + block, data.rowCount), with: decoder)
        left -= 1
      }
      if codes.rows == data.rowCount, needsSecondMethod { try beginSecondMethod() }
    }
    try Self.namingCodes { try second?.advance(iterations: left) }
  }

  /// The share of the images that are encoded; with principal components that is nine tenths of the work, with other
  /// methods three.
  public var progress: Double {
    guard data.rowCount > 0 else { return 0 }
    let encoded = Double(codes.rows) / Double(data.rowCount)
    let share = secondMethod.id == "pca" ? 0.9 : 0.3
    return needsSecondMethod ? share * encoded + (1 - share) * (second?.progress ?? 0) : encoded
  }

  /// The map so far, `[images, dimensions]`; zeros where an image has no place yet.
  public var points: Matrix {
    if let second { return second.points }
    var points = codes.firstColumns(min(dimensions, codes.columns))
    points.resize(rows: data.rowCount)
    return points
  }

  /// The dimensions of a code as `latent`, and the facts of the second method as `code_…`.
  public var facts: [ProjectionFact] {
    [ProjectionFact("latent", Double(specification.latentDimension))]
      + (second?.facts.map { ProjectionFact("code_\($0.key)", $0.value) } ?? [])
  }

  /// Returns the places of other images of the same shape; nil until the map is final.
  public func transform(_ data: any RowSource) -> Matrix? {
    guard progress == 1, data.columnCount == specification.imageShape.pixels,
      let decoder = try? Decoder(specification, weights: weights)
    else { return nil }
    let codes = decoder.codes(of: data)
    return needsSecondMethod ? second?.transform(codes) : codes
  }

  /// Returns the images that the model decodes at places, `[places, pixels]` in [0, 1]; nil until the map is
  /// final, and where the second method does not lead back.
  ///
  /// A model that is told labels is told that of the point of the map which is nearest: at a point, its own.
  public func inverse(_ points: Matrix) -> Matrix? {
    guard progress == 1, points.columns == dimensions,
      let codes = needsSecondMethod ? second?.inverse(points) : points
    else { return nil }
    guard let decoder = try? Decoder(specification, weights: weights) else { return nil }
    return decoder.images(at: codes, labels: decoder.classes > 0 ? labelsOfPoints(nearest: points) : [])
  }

  /// The labels of the points of the map that are nearest to places; none where the points have none.
  private func labelsOfPoints(nearest places: Matrix) -> [UInt8] {
    let points = self.points
    guard let labels, labels.count == points.rows else { return [] }
    if places == points { return labels }
    return (0..<places.rows).map { row in
      let place = places.row(row)
      let nearest = (0..<points.rows).min {
        distance(place, points.row($0)) < distance(place, points.row($1))
      }
      return nearest.map { labels[$0] } ?? 0
    }
  }

  private func distance(_ first: ArraySlice<Float>, _ second: ArraySlice<Float>) -> Float {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private var needsSecondMethod: Bool { specification.latentDimension > dimensions }

  private mutating func encode(_ range: Range<Int>, with decoder: Decoder) throws {
    let block = decoder.codes(of: data, in: range, labels: labels)
    guard block.isFinite else { throw ZwalkError.notFinite(what: "a code of \(specification.model)") }
    codes.append(rowsOf: block)
  }

  private mutating func beginSecondMethod() throws {
    var method = try secondMethod.make(Options(secondMethod.options))
    try Self.namingCodes { try method.begin(codes, labels: labels, dimensions: dimensions, seed: seed) }
    second = method
  }

  /// The data of the second method are the codes.
  private static func namingCodes(_ work: () throws -> Void) throws {
    do { try work() } catch let error as ZwalkError { throw error.naming("the data", "the codes") }
  }
}
