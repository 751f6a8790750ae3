import Foundation
import Testing

extension EndToEnd {
  @Suite("data, doctor and the configuration")
  struct CommandsDataTests {
    private let folder = TemporaryFolder()

    @Test(
      "of numbers that are no pixels, or no labels, the first is named",
      arguments: [
        ("0,0.5,nan,1", "image 1 holds nan at pixel 2"), ("0,0.5,-0.25,1", "image 1 holds -0.25 at pixel 2"),
        ("0,0.5,inf,1", "image 1 holds inf at pixel 2"), ("300,0,0,0,0", "label 1 is 300"),
      ])
    func wrongNumbers(line: String, message: String) throws {
      let first = line.hasPrefix("300") ? "3,0,0,1,0" : "0,1,0,1"
      let path = try folder.write("\(first)\n\(line)\n\(first)\n", to: "wrong.csv")
      let run = try CommandLineRun("data", "info", path)
      #expect(run.status == 1)
      expectOneLine(run, naming: message)
    }

    @Test("explore finds data and points that cannot be shown before it looks for a terminal")
    func exploreChecks() throws {
      _ = try folder.write("not IDX at all", to: "train-images-idx3-ubyte")
      expectOneLine(
        try CommandLineRun("explore", "--data", folder.path(".")), naming: "train-images-idx3-ubyte")
      let few = try folder.write("1,2\n3,4\n5,6\n", to: "few.csv")
      expectOneLine(try CommandLineRun("explore", "--points", few), naming: "it has 3 points")
    }

    @Test("list says where each data set is, or how to get it")
    func list() throws {
      let environment = ["ZWALK_DATA": folder.path("nowhere")]
      let text = try CommandLineRun("data", "list", environment: environment)
      #expect(text.status == 0)
      #expect(text.output.contains("built in"))
      let entries = try CommandLineRun("data", "list", "--json", environment: environment).json()
      #expect(entries.compactMap { $0["id"] as? String } == ["mnist", "fashion-mnist", "mnist-5k", "shapes"])
      let mnist = try #require(entries.first)
      #expect((mnist["searched"] as? [String])?.first == folder.path("nowhere/mnist"))
      #expect(mnist["found"] is NSNull ? mnist["advice"] is String : mnist["found"] is String)
    }

    @Test("info counts images and classes")
    func info() throws {
      let line = try #require(try CommandLineRun("data", "info", "mnist-5k", "--json").json().first)
      let train = try #require(line["train"] as? [String: Any])
      #expect(train["images"] as? Int == 4000)
      #expect((train["class_counts"] as? [Int])?.reduce(0, +) == 4000)
      #expect((line["test"] as? [String: Any])?["class_counts"] as? [Int] == [Int](repeating: 100, count: 10))
    }

    @Test("only classes that occur are listed")
    func gaps() throws {
      let lines = [7, 7, 200, 200].map {
        "\($0)," + [String](repeating: "1", count: 16).joined(separator: ",")
      }
      let path = try folder.write(
        "label," + (1...16).map { "p\($0)" }.joined(separator: ",") + "\n" + lines.joined(separator: "\n")
          + "\n",
        to: "gaps.csv")
      let run = try CommandLineRun("data", "info", path)
      let classes = run.output.split(separator: "\n").drop { !$0.hasPrefix("class") }.dropFirst()
      #expect(classes.map { String($0.prefix { $0 != " " }) } == ["7", "200"], "\(run.output)\(run.error)")
    }

    @Test("a folder with a broken file is an error that names it")
    func broken() throws {
      _ = try folder.write("not IDX at all", to: "train-images-idx3-ubyte")
      let run = try CommandLineRun("data", "info", folder.path(""))
      #expect(run.status == 1)
      expectOneLine(run, naming: "train-images-idx3-ubyte")
    }

    @Test("doctor names the kernels, the threads and the data")
    func doctor() throws {
      let run = try CommandLineRun("doctor", "--threads", "1")
      #expect(run.status == 0)
      for word in ["OpenBLAS", "vector loops", "locale", "mnist-5k"] { #expect(run.output.contains(word)) }
      #expect(run.output.contains(#/threads +1\n/#))
    }

    @Test("bench train has a line for each standard recipe")
    func bench() throws {
      let run = try CommandLineRun("bench", "train", "--rounds", "1", "--json", "-q")
      #expect(run.status == 0, "\(run.error)")
      let lines = try run.json()
      #expect(lines.compactMap { $0["recipe"] as? String } == ["ae3", "vae400", "vae500", "vae200", "vae2"])
      for line in lines {
        let keys = [
          "recipe", "seconds", "bound_seconds", "bound_by", "share", "images_per_second", "peak_share",
          "peak_gflops",
        ]
        #expect(Set(line.keys) == Set(keys))
        #expect((line["peak_gflops"] as? Double ?? 0) > 1)
      }
    }

    @Test("bench frame has a line for each situation and size, and for each cloud")
    func benchFrame() throws {
      let run = try CommandLineRun("bench", "frame", "--rounds", "1", "--json")
      #expect(run.status == 0, "\(run.error)")
      let lines = try run.json()
      let frames = lines.filter { $0["frame"] != nil }
      #expect(frames.count == 4 * 3 && lines.count { $0["points"] != nil } == 3 * 3)
      #expect(lines.compactMap { $0["work"] as? String } == ["decode", "decode", "encode", "forward"])
      for line in frames {
        let keys: Set = ["frame", "rows", "columns", "reduce_ms", "build_ms", "present_ms", "bytes"]
        #expect(Set(line.keys) == keys)
        // Of a whole screen each cell is written, for a step what has changed.
        let cells = (line["rows"] as? Int ?? 0) * (line["columns"] as? Int ?? 0)
        #expect(line["bytes"] as? Int ?? 0 > (line["frame"] as? String == "full" ? cells : 0))
      }
      for line in lines where line["points"] != nil {
        #expect(Set(line.keys) == ["points", "rows", "columns", "draw_ms"])
      }
    }

    @Test("the configuration goes under the command line")
    func configuration() throws {
      let environment = try configured("threads = 2\ndata = \"no-such-data\"")
      expectOneLine(try CommandLineRun("project", "pca", environment: environment), naming: "no-such-data")
      let named = try CommandLineRun(
        "project", "pca", "--data", "mnist-5k", "-n", "50", "-q", environment: environment)
      #expect(named.status == 0, "\(named.error)")
    }

    @Test(
      "a configuration that cannot be used is an error that names file and setting",
      arguments: [
        ("thread = 2", "no setting 'thread'"), ("data = \"nope\"", "data: there is no data set named 'nope'"),
        ("threads = \"two\"", "threads is 'two'"), ("data = 3", "data is '3'"), ("data = ", "line 1"),
      ])
    func brokenConfiguration(text: String, name: String) throws {
      let run = try CommandLineRun("project", "pca", environment: try configured(text))
      #expect(run.status == 1)
      expectOneLine(run, naming: "config.toml")
      #expect(run.error.contains(name), "\(run.error)")
    }

    private func configured(_ text: String) throws -> [String: String] {
      try FileManager.default.createDirectory(
        atPath: folder.path("zwalk"), withIntermediateDirectories: true)
      _ = try folder.write(text, to: "zwalk/config.toml")
      return ["XDG_CONFIG_HOME": folder.path("")]
    }
  }
}
