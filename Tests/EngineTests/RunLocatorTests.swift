import Engine
import Formats
import LatentCore
import Models
import Testing

@Suite("Finding runs")
struct RunLocatorTests {
  let place: TemporaryFolder
  let locator: RunLocator

  init() throws {
    place = try TemporaryFolder()
    locator = RunLocator(environment: place.environment)
  }

  @Test("the default folder is named after model and data, with the first number that is free")
  func newFolder() throws {
    let specification = try Fixture.specification()
    let first = locator.newFolder(for: specification, data: Fixture.data())
    #expect(first == place.path + "/zwalk/runs/vae-blobs-1")
    try RunFolder(path: first).save(Fixture.trainer())
    #expect(
      locator.newFolder(for: specification, data: Fixture.data()) == place.path + "/zwalk/runs/vae-blobs-2")
  }

  @Test("a run of the default place is opened by its name, any other by its path")
  func open() throws {
    let folder = locator.defaultPlace + "/mine"
    let trainer = try Fixture.trainer()
    try RunFolder(path: folder).save(trainer)
    #expect(try locator.open("mine").weights == trainer.state().weights)
    #expect(try locator.open(folder + "/").weights == trainer.state().weights)
  }

  @Test("a lone file says itself what it is", arguments: ModelCatalog.all.map(\.id))
  func loneFile(model: String) throws {
    let trainer = try Fixture.trainer(model)
    _ = try trainer.trainEpoch()
    try RunFolder(path: place.path + "/run").save(trainer)
    let path = place.path + "/weights.safetensors"
    try Files.write(Files.read(place.path + "/run/latest.safetensors"), to: path)
    let saved = try locator.open(path)
    #expect(saved.specification == trainer.model.specification)
    #expect(saved.weights == trainer.state().weights)
    #expect(saved.title == "weights" && saved.epoch == 1 && saved.dataset?.title == "Blobs")
  }

  @Test("a state dict of PyTorch is recognised by its names", arguments: ["vae", "ae", "linear-ae"])
  func stateDict(model: String) throws {
    let hidden = model == "linear-ae" ? "" : "10,8"
    let trainer = try Fixture.trainer(model, ["hidden": hidden, "latent": "3"])
    let weights = trainer.state().weights
    let tensors = trainer.model.parameters.entries.map {
      Tensor($0.name, shape: $0.shape, values: Array(weights[$0.offset..<$0.offset + $0.count]))
    }
    let path = place.path + "/torch.safetensors"
    try Safetensors(tensors: tensors).write(to: path)
    let saved = try locator.open(path)
    #expect(saved.specification.model == model)
    #expect(saved.specification.architecture == trainer.model.specification.architecture)
    #expect(saved.specification.imageShape == ImageShape(height: 6, width: 6))
    #expect(saved.weights == weights && saved.dataset == nil)
  }

  @Test("tensors of something else are refused with what was expected")
  func foreign() throws {
    let path = place.path + "/other.safetensors"
    try Safetensors(tensors: [Tensor("conv.weight", shape: [1], values: [1])]).write(to: path)
    let error = #expect(throws: ZwalkError.self) { _ = try locator.open(path) }
    #expect(
      error?.message.contains("conv.weight") == true && error?.message.contains("encoder.0.weight") == true)
  }

  @Test("images that are not square cannot be guessed")
  func notSquare() throws {
    let path = place.path + "/wide.safetensors"
    let shapes = [("encoder.0.weight", [2, 35]), ("encoder.0.bias", [2]), ("decoder.0.weight", [35, 2])]
    try Safetensors(
      tensors: shapes.map { Tensor($0, shape: $1, values: [Float](repeating: 0, count: $1.reduce(1, *))) }
    ).write(to: path)
    let error = #expect(throws: ZwalkError.self) { _ = try locator.open(path) }
    #expect(error?.message.contains("35 pixels") == true)
  }

  @Test("an unknown name lists what there is; a path that is not there is named")
  func unknown() {
    let error = #expect(throws: ZwalkError.self) { _ = try locator.open("vae-7") }
    guard case .unknownName(kind: "run", name: "vae-7", _)? = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    let missing = #expect(throws: ZwalkError.self) { _ = try locator.open("no/such/run") }
    #expect(missing?.message.hasPrefix("no/such/run: there is no such file or folder") == true)
  }

  @Test("the list shows pre-trained models first, then runs; what cannot be read is left out")
  func list() throws {
    try RunFolder(path: locator.defaultPlace + "/a").save(Fixture.trainer("vae"))
    try RunFolder(path: locator.defaultPlace + "/b").save(Fixture.trainer("ae"))
    try Files.makeFolder(locator.defaultPlace + "/broken")
    let list = locator.list()
    let runs = list.filter { $0.date != nil }
    #expect(Set(runs.map(\.title)) == ["a", "b"])
    #expect(runs.first { $0.title == "a" }?.model == "vae 36-8-2")
    #expect(runs.allSatisfy { $0.dataset == "Blobs" && $0.epoch == 0 })
    #expect(Array(list.drop { $0.date == nil }) == runs)
    for listing in list { #expect(throws: Never.self) { _ = try locator.open(listing.path) } }
  }
}
