#pragma once
#include <stdint.h>

// Attractive forces and steps of t-SNE. Points and forces hold `dimensions` (2 or 3) coordinates of each in turn.

// forces[i] = the sum over row i of a sparse matrix of p_ij (y_i - y_j) / (1 + r^2), for first <= i < last.
// Returns the sum of p_ij log(1 + r^2).
double zw_attract(
    const int64_t *starts, const int32_t *columns, const float *values, const float *points, long dimensions,
    long first, long last, float *forces);

typedef struct {
  float exaggeration;  // of the attraction
  float repulsion;     // one over the sum over all pairs of 1 / (1 + r^2)
  float rate, momentum;
  float longest;       // of a step
} zw_descent;

// One step of gradient descent with momentum and gains for each coordinate, for the coordinates
// first ..< last: whole points.
// Source: Jacobs 1988; van der Maaten's t-SNE.
void zw_descend(
    const zw_descent *how, float *points, const float *attraction, const float *repulsion, float *velocities,
    float *gains, long first, long last, long dimensions);
