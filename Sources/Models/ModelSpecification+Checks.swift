import LatentCore

extension ModelSpecification {
  /// Bytes that a model may take, with gradients, moments and working memory.
  static let mostBytes = 2.0 * 1024 * 1024 * 1024
  /// Pixels that an image may have, 1024 x 1024.
  static let mostPixels = 1 << 20
  /// Hidden layers that an encoder may have.
  static let mostLayers = 32

  /// Checks that every option of a catalogue entry is there and within its range, and the images have a size.
  /// - Throws: `ZwalkError.optionOutOfRange` or `.unusableArguments`.
  func requireAllowed(by entry: ModelEntry) throws(ZwalkError) {
    for option in entry.options {
      guard let value = options.values[option.key] else {
        throw .unusableArguments("\(entry.id) needs the option '\(option.key)': \(option.allowed)")
      }
      guard option.allows(value) else {
        throw .optionOutOfRange(key: option.key, value: value.description, allowed: option.allowed)
      }
    }
    let (height, width) = (imageShape.height, imageShape.width)
    guard (1...Self.mostPixels).contains(height), (1...Self.mostPixels / height).contains(width) else {
      throw .unusableArguments(
        "images of \(height) x \(width) pixels cannot be learnt; they may have 1 to \(Self.mostPixels) pixels"
      )
    }
    guard hidden.count <= Self.mostLayers else {
      throw .unusableArguments("hidden names \(hidden.count) layers; there may be \(Self.mostLayers)")
    }
  }

  /// Checks that the code has no more dimensions than an image has pixels.
  /// - Throws: `ZwalkError.unusableArguments`.
  func requireCompression() throws(ZwalkError) {
    guard latentDimension <= imageShape.pixels else {
      throw .unusableArguments(
        "latent is \(latentDimension), but an image has only \(imageShape.pixels) pixel\(imageShape.pixels == 1 ? "" : "s"); choose at most that many"
      )
    }
  }

  /// Checks that a model fits into memory.
  /// - Throws: `ZwalkError.unusableArguments`, which says what to make smaller.
  func requireMemory(_ bytes: Double) throws(ZwalkError) {
    guard bytes <= Self.mostBytes else {
      let gigabytes = (bytes / 1e8).rounded() / 10
      throw .unusableArguments(
        "\(architecture) with batches of \(batchSize) takes \(gigabytes) GB of memory; choose smaller hidden layers "
          + "or batches (at most 2 GB)")
    }
  }
}
