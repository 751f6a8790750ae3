#include "FuzzyGraph.h"

#include <math.h>

#include "Vector.h"

enum { LANES = 16, STEPS = 64 };

ZW_VECTOR
void zw_fuzzy_weights(const float *restrict squared_distances, long rows, long neighbors, float *restrict weights) {
  const float wanted = log2f((float)neighbors);
  for (long r = 0; r < rows; r++) {
    float *restrict w = weights + r * neighbors;
    float nearest = 0, mean = 0;
    for (long p = 0; p < neighbors; p++) {
      w[p] = sqrtf(squared_distances[r * neighbors + p]);
      if (nearest == 0) nearest = w[p];
      mean += w[p] / (float)neighbors;
    }
    float low = 0, high = INFINITY, sigma = mean > 0 ? mean : 1;
    for (int step = 0; step < STEPS; step++) {
      float sum = 0;
      for (long p = 0; p < neighbors; p++) {
        const float gap = w[p] - nearest;
        sum += gap > 0 ? expf(-gap / sigma) : 1;
      }
      if (fabsf(sum - wanted) < 1e-5f) break;
      if (sum > wanted) high = sigma;
      else low = sigma;
      sigma = high < INFINITY ? 0.5f * (low + high) : 2 * sigma;
      if (!(sigma < 1e30f)) break;
    }
    const float least = 1e-3f * mean;
    sigma = sigma > least ? sigma : least;
    for (long p = 0; p < neighbors; p++) {
      const float gap = w[p] - nearest;
      w[p] = gap > 0 && sigma > 0 ? expf(-gap / sigma) : 1;
    }
  }
}

ZW_VECTOR
void zw_sparse_product(
    const int64_t *restrict starts, const int32_t *restrict columns, const float *restrict values, const float *restrict x,
    long width, long first, long last, float *restrict products) {
  for (long p = first; p < last; p++) {
    float *restrict to = products + p * width;
    for (long c = 0; c < width; c++) to[c] = 0;
    for (int64_t e = starts[p]; e < starts[p + 1]; e++) {
      const float *restrict from = x + (long)columns[e] * width;
      for (long c = 0; c < width; c++) to[c] += values[e] * from[c];
    }
  }
}

// Source: Appleby's MurmurHash3, the finishing steps for 32 bits.
ZW_INLINE uint32_t mixed(uint32_t bits) {
  bits = (bits ^ (bits >> 16)) * 0x85ebca6bu;
  bits = (bits ^ (bits >> 13)) * 0xc2b2ae35u;
  return bits ^ (bits >> 16);
}

ZW_INLINE float clipped(float value) { return value < -4 ? -4 : value > 4 ? 4 : value; }

// Places of 16 points, one coordinate after the other.
typedef struct {
  float at[3][LANES];
} group;

// Pulls (or pushes) 16 points to their partners; lanes beyond their last edge have weight 0.
ZW_INLINE void pull(
    group *restrict g, const float *restrict points, const int32_t *restrict partners, const float *restrict weight,
    float a, float b, const int dimensions) {
  for (long l = 0; l < LANES; l++) {
    float gap[3], square = 1e-12f;
    for (int d = 0; d < dimensions; d++) {
      gap[d] = g->at[d][l] - points[(long)partners[l] * dimensions + d];
      square += gap[d] * gap[d];
    }
    const float power = zw_exp(b * zw_log(square));
    const float force = -2 * a * b * power / (square * (1 + a * power));
    for (int d = 0; d < dimensions; d++) g->at[d][l] += weight[l] * clipped(force * gap[d]);
  }
}

ZW_INLINE void push(
    group *restrict g, const float *restrict points, const int32_t *restrict partners, const float *restrict weight,
    float a, float b, float strength, const int dimensions) {
  for (long l = 0; l < LANES; l++) {
    float gap[3], square = 1e-12f;
    for (int d = 0; d < dimensions; d++) {
      gap[d] = g->at[d][l] - points[(long)partners[l] * dimensions + d];
      square += gap[d] * gap[d];
    }
    const float power = zw_exp(b * zw_log(square));
    const float force = 2 * strength * b / ((1e-3f + square) * (1 + a * power));
    for (int d = 0; d < dimensions; d++) g->at[d][l] += weight[l] * clipped(force * gap[d]);
  }
}

