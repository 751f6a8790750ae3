import Formats
import Foundation
import LatentCore

/// A run that can be opened, for a menu.
public struct RunListing: Sendable, Equatable {
  /// What `RunLocator.open` takes.
  public var path: String
  /// The name for people.
  public var title: String
  /// The model with its widths, `vae 784-400-2`.
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

extension RunLocator {
  /// All runs that a menu can open: the pre-trained ones first, then those of the default place, newest first. What
  /// cannot be read is left out.
  public func list() -> [RunListing] {
    Self.pretrained.compactMap(pretrainedListing) + savedListings()
  }

  private func pretrainedListing(_ name: String) -> RunListing? {
    guard let file = try? Self.pretrainedFile(name), let description = try? WeightsFile(file).description()
    else { return nil }
    return listing(description, path: name, title: name, date: nil)
  }

  private func savedListings() -> [RunListing] {
    let names = (try? Files.names(in: defaultPlace)) ?? []
    let runs = names.compactMap { name -> (saved: String, listing: RunListing)? in
      let folder = RunFolder(path: defaultPlace + "/" + name)
      guard let (description, _) = try? folder.readDescription() else { return nil }
      let date = Self.localTime(description.saved)
      return listing(description, path: folder.path, title: name, date: date).map { (description.saved, $0) }
    }
    return runs.sorted { ($0.saved, $0.listing.title) > ($1.saved, $1.listing.title) }.map(\.listing)
  }

  private func listing(
    _ description: RunDescription, path: String, title: String, date: String?
  ) -> RunListing? {
    guard let specification = try? description.specification(file: path) else { return nil }
    return RunListing(
      path: path, title: title, model: "\(specification.model) \(specification.architecture)",
      dataset: description.dataset?.title, epoch: description.epoch, date: date)
  }

  /// Local time to the minute; the text itself when it is no ISO 8601.
  private static func localTime(_ text: String) -> String {
    guard let date = try? Date(text, strategy: .iso8601) else { return text }
    let parts = Calendar.current.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    return String(
      format: "%04d-%02d-%02d %02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
      parts.minute ?? 0)
  }
}
