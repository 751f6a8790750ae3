#include "CKernels.h"
#include "Vector.h"

// Rows in the outer loop, so that columns go side by side through the vector registers.
ZW_VECTOR void zw_column_moments(float *restrict mean, float *restrict variance, const float *restrict x, long rows,
                                 long columns, long stride) {
  memset(mean, 0, (size_t)columns * sizeof(float));
  memset(variance, 0, (size_t)columns * sizeof(float));
  const float share = rows > 0 ? 1 / (float)rows : 0;
  for (long row = 0; row < rows; row++)
    for (long i = 0; i < columns; i++) mean[i] += x[row * stride + i];
  for (long i = 0; i < columns; i++) mean[i] *= share;
  for (long row = 0; row < rows; row++)
    for (long i = 0; i < columns; i++) {
      const float difference = x[row * stride + i] - mean[i];
      variance[i] += difference * difference;
    }
  for (long i = 0; i < columns; i++) variance[i] *= share;
}

ZW_VECTOR void zw_batch_norm(float *y, float *normal, const float *x, const float *restrict mean,
                             const float *restrict variance, const float *restrict weight,
                             const float *restrict bias, long rows, long columns, float epsilon) {
  for (long row = 0; row < rows; row++) {
    const float *restrict from = x + row * columns;
    float *restrict to = y + row * columns;
    if (normal) {
      float *restrict kept = normal + row * columns;
      for (long i = 0; i < columns; i++) {
        kept[i] = (from[i] - mean[i]) / sqrtf(variance[i] + epsilon);
        to[i] = kept[i] * weight[i] + bias[i];
      }
    } else {
      for (long i = 0; i < columns; i++)
        to[i] = (from[i] - mean[i]) / sqrtf(variance[i] + epsilon) * weight[i] + bias[i];
    }
  }
}

ZW_VECTOR void zw_batch_norm_gradient(float *dx, const float *dy, const float *normal,
                                      const float *restrict variance, const float *restrict weight,
                                      const float *restrict sums, const float *restrict products, float count,
                                      long rows, long columns, float epsilon) {
  const float share = 1 / count;
  for (long row = 0; row < rows; row++) {
    const float *restrict slope = dy + row * columns;
    float *restrict to = dx + row * columns;
    if (normal) {
      const float *restrict kept = normal + row * columns;
      for (long i = 0; i < columns; i++)
        to[i] = weight[i] / sqrtf(variance[i] + epsilon) *
                (slope[i] - share * (sums[i] + kept[i] * products[i]));
    } else {
      for (long i = 0; i < columns; i++) to[i] = weight[i] / sqrtf(variance[i] + epsilon) * slope[i];
    }
  }
}

ZW_VECTOR void zw_follow(float *restrict average, const float *restrict value, long count, float share,
                         float factor) {
  for (long i = 0; i < count; i++) average[i] += share * (factor * value[i] - average[i]);
}
