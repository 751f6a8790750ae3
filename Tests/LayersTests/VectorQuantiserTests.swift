import Kernels
import LatentCore
import Layers
import Testing

@Suite("Quantised codes")
struct VectorQuantiserTests {
  /// A quantiser of maps of 3 cells with 2 numbers each, a tape with vectors in it, and the vectors.
  private struct Subject {
    let arena = ParameterArena()
    let quantiser: VectorQuantiser
    let tape: BottleneckTape
    let hidden: MatrixView
    let rows: Int

    init(_ learning: CodebookLearning, rows: Int = 4, codes: Int = 5, spread: Float = 1) {
      self.rows = rows
      quantiser = VectorQuantiser(
        latent: 6,
        QuantiserDescription(cells: 3, codes: codes, commitment: 0.25, learning: learning, priorWidth: 4),
        arena: arena)
      arena.initialise(seed: 3)
      var random = RandomSource(seed: 1)
      var vectors = random.normal(rows: rows, columns: 6)
      for index in vectors.values.indices { vectors.values[index] *= spread }
      hidden = vectors.view
      tape = quantiser.makeTape(rows: rows, conditions: 0)
      forward()
    }

    func forward() { quantiser.forward(hidden, tape, rows: 0..<rows, RandomSource(seed: 0)) }

    /// What the parameters named so have as gradients after a backward pass.
    func step(_ step: OptimizerStep) {
      forward()
      for task in quantiser.parameterTasks(hidden: hidden, tape) {
        task.layer.parameterGradient(task.gradient, input: task.input, units: 0..<task.layer.units)
        task.layer.update(units: 0..<task.layer.units, step)
      }
    }
  }

  @Test("every vector is replaced by the nearest one of the codebook")
  func nearest() {
    let subject = Subject(.averages)
    let (vectors, book) = (subject.hidden.matrix, subject.quantiser.vectors)
    let found = subject.tape.codes.matrix
    for (row, cell) in (0..<4).flatMap({ row in (0..<3).map { (row, $0) } }) {
      let distances = (0..<5).map { code in
        (0..<2).reduce(Float(0)) { sum, i in
          let difference = vectors[row, 2 * cell + i] - book[code, i]
          return sum + difference * difference
        }
      }
      let best = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      #expect((0..<2).allSatisfy { found[row, 2 * cell + $0] == book[best, $0] })
      #expect(subject.quantiser.maps(of: vectors)[row, cell] == Float(best))
    }
  }

  @Test("the gradient passes straight through, and that of the commitment joins it")
  func straightThrough() {
    let subject = Subject(.averages)
    var random = RandomSource(seed: 7)
    let codeGradient = random.normal(rows: 4, columns: 6)
    subject.tape.codeGradients.load(codeGradient, rows: 0..<4)
    _ = subject.quantiser.divergence(subject.tape, rows: 0..<4)
    let gradient = Matrix(rows: 4, columns: 6).view
    subject.quantiser.backward(subject.tape, rows: 0..<4, scale: 0.5, into: gradient)
    let codes = subject.tape.codes.matrix
    let expected = centralDifferences(subject.hidden.matrix.values, step: 1e-3) { point in
      zip(point, codes.values).reduce(0.0) { $0 + 0.25 * Double(($1.0 - $1.1) * ($1.0 - $1.1)) } * 0.5
    }
    let found = zip(gradient.matrix.values, codeGradient.values).map { $0 - $1 }
    #expect(relativeError(found, expected) < 1e-3)
    let penalty = subject.quantiser.penalty(subject.tape, rows: 0..<4)
    let distance = zip(subject.hidden.matrix.values, codes.values).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    #expect(abs(penalty - 0.25 * Double(distance)) < 1e-5)
  }

  @Test("codes that learn by gradient have that of the distance to their vectors")
  func codebookGradient() {
    let subject = Subject(.gradient)
    let values = subject.arena.copyValues()
    let book = subject.arena.entries[0]
    let codes = subject.tape.memory.views[0].matrix
    let task = subject.quantiser.parameterTasks(hidden: subject.hidden, subject.tape)[0]
    task.layer.parameterGradient(task.gradient, input: task.input, units: 0..<5)
    let expected = centralDifferences(Array(values[..<book.count])) { changed in
      (0..<12).reduce(0.0) { sum, place in
        let code = Int(codes.values[place])
        return sum
          + (0..<2).reduce(0.0) {
            let difference = subject.hidden.matrix.values[place * 2 + $1] - changed[code * 2 + $1]
            return $0 + Double(difference * difference)
          } / 4
      }
    }
    #expect(relativeError(Array(subject.arena.copyGradients()[..<book.count]), expected) < 1e-2)
  }

  @Test(
    "averages move the codes to the means of their vectors, and leave none dead",
    arguments: [1, 2, 3] as [UInt64])
  func averages(seed: UInt64) {
    // Eight places, and codes that begin far from all of them.
    let quantiser = Subject(.averages, rows: 64, codes: 8, spread: 0)
    var random = RandomSource(seed: seed)
    for row in 0..<64 {
      for cell in 0..<3 {
        let place = Int.random(in: 0..<8, using: &random)
        quantiser.hidden[row, 2 * cell] = 10 + Float(place % 4) + 0.01 * random.normal()
        quantiser.hidden[row, 2 * cell + 1] = 20 + Float(place / 4) + 0.01 * random.normal()
      }
    }
    for step in 1...400 {
      quantiser.arena.stepCount = step
      quantiser.step(.momentum(rate: 0, momentum: 0))
    }
    quantiser.forward()
    let used = Set(quantiser.tape.memory.views[0].matrix.values)
    #expect(used.count >= 7)
    #expect(quantiser.quantiser.penalty(quantiser.tape, rows: 0..<64) / 192 < 0.05)
  }

  @Test("the prior learns which maps are likely, and draws them")
  func prior() {
    let subject = Subject(.averages, rows: 32, spread: 0)
    // Cells 1 and 2 repeat the code of cell 0, which is 1 or 3.
    let book = subject.quantiser.vectors
    for row in 0..<32 {
      for place in 0..<6 { subject.hidden[row, place] = book[row % 2 == 0 ? 1 : 3, place % 2] }
    }
    var losses: [Double] = []
    let optimizer = Optimizer.adam()
    for step in 1...300 {
      subject.forward()
      losses.append((subject.quantiser.divergence(subject.tape, rows: 0..<32) ?? .nan) / 32)
      subject.quantiser.backward(subject.tape, rows: 0..<32, scale: 1 / 32, into: nil)
      for task in subject.quantiser.parameterTasks(hidden: subject.hidden, subject.tape).dropFirst() {
        task.layer.parameterGradient(task.gradient, input: task.input, units: 0..<task.layer.units)
        task.layer.update(units: 0..<task.layer.units, optimizer.step(number: step, learningRate: 0.01))
      }
    }
    // One bit is left: which of the two it is.
    #expect(losses[0] > 3 && losses[299] < 0.9)
    var random = RandomSource(seed: 5)
    let codes = subject.quantiser.samples(200, random: &random) ?? Matrix(rows: 0, columns: 6)
    let maps = subject.quantiser.maps(of: codes)
    let good = (0..<200).filter { Set(maps.row($0)).count == 1 && [1, 3].contains(maps[$0, 0]) }
    #expect(good.count > 150 && Set(good.map { maps[$0, 0] }).count == 2)
  }
}
