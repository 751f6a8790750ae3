import Analysis
import ArgumentParser
import Formats
import LatentCore
import Pictures

/// `zwalk walk`: from one image to another.
struct Walk: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw the images on the way from one image to another through the latent space.",
    discussion: "Example: zwalk walk vae-2 --from 0 --to 7 --steps 12 --path spherical --out strip.png")

  @OptionGroup var model: RunArgument
  @OptionGroup var data: DataOptions
  @OptionGroup var split: SplitOption

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The image to begin with, from 0.", valueName: "index"),
    transform: Parsing.natural)
  var from: Int

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The image to end with, from 0.", valueName: "index"),
    transform: Parsing.natural)
  var to: Int

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Images on the way, both ends counted; 2 or more.", valueName: "n"),
    transform: Parsing.steps)
  var steps = 10

  @Option(
    name: .long,
    help: "How the way leads: straight, along an arc around the origin, or where the image changes least.")
  var path = WalkPath.Kind.linear

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A .png strip, or a .gif that plays it; - is standard output. Without it, it is drawn here.",
      valueName: "file"))
  var out: String?

  @OptionGroup var label: LabelOption
  @OptionGroup var seed: SeedOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    let file = try out.map { try OutputFile($0, formats: [.png, .gif]) }
    try threads.apply()
    let subject = try model.open()
    let images = try split.choose(from: data.load(for: subject.run, seed: seed.value(), talk: talk))
    for (option, index) in [("--from", from), ("--to", to)] where index >= images.count {
      throw ZwalkError.unusableArguments(
        "\(option) is \(index); the last image of the \(split.split.rawValue) split is \(images.count - 1)")
    }
    let ends = [from, to].map { subject.decoder.codes(of: images, in: $0..<$0 + 1).values }
    try subject.tell(
      label.label ?? (images.labels.isEmpty ? nil : Int(images.labels[from])), isChosen: label.label != nil)
    let way = try way(from: ends[0], to: ends[1], subject)
    let pictures = subject.decoder.images(at: way.points(steps))
    if let file, file.format == .gif {
      try file.write(Animation.gif(pictures, shape: images.shape))
    } else {
      try PictureTarget(file: file).show(pictures, shape: images.shape) {
        ImageGrid.strip(pictures, shape: images.shape)
      }
    }
  }
}

extension Walk {
  private func way(
    from start: [Float], to end: [Float], _ subject: TrainedModel
  ) throws -> WalkPath {
    guard start.count <= path.mostDimensions else {
      throw ZwalkError.unusableArguments(
        "--path \(path.rawValue) leads through up to \(path.mostDimensions) dimensions, \(subject.name) has "
          + "\(start.count); choose linear or spherical")
    }
    return WalkPath(path, from: start, to: end) { subject.decoder.images(at: $0) }
  }
}

extension WalkPath.Kind: ExpressibleByArgument {}
