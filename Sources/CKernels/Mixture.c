#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_subtract_row(float *to, const float *from, const float *row, long rows, long columns,
                               long to_stride, long from_stride) {
  for (long i = 0; i < rows; i++) {
    float *restrict y = to + i * to_stride;
    const float *restrict x = from + i * from_stride;
    for (long j = 0; j < columns; j++) y[j] = x[j] - row[j];
  }
}

ZW_VECTOR void zw_multiply_row(float *values, const float *row, long rows, long columns, long stride) {
  for (long i = 0; i < rows; i++) {
    float *restrict y = values + i * stride;
    for (long j = 0; j < columns; j++) y[j] *= row[j];
  }
}

ZW_VECTOR void zw_square(float *to, const float *from, long rows, long columns, long to_stride,
                         long from_stride) {
  for (long i = 0; i < rows; i++) {
    float *restrict y = to + i * to_stride;
    const float *restrict x = from + i * from_stride;
    for (long j = 0; j < columns; j++) y[j] = x[j] * x[j];
  }
}

ZW_VECTOR void zw_scale_rows(float *to, const float *from, const float *weights, long rows, long columns,
                             long to_stride, long from_stride, long weight_stride) {
  for (long i = 0; i < rows; i++) {
    float *restrict y = to + i * to_stride;
    const float *restrict x = from + i * from_stride;
    float weight = weights[i * weight_stride];
    for (long j = 0; j < columns; j++) y[j] = weight * x[j];
  }
}

ZW_VECTOR void zw_log_densities(float *logs, const float *whitened, long rows, long columns, long log_stride,
                                long stride, float constant) {
#pragma clang fp reassociate(on)
  for (long i = 0; i < rows; i++) {
    const float *restrict x = whitened + i * stride;
    float sum = 0;
    for (long j = 0; j < columns; j++) sum += x[j] * x[j];
    logs[i * log_stride] = constant - 0.5f * sum;
  }
}

ZW_VECTOR double zw_responsibilities(float *logs, long rows, long columns, long stride, double *entropy) {
#pragma clang fp reassociate(on)
  double total = 0;
  for (long i = 0; i < rows; i++) {
    float *restrict row = logs + i * stride;
    float largest = row[0], sum = 0, mean = 0;
    for (long j = 1; j < columns; j++) largest = row[j] > largest ? row[j] : largest;
    for (long j = 0; j < columns; j++) {
      float offset = row[j] - largest, weight = zw_exp(offset);
      sum += weight;
      // A weight of zero has no part in the entropy, however far its logarithm lies below.
      mean += weight > 0 ? weight * offset : 0;
      row[j] = weight;
    }
    float log_sum = logf(sum), scale = 1 / sum;
    for (long j = 0; j < columns; j++) row[j] *= scale;
    total += (double)largest + log_sum;
    *entropy += (double)log_sum - mean * scale;
  }
  return total;
}
