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

// sums[rows, vectors] = the sum over `depth` of a[row, p] b[p, :]. `transposed` says that a holds [p, row]; with a list
// only its p count. The first four arguments are constants at every call.
TILE void ZW_NAME(sum)(const int rows, const int vectors, const int transposed, const int listed,
                       const uint16_t *list, long depth, const float *a, long a_stride, const float *b, long b_stride,
                       VECTOR sums[][ZW_NAME(most_vectors)]) {
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
}

// What becomes of the sums of a tile at a place of the result.
TILE void ZW_NAME(store)(const int rows, const int vectors, VECTOR sums[][ZW_NAME(most_vectors)], float *c,
                         long c_stride, int adding) {
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < vectors; j++) {
      VECTOR *to = (VECTOR *)(c + i * c_stride + j * ZW_WIDTH);
      *to = adding ? *to + sums[i][j] : sums[i][j];
    }
  }
}

// Adam with the sums as gradients; see zw_adam.
TILE void ZW_NAME(learn)(const int rows, const int vectors, VECTOR sums[][ZW_NAME(most_vectors)], long place,
                         long stride, const zw_learner *l) {
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < vectors; j++) {
      long at = place + i * stride + j * ZW_WIDTH;
      VECTOR gradient = sums[i][j];
      VECTOR first = l->beta1 * *(VECTOR *)(l->first + at) + (1 - l->beta1) * gradient;
      VECTOR second = l->beta2 * *(VECTOR *)(l->second + at) + (1 - l->beta2) * gradient * gradient;
      *(VECTOR *)(l->first + at) = first;
      *(VECTOR *)(l->second + at) = second;
      *(VECTOR *)(l->values + at) = l->keep * *(VECTOR *)(l->values + at) -
                                    l->rate * first / (__builtin_elementwise_sqrt(second) + l->epsilon);
    }
  }
}

// Asks for what `learn` will read, so that it comes while the sums are added up.
TILE void ZW_NAME(ask)(const int rows, const int vectors, long place, long stride, const zw_learner *l) {
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < vectors; j += 16 / ZW_WIDTH) {
      long at = place + i * stride + j * ZW_WIDTH;
      __builtin_prefetch(l->values + at, 1);
      __builtin_prefetch(l->first + at, 1);
      __builtin_prefetch(l->second + at, 1);
    }
  }
}

typedef struct {
  long row;
  int rows;
  long places;
  const uint16_t *list;
} ZW_NAME(group);

// A strip of columns, of a group of rows.
TILE void ZW_NAME(strip)(const int rows, const int vectors, const int transposed, const int listed,
                         const ZW_NAME(group) * g, const zw_factors *f, long column, int adding) {
  VECTOR sums[ZW_NAME(most_rows)][ZW_NAME(most_vectors)];
  long place = g->row * f->c_stride + column;
  if (f->learner) ZW_NAME(ask)(rows, vectors, place, f->c_stride, f->learner);
  ZW_NAME(sum)
  (rows, vectors, transposed, listed, g->list, g->places, f->a + (transposed ? g->row : g->row * f->a_stride),
   f->a_stride, f->b + column, f->b_stride, sums);
  if (f->learner)
    ZW_NAME(learn)(rows, vectors, sums, place, f->c_stride, f->learner);
  else
    ZW_NAME(store)(rows, vectors, sums, f->c + place, f->c_stride, adding);
}

// The strip with numbers of rows and vectors that are known when it runs.
TILE void ZW_NAME(any_strip)(const int vectors, const int transposed, const int listed, const ZW_NAME(group) * g,
                             const zw_factors *f, long column, int adding) {
  switch (g->rows) {
    case 1: return ZW_NAME(strip)(1, vectors, transposed, listed, g, f, column, adding);
    case 2: return ZW_NAME(strip)(2, vectors, transposed, listed, g, f, column, adding);
    case 4: return ZW_NAME(strip)(4, vectors, transposed, listed, g, f, column, adding);
    default: return ZW_NAME(strip)(listed ? 4 : ZW_TILE_ROWS, vectors, transposed, listed, g, f, column, adding);
  }
}

