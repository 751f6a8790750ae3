import LatentCore
import RealModule

/// Looks at a cloud of three dimensions from a distance: turns it, then drops the depth (parallel projection).
public struct Camera: Sendable, Hashable {
  /// The turn about the vertical axis in radians.
  public var yaw: Float
  /// The tilt towards the viewer in radians, -pi/2...pi/2.
  public var pitch: Float
  /// The point of the data that stays in the middle.
  public var centerX, centerY, centerZ: Float

  /// Creates a camera; without angles x runs to the right, y up and z towards the viewer.
  public init(
    yaw: Float = 0, pitch: Float = 0, centerX: Float = 0, centerY: Float = 0, centerZ: Float = 0
  ) {
    self.yaw = yaw.isFinite ? yaw : 0
    self.pitch = pitch.isFinite ? min(max(pitch, -.pi / 2), .pi / 2) : 0
    self.centerX = centerX
    self.centerY = centerY
    self.centerZ = centerZ
  }

  /// Turns by angles in radians; the pitch stops when looking straight down or up.
  public mutating func turn(yaw: Float = 0, pitch: Float = 0) {
    self.yaw = (self.yaw + yaw).remainder(dividingBy: 2 * .pi)
    self.pitch = min(max(self.pitch + pitch, -.pi / 2), .pi / 2)
  }

  /// The rotation, row-major: right, up and depth (towards the viewer) of the view in coordinates of the data.
  public var axes: [Float] {
    let (sinYaw, cosYaw) = (Float.sin(yaw), Float.cos(yaw))
    let (sinPitch, cosPitch) = (Float.sin(pitch), Float.cos(pitch))
    return [
      cosYaw, 0, sinYaw,
      sinPitch * sinYaw, cosPitch, -sinPitch * cosYaw,
      -cosPitch * sinYaw, sinPitch, cosPitch * cosYaw,
    ]
  }

  /// Returns where one point is seen, and how near it is: larger depths are nearer.
  public func project(x: Float, y: Float, z: Float) -> (x: Float, y: Float, depth: Float) {
    let axes = axes
    let (dx, dy, dz) = (x - centerX, y - centerY, z - centerZ)
    return (
      axes[0] * dx + axes[1] * dy + axes[2] * dz, axes[3] * dx + axes[4] * dy + axes[5] * dz,
      axes[6] * dx + axes[7] * dy + axes[8] * dz
    )
  }

  /// Returns right, up and depth of the rows of a matrix, `[n, 3]`; missing columns count as the centre.
  public func project(_ points: Matrix) -> Matrix {
    let axes = axes
    var result = Matrix(rows: points.rows, columns: 3)
    let stride = points.columns
    guard stride > 0 else { return result }
    for row in 0..<points.rows {
      let dx = points.values[row * stride] - centerX
      let dy = stride > 1 ? points.values[row * stride + 1] - centerY : 0
      let dz = stride > 2 ? points.values[row * stride + 2] - centerZ : 0
      result.values[row * 3] = axes[0] * dx + axes[1] * dy + axes[2] * dz
      result.values[row * 3 + 1] = axes[3] * dx + axes[4] * dy + axes[5] * dz
      result.values[row * 3 + 2] = axes[6] * dx + axes[7] * dy + axes[8] * dz
    }
    return result
  }

  /// Returns the inks of points by class and depth, for `ClassPalette.inks(count:depthLevels:)`.
  /// - Parameters:
  ///   - projected: `[n, 3]` as `project` returns it.
  ///   - labels: `n` classes; missing ones are 0.
  ///   - levels: steps of brightness; the nearest third of three is the brightest.
  public static func depthInks(_ projected: Matrix, labels: [UInt8], levels: Int) -> [UInt8] {
    let levels = min(max(1, levels), 25)
    guard projected.columns == 3, let range = DataBounds(projected, x: 2, y: 2) else {
      return [UInt8](repeating: 0, count: projected.rows)
    }
    let extent = max(range.maximumX - range.minimumX, .leastNormalMagnitude)
    return (0..<projected.rows).map { row in
      let share = (range.maximumX - projected.values[row * 3 + 2]) / extent
      let level = share >= 0 ? min(levels - 1, Int(min(share, 1) * Float(levels))) : 0
      let label = row < labels.count ? Int(labels[row]) % ClassPalette.colors.count : 0
      return UInt8(label * levels + level)
    }
  }
}
