#include "Repulsion.h"

#include <math.h>
#include <string.h>

#include "Fourier.h"
#include "Vector.h"

enum { L = ZW_LANES };

ZW_INLINE long smaller(long a, long b) { return a < b ? a : b; }

// The four weights of a cubic B-spline whose middle interval holds t in [0, 1).
ZW_INLINE void spline(float t, float *w) {
  const float u = 1 - t, sixth = 1.0f / 6;
  w[0] = u * u * u * sixth;
  w[1] = ((3 * t - 6) * t * t + 4) * sixth;
  w[2] = ((3 * u - 6) * u * u + 4) * sixth;
  w[3] = t * t * t * sixth;
}

// Where a point's splines begin; the weights are written.
ZW_INLINE long locate(const zw_grid *grid, float per_spacing, const float *point, float *wx, float *wy) {
  const float x = (point[0] - grid->left) * per_spacing, y = (point[1] - grid->bottom) * per_spacing;
  const long column = (long)x, row = (long)y;
  spline(x - (float)column, wx);
  spline(y - (float)row, wy);
  return (row - 1) * grid->nodes + column - 1;
}

ZW_VECTOR
void zw_spread_charges(const zw_grid *grid, const float *restrict points, long count, float *restrict charges) {
  const float per_spacing = 1 / grid->spacing;
  for (long p = 0; p < count; p++) {
    float wx[4], wy[4];
    float *at = charges + locate(grid, per_spacing, points + 2 * p, wx, wy);
    for (int r = 0; r < 4; r++, at += grid->nodes)
      for (int c = 0; c < 4; c++) at[c] += wy[r] * wx[c];
  }
}

ZW_VECTOR
void zw_read_field(
    const zw_grid *grid, const float *restrict field, const float *restrict points, long count, float *restrict forces) {
  const float per_spacing = 1 / grid->spacing;
  for (long p = 0; p < count; p++) {
    float wx[4], wy[4], sums[8] = {0};
    const float *at = field + 2 * locate(grid, per_spacing, points + 2 * p, wx, wy);
    for (int r = 0; r < 4; r++, at += 2 * grid->nodes)
      for (int c = 0; c < 8; c++) sums[c] += wy[r] * wx[c / 2] * at[c];
    forces[2 * p] = (sums[0] + sums[2]) + (sums[4] + sums[6]);
    forces[2 * p + 1] = (sums[1] + sums[3]) + (sums[5] + sums[7]);
  }
}

ZW_VECTOR
void zw_transform_rows(
    const zw_grid *grid, const float *restrict charges, long first, long last, float *restrict waves,
    float *restrict scratch) {
  const long nodes = grid->nodes, size = 2 * nodes;
  float *restrict real = scratch, *restrict imaginary = scratch + size * L;
  for (long row = first; row < last; row += 2 * L) {
    // Two real rows make one complex one: 16 of the first kind, 16 of the second.
    memset(real, 0, (size_t)(2 * size * L) * sizeof *real);
    for (long l = 0; l < smaller(2 * L, last - row); l++) {
      float *restrict to = (l < L ? real : imaginary) + l % L;
      const float *restrict from = charges + (row + l) * nodes;
      for (long n = 0; n < nodes; n++) to[n * L] = from[n];
    }
    zw_fourier(real, imaginary, size, grid->table, scratch + 2 * size * L);
    const long a = smaller(L, last - row), b = smaller(L, last - row - a);
    for (long k = 0; k <= nodes; k++) {
      const float *re = real + k * L, *im = imaginary + k * L;
      const float *re2 = real + (size - k) % size * L, *im2 = imaginary + (size - k) % size * L;
      float *to = waves + k * nodes + row, *to_i = to + (nodes + 1) * nodes;
      for (long l = 0; l < a; l++) to[l] = 0.5f * (re[l] + re2[l]), to_i[l] = 0.5f * (im[l] - im2[l]);
      for (long l = 0; l < b; l++) to[a + l] = 0.5f * (im[l] + im2[l]), to_i[a + l] = 0.5f * (re2[l] - re[l]);
    }
  }
}

// Copies 16 columns of waves into lanes, zeros beyond the nodes.
ZW_INLINE void load_columns(const float *restrict waves, long nodes, long first, long count, float *restrict lanes) {
  memset(lanes, 0, (size_t)(2 * nodes * L) * sizeof *lanes);
  for (long l = 0; l < count; l++) {
    const float *restrict from = waves + (first + l) * nodes;
    for (long n = 0; n < nodes; n++) lanes[n * L + l] = from[n];
  }
}

// Transforms 16 columns of products back and keeps the rows of the grid.
ZW_INLINE void restore_columns(
    const zw_grid *grid, float *restrict real, float *restrict imaginary, long count, const long *columns,
    float *restrict field_waves, float *restrict scratch) {
  const long nodes = grid->nodes, size = 2 * nodes;
  zw_fourier(imaginary, real, size, grid->table, scratch);
  for (long l = 0; l < count; l++) {
    if (columns[l] < 0) continue;
    float *restrict to = field_waves + columns[l] * nodes, *restrict to_i = to + size * nodes;
    for (long n = 0; n < nodes; n++) to[n] = real[n * L + l], to_i[n] = imaginary[n * L + l];
  }
}

