import Analysis
import ArgumentParser
import LatentCore
import Pictures

/// `zwalk grid`: the manifold as a sheet of decoded images.
struct Grid: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw the manifold: images decoded over a plane of the latent space.",
    discussion: """
      Example: zwalk grid vae-2 --rows 20 --cols 20 --out manifold.png

      A model with a prior is decoded at the prior's quantiles, another over the range of its codes; beyond two \
      dimensions the plane is that of the codes' principal directions.
      """)

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Images from top to bottom; 20, or 5 when drawn here.", valueName: "n"),
    transform: Parsing.side)
  var rows: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Images from left to right; 20, or 5 when drawn here.", valueName: "n"),
    transform: Parsing.side)
  var cols: Int?

  @OptionGroup var label: LabelOption
  @OptionGroup var picture: PictureOption
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    let target = try picture.target()
    let side = target.file == nil ? 5 : 20
    let (rows, columns) = (rows ?? side, cols ?? side)
    try threads.apply()
    let subject = try model.open()
    try subject.tell(label.label ?? 0, isChosen: label.label != nil)
    let grid = try grid(rows, columns, of: subject)
    let images = subject.decoder.images(at: grid.codes)
    let shape = subject.run.specification.imageShape
    try target.show(images, shape: shape, perRow: columns) {
      ImageGrid.bitmap(images, shape: shape, columns: columns, gap: 0)
    }
  }

  /// A plane that is the whole space needs no codes where a prior says how they lie.
  private func grid(_ rows: Int, _ columns: Int, of subject: TrainedModel) throws -> ManifoldGrid {
    let latent = subject.run.specification.latentDimension
    let isStandard = subject.prior == .standardNormal
    if latent <= 2, isStandard {
      try data.passOver("the prior of \(subject.name) says where its codes lie", talk: talk)
      return .quantiles(rows: rows, columns: columns, plane: .whole(latent))
    }
    let images = try data.load(for: subject.run, seed: seed.value(), talk: talk).train
    let codes = subject.decoder.codes(of: images)
    let plane = WalkPlane.standard(for: codes)
    return isStandard
      ? .quantiles(rows: rows, columns: columns, plane: plane)
      : .range(of: codes, rows: rows, columns: columns, plane: plane)
  }
}
