#pragma once
#include <stdint.h>

// Places one new point in a map of t-SNE whose points stay: descends the divergence of the point's affinities to its
// neighbours from the closeness to all points of the map.
// `place` holds 2 or 3 coordinates, at first a guess. `map` is [dimensions][count], `neighbors` and `weights` (sum 1)
// are the point's.
void zw_place_point(
    const float *map, long count, long dimensions, const int32_t *neighbors, const float *weights, long wanted, long steps,
    float *place);
