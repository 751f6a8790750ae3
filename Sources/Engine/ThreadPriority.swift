import Foundation

/// The scheduling of the threads that compute.
enum ThreadPriority {
  /// Lets the calling thread, and the workers that it starts, give way to the one that answers keys.
  ///
  /// With as many busy threads as cores, a key would otherwise wait for its turn among them. Where nobody else wants
  /// a core, it costs nothing. Linux keeps the priority by thread.
  static func giveWay() { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }

  private static let niceness: Int32 = 5
}
