import LatentCore
import Testing

@Suite("Selecting by rank")
struct SelectionTests {
  @Test(
    "every place gets what sorting would bring there, smaller ones before it",
    arguments: 1...12 as ClosedRange<UInt64>)
  func everyPlace(seed: UInt64) {
    var random = RandomSource(seed: seed)
    // Few distinct values, so that equal ones meet.
    let values = (0..<Int(seed) * 7).map { _ in Float(random.normal()).rounded() }
    let sorted = values.sorted()
    for place in values.indices {
      var copy = values
      copy.select(place)
      #expect(copy[place] == sorted[place])
      #expect(copy[..<place].allSatisfy { $0 <= sorted[place] })
      #expect(copy[place...].allSatisfy { $0 >= sorted[place] })
      #expect(values.selected(place) == sorted[place])
    }
  }

  @Test("a second place is selected among the larger ones alone")
  func twoPlaces() {
    var values: [Float] = [5, 3, 9, 1, 7, 8, 2, 6, 4, 0]
    values.select(2)
    values.select(7, from: 2)
    #expect(values[2] == 2 && values[7] == 7)
  }

  @Test("what is no number ends the search all the same")
  func notANumber() {
    var values: [Float] = [.nan, 3, .nan, 1, 2, .nan]
    for place in values.indices { values.select(place) }
    #expect(values.count { $0.isNaN } == 3)
  }
}