// Which edges of a point are due: of the whole numbers from a shifting offset on, each falls on the edge whose rate it
// meets in their running sum. So an edge of rate r is due r times a step at regular times, and a point has as many
// edges due in each step, but for one.
// Source: systematic sampling, Madow and Madow 1944, doi:10.1214/aoms/1177731312; the offsets are those of the golden
// ratio, which leave no step far from all others.
ZW_INLINE long gather_due(const zw_layout *layout, long point, int32_t *restrict due) {
  const uint32_t golden = 0x9e3779b9u;
  const uint32_t offset = (mixed((uint32_t)point * golden) >> 8) + (((uint32_t)layout->step * golden) >> 8);
  float sum = -(float)(int32_t)(offset & 0xffffffu) * 0x1p-24f;
  long count = 0;
  for (int64_t e = layout->starts[point]; e < layout->starts[point + 1]; e++) {
    const float next = sum + layout->rates[e];
    due[count] = layout->columns[e];
    count += floorf(next) > floorf(sum);
    sum = next;
  }
  return count;
}

ZW_INLINE void move_group(
    const zw_layout *layout, const float *restrict points, long first, long count, float *restrict moved,
    int32_t *restrict due, const int dimensions) {
  group g = {0};
  long starts[LANES], counts[LANES], longest = 0, place = 0;
  const float number = (float)layout->count;
  for (long l = 0; l < LANES; l++) {
    starts[l] = place, counts[l] = 0;
    if (l >= count) continue;
    const long p = layout->order[first + l];
    for (int d = 0; d < dimensions; d++) g.at[d][l] = points[p * dimensions + d];
    counts[l] = gather_due(layout, p, due + place);
    place += counts[l];
    longest = counts[l] > longest ? counts[l] : longest;
  }
  for (long turn = 0; turn < longest; turn++) {
    int32_t partners[LANES];
    float weight[LANES], twice[LANES];
    for (long l = 0; l < LANES; l++) {
      const int is_on = turn < counts[l];
      partners[l] = is_on ? due[starts[l] + turn] : 0;
      weight[l] = is_on ? layout->rate : 0;
      // Each edge is in the rows of both of its points, and moves both: so each point moves twice.
      twice[l] = 2 * weight[l];
    }
    pull(&g, points, partners, twice, layout->a, layout->b, dimensions);
    for (long n = 0; n < layout->negatives; n++) {
      const uint32_t draw = mixed(layout->key + (uint32_t)(layout->step * 0x9e3779b9u) + (uint32_t)(turn * layout->negatives + n) * 0x85ebca77u);
      for (long l = 0; l < LANES; l++) {
        const uint32_t bits = mixed(draw ^ (uint32_t)(first + l) * 0xc2b2ae3du);
        const int32_t other = (int32_t)((float)(int32_t)(bits >> 8) * 0x1p-24f * number);
        partners[l] = other < layout->count ? other : 0;
      }
      push(&g, points, partners, weight, layout->a, layout->b, layout->strength, dimensions);
    }
  }
  for (long l = 0; l < count; l++)
    for (int d = 0; d < dimensions; d++) moved[(long)layout->order[first + l] * dimensions + d] = g.at[d][l];
}

ZW_VECTOR
void zw_layout_step(
    const zw_layout *layout, const float *restrict points, long first, long last, float *restrict moved,
    int32_t *restrict due) {
  for (long p = first; p < last; p += LANES) {
    const long count = last - p < LANES ? last - p : LANES;
    if (layout->dimensions == 3) move_group(layout, points, p, count, moved, due, 3);
    else move_group(layout, points, p, count, moved, due, 2);
  }
}

ZW_VECTOR
void zw_layout_entropy(
    const zw_layout *layout, const float *restrict points, long first, long last, long every, double *restrict attraction,
    double *restrict repulsion) {
  const long size = layout->dimensions;
  const float number = (float)layout->count;
  for (long p = first; p < last; p += every)
    for (int64_t e = layout->starts[p]; e < layout->starts[p + 1]; e++) {
      // First the neighbour, then points at random.
      for (long n = 0; n <= layout->negatives; n++) {
        const uint32_t bits = mixed(layout->key ^ mixed((uint32_t)(e * (layout->negatives + 1) + n)));
        const long drawn = (long)((float)(int32_t)(bits >> 8) * 0x1p-24f * number);
        const long other = n == 0 ? layout->columns[e] : drawn < layout->count ? drawn : 0;
        float square = 1e-12f;
        for (long d = 0; d < size; d++) {
          const float gap = points[p * size + d] - points[other * size + d];
          square += gap * gap;
        }
        const float power = layout->a * zw_exp(layout->b * zw_log(square));
        if (n == 0) attraction[0] += layout->rates[e] * zw_log(1 + power), attraction[1] += layout->rates[e];
        else if (other != p) *repulsion += layout->rates[e] * zw_log(1 + 1 / (power + 1e-3f));
      }
    }
}