ZW_VECTOR
double zw_convolve_columns(
    const zw_grid *grid, const float *restrict waves, long first, float *restrict field_waves, float *restrict scratch) {
  const long nodes = grid->nodes, size = 2 * nodes, area = size * L, width = nodes + 1;
  const long count = smaller(L, width - first);
  float *restrict re = scratch, *restrict im = re + area, *restrict out = im + area, *restrict out_i = out + area;
  float *restrict mirror = out_i + area, *restrict mirror_i = mirror + area;
  load_columns(waves, nodes, first, count, re);
  load_columns(waves + width * nodes, nodes, first, count, im);
  zw_fourier(re, im, size, grid->table, out);
  double sum = 0;
  for (long k = 0; k < size; k++) {
    const float *restrict kernel = grid->kernel + k * 3 * width + first;
    const long n = k * L, m = (size - k) % size * L;
    float energy[L];
    for (long l = 0; l < L; l++) {
      const long c = l < count ? l : 0;
      const float potential = kernel[c], x = kernel[width + c], y = kernel[2 * width + c];
      const float a = re[n + l], b = im[n + l], a2 = re[m + l], b2 = -im[m + l];
      // i x - y for this wave number, -i x - y for its mirror image.
      out[n + l] = -y * a - x * b, out_i[n + l] = x * a - y * b;
      mirror[n + l] = -y * a2 + x * b2, mirror_i[n + l] = -x * a2 - y * b2;
      const float weight = first + l == 0 || first + l == nodes ? 1 : 2;
      energy[l] = l < count ? weight * potential * (a * a + b * b) : 0;
    }
    float line = 0;
    for (long l = 0; l < L; l++) line += energy[l];
    sum += line;
  }
  long columns[L], mirrors[L];
  for (long l = 0; l < L; l++) {
    const long k = first + l;
    columns[l] = k, mirrors[l] = k == 0 || k >= nodes ? -1 : size - k;
  }
  restore_columns(grid, out, out_i, count, columns, field_waves, re);
  restore_columns(grid, mirror, mirror_i, count, mirrors, field_waves, re);
  return sum;
}

ZW_VECTOR
void zw_restore_rows(
    const zw_grid *grid, const float *restrict field_waves, long first, float *restrict field, float *restrict scratch) {
  const long nodes = grid->nodes, size = 2 * nodes, count = smaller(L, nodes - first);
  float *restrict re = scratch, *restrict im = scratch + size * L;
  for (long k = 0; k < size; k++) {
    const float *from = field_waves + k * nodes + first, *from_i = from + size * nodes;
    for (long l = 0; l < L; l++) re[k * L + l] = l < count ? from[l] : 0, im[k * L + l] = l < count ? from_i[l] : 0;
  }
  zw_fourier(im, re, size, grid->table, scratch + 2 * size * L);
  for (long l = 0; l < count; l++) {
    float *restrict to = field + (first + l) * nodes * 2;
    for (long n = 0; n < nodes; n++) to[2 * n] = re[n * L + l], to[2 * n + 1] = im[n * L + l];
  }
}

// A plane of size^2 complex numbers, first along its rows, then along its columns.
static void transform_plane(float *real, float *imaginary, long size, const float *table, float *scratch) {
  float *re = scratch, *im = scratch + size * L, *rest = scratch + 2 * size * L;
  for (int direction = 0; direction < 2; direction++) {
    const long along = direction ? size : 1, across = direction ? 1 : size;
    for (long first = 0; first < size; first += L) {
      const long count = smaller(L, size - first);
      memset(re, 0, (size_t)(2 * size * L) * sizeof *re);
      for (long n = 0; n < size; n++)
        for (long l = 0; l < count; l++) {
          re[n * L + l] = real[n * along + (first + l) * across];
          im[n * L + l] = imaginary[n * along + (first + l) * across];
        }
      zw_fourier(re, im, size, table, rest);
      for (long n = 0; n < size; n++)
        for (long l = 0; l < count; l++) {
          real[n * along + (first + l) * across] = re[n * L + l];
          imaginary[n * along + (first + l) * across] = im[n * L + l];
        }
    }
  }
}

void zw_repulsion_kernel(float *kernel, long nodes, float spacing, const float *table, float *scratch) {
  const long size = 2 * nodes, width = nodes + 1;
  float *real = scratch, *imaginary = scratch + size * size, *rest = scratch + 2 * size * size;
  // First 1 / (1 + r^2), which is even; then x / (1 + r^2)^2 beside y / (1 + r^2)^2, which are odd.
  for (int part = 0; part < 2; part++) {
    for (long row = 0; row < size; row++)
      for (long column = 0; column < size; column++) {
        const float x = spacing * (float)(column <= nodes ? column : column - size);
        const float y = spacing * (float)(row <= nodes ? row : row - size);
        const float value = 1 / (1 + x * x + y * y);
        const long place = row * size + column;
        real[place] = part == 0 ? value : column == nodes ? 0 : x * value * value;
        imaginary[place] = part == 0 ? 0 : row == nodes ? 0 : y * value * value;
      }
    transform_plane(real, imaginary, size, table, rest);
    for (long ky = 0; ky < size; ky++)
      for (long kx = 0; kx < width; kx++) {
        const float bx = (2 + table[kx]) / 3, by = (2 + table[ky]) / 3;
        const float scale = 1 / (bx * bx * by * by * (float)(size * size));
        const long place = ky * size + kx;
        float *to = kernel + ky * 3 * width + kx;
        if (part == 0) {
          to[0] = real[place] * scale;
        } else {
          to[width] = imaginary[place] * scale;
          to[2 * width] = -real[place] * scale;
        }
      }
  }
}
