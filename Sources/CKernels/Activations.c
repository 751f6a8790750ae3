#include "CKernels.h"
#include "Vector.h"

ZW_INLINE float activate(float x, int activation) {
  switch (activation) {
    case ZW_RELU: return x < 0 ? 0 : x;  // NaN passes, so that divergence shows
    case ZW_SIGMOID: return zw_sigmoid(x);
    case ZW_TANH: return zw_tanh(x);
    case ZW_LEAKY_RELU: return x < 0 ? 0.2f * x : x;
    default: return x;
  }
}

// The derivative at the point where the activation's value is y.
ZW_INLINE float slope(float y, int activation) {
  switch (activation) {
    case ZW_RELU: return y > 0 ? 1 : 0;
    case ZW_SIGMOID: return y * (1 - y);
    case ZW_TANH: return 1 - y * y;
    case ZW_LEAKY_RELU: return y > 0 ? 1 : 0.2f;
    default: return 1;
  }
}

// Inlined once for each activation, so that every inner loop is free of branches.
ZW_INLINE void forward(float *restrict y, const float *restrict bias, long rows, long columns, long stride,
                       int activation) {
  for (long row = 0; row < rows; row++, y += stride) {
    if (bias) {
      for (long column = 0; column < columns; column++)
        y[column] = activate(y[column] + bias[column], activation);
    } else {
      for (long column = 0; column < columns; column++) y[column] = activate(y[column], activation);
    }
  }
}

ZW_INLINE void backward(float *restrict dy, const float *restrict y, long rows, long columns, long dy_stride,
                        long y_stride, int activation) {
  for (long row = 0; row < rows; row++, dy += dy_stride, y += y_stride)
    for (long column = 0; column < columns; column++) dy[column] *= slope(y[column], activation);
}

ZW_VECTOR void zw_bias_activation(float *y, const float *bias, long rows, long columns, long stride,
                                  int activation) {
  switch (activation) {
    case ZW_RELU: return forward(y, bias, rows, columns, stride, ZW_RELU);
    case ZW_SIGMOID: return forward(y, bias, rows, columns, stride, ZW_SIGMOID);
    case ZW_TANH: return forward(y, bias, rows, columns, stride, ZW_TANH);
    case ZW_LEAKY_RELU: return forward(y, bias, rows, columns, stride, ZW_LEAKY_RELU);
    default:
      if (bias) forward(y, bias, rows, columns, stride, ZW_IDENTITY);
  }
}

ZW_VECTOR void zw_activation_gradient(float *dy, const float *y, long rows, long columns, long dy_stride,
                                      long y_stride, int activation) {
  switch (activation) {
    case ZW_RELU: return backward(dy, y, rows, columns, dy_stride, y_stride, ZW_RELU);
    case ZW_SIGMOID: return backward(dy, y, rows, columns, dy_stride, y_stride, ZW_SIGMOID);
    case ZW_TANH: return backward(dy, y, rows, columns, dy_stride, y_stride, ZW_TANH);
    case ZW_LEAKY_RELU: return backward(dy, y, rows, columns, dy_stride, y_stride, ZW_LEAKY_RELU);
    default: return;
  }
}
