#include "NearestPairs.h"

#include <stdint.h>
#include <string.h>

#include "Vector.h"

// A panel holds 48 points, one coordinate of all of them after the other: three wide vectors as columns of a tile, or
// six groups of eight rows.
enum { LANE = 16, VECTORS = 3, ROWS = 8 };

typedef float lanes __attribute__((vector_size(64), aligned(4)));
typedef int32_t lane_mask __attribute__((vector_size(64)));
typedef _Bool lane_bits __attribute__((ext_vector_type(16)));

ZW_INLINE lanes spread(float value) {
  return (lanes){value, value, value, value, value, value, value, value,
                 value, value, value, value, value, value, value, value};
}

ZW_INLINE uint32_t bits_of(lane_mask mask) {
  lane_bits bits = __builtin_convertvector(mask, lane_bits);
  uint16_t result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

// Half a squared distance is not negative, so that its bits rise with it; the index breaks ties.
ZW_INLINE uint64_t key_of(float half, long index) {
  const float value = half > 0 ? half : 0;
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return (uint64_t)bits << 32 | (uint32_t)index;
}

// Moves the `wanted` smallest of some keys to the front. Source: Hoare 1961, Algorithm 65 (Find).
static void select_smallest(uint64_t *keys, long count, long wanted) {
  long low = 0, high = count - 1;
  const long place = wanted - 1;
  while (low < high) {
    const uint64_t pivot = keys[low + (high - low) / 2];
    long i = low, j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i <= j) {
        const uint64_t key = keys[i];
        keys[i++] = keys[j];
        keys[j--] = key;
      }
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}

static void tighten(const zw_pairs *pairs, long point) {
  uint64_t *keys = pairs->keys + point * pairs->capacity;
  select_smallest(keys, pairs->counts[point], pairs->wanted);
  pairs->counts[point] = (int32_t)pairs->wanted;
  const uint32_t bits = (uint32_t)(keys[pairs->wanted - 1] >> 32);
  memcpy(pairs->bounds + point, &bits, sizeof bits);
}

ZW_INLINE void push(const zw_pairs *pairs, long point, long other, float half) {
  if (point == other || point >= pairs->count || other >= pairs->count) return;
  pairs->keys[point * pairs->capacity + pairs->counts[point]++] = key_of(half, other);
  if (pairs->counts[point] == pairs->capacity) tighten(pairs, point);
}

// Pushes what a vector of distances from one row has to tell.
static __attribute__((noinline)) void push_hits(
    const zw_pairs *pairs, long row, long column, const float *halves, uint32_t for_row, uint32_t for_columns) {
  for (; for_row; for_row &= for_row - 1) {
    const int lane = __builtin_ctz(for_row);
    push(pairs, row, column + lane, halves[lane]);
  }
  for (; for_columns; for_columns &= for_columns - 1) {
    const int lane = __builtin_ctz(for_columns);
    push(pairs, column + lane, row, halves[lane]);
  }
}

// Eight rows against the 48 columns of a panel, all in registers: the product, the norms, the comparison.
ZW_INLINE void compare_rows(const zw_pairs *pairs, long row, long panel, int mirrored) {
  const long size = pairs->dimensions;
  const float *rows = pairs->panels + row / ZW_PANEL * ZW_PANEL * size + row % ZW_PANEL;
  const float *columns = pairs->panels + panel * ZW_PANEL * size;
  const long first = panel * ZW_PANEL;
  lanes sums[ROWS][VECTORS];
  for (int c = 0; c < VECTORS; c++) {
    const lanes norms = *(const lanes *)(pairs->half_norms + first + c * LANE);
    for (int r = 0; r < ROWS; r++) sums[r][c] = norms;
  }
  for (long d = 0; d < size; d++) {
    const float *at = columns + d * ZW_PANEL, *with = rows + d * ZW_PANEL;
    const lanes a = *(const lanes *)at, b = *(const lanes *)(at + LANE), c = *(const lanes *)(at + 2 * LANE);
    for (int r = 0; r < ROWS; r++) {
      const lanes x = spread(with[r]);
      sums[r][0] -= x * a;
      sums[r][1] -= x * b;
      sums[r][2] -= x * c;
    }
  }
  for (int r = 0; r < ROWS; r++) {
    const lanes norm = spread(pairs->half_norms[row + r]);
    for (int c = 0; c < VECTORS; c++) {
      const long column = first + c * LANE;
      const lanes half = sums[r][c] + norm;
      const lane_mask row_hits = half <= spread(pairs->bounds[row + r]);
      const lane_mask column_hits = half <= *(const lanes *)(pairs->bounds + column);
      if (!bits_of(mirrored ? row_hits | column_hits : row_hits)) continue;
      float halves[LANE];
      memcpy(halves, &half, sizeof halves);
      push_hits(pairs, row + r, column, halves, bits_of(row_hits), mirrored ? bits_of(column_hits) : 0);
    }
  }
}

ZW_VECTOR
void zw_compare_pairs(
    const zw_pairs *pairs, long first_row_panel, long row_panels, long first_panel, long column_panels) {
  for (long panel = first_panel; panel < first_panel + column_panels; panel++)
    for (long from = first_row_panel; from < first_row_panel + row_panels; from++) {
      // Within one block every pair of panels is met twice: the second time is left out.
      if (first_row_panel == first_panel && from > panel) continue;
      for (long row = from * ZW_PANEL; row < (from + 1) * ZW_PANEL; row += ROWS)
        compare_rows(pairs, row, panel, from != panel);
    }
}

void zw_pack_panels(
    const float *restrict points, long count, long dimensions, long padded, float *restrict panels,
    float *restrict half_norms, float *restrict bounds) {
  for (long p = 0; p < padded; p++) {
    float *panel = panels + p / ZW_PANEL * ZW_PANEL * dimensions + p % ZW_PANEL;
    double norm = 0;
    for (long d = 0; d < dimensions; d++) {
      const float value = p < count ? points[p * dimensions + d] : 0;
      panel[d * ZW_PANEL] = value;
      norm += (double)value * value;
    }
    half_norms[p] = p < count ? (float)(0.5 * norm) : INFINITY;
    bounds[p] = p < count ? INFINITY : -INFINITY;
  }
}

static void sort_keys(uint64_t *keys, long count) {
  for (long gap = count / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
    for (long i = gap; i < count; i++) {
      const uint64_t key = keys[i];
      long place = i;
      for (; place >= gap && keys[place - gap] > key; place -= gap) keys[place] = keys[place - gap];
      keys[place] = key;
    }
}

ZW_INLINE float squared_distance(const float *restrict x, const float *restrict y, long size) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (long d = 0; d < size; d++) sum += (x[d] - y[d]) * (x[d] - y[d]);
  return sum;
}

ZW_VECTOR
float zw_squared_distance(const float *x, const float *y, long size) { return squared_distance(x, y, size); }

ZW_VECTOR
void zw_finish_pairs(
    const zw_pairs *pairs, const float *restrict points, long first, long last, long neighbors,
    int32_t *restrict indices, float *restrict distances) {
  const long size = pairs->dimensions;
  for (long p = first; p < last; p++) {
    uint64_t *keys = pairs->keys + p * pairs->capacity;
    if (pairs->counts[p] > pairs->wanted) tighten(pairs, p);
    const float *x = points + p * size;
    for (long c = 0; c < pairs->counts[p]; c++) {
      const long other = (uint32_t)keys[c];
      const float *y = points + other * size;
      const float sum = squared_distance(x, y, size);
      keys[c] = key_of(sum < 3e38f ? sum : 3e38f, other);
    }
    sort_keys(keys, pairs->counts[p]);
    for (long c = 0; c < neighbors; c++) {
      const uint32_t bits = (uint32_t)(keys[c] >> 32);
      indices[(p - first) * neighbors + c] = (int32_t)(uint32_t)keys[c];
      memcpy(distances + (p - first) * neighbors + c, &bits, sizeof bits);
    }
  }
}
