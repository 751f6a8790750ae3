import LatentCore
import Pictures
import Screen
import Testing

@Suite("Arrangements of images")
struct ArrangementTests {
  let shape = ImageShape(height: 2, width: 3)

  func images(_ count: Int) -> Matrix {
    Matrix(rows: count, columns: 6, values: (0..<count * 6).map { Float($0 / 6 + 1) / 10 })
  }

  func grey(_ value: Float) -> Color {
    let byte = UInt8((value * 255).rounded())
    return .rgb(byte, byte, byte)
  }

  @Test("images stand in rows with gaps between and around them")
  func grid() {
    let bitmap = ImageGrid.bitmap(images(5), shape: shape, columns: 3, gap: 1, magnification: 2)
    #expect(bitmap.width == 3 * 7 + 1 && bitmap.height == 2 * 5 + 1)
    #expect(bitmap[0, 0] == ImageGrid.ground && bitmap[1, 1] == grey(0.1) && bitmap[6, 4] == grey(0.1))
    #expect(bitmap[7, 1] == ImageGrid.ground && bitmap[8, 1] == grey(0.2) && bitmap[1, 6] == grey(0.4))
    #expect(bitmap[20, 9] == ImageGrid.ground)
  }

  @Test("unless said otherwise a grid is about a square", arguments: [(1, 1), (4, 2), (5, 3), (64, 8)])
  func square(count: Int, columns: Int) {
    #expect(ImageGrid.bitmap(images(count), shape: shape, gap: 0).width == columns * 3)
  }

  @Test("one image alone is its pixels")
  func single() {
    let bitmap = ImageGrid.bitmap(image: [0, 0.5, 1, -1, 2, .nan], shape: shape)
    #expect(bitmap.width == 3 && bitmap.height == 2)
    #expect((0..<6).map { bitmap.pixels[$0 * 3] } == [0, 128, 255, 0, 255, 0])
  }

  @Test("originals stand over their reconstructions")
  func pairs() {
    let bitmap = ImageGrid.pairs(
      originals: images(3), reconstructions: Matrix(rows: 3, columns: 6, repeating: 1), shape: shape,
      perRow: 2, gap: 1,
      magnification: 1)
    #expect(bitmap[1, 1] == grey(0.1) && bitmap[5, 1] == grey(0.2) && bitmap[1, 4] == grey(1))
    // The third pair begins a new band.
    #expect(bitmap[1, 9] == grey(0.3) && bitmap[1, 12] == grey(1))
  }

  @Test("what has no images or another shape is an empty picture")
  func empty() {
    #expect(ImageGrid.bitmap(Matrix(rows: 0, columns: 6), shape: shape).pixels.isEmpty)
    #expect(ImageGrid.bitmap(images(2), shape: .mnist).pixels.isEmpty)
    #expect(ImageGrid.strip(images(0), shape: shape).pixels.isEmpty)
  }
}

@Suite("Plots for files")
struct PlotPictureTests {
  func count(_ color: Color, in bitmap: Bitmap) -> Int {
    (0..<bitmap.height).reduce(0) { sum, y in sum + (0..<bitmap.width).filter { bitmap[$0, y] == color }.count
    }
  }

  @Test("a scatter plot shows every class in the map and in the legend")
  func scatter() {
    let points = Matrix(rows: 3, columns: 2, values: [0, 0, 1, 1, -1, 2])
    let labels: [UInt8] = [0, 1, 2]
    let with = ScatterPlot(title: "map", points: points, labels: labels).bitmap(width: 400, height: 300)
    let without = ScatterPlot(title: "map", points: points).bitmap(width: 400, height: 300)
    #expect(with.width == 400 && with.height == 300)
    for label in 0..<3 {
      #expect(
        count(ClassPalette.color(label), in: with) > 40 && count(ClassPalette.color(label), in: without) == 0)
    }
  }

  @Test("measures are printed under the map")
  func measures() {
    let points = Matrix(rows: 2, columns: 2, values: [0, 0, 1, 1])
    let plain = ScatterPlot(title: "", points: points).bitmap(width: 400, height: 300)
    let measured = ScatterPlot(title: "", points: points, measures: [("trust", "0.9")]).bitmap(
      width: 400, height: 300)
    let changed = (0..<300).filter { y in (0..<400).contains { plain[$0, y] != measured[$0, y] } }
    #expect(!changed.isEmpty && changed.allSatisfy { $0 > 260 })
  }

  @Test(
    "any points make a picture",
    arguments: [
      Matrix(rows: 0, columns: 2), Matrix(rows: 3, columns: 0), Matrix(rows: 2, columns: 1, repeating: 1),
      Matrix(rows: 2, columns: 2, repeating: .nan), Matrix(rows: 2, columns: 3, repeating: 1e38),
      Matrix(rows: 2, columns: 2, values: [-3e38, 0, 3e38, 0]),
    ])
  func robust(points: Matrix) {
    let bitmap = ScatterPlot(title: "t", points: points, labels: [255, 0]).bitmap(width: 1, height: 1)
    #expect(bitmap.width == 320 && bitmap.height == 280)
  }

  @Test("curves and bullets are drawn in their colours")
  func lines() {
    let plot = LinePlot([
      .init("train", Theme.accent, y: [3, 2, .nan, 1, 1]),
      .init("test", Theme.key, kind: .dots, y: [3, 2, 1, 1, 1]),
    ])
    let bitmap = plot.bitmap(title: "loss", width: 400, height: 300)
    #expect(count(Theme.accent, in: bitmap) > 50 && count(Theme.key, in: bitmap) > 100)
    #expect(LinePlot([]).bitmap(title: "nothing").width == 1000)
  }
}
