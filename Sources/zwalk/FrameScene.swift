import Engine
import Explorer
import Glibc
import LatentCore

/// What the frames show whose speed is measured: the trained vae-2 on the embedded images with both maps measured, and
/// what training it brings.
struct FrameScene {
  /// Everything that has arrived before somebody presses a key.
  let settled: Update
  /// Successive snapshots of training.
  let training: [Snapshot]

  /// Snapshots of training that are shown in turn.
  private static let snapshots = 8

  /// Starts an engine, waits until it rests, trains for a moment and ends it.
  /// - Throws: `ZwalkError` when the embedded files are missing.
  init(seed: UInt64) throws {
    let engine = try Engine(EngineStart(seed: seed), environment: Environment.current, wake: {})
    defer { engine.finish(saving: false) }
    var update = Update()
    Self.gather(from: engine, into: &update) {
      $0.snapshot?.allCodes != nil && $0.maps.count == 2 && $0.maps.values.allSatisfy { $0.quality != nil }
    }
    settled = update
    engine.send(.start)
    training = (0..<Self.snapshots).compactMap { _ in
      let shown = update.snapshot?.step ?? 0
      Self.gather(from: engine, into: &update) { $0.snapshot.map { $0.step > shown } ?? false }
      return update.snapshot
    }
  }

  /// Takes what comes until there is enough.
  private static func gather(from engine: Engine, into update: inout Update, until isEnough: (Update) -> Bool)
  {
    while !isEnough(update) {
      let news = engine.takeUpdate()
      update.snapshot = news.snapshot ?? update.snapshot
      update.maps.merge(news.maps) { $1 }
      if news.isEmpty { usleep(1000) }
    }
  }
}
