import LatentCore
import Layers

extension ExhibitEntry {
  /// One image with one cell of its map replaced by other codes: a step in a discrete space.
  static let codeEdits = ExhibitEntry(
    id: "edit", title: "One cell, other codes",
    description:
      "a test image first, then as it would be with one cell of its map replaced, most used codes first",
    level: Level("cell", 1...4096, step: 1, initial: 25),
    most: {
      CodeLayout(latent: $0.latentDimension, cells: ConvolutionStages($0).cells).vectors
    }
  ) { model, subject in
    let quantiser = try quantiser(of: model)
    let shape = model.specification.imageShape
    let map = quantiser.maps(of: model.encode(subject.examples.images.rows(upTo: 1)))
    guard map.rows > 0 else {
      return Exhibit(.images(ImageSheet(gallery: Matrix(rows: 0, columns: shape.pixels), shape: shape)))
    }
    let cell = Int(subject.level) - 1
    let usage = CodeUsage(quantiser, of: model, subject)
    var maps = Matrix(rows: 0, columns: map.columns)
    maps.append(rowsOf: map)
    for code in usage.order.prefix(63) {
      var changed = map
      changed[0, cell] = Float(code)
      maps.append(rowsOf: changed)
    }
    return Exhibit(
      .images(ImageSheet(gallery: model.decode(quantiser.codes(ofMaps: maps)), shape: shape)),
      note: "cell \(cell + 1) of \(map.columns) holds code \(Int(map[0, cell]))")
  }

  /// Images, the maps of their codes, and what the decoder makes of them.
  static let codeMaps = ExhibitEntry(
    id: "maps", title: "Maps of codes",
    description: "test images, their maps with one colour for each code, and what is decoded from those"
  ) { model, subject in
    let quantiser = try quantiser(of: model)
    let images = subject.examples.images.rows(upTo: 8)
    let maps = quantiser.maps(of: model.encode(images))
    let shape = model.specification.imageShape
    let restored = model.decode(quantiser.codes(ofMaps: maps))
    let usage = CodeUsage(quantiser, of: model, subject)
    let smallest = ConvolutionStages(model.specification).smallest
    let isMap = smallest.height * smallest.width == maps.columns
    let cells = isMap ? smallest : (1, maps.columns)
    let codes = ImageSheet.Row(
      "codes", maps.painted(shape, cellShape: cells, usage), kinds: usage.kinds(of: maps, cellShape: cells))
    return Exhibit(
      .images(ImageSheet([.init("image", images), codes, .init("decoded", restored)], shape: shape)),
      note: usage.note)
  }

  /// How often each code is chosen.
  static let codeUsage = ExhibitEntry(
    id: "usage", title: "Use of the codebook",
    description: "the share of cells of the probe's maps that choose each code, most used first"
  ) { model, subject in
    let usage = CodeUsage(try quantiser(of: model), of: model, subject)
    return Exhibit(
      .bars(
        BarChart(
          usage.used.map { .init("code \($0)", usage.shares[$0] * 100) },
          quantity: "% of cells, of the codes in use")),
      note: usage.note)
  }

  /// Images of maps that the prior draws.
  static let codeSamples = ExhibitEntry(
    id: "samples", title: "Draws from the prior",
    description: "images of maps that the prior draws cell by cell"
  ) { model, subject in
    var random = subject.random
    let codes = model.draws(24, random: &random) ?? Matrix(rows: 0, columns: model.latentDimension)
    return Exhibit(.images(ImageSheet(gallery: model.decode(codes), shape: model.specification.imageShape)))
  }

  /// The quantiser of a model that has one.
  /// - Throws: `ZwalkError.unsupported` for other models.
  fileprivate static func quantiser(of model: any LatentModel) throws(ZwalkError) -> VectorQuantiser {
    guard let quantiser = try network(of: model).bottleneck as? VectorQuantiser else {
      throw .unsupported(what: "\(model.specification.model) has no codebook", advice: "")
    }
    return quantiser
  }
}

/// How often each code of a codebook is chosen.
private struct CodeUsage {
  /// Shares of all cells, one for each code.
  let shares: [Double]
  /// The codes, most used first.
  let order: [Int]

  /// Counts the codes of the probe's maps.
  init(_ quantiser: VectorQuantiser, of model: any LatentModel, _ subject: ExhibitSubject) {
    var counts = [Double](repeating: 0, count: quantiser.description.codes)
    let maps = quantiser.maps(of: model.encode(subject.probe.images.rows(upTo: 500)))
    for code in maps.values { counts[Int(code)] += 1 }
    let total = Double(max(maps.values.count, 1))
    let shares = counts.map { $0 / total }
    self.shares = shares
    order = counts.indices.sorted { (shares[$0], $1) > (shares[$1], $0) }
  }

  /// The codes that are chosen at all, most used first.
  var used: ArraySlice<Int> { order.prefix { shares[$0] > 0 } }

  var note: String {
    let perplexity = NumberText.plain(VectorQuantiser.perplexity(ofCounts: shares))
    return "\(used.count) of \(shares.count) codes used, \(shares.count - used.count) unused, perplexity "
      + perplexity
  }

  /// Maps with the places of their codes in the order of use, so that the most used ones look most different.
  func kinds(of maps: Matrix, cellShape: (height: Int, width: Int)) -> KindMaps {
    var places = [Int](repeating: 0, count: shares.count)
    for (place, code) in order.enumerated() { places[code] = place }
    return KindMaps(
      height: cellShape.height, width: cellShape.width,
      cells: (0..<maps.rows).map { row in maps.row(row).map { places[Int($0)] } },
      names: order.map { "\($0)" })
  }
}

extension Matrix {
  /// The first rows, at most `count`.
  func rows(upTo count: Int) -> Matrix {
    let rows = Swift.min(count, self.rows)
    return Matrix(rows: rows, columns: columns, values: Array(values[..<(rows * columns)]))
  }

  /// Maps of codes as images, the most used code darkest; the greys are shared by the codes in use.
  fileprivate func painted(
    _ shape: ImageShape, cellShape: (height: Int, width: Int), _ usage: CodeUsage
  ) -> Matrix {
    var greys = [Float](repeating: 0, count: usage.shares.count)
    for (place, code) in usage.order.enumerated() {
      greys[code] = min(1, Float(place + 1) / Float(max(usage.used.count, 1)))
    }
    var result = Matrix(rows: rows, columns: shape.pixels)
    for row in 0..<rows {
      for pixel in 0..<shape.pixels {
        let y = pixel / shape.width * cellShape.height / shape.height
        let x = pixel % shape.width * cellShape.width / shape.width
        result[row, pixel] = greys[Int(self[row, y * cellShape.width + x])]
      }
    }
    return result
  }
}
