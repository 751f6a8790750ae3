import Kernels
import LatentCore

/// What is done to images before an encoder sees them, and what their reconstructions are held against.
struct EncoderInput {
  /// The images as they are.
  let images: MatrixView
  /// What the encoder reads: the images themselves, corrupted ones, or a sequence of frames.
  let shown: MatrixView
  /// What codes should decode to, a row for each code.
  let target: MatrixView
  private let scratch: MatrixView
  private unowned let model: AutoencoderNetwork

  /// Reserves what the description asks for.
  /// - Parameter images: as many rows as a batch has at most; filled by whoever has them.
  init(_ model: AutoencoderNetwork, images: MatrixView) {
    func view(_ rows: Int, _ columns: Int) -> MatrixView {
      Arena(count: rows * columns).view(rows: rows, columns: columns)
    }
    self.model = model
    self.images = images
    let (rows, codes) = (images.rows, model.bottleneck.codesPerImage)
    let isCorrupted = model.description.corruption != nil
    scratch = view(rows, isCorrupted ? images.columns : 0)
    shown = isCorrupted || model.description.motion != nil ? view(rows, model.encoder.inputs) : images
    target =
      codes > 1 || model.description.motion != nil
      ? view(rows * codes, model.pixels) : images.columns(0..<model.pixels)
  }

  /// Prepares some rows for learning.
  /// - Parameters:
  ///   - first: the place in the batch of the first of the rows.
  ///   - random: where the numbers of the batch begin.
  func prepare(_ rows: Range<Int>, first: Int, _ random: RandomSource) {
    if let corruption = model.description.corruption {
      var source = random
      source.counter &+= model.corruptionDraws(rows: first)
      shown.rows(rows).load(images.rows(rows))
      corruption.apply(to: shown.rows(rows), scratch: scratch.rows(rows), source)
    }
    guard let motion = model.description.motion else { return }
    let draws = model.bottleneck.draws(rows: 1)
    for (offset, row) in rows.enumerated() {
      show(row, motion.course(ofRow: first + offset, random, draws: draws), motion)
    }
  }

  /// Prepares the first rows for encoding, without chance.
  /// - Parameter courses: how each image moves where it does; none for the course that ends with the image itself.
  func present(_ rows: Range<Int>, _ courses: ArraySlice<Motion.Course> = []) {
    guard let motion = model.description.motion else {
      if model.description.corruption != nil { shown.rows(rows).load(images.rows(rows)) }
      return
    }
    for row in rows {
      show(row, courses.isEmpty ? motion.arrival : courses[courses.startIndex + row], motion)
    }
  }

  private func show(_ row: Int, _ course: Motion.Course, _ motion: Motion) {
    motion.frames(of: images.rows(row..<row + 1), course, into: shown.rows(row..<row + 1))
  }
}
