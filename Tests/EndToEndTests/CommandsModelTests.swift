import Foundation
import Testing

extension EndToEnd {
  @Suite("encode, decode, draw and export")
  struct CommandsModelTests {
    private let folder = TemporaryFolder()

    @Test("a level without an exhibit is refused with those that there are")
    func levelOfNothing() throws {
      expectUsageError(try CommandLineRun("show", TrainedRun.path, "--level", "0.5"), naming: "spread")
    }

    @Test("data that is not needed is looked at, and said not to be needed", arguments: ["sample", "grid"])
    func dataWithoutUse(command: String) throws {
      let wrong = try CommandLineRun(command, "vae-2", "--data", "/nope")
      #expect(wrong.status == 1)
      expectOneLine(wrong, naming: "/nope")
      let right = try CommandLineRun(command, "vae-2", "--data", "mnist-5k")
      #expect(right.status == 0 && right.error.contains("--data has no effect"), "\(right.error)")
    }

    @Test("codes as .csv are read as they were written, and many are not all drawn")
    func codesAsText() throws {
      let codes = folder.path("z.csv")
      #expect(try CommandLineRun("encode", TrainedRun.path, "--out", codes, "-q").status == 0)
      let drawn = try CommandLineRun("decode", TrainedRun.path, "--in", codes)
      #expect(drawn.status == 0, "\(drawn.error)")
      #expect(drawn.output.split(separator: "\n", omittingEmptySubsequences: false).count < 400)
      #expect(drawn.error.contains("the first 20 of 1,000"), "\(drawn.error)")
      let whole = try CommandLineRun("decode", TrainedRun.path, "--in", codes, "--out", folder.path("x.npy"))
      #expect(whole.status == 0 && whole.error == "", "\(whole.error)")
    }

    @Test("codes and images are arrays of the stated shapes")
    func arrays() throws {
      let codes = folder.path("z.npy")
      #expect(try CommandLineRun("encode", TrainedRun.path, "-n", "7", "--out", codes, "-q").status == 0)
      #expect(try folder.header(of: "z.npy").contains("'<f4'"))
      #expect(try folder.header(of: "z.npy").contains("(7, 2)"))
      #expect(
        try CommandLineRun("decode", TrainedRun.path, "--in", codes, "--out", folder.path("x.npy")).status
          == 0)
      #expect(try folder.header(of: "x.npy").contains("(7, 784)"))
    }

    @Test("a code is drawn where no file is named, the same for the same code")
    func drawing() throws {
      let first = try CommandLineRun("decode", TrainedRun.path, "--z", "1,0")
      let second = try CommandLineRun("decode", TrainedRun.path, "--z", "1,0")
      #expect(first.output == second.output)
      #expect(first.output.split(separator: "\n", omittingEmptySubsequences: false).count >= 14)
      #expect(!first.output.contains("\u{1B}"))
    }

    @Test("a locale without Unicode gets characters of ASCII")
    func ascii() throws {
      let run = try CommandLineRun(
        "decode", TrainedRun.path, "--z", "1,0", environment: ["LC_ALL": "C", "LANG": "C"])
      let isASCII = run.output.unicodeScalars.allSatisfy { $0.isASCII }
      #expect(isASCII)
    }

    @Test(
      "pictures are written whole",
      arguments: [
        ("reconstruct", "-n 3", "png"), ("sample", "-n 9", "png"), ("grid", "--rows 3 --cols 4", "png"),
        ("walk", "--from 0 --to 3", "png"), ("walk", "--from 0 --to 3 --path spherical", "gif"),
        ("decode", "--z 0,0", "png"),
      ])
    func pictures(command: String, arguments: String, ending: String) throws {
      let path = folder.path("picture.\(ending)")
      let run = try CommandLineRun(
        shell: "$ZWALK \(command) $RUN \(arguments) --out \(path)", run: TrainedRun.path)
      #expect(run.status == 0, "\(run.error)")
      let start: [UInt8] = ending == "png" ? [0x89, 0x50, 0x4E, 0x47] : Array("GIF89a".utf8)
      #expect(try folder.bytes("picture.\(ending)").starts(with: start))
    }

    @Test(
      "pictures are drawn where no file is named",
      arguments: ["reconstruct $RUN", "sample $RUN -n 4", "grid $RUN", "walk $RUN --from 0 --to 1"])
    func drawn(command: String) throws {
      let run = try CommandLineRun(shell: "$ZWALK \(command)", run: TrainedRun.path)
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output.contains("░"))
    }

    @Test("a seed decides what is sampled")
    func seeds() throws {
      func sample(_ seed: String) throws -> String {
        try CommandLineRun("sample", TrainedRun.path, "-n", "3", "--seed", seed).output
      }
      let (first, again, other) = (try sample("1"), try sample("1"), try sample("2"))
      #expect(first == again)
      #expect(first != other)
    }

    @Test("a model without a prior says where its draws come from")
    func withoutPrior() throws {
      let run = try CommandLineRun("sample", TrainedRun.withoutPrior, "-n", "2")
      #expect(run.status == 0)
      #expect(run.error.contains("no prior"))
      #expect(try CommandLineRun("sample", TrainedRun.withoutPrior, "-n", "2", "--quiet").error == "")
    }

    @Test("codes of other dimensions, and images that are not there, are refused")
    func refused() throws {
      let codes = folder.path("z.npy")
      _ = try CommandLineRun("encode", TrainedRun.withoutPrior, "-n", "2", "--out", codes, "-q")
      expectOneLine(try CommandLineRun("decode", TrainedRun.path, "--in", codes), naming: "3 dimensions")
      expectUsageError(
        try CommandLineRun("walk", TrainedRun.path, "--from", "0", "--to", "1000"), naming: "--to is 1000")
    }

    @Test(
      "export writes what other tools read",
      arguments: [
        ("csv", ["codes.csv"]), ("npz", ["codes.npz"]),
        ("embedding-projector", ["tensors.tsv", "metadata.tsv", "sprite.png", "projector_config.json"]),
      ])
    func export(target: String, files: [String]) throws {
      let run = try CommandLineRun(
        "export", TrainedRun.path, "--to", target, folder.path("out"), "-n", "20", "--quiet")
      #expect(run.status == 0, "\(run.error)")
      #expect(
        Set(run.output.split(separator: "\n").map(String.init)) == Set(files.map { folder.path("out/\($0)") })
      )
      for file in files {
        let bytes = try folder.bytes("out/\(file)")
        #expect(!bytes.isEmpty)
      }
    }

    @Test("the trained models open by name", arguments: ["vae-2", "vae-3", "vae-20", "ae-2", "ae-3"])
    func pretrained(name: String) throws {
      let run = try CommandLineRun("encode", name, "-n", "2", "--out", folder.path("z.npy"), "-q")
      #expect(run.status == 0, "\(run.error)")
      let dimensions = name.split(separator: "-").last ?? ""
      #expect(try folder.header(of: "z.npy").contains("(2, \(dimensions))"))
    }
  }
}

extension TemporaryFolder {
  /// What a .npy file says of itself.
  fileprivate func header(of name: String) throws -> String {
    String(decoding: try bytes(name).prefix(128), as: UTF8.self)
  }
}
