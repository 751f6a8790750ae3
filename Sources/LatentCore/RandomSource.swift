import RealModule

/// A seeded, counter-based source of random numbers: the same seed, stream and counter give the same bits.
///
/// The n-th number is a hash of n, so that vector loops and parallel workers can compute their share without
/// taking turns; `Kernels` fills arrays from the same sequence.
/// - Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", section 5 (SplitMix64).
public struct RandomSource: RandomNumberGenerator, Sendable, Codable, Equatable {
  /// Chooses the sequence; derived from seed and stream.
  public let key: UInt64
  /// How many 64-bit numbers have been drawn.
  public var counter: UInt64

  /// Creates a source.
  /// - Parameters:
  ///   - seed: what a user chooses.
  ///   - stream: separates the purposes (initialisation, shuffling, noise) that share a seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    key = Self.mix(Self.mix(seed &+ Self.increment) ^ (stream &* 0xD6E8_FEB8_6659_FD93))
    counter = 0
  }

  /// The golden ratio in 64 bits: the distance of consecutive hash inputs.
  public static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(key &+ counter &* Self.increment)
  }

  /// Hashes 64 bits; a bijection.
  public static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Returns a number uniform in [0, 1) with 24 random bits.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// Returns a number from the standard normal distribution.
  /// - Source: Box and Muller 1958; the second of the pair is not kept, so that a draw takes two numbers always.
  public mutating func normal() -> Float {
    let radius = (-2 * Double.log(1 - Double(next() >> 11) * 0x1p-53)).squareRoot()
    let angle = 2 * Double.pi * (Double(next() >> 11) * 0x1p-53)
    return Float(radius * Double.cos(angle))
  }

  /// Returns a matrix of independent standard normal numbers, `[rows, columns]`.
  public mutating func normal(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { _ in normal() })
  }

  /// Returns a random order of `0..<count`.
  /// - Source: Fisher and Yates; Durstenfeld 1964.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    order.shuffle(using: &self)
    return order
  }
}
