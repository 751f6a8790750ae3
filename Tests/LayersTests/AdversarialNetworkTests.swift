import LatentCore
import Layers
import Testing

@Suite("Generator and discriminator")
struct AdversarialNetworkTests {
  private let images: Matrix = {
    var random = RandomSource(seed: 8)
    return Matrix(rows: 7, columns: 10, values: (0..<70).map { _ in random.uniform() })
  }()

  private func make(
    generator: [LayerDescription] = [.dense(6), .batchNorm, .relu, .dense(10), .sigmoid],
    _ change: (inout AdversarialDescription) -> Void = { _ in }
  ) -> AdversarialNetwork {
    var description = AdversarialDescription(
      generator: generator,
      discriminator: [.gaussianNoise(0.2), .dense(8), .leakyRelu, .dropout(0.3), .dense(1)])
    change(&description)
    let network = AdversarialNetwork(description, pixels: 10, latent: 3, batchSize: 7)
    network.initialise(seed: 1)
    return network
  }

  /// Without the corners of rectified units, at which difference quotients mislead.
  private func makeSmooth(realLabel: Double) -> AdversarialNetwork {
    make(generator: [.dense(6), .batchNorm, .tanh, .dense(10), .sigmoid]) {
      $0.discriminator = [.gaussianNoise(0.2), .dense(8), .tanh, .dropout(0.3), .dense(1)]
      $0.realLabel = realLabel
    }
  }

  private func losses(_ network: AdversarialNetwork, rate: Float = 0) -> AdversarialLosses {
    var random = RandomSource(seed: 4)
    return network.trainStep(images, learningRate: rate, random: &random)
  }

  @Test(
    "each network follows the gradient of its own loss", arguments: [0.9, 1],
    ["generator.", "discriminator."])
  func gradients(realLabel: Double, network name: String) {
    let network = makeSmooth(realLabel: realLabel)
    let parameters = network.parameters
    let values = parameters.copyValues()
    let expected = centralDifferences(values, step: 5e-3) { changed in
      parameters.load(values: changed)
      let found = losses(network)
      return name == "generator." ? found.generator : found.discriminator
    }
    parameters.load(values: values)
    parameters.keepsGradients = true
    _ = losses(network)
    let found = parameters.copyGradients()
    let own = parameters.entries.filter { $0.isLearnt && $0.name.hasPrefix(name) }
      .flatMap { $0.offset..<$0.offset + $0.count }
    #expect(relativeError(own.map { found[$0] }, own.map { expected[$0] }) < 1e-2)
  }

  @Test(
    "the generator learns also from a discriminator that is certain", arguments: [-12, -60, 12] as [Float])
  func saturation(bias: Float) throws {
    let network = make()
    let parameters = network.parameters
    var values = parameters.copyValues()
    let last = try #require(parameters.entries.last { $0.name.hasSuffix(".bias") })
    values[last.offset] = bias
    parameters.load(values: values)
    parameters.keepsGradients = true
    let found = losses(network)
    #expect(found.generator.isFinite && abs(found.generator - max(0, Double(-bias))) < 1)
    let gradient = parameters.entries.filter { $0.name.hasPrefix("generator.") }.flatMap {
      Array(parameters.copyGradients()[$0.offset..<$0.offset + $0.count])
    }
    let norm = gradient.reduce(0.0) { $0 + Double($1 * $1) }.squareRoot()
    // Sure that draws are not real, it says where to go; sure that they are, there is nowhere to go.
    #expect(bias < 0 ? norm > 1e-3 : norm < 1e-3)
  }

  @Test("losses are those of the verdicts")
  func verdicts() {
    let network = make { $0.realLabel = 0.9 }
    var random = RandomSource(seed: 2)
    let found = network.evaluate(images, random: &random)
    var again = RandomSource(seed: 2)
    let drawn = network.decode(again.normal(rows: 7, columns: 3))
    let (ofDrawn, ofReal) = (network.verdicts(on: drawn), network.verdicts(on: images))
    #expect(abs(ofDrawn.reduce(0.0) { $0 - logarithm($1) } / 7 - found.generator) < 1e-3)
    let real = ofReal.reduce(0.0) { $0 - 0.9 * logarithm($1) - 0.1 * logarithm(1 - $1) } / 7
    let fake = ofDrawn.reduce(0.0) { $0 - logarithm(1 - $1) } / 7
    #expect(abs(real + fake - found.discriminator) < 1e-3)
    #expect(random == again)
  }

  /// The natural logarithm of a probability, by its series around 1 after roots.
  private func logarithm(_ probability: Float) -> Double {
    let root = (0..<10).reduce(Double(probability)) { value, _ in value.squareRoot() }
    let t = (root - 1) / (root + 1)
    return 2048 * (t + t * t * t / 3)
  }

  @Test("a shorter gradient is a shorter step of momentum, for each network by itself")
  func limits() {
    func steps(_ limit: Double) -> [Float] {
      let network = make {
        $0.largestGradient = limit
        $0.optimizer = .momentum(0)
      }
      let before = network.parameters.copyValues()
      _ = losses(network, rate: 1)
      return zip(network.parameters.copyValues(), before).map { $0 - $1 }
    }
    let entries = make().parameters.entries
    let short = steps(1e-3)
    for name in ["generator.", "discriminator."] {
      let own = entries.filter { $0.isLearnt && $0.name.hasPrefix(name) }
        .flatMap { Array(short[$0.offset..<$0.offset + $0.count]) }
      #expect(abs(own.reduce(0.0) { $0 + Double($1 * $1) }.squareRoot() - 1e-3) < 1e-5)
    }
    #expect(steps(1e6) != short)
  }

  @Test("a discriminator that does not learn stays as it is while the generator goes on")
  func rates() throws {
    let network = make { $0.discriminatorRate = 0 }
    let before = network.parameters.copyValues()
    _ = losses(network, rate: 0.1)
    let after = network.parameters.copyValues()
    for entry in network.parameters.entries where entry.isLearnt {
      let range = entry.offset..<entry.offset + entry.count
      #expect((before[range] == after[range]) == entry.name.hasPrefix("discriminator."))
    }
  }

  @Test("a search finds codes that draw an image, and a longer one no worse ones")
  func search() {
    let network = make(generator: [.dense(10), .sigmoid])
    var random = RandomSource(seed: 6)
    let codes = random.normal(rows: 20, columns: 3)
    let drawn = network.decode(codes)
    let search = network.makeSearch()
    func value(_ found: Matrix) -> Double {
      let restored = network.decode(found)
      let error = zip(restored.values, drawn.values).reduce(0.0) {
        $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
      }
      return error + found.values.reduce(0.0) { $0 + Double($1 * $1) } / 2
    }
    let (brief, thorough) = (search.codes(of: drawn, .brief), search.codes(of: drawn, .thorough))
    #expect(thorough == search.codes(of: drawn, .thorough))
    // The codes that drew the images are not the likeliest ones that draw about the same.
    #expect(value(thorough) < value(codes) && value(thorough) < value(brief) + 1e-3)
    #expect(search.codes(of: drawn.rows(in: 0..<0), .brief).rows == 0)
  }
}
