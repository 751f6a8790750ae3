// Matrix products of the sizes of a training step, for the instruction set that the processor has.
#include "CKernels.h"
#include "Vector.h"

typedef void (*zw_product)(const zw_factors *);

// Deeper products are added up in pieces, so that lists and padded columns fit on the stack.
enum { ZW_DEPTH = 1024, ZW_GROUPS = 16, ZW_LEAST_DOTS = 256 };

static void zw_adam_row(const zw_learner *l, long place, const float *gradients, long count) {
  for (long i = place; i < place + count; i++) {
    float gradient = gradients[i - place];
    l->first[i] = l->beta1 * l->first[i] + (1 - l->beta1) * gradient;
    l->second[i] = l->beta2 * l->second[i] + (1 - l->beta2) * gradient * gradient;
    l->values[i] = l->keep * l->values[i] - l->rate * l->first[i] / (sqrtf(l->second[i]) + l->epsilon);
  }
}

#if defined(__x86_64__)

#define ZW_WIDTH 16
#define ZW_TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define ZW_NAME(x) x##_v4
#define ZW_TILE_ROWS 8
#define ZW_TILE_VECTORS 3
#define ZW_SKIP_ROWS 4
#define ZW_SKIP_VECTORS 6
#define ZW_DOT_ROWS 4
#define ZW_DOT_COLUMNS 6
#include "ProductTiles.h"

#define ZW_WIDTH 8
#define ZW_TARGET __attribute__((target("arch=x86-64-v3")))
#define ZW_NAME(x) x##_v3
#define ZW_TILE_ROWS 4
#define ZW_TILE_VECTORS 3
#define ZW_SKIP_ROWS 4
#define ZW_SKIP_VECTORS 3
#define ZW_DOT_ROWS 2
#define ZW_DOT_COLUMNS 6
#include "ProductTiles.h"

#define ZW_WIDTH 4
#define ZW_TARGET
#define ZW_NAME(x) x##_v1
#define ZW_TILE_ROWS 4
#define ZW_TILE_VECTORS 3
#define ZW_SKIP_ROWS 4
#define ZW_SKIP_VECTORS 3
#define ZW_DOT_ROWS 2
#define ZW_DOT_COLUMNS 6
#include "ProductTiles.h"

static const zw_product *const paths[] = {products_v4, products_v3, products_v1};

static long best_path(void) {
  if (__builtin_cpu_supports("x86-64-v4")) return 0;
  return __builtin_cpu_supports("x86-64-v3") ? 1 : 2;
}

#else

// Thirty-two registers of four floats, as on arm64.
#define ZW_WIDTH 4
#define ZW_TARGET
#define ZW_NAME(x) x##_generic
#define ZW_TILE_ROWS 8
#define ZW_TILE_VECTORS 3
#define ZW_SKIP_ROWS 4
#define ZW_SKIP_VECTORS 6
#define ZW_DOT_ROWS 4
#define ZW_DOT_COLUMNS 6
#include "ProductTiles.h"

static const zw_product *const paths[] = {products_generic};

static long best_path(void) { return 0; }

#endif

long zw_product_paths(void) { return (long)(sizeof paths / sizeof *paths) - best_path(); }

void zw_multiply_on(long path, int kind, const zw_factors *factors) { paths[best_path() + path][kind](factors); }

void zw_multiply(int kind, const zw_factors *factors) { zw_multiply_on(0, kind, factors); }

double zw_share_of_zeros(const float *a, long rows, long columns, long stride) {
  long zeros = 0, seen = 0, step = rows / 8 < 1 ? 1 : rows / 8;
  for (long row = 0; row < rows; row += step, seen += columns)
    for (long column = 0; column < columns; column++) zeros += a[row * stride + column] == 0;
  return seen ? (double)zeros / (double)seen : 0;
}
