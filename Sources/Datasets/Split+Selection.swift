import Formats
import LatentCore

extension Split {
  /// Returns the images with these indices, in this order.
  public func selecting(_ indices: [Int]) -> Split {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * shape.pixels)
    for index in indices { chosen += bytes(index) }
    var split = Split(shape: shape, pixels: chosen, labels: labels.isEmpty ? [] : indices.map { labels[$0] })
    split.factors = factors?.selecting(indices)
    return split
  }

  /// Returns the first images, at most `count`.
  public func prefix(_ count: Int) -> Split {
    guard count < self.count else { return self }
    var split = Split(
      shape: shape, pixels: Array(pixels.prefix(count * shape.pixels)), labels: Array(labels.prefix(count)))
    split.factors = factors?.selecting(0..<count)
    return split
  }

  /// Returns the images that do not occur in another split, byte for byte, and how many were left out.
  public func excluding(imagesOf other: Split) -> (split: Split, dropped: Int) {
    guard shape == other.shape else { return (self, 0) }
    let known = Dictionary(grouping: 0..<other.count) { other.checksum($0) }
    let kept = (0..<count).filter { index in
      let alike = known[checksum(index)] ?? []
      return !alike.contains { other.bytes($0).elementsEqual(bytes(index)) }
    }
    return kept.count == count ? (self, 0) : (selecting(kept), count - kept.count)
  }

  /// The CRC-32 of one image.
  private func checksum(_ index: Int) -> UInt32 {
    var checksum = Checksum()
    checksum.add(bytes(index))
    return checksum.value
  }
}

extension ImageSet {
  /// Returns the data set without the training images that occur in a split of another, byte for byte, and how
  /// many were left out.
  /// - Throws: `ZwalkError.unusableData` when no training image would be left.
  public func excluding(imagesOf split: Split) throws(ZwalkError) -> (data: ImageSet, dropped: Int) {
    let (kept, dropped) = train.excluding(imagesOf: split)
    guard kept.count > 0 else {
      throw .unusableData(name: title, reason: "every training image is among those to be left out")
    }
    return (ImageSet(id: id, title: title, train: kept, test: test, classNames: classNames), dropped)
  }

  /// The part of the name `train` or `test`.
  /// - Throws: `ZwalkError.unknownName` for any other name.
  public func split(named name: String) throws(ZwalkError) -> Split {
    switch name {
    case "train": return train
    case "test": return test
    default: throw .unknownName(kind: "split", name: name, known: ["train", "test"])
    }
  }
}