// The columns behind the last whole vector, by way of a padded copy of them.
TILE void ZW_NAME(rest)(const int transposed, const int listed, const ZW_NAME(group) * g, const zw_factors *f,
                        const float *padded, long column, int adding) {
  float sums[ZW_NAME(most_rows) * ZW_WIDTH];
  zw_factors narrow = *f;
  narrow.b = padded;
  narrow.b_stride = narrow.c_stride = ZW_WIDTH;
  narrow.learner = 0;
  narrow.c = sums - g->row * ZW_WIDTH;
  ZW_NAME(any_strip)(1, transposed, listed, g, &narrow, 0, 0);
  long columns = f->columns - column, place = g->row * f->c_stride + column;
  for (int i = 0; i < g->rows; i++)
    if (f->learner) {
      zw_adam_row(f->learner, place + i * f->c_stride, sums + i * ZW_WIDTH, columns);
    } else {
      for (long j = 0; j < columns; j++) {
        float *to = f->c + place + i * f->c_stride + j;
        *to = (adding ? *to : 0) + sums[i * ZW_WIDTH + j];
      }
    }
}

// Where any of a group's rows of `a` is not zero.
TILE long ZW_NAME(places)(const int rows, const int transposed, long depth, const float *a, long a_stride,
                          uint16_t *list) {
  long count = 0;
  for (long p = 0; p < depth; p++) {
    uint32_t bits = 0;
    UNROLL for (int i = 0; i < rows; i++)
      bits |= (uint32_t)zw_bits(transposed ? a[p * a_stride + i] : a[i * a_stride + p]) << 1;  // -0 counts as zero
    list[count] = (uint16_t)p;
    count += bits != 0;
  }
  return count;
}

TILE long ZW_NAME(any_places)(int rows, const int transposed, const zw_factors *f, long row, uint16_t *list) {
  const float *a = f->a + (transposed ? row : row * f->a_stride);
  switch (rows) {
    case 1: return ZW_NAME(places)(1, transposed, f->depth, a, f->a_stride, list);
    case 2: return ZW_NAME(places)(2, transposed, f->depth, a, f->a_stride, list);
    default: return ZW_NAME(places)(4, transposed, f->depth, a, f->a_stride, list);
  }
}

// Some rows of the result: each strip of b is read once and stays in the cache for all groups of rows.
TILE void ZW_NAME(strips)(const int transposed, const int listed, const zw_factors *f, const ZW_NAME(group) * groups,
                          int count, const float *padded, int adding) {
  const int most = listed ? ZW_SKIP_VECTORS : ZW_TILE_VECTORS;
  long vectors = f->columns / ZW_WIDTH, strips = (vectors + most - 1) / most;
  for (long strip = 0; strip < strips; strip++) {
    long column = vectors * strip / strips * ZW_WIDTH, width = vectors * (strip + 1) / strips - vectors * strip / strips;
    for (int g = 0; g < count; g++) switch (width) {
        case 1: ZW_NAME(any_strip)(1, transposed, listed, groups + g, f, column, adding); break;
        case 2: ZW_NAME(any_strip)(2, transposed, listed, groups + g, f, column, adding); break;
        case 3: ZW_NAME(any_strip)(3, transposed, listed, groups + g, f, column, adding); break;
#if ZW_SKIP_VECTORS > 3
        case 4: if (listed) ZW_NAME(any_strip)(4, transposed, 1, groups + g, f, column, adding); break;
        case 5: if (listed) ZW_NAME(any_strip)(5, transposed, 1, groups + g, f, column, adding); break;
        case 6: if (listed) ZW_NAME(any_strip)(6, transposed, 1, groups + g, f, column, adding); break;
#endif
      }
  }
  if (f->columns % ZW_WIDTH)
    for (int g = 0; g < count; g++)
      ZW_NAME(rest)(transposed, listed, groups + g, f, padded, vectors * ZW_WIDTH, adding);
}

TILE void ZW_NAME(pad)(const zw_factors *f, float *padded) {
  long rest = f->columns % ZW_WIDTH;
  const float *from = f->b + f->columns - rest;
  for (long p = 0; rest && p < f->depth; p++)
    for (long j = 0; j < ZW_WIDTH; j++) padded[p * ZW_WIDTH + j] = j < rest ? from[p * f->b_stride + j] : 0;
}

