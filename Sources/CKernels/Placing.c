#include "Placing.h"

#include "Vector.h"

enum { LANES = 16 };

// Sums over the whole map of 1 / (1 + r^2), and of (place - y_j) / (1 + r^2)^2.
ZW_INLINE void repel(const float *restrict map, long count, const int dimensions, const float *place, float *sums) {
  float near[LANES] = {0}, push[3][LANES] = {{0}};
  for (long p = 0; p < count; p += LANES)
    for (long l = 0; l < LANES; l++) {
      const long other = p + l < count ? p + l : count - 1;
      float gap[3], square = 0;
      for (int d = 0; d < dimensions; d++) {
        gap[d] = place[d] - map[d * count + other];
        square += gap[d] * gap[d];
      }
      const float q = p + l < count ? 1 / (1 + square) : 0;
      near[l] += q;
      for (int d = 0; d < dimensions; d++) push[d][l] += q * q * gap[d];
    }
  for (int i = 0; i < 4; i++) sums[i] = 0;
  for (long l = 0; l < LANES; l++) {
    sums[0] += near[l];
    for (int d = 0; d < dimensions; d++) sums[1 + d] += push[d][l];
  }
}

ZW_INLINE void place_point(
    const float *restrict map, long count, const int dimensions, const int32_t *restrict neighbors,
    const float *restrict weights, long wanted, long steps, float *restrict place) {
  for (long step = 0; step < steps; step++) {
    float sums[4], pull[3] = {0}, hold = 0;
    repel(map, count, dimensions, place, sums);
    for (long n = 0; n < wanted; n++) {
      float gap[3], square = 0;
      for (int d = 0; d < dimensions; d++) {
        gap[d] = place[d] - map[d * count + neighbors[n]];
        square += gap[d] * gap[d];
      }
      const float q = weights[n] / (1 + square);
      hold += q;
      for (int d = 0; d < dimensions; d++) pull[d] += q * gap[d];
    }
    // The pull alone would be at rest after one such step.
    const float rate = hold > 1e-12f ? 1 / hold : 0;
    for (int d = 0; d < dimensions; d++) {
      const float move = rate * (pull[d] - sums[1 + d] / sums[0]);
      place[d] -= move > 5 ? 5 : move < -5 ? -5 : move;
    }
  }
}

ZW_VECTOR
void zw_place_point(
    const float *map, long count, long dimensions, const int32_t *neighbors, const float *weights, long wanted, long steps,
    float *place) {
  if (dimensions == 3) place_point(map, count, 3, neighbors, weights, wanted, steps, place);
  else place_point(map, count, 2, neighbors, weights, wanted, steps, place);
}
