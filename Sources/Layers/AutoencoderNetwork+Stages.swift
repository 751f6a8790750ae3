extension AutoencoderNetwork {
  /// The layers up to one of the encoder's that has parameters, and their mirror image; nil when there is none.
  func stageNetwork(_ number: Int) -> AutoencoderNetwork? {
    let (down, up) = (encoder.groups, decoder.groups)
    guard down.indices.contains(number), down.count == up.count else { return nil }
    let mirror = up.count - 1 - number
    let inner = Sequential(encoder.layers[..<down[number].upperBound], inputs: encoder.inputs)
    let outer = Sequential(decoder.layers[up[mirror].lowerBound...], inputs: inner.outputs)
    return AutoencoderNetwork(
      self, encoder: inner, decoder: outer, learning: (down[number], 0..<up[mirror].count))
  }
}

extension Sequential {
  /// The layers with parameters, each with those that follow it until the next.
  var groups: [Range<Int>] {
    let starts = layers.indices.filter { ((layers[$0] as? any ParameterOwner)?.units ?? 0) > 0 }
    return starts.enumerated().map { index, start in
      start..<(index + 1 < starts.count ? starts[index + 1] : layers.count)
    }
  }
}
