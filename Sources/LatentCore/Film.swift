/// Sheets of images that follow each other in time, all arranged alike.
public struct Film: Sendable, Equatable {
  /// What is seen at one time.
  public struct Frame: Sendable, Equatable {
    /// The images.
    public var sheet: ImageSheet
    /// A few words on it: `frame 3 of 20, given`.
    public var caption: String

    /// Creates a frame.
    public init(_ sheet: ImageSheet, caption: String) {
      self.sheet = sheet
      self.caption = caption
    }
  }

  /// In the order of time.
  public var frames: [Frame]
  /// How fast they follow each other; above 0.
  public var framesPerSecond: Double

  /// Creates a film.
  public init(_ frames: [Frame], framesPerSecond: Double) {
    self.frames = frames
    self.framesPerSecond = framesPerSecond
  }

  /// The frame at a moment; after the last one the film begins again. Nil without frames.
  public func frame(at moment: Int) -> Frame? {
    frames.isEmpty ? nil : frames[((moment % frames.count) + frames.count) % frames.count]
  }

  /// All times on one sheet, from left to right: a row for each row of the frames, for one image after the other.
  /// - Parameter images: how many images of each row are followed.
  public func strip(images: Int) -> ImageSheet {
    guard let first = frames.first?.sheet else { return ImageSheet([], shape: .mnist) }
    let count = min(images, first.rows.map(\.images.rows).min() ?? 0)
    let rows = (0..<count).flatMap { image in
      first.rows.indices.map { row in
        var times = Matrix(rows: 0, columns: first.shape.pixels)
        for frame in frames { times.append(rowsOf: frame.sheet.rows[row].images.rows(in: image..<image + 1)) }
        return ImageSheet.Row(first.rows[row].caption, times)
      }
    }
    return ImageSheet(rows, shape: first.shape)
  }
}
