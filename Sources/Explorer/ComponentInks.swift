import LatentCore
import Screen

/// The inks of points that belong to components of a mixture: a colour for each component, darker the less surely a
/// point belongs to it.
/// - Source: Bishop 2006, Pattern recognition and machine learning, figure 9.5, which mixes the colours; dots of a
///   terminal are too small for that.
struct ComponentInks {
  /// Levels of sureness from the brightest.
  private static let levels = 4
  /// Components beyond share the colours of the first: the index of an ink is a byte.
  private static let mostComponents = 60

  /// An ink for each component and level.
  let inks: [Ink]
  /// The ink of each point.
  let indices: [UInt8]

  /// Chooses an ink for each row of `[points, components]`, probabilities that sum to 1.
  init(_ responsibilities: Matrix) {
    let count = min(responsibilities.columns, Self.mostComponents)
    inks = ClassPalette.inks(count: count, depthLevels: Self.levels)
    indices = (0..<responsibilities.rows).map { row in
      let shares = responsibilities.row(row)
      let strongest = shares.indices.max { shares[$0] < shares[$1] } ?? shares.startIndex
      let component = (strongest - shares.startIndex) % max(1, count)
      return UInt8(component * Self.levels + Self.level(shares[strongest]))
    }
  }

  /// 0 for a point that is nearly sure, the last level for one that could as well belong elsewhere.
  private static func level(_ share: Float) -> Int {
    share > 0.95 ? 0 : share > 0.8 ? 1 : share > 0.6 ? 2 : 3
  }
}
