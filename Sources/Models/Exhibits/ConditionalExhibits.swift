import LatentCore

extension ExhibitEntry {
  /// The style of an image, given to all other labels.
  /// - Source: Kingma et al. 2014, arXiv:1406.5298, figure 1 (analogies).
  static let styles = ExhibitEntry(
    id: "styles", title: "Style transfer",
    description: "the code of an image decoded with every label: the style stays, the class changes"
  ) { model, subject in
    let count = min(10, subject.examples.images.rows)
    let classes = min(model.classes, 16)
    let rows = (0..<count).map { index in
      let image = subject.examples.images.rows(in: index..<index + 1)
      let label = subject.examples.labels.isEmpty ? [] : [subject.examples.labels[index]]
      let code = model.encode(image, labels: label)
      let codes = code.gatheringRows([Int](repeating: 0, count: classes))
      var sheet = image
      sheet.append(rowsOf: model.decode(codes, labels: (0..<classes).map { UInt8($0) }))
      return ImageSheet.Row(label.first.map { "\($0)" } ?? "", sheet)
    }
    return Exhibit(
      .images(ImageSheet(rows, shape: model.specification.imageShape)),
      note: "at the left the image, then its style as 0 to \(classes - 1)")
  }

  /// Draws from the prior, a row for each label.
  static let samplesOfClasses = ExhibitEntry(
    id: "samples", title: "Samples", description: "the same draws from the prior decoded with every label"
  ) { model, subject in
    var random = subject.random
    let codes = model.priorDraws(10, random: &random)
    let rows = (0..<min(model.classes, 16)).map { label in
      ImageSheet.Row(
        subject.classNames.indices.contains(label) ? subject.classNames[label] : "\(label)",
        model.decode(codes, labels: [UInt8](repeating: UInt8(label), count: codes.rows)))
    }
    return Exhibit(.images(ImageSheet(rows, shape: model.specification.imageShape)), note: "draws from p(z)")
  }
}
