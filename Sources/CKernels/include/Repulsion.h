#pragma once

// The repulsive forces of t-SNE in two dimensions by interpolation on a grid: charges are spread by cubic B-splines,
// convolved with the kernel by Fourier transforms, and the field is read off by the same splines.
// A grid has `nodes` nodes a side; transforms have size 2 * nodes. Point arrays hold x, y of each point in turn.

typedef struct {
  long nodes;
  float spacing;        // between nodes
  const float *table;   // of zw_fourier_table, size 2 * nodes
  const float *kernel;  // of zw_repulsion_kernel
  float left, bottom;   // the place of node 0, 0
} zw_grid;

// Kernel transforms: [2 * nodes] wave numbers y, [3][nodes + 1] wave numbers x: 1 / (1 + r^2), and x and y part of
// (x + i y) / (1 + r^2)^2, divided by the transform of the splines. `scratch` holds 4 * (2 * nodes)^2 numbers.
void zw_repulsion_kernel(float *kernel, long nodes, float spacing, const float *table, float *scratch);

// charges += the points' splines. All points lie within nodes 1 ... nodes - 3.
void zw_spread_charges(const zw_grid *grid, const float *points, long count, float *charges);

// Step 1 of 3: transforms rows `first ..< last` (multiples of 32, or the end) of the charges; waves is
// [2][nodes + 1][nodes], real and imaginary part.
void zw_transform_rows(const zw_grid *grid, const float *charges, long first, long last, float *waves, float *scratch);

// Step 2: transforms columns of 16 wave numbers x from `first` on, multiplies by the kernel, and transforms back; field
// waves are [2][2 * nodes][nodes]. Returns their part of the sum over all pairs of 1 / (1 + r^2), self-pairs included.
double zw_convolve_columns(const zw_grid *grid, const float *waves, long first, float *field_waves, float *scratch);

// Step 3: transforms 16 rows back from `first` on; the field is [nodes][nodes][2].
void zw_restore_rows(const zw_grid *grid, const float *field_waves, long first, float *field, float *scratch);

// forces = the field at the points: for each the sum over all others of (y_i - y_j) / (1 + r^2)^2.
void zw_read_field(const zw_grid *grid, const float *field, const float *points, long count, float *forces);
