import CKernels
import COpenBLAS

/// Fast loops over numbers: products on BLAS, decompositions on LAPACK, fused element-wise loops, the worker pool.
///
/// Everything here runs to its end on the caller's thread and on idle workers, and gives the same bits for the
/// same arguments and `threads`, whoever does the work. No function keeps a pointer.
public enum Kernels {
  /// How many threads share the work, the caller included: 1 to 256, the cores of this process unless set.
  ///
  /// Results depend on it in their last bits, since it fixes how sums are split. Set it before work begins, never
  /// from inside a part.
  public static var threads: Int {
    get { zw_threads() }
    set { zw_set_threads(newValue) }
  }

  /// Has the memory of large arrays given back to the system as soon as nobody holds them.
  ///
  /// Otherwise the matrices of one measurement, tens of megabytes, would be kept for others that never come. Call it once,
  /// before work begins.
  public static func returnMemoryOfLargeArrays() { zw_return_large_blocks(1 << 22) }

  /// The instruction set that the vector loops run with, `AVX2 and FMA (x86-64-v3)`.
  public static var vectorPath: String { String(cString: zw_vector_path()) }

  /// The kernels that OpenBLAS chose for this processor, `SkylakeX`.
  public static var productPath: String { String(cString: openblas_get_corename()) }

  /// Version and build options of OpenBLAS.
  public static var libraryConfiguration: String { String(cString: openblas_get_config()) }

  /// The threads that OpenBLAS itself uses: 1 unless set, because a multi-threaded call makes other callers wait.
  ///
  /// Only a process that does nothing but compare speeds sets it.
  public static var libraryThreads: Int {
    get { Int(openblas_get_num_threads()) }
    set { openblas_set_num_threads(Int32(newValue)) }
  }
}
