import Foundation
import Testing

extension EndToEnd {
  @Suite("train and eval")
  struct CommandsTrainingTests {
    private let folder = TemporaryFolder()
    private let recipe = ["--latent", "2", "--hidden", "16", "--quiet"]

    @Test("a line of JSON an epoch, and one for the run at the end")
    func json() throws {
      let run = try train("vae", "--epochs", "2", "--out", folder.path("run"), "--json")
      #expect(run.status == 0, "\(run.error)")
      #expect(run.error == "")
      let lines = try run.json()
      #expect(lines.count == 3)
      for (number, line) in lines.dropLast().enumerated() {
        #expect(Set(line.keys) == ["epoch", "seconds", "images_per_second", "train", "test"])
        #expect(line["epoch"] as? Int == number + 1)
        let test = try #require(line["test"] as? [String: Double])
        #expect(Set(test.keys) == ["loss", "reconstruction", "kl"])
        #expect(abs((test["loss"] ?? 0) - (test["reconstruction"] ?? 0) - (test["kl"] ?? 0)) < 1e-3)
      }
      #expect(lines[2]["run"] as? String == folder.path("run"))
      #expect(
        lines[2]["parameters"] as? Int == 784 * 16 + 16 + 2 * (16 * 2 + 2) + 2 * 16 + 16 + 16 * 784 + 784)
      #expect(lines[2]["epoch"] == nil)
    }

    @Test(
      "a place that cannot be written is found before anything is trained, and a good one is left as it was")
    func unwritable() throws {
      _ = try folder.write("a file", to: "file")
      let run = try train("vae", "--epochs", "1", "--out", folder.path("file/run"), "--json")
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      expectOneLine(run, naming: "a file is in the place of a folder")
      _ = try train("vae", "--epochs", "1", "--lr", "1e30", "--out", folder.path("above/run"))
      #expect(!FileManager.default.fileExists(atPath: folder.path("above")))
    }

