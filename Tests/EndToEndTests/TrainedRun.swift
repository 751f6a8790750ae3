import Foundation

/// A small run that tests of other commands work with, trained once.
enum TrainedRun {
  private static let folder = TemporaryFolder()

  /// The run's folder: a VAE of two dimensions after one epoch on the embedded digits.
  static let path: String = {
    let path = folder.path("run")
    let training = try? CommandLineRun(
      "train", "vae", "--latent", "2", "--hidden", "16", "--epochs", "1", "--out", path, "--quiet")
    return training?.status == 0 ? path : "the run of the tests could not be trained"
  }()

  /// The same of a plain autoencoder, which has no prior.
  static let withoutPrior: String = {
    let path = folder.path("run-without-prior")
    let training = try? CommandLineRun(
      "train", "ae", "--hidden", "16", "--epochs", "1", "--out", path, "--quiet")
    return training?.status == 0 ? path : "the run of the tests could not be trained"
  }()
}
