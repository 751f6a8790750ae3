import LatentCore
import Models

/// What lies over the panels and takes the keys until it is closed.
public enum OpenDialog: Sendable {
  /// All keys; scrolled by this many lines.
  case help(scroll: Int)
  case menu(ChoiceMenu)
  case form(OptionForm)
  case prompt(Prompt)
  case question(Question)
}

/// A list to choose from; typing narrows it.
public struct ChoiceMenu: Sendable {
  /// What the choice is for.
  public enum Purpose: Sendable, Equatable {
    case model, data, run, command, classMean, label
    /// A map for a slot of the comparison.
    case map(slot: Int)
  }

  /// A line of a menu.
  public struct Item: Sendable, Equatable {
    /// What the choice is reported as: a catalogue identifier, a path, an index.
    public var id: String
    /// The name in the list; typing finds it.
    public var title: String
    /// What is said beside the title; typing finds it too.
    public var detail: String
    /// Whether it can be chosen; the detail says why not.
    public var isAvailable = true
  }

  /// What the chosen item is taken for.
  public var purpose: Purpose
  /// The words in the upper border.
  public var title: String
  /// Everything that can be chosen, in order, whatever was typed.
  public var items: [Item]
  /// The row of the bar, an index into `visible`.
  public var selected = 0
  /// What was typed to narrow the list, in any case; empty shows everything.
  public var filter = ""
  /// What is shown at the lower border, such as the keys that work here.
  public var hint = "↑↓ choose  Enter take  Esc close"

  /// The items that contain what was typed.
  public var visible: [Item] {
    guard !filter.isEmpty else { return items }
    let wanted = filter.lowercased()
    let found = items.filter { "\($0.id) \($0.title) \($0.detail)".lowercased().contains(wanted) }
    // Whoever types a name means it, not what is said of another.
    let named = found.filter { $0.id.lowercased().hasPrefix(wanted) }
    return named + found.filter { !$0.id.lowercased().hasPrefix(wanted) }
  }

  /// The item under the bar.
  public var chosen: Item? {
    visible.indices.contains(selected) ? visible[selected] : nil
  }

  /// Moves the bar, stopping at both ends.
  mutating func move(by distance: Int) {
    selected = min(max(0, selected + distance), max(0, visible.count - 1))
  }
}

/// Options of a catalogue entry, edited in place before the entry is used.
public struct OptionForm: Sendable {
  /// What is done with the options.
  public enum Purpose: Sendable, Equatable {
    case model(id: String)
    case map(id: String, slot: Int)
  }

  /// What the button does with the options.
  public var purpose: Purpose
  /// The entry's name, in the upper border.
  public var title: String
  /// The entry in one line, shown when the button is chosen.
  public var description: String
  /// The entry's options, one field each, in order.
  public var options: [OptionDescription]
  /// What stands in each field, as typed.
  public var texts: [String]
  /// The chosen field; `options.count` is the button.
  public var selected: Int
  /// What is wrong with the field that was last left.
  public var error: String?
  /// Whether the next character replaces the field instead of continuing it.
  public var replacesOnTyping = true

  /// What the button does.
  public var buttonTitle: String {
    switch purpose {
    case .model: "make this model"
    case .map: "show this map"
    }
  }

  /// Creates a form that shows the defaults.
  public init(
    purpose: Purpose, title: String, description: String, options: [OptionDescription], values: Options? = nil
  ) {
    self.purpose = purpose
    self.title = title
    self.description = description
    self.options = options
    texts = options.map { (values?.values[$0.key] ?? $0.defaultValue).description }
    selected = options.count
  }

  /// The options as typed.
  /// - Throws: `ZwalkError.optionOutOfRange` for the first field that is not allowed.
  func parsed() throws(ZwalkError) -> Options {
    var parsed = Options(options)
    for (option, text) in zip(options, texts) {
      try parsed.set(option.key, to: text, among: options)
    }
    return parsed
  }
}

/// A line of text to be typed.
public struct Prompt: Sendable, Equatable {
  /// What the text is for.
  public enum Purpose: Sendable, Equatable {
    case find, dataPath, runPath
    /// A run or a file of points for a slot of the comparison.
    case mapPath(slot: Int)
  }
  /// What the typed line is used for.
  public var purpose: Purpose
  /// The words in the upper border.
  public var title: String
  /// What can be typed, shown below the line.
  public var hint: String
  /// What was typed so far.
  public var text = ""
  /// Why the line could not be used, shown in the hint's place until the next key.
  public var error: String?
}

/// A question with a few answers.
public struct Question: Sendable {
  /// An answer: the keys that give it, its words, what it does.
  public struct Answer: Sendable {
    /// Characters that give it; a line feed stands for Enter.
    public var keys: String
    /// The key that is shown.
    public var shownKey: String
    /// The words beside the shown key.
    public var title: String
    /// What happens when it is given.
    public var outcome: Outcome
  }

  /// What an answer does.
  public enum Outcome: Sendable, Equatable {
    case quit(saving: Bool)
    case reset(saving: Bool)
    case replaceModel(ModelSpecification, saving: Bool)
    case openRun(String, saving: Bool)
    case cancel
  }

  /// What is about to happen, in the upper border.
  public var title: String
  /// The sentence that is asked about.
  public var text: String
  /// All answers, in the order in which they are shown; Escape gives none of them and closes the question.
  public var answers: [Answer]
}
