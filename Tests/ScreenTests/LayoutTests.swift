import Screen
import Testing

@Suite("Layout")
struct LayoutTests {
  @Test(
    "cells are divided by weight between minimum and maximum",
    arguments: [
      (10, [Share.flexible(), .flexible()], [5, 5]),
      (11, [.flexible(2), .flexible(1)], [7, 4]),
      (36, [.fixed(1), .flexible(), .fixed(1)], [1, 34, 1]),
      (34, [.flexible(0.45, minimum: 16), .flexible(0.55)], [16, 18]),
      (20, [.flexible(0.001, minimum: 10), .flexible(1, maximum: 5)], [15, 5]),
      (3, [.fixed(2), .fixed(2), .flexible()], [2, 1, 0]),
      (9, [.fixed(2), .fixed(3)], [2, 3]),
      (0, [.flexible(minimum: 4)], [0]),
      (-5, [.flexible()], [0]),
    ])
  func divide(total: Int, shares: [Share], expected: [Int]) {
    #expect(Share.divide(total, shares) == expected)
  }

  @Test("nothing is lost and no limit is broken", arguments: 0..<60)
  func properties(total: Int) {
    let shares: [Share] = [
      .flexible(3, minimum: 4, maximum: 9), .fixed(2), .flexible(.infinity), .flexible(0.7, minimum: 3),
    ]
    let sizes = Share.divide(total, shares)
    #expect(sizes.reduce(0, +) == total)
    for (size, share) in zip(sizes, shares) {
      #expect(size <= share.maximum && (total < 9 || size >= share.minimum))
    }
  }

  @Test("the parts of a rectangle touch and stay inside")
  func split() {
    let area = Rectangle(row: 2, column: 3, rows: 10, columns: 21)
    let parts = area.split(columns: [.flexible(), .flexible(), .fixed(4)])
    #expect(parts.map(\.column) == [3, 12, 20])
    #expect(parts.map(\.columns) == [9, 8, 4])
    #expect(parts.allSatisfy { $0.row == 2 && $0.rows == 10 })
    #expect(area.split(rows: [.fixed(3), .flexible()]).map(\.row) == [2, 5])
  }

  @Test("a grid has equal parts in reading order")
  func grid() {
    let parts = Rectangle(row: 0, column: 0, rows: 5, columns: 11).grid(rows: 2, columns: 3, gap: 1)
    #expect(parts.map(\.row) == [0, 0, 0, 3, 3, 3])
    #expect(parts.map(\.column) == [0, 4, 8, 0, 4, 8])
    #expect(parts.allSatisfy { $0.rows == 2 && $0.columns == 3 })
  }

  @Test("rectangles that do not touch have nothing in common", arguments: awkwardRectangles)
  func intersection(area: Rectangle) {
    let frame = Rectangle(row: 0, column: 0, rows: 10, columns: 20)
    let common = area.intersection(frame)
    #expect(common == frame.intersection(area))
    #expect(common.rows <= area.rows && common.columns <= area.columns)
    #expect(common.isEmpty || frame.contains(Position(row: common.row, column: common.column)))
  }
}
