/// What images were generated from: some independent choices, each with a few values.
public struct Factors: Sendable, Equatable {
  /// A choice.
  public struct Factor: Sendable, Equatable {
    /// One word: `rotation`.
    public let name: String
    /// How many values there are; a value is a number from 0.
    public let values: Int

    /// Creates a factor.
    public init(_ name: String, values: Int) {
      self.name = name
      self.values = values
    }
  }

  /// The choices, in the order of `values`.
  public let factors: [Factor]
  /// A value for each factor of each image, image after image.
  public let values: [UInt8]

  /// Creates the factors of some images.
  /// - Precondition: every image has a value for every factor.
  public init(_ factors: [Factor], values: [UInt8]) {
    precondition(!factors.isEmpty && values.count % factors.count == 0, "an image has all factors")
    self.factors = factors
    self.values = values
  }

  /// The number of images.
  public var count: Int { values.count / factors.count }

  /// The value of a factor in an image.
  public func value(of factor: Int, image: Int) -> Int { Int(values[image * factors.count + factor]) }

  /// Returns the factors of the images with these indices, in this order.
  public func selecting(_ indices: some Sequence<Int>) -> Factors {
    Factors(factors, values: indices.flatMap { values[$0 * factors.count..<($0 + 1) * factors.count] })
  }
}
