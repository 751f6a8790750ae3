import ArgumentParser
import LatentCore
import Pictures

/// Where a command that makes one picture puts it.
struct PictureOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("A .png file; - is standard output. Without it, it is drawn here.", valueName: "file"))
  var out: String?

  /// Looks at the file's name before any work is done.
  /// - Throws: `ZwalkError.unusableArguments` for a format that the command cannot write.
  func target(formats: [FileFormat] = [.png]) throws -> PictureTarget {
    PictureTarget(file: try out.map { try OutputFile($0, formats: formats) })
  }
}

/// A picture's file, or nil for standard output as characters.
struct PictureTarget {
  let file: OutputFile?

  /// Puts images there.
  /// - Parameters:
  ///   - perRow: images side by side when they are drawn with characters; nil for as many as fit.
  ///   - bitmap: the picture for a file.
  func show(_ images: Matrix, shape: ImageShape, perRow: Int? = nil, bitmap: () -> Bitmap) throws {
    if let file {
      try file.write(bitmap().png())
    } else {
      try StandardStreams.write(BlockArt(images, shape: shape, perRow: perRow ?? BlockArt.perRow(shape)).text)
    }
  }
}
