import Engine
import LatentCore
import Screen

extension State {
  /// A map's points as they are seen, `[points, 2]`; three dimensions are turned by the camera first.
  func planarPoints(ofMap slot: Int) -> Matrix? {
    guard let points = maps[slot]?.points?.planar else { return nil }
    guard points.columns == 3 else { return points }
    return camera.around(points).project(points).firstColumns(2)
  }

  /// Where the walk's cursor is in a map, as it is seen; nil where the map has no place for it.
  func cursor(inMap slot: Int) -> (x: Float, y: Float)? {
    guard let map = maps[slot], let points = map.points, let place = cursorCoordinates(map) else {
      return nil
    }
    guard points.columns == 3, place.count == 3 else { return (place[0], place.count > 1 ? place[1] : 0) }
    let seen = camera.around(points).project(x: place[0], y: place[1], z: place[2])
    return (seen.x, seen.y)
  }

  /// The code itself in a map of codes, the place of the decoded image where the method can place new ones,
  /// else the place of the nearest probe point.
  private func cursorCoordinates(_ map: MapSnapshot) -> [Float]? {
    let showsCodes = map.request.showsCodes
    if showsCodes, walk.code.count == map.points?.columns { return walk.code }
    let source = showsCodes ? walk.code : sight.image
    let row = Matrix(rows: 1, columns: source.count, values: source)
    if !source.isEmpty, let placed = map.projection?.transform(row) { return placed.values }
    guard let nearest = rowNearestCursor, let points = map.points, nearest < points.rows else { return nil }
    return Array(points.row(nearest))
  }

  /// The part of a plane that shows nearly all points and whatever else must be seen.
  ///
  /// Bounds are rounded outwards to steps, so that the view rests while the codes move a little in training.
  /// - Parameter stretches: whether a cloud that is next to a line is seen at a scale of its own in each axis.
  func viewport(
    _ points: Matrix, including others: [DataBounds], in area: Rectangle, stretches: Bool = false
  ) -> Viewport {
    let bounds = others.reduce(points.boundsWithoutOutliers) { $0?.union($1) ?? $1 }
    let isStretched = stretches && bounds?.isNextToALine == true
    return Viewport(
      fitting: isStretched ? bounds?.roundedByAxis : bounds?.rounded, rows: area.rows, columns: area.columns,
      margin: 0.03, isStretched: isStretched)
  }
}

extension Camera {
  /// The camera with its centre in the middle of a cloud.
  func around(_ points: Matrix) -> Camera {
    guard points.columns == 3, points.rows > 0 else { return self }
    let center = points.meanRow(of: Array(0..<points.rows))
    return Camera(yaw: yaw, pitch: pitch, centerX: center[0], centerY: center[1], centerZ: center[2])
  }
}

extension Matrix {
  /// The matrix with a second column of zeros where it has only one: a line is drawn as a flat cloud.
  var planar: Matrix {
    guard columns == 1 else { return self }
    return Matrix(rows: rows, columns: 2, values: values.flatMap { [$0, 0] })
  }

  /// The bounds of the first two columns without the outermost two hundredths of each.
  var boundsWithoutOutliers: DataBounds? {
    guard rows > 0, columns > 1 else { return nil }
    guard let x = column(0).filter(\.isFinite).rangeWithoutOutliers,
      let y = column(1).filter(\.isFinite).rangeWithoutOutliers
    else { return nil }
    let bounds = DataBounds(
      minimumX: x.lowerBound, maximumX: x.upperBound, minimumY: y.lowerBound, maximumY: y.upperBound)
    return rows < 100 ? bounds : bounds.grown(by: 0.06)
  }
}

extension [Float] {
  /// From the value above one hundredth of all to the value below another; nil without values.
  fileprivate var rangeWithoutOutliers: ClosedRange<Float>? {
    guard !isEmpty else { return nil }
    let (low, high) = (count / 100, count - 1 - count / 100)
    if low < Self.mostOutliers { return outermost(low + 1, <)...outermost(low + 1, >) }
    var values = self
    values.select(low)
    values.select(high, from: low)
    return values[low]...values[high]
  }

  /// Up to so many are found in one pass that seldom stops.
  private static let mostOutliers = 64

  /// The value that would come at a place, from 1 on, if all were sorted.
  @inline(__always)
  private func outermost(_ place: Int, _ isBefore: (Float, Float) -> Bool) -> Float {
    var kept: [Float] = []
    kept.reserveCapacity(place + 1)
    for value in self where kept.count < place || isBefore(value, kept[place - 1]) {
      kept.insert(value, at: kept.firstIndex { isBefore(value, $0) } ?? kept.endIndex)
      if kept.count > place { kept.removeLast() }
    }
    return kept[place - 1]
  }
}

extension DataBounds {
  /// The bounds with a share of their size added at each side.
  func grown(by share: Float) -> DataBounds {
    let x = (maximumX - minimumX) * share
    let y = (maximumY - minimumY) * share
    return DataBounds(
      minimumX: minimumX - x, maximumX: maximumX + x, minimumY: minimumY - y, maximumY: maximumY + y)
  }

  /// Whether one side is more than six times as long as the other, and the other has some extent.
  var isNextToALine: Bool {
    let (width, height) = (maximumX - minimumX, maximumY - minimumY)
    let (short, long) = (min(width, height), max(width, height))
    return long.isFinite && short > long * 1e-6 && long > 6 * short
  }

  /// The bounds rounded outwards like `rounded`, each side by its own size.
  var roundedByAxis: DataBounds {
    let wide = DataBounds(minimumX: minimumX, maximumX: maximumX, minimumY: 0, maximumY: 0).rounded
    let high = DataBounds(minimumX: 0, maximumX: 0, minimumY: minimumY, maximumY: maximumY).rounded
    return DataBounds(
      minimumX: wide.minimumX, maximumX: wide.maximumX, minimumY: high.minimumY, maximumY: high.maximumY)
  }

  /// The bounds rounded outwards to sixteenths of a power of two near their size.
  var rounded: DataBounds {
    let size = max(maximumX - minimumX, maximumY - minimumY, 1e-6)
    guard size.isFinite else { return self }
    let unit = Float(sign: .plus, exponent: size.exponent, significand: 1) / 16
    return DataBounds(
      minimumX: (minimumX / unit).rounded(.down) * unit, maximumX: (maximumX / unit).rounded(.up) * unit,
      minimumY: (minimumY / unit).rounded(.down) * unit, maximumY: (maximumY / unit).rounded(.up) * unit)
  }
}
