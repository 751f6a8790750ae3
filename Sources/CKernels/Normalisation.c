#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_layer_norm(float *y, float *normal, float *scales, const float *x, const float *weight,
                             const float *bias, long rows, long columns, float epsilon) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++) {
    const float *restrict from = x + row * columns;
    float *restrict to = normal + row * columns;
    float sum = 0, squares = 0;
    for (long i = 0; i < columns; i++) sum += from[i];
    const float mean = sum / (float)columns;
    for (long i = 0; i < columns; i++) squares += (from[i] - mean) * (from[i] - mean);
    const float scale = 1 / sqrtf(squares / (float)columns + epsilon);
    scales[row] = scale;
    for (long i = 0; i < columns; i++) to[i] = (from[i] - mean) * scale;
    float *restrict result = y + row * columns;
    for (long i = 0; i < columns; i++) result[i] = to[i] * weight[i] + bias[i];
  }
}

ZW_VECTOR void zw_layer_norm_gradient(float *dx, const float *dy, const float *normal, const float *scales,
                                      const float *weight, long rows, long columns) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++) {
    const float *restrict slope = dy + row * columns, *restrict n = normal + row * columns;
    float mean = 0, along = 0;
    for (long i = 0; i < columns; i++) {
      mean += slope[i] * weight[i];
      along += slope[i] * weight[i] * n[i];
    }
    mean /= (float)columns;
    along /= (float)columns;
    float *restrict to = dx + row * columns;
    for (long i = 0; i < columns; i++) to[i] = scales[row] * (slope[i] * weight[i] - mean - n[i] * along);
  }
}

ZW_VECTOR void zw_column_products(float *restrict sums, const float *restrict a, const float *restrict b, long rows,
                                  long columns, long a_stride, long b_stride) {
  memset(sums, 0, (size_t)columns * sizeof(float));
  for (long row = 0; row < rows; row++)
    for (long i = 0; i < columns; i++) sums[i] += a[row * a_stride + i] * b[row * b_stride + i];
}

// The standard normal distribution function and, through `density`, its derivative.
// Source: Abramowitz and Stegun 1964, 7.1.26; the error is below 1.5e-7.
ZW_INLINE float normal_distribution(float x, float *density) {
  const float size = fabsf(x) * 0.70710678f;
  const float bell = zw_exp(-size * size);
  const float t = 1 / (1 + 0.3275911f * size);
  float p = 1.061405429f;
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  const float tail = 0.5f * p * t * bell;
  *density = 0.39894228f * bell;
  return x < 0 ? tail : 1 - tail;
}

ZW_VECTOR void zw_gelu(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) {
    float density;
    y[i] = x[i] * normal_distribution(x[i], &density);
  }
}

ZW_VECTOR void zw_gelu_gradient(float *restrict dx, const float *restrict dy, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) {
    float density;
    const float share = normal_distribution(x[i], &density);
    dx[i] = dy[i] * (share + x[i] * density);
  }
}

ZW_VECTOR void zw_add(float *restrict to, const float *restrict from, long count) {
  for (long i = 0; i < count; i++) to[i] += from[i];
}
