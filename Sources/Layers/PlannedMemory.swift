import Kernels

/// Working memory for a number of rows, made anew when there are more of them, or other threads to share them.
public struct PlannedMemory<Memory> {
  private var memory: Memory?
  private var rows = 0
  private var parts = 0

  /// Creates a place for memory that nobody has needed yet.
  public init() {}

  /// Returns memory for some rows.
  /// - Parameters:
  ///   - rows: how many are needed now.
  ///   - least: for how many memory is planned at least.
  ///   - make: reserves memory for so many rows and as many parts as there are threads.
  public mutating func holding(
    _ rows: Int, atLeast least: Int = 1, _ make: (_ rows: Int, _ parts: Int) -> Memory
  ) -> Memory {
    if let memory, self.rows >= rows, parts == Kernels.threads { return memory }
    (self.rows, parts) = (max(rows, least), Kernels.threads)
    let made = make(self.rows, parts)
    memory = made
    return made
  }
}
