import ArgumentParser

@main
struct Zwalk: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "A terminal explorer of latent spaces.")
}
