import CAssets

/// The files of `assets/`, compiled into the program.
public enum EmbeddedAsset {
  /// The paths below `assets/` of all embedded files, sorted.
  public static var names: [String] {
    (0..<zw_asset_count()).map { String(cString: zw_asset_at($0).name) }
  }

  /// Returns the contents of an embedded file, nil when there is none of this name.
  public static func named(_ name: String) -> [UInt8]? {
    entry(name).map { Array(UnsafeBufferPointer(start: $0.bytes, count: $0.count)) }
  }

  /// The CRC-32 that the table of assets states for a file.
  public static func statedChecksum(_ name: String) -> UInt32? { entry(name)?.crc32 }

  private static func entry(_ name: String) -> zw_asset? {
    (0..<zw_asset_count()).lazy.map { zw_asset_at($0) }.first { String(cString: $0.name) == name }
  }
}
