#pragma once
#include <stdint.h>

// Approximate nearest neighbours of all points among each other, by the navigable graphs of hnswlib.
//
// Points are dealt to shards in turn: point p is number p / shards of shard p % shards. Each shard is a graph of its own,
// which depends on the order of its points and on the seed alone.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct zw_neighbor_index zw_neighbor_index;

// What became of a call.
enum { ZW_NEIGHBORS_DONE = 0, ZW_NEIGHBORS_NO_MEMORY = 1, ZW_NEIGHBORS_FAILED = 2 };

// Makes room for points, `[count, dimensions]`; NULL without enough memory.
// `links`: edges of a point; `breadth`: candidates that are looked at when a point is added.
zw_neighbor_index *zw_neighbor_index_make(
    long count, long dimensions, long shards, long links, long breadth, uint64_t seed);

// Frees an index, or nothing.
void zw_neighbor_index_free(zw_neighbor_index *index);

// Adds points to a shard until all of its points below `last` are in it; those that are in it already stay. Several shards
// may be added to at the same time, and several callers may add to the same one.
int zw_neighbor_index_add(zw_neighbor_index *index, const float *points, long shard, long last);

// Writes for each point in first ..< last the `wanted` nearest others that were found, `[last - first, wanted]`, nearest first,
// the smaller index first among equals, with squared distances; -1 and infinity where fewer were found. Looks at `breadth`
// candidates in each shard. All points must have been added; any number of callers at the same time.
int zw_neighbor_index_find(
    const zw_neighbor_index *index, const float *points, long first, long last, long wanted, long breadth,
    int32_t *indices, float *distances);

#ifdef __cplusplus
}
#endif
