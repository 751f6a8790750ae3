import RealModule

/// Numbers as text, the same everywhere and in every locale.
public enum NumberText {
  /// Returns a number with so many decimals: `fixed(-1.1, 2)` is `-1.10`; never a negative zero.
  /// - Parameter signed: also positive numbers and zero have a sign.
  public static func fixed(_ value: Double, _ decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : signed ? "+inf" : "inf" }
    let decimals = min(max(decimals, 0), 9)
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e18 else { return (signed && value > 0 ? "+" : "") + "\(value)" }
    let digits = Int(scaled)
    let sign = value < 0 && digits > 0 ? "-" : signed ? "+" : ""
    guard decimals > 0 else { return sign + "\(digits)" }
    let fraction = String(digits % Int(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + "\(digits / Int(scale))." + zeros + fraction
  }

  /// Returns a float with so many decimals.
  public static func fixed(_ value: Float, _ decimals: Int, signed: Bool = false) -> String {
    fixed(Double(value), decimals, signed: signed)
  }

  /// Returns a whole number with its thousands apart: `52,300`.
  public static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// Returns a number with about so many digits: `1520`, `152`, `15.2`, `0.152`, `1.5e-05`.
  public static func digits(_ value: Double, _ count: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : fixed(value, 0) }
    let exponent = Int(Double.log10(abs(value)).rounded(.down))
    guard exponent >= -4, exponent < 15 else {
      let mantissa = value / Double.pow(10, exponent)
      return mantissa.isFinite ? fixed(mantissa, count - 1) + "e\(exponent)" : "\(value)"
    }
    return fixed(value, max(0, count - 1 - exponent))
  }

  /// Returns a number as people read it: whole ones as they are, others with three significant digits: `2,000`, `37`,
  /// `43.6`, `0.998`, `0.0776`.
  public static func plain(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return digits(value) }
    let isWhole = value == value.rounded()
    // What rounds to a thousand has three digits before its point.
    if isWhole || abs(value) >= 999.5 { return grouped(Int(value.rounded())) }
    let exponent = abs(value) < 1e-4 ? 0 : Int(Double.log10(abs(value) * 1.0005).rounded(.down))
    return abs(value) < 1e-4 ? digits(value) : fixed(value, max(0, 2 - exponent))
  }

  /// Returns the time that something takes, with its unit: `18 µs`, `3.25 ms`, `43.6 s`.
  public static func time(_ seconds: Double) -> String {
    let units = [(1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1, "s")]
    let unit = units.last { abs(seconds) >= $0.0 * 0.9995 } ?? (seconds == 0 ? units[3] : units[0])
    return "\(plain(seconds / unit.0)) \(unit.1)"
  }

  /// Returns a time for people: `48 s`, `3:07`, `1:02:33`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-" }
    let whole = Int(seconds.rounded())
    func pair(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60):\(pair(whole % 60))" }
    return "\(whole / 3600):\(pair(whole / 60 % 60)):\(pair(whole % 60))"
  }
}
