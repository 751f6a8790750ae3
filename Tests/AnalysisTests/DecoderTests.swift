import Analysis
import Datasets
import LatentCore
import Models
import Testing

@Suite("Decoder")
struct DecoderTests {
  @Test("decodes and encodes as the model does whose weights it has", arguments: ModelCatalog.all)
  func agreement(entry: ModelEntry) throws {
    let model = try Bars.model(entry)
    let decoder = try Decoder(model.specification, weights: model.parameters.copyValues())
    let images = Bars.split(6).matrix()
    let codes = decoder.codes(of: images)
    #expect(codes == model.encode(images))
    let shown = model.decode(codes).values.map { min(1, max(0, $0)) }
    #expect(decoder.images(at: codes).values == shown)
    #expect(decoder.latentDimension == 2 && decoder.prior == model.prior)
    let one = decoder.image(at: Array(codes.row(3)))
    #expect(one.count == 20 && one.allSatisfy { (0...1).contains($0) })
    #expect(zip(one, shown[60..<80]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("many images are encoded and decoded in blocks, like each of them", arguments: ModelCatalog.all)
  func blocks(entry: ModelEntry) throws {
    let model = try Bars.model(entry)
    let decoder = try Decoder(model.specification, weights: model.parameters.copyValues())
    let split = Bars.unlabelled(1100)
    let codes = decoder.codes(of: split)
    #expect(codes.rows == 1100)
    #expect(decoder.codes(of: split, in: 700..<710) == decoder.codes(of: split.matrix(700..<710)))
    // Codes alone do not say the label that a conditional model was told.
    if model.classes == 0 { #expect(decoder.images(at: codes) == decoder.reconstructions(of: split)) }
    for row in [0, 511, 512, 1099] {
      let code = decoder.codes(of: split.matrix(row..<row + 1))
      #expect(zip(code.values, codes.row(row)).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test("does not change when the model goes on learning", arguments: ModelCatalog.all)
  func independence(entry: ModelEntry) throws {
    let model = try Bars.model(entry)
    let decoder = try Decoder(model.specification, weights: model.parameters.copyValues())
    let before = decoder.image(at: [0.3, -1])
    var random = RandomSource(seed: 1)
    _ = model.trainStep(Bars.split(8).batch(Array(0..<8)), learningRate: 0.1, random: &random)
    #expect(decoder.image(at: [0.3, -1]) == before)
  }

  @Test("refuses weights of another model", arguments: ModelCatalog.all)
  func wrongWeights(entry: ModelEntry) throws {
    let specification = try Bars.specification(entry)
    #expect(throws: ZwalkError.self) { try Decoder(specification, weights: [1, 2, 3]) }
  }
}
