import LatentCore
import Pictures
import Testing

@Suite("Films as files")
struct FilmTests {
  let shape = ImageShape(height: 2, width: 3)

  func images(_ count: Int) -> Matrix {
    Matrix(rows: count, columns: 6, values: (0..<count * 6).map { Float($0 / 6 + 1) / 10 })
  }

  @Test("a film plays as a GIF, and is a strip as a picture: time to the right, image after image")
  func film() throws {
    let film = Film(
      (0..<3).map { time in
        let rows = ["true", "steps"].map {
          ImageSheet.Row($0, images(time + 2).rows(in: time..<time + 2))
        }
        return Film.Frame(ImageSheet(rows, shape: shape), caption: "")
      }, framesPerSecond: 5)
    let strip = film.strip(images: 5)
    #expect(strip.rows.map(\.caption) == ["true", "steps", "true", "steps"])
    #expect(strip.rows[0].images == images(3))
    #expect(strip.rows[2].images == images(4).rows(in: 1..<4))
    let bytes = try film.gif()
    #expect(bytes.starts(with: Array("GIF89a".utf8)))
    #expect(film.frame(at: 4) == film.frames[1] && film.frame(at: -1) == film.frames[2])
  }

  @Test("a film without frames is nothing, and no GIF")
  func empty() {
    let none = Film([], framesPerSecond: 5)
    #expect(none.frame(at: 0) == nil && none.strip(images: 1).rows.isEmpty)
    #expect(throws: ZwalkError.self) { try none.gif() }
  }
}
