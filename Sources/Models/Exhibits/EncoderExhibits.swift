import LatentCore
import Layers

extension ExhibitEntry {
  /// Images that exhibits of an encoder show side by side.
  private static let shown = 8

  /// Where the patches of images look: brighter ones are attended to more.
  static let attention = ExhibitEntry(
    id: "attention", title: "Attention",
    description: "how much each patch is attended to, layer by layer, by all patches (0) or by one",
    level: Level("patch", 0...4096, step: 1, initial: 0), most: { (try? PatchTransformer($0))?.tokens ?? 0 }
  ) { model, subject in
    let network = try network(of: model)
    let images = subject.examples.images.firstRows(shown)
    let shape = model.specification.imageShape
    let side = model.specification.options.integer("patch")
    var rows = [ImageSheet.Row("image", images)]
    var patch: Int?
    for trace in network.trace(images) {
      guard case .attention(let attention) = trace else { continue }
      patch = subject.level >= 1 ? Int(subject.level) - 1 : nil
      let seen = attention.received(by: patch)
      rows.append(.init("layer \(rows.count)", seen.paintedPatches(over: images, side: side, shape)))
    }
    let by = patch.map { "by patch \($0 + 1)" } ?? "by all patches"
    return Exhibit(.images(ImageSheet(rows, shape: shape)), note: "attention \(by), mean of the heads")
  }

  /// What the channels of a convolution respond to in one image.
  static let channels = ExhibitEntry(
    id: "channels", title: "Channels of a convolution",
    description:
      "one test image as each channel of a convolution sees it, from its weakest to its strongest response",
    level: Level("convolution", 1...32, step: 1, initial: 1), most: { $0.convolutions }
  ) { model, subject in
    let traces = try network(of: model).trace(subject.examples.images.firstRows(1))
    let found = traces.compactMap { trace -> (LayerShape, Matrix)? in
      if case .channels(let shape, let values) = trace { (shape, values) } else { nil }
    }
    let chosen = min(max(Int(subject.level), 1), found.count)
    guard chosen > 0, case (.image(let height, let width, let channels), let values) = found[chosen - 1]
    else {
      return Exhibit(
        .images(ImageSheet([], shape: model.specification.imageShape)), note: "there is no convolution")
    }
    var sheet = Matrix(rows: channels, columns: height * width)
    for (place, value) in values.values.enumerated() { sheet[place % channels, place / channels] = value }
    return Exhibit(
      .images(ImageSheet(gallery: sheet.stretched, shape: ImageShape(height: height, width: width))),
      note: "convolution \(chosen) of \(found.count): \(channels) channels of \(height) x \(width)")
  }

  /// The network of a model that is made of one.
  /// - Throws: `ZwalkError.unsupported` for other models.
  static func network(of model: any LatentModel) throws(ZwalkError) -> AutoencoderNetwork {
    guard let model = model as? Autoencoder else {
      throw .unsupported(what: "\(model.specification.model) has no encoder to look into", advice: "")
    }
    return model.network
  }
}

extension Matrix {
  /// The first rows, at most `count`.
  fileprivate func firstRows(_ count: Int) -> Matrix {
    let rows = Swift.min(count, self.rows)
    return Matrix(rows: rows, columns: columns, values: Array(values[..<(rows * columns)]))
  }

  /// Each row stretched to [0, 1]; rows that are constant become 0.
  fileprivate var stretched: Matrix {
    var result = self
    for row in 0..<rows {
      let own = values[row * columns..<(row + 1) * columns]
      guard let low = own.min(), let high = own.max(), high > low else {
        for column in 0..<columns { result[row, column] = 0 }
        continue
      }
      for column in 0..<columns { result[row, column] = (self[row, column] - low) / (high - low) }
    }
    return result
  }

  /// Numbers of patches as their brightness, the image faintly in it.
  fileprivate func paintedPatches(over images: Matrix, side: Int, _ shape: ImageShape) -> Matrix {
    var result = images
    let across = (shape.width + side - 1) / side
    for image in 0..<rows {
      let largest = (0..<columns).map { self[image, $0] }.max() ?? 1
      for pixel in 0..<shape.pixels {
        let patch = pixel / shape.width / side * across + pixel % shape.width / side
        result[image, pixel] =
          0.75 * self[image, patch] / Swift.max(largest, 1e-9) + 0.25 * images[image, pixel]
      }
    }
    return result
  }
}
