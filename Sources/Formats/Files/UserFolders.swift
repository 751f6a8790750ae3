import Foundation

/// The folders in which a person keeps data and settings.
/// - Source: XDG Base Directory Specification 0.8; relative paths in its variables are ignored, as it demands.
public enum UserFolders {
  /// `$XDG_DATA_HOME/zwalk`, `~/.local/share/zwalk` unless set.
  public static func data(_ environment: [String: String]) -> String {
    folder("XDG_DATA_HOME", otherwise: ".local/share", environment)
  }

  /// `$XDG_CONFIG_HOME/zwalk`, `~/.config/zwalk` unless set.
  public static func configuration(_ environment: [String: String]) -> String {
    folder("XDG_CONFIG_HOME", otherwise: ".config", environment)
  }

  private static func folder(_ variable: String, otherwise: String, _ environment: [String: String]) -> String
  {
    if let path = environment[variable], path.hasPrefix("/") { return path + "/zwalk" }
    let home = environment["HOME"] ?? ""
    return (home.hasPrefix("/") ? home : NSHomeDirectory()) + "/\(otherwise)/zwalk"
  }
}
