import LatentCore
import Models

/// What the engine can be told. Commands are carried out in order, between two training steps.
public enum Command: Sendable {
  /// Trains until paused, or until the recipe's epochs are done; continues past them when they already are.
  case start
  case pause
  /// Trains one step, or to the end of the epoch, then pauses.
  case step
  case epoch
  case learningRate(Double)
  /// Fresh weights from a seed, epoch 0.
  case reset(seed: UInt64)
  /// Another model with fresh weights on the loaded data.
  case replaceModel(ModelSpecification, seed: UInt64)
  /// A run's folder, a safetensors file, or the name of a pre-trained model.
  case open(run: String)
  /// Another data set, by catalogue name or path; the model starts anew when it does not fit.
  case replaceData(String)
  /// Saves the run; nil chooses `$XDG_DATA_HOME/zwalk/runs/MODEL-DATA-N`.
  case save(path: String?)
  /// Shows a map in a slot of the comparison, in place of what was there.
  case map(slot: Int, MapRequest)
  case cancelMap(slot: Int)
  /// Measures of all maps what somebody looks at, from now on; nil for nothing more.
  case examine(Examination?)
  /// Changes an option of a map while it unfolds.
  case steerMap(slot: Int, key: String, value: OptionValue)
  /// Shows an exhibit of the model and keeps it up to date; nil when nobody looks at it any more.
  case exhibit(ExhibitRequest?)
  /// Ends training, after saving when asked, and stops both queues.
  case stop
}

/// A map that is wanted.
public struct MapRequest: Sendable, Equatable {
  /// A projection of the catalogue; nil for codes, or for points from a file.
  public var method: String?
  /// A run's folder, file or name, whose codes are shown; nil for the shown model's own.
  public var run: String?
  /// A `.npy` or `.csv` file of points, row i is image i of the training split; nil for none.
  public var file: String?
  /// The projection's options; for codes those of `RunProjection`.
  public var options: Options
  /// Dimensions of the map, 2 or 3.
  public var dimensions: Int

  /// Creates a request.
  public init(
    method: String?, options: Options = Options(), dimensions: Int = 2, run: String? = nil,
    file: String? = nil
  ) {
    self.method = method
    self.run = run
    self.file = file
    self.options = options
    self.dimensions = dimensions
  }

  /// Whether the codes of the shown model are wanted.
  public var showsCodes: Bool { method == nil && run == nil && file == nil }

  /// The codes of the model that is shown.
  public static let codes = MapRequest(method: nil)
}
