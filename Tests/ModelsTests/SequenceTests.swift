import LatentCore
import Models
import Testing

@Suite("A model of sequences")
struct SequenceTests {
  private let entry: ModelEntry
  private let model: any LatentModel
  private let dynamics: LatentDynamics
  private let images = Batch.blobs(6).images

  init() throws {
    entry = try ModelCatalog.entry("td-vae")
    model = try entry.make(entry.tiny(), seed: 1)
    dynamics = try #require(model.dynamics)
  }

  private var courses: [LatentDynamics.Course] {
    (0..<6).map { LatentDynamics.Course(start: $0, direction: $0 % 2 == 0 ? 1 : -1) }
  }

  @Test("only a model of sequences knows time", arguments: ModelCatalog.all)
  func knowing(entry: ModelEntry) throws {
    #expect((try entry.make(entry.tiny(), seed: 1).dynamics != nil) == (entry.id == "td-vae"))
  }

  @Test("frames move a pixel a step along their course")
  func frames() {
    let (first, second) = (
      dynamics.frames(of: images, courses, at: 0), dynamics.frames(of: images, courses, at: 1)
    )
    #expect(dynamics.images(of: second, courses, at: 1) == images)
    // The image is four pixels wide: course 4 begins where the image stands.
    #expect(first.row(4).elementsEqual(images.row(4)))
    #expect(second[4, 1] == images[4, 0] && second[5, 0] == first[5, 1])
  }

  @Test("what is believed after some frames does not depend on those to come")
  func causality() throws {
    let longer = try entry.make(entry.tiny(["steps": "9"]), seed: 2)
    longer.parameters.load(values: model.parameters.copyValues())
    let (short, long) = (
      dynamics.beliefs(of: images, courses), try #require(longer.dynamics).beliefs(of: images, courses)
    )
    #expect(short.count == 5 && long.count == 9)
    for (a, b) in zip(short, long) { #expect(isClose(a, b)) }
    #expect(short[1] != short[0])
  }

  @Test("the code of an image is what is believed when it has arrived from the left")
  func encoding() {
    let arriving = [LatentDynamics.Course](repeating: .init(start: -4, direction: 1), count: 6)
    #expect(dynamics.frames(of: images, arriving, at: 4) == images)
    #expect(isClose(model.encode(images), dynamics.beliefs(of: images, arriving)[4]))
  }

  @Test("jumps of different length lead to different codes, and none is longer than the longest")
  func jumps() {
    let codes = model.encode(images)
    let landed = (1...5).map { dynamics.expected(from: codes, jump: $0) }
    #expect(dynamics.longestJump == 4 && landed[3] == landed[4])
    for length in 0..<3 { #expect(landed[length] != landed[length + 1] && landed[length] != codes) }
    #expect(dynamics.expected(from: codes.rows(in: 0..<0), jump: 1).rows == 0)
  }

  @Test("a roll-out is one jump after the other")
  func rollOut() {
    let codes = model.encode(images)
    let rolled = dynamics.rollOut(from: codes, jump: 2, times: 2)
    let once = dynamics.expected(from: codes, jump: 2)
    #expect(rolled == [codes, once, dynamics.expected(from: once, jump: 2)])
  }

  @Test("a jump over the whole sequence is refused with the longest one")
  func longJump() throws {
    let specification = try entry.tiny(["steps": "4"])
    #expect(
      throws: ZwalkError.optionOutOfRange(
        key: "jump", value: "4", allowed: "a whole number from 1 to 3 with sequences of 4 frames")
    ) { try entry.make(specification, seed: 1) }
  }

  @Test("it learns to see where an image stands, whichever way it came")
  func learning() throws {
    var specification = try entry.tiny([
      "steps": "8", "hidden": "32", "width": "32", "transition": "64", "latent": "6", "pairs": "8",
    ])
    specification.imageShape = ImageShape(height: 8, width: 6)
    let model = try entry.make(specification, seed: 3)
    let bar = (0..<48).map { $0 % 6 == 0 ? 1 : 0 as Float }
    let batch = Batch(images: Matrix([[Float]](repeating: bar, count: 24)))
    var random = RandomSource(seed: 3)
    for step in 0..<1500 {
      _ = model.trainStep(batch, learningRate: step < 1000 ? 0.01 : 0.002, random: &random)
    }
    let dynamics = try #require(model.dynamics)
    let courses = (0..<12).map { LatentDynamics.Course(start: $0, direction: $0 < 6 ? 1 : -1) }
    let images = batch.images.rows(in: 0..<12)
    for (time, codes) in dynamics.beliefs(of: images, courses).enumerated().dropFirst(2) {
      let truth = dynamics.frames(of: images, courses, at: time)
      let right = zip(model.decode(codes).values, truth.values).filter { ($0 > 0.5) == ($1 > 0.5) }.count
      #expect(right > 550, "of 576 pixels at time \(time)")
    }
  }
}
