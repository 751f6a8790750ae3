import Engine
import Screen

/// Everything that can happen to the explorer: keys and what they mean, news of the engine, the clock.
///
/// Recorded actions replay a session exactly; nothing else changes a `State`.
public enum Action: Sendable {
  // From outside
  /// A key as it was pressed; dialogs and the keymap decide what it means.
  case key(Key)
  case mouse(MouseEvent)
  case resized(rows: Int, columns: Int)
  /// News of the engine.
  case arrived(Update)
  /// The time in seconds since the program began.
  case clock(Double)
  /// Saved runs, asked for by `Effect.listRuns`.
  case runsListed([RunChoice])
  /// Data sets, asked for by `Effect.listData`.
  case dataListed([DataChoice])
  /// A sentence about an effect that was carried out or failed.
  case said(Notice)

  // Walking
  /// Moves the cursor, or in a focused map the selection.
  case walk(Direction, steps: Int)
  case scaleStep(Float)
  case toOrigin
  case toClass(Int)
  /// Decodes with another label, for a model that is told one; the code stays.
  case toLabel(Int)
  case toSample
  case toSelection
  case markPath
  case changePathKind

  // Training
  case toggleTraining
  case trainStep
  case trainEpoch
  case scaleLearningRate(Double)
  case reset
  case save

  // Views
  case focus(PanelIdentifier)
  case focusNext
  case focusPrevious
  case toggleZoom
  case toggleGrid
  case turn(yaw: Float, pitch: Float)
  case toggleTurning
  case fit
  case cycleColoring
  case cycleThumbnails
  case escape

  // Comparing
  case toggleComparison
  case cycleMapCount
  case growBrush
  case clearBrush
  case toggleMorph
  case toggleMapWalk
  case fitAllMethods
  /// Chooses which option of an unfolding map the keys change.
  case nextSteering

  // Dialogs and leaving
  case open(DialogRequest)
  case screenshot
  case repaint
  case suspend
  case quit
}

/// A way to move: along the axes of the walk plane.
public enum Direction: Sendable, Hashable, CaseIterable {
  case left, right, down, up, back, forth

  /// The index of the axis that changes.
  var axis: Int {
    switch self {
    case .left, .right: 0
    case .down, .up: 1
    case .back, .forth: 2
    }
  }

  /// +1 towards larger coordinates; right and up increase.
  var sign: Float {
    switch self {
    case .right, .up, .forth: 1
    case .left, .down, .back: -1
    }
  }
}

/// A dialog that a key opens.
public enum DialogRequest: Sendable, Hashable {
  case help, models, data, maps, runs, find, palette, classes, labels
}

/// A run that can be opened.
public struct RunChoice: Sendable, Equatable {
  /// What `Command.open(run:)` takes.
  public var run: String
  /// The name for people.
  public var title: String
  /// Model, data and epochs in a line.
  public var detail: String

  /// Creates a choice.
  public init(run: String, title: String, detail: String) {
    self.run = run
    self.title = title
    self.detail = detail
  }
}

/// A data set that can be loaded, or the reason why not.
public struct DataChoice: Sendable, Equatable {
  /// What `Command.replaceData` takes.
  public var name: String
  /// The name for people.
  public var title: String
  /// Where it was found, or how to get it.
  public var detail: String
  /// Whether it can be loaded; a menu shows the others with the reason and does not take them.
  public var isFound: Bool

  /// Creates a choice.
  public init(name: String, title: String, detail: String, isFound: Bool) {
    self.name = name
    self.title = title
    self.detail = detail
    self.isFound = isFound
  }
}
