import Formats
import LatentCore

/// Images and labels in two `.npy` files, named together as `images.npy+labels.npy`.
struct LabelledArrays: Equatable {
  let images: String
  let labels: String

  /// What joins the two paths.
  private static let separator = ".npy+"

  init(images: String, labels: String) {
    self.images = images
    self.labels = labels
  }

  /// Takes a name apart; nil when it names no such pair.
  init?(_ name: String) {
    guard let joint = name.firstRange(of: Self.separator), joint.upperBound < name.endIndex
    else { return nil }
    images = String(name[..<name.index(before: joint.upperBound)])
    labels = String(name[joint.upperBound...])
  }

  /// The name of both.
  var name: String { "\(images)+\(labels)" }

  /// Returns the source.
  /// - Throws: `ZwalkError.fileMissing` naming the file that is not there.
  func source() throws(ZwalkError) -> DatasetSource {
    for path in [images, labels] where Files.kind(of: path) == .missing {
      throw .fileMissing(path: path, advice: "images and their labels are named as images.npy+labels.npy")
    }
    return .npy(images, labels: labels)
  }
}
