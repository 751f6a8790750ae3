#include "Factors.h"

#include <math.h>

#include "Vector.h"

ZW_VECTOR void zw_nonnegative_sweeps(
    float *weights, const float *restrict products, const float *restrict gram, long rows, long count, long sweeps,
    float tolerance) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++) {
    float *w = weights + row * count;
    const float *restrict p = products + row * count;
    for (long sweep = 0; sweep < sweeps; sweep++) {
      float change = 0, size = 0;
      for (long r = 0; r < count; r++) {
        const float *restrict g = gram + r * count;
        if (g[r] <= 0) continue;
        float gradient = -p[r];
        for (long s = 0; s < count; s++) gradient += g[s] * w[s];
        const float step = w[r] - gradient / g[r];
        const float next = step > 0 ? step : 0;
        change += fabsf(next - w[r]);
        size += next;
        w[r] = next;
      }
      if (change <= tolerance * size) break;
    }
  }
}
