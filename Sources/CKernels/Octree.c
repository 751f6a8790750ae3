#include "Octree.h"

#include <math.h>

#include "Vector.h"

// Deeper down, points lie so close together that they share a leaf.
enum { DEEPEST = 24, ROOM = 8 * DEEPEST };

ZW_INLINE int octant_of(const zw_octant *cube, const float *point) {
  return (point[0] > cube->middle[0]) | (point[1] > cube->middle[1]) << 1 | (point[2] > cube->middle[2]) << 2;
}

static void enclose(const float *points, long count, zw_octant *whole) {
  float half = 1e-6f;
  for (int d = 0; d < 3; d++) {
    float low = points[d], high = points[d];
    for (long p = 1; p < count; p++) {
      low = fminf(low, points[3 * p + d]);
      high = fmaxf(high, points[3 * p + d]);
    }
    whole->middle[d] = 0.5f * (low + high);
    half = fmaxf(half, 0.5f * (high - low));
  }
  whole->half = half * 1.001f;
}

static void add(zw_octant *cube, const float *point, float mass) {
  const float share = mass / (cube->mass + mass);
  for (int d = 0; d < 3; d++) cube->center[d] += share * (point[d] - cube->center[d]);
  cube->mass += mass;
}

static long add_child(zw_octant *octants, long parent, int place, long used) {
  zw_octant child = {.half = 0.5f * octants[parent].half, .is_leaf = 1};
  for (int d = 0; d < 3; d++)
    child.middle[d] = octants[parent].middle[d] + ((place >> d & 1) ? child.half : -child.half);
  octants[used] = child;
  octants[parent].children[place] = (int32_t)used;
  octants[parent].is_leaf = 0;
  return used + 1;
}

long zw_octree(const float *points, long count, zw_octant *octants, long capacity) {
  octants[0] = (zw_octant){.is_leaf = 1};
  enclose(points, count, octants);
  long used = 1;
  for (long p = 0; p < count; p++) {
    const float *point = points + 3 * p;
    long at = 0;
    for (int depth = 0;; depth++) {
      if (used + 2 > capacity) return 0;
      zw_octant *cube = octants + at;
      if (cube->is_leaf && (cube->mass == 0 || depth == DEEPEST)) break;
      if (cube->is_leaf) {
        // The points that were alone here move down first.
        const zw_octant before = *cube;
        const int place = octant_of(cube, before.center);
        used = add_child(octants, at, place, used);
        add(octants + octants[at].children[place], before.center, before.mass);
      }
      add(cube, point, 1);
      const int place = octant_of(cube, point);
      if (!cube->children[place]) used = add_child(octants, at, place, used);
      at = octants[at].children[place];
    }
    add(octants + at, point, 1);
  }
  return used;
}

double zw_octree_forces(
    const zw_octant *restrict octants, const float *restrict points, long first, long last, float angle,
    float *restrict forces) {
  double total = 0;
  for (long p = first; p < last; p++) {
    const float *at = points + 3 * p;
    float x = 0, y = 0, z = 0, sum = 0;
    int32_t stack[ROOM];
    int left = 0;
    stack[left++] = 0;
    while (left > 0) {
      const zw_octant *cube = octants + stack[--left];
      const float gx = at[0] - cube->center[0], gy = at[1] - cube->center[1], gz = at[2] - cube->center[2];
      const float square = gx * gx + gy * gy + gz * gz, side = 2 * cube->half;
      if (cube->is_leaf || side * side < angle * angle * square) {
        const float near = 1 / (1 + square), pull = cube->mass * near * near;
        sum += cube->mass * near;
        x += pull * gx, y += pull * gy, z += pull * gz;
      } else {
        for (int c = 0; c < 8; c++)
          if (cube->children[c]) stack[left++] = cube->children[c];
      }
    }
    forces[3 * p] = x, forces[3 * p + 1] = y, forces[3 * p + 2] = z;
    total += sum - 1;  // the point itself
  }
  return total;
}
