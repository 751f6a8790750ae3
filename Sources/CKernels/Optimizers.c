#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_adam(float *restrict values, const float *restrict gradients, float *restrict first,
                       float *restrict second, long count, float rate, float root, float beta1, float beta2,
                       float epsilon) {
  for (long i = 0; i < count; i++) {
    float gradient = gradients[i];
    float m = beta1 * first[i] + (1 - beta1) * gradient;
    float v = beta2 * second[i] + (1 - beta2) * gradient * gradient;
    first[i] = m;
    second[i] = v;
    // rate * m / (sqrt(v) / root + epsilon), with one division
    values[i] -= rate * root * m / (sqrtf(v) + root * epsilon);
  }
}

ZW_VECTOR void zw_momentum(float *restrict values, const float *restrict gradients, float *restrict first,
                           long count, float rate, float momentum) {
  for (long i = 0; i < count; i++) {
    first[i] = momentum * first[i] + gradients[i];
    values[i] -= rate * first[i];
  }
}
