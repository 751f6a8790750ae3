#include "Factors.h"

#include <math.h>

#include "Vector.h"

enum { LANES = 16 };

// Improves the weights of 16 rows, each a lane: w and p are [count][LANES]. Ends when all rows are settled.
ZW_INLINE void sweep_lanes(
    float (*restrict w)[LANES], float (*restrict p)[LANES], const float *restrict gram, long count, long sweeps,
    float tolerance) {
  for (long sweep = 0; sweep < sweeps; sweep++) {
    float change[LANES] = {0}, size[LANES] = {0};
    for (long r = 0; r < count; r++) {
      const float *restrict g = gram + r * count;
      if (g[r] <= 0) continue;
      float gradient[LANES];
      for (long l = 0; l < LANES; l++) gradient[l] = -p[r][l];
      for (long s = 0; s < count; s++)
        for (long l = 0; l < LANES; l++) gradient[l] += g[s] * w[s][l];
      for (long l = 0; l < LANES; l++) {
        const float step = w[r][l] - gradient[l] / g[r];
        const float next = step > 0 ? step : 0;
        change[l] += fabsf(next - w[r][l]);
        size[l] += next;
        w[r][l] = next;
      }
    }
    long settled = 0;
    for (long l = 0; l < LANES; l++) settled += change[l] <= tolerance * size[l];
    if (settled == LANES) break;
  }
}

ZW_VECTOR void zw_nonnegative_sweeps(
    float *weights, const float *restrict products, const float *restrict gram, long rows, long count, long sweeps,
    float tolerance) {
  if (count < 1) return;
  float w[count][LANES], p[count][LANES];
  for (long row = 0; row < rows; row += LANES) {
    const long lanes = rows - row < LANES ? rows - row : LANES;
    for (long r = 0; r < count; r++)
      for (long l = 0; l < LANES; l++) {
        // Lanes beyond the last row hold zeros, which stay.
        w[r][l] = l < lanes ? weights[(row + l) * count + r] : 0;
        p[r][l] = l < lanes ? products[(row + l) * count + r] : 0;
      }
    sweep_lanes(w, p, gram, count, sweeps, tolerance);
    for (long l = 0; l < lanes; l++)
      for (long r = 0; r < count; r++) weights[(row + l) * count + r] = w[r][l];
  }
}
