extension [Double] {
  /// The middle value, the upper of two; not a number when there is none.
  var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}
