#include "CKernels.h"
#include "Vector.h"

ZW_INLINE uint64_t number(uint64_t key, uint64_t counter) {
  uint64_t bits = key + counter * 0x9E3779B97F4A7C15ull;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ull;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBull;
  return bits ^ (bits >> 31);
}

ZW_VECTOR void zw_fill_uniform(float *values, long count, uint64_t key, uint64_t counter, float low,
                               float width) {
  for (long i = 0; i < count; i++)
    values[i] = low + width * ((float)(int32_t)(number(key, counter + (uint64_t)i + 1) >> 40) * 0x1p-24f);
}

// Box and Muller, as in RandomSource.normal, from the upper 31 bits of each number.
ZW_VECTOR void zw_fill_normal(float *values, long count, uint64_t key, uint64_t counter) {
  for (long i = 0; i < count; i++) {
    uint64_t before = counter + 2 * (uint64_t)i;
    int32_t first = (int32_t)(number(key, before + 1) >> 33), second = (int32_t)(number(key, before + 2) >> 33);
    float rest = ((float)(0x7fffffff - first) + 1.0f) * 0x1p-31f;  // in (0, 1]
    float radius = sqrtf(-2.0f * fminf(zw_log(rest), 0.0f));
    values[i] = radius * zw_cos_turn((float)(second >> 7) * 0x1p-24f);
  }
}
