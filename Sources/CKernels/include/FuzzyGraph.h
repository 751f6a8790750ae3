#pragma once
#include <stdint.h>

// What UMAP does to neighbours and to points. Points hold `dimensions` (2 or 3) coordinates of each in turn.

// For each row of squared distances, exp(-max(0, d - nearest) / sigma), where nearest is the smallest positive distance
// and sigma makes the weights sum up to log2(neighbors), but is at least a thousandth of the mean distance.
void zw_fuzzy_weights(const float *squared_distances, long rows, long neighbors, float *weights);

// products[i] = the sum over row i of a sparse matrix of a_ij x_j, for first <= i < last; x is [points][width].
void zw_sparse_product(
    const int64_t *starts, const int32_t *columns, const float *values, const float *x, long width, long first,
    long last, float *products);

typedef struct {
  long count, dimensions;
  const int64_t *starts;
  const int32_t *columns;
  const float *rates;     // how often each edge is looked at in a step, in [0, 1)
  const int32_t *order;   // the points, those with similar edges beside each other
  float a, b;             // closeness is 1 / (1 + a d^(2 b))
  float strength;         // of the repulsion
  float rate;             // learning rate
  long negatives;         // points that each edge's point is pushed away from
  long step;
  uint32_t key;           // of the random numbers
} zw_layout;

// One step for the points order[first] ..< order[last]: `moved` gets their new places, others are read from `points`.
// `due` has room for the edges of any 16 consecutive points of the order.
void zw_layout_step(
    const zw_layout *layout, const float *points, long first, long last, float *moved, int32_t *due);

// What the steps lower, over every `every`-th of the points first ..< last: attraction[0] += the sum over their edges of
// rate * -log(closeness), attraction[1] += the sum of rates, repulsion += the sum over edges and as many points drawn at
// random as `negatives` of rate * -log(1 - closeness).
void zw_layout_entropy(
    const zw_layout *layout, const float *points, long first, long last, long every, double *attraction,
    double *repulsion);
