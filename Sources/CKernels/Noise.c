#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_corrupt_gaussian(float *restrict values, const float *restrict noise, long rows, long columns,
                                   long stride, long noise_stride, float deviation) {
  for (long row = 0; row < rows; row++, values += stride, noise += noise_stride) {
    for (long column = 0; column < columns; column++) {
      float value = values[column] + deviation * noise[column];
      value = value < 0 ? 0.0f : value;
      values[column] = value > 1 ? 1.0f : value;
    }
  }
}

ZW_VECTOR void zw_corrupt_masking(float *restrict values, const float *restrict uniform, long rows, long columns,
                                  long stride, long uniform_stride, float share) {
  for (long row = 0; row < rows; row++, values += stride, uniform += uniform_stride)
    for (long column = 0; column < columns; column++)
      values[column] = uniform[column] < share ? 0.0f : values[column];
}

ZW_VECTOR double zw_squares(const float *restrict values, long rows, long columns, long stride) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (long row = 0; row < rows; row++, values += stride) {
    float ofRow = 0;
    for (long column = 0; column < columns; column++) ofRow += values[column] * values[column];
    sum += ofRow;
  }
  return sum;
}

ZW_VECTOR void zw_drop_out(float *restrict y, float *restrict uniform, const float *restrict x, long count,
                           float share) {
  const float scale = 1 / (1 - share);
  for (long i = 0; i < count; i++) {
    const float kept = uniform[i] < share ? 0.0f : scale;
    uniform[i] = kept;
    y[i] = x[i] * kept;
  }
}

ZW_VECTOR void zw_multiply_elements(float *restrict y, const float *restrict a, const float *restrict b,
                                    long count) {
  for (long i = 0; i < count; i++) y[i] = a[i] * b[i];
}

ZW_VECTOR void zw_add_noise(float *restrict y, const float *restrict x, const float *restrict noise, long count,
                            float scale) {
  for (long i = 0; i < count; i++) y[i] = x[i] + scale * noise[i];
}
