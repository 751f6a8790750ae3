/// How the elements of a tensor lie in the arena; files have them row by row always.
public enum TensorLayout: Sendable, Hashable {
  /// The last index varies fastest.
  case rowMajor
  /// Of four indices the second varies fastest, PyTorch's torch.channels_last.
  case channelsLast
}

extension ParameterArena.Entry {
  /// Returns the tensor's elements out of those of all parameters, in the order of files.
  /// - Parameter values: all parameters, or as many moments, in the order of the arena.
  public func elements(of values: [Float]) -> [Float] {
    let own = Array(values[offset..<offset + count])
    return layout == .rowMajor ? own : fileOrder.map { own[$0] }
  }

  /// Returns elements as they came from a file in the order in which they lie in the arena.
  /// - Precondition: there are `count` of them.
  public func arranged(_ elements: [Float]) -> [Float] {
    guard layout == .channelsLast else { return elements }
    var own = elements
    for (place, element) in zip(fileOrder, elements) { own[place] = element }
    return own
  }

  /// Where each element of a file lies in the tensor's part of the arena.
  private var fileOrder: [Int] {
    let (outer, channels, inner) = (shape[0], shape[1], shape[2] * shape[3])
    return (0..<outer).flatMap { row in
      (0..<channels).flatMap { channel in
        (0..<inner).map { (row * inner + $0) * channels + channel }
      }
    }
  }
}
