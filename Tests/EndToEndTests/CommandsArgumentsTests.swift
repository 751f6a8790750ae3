import Testing

extension EndToEnd {
  @Suite("Arguments")
  struct CommandsArgumentsTests {
    static let commands = [
      "explore", "train", "eval", "encode", "decode", "reconstruct", "sample", "grid", "walk", "project",
      "score",
      "compare", "models", "projections", "export", "doctor",
    ]

    @Test(
      "--help shows an example on standard output and ends with 0", arguments: commands + ["data", "bench"])
    func help(command: String) throws {
      let run = try CommandLineRun(command, "--help")
      #expect(run.status == 0)
      #expect(run.output.contains("Example: zwalk"))
      #expect(run.output.contains("USAGE: zwalk \(command)"))
      #expect(run.error == "")
    }

    @Test("--version prints it and ends with 0")
    func version() throws {
      let run = try CommandLineRun("--version")
      #expect(run.status == 0)
      #expect(run.output.contains(#/^\d+\.\d+\.\d+\n$/#))
    }

    @Test(
      "an option that there is not is one line and 64",
      arguments: [
        "explore", "train vae", "eval $RUN", "encode $RUN --out -", "decode $RUN --z 0,0", "reconstruct $RUN",
        "sample $RUN", "grid $RUN", "walk $RUN --from 0 --to 1", "project pca", "score x.npy", "compare pca",
        "models", "projections", "export $RUN out --to csv", "doctor", "data info mnist-5k",
      ])
    func unknownOption(command: String) throws {
      let run = try CommandLineRun(shell: "$ZWALK \(command) --colour-of-magic", run: "run")
      expectUsageError(run, naming: "--colour-of-magic")
    }

    @Test(
      "what is missing is named",
      arguments: [
        ("train", "<model>"), ("eval", "<run>"), ("encode", "<run>"), ("encode $RUN", "--out"),
        ("decode", "<run>"),
        ("decode $RUN", "--z"), ("reconstruct", "<run>"), ("sample", "<run>"), ("grid", "<run>"),
        ("walk", "<run>"),
        ("walk $RUN --to 3", "--from"), ("walk $RUN --from 3", "--to"), ("project", "<method>"),
        ("score", "<points>"), ("compare", "<map>"), ("data info", "<data>"),
        ("export $RUN --to csv", "<folder>"),
        ("export $RUN out", "--to"), ("train vae --resume", "--out"),
      ])
    func missing(command: String, name: String) throws {
      expectUsageError(try CommandLineRun(shell: "$ZWALK \(command)", run: TrainedRun.path), naming: name)
    }

    @Test(
      "a value that cannot be used is named with what would be right",
      arguments: [
        ("train vae --epochs many", "epochs is 'many'", "whole number"),
        ("train vae --epochs -1", "epochs is '-1'", "whole number"),
        ("train vae --lr fast", "lr is 'fast'", "number"),
        ("train vae --hidden 4,x", "hidden is '4,x'", "separated by commas"),
        ("train vae --set nonsense", "nonsense", "KEY=VALUE"),
        ("train vae --set colour=red", "colour", "known are"),
        ("train vea", "'vea'", "vae"),
        ("train vae --seed -3", "'-3'", "whole number of 0 or more"),
        ("train vae --threads 0", "'0'", "1 to 256"),
        ("decode $RUN --z 1,b", "'1,b'", "numbers separated by commas"),
        ("decode $RUN --z 1", "1 coordinate", "takes 2"),
        ("decode $RUN --z 1,nan", "'1,nan'", "numbers separated by commas"),
        ("decode $RUN --z 1,2 --out x.txt", "'x.txt'", ".npy or .png"),
        ("encode $RUN --out x.png", "'x.png'", ".npy"),
        ("sample $RUN -n 0", "'0'", "whole number from 1 to 10000"),
        ("grid $RUN --out x.gif", "'x.gif'", ".png"),
        ("walk $RUN --from 0 --to 1 --path crooked", "'crooked'", "linear"),
        ("project cpa", "'cpa'", "pca"),
        ("project pca --dims 9", "'9'", "2 or 3"),
        ("project pca --set a=b", "'a'", "option"),
        ("eval $RUN --split third", "'third'", "train"),
        ("compare cpa", "'cpa'", "pca"),
        ("models vea", "'vea'", "vae"),
        ("projections cpa", "'cpa'", "pca"),
        ("export $RUN --to tarball out", "'tarball'", "csv"),
        ("export $RUN --to csv ''", "the folder is empty", "takes the name of a folder"),
        ("help nope", "'nope'", "known are"), ("data fetch mnist", "'fetch'", "list, info"),
        ("bench foo", "'foo'", "train"), ("help data foo", "'foo'", "info"),
        ("train vae --latent 3 --set latent=2", "--latent and --set latent", "leave one out"),
        ("train vae --set latent=3 --set latent=2", "latent two values", "give it one"),
        ("explore --latent 3", "latent", "--model"),
        ("eval $RUN --split third", "'third'", "; it takes 'train' or 'test'"),
        ("--json", "'--json'", "see 'zwalk"),
        ("fly", "'fly'", "known are"),
        ("explore --model vea", "'vea'", "vae"),
      ])
    func unusable(command: String, wrong: String, right: String) throws {
      let run = try CommandLineRun(shell: "$ZWALK \(command)", run: TrainedRun.path)
      expectUsageError(run, naming: wrong)
      #expect(run.error.contains(right), "\(run.error)")
    }

