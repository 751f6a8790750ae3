import Analysis
import Datasets
import LatentCore
import Models
import Projections
import Testing

@Suite("Codes of a model as a projection")
struct RunProjectionTests {
  let split = Bars.unlabelled(90)

  func fitted(_ entry: ModelEntry, latent: Int, dimensions: Int = 2) throws -> (
    any LatentModel, RunProjection
  ) {
    let model = try Bars.model(entry, latent: latent)
    var projection = try RunProjection(model.specification, weights: model.parameters.copyValues())
    try projection.begin(split, labels: nil, dimensions: dimensions, seed: 0)
    #expect(projection.progress == 0)
    try projection.advance(iterations: .max)
    #expect(projection.progress == 1)
    return (model, projection)
  }

  @Test("codes of as many dimensions as the map are taken as they are", arguments: ModelCatalog.all, [2, 3])
  func asTheyAre(entry: ModelEntry, latent: Int) throws {
    let (model, projection) = try fitted(entry, latent: latent, dimensions: latent)
    #expect(projection.points == model.encode(split.matrix()))
    let again = try #require(projection.transform(split.matrix(10..<20)))
    expectClose(again, projection.points.rows(in: 10..<20))
    let decoder = try Decoder(model.specification, weights: model.parameters.copyValues())
    // Codes alone do not say the label that a conditional model was told.
    if model.classes == 0 {
      expectClose(try #require(projection.inverse(projection.points)), decoder.reconstructions(of: split))
    }
    #expect(projection.facts == [ProjectionFact("latent", Double(latent))])
  }

  @Test("codes of more dimensions go through their principal components", arguments: ModelCatalog.all)
  func components(entry: ModelEntry) throws {
    let (model, projection) = try fitted(entry, latent: 5)
    let codes = model.encode(split.matrix())
    let analysis = try PrincipalComponents.fit(codes, dimensions: 2)
    #expect(projection.points == analysis.points)
    #expect(projection.facts.map(\.key).contains("code_explained_variance_ratio"))
    let decoder = try Decoder(model.specification, weights: model.parameters.copyValues())
    let images = decoder.images(at: try #require(analysis.inverse(analysis.points)))
    expectClose(try #require(projection.inverse(projection.points)), images)
    expectClose(try #require(projection.transform(split)), projection.points)
  }

  @Test("images of a model that is told labels are encoded with the labels that the points come with")
  func conditional() throws {
    let entry = try ModelCatalog.entry("cvae")
    let (model, labelled) = (try Bars.model(entry, latent: 2), Bars.split(40))
    var projection = try RunProjection(model.specification, weights: model.parameters.copyValues())
    try projection.begin(labelled.matrix(), labels: labelled.labels, dimensions: 2, seed: 0)
    try projection.advance(iterations: .max)
    #expect(projection.points == model.encode(labelled.matrix(), labels: labelled.labels))
    #expect(projection.points != model.encode(labelled.matrix()))
  }

  @Test("a second method for codes that are a map already is refused, by name", arguments: [2, 3])
  func nothingToDo(dimensions: Int) throws {
    let model = try Bars.model(ModelCatalog.all[0], latent: 2)
    var projection = try RunProjection(
      model.specification, weights: model.parameters.copyValues(), through: "umap")
    let error = try #require(throws: ZwalkError.self) {
      try projection.begin(split, labels: nil, dimensions: dimensions, seed: 0)
    }
    #expect(error.message.contains(dimensions == 2 ? "through=umap has nothing to do" : "dims"))
  }

  @Test("places decode with the label of the nearest point, points with their own", arguments: [2, 4])
  func labelsOfPlaces(latent: Int) throws {
    let entry = try ModelCatalog.entry("cvae")
    let (model, labelled) = (try Bars.model(entry, latent: latent), Bars.split(40))
    let weights = model.parameters.copyValues()
    var projection = try RunProjection(model.specification, weights: weights)
    try projection.begin(labelled, labels: labelled.labels, dimensions: 2, seed: 0)
    try projection.advance(iterations: .max)
    let images = try #require(projection.inverse(projection.points))
    if latent == 2 {
      let decoder = try Decoder(model.specification, weights: weights)
      expectClose(images, decoder.reconstructions(of: labelled))
      let alike = decoder.images(at: projection.points, labels: labelled.labels.map { _ in 0 })
      #expect(images.row(1) != alike.row(1) && images.row(0) == alike.row(0))
    }
    // The same places in another number are searched for among the points.
    let order = [7, 4, 31]
    expectClose(
      try #require(projection.inverse(projection.points.gatheringRows(order))), images.gatheringRows(order))
  }

  @Test("codes of more dimensions are drawn through the method that is chosen", arguments: ["lda", "umap"])
  func secondMethod(id: String) throws {
    let model = try Bars.model(ModelCatalog.all[0], latent: 5)
    let labels = (0..<90).map { UInt8($0 % 4) }
    var projection = try RunProjection(
      model.specification, weights: model.parameters.copyValues(), through: id)
    try projection.begin(split, labels: labels, dimensions: 2, seed: 3)
    try projection.advance(iterations: .max)
    let entry = try ProjectionCatalog.entry(id)
    var second = try entry.make(Options(entry.options))
    try second.begin(model.encode(split.matrix()), labels: labels, dimensions: 2, seed: 3)
    try second.advance(iterations: .max)
    #expect(projection.points == second.points && projection.progress == 1)
    #expect(projection.transform(split)?.rows == 90)
    #expect(throws: ZwalkError.self) {
      try RunProjection(model.specification, weights: model.parameters.copyValues(), through: "nothing")
    }
  }

  @Test("every slice has a place for each point and more progress than the one before")
  func slices() throws {
    let many = Bars.split(9000)
    let model = try Bars.model(ModelCatalog.all[0], latent: 4)
    var projection = try RunProjection(model.specification, weights: model.parameters.copyValues())
    try projection.begin(many, labels: nil, dimensions: 2, seed: 0)
    var last = 0.0
    while projection.progress < 1 {
      try projection.advance(iterations: 1)
      #expect(projection.progress > last)
      #expect(projection.points.rows == 9000 && projection.points.columns == 2)
      last = projection.progress
    }
  }

  @Test(
    "refuses more dimensions than codes, images of another size, too few points, and codes that are no numbers"
  )
  func refusals() throws {
    let model = try Bars.model(ModelCatalog.all[0], latent: 3)
    let weights = model.parameters.copyValues()
    var projection = try RunProjection(model.specification, weights: weights)
    #expect(throws: ZwalkError.self) { try projection.begin(split, labels: nil, dimensions: 4, seed: 0) }
    #expect(throws: ZwalkError.self) {
      try projection.begin(Matrix(rows: 9, columns: 7), labels: nil, dimensions: 2, seed: 0)
    }
    #expect(throws: ZwalkError.self) {
      try projection.begin(Bars.split(1), labels: nil, dimensions: 2, seed: 0)
    }
    var broken = try RunProjection(model.specification, weights: weights.map { _ in .nan })
    try broken.begin(split, labels: nil, dimensions: 2, seed: 0)
    #expect(throws: ZwalkError.self) { try broken.advance(iterations: 1) }
  }

  private func expectClose(
    _ found: Matrix, _ expected: Matrix, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.rows == expected.rows && found.columns == expected.columns, sourceLocation: sourceLocation)
    let largest = zip(found.values, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(largest < 1e-5, sourceLocation: sourceLocation)
  }
}
