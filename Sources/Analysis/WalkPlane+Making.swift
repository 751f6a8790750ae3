import LatentCore
import Projections

extension WalkPlane {
  /// The whole of a space of 1 to 3 dimensions; of a larger one its first three.
  public static func whole(_ latentDimension: Int) -> WalkPlane {
    axes(Array(0..<Swift.min(latentDimension, 3)), latentDimension: latentDimension)
  }

  /// A plane along chosen coordinates of the latent space.
  /// - Parameters:
  ///   - axes: 1 to 3 different indices of coordinates, counted from 0; others are left out.
  ///   - origin: the code at coordinates zero; the origin of the space unless said.
  public static func axes(_ axes: [Int], latentDimension: Int, origin: [Float]? = nil) -> WalkPlane {
    let zero = [Float](repeating: 0, count: latentDimension)
    let usable = axes.filter { (0..<latentDimension).contains($0) }
    let directions = usable.map { axis in
      var direction = zero
      direction[axis] = 1
      return direction
    }
    return WalkPlane(origin: origin ?? zero, directions: directions, titles: usable.map { "z\($0 + 1)" })
  }

  /// The plane to start a walk in: the space itself up to three dimensions, beyond that the principal directions
  /// of codes through their mean.
  /// - Parameters:
  ///   - codes: `[codes, latent]`; with too few of them, or with numbers that are none, the first coordinates are taken.
  ///   - dimensions: of the plane, 2 or 3, where the space is larger.
  public static func standard(for codes: Matrix, dimensions: Int = 2) -> WalkPlane {
    guard codes.columns > 3 else { return whole(codes.columns) }
    let count = Swift.max(1, Swift.min(dimensions, 3))
    guard let analysis = try? PrincipalComponents.fit(codes, dimensions: count) else {
      return axes(Array(0..<count), latentDimension: codes.columns)
    }
    let components = analysis.components
    let plane = WalkPlane(
      origin: analysis.mean, directions: (0..<count).map { Array(components.row($0)) },
      titles: (1...count).map { "PC \($0)" })
    return plane.dimensions == count ? plane : axes(Array(0..<count), latentDimension: codes.columns)
  }

  /// The plane whose first direction leads from one class to another, the second along what varies most beside it.
  /// - Parameters:
  ///   - codes: `[codes, latent]` with a label each.
  ///   - start, end: classes; the mean of the first is at coordinates zero.
  /// - Returns: nil when a class has no codes or both have the same mean.
  public static func between(
    _ start: UInt8, _ end: UInt8, codes: Matrix, labels: [UInt8], dimensions: Int = 2
  ) -> WalkPlane? {
    guard let from = codes.mean(where: labels, are: start), let to = codes.mean(where: labels, are: end)
    else {
      return nil
    }
    let towards = zip(to, from).map { $0 - $1 }
    guard towards.norm > 0 else { return nil }
    let others = standard(for: codes, dimensions: 3)
    let plane = WalkPlane(
      origin: from, directions: [towards] + others.directions,
      titles: ["\(start) to \(end)"] + others.titles)
    return plane.keeping(dimensions)
  }

  /// The plane of the first directions.
  private func keeping(_ count: Int) -> WalkPlane {
    WalkPlane(
      origin: origin, directions: Array(directions.prefix(count)), titles: Array(titles.prefix(count)))
  }
}