    @Test(
      "a run, data or points that are not there are an error with their name, status 1",
      arguments: [
        ("eval no/such/run", "no/such/run"), ("encode no-run --out -", "no-run"),
        ("decode no.safetensors --z 0,0", "no"),
        ("train vae --data no/such/data", "no/such/data"), ("project pca --data no-data", "no-data"),
        ("score no.npy", "no.npy"), ("decode $RUN --in no.npy", "no.npy"), ("data info no-data", "no-data"),
        ("train vae --out no-folder/run --resume", "no-folder"), ("explore", "terminal"),
        ("sample $RUN --out /proc/none/x.png", "/proc/none/x.png"),
      ])
    func absent(command: String, name: String) throws {
      let run = try CommandLineRun(shell: "$ZWALK \(command)", run: TrainedRun.path)
      #expect([1, 64].contains(run.status), "\(run.error)")
      expectOneLine(run, naming: name)
    }

    @Test("a name that would steer the terminal is printed as text")
    func controlCharacters() throws {
      let run = try CommandLineRun("data", "info", "no\u{1B}]0;title\u{7}/\u{9B}2J")
      #expect(run.status == 1)
      expectOneLine(run, naming: "no\\x1b]0;title\\x07/\\x9b2J")
    }

    @Test("values may begin with a minus")
    func minus() throws {
      let run = try CommandLineRun("decode", TrainedRun.path, "--z", "-1,-0.5")
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output.split(separator: "\n").count >= 10)
    }

    @Test("explore without a terminal points to the commands")
    func noTerminal() throws {
      let run = try CommandLineRun("explore")
      #expect(run.status == 1)
      expectOneLine(run, naming: "zwalk --help")
    }

    @Test("completions are made for three shells", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
      let run = try CommandLineRun("--generate-completion-script", shell)
      #expect(run.status == 0)
      #expect(run.output.contains("reconstruct"))
    }
  }
}

/// Expects status 64 and one line on standard error that names what is wrong.
func expectUsageError(_ run: CommandLineRun, naming name: String, _ place: SourceLocation = #_sourceLocation)
{
  #expect(run.status == 64, "\(run.error)", sourceLocation: place)
  expectOneLine(run, naming: name, place)
}

/// Expects one line on standard error, in the form of every error, and no results.
func expectOneLine(_ run: CommandLineRun, naming name: String, _ place: SourceLocation = #_sourceLocation) {
  #expect(run.error.hasPrefix("zwalk: error: "), "\(run.error)", sourceLocation: place)
  #expect(run.error.split(separator: "\n").count == 1, "\(run.error)", sourceLocation: place)
  #expect(run.error.contains(name), "\(run.error)", sourceLocation: place)
  #expect(run.output == "", sourceLocation: place)
}
