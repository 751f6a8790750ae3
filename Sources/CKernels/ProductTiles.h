// The products of one instruction set. Included once for each, with
//   ZW_WIDTH       floats of a vector
//   ZW_TARGET      attributes of every function
//   ZW_NAME(x)     x with the set's suffix
//   ZW_TILE_ROWS   rows of a dense tile; with ZW_TILE_VECTORS columns of vectors it fills the registers
//   ZW_SKIP_ROWS, ZW_SKIP_VECTORS   the same where zeros are skipped: fewer rows share more of their zeros
//   ZW_DOT_ROWS, ZW_DOT_COLUMNS     a tile of dot products, a register each
//
// Nothing is copied into an order of its own first: the products of a training step are small enough to lie in the
// second cache, and their factors large enough that copying them would cost a tenth.

typedef float ZW_NAME(vector) __attribute__((vector_size(ZW_WIDTH * 4), aligned(4), may_alias));
#define VECTOR ZW_NAME(vector)
#define TILE static inline __attribute__((always_inline)) ZW_TARGET
#define UNROLL _Pragma("clang loop unroll(full)")

enum { ZW_NAME(most_rows) = 8, ZW_NAME(most_vectors) = 6 };

// c[rows, vectors * width] = (c if adding) + the sum over `depth` of a[row, p] b[p, :]. `transposed` says that a holds
// [p, row]; with a list only its p count. The first five arguments are constants at every call.
TILE void ZW_NAME(tile)(const int rows, const int vectors, const int transposed, const int listed, const int *list,
                        long depth, const float *a, long a_stride, const float *b, long b_stride, float *c,
                        long c_stride, int adding) {
  VECTOR sums[ZW_NAME(most_rows)][ZW_NAME(most_vectors)];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < vectors; j++) sums[i][j] = (VECTOR){0};
  }
  for (long place = 0; place < depth; place++) {
    long p = listed ? list[place] : place;
    VECTOR line[ZW_NAME(most_vectors)];
    UNROLL for (int j = 0; j < vectors; j++) line[j] = *(const VECTOR *)(b + p * b_stride + j * ZW_WIDTH);
    UNROLL for (int i = 0; i < rows; i++) {
      float factor = transposed ? a[p * a_stride + i] : a[i * a_stride + p];
      UNROLL for (int j = 0; j < vectors; j++) sums[i][j] += factor * line[j];
    }
  }
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < vectors; j++) {
      VECTOR *to = (VECTOR *)(c + i * c_stride + j * ZW_WIDTH);
      *to = adding ? *to + sums[i][j] : sums[i][j];
    }
  }
}

// The tile with a number of vectors that is known when it runs.
TILE void ZW_NAME(strip)(const int rows, int vectors, const int transposed, const int listed, const int *list,
                         long depth, const float *a, long a_stride, const float *b, long b_stride, float *c,
                         long c_stride, int adding) {
#define CASE(count)                                                                                              \
  case count:                                                                                                    \
    return ZW_NAME(tile)(rows, count, transposed, listed, list, depth, a, a_stride, b, b_stride, c, c_stride, adding)
  switch (vectors) {
    CASE(1);
    CASE(2);
    CASE(3);
#if ZW_SKIP_VECTORS > 3
    CASE(4);
    CASE(5);
    CASE(6);
#endif
  }
#undef CASE
}

// The columns behind the last whole vector, by way of a padded copy.
TILE void ZW_NAME(rest)(const int rows, const int transposed, const int listed, const int *list, long depth,
                        const float *a, long a_stride, const float *padded, float *c, long c_stride, long columns,
                        int adding) {
  float sums[ZW_NAME(most_rows) * ZW_WIDTH];
  ZW_NAME(tile)
  (rows, 1, transposed, listed, list, depth, a, a_stride, padded, ZW_WIDTH, sums, ZW_WIDTH, 0);
  for (int i = 0; i < rows; i++)
    for (long j = 0; j < columns; j++)
      c[i * c_stride + j] = (adding ? c[i * c_stride + j] : 0) + sums[i * ZW_WIDTH + j];
}

