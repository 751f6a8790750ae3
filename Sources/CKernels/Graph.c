#include "Graph.h"

#include <math.h>

#include "Vector.h"

// A heap of four children a node, which stays flat and in the cache; `places` says where in it a node waits.
typedef struct {
  int32_t *nodes, *places;
  const float *keys;
  long size;
} Heap;

static void rise(Heap *heap, long place) {
  const int32_t node = heap->nodes[place];
  const float key = heap->keys[node];
  while (place > 0) {
    const long parent = (place - 1) / 4;
    if (heap->keys[heap->nodes[parent]] <= key) break;
    heap->nodes[place] = heap->nodes[parent];
    heap->places[heap->nodes[place]] = (int32_t)place;
    place = parent;
  }
  heap->nodes[place] = node;
  heap->places[node] = (int32_t)place;
}

static int32_t take_nearest(Heap *heap) {
  const int32_t nearest = heap->nodes[0], node = heap->nodes[--heap->size];
  const float key = heap->keys[node];
  long place = 0;
  for (;;) {
    const long first = 4 * place + 1;
    if (first >= heap->size) break;
    long child = first;
    const long end = first + 4 < heap->size ? first + 4 : heap->size;
    for (long other = first + 1; other < end; other++)
      if (heap->keys[heap->nodes[other]] < heap->keys[heap->nodes[child]]) child = other;
    if (heap->keys[heap->nodes[child]] >= key) break;
    heap->nodes[place] = heap->nodes[child];
    heap->places[heap->nodes[place]] = (int32_t)place;
    place = child;
  }
  heap->nodes[place] = node;
  heap->places[node] = (int32_t)place;
  return nearest;
}

void zw_shortest_paths(
    const int32_t *starts, const int32_t *ends, const float *lengths, long count, long source, float *distances,
    int32_t *scratch) {
  Heap heap = {scratch, scratch + count, distances, 0};
  for (long node = 0; node < count; node++) {
    distances[node] = INFINITY;
    heap.places[node] = -1;
  }
  distances[source] = 0;
  heap.nodes[0] = (int32_t)source;
  heap.places[source] = 0;
  heap.size = 1;
  while (heap.size > 0) {
    const int32_t node = take_nearest(&heap);
    for (int32_t edge = starts[node]; edge < starts[node + 1]; edge++) {
      const int32_t end = ends[edge];
      const float distance = distances[node] + lengths[edge];
      if (distance >= distances[end]) continue;
      distances[end] = distance;
      // A node that was taken has its final distance and never gets here.
      if (heap.places[end] < 0) {
        heap.places[end] = (int32_t)heap.size;
        heap.nodes[heap.size++] = end;
      }
      rise(&heap, heap.places[end]);
    }
  }
}

void zw_graph_product(
    const int32_t *starts, const int32_t *ends, const float *weights, long count, const double *vector,
    double *product) {
  for (long node = 0; node < count; node++) {
    double sum = 0;
    for (int32_t edge = starts[node]; edge < starts[node + 1]; edge++) sum += weights[edge] * vector[ends[edge]];
    product[node] = sum;
  }
}

ZW_VECTOR void zw_kernel_through_neighbors(
    const float *restrict kernel, long count, const int32_t *neighbors, const float *lengths, long neighbor_count,
    float *restrict row) {
  for (long p = 0; p < count; p++) row[p] = INFINITY;
  for (long n = 0; n < neighbor_count; n++) {
    const float *restrict from = kernel + neighbors[n] * count;
    const float length = lengths[n];
    for (long p = 0; p < count; p++) {
      const float square = -2 * from[p];
      const float path = length + sqrtf(square > 0 ? square : 0);
      row[p] = path < row[p] ? path : row[p];
    }
  }
  for (long p = 0; p < count; p++) row[p] = -0.5f * row[p] * row[p];
}
