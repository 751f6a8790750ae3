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

// In squares that stay in the first cache.
ZW_VECTOR void zw_transpose(float *restrict to, const float *restrict from, long rows, long columns, long to_stride,
                            long from_stride) {
  enum { SIDE = 32 };
  for (long top = 0; top < rows; top += SIDE)
    for (long left = 0; left < columns; left += SIDE)
      for (long row = top; row < rows && row < top + SIDE; row++)
        for (long column = left; column < columns && column < left + SIDE; column++)
          to[column * to_stride + row] = from[row * from_stride + column];
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
