import Analysis
import ArgumentParser
import Formats
import Kernels
import LatentCore

/// `zwalk bench products`: the matrix products of an epoch alone; `bench train` runs it as a process of its own.
struct BenchProducts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products",
    abstract: "Compute the matrix products of an epoch alone.",
    discussion: "Example: zwalk bench products vae400 --by library",
    shouldDisplay: false)

  @Argument(help: "A recipe of `bench train`.")
  var recipe: String

  @Option(name: .long, help: "Who splits the products: pool or library.")
  var by = ProductProcess.Way.pool.rawValue

  @Option(name: .long, help: "Images of an epoch.", transform: Parsing.count)
  var images = 60_000

  @Option(name: .long, help: "Rows of pixels of an image.", transform: Parsing.count)
  var height = 28

  @Option(name: .long, help: "Columns of pixels of an image.", transform: Parsing.count)
  var width = 28

  @OptionGroup var threads: ThreadOptions

  func run() throws {
    try threads.apply()
    guard let way = ProductProcess.Way(rawValue: by) else {
      let known = ProductProcess.Way.allCases.map(\.rawValue)
      throw ZwalkError.unknownName(kind: "way to split products", name: by, known: known)
    }
    let shape = ImageShape(height: height, width: width)
    var products = try BenchRecipe.named(recipe).products(for: shape)
    if way == .library {
      Kernels.libraryThreads = Kernels.threads
      Kernels.threads = 1
    }
    let line: JSONValue = [
      "seconds": .number(products.measure(images: images)), "peak": .number(ProductBound.peak()),
    ]
    try StandardStreams.write("\(line)\n")
  }
}