// At most ZW_DEPTH deep.
TILE void ZW_NAME(shallow)(const int transposed, const int listed, const zw_factors *f, int adding) {
  const int most = listed ? ZW_SKIP_ROWS : ZW_TILE_ROWS;
  float padded[ZW_DEPTH * ZW_WIDTH];
  uint16_t lists[ZW_GROUPS][ZW_DEPTH];
  ZW_NAME(group) groups[ZW_GROUPS];
  ZW_NAME(pad)(f, padded);
  for (long row = 0; row < f->rows;) {
    int count = 0;
    for (; row < f->rows && count < ZW_GROUPS; count++) {
      long left = f->rows - row;
      int rows = left >= most ? most : left >= 4 ? 4 : left >= 2 ? 2 : 1;
      long places = listed ? ZW_NAME(any_places)(rows, transposed, f, row, lists[count]) : f->depth;
      groups[count] = (ZW_NAME(group)){row, rows, places, lists[count]};
      row += rows;
    }
    ZW_NAME(strips)(transposed, listed, f, groups, count, padded, adding);
  }
}

TILE void ZW_NAME(product)(const int transposed, const int listed, const zw_factors *f) {
  for (long start = 0; start == 0 || start < f->depth; start += ZW_DEPTH) {
    zw_factors piece = *f;
    piece.depth = f->depth - start < ZW_DEPTH ? f->depth - start : ZW_DEPTH;
    piece.a = f->a + (transposed ? start * f->a_stride : start);
    piece.b = f->b + start * f->b_stride;
    ZW_NAME(shallow)(transposed, listed, &piece, start > 0);
  }
}

ZW_TARGET static void ZW_NAME(plain)(const zw_factors *f) { ZW_NAME(product)(0, 0, f); }
ZW_TARGET static void ZW_NAME(first_transposed)(const zw_factors *f) { ZW_NAME(product)(1, 0, f); }
ZW_TARGET static void ZW_NAME(plain_skipping)(const zw_factors *f) { ZW_NAME(product)(0, 1, f); }
ZW_TARGET static void ZW_NAME(first_transposed_skipping)(const zw_factors *f) { ZW_NAME(product)(1, 1, f); }

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

// Few terms: vectors of partial sums would cost more than turning b, a block of its rows at a time.
TILE void ZW_NAME(turning)(const zw_factors *f) {
  enum { BLOCK = 64 };
  float turned[ZW_LEAST_DOTS * BLOCK];
  for (long column = 0; column < f->columns; column += BLOCK) {
    zw_factors block = *f;
    block.columns = f->columns - column < BLOCK ? f->columns - column : BLOCK;
    for (long j = 0; j < block.columns; j++)
      for (long p = 0; p < f->depth; p++) turned[p * BLOCK + j] = f->b[(column + j) * f->b_stride + p];
    block.b = turned;
    block.b_stride = BLOCK;
    block.c = f->c + column;
    ZW_NAME(product)(0, 0, &block);
  }
}

ZW_TARGET static void ZW_NAME(second_transposed)(const zw_factors *f) {
  if (f->depth < ZW_LEAST_DOTS) return ZW_NAME(turning)(f);
  long row = 0;
  for (; row + ZW_DOT_ROWS <= f->rows; row += ZW_DOT_ROWS) ZW_NAME(dot_band)(ZW_DOT_ROWS, f, row);
  for (; row < f->rows; row++) ZW_NAME(dot_band)(1, f, row);
}

static const zw_product ZW_NAME(products)[] = {
    [ZW_PLAIN] = ZW_NAME(plain),
    [ZW_FIRST_TRANSPOSED] = ZW_NAME(first_transposed),
    [ZW_SECOND_TRANSPOSED] = ZW_NAME(second_transposed),
    [ZW_PLAIN_SKIPPING] = ZW_NAME(plain_skipping),
    [ZW_FIRST_TRANSPOSED_SKIPPING] = ZW_NAME(first_transposed_skipping),
};

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
