import Foundation
import Testing

extension EndToEnd {
  @Suite("Streams")
  struct CommandsStreamsTests {
    @Test("a reader that has seen enough is no error")
    func brokenPipe() throws {
      let run = try CommandLineRun(
        shell: "for i in 1 2 3 4 5; do $ZWALK models vae --json | head -c 1; done", run: TrainedRun.path)
      #expect(run.output == "{{{{{")
      #expect(run.error == "")
    }

    @Test(
      "closed output is an error",
      arguments: ["models", "--help", "decode $RUN --z 0,0", "encode $RUN -n 3 --out -"])
    func closedOutput(command: String) throws {
      let run = try CommandLineRun(shell: "$ZWALK \(command) >&-", run: TrainedRun.path)
      #expect(run.status == 1)
      expectOneLine(run, naming: "standard output")
    }

    @Test("a full disk is an error", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
      let run = try CommandLineRun(shell: "$ZWALK models > /dev/full", run: TrainedRun.path)
      #expect(run.status == 1)
      expectOneLine(run, naming: "standard output")
    }

    @Test("closed input and closed error harm nothing")
    func closedOthers() throws {
      let run = try CommandLineRun(shell: "$ZWALK decode $RUN --z 0,0 <&- 2>&-", run: TrainedRun.path)
      #expect(run.status == 0)
      #expect(run.output != "")
    }

    @Test(
      "standard output holds the file that was asked for and nothing else; the report goes beside it",
      arguments: [
        ("project pca -n 60 --out -", "trust"), ("project pca -n 60 --out - --json", "\"method\":\"pca\""),
        ("project pca -n 60 --plot -", "trust"), ("compare pca random -n 60 --plot - --json", "\"random\""),
        ("bench project pca -n 60 --out -", "seconds"), ("show $RUN spread --out - --json", "\"spread\""),
      ])
    func oneStream(command: String, report: String) throws {
      // What follows a PNG or an array would stand behind its end.
      let run = try CommandLineRun(
        shell: """
          $ZWALK \(command) -q > file || exit; $ZWALK \(command) -q --threads 1 2> report | cmp - file
          tail -c 12 file | od -An -tx1; head -c 6 file | od -An -c; cat report >&2; rm file report
          """, run: TrainedRun.path)
      #expect(run.error.contains(report), "\(run.error)")
      // A plot tells the seconds that its map took, so that only its end can be known.
      let isRepeatable = !command.contains("--plot")
      #expect(!isRepeatable || !run.output.contains("EOF") && !run.output.contains("differ"), "\(run.output)")
      let isPicture = command.contains("--plot") || command.contains("show")
      #expect(
        run.output.contains(isPicture ? "49 45 4e 44 ae 42 60 82" : "N   U   M   P   Y"), "\(run.output)")
    }

    @Test("two files for standard output are refused with what would be right")
    func twoStreams() throws {
      let run = try CommandLineRun("project", "pca", "-n", "60", "--out", "-", "--plot", "-")
      expectUsageError(run, naming: "--out and --plot are both -")
    }

    @Test("codes go from one command to the next by a pipe")
    func pipe() throws {
      let run = try CommandLineRun(
        shell:
          "set -o pipefail; $ZWALK encode $RUN -n 3 --out - -q | $ZWALK decode $RUN --in - --out - | head -c 6",
        run: TrainedRun.path)
      #expect(run.output.unicodeScalars.dropFirst().starts(with: "NUMPY".unicodeScalars), "\(run.error)")
    }
  }
}
