#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_convert_bytes(float *restrict floats, const uint8_t *restrict bytes, long count, float scale) {
  for (long i = 0; i < count; i++) floats[i] = scale * (float)bytes[i];
}

ZW_VECTOR void zw_gather_bytes(float *floats, const uint8_t *bytes, const long *indices, long rows, long columns,
                               float scale) {
  for (long row = 0; row < rows; row++) {
    const uint8_t *restrict from = bytes + indices[row] * columns;
    float *restrict to = floats + row * columns;
    // Rows are far apart: without this every row begins with a wait for memory.
    if (row + 4 < rows)
      for (long line = 0; line < columns; line += 64) __builtin_prefetch(bytes + indices[row + 4] * columns + line);
    for (long column = 0; column < columns; column++) to[column] = scale * (float)from[column];
  }
}

void zw_copy(float *to, const float *from, long rows, long columns, long to_stride, long from_stride) {
  for (long row = 0; row < rows; row++)
    memcpy(to + row * to_stride, from + row * from_stride, (size_t)columns * sizeof(float));
}

typedef float eight __attribute__((vector_size(32), aligned(4), may_alias));

// Exchanges the upper right and the lower left quarter of the squares of 2 `half` rows that begin at the rows a and b.
#define ZW_EXCHANGE(a, b, half, ...)                                \
  do {                                                              \
    const eight upper = (a), lower = (b);                           \
    (a) = __builtin_shufflevector(upper, lower, __VA_ARGS__);       \
    (b) = ZW_EXCHANGED_##half(upper, lower);                        \
  } while (0)
#define ZW_UNROLL _Pragma("clang loop unroll(full)")
#define ZW_EXCHANGED_4(upper, lower) __builtin_shufflevector(upper, lower, 4, 5, 6, 7, 12, 13, 14, 15)
#define ZW_EXCHANGED_2(upper, lower) __builtin_shufflevector(upper, lower, 2, 3, 10, 11, 6, 7, 14, 15)
#define ZW_EXCHANGED_1(upper, lower) __builtin_shufflevector(upper, lower, 1, 9, 3, 11, 5, 13, 7, 15)

// A square of eight by eight, in registers.
ZW_INLINE void transpose_square(float *restrict to, const float *restrict from, long to_stride, long from_stride) {
  eight rows[8];
  ZW_UNROLL for (long i = 0; i < 8; i++) rows[i] = *(const eight *)(from + i * from_stride);
  ZW_UNROLL for (long i = 0; i < 4; i++) ZW_EXCHANGE(rows[i], rows[i + 4], 4, 0, 1, 2, 3, 8, 9, 10, 11);
  ZW_UNROLL for (long i = 0; i < 4; i++) {
    const long row = i / 2 * 4 + i % 2;
    ZW_EXCHANGE(rows[row], rows[row + 2], 2, 0, 1, 8, 9, 4, 5, 12, 13);
  }
  ZW_UNROLL for (long i = 0; i < 8; i += 2) ZW_EXCHANGE(rows[i], rows[i + 1], 1, 0, 8, 2, 10, 4, 12, 6, 14);
  ZW_UNROLL for (long i = 0; i < 8; i++) *(eight *)(to + i * to_stride) = rows[i];
}

// A block of at most 32 by 32, which stays in the first cache.
ZW_INLINE void transpose_block(float *restrict to, const float *restrict from, long rows, long columns, long to_stride,
                               long from_stride) {
  const long whole_rows = rows - rows % 8, whole_columns = columns - columns % 8;
  for (long row = 0; row < whole_rows; row += 8)
    for (long column = 0; column < whole_columns; column += 8)
      transpose_square(to + column * to_stride + row, from + row * from_stride + column, to_stride, from_stride);
  for (long row = 0; row < rows; row++)
    for (long column = row < whole_rows ? whole_columns : 0; column < columns; column++)
      to[column * to_stride + row] = from[row * from_stride + column];
}

ZW_VECTOR void zw_transpose(float *restrict to, const float *restrict from, long rows, long columns, long to_stride,
                            long from_stride) {
  enum { SIDE = 32 };
  for (long top = 0; top < rows; top += SIDE)
    for (long left = 0; left < columns; left += SIDE)
      transpose_block(to + left * to_stride + top, from + top * from_stride + left,
                      rows - top < SIDE ? rows - top : SIDE, columns - left < SIDE ? columns - left : SIDE, to_stride,
                      from_stride);
}

ZW_VECTOR void zw_column_sums(float *restrict sums, const float *restrict values, long rows, long columns,
                              long stride) {
  memset(sums, 0, (size_t)columns * sizeof(float));
  for (long row = 0; row < rows; row++)
    for (long column = 0; column < columns; column++) sums[column] += values[row * stride + column];
}

ZW_VECTOR void zw_row_sums(float *restrict sums, const float *restrict values, long rows, long columns,
                           long stride) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++) {
    float sum = 0;
    for (long column = 0; column < columns; column++) sum += values[row * stride + column];
    sums[row] = sum;
  }
}

ZW_VECTOR void zw_squared_norms(float *restrict norms, const float *restrict values, long rows, long columns,
                                long stride) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++) {
    float sum = 0;
    for (long column = 0; column < columns; column++)
      sum += values[row * stride + column] * values[row * stride + column];
    norms[row] = sum;
  }
}

ZW_VECTOR int zw_is_finite(const float *values, long count) {
  int wrong = 0;
  for (long i = 0; i < count; i++) wrong |= (zw_bits(values[i]) & 0x7f800000) == 0x7f800000;
  return !wrong;
}
