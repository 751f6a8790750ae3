#include "KernelFunctions.h"

#include "Vector.h"

ZW_VECTOR void zw_gaussian_kernel(float *row, long count, float gamma) {
  for (long p = 0; p < count; p++) row[p] = zw_exp(-gamma * row[p]);
}

ZW_VECTOR void zw_polynomial_kernel(float *row, long count, float gamma, long degree) {
  for (long p = 0; p < count; p++) row[p] = gamma * row[p] + 1;
  for (long p = 0; p < count; p++) {
    const float base = row[p];
    float power = base;
    for (long d = 1; d < degree; d++) power *= base;
    row[p] = power;
  }
}

ZW_VECTOR void zw_cosine_kernel(float *row, const float *restrict norms, long count, float norm) {
  for (long p = 0; p < count; p++) {
    const float size = norms[p] * norm;
    row[p] = size > 0 ? row[p] / sqrtf(size) : 0;
  }
}
