import Foundation
import Testing

extension EndToEnd {
  @Suite("project, score and compare")
  struct CommandsMapsTests {
    static let keys: Set = [
      "method", "n", "dims", "seconds", "trustworthiness", "continuity", "knn_accuracy", "neighborhood_hit",
      "shepard", "stress", "local_continuity", "co_ranking_area", "procrustes",
    ]
    private let folder = TemporaryFolder()

    @Test("a projection's points are written and scored, and score agrees")
    func projectAndScore() throws {
      let points = folder.path("points.npy")
      let projected = try CommandLineRun(
        "project", "pca", "-n", "500", "--out", points, "--plot", folder.path("plot.png"), "--json", "-q")
      #expect(projected.status == 0, "\(projected.error)")
      #expect(projected.error == "")
      let line = try #require(try projected.json().first)
      #expect(Set(line.keys) == Self.keys.union(["explained_variance", "explained_variance_ratio"]))
      #expect(line["n"] as? Int == 500)
      #expect(try folder.bytes("plot.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))

      let scored = try #require(try CommandLineRun("score", points, "--json", "-q").json().first)
      #expect(Set(scored.keys) == Self.keys)
      #expect(scored["seconds"] is NSNull && scored["procrustes"] is NSNull)
      for key in ["trustworthiness", "continuity", "knn_accuracy", "stress", "co_ranking_area"] {
        #expect(abs((line[key] as? Double ?? 0) - (scored[key] as? Double ?? 1)) < 1e-9, "\(key)")
      }
    }

    @Test("bench project takes options and dimensions, and writes the points")
    func bench() throws {
      let points = folder.path("bench.npy")
      let run = try CommandLineRun(
        "bench", "project", "nmf", "-n", "300", "--dims", "5", "--set", "passes=3", "--times-only", "--out",
        points, "--json", "-q")
      let line = try #require(try run.json().first)
      #expect(line["passes"] as? Double == 3 && line["trustworthiness"] is NSNull, "\(run.error)")
      #expect(try CommandLineRun("score", points, "--json", "-q").json().first?["dims"] as? Int == 5)
      let refused = try CommandLineRun("bench", "project", "pca", "--set", "passes=3", "-q")
      #expect(refused.status != 0 && refused.error.contains("passes"))
    }

    @Test("points as .csv have a heading")
    func csv() throws {
      let run = try CommandLineRun(
        "project", "pca", "-n", "50", "--dims", "3", "--out", folder.path("p.csv"), "-q")
      #expect(run.status == 0, "\(run.error)")
      let lines = try folder.text("p.csv").split(separator: "\n")
      #expect(lines.count == 51)
      #expect(lines.first == "z1,z2,z3")
      #expect(try CommandLineRun("score", folder.path("p.csv"), "-q").status == 0)
    }

    @Test("compare has a row for each map, runs and models too")
    func compare() throws {
      let run = try CommandLineRun(
        "compare", "pca", TrainedRun.path, "-n", "300", "--json", "-q", "--plot", folder.path("plot.png"))
      #expect(run.status == 0, "\(run.error)")
      let lines = try run.json()
      #expect(lines.compactMap { $0["method"] as? String } == ["pca", TrainedRun.path])
      for line in lines { #expect(Self.keys.isSubset(of: line.keys)) }
      #expect(lines[0]["procrustes"] is NSNull)
      #expect(try (0.01...1).contains(#require(lines[1]["procrustes"] as? Double)))
      let linearity = lines.compactMap { $0["linearity"] as? Double }
      #expect(linearity.count == 2 && linearity[0] > 0.999 && linearity[1] < 0.999)
      for key in [
        "axis_cosine", "axis_correlation", "variance_kept", "reconstruction_error", "seconds_per_image",
      ] {
        #expect(lines.allSatisfy { $0[key] is Double }, "\(key)")
      }
      #expect(try folder.bytes("plot.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test(
      "what is of maps is refused where models are compared",
      arguments: ["--plot x.png", "-n 50", "--dims 3"])
    func meritsOfModels(option: String) throws {
      expectUsageError(
        try CommandLineRun(["compare", "vae-2", "--merits"] + option.split(separator: " ").map(String.init)),
        naming: "--merits")
    }

    @Test("a model is trained for its map")
    func model() throws {
      let run = try CommandLineRun(
        "project", "vae", "-n", "300", "--set", "hidden=16", "--set", "epochs=1", "--json", "-q")
      #expect(run.status == 0, "\(run.error)")
      let line = try #require(try run.json().first)
      #expect(line["latent"] as? Int == 20)
    }

    @Test("points that are no map of the data are refused")
    func unusablePoints() throws {
      let text = try folder.write("no array", to: "bad.npy")
      expectOneLine(try CommandLineRun("score", text), naming: "bad.npy")
      for (shape, name) in [("(4, 2, 2)", "cube.npy"), ("(16, 0)", "none.npy")] {
        try zeros(shape: shape, count: name == "cube.npy" ? 16 : 0).write(
          to: URL(filePath: folder.path(name)))
        let run = try CommandLineRun("score", folder.path(name), "-q")
        expectOneLine(run, naming: "expected points as [n, dimensions]")
      }
      let many = try folder.write(String(repeating: "1,2\n", count: 4001), to: "many.csv")
      expectOneLine(try CommandLineRun("score", many, "-q"), naming: "4001 points")
      let missing = try folder.write("1,nan\n2,3\n4,5\n", to: "nan.csv")
      expectOneLine(try CommandLineRun("score", missing, "-q"), naming: "nan.csv")
      let few = try folder.write("1,2\n", to: "few.csv")
      expectOneLine(try CommandLineRun("score", few, "-q"), naming: "3 points")
    }

    /// The bytes of an npy file of float32.
    private func zeros(shape: String, count: Int) -> Data {
      let description = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n"
      let head = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(description.utf8.count), 0]
      return Data(head + Array(description.utf8) + [UInt8](repeating: 0, count: 4 * count))
    }
  }
}
