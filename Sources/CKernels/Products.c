// Matrix products of the sizes of a training step, for the instruction set that the processor has.
#include "CKernels.h"
#include "Vector.h"

typedef struct {
  void (*plain)(const zw_factors *);
  void (*first_transposed)(const zw_factors *);
  void (*plain_skipping)(const zw_factors *);
  void (*first_transposed_skipping)(const zw_factors *);
  void (*second_transposed)(const zw_factors *);
} zw_products;

// Deeper products are added up in pieces, so that lists and padded columns fit on the stack.
enum { ZW_DEPTH = 1024 };

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

static const zw_products *products(void) {
  if (__builtin_cpu_supports("x86-64-v4")) return &products_v4;
  if (__builtin_cpu_supports("x86-64-v3")) return &products_v3;
  return &products_v1;
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

static const zw_products *products(void) { return &products_generic; }

#endif

void zw_product(const zw_factors *f) { products()->plain(f); }
void zw_product_first_transposed(const zw_factors *f) { products()->first_transposed(f); }
void zw_product_skipping(const zw_factors *f) { products()->plain_skipping(f); }
void zw_product_first_transposed_skipping(const zw_factors *f) { products()->first_transposed_skipping(f); }
void zw_product_second_transposed(const zw_factors *f) { products()->second_transposed(f); }

double zw_share_of_zeros(const float *a, long rows, long columns, long stride) {
  long zeros = 0, seen = 0, step = rows / 8 < 1 ? 1 : rows / 8;
  for (long row = 0; row < rows; row += step, seen += columns)
    for (long column = 0; column < columns; column++) zeros += a[row * stride + column] == 0;
  return seen ? (double)zeros / (double)seen : 0;
}
