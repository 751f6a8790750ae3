import LatentCore
import RealModule

/// Round numbers on an axis.
public enum Ticks {
  /// Returns at most `count` round numbers within a range, evenly spaced by 1, 2 or 5 times a power of ten.
  ///
  /// A range without extent gives its one value.
  /// - Source: Heckbert 1990, "Nice numbers for graph labels", Graphics Gems.
  public static func nice(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let extent = range.upperBound - range.lowerBound
    guard count > 0, extent.isFinite, extent > 0 else { return count > 0 ? [range.lowerBound] : [] }
    let power = Double.pow(10, (Double.log10(extent / Double(count))).rounded(.down))
    for factor in [1.0, 2, 5, 10, 20, 50, 100] {
      let step = power * factor
      let first = (range.lowerBound / step - 1e-9).rounded(.up)
      let last = (range.upperBound / step + 1e-9).rounded(.down)
      guard first.isFinite, last.isFinite, last - first < Double(count) else { continue }
      return first > last ? [] : (0...Int(last - first)).map { (first + Double($0)) * step }
    }
    return [range.lowerBound]
  }

  /// Returns the texts of ticks with as many decimals as their distance needs.
  public static func labels(_ ticks: [Double]) -> [String] {
    let step = ticks.count > 1 ? abs(ticks[1] - ticks[0]) : abs(ticks.first ?? 1)
    guard step > 0, step.isFinite else { return ticks.map { NumberText.digits($0) } }
    let decimals = max(0, Int((-Double.log10(step * 1.0001)).rounded(.up)))
    guard decimals <= 6, step < 1e7 else { return ticks.map { NumberText.digits($0) } }
    return ticks.map { decimals == 0 ? NumberText.plain($0.rounded()) : NumberText.fixed($0, decimals) }
  }
}
