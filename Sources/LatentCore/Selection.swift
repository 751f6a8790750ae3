extension Array where Element: Comparable {
  /// Brings to a place the element that sorting would bring there, and what is smaller before it; on average in a time
  /// that grows with the number of elements.
  /// - Parameters:
  ///   - place: an index of the array.
  ///   - first: up to where the elements are known to be none of the larger ones.
  /// - Source: Hoare 1961, "Algorithm 65: FIND", doi:10.1145/366622.366647.
  @inlinable
  public mutating func select(_ place: Int, from first: Int = 0) {
    precondition(first >= 0 && first <= place && place < count, "there are only \(count) elements")
    var (left, right) = (first, count - 1)
    while left < right {
      let pivot = self[place]
      var (low, high) = (left, right)
      repeat {
        while self[low] < pivot { low += 1 }
        while pivot < self[high] { high -= 1 }
        if low <= high {
          swapAt(low, high)
          low += 1
          high -= 1
        }
      } while low <= high
      if high < place { left = low }
      if place < low { right = high }
    }
  }

  /// The element that sorting would bring to a place.
  @inlinable
  public func selected(_ place: Int) -> Element {
    var copy = self
    copy.select(place)
    return copy[place]
  }
}
