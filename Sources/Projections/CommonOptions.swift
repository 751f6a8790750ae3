import LatentCore

/// Options that several methods have, so that they are called and described alike.
extension OptionDescription {
  /// How many points a map is fitted to where a method cannot take all of them.
  static func placedLandmarks(_ range: ClosedRange<Int>, default count: Int) -> OptionDescription {
    OptionDescription(
      "landmarks", .integer(range), default: .integer(count),
      "beyond, the others are placed among so many points")
  }

  /// How many points span the space of a kernel.
  static func spanningLandmarks(default count: Int, _ when: String) -> OptionDescription {
    OptionDescription(
      "landmarks", .integer(10...5000), default: .integer(count), "points that span the space\(when)")
  }

  /// Regularisation of discriminants.
  static func shrinkage(default share: Double) -> OptionDescription {
    OptionDescription(
      "shrinkage", .real(1e-6...1), default: .real(share),
      "share of the variance within classes that is spread evenly over all directions")
  }

  /// Points that discriminants are judged by.
  static func heldOut(default share: Double) -> OptionDescription {
    OptionDescription(
      "heldOut", .real(0...0.9), default: .real(share), "share of the points kept out of the fit to judge it")
  }

  /// When a method whose error falls in every pass has done enough.
  static func tolerance(
    _ range: ClosedRange<Double>, default share: Double, _ pass: String, _ error: String
  ) -> OptionDescription {
    OptionDescription(
      "tolerance", .real(range), default: .real(share),
      "ends when a \(pass) lowers the \(error) by a smaller share")
  }
}
