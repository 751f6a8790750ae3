#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_reparameterise(float *code, const float *heads, const float *noise, long rows, long latent,
                                 long code_stride, long heads_stride, long noise_stride) {
  for (long row = 0; row < rows; row++) {
    float *restrict z = code + row * code_stride;
    const float *restrict mean = heads + row * heads_stride, *restrict log_variance = mean + latent;
    const float *restrict e = noise + row * noise_stride;
    for (long i = 0; i < latent; i++) z[i] = mean[i] + zw_exp(0.5f * log_variance[i]) * e[i];
  }
}

ZW_VECTOR double zw_gaussian_kl(const float *heads, long rows, long latent, long heads_stride) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (long row = 0; row < rows; row++) {
    const float *restrict mean = heads + row * heads_stride, *restrict log_variance = mean + latent;
    float of_row = 0;
    for (long i = 0; i < latent; i++)
      of_row += mean[i] * mean[i] + zw_exp(log_variance[i]) - 1.0f - log_variance[i];
    sum += 0.5 * of_row;
  }
  return sum;
}

ZW_VECTOR void zw_gaussian_gradient(float *heads, const float *dcode, const float *noise, long rows, long latent,
                                    long heads_stride, long dcode_stride, long noise_stride, float kl_scale) {
  for (long row = 0; row < rows; row++) {
    float *restrict mean = heads + row * heads_stride, *restrict log_variance = mean + latent;
    const float *restrict dz = dcode + row * dcode_stride, *restrict e = noise + row * noise_stride;
    for (long i = 0; i < latent; i++) {
      float deviation = zw_exp(0.5f * log_variance[i]);
      log_variance[i] = 0.5f * (dz[i] * e[i] * deviation + kl_scale * (deviation * deviation - 1.0f));
      mean[i] = dz[i] + kl_scale * mean[i];
    }
  }
}
