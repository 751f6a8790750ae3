import Foundation
import Glibc

/// A program in a terminal of its own: keys in, an emulated screen out.
///
/// The test keeps the terminal's other side open, so that its modes can be read after the program has gone.
final class PseudoTerminal {
  /// How a program ended.
  enum Ending: Equatable { case exited(Int32), signalled(Int32) }

  /// The modes of a terminal, to be compared.
  struct Modes: Equatable {
    var flags: [UInt32]
    var characters: [UInt8]
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let process: pid_t
  /// The modes before the program was started.
  let modesBefore: Modes
  private(set) var screen: ScreenModel
  private(set) var bytesReceived = 0
  private(set) var ending: Ending?
  private let master: Int32
  private let slave: Int32

  /// Starts a program as the leader of a session that has this terminal.
  init(
    _ command: [String], rows: Int = 36, columns: Int = 120, environment: [String: String] = [:],
    unset: [String] = []
  ) throws {
    screen = ScreenModel(rows: rows, columns: columns)
    master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    let path = try Self.unlockedPath(of: master)
    slave = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    Self.setSize(of: slave, rows: rows, columns: columns)
    modesBefore = Self.modes(of: slave)
    var variables = ProcessInfo.processInfo.environment
    for name in unset + ["COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "TMUX", "STY"] {
      variables[name] = nil
    }
    variables.merge(["TERM": "xterm-256color", "LANG": "C.UTF-8"]) { $1 }
    for name in unset { variables[name] = nil }
    variables.merge(environment) { $1 }
    process = try Self.spawn(command, terminal: path, environment: variables)
  }

  deinit {
    if ending == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    Glibc.close(master)
    Glibc.close(slave)
  }

  /// Unlocks the terminal's other side and returns its path: what unlockpt and ptsname do, which Glibc's module lacks.
  private static func unlockedPath(of master: Int32) throws -> String {
    let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
    var (isLocked, number): (Int32, Int32) = (0, 0)
    guard master >= 0, ioctl(master, setLock, &isLocked) == 0, ioctl(master, getNumber, &number) == 0 else {
      throw Failure(description: "no pseudo-terminal: errno \(errno)")
    }
    return "/dev/pts/\(number)"
  }

  private static func spawn(_ command: [String], terminal: String, environment: [String: String]) throws
    -> pid_t
  {
    // No core files for the signals that the tests send.
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(4), &limit)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(
      &attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, command[0], &actions, &attributes, arguments, variables)
    guard failure == 0 else {
      throw Failure(description: "\(command[0]) cannot be started: \(String(cString: strerror(failure)))")
    }
    return child
  }

  // MARK: Keys and signals

  /// Types text, or the bytes of keys.
  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else { receive(for: 0.01) }
    }
  }

  func signal(_ number: Int32) { kill(process, number) }

  func resize(rows: Int, columns: Int) {
    receive(for: 0)
    screen.resize(rows: rows, columns: columns)
    // The kernel sends SIGWINCH.
    Self.setSize(of: master, rows: rows, columns: columns)
  }

  private static func setSize(of terminal: Int32, rows: Int, columns: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  // MARK: Waiting

  /// Reads what the program writes for a while.
  func receive(for seconds: Double) {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, Int32(seconds * 1000)) == 1, source.revents & Int16(POLLIN) != 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      bytesReceived += count
      screen.feed(buffer[..<count])
    }
  }

  /// Waits until the screen is as wanted; false when the time is over, or the program is and it never will be.
  func wait(within seconds: Double = 30, until condition: (ScreenModel) -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !condition(screen) {
      guard Date() < deadline else { return false }
      let hasEnded = updateEnding()
      receive(for: hasEnded ? 0 : 0.05)
      if hasEnded { return condition(screen) }
    }
    return true
  }

  /// Waits until the screen shows what a pattern describes, and returns it.
  /// - Throws: `Failure` with the screen as it is.
  @discardableResult
  func wait(for pattern: String, within seconds: Double = 30) throws -> String {
    let regex = try Regex(pattern)
    guard wait(within: seconds, until: { $0.text.contains(regex) }),
      let match = screen.text.firstMatch(of: regex)
    else {
      throw Failure(
        description: "no '\(pattern)' within \(seconds) s on\n\(screen.text)\n\(String(describing: ending))")
    }
    return String(screen.text[match.range])
  }

  /// Waits until the program has ended.
  /// - Throws: `Failure` when it goes on.
  @discardableResult
  func waitForEnd(within seconds: Double = 30) throws -> Ending {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !updateEnding() {
      guard Date() < deadline else {
        throw Failure(description: "still there after \(seconds) s:\n\(screen.text)")
      }
      receive(for: 0.02)
    }
    receive(for: 0)
    return ending!
  }

  private func updateEnding() -> Bool {
    if ending != nil { return true }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return false }
    let number = status & 0x7F
    ending = number == 0 ? .exited(status >> 8 & 0xFF) : .signalled(number)
    return true
  }

  // MARK: What is left behind

  /// The modes of the terminal now.
  var modes: Modes { Self.modes(of: slave) }

  private static func modes(of terminal: Int32) -> Modes {
    var modes = termios()
    tcgetattr(terminal, &modes)
    let characters = withUnsafeBytes(of: &modes.c_cc) { Array($0) }
    return Modes(flags: [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag], characters: characters)
  }

  /// The processor time that the program has used, in seconds.
  var processorTime: Double {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    let fields = text.split(separator: ")").last.map { $0.split(separator: " ") } ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
