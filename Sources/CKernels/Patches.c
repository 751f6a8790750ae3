#include "CKernels.h"
#include "Vector.h"

// The part of a kernel's row that lies within the image, for one position of the window: columns first ..< last.
ZW_INLINE void window(long start, long kernel, long size, long *first, long *last) {
  *first = start < 0 ? -start : 0;
  *last = start + kernel > size ? size - start : kernel;
  if (*last < *first) *last = *first;
}

ZW_VECTOR void zw_gather_patches(float *restrict columns, const float *restrict images, long rows,
                                 const zw_patches *p) {
  const long run = p->kernel * p->channels, line = p->width * p->channels;
  for (long row = 0; row < rows; row++, images += p->height * line)
    for (long y = 0; y < p->patch_rows; y++)
      for (long x = 0; x < p->patch_columns; x++) {
        const long top = y * p->stride - p->padding, left = x * p->stride - p->padding;
        long first, last;
        window(left, p->kernel, p->width, &first, &last);
        const long lead = first * p->channels, end = last * p->channels;
        for (long k = 0; k < p->kernel; k++, columns += run) {
          if (top + k < 0 || top + k >= p->height) {
            for (long i = 0; i < run; i++) columns[i] = 0;
            continue;
          }
          const float *from = images + (top + k) * line + left * p->channels;
          for (long i = 0; i < lead; i++) columns[i] = 0;
          for (long i = lead; i < end; i++) columns[i] = from[i];
          for (long i = end; i < run; i++) columns[i] = 0;
        }
      }
}

ZW_VECTOR void zw_scatter_patches(float *restrict images, const float *restrict columns, long rows,
                                  const zw_patches *p) {
  const long run = p->kernel * p->channels, line = p->width * p->channels;
  for (long row = 0; row < rows; row++, images += p->height * line) {
    memset(images, 0, (size_t)(p->height * line) * sizeof(float));
    for (long y = 0; y < p->patch_rows; y++)
      for (long x = 0; x < p->patch_columns; x++) {
        const long top = y * p->stride - p->padding, left = x * p->stride - p->padding;
        long first, last;
        window(left, p->kernel, p->width, &first, &last);
        const long lead = first * p->channels, end = last * p->channels;
        for (long k = 0; k < p->kernel; k++, columns += run) {
          if (top + k < 0 || top + k >= p->height) continue;
          float *to = images + (top + k) * line + left * p->channels;
          for (long i = lead; i < end; i++) to[i] += columns[i];
        }
      }
  }
}

ZW_VECTOR void zw_transpose_rows(float *restrict to, const float *restrict from, long rows, long height,
                                 long width) {
  for (long row = 0; row < rows; row++, to += height * width, from += height * width)
    for (long y = 0; y < height; y += 16)
      for (long x = 0; x < width; x++) {
        const long end = y + 16 < height ? y + 16 : height;
        for (long i = y; i < end; i++) to[x * height + i] = from[i * width + x];
      }
}
