#include "COpenBLAS.h"

// Before main: OpenBLAS keeps to the calling thread, since all parallel work is split by CKernels' pool.
__attribute__((constructor)) static void prepare(void) { openblas_set_num_threads(1); }
