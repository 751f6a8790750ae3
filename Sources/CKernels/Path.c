#include "CKernels.h"

const char *zw_vector_path(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return "AVX-512 (x86-64-v4)";
  if (__builtin_cpu_supports("x86-64-v3")) return "AVX2 and FMA (x86-64-v3)";
  return "SSE2 (x86-64)";
#elif defined(__aarch64__)
  return "NEON (arm64)";
#else
  return "the compiler's default";
#endif
}
