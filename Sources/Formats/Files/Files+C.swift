import CFormats
import Glibc

extension Files {
  /// Reads a descriptor to its end, in one piece where its size is known.
  static func contents(of descriptor: Int32, streamLimit: Int) throws(SystemFailure) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFailure(number: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemFailure(number: EISDIR) }
    let isFile = status.st_mode & S_IFMT == S_IFREG
    var bytes = isFile ? try take(Int(status.st_size), from: descriptor) : []
    // What a pipe holds, a file of /proc whose size reads 0, or what was added meanwhile.
    while true {
      let more = try take(1 << 16, from: descriptor)
      if more.isEmpty { return bytes }
      bytes += more
      guard isFile || bytes.count <= streamLimit else { throw SystemFailure(number: EFBIG) }
    }
  }

  /// Reads up to `count` bytes; fewer only at the end.
  private static func take(_ count: Int, from descriptor: Int32) throws(SystemFailure) -> [UInt8] {
    guard zw_has_room(count) != 0 else { throw SystemFailure(number: ENOMEM) }
    var problem: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let step = Glibc.read(descriptor, buffer.baseAddress! + filled, min(count - filled, 1 << 30))
        if step < 0, errno == EINTR { continue }
        if step < 0 { problem = errno }
        if step <= 0 { break }
        filled += step
      }
    }
    guard problem == 0 else { throw SystemFailure(number: problem) }
    return bytes
  }

  /// Writes all bytes to a descriptor.
  static func put(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
    var written = 0
    while written < bytes.count {
      let step = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress! + written, min(buffer.count - written, 1 << 30))
      }
      if step < 0, errno == EINTR { continue }
      guard step > 0 else { throw SystemFailure(number: errno) }
      written += step
    }
  }

  /// Opens a file with `flags`, writes and closes it.
  static func put(_ bytes: [UInt8], into path: String, flags: Int32) throws(SystemFailure) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemFailure(number: errno) }
    defer { close(descriptor) }
    try put(bytes, to: descriptor)
  }

  /// Writes beside `path`, flushes, renames.
  static func replace(_ path: String, by bytes: [UInt8]) throws(SystemFailure) {
    let target = resolved(path)
    let folder = parent(of: target)
    let temporary =
      (folder.isEmpty ? "" : folder + "/")
      + ".zwalk-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemFailure(number: errno) }
    do throws(SystemFailure) {
      defer { close(descriptor) }
      try put(bytes, to: descriptor)
      if let mode = mode(of: target) { fchmod(descriptor, mode & 0o777) }
      guard fsync(descriptor) == 0 else { throw SystemFailure(number: errno) }
      guard rename(temporary, target) == 0 else { throw SystemFailure(number: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    flush(folder: folder)
  }

  /// Makes a rename last through a power cut; not every file system can, and then nothing is lost but time.
  private static func flush(folder: String) {
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The path with links followed, so that writing through a link replaces the file and not the link.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The type and permissions that `stat` gives; nil when there is nothing.
  static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }
}
