#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR double zw_gaussian_divergence(const float *q, const float *p, long rows, long latent, long q_stride,
                                        long p_stride) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (long row = 0; row < rows; row++) {
    const float *restrict a = q + row * q_stride, *restrict b = p + row * p_stride;
    float of_row = 0;
    for (long i = 0; i < latent; i++) {
      const float log_ratio = a[latent + i] - b[latent + i], distance = a[i] - b[i];
      of_row += zw_exp(log_ratio) + distance * distance * zw_exp(-b[latent + i]) - 1 - log_ratio;
    }
    sum += 0.5 * of_row;
  }
  return sum;
}

ZW_VECTOR void zw_gaussian_divergence_gradient(float *dq, float *dp, const float *q, const float *p, long rows,
                                               long latent, long q_stride, long p_stride, float scale) {
  for (long row = 0; row < rows; row++) {
    const float *restrict a = q + row * q_stride, *restrict b = p + row * p_stride;
    float *restrict da = dq + row * q_stride, *restrict db = dp + row * p_stride;
    for (long i = 0; i < latent; i++) {
      const float precision = zw_exp(-b[latent + i]), ratio = zw_exp(a[latent + i] - b[latent + i]);
      const float distance = a[i] - b[i], slope = scale * distance * precision;
      da[i] += slope;
      db[i] -= slope;
      da[latent + i] += 0.5f * scale * (ratio - 1);
      db[latent + i] += 0.5f * scale * (1 - ratio - distance * distance * precision);
    }
  }
}

ZW_VECTOR double zw_gaussian_log_ratio(const float *q, const float *p, const float *z, const float *noise, long rows,
                                       long latent, long q_stride, long p_stride, long z_stride, long noise_stride) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (long row = 0; row < rows; row++) {
    const float *restrict a = q + row * q_stride, *restrict b = p + row * p_stride;
    const float *restrict at = z + row * z_stride, *restrict e = noise + row * noise_stride;
    float of_row = 0;
    for (long i = 0; i < latent; i++) {
      const float distance = at[i] - b[i];
      of_row += b[latent + i] + distance * distance * zw_exp(-b[latent + i]) - a[latent + i] - e[i] * e[i];
    }
    sum += 0.5 * of_row;
  }
  return sum;
}

ZW_VECTOR void zw_gaussian_log_ratio_gradient(float *dq, float *dp, float *dz, const float *p, const float *z, long rows,
                                              long latent, long q_stride, long p_stride, long dz_stride, long z_stride,
                                              float scale) {
  for (long row = 0; row < rows; row++) {
    const float *restrict b = p + row * p_stride, *restrict at = z + row * z_stride;
    float *restrict da = dq + row * q_stride, *restrict db = dp + row * p_stride, *restrict slope = dz + row * dz_stride;
    for (long i = 0; i < latent; i++) {
      const float precision = zw_exp(-b[latent + i]), distance = at[i] - b[i];
      const float pull = scale * distance * precision;
      da[latent + i] -= 0.5f * scale;
      db[i] = -pull;
      db[latent + i] = 0.5f * scale * (1 - distance * distance * precision);
      slope[i] += pull;
    }
  }
}

ZW_VECTOR void zw_gaussian_draw_gradient(float *dq, const float *q, const float *dz, const float *noise, long rows,
                                         long latent, long q_stride, long dz_stride, long noise_stride) {
  for (long row = 0; row < rows; row++) {
    float *restrict da = dq + row * q_stride;
    const float *restrict a = q + row * q_stride, *restrict slope = dz + row * dz_stride;
    const float *restrict e = noise + row * noise_stride;
    for (long i = 0; i < latent; i++) {
      da[i] += slope[i];
      da[latent + i] += 0.5f * slope[i] * e[i] * zw_exp(0.5f * a[latent + i]);
    }
  }
}
