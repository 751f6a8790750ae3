import Screen
import Testing

@Suite("Line plots")
struct PlotTests {
  @Test("a curve has numbered axes")
  func curve() {
    let plot = LinePlot([.init("train", Theme.accent, y: (0...20).map { Double($0) * 5 })], xTitle: "epoch")
    let text = picture(5, 24) { $0.draw(plot, in: $0.bounds) }
    #expect(
      text == """
        100                ⣀⡠⠤⠒⠉
                      ⣀⠤⠔⠒⠉
                 ⣀⡠⠔⠒⠉⠁
          0 ⣀⠤⠔⠊⠉
            1      epoch      21
        """)
  }

  @Test("test values are bullets over the curve")
  func dots() {
    let plot = LinePlot([
      .init("train", Theme.accent, y: [4, 2, 1]), .init("test", Theme.key, kind: .dots, y: [4, 3, 2]),
    ])
    var frame = Frame(rows: 4, columns: 20)
    frame.draw(plot, in: frame.bounds)
    #expect(frame.cells.filter { $0.character == "•" }.count == 3)
    #expect(frame.cells.filter { $0.character == "•" }.allSatisfy { $0.foreground == Theme.key })
    #expect(plot.legend.spans.map(\.text).joined() == "train ─  test •")
  }

  @Test("a gap in the values is a gap in the curve")
  func gap() {
    func dots(_ y: [Double]) -> Int {
      picture(4, 30) { $0.draw(LinePlot([.init("a", Theme.text, y: y)], yRange: 0...1), in: $0.bounds) }
        .unicodeScalars.filter { (0x2801...0x28FF).contains($0.value) }.count
    }
    #expect(dots([0.5, 0.5, 0.5, 0.5, 0.5]) > 20)
    #expect(dots([0.5, 0.5, .nan, 0.5, 0.5]) < 18)
    #expect(dots([0.5, 0.5, .infinity, 0.5, 0.5]) < 18)
  }

  @Test("the first steps of training may leave the plot at the top")
  func peaks() throws {
    let values = [540.0] + (0..<40).map { 160 - Double($0) / 4 }
    let cut = LinePlot([.init("a", Theme.text, y: values)], cutsPeaks: true)
    let whole = LinePlot([.init("a", Theme.text, y: values)])
    #expect(try #require(cut.shownY).upperBound < 200)
    #expect(try #require(whole.shownY).upperBound == 540)
  }

  @Test(
    "few, equal, endless or no values can be drawn",
    arguments: [
      [], [1], [1, 1, 1], [.nan], [.infinity, 2], [1e300, -1e300], [0, 1e-300], [3, .nan, 4],
    ] as [[Double]])
  func robust(values: [Double]) {
    let plot = LinePlot(
      [.init("a", Theme.text, y: values), .init("b", Theme.key, kind: .dots, y: values)], xTitle: "x")
    for area in awkwardRectangles {
      var frame = Frame(rows: 12, columns: 40)
      frame.draw(plot, in: area)
      #expect(frame.isSingleWidth)
    }
  }

  @Test(
    "ticks are round numbers within the range",
    arguments: [
      (0...100.0, 5, ["0", "50", "100"]), (147.3...189.2, 4, ["150", "160", "170", "180"]),
      (0.0...0.37, 4, ["0.0", "0.1", "0.2", "0.3"]),
      (-1.0...1, 3, ["-1", "0", "1"]), (5...5, 3, ["5"]), (0.01...0.02, 3, ["0.010", "0.015", "0.020"]),
    ])
  func ticks(range: ClosedRange<Double>, count: Int, expected: [String]) {
    let ticks = Ticks.nice(range, count: count)
    #expect(Ticks.labels(ticks) == expected)
    #expect(
      ticks.count <= count && ticks.allSatisfy { range.contains($0) || abs($0 - range.upperBound) < 1e-9 })
  }
}
