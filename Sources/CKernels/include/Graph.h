#pragma once
#include <stdint.h>

// A graph of `count` nodes in rows: the edges of node i lie in starts[i] ..< starts[i + 1], each with the node that it
// leads to and a number. Numbers are not negative.

// Writes the lengths of the shortest paths from `source` to all nodes, infinity where none leads. `scratch` has room
// for 2 * count numbers. Source: Dijkstra 1959.
void zw_shortest_paths(
    const int32_t *starts, const int32_t *ends, const float *lengths, long count, long source, float *distances,
    int32_t *scratch);

// product[i] = sum over the edges of node i of weight times the vector's number at its end.
void zw_graph_product(
    const int32_t *starts, const int32_t *ends, const float *weights, long count, const double *vector,
    double *product);

// row[p] = -1/2 (shortest path from a new point to node p)^2, by way of its neighbours: `lengths` to them, and from
// there on by `kernel` [count, count], which holds -1/2 (shortest path)^2.
void zw_kernel_through_neighbors(
    const float *kernel, long count, const int32_t *neighbors, const float *lengths, long neighbor_count, float *row);
