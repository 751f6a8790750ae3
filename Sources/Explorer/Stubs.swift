import Analysis
enum WalkPath {
  case linear, spherical
  func point(at share: Float, from start: [Float], to end: [Float]) -> [Float] {
    zip(start, end).map { $0 + ($1 - $0) * share }
  }
}
extension Decoder { func load(weights: [Float]) throws {} }
