import Analysis
import Engine
import LatentCore
import Models
import Projections

extension ChoiceMenu {
  /// The models of the catalogue.
  static func models(_ state: State) -> ChoiceMenu {
    var menu = ChoiceMenu(
      purpose: .model, title: "Model",
      items: ModelCatalog.all.map { Item(id: $0.id, title: $0.id, detail: $0.description) })
    menu.selected = menu.items.firstIndex { $0.id == state.snapshot?.specification.model } ?? 0
    menu.hint = "↑↓ choose  Enter options  Esc close"
    return menu
  }

  /// The maps that a slot of the comparison can show.
  static func maps(slot: Int, _ state: State) -> ChoiceMenu {
    let codes = Item(
      id: codesIdentifier, title: "codes", detail: "the codes of the model that is shown")
    let methods = ProjectionCatalog.all.map { Item(id: $0.id, title: $0.id, detail: $0.description) }
    let runs = RunLocator.pretrained.map {
      Item(id: runPrefix + $0, title: $0, detail: "the codes of this trained model")
    }
    let path = Item(
      id: pathIdentifier, title: "a path…", detail: "a run's codes, or points in a .npy or .csv file")
    var menu = ChoiceMenu(
      purpose: .map(slot: slot), title: "Map \(slot + 1) of \(state.comparison.mapCount)",
      items: [codes] + methods + runs + [path])
    let request = state.maps[slot]?.request
    let shown = request?.method ?? request?.run.map { runPrefix + $0 } ?? codesIdentifier
    menu.selected = menu.items.firstIndex { $0.id == shown } ?? 0
    menu.hint = "↑↓ choose  Enter take  Tab next map  Esc close"
    return menu
  }

  /// Saved runs and pre-trained models.
  static func runs(_ runs: [RunChoice]) -> ChoiceMenu {
    let path = Item(id: pathIdentifier, title: "a path…", detail: "a run's folder or a .safetensors file")
    return ChoiceMenu(
      purpose: .run, title: "Open",
      items: runs.map { Item(id: $0.run, title: $0.title, detail: $0.detail) } + [path])
  }

  /// Data sets that were found, those that are missing, and a path.
  /// - Parameter shown: the data that is shown.
  static func data(_ data: [DataChoice], shown: String?) -> ChoiceMenu {
    let path = Item(
      id: pathIdentifier, title: "a path…", detail: "a folder of IDX files or pictures, a .npz, .npy or .csv")
    var menu = ChoiceMenu(
      purpose: .data, title: "Data",
      items: data.map { Item(id: $0.name, title: $0.title, detail: $0.detail, isAvailable: $0.isFound) } + [
        path
      ])
    menu.selected = menu.items.firstIndex { $0.id == shown } ?? 0
    return menu
  }

  /// The classes of the loaded data.
  static func classes(_ snapshot: Snapshot) -> ChoiceMenu {
    var menu = ChoiceMenu(
      purpose: .classMean, title: "To the mean of a class",
      items: snapshot.data.classNames.enumerated().map { index, name in
        Item(id: "\(index)", title: "\(index)", detail: name == "\(index)" ? "" : name)
      })
    menu.hint = "a digit, or ↑↓ and Enter  Esc close"
    return menu
  }

  /// The labels that the shown model can be told.
  static func labels(_ snapshot: Snapshot) -> ChoiceMenu {
    var menu = classes(snapshot)
    menu.purpose = .label
    menu.title = "Decode as"
    return menu
  }

  /// Every key by what it does.
  static func palette(_ state: State) -> ChoiceMenu {
    var menu = ChoiceMenu(
      purpose: .command, title: "Commands",
      items: Keymap.bindings.map { binding in
        let reason = binding.unavailable(state)
        return Item(
          id: binding.help, title: binding.shown,
          detail: reason.map { "\(binding.help) (\($0))" } ?? binding.help,
          isAvailable: reason == nil)
      })
    menu.hint = "type to find  Enter do  Esc close"
    return menu
  }
}

extension State {
  /// The shown model's codes as a map, turned in three dimensions where there are three.
  var codesRequest: MapRequest {
    MapRequest(method: nil, dimensions: isThreeDimensional ? 3 : 2)
  }
}

extension MapRequest {
  /// The name of the method that codes are drawn by; nil for their principal components.
  var secondTitle: String? {
    RunProjection.secondMethod(options).map { (try? ProjectionCatalog.entry($0).title) ?? $0 }
  }

  /// The name of a method for people, with its kind where one method has several.
  func title(of method: String) -> String {
    let title = (try? ProjectionCatalog.entry(method).title) ?? method
    guard case .text(let kind)? = options.values["kind"] else { return title }
    return "\(title): \(kind)"
  }
}
