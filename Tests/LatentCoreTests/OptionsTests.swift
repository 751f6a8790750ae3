import LatentCore
import Testing

@Suite("Options")
struct OptionsTests {
  private let descriptions = [
    OptionDescription("latent", .integer(1...784), default: .integer(20), "dimensions of a code"),
    OptionDescription("lr", .real(1e-6...1), default: .real(0.001), "learning rate"),
    OptionDescription(
      "likelihood", .choice(["bernoulli", "gaussian"]), default: .text("bernoulli"), "of a pixel"),
    OptionDescription("annealed", .flag, default: .flag(false), "whether the weight grows"),
    OptionDescription("hidden", .integers(1...4096), default: .integers([400]), "hidden widths"),
    OptionDescription("lambda", .automatic(0...9), default: .automatic, "weight of a penalty"),
  ]

  @Test("unless said, every option has the recipe's value")
  func defaults() {
    let options = Options(descriptions)
    #expect(options.integer("latent") == 20)
    #expect(options.real("lr") == 0.001)
    #expect(options.text("likelihood") == "bernoulli")
    #expect(!options.flag("annealed"))
    #expect(options.integers("hidden") == [400])
    #expect(options.chosenReal("lambda") == nil)
  }

  @Test("a number takes the place of auto, and auto that of the number")
  func automatic() throws {
    var options = Options(descriptions)
    try options.set("lambda", to: "0", among: descriptions)
    #expect(options.chosenReal("lambda") == 0)
    try options.set("lambda", to: "auto", among: descriptions)
    #expect(options == Options(descriptions))
  }

  @Test(
    "what is printed can be typed again",
    arguments: [
      ("latent", "2"), ("lr", "0.0005"), ("likelihood", "gaussian"), ("annealed", "true"),
      ("hidden", "128,64,12"),
      ("hidden", ""), ("lambda", "auto"), ("lambda", "0.5"),
    ])
  func roundTrip(key: String, text: String) throws {
    var options = Options(descriptions)
    try options.set(key, to: text, among: descriptions)
    #expect(options.values[key]?.description == text)
  }

  @Test(
    "what is not allowed is refused with what would be",
    arguments: [
      ("latent", "0", "a whole number from 1 to 784"), ("latent", "2.5", "a whole number from 1 to 784"),
      ("lr", "nan", "a number from 1e-06 to 1"), ("likelihood", "Gauss", "bernoulli or gaussian"),
      ("annealed", "yes", "true or false"), ("lambda", "10", "a number from 0 to 9, or auto"),
      ("hidden", "12,,3", "whole numbers from 1 to 4096, separated by commas"),
      ("hidden", "99999", "whole numbers from 1 to 4096, separated by commas"),
    ])
  func refusal(key: String, text: String, allowed: String) {
    var options = Options(descriptions)
    #expect(throws: ZwalkError.optionOutOfRange(key: key, value: text, allowed: allowed)) {
      try options.set(key, to: text, among: descriptions)
    }
    #expect(options == Options(descriptions), "nothing is changed by a refusal")
  }

  @Test("an unknown option is refused with those that there are")
  func unknown() {
    var options = Options(descriptions)
    #expect(throws: ZwalkError.unknownOption(key: "lat", known: descriptions.map(\.key))) {
      try options.set("lat", to: "2", among: descriptions)
    }
  }
}

@Suite("Errors")
struct ErrorTests {
  @Test("a message is one line that names what was found and what to do")
  func messages() {
    let error = ZwalkError.shapeMismatch(
      tensor: "encoder.0.weight", file: "runs/a/latest.safetensors", expected: [400, 784], found: [128, 784],
      advice: "try --hidden 128")
    #expect(
      error.message
        == "runs/a/latest.safetensors: encoder.0.weight is [128, 784], expected [400, 784]; try --hidden 128")
    #expect(
      ZwalkError.unknownName(kind: "model", name: "vea", known: ["ae", "vae"]).message.contains("ae, vae"))
  }

  @Test("arguments end with 64, an interruption with 130, anything else with 1")
  func statuses() {
    #expect(ZwalkError.unknownName(kind: "model", name: "x", known: []).exitStatus == 64)
    #expect(ZwalkError.unusableArguments("x").exitStatus == 64)
    #expect(ZwalkError.interrupted.exitStatus == 130)
    #expect(ZwalkError.notFinite(what: "x").exitStatus == 1)
  }
}

@Suite("Losses")
struct LossesTests {
  @Test("a short batch counts as much as it holds")
  func average() {
    var average = LossAverage()
    #expect(average.mean == nil)
    average.add(Losses(loss: 1, reconstruction: 1, kl: 0), count: 3)
    average.add(Losses(loss: 5, reconstruction: 4, kl: 1), count: 1)
    #expect(average.mean == Losses(loss: 2, reconstruction: 1.75, kl: 0.25))
  }
}
