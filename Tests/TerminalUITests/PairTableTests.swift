import Screen
import TerminalUI
import Testing

@Suite("Colours as a terminal counts them")
struct PairTableTests {
  @Test("a pair is defined once and keeps its number")
  func once() {
    var table = PairTable()
    var defined: [[Int32]] = []
    let define: (Int32, Int32, Int32) -> Bool = { number, foreground, background in
      defined.append([number, foreground, background])
      return true
    }
    #expect(table.number(-1, -1, define: define) == 0)
    #expect(table.number(5, 6, define: define) == 1)
    #expect(table.number(6, 5, define: define) == 2)
    #expect(table.number(5, 6, define: define) == 1)
    #expect(defined == [[1, 5, 6], [2, 6, 5]])
  }

  @Test("where there is no more room, the most similar pair is shown and nothing is redefined")
  func full() {
    var table = PairTable()
    var defined = 0
    let define: (Int32, Int32, Int32) -> Bool = { number, _, _ in
      defined += 1
      return number < 4
    }
    let red = table.number(0xF00000, 0, define: define)
    let green = table.number(0x00F000, 0, define: define)
    let blue = table.number(0x0000F0, 0, define: define)
    #expect([red, green, blue] == [1, 2, 3])
    #expect(table.number(0xE01000, 0, define: define) == red)
    #expect(table.number(0x1010FF, 0, define: define) == blue)
    #expect(table.number(0x0000F0, 0, define: define) == blue)
    #expect(defined == 4)
    #expect(table.count == 4)
  }

  @Test("thousands of colours beyond the limit still find one, and known pairs keep theirs")
  func flood() {
    var table = PairTable()
    let define: (Int32, Int32, Int32) -> Bool = { number, _, _ in number < 10 }
    let first = table.number(1, 1, define: define)
    for color in 0..<Int32(9000) {
      #expect((0..<10).contains(table.number(color * 97, color, define: define)))
    }
    #expect(table.number(1, 1, define: define) == first)
  }

  @Test("direct colour keeps the palette apart from red, green and blue")
  func direct() {
    let coder = ColorCoder(.direct(firstIndex: 1 << 24))
    #expect(coder.number(.standard) == -1)
    #expect(coder.number(.rgb(1, 2, 3)) == 0x010203)
    #expect(coder.number(.indexed(9)) == 1 << 24 + 9)
  }

  @Test("a palette of eight draws bright colours dark and bold")
  func eight() {
    let coder = ColorCoder(.indexed(8))
    #expect(coder.number(.indexed(12)) == 4)
    #expect(coder.needsBold(.indexed(12)))
    #expect(!coder.needsBold(.indexed(4)))
    #expect(!ColorCoder(.indexed(256)).needsBold(.indexed(12)))
    #expect(coder.number(.rgb(250, 200, 20)) == 3)
  }

  @Test("every colour has a number that the palette holds", arguments: [8, 16, 88, 256])
  func within(colors: Int) {
    let coder = ColorCoder(.indexed(colors))
    for value in UInt8.min...UInt8.max {
      for color in [Color.indexed(value), .rgb(value, 0, 255 - value), .rgb(value, value, value)] {
        #expect((0..<Int32(colors)).contains(coder.number(color)))
      }
    }
  }

  @Test("without colours everything is the terminal's own")
  func none() {
    #expect(ColorCoder(.none).number(.rgb(9, 9, 9)) == -1)
    #expect(ColorCoder(.none).number(.indexed(9)) == -1)
  }
}
