import Engine
import Models

/// What was chosen in the panel of exhibits, kept for each model.
struct ExhibitChoice: Equatable {
  /// The exhibit; nil, or one that the model does not have, stands for its first.
  var id: String?
  /// Levels that were changed, by exhibit.
  var levels: [String: Double] = [:]
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
    case 2: stepFilm(by: distance)
    case 1:
      guard let level = exhibitLevelRange, let present = exhibitLevel else {
        return say("\(exhibit.title.lowercased()) has no level to change")
      }
      exhibitChoice.levels[exhibit.id] = level.moved(present, by: distance)
    default: break
    }
  }
}
