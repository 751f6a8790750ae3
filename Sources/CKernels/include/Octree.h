#pragma once
#include <stdint.h>

// The repulsive forces of t-SNE in three dimensions by Barnes and Hut's tree: a cube of points that is seen as small
// acts like one point at its centre of mass.

typedef struct {
  float center[3];     // of mass
  float mass;          // points inside
  float middle[3];     // of the cube
  float half;          // half the cube's side
  int32_t children[8]; // 0: none
  int32_t is_leaf;
} zw_octant;

// Builds the tree of points, x, y, z of each in turn; octant 0 is the whole. Returns the number of octants, or 0 when
// `capacity` is too small.
long zw_octree(const float *points, long count, zw_octant *octants, long capacity);

// forces = for each point the sum over all others of (y_i - y_j) / (1 + r^2)^2, where cubes that look smaller than
// `angle` (side over distance) count as one. Returns the sum of 1 / (1 + r^2), self-pairs left out.
double zw_octree_forces(
    const zw_octant *octants, const float *points, long first, long last, float angle, float *forces);
