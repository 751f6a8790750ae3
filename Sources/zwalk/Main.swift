import ArgumentParser
import Foundation
import Kernels
import LatentCore

/// Where the program starts, and where every error becomes one line and an exit status.
@main
enum Main {
  static func main() {
    StandardStreams.prepare()
    Kernels.returnMemoryOfLargeArrays()
    Interruption.endsTheProgram()
    do {
      var command = try Zwalk.parsed()
      try command.run()
      leave()
    } catch {
      leave(with: error)
    }
  }

  /// Ends without exit handlers: that of OpenBLAS frees its buffers under a projection that may still be computing.
  private static func leave(status: Int32 = 0) -> Never {
    fflush(nil)
    _exit(status)
  }

  private static func leave(with error: any Error) -> Never {
    if let request = CleanRequest(error) { answer(request) }
    let failure = Failure(error)
    // Who pressed Ctrl-C knows.
    if case ZwalkError.interrupted = error { leave(status: Interruption.status ?? failure.status) }
    StandardStreams.complain(failure.line)
    leave(status: failure.status)
  }

  /// Help, version and completions are results: they go to standard output, and the status is 0.
  private static func answer(_ request: CleanRequest) -> Never {
    do {
      try StandardStreams.write(request.text + "\n")
      leave()
    } catch {
      let failure = Failure(error)
      StandardStreams.complain(failure.line)
      leave(status: failure.status)
    }
  }
}
