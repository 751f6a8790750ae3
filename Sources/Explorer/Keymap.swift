import Screen

/// What a key does, in words for footer, help and README, and as the action that it stands for.
public struct Binding: Sendable {
  /// Where help and README list a binding.
  public enum Group: String, Sendable, CaseIterable {
    case walking = "Walking"
    case training = "Training"
    case views = "Views"
    case comparing = "Comparing"
    case choosing = "Choosing"
    case leaving = "Leaving"
  }

  /// The keys with the action of each.
  public let keys: [(key: Key, action: Action)]
  /// The keys as people read them: `←↑↓→ hjkl`.
  public let shown: String
  /// The keys in the footer, where those that stand for others are left out.
  public let footerKeys: String
  /// One or two words for the footer; nil keeps the binding out of it.
  public let title: @Sendable (State) -> String?
  /// A sentence for help and README.
  public let help: String
  /// The heading under which help and README list it.
  public let group: Group
  /// Lower ranks keep their place in a narrow footer.
  public let rank: Int
  /// Whether the key is what people look for in this moment, so that it keeps its place before all ranks.
  public let isUrgent: @Sendable (State) -> Bool
  /// Why the key can do nothing at the moment, or nil when it can.
  public let unavailable: @Sendable (State) -> String?

  init(
    _ shown: String, short: String? = nil, _ group: Group, rank: Int,
    isUrgent: @escaping @Sendable (State) -> Bool = { _ in false },
    title: @escaping @Sendable (State) -> String?, help: String,
    keys: [(Key, Action)], unavailable: @escaping @Sendable (State) -> String? = { _ in nil }
  ) {
    self.shown = shown
    footerKeys = short ?? shown
    self.group = group
    self.rank = rank
    self.isUrgent = isUrgent
    self.title = title
    self.help = help
    self.keys = keys.map { (key: $0.0, action: $0.1) }
    self.unavailable = unavailable
  }
}

/// All keys of the explorer: dispatch, footer, help, command palette and README read this table.
public enum Keymap {
  /// Every binding, in the order of help and README.
  public static let bindings: [Binding] = walking + training + views + comparing + choosing + leaving

  /// Returns the binding and the action of a key.
  public static func lookup(_ key: Key) -> (binding: Binding, action: Action)? {
    for binding in bindings {
      if let match = binding.keys.first(where: { $0.key == key }) { return (binding, match.action) }
    }
    return nil
  }

  /// The bindings of one group.
  public static func bindings(in group: Binding.Group) -> [Binding] {
    bindings.filter { $0.group == group }
  }

  /// Why nothing can be walked yet.
  static let needsModel: @Sendable (State) -> String? = { state in
    state.snapshot == nil ? "the model is still being loaded" : nil
  }
}
