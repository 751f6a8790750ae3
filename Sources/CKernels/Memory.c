#include "CKernels.h"

#include <stdlib.h>  // defines __GLIBC__

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void zw_return_large_blocks(long smallest) {
#if defined(__GLIBC__)
  // Setting it also keeps glibc from raising it to the largest block that was ever freed, up to 32 MB.
  mallopt(M_MMAP_THRESHOLD, (int)smallest);
#else
  (void)smallest;
#endif
}