    @Test(
      "of two that train in the same folder the second is refused, and a lock that is left behind locks nothing"
    )
    func oneAtATime() throws {
      let run = try CommandLineRun(
        shell: """
          $ZWALK train vae --epochs 100000 --out \(folder.path("run")) -q > \(folder.path("lines")) &
          until [ -s \(folder.path("lines")) ]; do sleep 0.05; done
          $ZWALK train ae --epochs 1 --out \(folder.path("run")) -q; echo $?
          $ZWALK train vae --epochs 100000 --resume --out \(folder.path("run")) -q; echo $?
          kill -KILL $!; wait $! 2> /dev/null
          [ -e \(folder.path("run/.lock")) ] && echo left
          next=$(($(wc -l < \(folder.path("run/metrics.jsonl"))) + 1))
          $ZWALK train vae --epochs $next --resume --out \(folder.path("run")) -q > /dev/null; echo $?
          [ -e \(folder.path("run/.lock")) ] || echo gone
          """)
      #expect(run.output == "1\n1\nleft\n0\ngone\n", "\(run.error)")
      let lines = run.error.split(separator: "\n").filter { $0.contains("another process") }
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains(folder.path("run")) }, "\(run.error)")
    }

    @Test("kl is null where there is none")
    func noDivergence() throws {
      let run = try train("ae", "--epochs", "1", "--out", folder.path("run"), "--json")
      #expect(run.output.contains("\"kl\":null"))
    }

    @Test("the same seed gives the same weights, another seed others")
    func seeds() throws {
      for (name, seed) in [("a", "1"), ("b", "1"), ("c", "2")] {
        _ = try train("vae", "--epochs", "1", "--seed", seed, "--out", folder.path(name))
      }
      let weights = try ["a", "b", "c"].map { try folder.weights(of: $0) }
      #expect(weights[0] == weights[1])
      #expect(weights[0] != weights[2])
    }

    @Test("--resume goes on to the bit as if it had not stopped")
    func resume() throws {
      _ = try train("vae", "--epochs", "2", "--out", folder.path("whole"))
      _ = try train("vae", "--epochs", "1", "--out", folder.path("parts"))
      let second = try train("vae", "--epochs", "2", "--out", folder.path("parts"), "--resume", "--json")
      #expect(second.status == 0, "\(second.error)")
      let epochs = try second.json().compactMap { $0["epoch"] as? Int }
      #expect(epochs == [2])
      let (whole, parts) = (try folder.weights(of: "whole"), try folder.weights(of: "parts"))
      #expect(whole == parts)
    }

    @Test("options without an effect are named")
    func idleOptions() throws {
      let run = try CommandLineRun(
        "train", "vae", "--hidden", "16", "--epochs", "1", "--set", "cutEvery=3", "--out", folder.path("idle")
      )
      #expect(run.status == 0)
      #expect(run.error.contains("schedule is 'constant', so that cutEvery has no effect"), "\(run.error)")
      expectUsageError(
        try train(
          "vae", "--epochs", "2", "--seed", "4", "--out", folder.path("idle"), "--resume", "--latent", "20"),
        naming: "--seed is 4")
    }

    @Test("as many checkpoints are kept as was said")
    func keep() throws {
      _ = try train("vae", "--epochs", "4", "--keep", "2", "--out", folder.path("run"))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("run/checkpoints"))
      #expect(names.sorted() == ["epoch-0003.safetensors", "epoch-0004.safetensors"])
    }

    @Test("another recipe is another run")
    func otherRecipe() throws {
      _ = try train("vae", "--epochs", "1", "--out", folder.path("run"))
      expectUsageError(
        try train("vae", "--batch", "64", "--out", folder.path("run"), "--resume"), naming: "batch")
      expectUsageError(try train("ae", "--out", folder.path("run"), "--resume"), naming: "'vae'")
      expectUsageError(try train("vae", "--out", folder.path("run")), naming: "--resume")
    }

    @Test("images of another split are left out")
    func exclude() throws {
      let run = try CommandLineRun(
        "train", "vae", "--hidden", "16", "--epochs", "1", "--exclude", "mnist-5k:test", "--out",
        folder.path("run"))
      #expect(run.status == 0)
      #expect(run.error.contains("left out 0 training images"))
      expectOneLine(
        try train("vae", "--exclude", "mnist-5k:train", "--out", folder.path("none")),
        naming: "every training image")
    }

    @Test("a run without --out goes to the folder of runs")
    func defaultFolder() throws {
      let run = try CommandLineRun(
        shell: "$ZWALK train ae --hidden 16 --epochs 1 --json -q | tail -n 1")
      let path = try #require(try run.json().first?["run"] as? String)
      #expect(path.contains("/zwalk/runs/ae-mnist-5k-1"))
    }

    @Test("Ctrl-C keeps what was learned and ends with 130")
    func interrupt() throws {
      let run = try CommandLineRun(
        shell: """
          $ZWALK train vae --epochs 100000 --out \(folder.path("run")) > \(folder.path("lines")) &
          until [ -s \(folder.path("lines")) ]; do sleep 0.05; done
          kill -INT $!; wait $!
          """)
      #expect(run.status == 130)
      #expect(run.error.contains("stopped; saved to") && !run.error.contains("error"))
      #expect(try CommandLineRun("eval", folder.path("run"), "-q").status == 0)
    }

    @Test(
      "a signal that asks for the end keeps what was learned within an epoch, and --resume goes on",
      arguments: [("TERM", 143), ("HUP", 129)] as [(String, Int32)])
    func signals(name: String, status: Int32) throws {
      let path = folder.path(name)
      let run = try CommandLineRun(
        shell: """
          $ZWALK train vae --epochs 100000 --out \(path) > \(path).lines &
          until [ -s \(path)/run.json ]; do sleep 0.02; done
          sleep 0.2; kill -\(name) $!; wait $!
          """)
      #expect(run.status == status)
      let names = try FileManager.default.contentsOfDirectory(atPath: path + "/checkpoints")
      #expect(names.contains("interrupted.safetensors"))
      let done = try String(contentsOfFile: path + "/metrics.jsonl", encoding: .utf8).split(separator: "\n")
        .count
      let further = try CommandLineRun(
        "train", "vae", "--epochs", "\(done + 1)", "--out", path, "--resume", "--json", "-q")
      #expect(try further.json().first?["epoch"] as? Int == done + 1, "\(further.error)")
    }

    @Test("a run is on disk before its first step")
    func beginning() throws {
      let path = folder.path("begun")
      #expect(try train("vae", "--epochs", "1", "--out", path).status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: path + "/checkpoints")
      #expect(names.sorted() == ["epoch-0000.safetensors", "epoch-0001.safetensors"])
    }

    @Test("a run that diverges ends with status 1 and says so")
    func divergence() throws {
      let run = try train("vae", "--lr", "10", "--set", "klWeight=1000", "--out", folder.path("run"))
      #expect(run.status == 1)
      #expect(run.error.contains("diverged"))
    }

    @Test("eval prints losses and the quality of codes under the keys of every map")
    func eval() throws {
      let run = try CommandLineRun("eval", TrainedRun.path, "--json", "--quiet")
      #expect(run.status == 0, "\(run.error)")
      let line = try #require(try run.json().first)
      let keys: Set = [
        "method", "n", "dims", "seconds", "trustworthiness", "continuity", "knn_accuracy", "neighborhood_hit",
        "shepard", "stress", "local_continuity", "co_ranking_area", "procrustes", "loss", "reconstruction",
        "kl", "squared_error",
      ]
      #expect(Set(line.keys) == keys)
      #expect(line["n"] as? Int == 1000)
    }

    private func train(_ model: String, _ arguments: String...) throws -> CommandLineRun {
      let latent = model == "ae" ? Array(recipe.dropFirst(2)) : recipe
      return try CommandLineRun(["train", model] + latent + arguments)
    }
  }
}

extension TemporaryFolder {
  /// The bytes of a run's weights, without the header, which says when they were saved.
  fileprivate func weights(of run: String) throws -> Data {
    let file = try bytes("\(run)/latest.safetensors")
    let headerLength = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    return Data(file.dropFirst(8 + headerLength))
  }
}
