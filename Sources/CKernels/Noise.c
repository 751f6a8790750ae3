#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_multiply(float *restrict values, const float *restrict factors, long rows, long columns,
                           long stride, long factor_stride) {
  for (long row = 0; row < rows; row++, values += stride, factors += factor_stride)
    for (long column = 0; column < columns; column++) values[column] *= factors[column];
}

ZW_VECTOR void zw_dropout_mask(float *mask, long count, float rate) {
  float kept = 1.0f / (1.0f - rate);
  for (long i = 0; i < count; i++) mask[i] = mask[i] < rate ? 0.0f : kept;
}

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

ZW_VECTOR void zw_scale(float *values, long count, float factor) {
  for (long i = 0; i < count; i++) values[i] *= factor;
}
