#pragma once
#include <stdint.h>

// Distances from one point to all others, and what is asked of such a row: the inner loops of neighbour search
// and of the measures of a map's quality. All distances are squared unless said.

// distances[p] = sum over d of (columns[d * stride + p] - query[d])^2, for p in 0 ..< count.
void zw_squared_distances(
    const float *columns, long stride, long count, long dimensions, const float *query, float *distances);

// Turns inner products with a point into squared distances in place: norms[p] + norm - 2 row[p], held within
// 0 and the largest finite number.
void zw_distances_from_products(float *row, const float *norms, float norm, long count);

// Keeps the `wanted` smallest of values that arrive piece by piece, in rising order with their indices; the smaller
// index goes first among equals. `smallest` is filled with infinity before the first piece; `first` is the index of
// values[0] and rises from piece to piece. Infinite values are never chosen.
void zw_keep_smallest(
    const float *values, long count, long first, long wanted, int32_t *indices, float *smallest);

// Writes the rank (1 is the smallest) of each target among `count` values; the smaller index ranks first among equals.
void zw_ranks(const float *values, long count, const int32_t *targets, long targetCount, int32_t *ranks);

// Adds the squared differences of distances (not squared), and the squared distances of the first, to two sums.
void zw_stress_sums(const float *first, const float *second, long count, double *differences, double *distances);

// Writes twice the rank of each value (1 is the smallest), equal values sharing their mean; values are not negative.
// `scratch` has room for `count` numbers.
void zw_mean_ranks(const float *values, long count, uint64_t *scratch, uint32_t *ranks);

// Writes value (its bits, in the upper half) and index of each number, by rising value, the smaller index first among
// equals; values are not negative. Both arrays have room for `count` numbers.
void zw_sort_with_indices(const float *values, long count, uint64_t *sorted, uint64_t *scratch);

// Writes the rank of each value, 1 for the first, from what `zw_sort_with_indices` has written.
void zw_ranks_of_sorted(const uint64_t *sorted, long count, int32_t *ranks);

// Takes in all `count` points as seen from one, which itself comes last in data and map: sorted by their distance in the
// data, and their ranks in the map. Counts each of the others in `matrix` [bin_count, bin_count] at the bins of its ranks,
// and in `worse` at the larger of them. Returns the sum of `weights` at those larger ranks. `bins`, `worse` and `weights`
// have count + 1 entries.
double zw_co_ranks(
    const uint64_t *data_order, const int32_t *map_ranks, long count, const int32_t *bins, long bin_count,
    int64_t *matrix, int64_t *worse, const double *weights);

// Subtracts `shift` from each of `rows` rows in place and adds the results to `sums`, column by column.
void zw_shift_rows(float *values, long rows, long columns, const float *shift, double *sums);

// sums[i] += values[i].
void zw_add_to_sums(const float *values, long count, double *sums);
