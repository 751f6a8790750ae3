import Datasets
import Formats
import LatentCore
import Models

/// Finds runs by what people call them.
public struct RunLocator: Sendable {
  /// The models that are compiled into the program.
  public static let pretrained = ["vae-2", "vae-3", "vae-20", "ae-2", "ae-3"]

  /// The process's variables, which decide where the default place is.
  public let environment: [String: String]

  /// Creates a locator.
  public init(environment: [String: String]) { self.environment = environment }

  /// Where runs go that name no folder, `$XDG_DATA_HOME/zwalk/runs`.
  public var defaultPlace: String { UserFolders.data(environment) + "/runs" }

  /// Opens a pre-trained model, a run's folder, a safetensors file, or a run of the default place by its name.
  /// - Throws: `ZwalkError` that names what is missing or does not fit.
  public func open(_ run: String) throws -> SavedRun {
    if let contents = try Self.pretrainedFile(run) { return try SavedRun(contents, path: run, title: run) }
    switch Files.kind(of: run) {
    case .folder: return try RunFolder(path: run).open()
    case .file, .other: return try Self.openFile(run)
    case .missing: return try openByName(run)
    }
  }

  private func openByName(_ run: String) throws -> SavedRun {
    let folder = RunFolder(path: defaultPlace + "/" + run)
    if !run.contains("/"), !run.isEmpty, folder.exists { return try folder.open() }
    guard run.contains("/") || run.hasSuffix(".safetensors") else {
      throw ZwalkError.unknownName(kind: "run", name: run, known: list().map(\.title))
    }
    throw ZwalkError.fileMissing(
      path: run,
      advice: "a run is a folder, a .safetensors file, or one of " + Self.pretrained.joined(separator: ", "))
  }

  private static func openFile(_ path: String) throws -> SavedRun {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let title = name.hasSuffix(".safetensors") ? String(name.dropLast(".safetensors".count)) : name
    return try SavedRun(Safetensors(reading: path), path: path, title: title)
  }

  static func pretrainedFile(_ name: String) throws(ZwalkError) -> Safetensors? {
    guard pretrained.contains(name), let bytes = EmbeddedAsset.named("models/\(name).safetensors") else {
      return nil
    }
    return try Safetensors(decoding: bytes, file: "\(name).safetensors")
  }

  /// A folder of the default place that does not exist yet, `$XDG_DATA_HOME/zwalk/runs/MODEL-DATA-N`.
  public func newFolder(for specification: ModelSpecification, data: ImageSet) -> String {
    let allowed = data.id.split(separator: "/").last ?? "data"
    let name = "\(specification.model)-" + String(allowed.map { $0.isLetter || $0.isNumber ? $0 : "-" })
    var number = 1
    while Files.kind(of: "\(defaultPlace)/\(name)-\(number)") != .missing { number += 1 }
    return "\(defaultPlace)/\(name)-\(number)"
  }
}

extension SavedRun {
  /// Reads a lone file; what its metadata does not say is inferred from its tensors.
  /// - Throws: `ZwalkError`.
  init(_ file: Safetensors, path: String, title: String) throws {
    let weightsFile = WeightsFile(file)
    let description = try weightsFile.description()
    let specification =
      if let description {
        try description.specification(file: file.file)
      } else {
        try InferredModel(file).specification(file: file.file)
      }
    let model = try specification.model(seed: description?.seed ?? 0, describedIn: file.file)
    let checkpoint = try? weightsFile.state(for: model)
    var state =
      try checkpoint ?? TrainingState(beginningWith: weightsFile.weights(for: model), description)
    if description == nil { state.learningRate = specification.learningRate }
    self.init(
      path: path, title: title, specification: specification, state: state, isResumable: checkpoint != nil,
      seed: description?.seed ?? 0, dataset: description?.dataset, gaussian: description?.gaussian,
      records: [])
  }
}