// Some rows of the result, all columns: as many whole vectors at once as `most` says, spread evenly.
TILE void ZW_NAME(band)(const int rows, const int most, const int transposed, const int listed, const int *list,
                        long depth, const zw_factors *f, const float *a, float *c, const float *padded, int adding) {
  long vectors = f->columns / ZW_WIDTH, strips = (vectors + most - 1) / most;
  for (long strip = 0; strip < strips; strip++) {
    long first = vectors * strip / strips, last = vectors * (strip + 1) / strips;
    ZW_NAME(strip)
    (rows, (int)(last - first), transposed, listed, list, depth, a, f->a_stride, f->b + first * ZW_WIDTH, f->b_stride,
     c + first * ZW_WIDTH, f->c_stride, adding);
  }
  long rest = f->columns % ZW_WIDTH;
  if (rest)
    ZW_NAME(rest)
    (rows, transposed, listed, list, depth, a, f->a_stride, padded, c + vectors * ZW_WIDTH, f->c_stride, rest, adding);
}

// Where any of some rows of `a` is not zero. Returns how many places that are.
TILE long ZW_NAME(places)(const int rows, const int transposed, long depth, const float *a, long a_stride, int *list) {
  long count = 0;
  for (long p = 0; p < depth; p++) {
    uint32_t bits = 0;
    UNROLL for (int i = 0; i < rows; i++)
      bits |= (uint32_t)zw_bits(transposed ? a[p * a_stride + i] : a[i * a_stride + p]) << 1;  // -0 counts as zero
    list[count] = (int)p;
    count += bits != 0;
  }
  return count;
}

TILE void ZW_NAME(rows)(const int rows, const int transposed, const int listed, long depth, const zw_factors *f,
                        const float *a, long row, const float *padded, int adding) {
  int list[ZW_DEPTH];
  const float *from = a + (transposed ? row : row * f->a_stride);
  float *to = f->c + row * f->c_stride;
  long places = listed ? ZW_NAME(places)(rows, transposed, depth, from, f->a_stride, list) : depth;
  ZW_NAME(band)
  (rows, listed ? ZW_SKIP_VECTORS : ZW_TILE_VECTORS, transposed, listed, list, places, f, from, to, padded, adding);
}

TILE void ZW_NAME(product)(const int transposed, const int listed, zw_factors f) {
  const int most = listed ? ZW_SKIP_ROWS : ZW_TILE_ROWS;
  float padded[ZW_DEPTH * ZW_WIDTH];
  long whole = f.columns / ZW_WIDTH * ZW_WIDTH, rest = f.columns - whole;
  for (long start = 0; start == 0 || start < f.depth; start += ZW_DEPTH) {
    long depth = f.depth - start < ZW_DEPTH ? f.depth - start : ZW_DEPTH;
    zw_factors piece = f;
    piece.b = f.b + start * f.b_stride;
    const float *a = f.a + (transposed ? start * f.a_stride : start);
    for (long p = 0; rest && p < depth; p++)
      for (long j = 0; j < ZW_WIDTH; j++)
        padded[p * ZW_WIDTH + j] = j < rest ? piece.b[p * f.b_stride + whole + j] : 0;
    long row = 0;
    for (; row + most <= f.rows; row += most)
      ZW_NAME(rows)(most, transposed, listed, depth, &piece, a, row, padded, start > 0);
    for (; row + 2 <= f.rows; row += 2) ZW_NAME(rows)(2, transposed, listed, depth, &piece, a, row, padded, start > 0);
    for (; row < f.rows; row++) ZW_NAME(rows)(1, transposed, listed, depth, &piece, a, row, padded, start > 0);
  }
}

ZW_TARGET static void ZW_NAME(plain)(const zw_factors *f) { ZW_NAME(product)(0, 0, *f); }
ZW_TARGET static void ZW_NAME(first_transposed)(const zw_factors *f) { ZW_NAME(product)(1, 0, *f); }
ZW_TARGET static void ZW_NAME(plain_skipping)(const zw_factors *f) { ZW_NAME(product)(0, 1, *f); }
ZW_TARGET static void ZW_NAME(first_transposed_skipping)(const zw_factors *f) { ZW_NAME(product)(1, 1, *f); }

