#include "COpenBLAS.h"

#include <stdlib.h>
#include <string.h>

// Present in builds with run-time dispatch only, hence weak.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

// A processor younger than the library falls back to AVX2 kernels although it has AVX-512 (OpenBLAS 0.3.21 on Zen 5:
// 111 instead of 217 GFLOP/s a core). Nothing has been multiplied yet, so choosing the kernels again is safe.
static void choose_wider_kernels(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const char *core = openblas_get_corename();
  int is_avx2 = !strcmp(core, "Haswell") || !strcmp(core, "Zen");
  int is_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  if (!is_avx2 || !is_avx512 || getenv("OPENBLAS_CORETYPE")) return;
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
  setenv("OPENBLAS_CORETYPE", "SkylakeX", 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv("OPENBLAS_CORETYPE");
#endif
}

// Before main: OpenBLAS keeps to the calling thread, since all parallel work is split by CKernels' pool.
__attribute__((constructor)) static void prepare(void) {
  choose_wider_kernels();
  openblas_set_num_threads(1);
}
