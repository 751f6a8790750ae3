#include "Neighbors.h"

#include <float.h>
#include <math.h>

#include "Vector.h"

// Points at a time: their distances stay in the first-level cache while all dimensions pass.
enum { CHUNK = 2048, LANES = 16 };

ZW_INLINE long smaller(long a, long b) { return a < b ? a : b; }

ZW_VECTOR
void zw_squared_distances(
    const float *restrict columns, long stride, long count, long dimensions, const float *restrict query,
    float *restrict distances) {
  for (long start = 0; start < count; start += CHUNK) {
    const long size = smaller(CHUNK, count - start);
    float *restrict out = distances + start;
    for (long p = 0; p < size; p++) out[p] = 0;
    for (long d = 0; d < dimensions; d++) {
      const float *restrict column = columns + d * stride + start;
      const float q = query[d];
      for (long p = 0; p < size; p++) {
        const float difference = column[p] - q;
        out[p] += difference * difference;
      }
    }
    // Only the searching point itself is ever marked by infinity.
    for (long p = 0; p < size; p++) out[p] = out[p] < FLT_MAX ? out[p] : FLT_MAX;
  }
}

ZW_VECTOR
void zw_distances_from_products(float *restrict row, const float *restrict norms, float norm, long count) {
  for (long p = 0; p < count; p++) {
    float distance = norms[p] + norm - 2 * row[p];
    distance = distance < 0 ? 0 : distance;
    row[p] = distance < FLT_MAX ? distance : FLT_MAX;
  }
}

// Puts a value behind all that are not larger; the last one falls out.
ZW_INLINE void insert(float value, int32_t index, long size, int32_t *indices, float *smallest) {
  long place = size - 1;
  while (place > 0 && smallest[place - 1] > value) {
    smallest[place] = smallest[place - 1];
    indices[place] = indices[place - 1];
    place--;
  }
  smallest[place] = value;
  indices[place] = index;
}

ZW_VECTOR
void zw_keep_smallest(
    const float *restrict values, long count, long first, long wanted, int32_t *restrict indices,
    float *restrict smallest) {
  enum { GROUP = 64 };
  if (wanted <= 0) return;
  for (long start = 0; start < count; start += GROUP) {
    const long size = smaller(GROUP, count - start);
    const float *restrict group = values + start;
    const float bound = smallest[wanted - 1];
    int any = 0;
    for (long p = 0; p < size; p++) any |= group[p] < bound;
    if (!any) continue;
    for (long p = 0; p < size; p++)
      if (group[p] < smallest[wanted - 1]) insert(group[p], (int32_t)(first + start + p), wanted, indices, smallest);
  }
}

ZW_INLINE int32_t below(const float *restrict values, long count, float bound) {
  int32_t sum = 0;
  for (long p = 0; p < count; p++) sum += values[p] < bound;
  return sum;
}

ZW_INLINE int32_t not_above(const float *restrict values, long count, float bound) {
  int32_t sum = 0;
  for (long p = 0; p < count; p++) sum += values[p] <= bound;
  return sum;
}

ZW_VECTOR
void zw_ranks(
    const float *restrict values, long count, const int32_t *restrict targets, long targetCount, int32_t *restrict ranks) {
  for (long t = 0; t < targetCount; t++) ranks[t] = 1;
  // All targets look at a chunk while it is in the cache.
  for (long start = 0; start < count; start += CHUNK) {
    const long size = smaller(CHUNK, count - start);
    for (long t = 0; t < targetCount; t++) {
      const long place = targets[t] - start;
      const float bound = values[targets[t]];
      if (place >= size) {
        ranks[t] += not_above(values + start, size, bound);
      } else if (place < 0) {
        ranks[t] += below(values + start, size, bound);
      } else {
        ranks[t] += not_above(values + start, place, bound) + below(values + start + place, size - place, bound);
      }
    }
  }
}

ZW_VECTOR
void zw_stress_sums(
    const float *restrict first, const float *restrict second, long count, double *differences, double *distances) {
  for (long start = 0; start < count; start += CHUNK) {
    const long size = smaller(CHUNK, count - start);
    float difference[LANES] = {0}, square[LANES] = {0};
    long p = start;
    for (; p + LANES <= start + size; p += LANES)
      for (long lane = 0; lane < LANES; lane++) {
        const float gap = sqrtf(first[p + lane]) - sqrtf(second[p + lane]);
        difference[lane] += gap * gap;
        square[lane] += first[p + lane];
      }
    for (; p < start + size; p++) {
      const float gap = sqrtf(first[p]) - sqrtf(second[p]);
      difference[0] += gap * gap;
      square[0] += first[p];
    }
    for (long lane = 0; lane < LANES; lane++) {
      *differences += difference[lane];
      *distances += square[lane];
    }
  }
}

double zw_co_ranks(
    const uint64_t *data_order, const int32_t *map_ranks, long count, const int32_t *bins, long bin_count,
    int64_t *matrix, int64_t *worse, const double *weights) {
  double sum = 0;
  // The point itself comes last in both. In the order of the data, its ranks and their row of bins pass one by one.
  for (long p = 0; p < count - 1; p++) {
    const int32_t in_data = (int32_t)p + 1, in_map = map_ranks[(uint32_t)data_order[p]];
    const int32_t rank = in_data > in_map ? in_data : in_map;
    matrix[bins[in_data] * bin_count + bins[in_map]]++;
    worse[rank]++;
    sum += weights[rank];
  }
  return sum;
}

ZW_VECTOR
void zw_shift_rows(
    float *restrict values, long rows, long columns, const float *restrict shift, double *restrict sums) {
  for (long r = 0; r < rows; r++) {
    float *restrict row = values + r * columns;
    for (long c = 0; c < columns; c++) {
      row[c] -= shift[c];
      sums[c] += row[c];
    }
  }
}

ZW_VECTOR
void zw_add_to_sums(const float *restrict values, long count, double *restrict sums) {
  for (long p = 0; p < count; p++) sums[p] += values[p];
}
