import ArgumentParser
import Formats
import LatentCore
import Pictures

/// `zwalk decode`: codes to images.
struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode codes to images, [n, pixels] in [0, 1]; without --out, draw them here.",
    discussion: """
      Example: zwalk decode vae-2 --z -1,0.5
               zwalk decode vae-2 --in z.npy --out x.npy
      """)

  @OptionGroup var model: RunArgument

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("A code: as many numbers as the latent space has dimensions.", valueName: "x,y..."),
    transform: Parsing.numbers)
  var z: [Float]?

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("A .npy or .csv file of codes; - is a .npy on standard input.", valueName: "file"),
    completion: .file(extensions: ["npy", "csv"]))
  var input: String?

  @Option(name: .long, help: ArgumentHelp("A .npy or .png file; - is standard output.", valueName: "file"))
  var out: String?

  @OptionGroup var label: LabelOption
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func validate() throws {
    guard (z == nil) != (input == nil) else {
      throw ValidationError("decode takes either --z with a code or --in with a file of codes")
    }
  }

  func run() throws {
    let file = try out.map { try OutputFile($0, formats: [.npy, .png]) }
    try threads.apply()
    let subject = try model.open()
    try subject.tell(label.label ?? 0, isChosen: label.label != nil)
    let codes = try codes(for: subject)
    let shape = subject.run.specification.imageShape
    guard file != nil else { return try draw(codes, of: subject) }
    let images = subject.decoder.images(at: codes)
    switch file?.format {
    case .npy?: try file?.write(NPY(images).encoded)
    default: try file?.write(ImageGrid.bitmap(images, shape: shape).png())
    }
  }

  /// Images that are drawn at most, one below the other.
  private static let mostDrawn = 20

  private func draw(_ codes: Matrix, of subject: TrainedModel) throws {
    let shown = codes.rows(in: 0..<min(codes.rows, Self.mostDrawn))
    let shape = subject.run.specification.imageShape
    try StandardStreams.write(BlockArt(subject.decoder.images(at: shown), shape: shape).text)
    if shown.rows < codes.rows {
      talk.remark("the first \(shown.rows) of \(NumberText.grouped(codes.rows)); --out takes them all")
    }
  }

  private func codes(for subject: TrainedModel) throws -> Matrix {
    let latent = subject.run.specification.latentDimension
    if let z {
      guard z.count == latent else {
        let noun = z.count == 1 ? "coordinate" : "coordinates"
        throw ZwalkError.unusableArguments("--z has \(z.count) \(noun); \(subject.name) takes \(latent)")
      }
      return Matrix(rows: 1, columns: latent, values: z)
    }
    let path = input ?? "-"
    let codes =
      try path.hasSuffix(".csv") ? CSV(reading: path).matrix : NPY(reading: path).matrix(file: path)
    guard codes.columns == latent else {
      throw ZwalkError.unusableData(
        name: path, reason: "its codes have \(codes.columns) dimensions, \(subject.name) takes \(latent)")
    }
    guard codes.isFinite else { throw ZwalkError.notFinite(what: path) }
    return codes
  }
}
