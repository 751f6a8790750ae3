import Glibc
import LatentCore

/// Keeps other processes from working in a folder at the same time.
///
/// The lock is the system's, on the file `.lock` in the folder: it ends with the process, however that ends, so that a
/// file that is left behind locks nothing. Where the file system knows no locks, nobody is kept out.
public final class FolderLock: Sendable {
  private let file: String
  private let descriptor: Int32

  /// Takes the lock of a folder that exists; nil when another process, or another value, has it.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public init?(_ folder: String) throws(ZwalkError) {
    let file = folder + "/.lock"
    repeat {
      let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw Files.failure(writing: folder, errno) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        close(descriptor)
        return nil
      }
      if Self.isFile(file, openAs: descriptor) {
        self.file = file
        self.descriptor = descriptor
        return
      }
      // Its last owner removed it between our opening and locking it.
      close(descriptor)
    } while true
  }

  private static func isFile(_ path: String, openAs descriptor: Int32) -> Bool {
    var (named, opened) = (stat(), stat())
    return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_ino == opened.st_ino
      && named.st_dev == opened.st_dev
  }

  /// Gives the lock up and removes its file.
  deinit {
    unlink(file)
    close(descriptor)
  }
}
