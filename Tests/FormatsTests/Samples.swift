import LatentCore

/// The sentence with which something fails; empty when it does not.
func failure(_ body: () throws(ZwalkError) -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return error.message
  }
}

extension RandomSource {
  /// Returns bytes of which most are zero, like pixels.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in uniform() < 0.8 ? 0 : UInt8(next() >> 56) }
  }

  /// Returns a number within a range.
  mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// The big-endian 32-bit form of a number.
func bigEndian(_ number: Int) -> [UInt8] {
  (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
