import LatentCore

extension [Float] {
  /// The value below which a share of all values lies, interpolated between neighbours; nil without values.
  /// - Parameter share: 0 is the smallest value, 0.5 the median, 1 the largest.
  /// - Source: Hyndman and Fan 1996, definition 7.
  public func quantile(_ share: Double) -> Float? {
    guard !isEmpty else { return nil }
    let (lower, fraction) = place(of: share)
    var values = self
    values.select(lower)
    let upper = values[(lower + 1)...].min() ?? values[lower]
    return values[lower] + fraction * (upper - values[lower])
  }

  /// The same of values that are in rising order already.
  func quantileOfSorted(_ share: Double) -> Float? {
    guard !isEmpty else { return nil }
    let (lower, fraction) = place(of: share)
    return self[lower] + fraction * (self[Swift.min(lower + 1, count - 1)] - self[lower])
  }

  /// Between which index and the next a share lies, and how far on the way.
  private func place(of share: Double) -> (lower: Int, fraction: Float) {
    let place = Swift.min(1, Swift.max(0, share)) * Double(count - 1)
    return (Int(place), Float(place - Double(Int(place))))
  }
}