// The sum of a vector's elements, by halves.
TILE float ZW_NAME(total)(VECTOR v) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (int i = 0; i < ZW_WIDTH; i++) sum += v[i];
  return sum;
}

// The first `count` elements, then zeros.
TILE VECTOR ZW_NAME(beginning)(const float *from, long count) {
  VECTOR v = {0};
  for (long i = 0; i < count; i++) v[i] = from[i];
  return v;
}

// c[rows, columns] = the dot products of rows of a and rows of b.
TILE void ZW_NAME(dots)(const int rows, const int columns, const zw_factors *f, const float *a, const float *b,
                        float *c) {
  VECTOR sums[ZW_NAME(most_rows)][ZW_NAME(most_vectors)], line[ZW_NAME(most_rows)];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < columns; j++) sums[i][j] = (VECTOR){0};
  }
  long whole = f->depth / ZW_WIDTH * ZW_WIDTH, rest = f->depth - whole;
  for (long p = 0; p < whole; p += ZW_WIDTH) {
    UNROLL for (int i = 0; i < rows; i++) line[i] = *(const VECTOR *)(a + i * f->a_stride + p);
    UNROLL for (int j = 0; j < columns; j++) {
      VECTOR other = *(const VECTOR *)(b + j * f->b_stride + p);
      UNROLL for (int i = 0; i < rows; i++) sums[i][j] += line[i] * other;
    }
  }
  if (rest) {
    UNROLL for (int i = 0; i < rows; i++) line[i] = ZW_NAME(beginning)(a + i * f->a_stride + whole, rest);
    UNROLL for (int j = 0; j < columns; j++) {
      VECTOR other = ZW_NAME(beginning)(b + j * f->b_stride + whole, rest);
      UNROLL for (int i = 0; i < rows; i++) sums[i][j] += line[i] * other;
    }
  }
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < columns; j++) c[i * f->c_stride + j] = ZW_NAME(total)(sums[i][j]);
  }
}

TILE void ZW_NAME(dot_band)(const int rows, const zw_factors *f, long row) {
  const float *a = f->a + row * f->a_stride;
  float *c = f->c + row * f->c_stride;
  long column = 0;
  for (; column + ZW_DOT_COLUMNS <= f->columns; column += ZW_DOT_COLUMNS)
    ZW_NAME(dots)(rows, ZW_DOT_COLUMNS, f, a, f->b + column * f->b_stride, c + column);
  for (; column + 2 <= f->columns; column += 2)
    ZW_NAME(dots)(rows, 2, f, a, f->b + column * f->b_stride, c + column);
  for (; column < f->columns; column++) ZW_NAME(dots)(rows, 1, f, a, f->b + column * f->b_stride, c + column);
}

ZW_TARGET static void ZW_NAME(second_transposed)(const zw_factors *f) {
  long row = 0;
  for (; row + ZW_DOT_ROWS <= f->rows; row += ZW_DOT_ROWS) ZW_NAME(dot_band)(ZW_DOT_ROWS, f, row);
  for (; row < f->rows; row++) ZW_NAME(dot_band)(1, f, row);
}

static const zw_products ZW_NAME(products) = {ZW_NAME(plain), ZW_NAME(first_transposed), ZW_NAME(plain_skipping),
                                              ZW_NAME(first_transposed_skipping), ZW_NAME(second_transposed)};

#undef VECTOR
#undef TILE
#undef UNROLL
#undef ZW_WIDTH
#undef ZW_TARGET
#undef ZW_NAME
#undef ZW_TILE_ROWS
#undef ZW_TILE_VECTORS
#undef ZW_SKIP_ROWS
#undef ZW_SKIP_VECTORS
#undef ZW_DOT_ROWS
#undef ZW_DOT_COLUMNS
