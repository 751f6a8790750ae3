#include "CKernels.h"
#include "Vector.h"

// One row: sums stay short enough for float, rows are added in double.
ZW_INLINE float bernoulli_row(float *restrict logits, const float *restrict bias, const float *restrict target,
                              long columns, float scale) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (long column = 0; column < columns; column++) {
    float logit = logits[column] + bias[column], x = target[column];
    float e = zw_exp(-fabsf(logit));
    float r = 1.0f / (1.0f + e);
    sum += (logit < 0 ? 0.0f : logit) - logit * x + zw_log1p(e);
    logits[column] = scale * ((logit < 0 ? e * r : r) - x);
  }
  return sum;
}

ZW_VECTOR double zw_bernoulli_loss(float *logits, const float *bias, const float *target, long rows,
                                   long columns, long stride, long target_stride, float scale) {
  double sum = 0;
  for (long row = 0; row < rows; row++)
    sum += bernoulli_row(logits + row * stride, bias, target + row * target_stride, columns, scale);
  return sum;
}

ZW_INLINE float squared_row(float *restrict y, const float *restrict bias, const float *restrict target,
                            long columns, int activation, float scale) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (long column = 0; column < columns; column++) {
    float raw = y[column] + bias[column];
    float value = activation == ZW_SIGMOID ? zw_sigmoid(raw) : activation == ZW_TANH ? zw_tanh(raw) : raw;
    float slope = activation == ZW_SIGMOID ? value * (1 - value) : activation == ZW_TANH ? 1 - value * value : 1;
    float error = value - target[column];
    sum += error * error;
    y[column] = 2 * scale * error * slope;
  }
  return sum;
}

ZW_INLINE double squared(float *y, const float *bias, const float *target, long rows, long columns, long stride,
                         long target_stride, int activation, float scale) {
  double sum = 0;
  for (long row = 0; row < rows; row++)
    sum += squared_row(y + row * stride, bias, target + row * target_stride, columns, activation, scale);
  return sum;
}

ZW_VECTOR double zw_squared_loss(float *y, const float *bias, const float *target, long rows, long columns,
                                 long stride, long target_stride, int activation, float scale) {
  switch (activation) {
    case ZW_SIGMOID: return squared(y, bias, target, rows, columns, stride, target_stride, ZW_SIGMOID, scale);
    case ZW_TANH: return squared(y, bias, target, rows, columns, stride, target_stride, ZW_TANH, scale);
    default: return squared(y, bias, target, rows, columns, stride, target_stride, ZW_IDENTITY, scale);
  }
}
