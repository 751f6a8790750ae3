#include "Fourier.h"

#include <math.h>
#include <string.h>

#include "Vector.h"

// Source: Stockham 1966, "High-speed convolution and correlation": each pass sorts as it goes, so that no reversal of
// digits is needed, and all its inner loops run over the 16 sequences.

typedef struct {
  float real[ZW_LANES], imaginary[ZW_LANES];
} lanes;

ZW_INLINE void turn(float *restrict real, float *restrict imaginary, const float *re, const float *im, float c, float s) {
  for (long l = 0; l < ZW_LANES; l++) {
    const float a = re[l], b = im[l];
    real[l] = a * c + b * s;
    imaginary[l] = b * c - a * s;
  }
}

// The sums of a pass of radix 2, 3, 4 or 5 over one group of inputs, before they are turned.
ZW_INLINE void butterfly2(const float *const re[], const float *const im[], lanes *out) {
  for (long l = 0; l < ZW_LANES; l++) {
    out[0].real[l] = re[0][l] + re[1][l], out[0].imaginary[l] = im[0][l] + im[1][l];
    out[1].real[l] = re[0][l] - re[1][l], out[1].imaginary[l] = im[0][l] - im[1][l];
  }
}

ZW_INLINE void butterfly3(const float *const re[], const float *const im[], lanes *out) {
  const float half_root = 0.866025404f;
  for (long l = 0; l < ZW_LANES; l++) {
    const float sum = re[1][l] + re[2][l], sum_i = im[1][l] + im[2][l];
    const float gap = half_root * (re[1][l] - re[2][l]), gap_i = half_root * (im[1][l] - im[2][l]);
    const float mid = re[0][l] - 0.5f * sum, mid_i = im[0][l] - 0.5f * sum_i;
    out[0].real[l] = re[0][l] + sum, out[0].imaginary[l] = im[0][l] + sum_i;
    out[1].real[l] = mid + gap_i, out[1].imaginary[l] = mid_i - gap;
    out[2].real[l] = mid - gap_i, out[2].imaginary[l] = mid_i + gap;
  }
}

ZW_INLINE void butterfly4(const float *const re[], const float *const im[], lanes *out) {
  for (long l = 0; l < ZW_LANES; l++) {
    const float a = re[0][l] + re[2][l], a_i = im[0][l] + im[2][l];
    const float b = re[0][l] - re[2][l], b_i = im[0][l] - im[2][l];
    const float c = re[1][l] + re[3][l], c_i = im[1][l] + im[3][l];
    const float d = re[1][l] - re[3][l], d_i = im[1][l] - im[3][l];
    out[0].real[l] = a + c, out[0].imaginary[l] = a_i + c_i;
    out[1].real[l] = b + d_i, out[1].imaginary[l] = b_i - d;
    out[2].real[l] = a - c, out[2].imaginary[l] = a_i - c_i;
    out[3].real[l] = b - d_i, out[3].imaginary[l] = b_i + d;
  }
}

ZW_INLINE void butterfly5(const float *const re[], const float *const im[], lanes *out) {
  const float c1 = 0.309016994f, c2 = -0.809016994f, s1 = 0.951056516f, s2 = 0.587785252f;
  for (long l = 0; l < ZW_LANES; l++) {
    const float a = re[1][l] + re[4][l], a_i = im[1][l] + im[4][l];
    const float b = re[2][l] + re[3][l], b_i = im[2][l] + im[3][l];
    const float c = re[1][l] - re[4][l], c_i = im[1][l] - im[4][l];
    const float d = re[2][l] - re[3][l], d_i = im[2][l] - im[3][l];
    const float p = re[0][l] + c1 * a + c2 * b, p_i = im[0][l] + c1 * a_i + c2 * b_i;
    const float q = re[0][l] + c2 * a + c1 * b, q_i = im[0][l] + c2 * a_i + c1 * b_i;
    const float r = s1 * c + s2 * d, r_i = s1 * c_i + s2 * d_i;
    const float t = s2 * c - s1 * d, t_i = s2 * c_i - s1 * d_i;
    out[0].real[l] = re[0][l] + a + b, out[0].imaginary[l] = im[0][l] + a_i + b_i;
    out[1].real[l] = p + r_i, out[1].imaginary[l] = p_i - r;
    out[2].real[l] = q + t_i, out[2].imaginary[l] = q_i - t;
    out[3].real[l] = q - t_i, out[3].imaginary[l] = q_i + t;
    out[4].real[l] = p - r_i, out[4].imaginary[l] = p_i + r;
  }
}

typedef struct {
  const float *real, *imaginary;
  float *to_real, *to_imaginary;
  const float *table;
  long size, length, stride;  // of the whole, of what is left to be split, between elements
} pass;

// One pass: splits sequences of `length` into `radix` sequences each.
ZW_INLINE void run_pass(const pass *p, const int radix) {
  const long part = p->length / radix;
  for (long n = 0; n < part; n++)
    for (long q = 0; q < p->stride; q++) {
      const float *re[5], *im[5];
      lanes out[5];
      for (int k = 0; k < radix; k++) {
        const long place = (q + p->stride * (n + part * k)) * ZW_LANES;
        re[k] = p->real + place, im[k] = p->imaginary + place;
      }
      if (radix == 2) butterfly2(re, im, out);
      else if (radix == 3) butterfly3(re, im, out);
      else if (radix == 4) butterfly4(re, im, out);
      else butterfly5(re, im, out);
      for (int k = 0; k < radix; k++) {
        const long place = (q + p->stride * (radix * n + k)) * ZW_LANES, angle = n * k * p->stride;
        turn(p->to_real + place, p->to_imaginary + place, out[k].real, out[k].imaginary, p->table[angle],
             p->table[p->size + angle]);
      }
    }
}

static long radix_of(long length) {
  const long radices[] = {4, 5, 3, 2};
  for (int r = 0; r < 4; r++)
    if (length % radices[r] == 0) return radices[r];
  return length;
}

ZW_VECTOR
void zw_fourier(
    float *restrict real, float *restrict imaginary, long size, const float *restrict table, float *restrict scratch) {
  pass p = {real, imaginary, scratch, scratch + size * ZW_LANES, table, size, size, 1};
  while (p.length > 1) {
    const long radix = radix_of(p.length);
    if (radix == 2) run_pass(&p, 2);
    else if (radix == 3) run_pass(&p, 3);
    else if (radix == 4) run_pass(&p, 4);
    else run_pass(&p, 5);
    p.length /= radix, p.stride *= radix;
    float *const re = (float *)p.real, *const im = (float *)p.imaginary;
    p.real = p.to_real, p.imaginary = p.to_imaginary, p.to_real = re, p.to_imaginary = im;
  }
  if (p.real == real) return;
  memcpy(real, p.real, (size_t)(size * ZW_LANES) * sizeof *real);
  memcpy(imaginary, p.imaginary, (size_t)(size * ZW_LANES) * sizeof *imaginary);
}

void zw_fourier_table(float *table, long size) {
  for (long n = 0; n < size; n++) {
    const double angle = 6.283185307179586 * (double)n / (double)size;
    table[n] = (float)cos(angle);
    table[size + n] = (float)sin(angle);
  }
}
