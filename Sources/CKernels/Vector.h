// What the vector loops share: the choice of instruction set at run time, and elementary functions that the
// compiler can widen because they neither branch nor call.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#define ZW_VECTOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ZW_VECTOR
#endif
#define ZW_INLINE static inline __attribute__((always_inline))

ZW_INLINE float zw_from_bits(int32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

ZW_INLINE int32_t zw_bits(float value) {
  int32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// exp(x) to 2 units in the last place; 0 below -87.3, infinity above 88.3, NaN stays NaN.
// Source: Cephes (Moshier), expf.
ZW_INLINE float zw_exp(float x) {
  const float shift = 0x1.8p23f;  // adding it rounds to a whole number in the low bits
  float clamped = x < -87.3f ? -87.3f : (x > 88.3f ? 88.3f : x);
  float shifted = clamped * 1.44269504f + shift;
  float n = shifted - shift;
  float r = clamped - n * 0.693359375f + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  float y = p * zw_from_bits((int32_t)((uint32_t)zw_bits(shifted) << 23) + 0x3f800000);
  y = x > 88.3f ? INFINITY : y;
  return x < -87.3f ? 0.0f : y;
}

// log(x) for x positive and normal, to 2 units in the last place. Source: Cephes (Moshier), logf.
ZW_INLINE float zw_log(float x) {
  int32_t bits = zw_bits(x);
  int32_t exponent = ((bits - 0x3f3504f3) >> 23);
  float m = zw_from_bits(bits - (int32_t)((uint32_t)exponent << 23)) - 1.0f;
  float e = (float)exponent;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  float square = m * m;
  return m * square * p - 2.12194440e-4f * e - 0.5f * square + m + 0.693359375f * e;
}

ZW_INLINE float zw_sigmoid(float x) {
  float e = zw_exp(-fabsf(x));
  float r = 1.0f / (1.0f + e);
  return x < 0 ? e * r : r;
}

// Source: Cephes (Moshier), tanhf.
ZW_INLINE float zw_tanh(float x) {
  float size = fabsf(x);
  float square = x * x;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  float small = p * square * x + x;
  float e = zw_exp(-2.0f * size);
  float large = copysignf((1.0f - e) / (1.0f + e), x);
  return size < 0.625f ? small : large;
}

// log(1 + y) for y in [0, 1], to 2 units in the last place. A Chebyshev fit of log(1 + y) / y.
ZW_INLINE float zw_log1p(float y) {
  float p = 5.2535231e-3f;
  p = p * y - 2.9588873e-2f;
  p = p * y + 7.8362457e-2f;
  p = p * y - 1.3674858e-1f;
  p = p * y + 1.9111486e-1f;
  p = p * y - 2.4844389e-1f;
  p = p * y + 3.3319274e-1f;
  p = p * y - 4.9999502e-1f;
  p = p * y + 1.0f;
  return p * y;
}

// cos(2 pi u) for u in [0, 1). Folded to a quarter turn, where the sine's series is short.
ZW_INLINE float zw_cos_turn(float u) {
  float w = (fabsf(u - 0.5f) - 0.25f) * 6.28318531f;
  float square = w * w;
  float p = 2.7525562e-6f;
  p = p * square - 1.9840874e-4f;
  p = p * square + 8.3333310e-3f;
  p = p * square - 1.6666667e-1f;
  return p * square * w + w;
}
