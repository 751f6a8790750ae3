import Engine
import Formats
import LatentCore
import Testing

@Suite("Broken runs are refused by name")
struct BrokenRunTests {
  let place: TemporaryFolder
  let folder: RunFolder

  init() throws {
    place = try TemporaryFolder()
    folder = RunFolder(path: place.path + "/run")
    let trainer = try Fixture.trainer()
    _ = try trainer.trainEpoch()
    try folder.save(trainer)
  }

  var description: String { folder.path + "/run.json" }
  var latest: String { folder.path + "/latest.safetensors" }
  var checkpoint: String { folder.path + "/checkpoints/epoch-0001.safetensors" }

  @Test("a folder without run.json, or that is not there")
  func missing() throws {
    #expect(
      message { try RunFolder(path: place.path).open() }.hasPrefix("\(place.path)/run.json: there is no"))
    #expect(message { try RunFolder(path: place.path + "/no").open() }.contains("no/run.json: there is no"))
  }

  @Test(
    "the description is not JSON, or not one of a run",
    arguments: ["", "{", "[]", "{\"model\":\"vae\"}", "null"])
  func notJSON(text: String) throws {
    try Files.write(Array(text.utf8), to: description)
    #expect(message { try folder.open() }.hasPrefix("\(description): not a usable JSON file"))
  }

  @Test(
    "the description holds what is not possible",
    arguments: [
      ("\"model\" : \"vae\"", "\"model\" : \"perceptron\"", "perceptron"),
      ("\"latent\" : 2", "\"latent\" : -2", "latent is -2"),
      ("\"latent\" : 2", "\"latent\" : \"two\"", "latent is 'two'"),
      ("\"latent\" : 2", "\"latent\" : 2, \"depth\" : 3", "no option 'depth'"),
      ("\"height\" : 6", "\"height\" : 0", "0 x 6"),
      ("\"height\" : 6", "\"height\" : -6", "-6 x 6"),
      ("\"height\" : 6", "\"height\" : 1000000000000", "pixels"),
      ("\"format\" : 1", "\"format\" : 2", "format is 2"),
      ("\"epoch\" : 1", "\"epoch\" : -1", "epoch -1"),
      ("\"epoch\" : 1", "\"epoch\" : 9223372036854775807", "epoch 9223372036854775807"),
      ("\"learningRate\" : 0.001", "\"learningRate\" : 0", "learning rate 0"),
      ("\"likelihood\" : \"bernoulli\"", "\"likelihood\" : \"cauchy\"", "cauchy"),
      ("\"seed\" : 3", "\"seed\" : -1", "seed is -1; it takes a whole number from 0"),
      ("\"step\" : 6", "\"step\" : 1e30", "step is 1e+30; it takes a whole number"),
      ("\"epoch\" : 1", "\"epoch\" : \"one\"", "epoch is not a whole number"),
      ("\"learningRate\" : 0.001", "\"learningRate\" : 1e30", "learning rate 1e+30"),
      ("\"latent\" : 2", "\"latent\" : 9999", "latent is 9999"),
    ])
  func impossible(found: String, replacement: String, expected: String) throws {
    let text = String(decoding: try Files.read(description), as: UTF8.self)
    try #require(text.contains(found))
    let changed = text.split(separator: found, omittingEmptySubsequences: false).joined(
      separator: replacement)
    try Files.write(Array(changed.utf8), to: description)
    let message = message { try folder.open() }
    #expect(message.hasPrefix("\(description): ") && message.contains(expected), "\(message)")
    #expect(!message.contains("Dictionary") && !message.contains("UInt"))
    #expect(throws: ZwalkError.self) { try folder.open() }
    do { _ = try folder.open() } catch { #expect((error as? ZwalkError)?.exitStatus == 1) }
  }

  @Test(
    "a checkpoint that says what cannot be",
    arguments: [
      ("\"imagesSeen\":0", "\"imagesSeen\":13", "13 images"),
      ("\"seconds\":0", "\"seconds\":-1e9", "seconds"),
      ("\"learningRate\":0.001", "\"learningRate\":1e30", "learning rate of 1e+30"),
      ("\"epoch\":1", "\"epoch\":9", "named after epoch 1 and is of epoch 9"),
      ("\"epoch\":1", "\"epoch\":0", "named after epoch 1 and is of epoch 0"),
    ])
  func lyingCheckpoint(found: String, replacement: String, expected: String) throws {
    let whole = try Safetensors(reading: checkpoint)
    var metadata = whole.metadata
    let text = try #require(metadata["zwalk.training"])
    try #require(text.contains(found), "\(text)")
    metadata["zwalk.training"] = text.replacing(found, with: replacement)
    try Safetensors(tensors: whole.tensors, metadata: metadata).write(to: checkpoint)
    let message = message { try folder.resume(on: Fixture.data()) }
    #expect(message.hasPrefix("\(checkpoint): ") && message.contains(expected), "\(message)")
  }

  @Test("a checkpoint whose means of squares are negative")
  func negativeSquares() throws {
    let whole = try Safetensors(reading: checkpoint)
    let tensors = whole.tensors.map { tensor in
      tensor.name.contains("exp_avg_sq")
        ? Tensor(tensor.name, shape: tensor.shape, values: tensor.values.map { -$0 - 1 }) : tensor
    }
    try Safetensors(tensors: tensors, metadata: whole.metadata).write(to: checkpoint)
    let message = message { try folder.resume(on: Fixture.data()) }
    #expect(message.hasPrefix("\(checkpoint): ") && message.contains("exp_avg_sq"), "\(message)")
  }

  @Test("a last line of the metrics that was broken off is passed over with a remark")
  func brokenOffMetrics() throws {
    let path = folder.path + "/metrics.jsonl"
    try Files.write(try Files.read(path) + Array("{\"epoch\":2,\"sec".utf8), to: path)
    let run = try folder.open()
    #expect(run.records.map(\.epoch) == [1])
    #expect(try #require(run.remark).hasPrefix("\(path): ") && run.remark?.contains("line 2") == true)
    #expect(try folder.resume(on: Fixture.data()).records.count == 1)
  }

  @Test("the Gaussian of the codes has other dimensions than the code")
  func gaussian() throws {
    let trainer = try Fixture.trainer("ae")
    _ = try trainer.advance()
    let other = RunFolder(path: place.path + "/ae")
    try other.save(trainer)
    let path = other.path + "/run.json"
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    try Files.write(Array(text.replacing("\"latent\" : 2", with: "\"latent\" : 3").utf8), to: path)
    #expect(
      message { try other.open() } == "\(path): not a usable run file: its Gaussian is not of 3 dimensions")
  }

  @Test("weights that end too early, at any length", arguments: [0, 7, 8, 40, 300, 2000])
  func truncated(length: Int) throws {
    try Files.write(Array(try Files.read(latest).prefix(length)), to: latest)
    #expect(message { try folder.open() }.hasPrefix("\(latest): not a usable safetensors file"))
  }

  @Test("weights of another shape; the message names the option that fits")
  func shapes() throws {
    let other = RunFolder(path: place.path + "/other")
    try other.save(Fixture.trainer("vae", ["hidden": "12", "latent": "3"]))
    try Files.write(Files.read(other.path + "/latest.safetensors"), to: latest)
    let message = message { try folder.open() }
    #expect(
      message == "\(latest): encoder.0.weight is [12, 36], expected [8, 36]; try --hidden 12 --latent 3")
  }

  @Test("a tensor is missing, or there is one too many, or one is not a number")
  func tensors() throws {
    let whole = try Safetensors(reading: latest)
    try Safetensors(tensors: Array(whole.tensors.dropLast())).write(to: latest)
    #expect(message { try folder.open() }.contains("there is no tensor decoder.2.bias"))
    let extra = whole.tensors + [Tensor("decoder.9.weight", shape: [1], values: [1])]
    try Safetensors(tensors: extra).write(to: latest)
    #expect(message { try folder.open() }.contains("no tensor decoder.9.weight"))
    let first = whole.tensors[0]
    let broken = Tensor(first.name, shape: first.shape, values: first.values.map { _ in .nan })
    try Safetensors(tensors: [broken] + whole.tensors.dropFirst()).write(to: latest)
    #expect(message { try folder.open() }.contains("\(first.name) holds NaN"))
  }

  @Test("a broken checkpoint cannot be resumed, but its run can be looked at")
  func brokenCheckpoint() throws {
    try Files.write(Array(try Files.read(checkpoint).dropLast(10)), to: checkpoint)
    #expect(message { try folder.resume(on: Fixture.data()) }.hasPrefix("\(checkpoint): not a usable"))
    #expect(try folder.open().isResumable == false)
  }

  @Test("weights alone are no checkpoint")
  func noCheckpoint() throws {
    try Files.write(Files.read(latest), to: checkpoint)
    let message = message { try folder.resume(on: Fixture.data()) }
    #expect(message.hasPrefix("\(checkpoint): ") && message.contains("weights only"))
  }

  @Test("metrics that are none")
  func metrics() throws {
    let path = folder.path + "/metrics.jsonl"
    try Files.write(Array("{\"epoch\":1}\n{\"epoch\":2}\n".utf8), to: path)
    #expect(message { try folder.open() }.hasPrefix("\(path): "))
  }

  /// The message of the error that `body` throws.
  private func message(_ body: () throws -> some Any) -> String {
    do {
      _ = try body()
      return "nothing was thrown"
    } catch {
      return (error as? ZwalkError)?.message ?? "an error of another kind: \(error)"
    }
  }
}
