import Datasets
import Formats
import LatentCore
import TestSupport

/// The sentence with which something fails; empty when it does not.
func failure(_ body: () throws(ZwalkError) -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return error.message
  }
}

/// Returns a split of random images, with labels from 0 to 9.
func randomSplit(count: Int, height: Int = 5, width: Int = 4, seed: UInt64 = 1) -> Split {
  var random = RandomSource(seed: seed)
  return Split(
    shape: ImageShape(height: height, width: width),
    pixels: (0..<count * height * width).map { _ in UInt8(truncatingIfNeeded: random.next()) },
    labels: (0..<count).map { _ in UInt8(random.next() % 10) })
}

extension TemporaryFolder {
  /// Writes a split as two IDX files; `ending` is behind their names, `.gz` packs them.
  func write(_ split: Split, part: String, in name: String, dotted: Bool = false, packed: Bool = true) throws
  {
    let images = IDX(dimensions: [split.count, split.shape.height, split.shape.width], bytes: split.pixels)
    let labels = IDX(dimensions: [split.count], bytes: split.labels)
    let joint = dotted ? "." : "-"
    for (array, kind) in [(images, "images\(joint)idx3"), (labels, "labels\(joint)idx1")] {
      let bytes = packed ? Gzip.compress(array.encoded) : array.encoded
      try write(bytes, to: "\(name)/\(part)-\(kind)-ubyte\(packed ? ".gz" : "")")
    }
  }
}

extension Split {
  /// Whether two splits hold the same images and labels.
  func equals(_ other: Split) -> Bool {
    shape == other.shape && pixels == other.pixels && labels == other.labels
  }
}
