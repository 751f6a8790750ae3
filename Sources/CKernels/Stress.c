#include "Stress.h"

#include <math.h>
#include <string.h>

#include "Vector.h"

ZW_VECTOR void zw_majorise_point(
    const float *restrict distances, const float *restrict columns, long stride, long count, long dimensions,
    const float *point, float *place, double *stress) {
  // A part at a time, so that sums in single precision stay short and rows stay in the cache.
  enum { CHUNK = 1024 };
  float squares[CHUNK], ratios[CHUNK];
  double sums[16] = {0}, total = 0;
  for (long start = 0; start < count; start += CHUNK) {
    const long size = count - start < CHUNK ? count - start : CHUNK;
    const float *restrict target = distances + start;
    memset(squares, 0, sizeof squares);
    for (long d = 0; d < dimensions; d++) {
      const float *restrict column = columns + d * stride + start;
      const float own = point[d];
      for (long p = 0; p < size; p++) squares[p] += (own - column[p]) * (own - column[p]);
    }
    float gaps = 0;
    {
#pragma clang fp reassociate(on)
      for (long p = 0; p < size; p++) {
        const float distance = sqrtf(squares[p]);
        const float gap = target[p] - distance;
        gaps += gap * gap;
        ratios[p] = distance > 1e-20f ? target[p] / distance : 0;
      }
    }
    total += gaps;
    for (long d = 0; d < dimensions; d++) {
#pragma clang fp reassociate(on)
      const float *restrict column = columns + d * stride + start;
      const float own = point[d];
      float sum = 0;
      for (long p = 0; p < size; p++) sum += column[p] + ratios[p] * (own - column[p]);
      sums[d] += sum;
    }
  }
  for (long d = 0; d < dimensions; d++) place[d] = (float)(sums[d] / (double)count);
  *stress += total;
}
