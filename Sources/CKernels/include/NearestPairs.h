#pragma once
#include <stdint.h>

// Nearest neighbours of all points among each other: every pair is looked at once, for both of its points.

// Points of a panel.
enum { ZW_PANEL = 48 };

// What all threads work on; two calls at a time must not touch the same panels.
typedef struct {
  long count;       // points
  long dimensions;
  long wanted;      // nearest ones to be kept for each point, less than `capacity`
  long capacity;    // keys that there is room for, a point
  const float *panels;      // [panels][dimensions][48], zeros beyond the last point
  const float *half_norms;  // half the squared norms; infinite beyond the last point
  float *bounds;            // half the squared distance of the farthest that is kept; infinite at first
  uint64_t *keys;           // [points][capacity]: half the squared distance, then the index
  int32_t *counts;          // keys of each point
} zw_pairs;

// Copies points, `[count, dimensions]`, into panels; `padded` is `count` rounded up to whole panels.
void zw_pack_panels(
    const float *points, long count, long dimensions, long padded, float *panels, float *half_norms, float *bounds);

// Compares all points of some panels with all points of others. The two ranges are the same or have nothing in common.
void zw_compare_pairs(
    const zw_pairs *pairs, long first_row_panel, long row_panels, long first_panel, long column_panels);

// The squared Euclidean distance of two points.
float zw_squared_distance(const float *x, const float *y, long size);

// Writes the nearest of the points `first ..< last`, with squared distances that are computed anew from `points`,
// nearest first, the smaller index first among equals.
void zw_finish_pairs(
    const zw_pairs *pairs, const float *points, long first, long last, long neighbors, int32_t *indices,
    float *distances);
