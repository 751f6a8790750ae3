import Foundation
import LatentCore
import Testing

@Suite("Losses with further terms")
struct LossTermsTests {
  private func losses(_ loss: Double, _ terms: [(String, Double)] = [], kl: Double? = nil) -> Losses {
    var losses = Losses(loss: loss, reconstruction: loss / 2, kl: kl)
    for (name, value) in terms { losses.terms[name] = value }
    return losses
  }

  @Test("terms are kept by name, whatever the order in which they were set")
  func names() {
    var terms = losses(1, [("penalty", 1), ("commitment", 2), ("penalty", 3)]).terms
    #expect(terms.map(\.name) == ["commitment", "penalty"])
    #expect(terms["penalty"] == 3 && terms["commitment"] == 2 && terms["none"] == nil)
    #expect(terms == losses(1, [("commitment", 2), ("penalty", 3)]).terms)
    terms["penalty"] = .nan
    #expect(!terms.isFinite)
  }

  @Test("a mean weighs terms by the images of their batches")
  func mean() throws {
    var average = LossAverage()
    average.add(losses(1, [("penalty", 2)]), count: 3)
    average.add(losses(5, [("penalty", 6)]), count: 1)
    let mean = try #require(average.mean)
    #expect(mean.loss == 2 && mean.terms["penalty"] == 3)
  }

  @Test(
    "losses come back from JSON, terms beside the rest",
    arguments: [[], [("penalty", 0.25)], [("d", 4), ("b", 2), ("a", 1), ("c", 3)]] as [[(String, Double)]])
  func coding(terms: [(String, Double)]) throws {
    for kl in [nil, 2.5] as [Double?] {
      let written = losses(1.5, terms, kl: kl)
      let data = try JSONEncoder().encode(written)
      #expect(try JSONDecoder().decode(Losses.self, from: data) == written)
      let text = String(decoding: data, as: UTF8.self)
      #expect(terms.allSatisfy { text.contains("\"\($0.0)\":") })
    }
  }

  @Test("more terms than there is room for are an error, not a trap")
  func tooMany() {
    let text = #"{"loss":1,"reconstruction":1,"a":1,"b":1,"c":1,"d":1,"e":1}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Losses.self, from: Data(text.utf8)) }
  }
}
