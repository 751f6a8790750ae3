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
