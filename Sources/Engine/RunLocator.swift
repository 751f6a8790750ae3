import Datasets
import LatentCore
import Models

/// A run that can be opened, for a menu.
public struct RunListing: Sendable, Equatable {
  /// What `open` takes.
  public var path: String
  /// The name for people.
  public var title: String
  /// `vae 784-400-2`.
  public var model: String
  /// The title of the data that it was trained on; nil when unknown.
  public var dataset: String?
  /// Epochs that are complete.
  public var epoch: Int
  /// When it was saved, `2026-05-04 17:03`; nil for a pre-trained model.
  public var date: String?

  /// Creates a listing.
  public init(path: String, title: String, model: String, dataset: String?, epoch: Int, date: String?) {
    self.path = path
    self.title = title
    self.model = model
    self.dataset = dataset
    self.epoch = epoch
    self.date = date
  }
}

/// Finds runs by what people call them.
public struct RunLocator: Sendable {
  /// The models that are compiled into the program.
  public static let pretrained = ["vae-2", "vae-3", "vae-20", "ae-2", "ae-3"]

  /// The process's variables.
  public let environment: [String: String]

  /// Creates a locator.
  public init(environment: [String: String]) { self.environment = environment }

  /// Opens a run's folder, a safetensors file, a pre-trained model, or a run of the default place by its name.
  /// - Throws: `ZwalkError` that names what is missing or does not fit.
  public func open(_ run: String) throws -> SavedRun {
    throw ZwalkError.unknownName(kind: "run", name: run, known: Self.pretrained)
  }

  /// All runs that can be opened by a menu: the pre-trained ones first, then those of the default place, newest first.
  public func list() -> [RunListing] { [] }

  /// A folder of the default place that does not exist yet, `$XDG_DATA_HOME/zwalk/runs/MODEL-DATA-N`.
  public func newFolder(for specification: ModelSpecification, data: ImageSet) -> String { "" }
}
