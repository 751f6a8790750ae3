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
  /// - Throws: `ZwalkError.unknownOption`, `.optionOutOfRange`.
  func options(for entry: ModelEntry, over options: Options) throws -> Options {
    var options = options
    let named = [("epochs", epochs), ("batch", batch), ("lr", lr), ("latent", latent), ("hidden", hidden)]
    for (key, value) in named {
      if let value { try options.set(key, to: value, among: entry.options) }
    }
    try settings.apply(to: &options, among: entry.options)
    return options
  }
}

/// `--set KEY=VALUE`, as often as wanted.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("An option of the catalogue entry.", valueName: "key=value"),
    transform: Parsing.setting)
  var settings: [Setting] = []

  /// Puts what was said into options.
  /// - Throws: `ZwalkError.unknownOption`, `.optionOutOfRange`.
  func apply(to options: inout Options, among descriptions: [OptionDescription]) throws {
    for setting in settings { try options.set(setting.key, to: setting.value, among: descriptions) }
  }
}
