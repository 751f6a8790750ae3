#pragma once
#include <stdint.h>

// Weights between near points: rows of neighbours become a symmetric sparse matrix.

// For each row of squared distances, exp(-beta d^2) / sum with beta such that the entropy is log(perplexity).
// Shifts distances by the nearest, so that no row underflows.
void zw_perplexity_weights(
    const float *squared_distances, long rows, long neighbors, float perplexity, float *weights);

// Sorts each row of neighbours by index, weights along.
void zw_sort_rows(int32_t *indices, float *weights, long rows, long neighbors);

// The rows of the transposed matrix: starts[i] ..< starts[i + 1] are the points that have i as a neighbour, rising.
// `starts` has count + 1 places.
void zw_reverse_edges(
    const int32_t *indices, const float *weights, long count, long neighbors, int64_t *starts, int32_t *columns,
    float *values);

enum { ZW_MEAN = 0, ZW_UNION = 1 };

// Merges rows first ..< last of a matrix (rows of `neighbors` places) with its transposed, by (a + b) / 2 or
// a + b - a b. With `columns` NULL, writes the merged lengths to starts[i + 1]; else fills the rows from starts[i] on.
void zw_merge_rows(
    const int32_t *indices, const float *weights, long neighbors, const int64_t *transposed_starts,
    const int32_t *transposed_columns, const float *transposed_values, long first, long last, int rule,
    int64_t *starts, int32_t *columns, float *values);
