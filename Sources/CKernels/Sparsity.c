#include "CKernels.h"
#include "Vector.h"

// Means are held away from 0 and 1, where the divergence has no end.
ZW_INLINE float held(float mean) { return mean < 1e-4f ? 1e-4f : mean > 1 - 1e-4f ? 1 - 1e-4f : mean; }

ZW_INLINE float slope_of(float mean, float target) { return (1 - target) / (1 - mean) - target / mean; }

ZW_VECTOR double zw_sparsity(const float *restrict codes, const float *restrict means, long rows, long columns,
                             long stride, float target) {
#pragma clang fp reassociate(on)
  double sum = 0;
  float base = 0;
  for (long column = 0; column < columns; column++) {
    float mean = held(means[column]);
    base += target * zw_log(target / mean) + (1 - target) * zw_log((1 - target) / (1 - mean));
  }
  for (long row = 0; row < rows; row++, codes += stride) {
    float tangent = 0;
    for (long column = 0; column < columns; column++)
      tangent += slope_of(held(means[column]), target) * (codes[column] - held(means[column]));
    sum += base + tangent;
  }
  return sum;
}

ZW_VECTOR void zw_sparsity_gradient(float *restrict gradients, const float *restrict means, long rows, long columns,
                                    long stride, float target, float scale) {
  for (long row = 0; row < rows; row++, gradients += stride)
    for (long column = 0; column < columns; column++)
      gradients[column] += scale * slope_of(held(means[column]), target);
}

ZW_VECTOR double zw_magnitudes(const float *restrict codes, long rows, long columns, long stride) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (long row = 0; row < rows; row++, codes += stride) {
    float ofRow = 0;
    for (long column = 0; column < columns; column++) ofRow += fabsf(codes[column]);
    sum += ofRow;
  }
  return sum;
}

ZW_VECTOR void zw_add_signs(float *restrict gradients, const float *restrict codes, long rows, long columns,
                            long gradient_stride, long code_stride, float scale) {
  for (long row = 0; row < rows; row++, gradients += gradient_stride, codes += code_stride)
    for (long column = 0; column < columns; column++)
      gradients[column] += codes[column] > 0 ? scale : codes[column] < 0 ? -scale : 0.0f;
}

ZW_VECTOR void zw_move_means(float *restrict means, const float *restrict codes, long rows, long columns,
                             long stride, float share) {
  float step = share / (float)rows;
  for (long column = 0; column < columns; column++) means[column] *= 1 - share;
  for (long row = 0; row < rows; row++, codes += stride)
    for (long column = 0; column < columns; column++) means[column] += step * codes[column];
}
