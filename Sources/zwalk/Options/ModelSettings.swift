import ArgumentParser
import LatentCore
import Models

/// The options of a model on the command line; what is not said is the recipe of the literature.
struct ModelSettings: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Passes over the training images.", valueName: "n"))
  var epochs: String?

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("Images in a training step.", valueName: "n"))
  var batch: String?

  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("The learning rate.", valueName: "x"))
  var lr: String?

  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Dimensions of a code.", valueName: "n"))
  var latent: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Widths of the hidden layers, the encoder's order.", valueName: "n,n..."))
  var hidden: String?

  @OptionGroup var settings: SettingOptions

  /// Returns options of a model with what was said put in.
  /// - Throws: `ZwalkError.unknownOption`, `.optionOutOfRange`, `.unusableArguments` for two values of one option.
  func options(for entry: ModelEntry, over options: Options) throws -> Options {
    var options = options
    for (key, value) in named {
      try settings.requireSingle(key)
      try options.set(key, to: value, among: entry.options)
    }
    try settings.apply(to: &options, among: entry.options)
    return options
  }

  /// The options that have a name of their own on the command line, as far as they were said.
  private var named: [(key: String, value: String)] {
    let all = [("epochs", epochs), ("batch", batch), ("lr", lr), ("latent", latent), ("hidden", hidden)]
    return all.compactMap { key, value in value.map { (key, $0) } }
  }

  /// The options that were said, in whatever way.
  var keys: [String] { named.map(\.key) + settings.settings.map(\.key) }
}

/// `--set KEY=VALUE`, as often as wanted.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("An option of the catalogue entry.", valueName: "key=value"),
    transform: Parsing.setting)
  var settings: [Setting] = []

  /// Puts what was said into options.
  /// - Throws: `ZwalkError.unknownOption`, `.optionOutOfRange`, `.unusableArguments` for two values of one option.
  func apply(to options: inout Options, among descriptions: [OptionDescription]) throws {
    for setting in settings {
      guard settings.count(where: { $0.key == setting.key }) == 1 else {
        throw ZwalkError.unusableArguments("--set gives \(setting.key) two values; give it one")
      }
      try options.set(setting.key, to: setting.value, among: descriptions)
    }
  }

  /// - Throws: `ZwalkError.unusableArguments` when an option that has its own name is set here as well.
  fileprivate func requireSingle(_ key: String) throws {
    guard !settings.contains(where: { $0.key == key }) else {
      throw ZwalkError.unusableArguments(
        "--\(key) and --set \(key)=... give one option two values; leave one out")
    }
  }
}
