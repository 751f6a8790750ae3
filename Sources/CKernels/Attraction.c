#include "Attraction.h"

#include <math.h>

#include "Vector.h"

enum { LANES = 16 };

typedef struct {
  float x[LANES], y[LANES], z[LANES], logs[LANES];
} sums;

ZW_INLINE void add_edge(
    sums *s, long l, float weight, const float *restrict at, const float *restrict to, const int dimensions) {
  const float x = at[0] - to[0], y = at[1] - to[1], z = dimensions == 3 ? at[2] - to[2] : 0;
  const float reach = 1 + x * x + y * y + z * z, pull = weight / reach;
  s->x[l] += pull * x;
  s->y[l] += pull * y;
  if (dimensions == 3) s->z[l] += pull * z;
  s->logs[l] += weight * zw_log(reach);
}

ZW_INLINE double attract(
    const int64_t *restrict starts, const int32_t *restrict columns, const float *restrict values,
    const float *restrict points, const int dimensions, long first, long last, float *restrict forces) {
  double total = 0;
  for (long p = first; p < last; p++) {
    const float *at = points + p * dimensions;
    sums s = {0};
    int64_t e = starts[p];
    for (; e + LANES <= starts[p + 1]; e += LANES)
      for (long l = 0; l < LANES; l++)
        add_edge(&s, l, values[e + l], at, points + (long)columns[e + l] * dimensions, dimensions);
    const long rest = starts[p + 1] - e;
    for (long l = 0; l < LANES; l++) {
      // Beyond the end the point itself is taken, with no weight.
      const long other = l < rest ? columns[e + l] : p;
      add_edge(&s, l, l < rest ? values[e + l] : 0, at, points + other * dimensions, dimensions);
    }
    float x = 0, y = 0, z = 0, logs = 0;
    for (long l = 0; l < LANES; l++) x += s.x[l], y += s.y[l], z += s.z[l], logs += s.logs[l];
    forces[p * dimensions] = x;
    forces[p * dimensions + 1] = y;
    if (dimensions == 3) forces[p * dimensions + 2] = z;
    total += logs;
  }
  return total;
}

ZW_VECTOR
double zw_attract(
    const int64_t *starts, const int32_t *columns, const float *values, const float *points, long dimensions, long first,
    long last, float *forces) {
  return dimensions == 3 ? attract(starts, columns, values, points, 3, first, last, forces)
                         : attract(starts, columns, values, points, 2, first, last, forces);
}

ZW_VECTOR
void zw_descend(
    const zw_descent *how, float *restrict points, const float *restrict attraction, const float *restrict repulsion,
    float *restrict velocities, float *restrict gains, long first, long last, long dimensions) {
  for (long i = first; i < last; i++) {
    const float gradient = 4 * (how->exaggeration * attraction[i] - how->repulsion * repulsion[i]);
    const float gain = gradient * velocities[i] < 0 ? gains[i] + 0.2f : gains[i] * 0.8f;
    gains[i] = gain < 0.01f ? 0.01f : gain;
    velocities[i] = how->momentum * velocities[i] - how->rate * gains[i] * gradient;
  }
  for (long i = first; i < last; i += dimensions) {
    float square = 0;
    for (long d = 0; d < dimensions; d++) square += velocities[i + d] * velocities[i + d];
    const float length = sqrtf(square), scale = length > how->longest ? how->longest / length : 1;
    for (long d = 0; d < dimensions; d++) {
      velocities[i + d] *= scale;
      points[i + d] += velocities[i + d];
    }
  }
}
