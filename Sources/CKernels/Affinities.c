#include "Affinities.h"

#include <math.h>

#include "Vector.h"

enum { LANES = 16, STEPS = 60 };

// Sums exp(-beta (d - nearest)) and the same times (d - nearest); the weights are written.
ZW_INLINE void boltzmann(
    const float *restrict distances, long count, float beta, float *restrict weights, float *sum, float *moment) {
  const float nearest = distances[0];
  float sums[LANES] = {0}, moments[LANES] = {0};
  long p = 0;
  for (; p + LANES <= count; p += LANES)
    for (long l = 0; l < LANES; l++) {
      const float gap = distances[p + l] - nearest, w = zw_exp(-beta * gap);
      weights[p + l] = w;
      sums[l] += w;
      moments[l] += w * gap;
    }
  for (; p < count; p++) {
    const float gap = distances[p] - nearest, w = zw_exp(-beta * gap);
    weights[p] = w;
    sums[0] += w;
    moments[0] += w * gap;
  }
  *sum = *moment = 0;
  for (long l = 0; l < LANES; l++) *sum += sums[l], *moment += moments[l];
}

ZW_VECTOR
void zw_perplexity_weights(
    const float *restrict squared_distances, long rows, long neighbors, float perplexity, float *restrict weights) {
  const float wanted = logf(perplexity);
  for (long r = 0; r < rows; r++) {
    const float *restrict d = squared_distances + r * neighbors;
    float *restrict w = weights + r * neighbors;
    const float range = d[neighbors - 1] - d[0];
    float beta = range > 0 ? 1 / range : 1, low = 0, high = INFINITY, sum = 1, moment = 0;
    for (int step = 0; step < STEPS; step++) {
      boltzmann(d, neighbors, beta, w, &sum, &moment);
      const float gap = logf(sum) + beta * moment / sum - wanted;  // the entropy falls with beta
      if (fabsf(gap) < 1e-5f) break;
      if (gap > 0) low = beta;
      else high = beta;
      beta = high < INFINITY ? 0.5f * (low + high) : 2 * beta;
      if (!(beta < 1e30f)) break;
    }
    for (long p = 0; p < neighbors; p++) w[p] /= sum;
  }
}

void zw_sort_rows(int32_t *indices, float *weights, long rows, long neighbors) {
  for (long r = 0; r < rows; r++) {
    int32_t *restrict index = indices + r * neighbors;
    float *restrict weight = weights + r * neighbors;
    for (long gap = neighbors / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
      for (long i = gap; i < neighbors; i++) {
        const int32_t key = index[i];
        const float value = weight[i];
        long place = i;
        for (; place >= gap && index[place - gap] > key; place -= gap)
          index[place] = index[place - gap], weight[place] = weight[place - gap];
        index[place] = key, weight[place] = value;
      }
  }
}

void zw_reverse_edges(
    const int32_t *restrict indices, const float *restrict weights, long count, long neighbors, int64_t *restrict starts,
    int32_t *restrict columns, float *restrict values) {
  for (long p = 0; p <= count; p++) starts[p] = 0;
  for (long e = 0; e < count * neighbors; e++) starts[indices[e] + 1]++;
  for (long p = 0; p < count; p++) starts[p + 1] += starts[p];
  for (long p = 0; p < count; p++)
    for (long n = 0; n < neighbors; n++) {
      const int64_t place = starts[indices[p * neighbors + n]]++;
      columns[place] = (int32_t)p;
      values[place] = weights[p * neighbors + n];
    }
  // Every start has moved to its end.
  for (long p = count; p > 0; p--) starts[p] = starts[p - 1];
  starts[0] = 0;
}

ZW_INLINE float merged(float a, float b, int rule) { return rule == ZW_UNION ? a + b - a * b : 0.5f * (a + b); }

void zw_merge_rows(
    const int32_t *restrict indices, const float *restrict weights, long neighbors, const int64_t *restrict transposed_starts,
    const int32_t *restrict transposed_columns, const float *restrict transposed_values, long first, long last, int rule,
    int64_t *restrict starts, int32_t *restrict columns, float *restrict values) {
  for (long p = first; p < last; p++) {
    const int32_t *a = indices + p * neighbors;
    const float *v = weights + p * neighbors;
    long i = 0, j = transposed_starts[p], end = transposed_starts[p + 1];
    int64_t place = columns ? starts[p] : 0;
    while (i < neighbors || j < end) {
      const int32_t x = i < neighbors ? a[i] : INT32_MAX, y = j < end ? transposed_columns[j] : INT32_MAX;
      if (columns) {
        columns[place] = x < y ? x : y;
        values[place] = merged(x <= y ? v[i] : 0, y <= x ? transposed_values[j] : 0, rule);
      }
      i += x <= y;
      j += y <= x;
      place++;
    }
    if (!columns) starts[p + 1] = place;
  }
}
