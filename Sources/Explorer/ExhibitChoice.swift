import Engine
import LatentCore
import Models
import Screen

/// What was chosen in the panel of exhibits, kept for each model.
struct ExhibitChoice: Equatable {
  /// The exhibit; nil, or one that the model does not have, stands for its first.
  var id: String?
  /// Levels that were changed, by exhibit.
  var levels: [String: Double] = [:]
  /// The first line that is seen of those that have no room as a whole, by exhibit.
  var lines: [String: Int] = [:]
  /// What the engine was last asked for.
  var requested: ExhibitRequest?
}

extension State {
  /// What the shown model has to see.
  var exhibits: [ExhibitEntry] {
    snapshot.flatMap { try? ModelCatalog.entry($0.specification.model) }?.exhibits ?? []
  }

  /// The exhibit that the panel shows.
  var chosenExhibit: ExhibitEntry? {
    let all = exhibits
    return all.first { $0.id == exhibitChoice.id } ?? all.first
  }

  /// What can be changed of the chosen exhibit of the shown model; nil for nothing.
  var exhibitLevelRange: ExhibitEntry.Level? {
    snapshot.flatMap { chosenExhibit?.level(for: $0.specification) }
  }

  /// The level of the chosen exhibit, within what the shown model has; nil where it has none.
  var exhibitLevel: Double? {
    guard let exhibit = chosenExhibit, let level = exhibitLevelRange else { return nil }
    return exhibitChoice.levels[exhibit.id].map { min($0, level.range.upperBound) } ?? level.initial
  }

  /// The chosen exhibit as it was last made; nil while another one is shown or none.
  var shownExhibit: ExhibitSnapshot? {
    guard let shown = snapshot?.exhibit, shown.id == chosenExhibit?.id else { return nil }
    return shown
  }

  /// The line of the chosen exhibit that is wished to be the first.
  var exhibitScroll: Int { chosenExhibit.flatMap { exhibitChoice.lines[$0.id] } ?? 0 }

  /// Which part of the exhibit its panel shows.
  /// - Parameter area: the panel with its border.
  func exhibitWindow(in area: Rectangle) -> (window: FigureWindow, remark: String)? {
    guard let figure = shownExhibit?.exhibit?.figure else { return nil }
    let parts = ExhibitParts(figure, description: chosenExhibit?.description ?? "", in: area)
    let (window, remark) = figure.window(in: parts.figure, from: exhibitScroll, moment: player.moment)
    return (window, remark)
  }

  /// Whether the panel shows a part of an exhibit only.
  var canScrollExhibit: Bool {
    guard focus == .exhibit, let area = layout.panels[.exhibit] else { return false }
    return exhibitWindow(in: area)?.window.isPart ?? false
  }

  /// Shows lines of the exhibit further down, or up; whole pages where asked for.
  private mutating func scrollExhibit(down lines: Int, inPages: Bool = false) {
    guard let exhibit = chosenExhibit, let area = layout.panels[.exhibit],
      let window = exhibitWindow(in: area)?.window, window.isPart
    else { return say("\(chosenExhibit?.title.lowercased() ?? "this") is seen as a whole") }
    let distance = lines * (inPages ? max(1, window.visible) : 1)
    exhibitChoice.lines[exhibit.id] = min(max(0, window.first + distance), window.total - window.visible)
  }

  /// What the engine must make: nothing while the panel is not on the screen.
  private var wantedExhibit: ExhibitRequest? {
    guard layout.panels[.exhibit] != nil, let exhibit = chosenExhibit else { return nil }
    return ExhibitRequest(exhibit.id, level: exhibitLevel)
  }

  /// Returns what the engine must be told when another exhibit is to be seen than before.
  mutating func requestExhibit() -> [Effect] {
    let wanted = wantedExhibit
    guard wanted != exhibitChoice.requested else { return [] }
    exhibitChoice.requested = wanted
    return [.engine(.exhibit(wanted))]
  }

  /// Goes to another exhibit, or changes the level of this one.
  mutating func moveExhibit(_ direction: Direction, steps: Int) {
    guard let exhibit = chosenExhibit else { return }
    let distance = Int(direction.sign) * steps
    switch direction.axis {
    case 0:
      let all = exhibits
      let index = all.firstIndex { $0.id == exhibit.id } ?? 0
      exhibitChoice.id = all[((index + distance) % all.count + all.count) % all.count].id
    case 2:
      // Page Down steps back in a film and on in a page.
      if film == nil { scrollExhibit(down: -distance, inPages: true) } else { stepFilm(by: distance) }
    case 1:
      guard let level = exhibitLevelRange, let present = exhibitLevel else {
        return scrollExhibit(down: -distance)
      }
      exhibitChoice.levels[exhibit.id] = level.moved(present, by: distance)
    default: break
    }
  }
}
