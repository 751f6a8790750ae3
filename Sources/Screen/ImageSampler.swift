import LatentCore

/// Resizes grey images by area: each new pixel is the mean of what it covers, so shrinking loses no stroke and
/// enlarging keeps the pixels square and sharp.
public struct ImageSampler: Sendable {
  /// The size of the result in pixels.
  public let height, width: Int
  private let shape: ImageShape
  private let rowSpans, columnSpans: [Span]

  /// The source pixels `first...` that one result pixel covers along one axis, with weights that add up to 1.
  private struct Span: Sendable {
    var first: Int
    var weights: [Float]
  }

  /// Creates a sampler from images of one shape to images of another size.
  public init(from shape: ImageShape, height: Int, width: Int) {
    self.shape = shape
    self.height = max(0, height)
    self.width = max(0, width)
    rowSpans = Self.spans(from: shape.height, to: self.height)
    columnSpans = Self.spans(from: shape.width, to: self.width)
  }

  /// Returns the resized image, `height * width` values from the top left; missing source pixels count as 0.
  public func sample(_ pixels: ArraySlice<Float>) -> [Float] {
    guard pixels.count >= shape.pixels else { return [Float](repeating: 0, count: height * width) }
    let narrow = squeezeColumns(pixels)
    var result = [Float](repeating: 0, count: height * width)
    for (row, span) in rowSpans.enumerated() {
      for (offset, weight) in span.weights.enumerated() {
        let source = (span.first + offset) * width
        for column in 0..<width { result[row * width + column] += narrow[source + column] * weight }
      }
    }
    return result
  }

  /// The image with its final width and its old height.
  private func squeezeColumns(_ pixels: ArraySlice<Float>) -> [Float] {
    var narrow = [Float](repeating: 0, count: shape.height * width)
    for row in 0..<shape.height {
      let start = pixels.startIndex + row * shape.width
      for (column, span) in columnSpans.enumerated() {
        var sum: Float = 0
        for (offset, weight) in span.weights.enumerated() {
          sum += pixels[start + span.first + offset] * weight
        }
        narrow[row * width + column] = sum
      }
    }
    return narrow
  }

  private static func spans(from source: Int, to target: Int) -> [Span] {
    guard source > 0 else { return (0..<target).map { _ in Span(first: 0, weights: []) } }
    return (0..<target).map { index in
      let begin = Double(index) * Double(source) / Double(target)
      let end = Double(index + 1) * Double(source) / Double(target)
      let first = min(Int(begin), source - 1)
      let last = max(first, min(Int(end.rounded(.up)) - 1, source - 1))
      let weights = (first...last).map { pixel in
        Float((min(end, Double(pixel + 1)) - max(begin, Double(pixel))) / (end - begin))
      }
      return Span(first: first, weights: weights)
    }
  }
}
