#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_nearest_codes(float *restrict nearest, const float *restrict products, const float *restrict norms,
                                long rows, long codes) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++, products += codes) {
    float best = INFINITY;
    for (long k = 0; k < codes; k++) {
      const float distance = norms[k] - 2 * products[k];
      best = distance < best ? distance : best;
    }
    long found = 0;
    for (long k = codes - 1; k >= 0; k--) found = norms[k] - 2 * products[k] <= best ? k : found;
    nearest[row] = (float)found;
  }
}

ZW_VECTOR void zw_gather_codes(float *restrict vectors, const float *restrict codebook, const float *restrict nearest,
                               long rows, long size) {
  for (long row = 0; row < rows; row++)
    for (long i = 0; i < size; i++) vectors[row * size + i] = codebook[(long)nearest[row] * size + i];
}

ZW_VECTOR void zw_code_sums(float *restrict sums, float *restrict counts, const float *restrict vectors,
                            const float *restrict nearest, long rows, long size, long first, long last) {
  memset(sums, 0, (size_t)((last - first) * size) * sizeof(float));
  memset(counts, 0, (size_t)(last - first) * sizeof(float));
  for (long row = 0; row < rows; row++) {
    const long code = (long)nearest[row];
    if (code < first || code >= last) continue;
    counts[code - first] += 1;
    float *restrict sum = sums + (code - first) * size;
    for (long i = 0; i < size; i++) sum[i] += vectors[row * size + i];
  }
}

ZW_VECTOR double zw_squared_difference(const float *restrict a, const float *restrict b, long count) {
#pragma clang fp reassociate(on)
  double total = 0;
  for (long start = 0; start < count; start += 4096) {
    const long end = start + 4096 < count ? start + 4096 : count;
    float sum = 0;
    for (long i = start; i < end; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    total += (double)sum;
  }
  return total;
}

ZW_VECTOR void zw_add_difference(float *restrict to, const float *restrict a, const float *restrict b, long count,
                                 float scale) {
  for (long i = 0; i < count; i++) to[i] += scale * (a[i] - b[i]);
}

ZW_VECTOR double zw_softmax_loss(float *logits, const float *targets, long rows, long classes) {
#pragma clang fp reassociate(on)
  double total = 0;
  for (long row = 0; row < rows; row++, logits += classes) {
    const long target = (long)targets[row];
    float *restrict values = logits;
    float largest = values[0];
    for (long k = 1; k < classes; k++) largest = values[k] > largest ? values[k] : largest;
    const float wanted = values[target] - largest;
    float sum = 0;
    for (long k = 0; k < classes; k++) {
      values[k] = zw_exp(values[k] - largest);
      sum += values[k];
    }
    const float factor = 1 / sum;
    for (long k = 0; k < classes; k++) values[k] *= factor;
    values[target] -= 1;
    total += (double)(zw_log(sum) - wanted);
  }
  return total;
}

ZW_VECTOR void zw_scale(float *values, long count, float factor) {
  for (long i = 0; i < count; i++) values[i] *= factor;
}

void zw_shift_codes(float *before, const float *nearest, long rows, long cells, float first) {
  for (long row = 0; row < rows; row++, before += cells, nearest += cells) {
    before[0] = first;
    memcpy(before + 1, nearest, (size_t)(cells - 1) * sizeof(float));
  }
}

long zw_choose(const float *logits, long classes, float u) {
  float largest = logits[0], sum = 0;
  for (long k = 1; k < classes; k++) largest = logits[k] > largest ? logits[k] : largest;
  for (long k = 0; k < classes; k++) sum += zw_exp(logits[k] - largest);
  float rest = u * sum;
  for (long k = 0; k < classes; k++) {
    rest -= zw_exp(logits[k] - largest);
    if (rest < 0) return k;
  }
  return classes - 1;
}

void zw_count_codes(float *counts, const float *nearest, long rows) {
  for (long row = 0; row < rows; row++) counts[(long)nearest[row]] += 1;
}
