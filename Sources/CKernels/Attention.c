#include "CKernels.h"
#include "Vector.h"

// columns[t][j] = heads[j][t]: afterwards inner products with all tokens run along j.
ZW_INLINE void transpose_head(float *restrict columns, const float *restrict head, long tokens, long size,
                              long stride) {
  for (long j = 0; j < tokens; j++)
    for (long t = 0; t < size; t++) columns[t * tokens + j] = head[j * stride + t];
}

// products[i][j] = scale * a[i] . b[j], with b given transposed; j < i + 1 only, where causal.
ZW_INLINE void inner_products(float *restrict products, const float *restrict a, const float *restrict columns,
                              long tokens, long size, long stride, float scale) {
  for (long i = 0; i < tokens; i++) {
    float *restrict row = products + i * tokens;
    for (long j = 0; j < tokens; j++) row[j] = 0;
    for (long t = 0; t < size; t++) {
      const float factor = scale * a[i * stride + t];
      for (long j = 0; j < tokens; j++) row[j] += factor * columns[t * tokens + j];
    }
  }
}

ZW_INLINE void softmax_row(float *restrict row, long count, long allowed) {
#pragma clang fp reassociate(on)
  float largest = row[0];
  for (long j = 1; j < allowed; j++) largest = row[j] > largest ? row[j] : largest;
  float sum = 0;
  for (long j = 0; j < allowed; j++) {
    row[j] = zw_exp(row[j] - largest);
    sum += row[j];
  }
  const float factor = 1 / sum;
  for (long j = 0; j < allowed; j++) row[j] *= factor;
  for (long j = allowed; j < count; j++) row[j] = 0;
}

// result[i] += scale * sum over j of weights[i][j] * values[j].
ZW_INLINE void mix(float *restrict result, const float *restrict weights, const float *restrict values, long tokens,
                   long size, long result_stride, long stride, float scale) {
  for (long i = 0; i < tokens; i++)
    for (long j = 0; j < tokens; j++) {
      const float factor = scale * weights[i * tokens + j];
      for (long t = 0; t < size; t++) result[i * result_stride + t] += factor * values[j * stride + t];
    }
}

// result[j] += scale * sum over i of weights[i][j] * values[i].
ZW_INLINE void mix_transposed(float *restrict result, const float *restrict weights, const float *restrict values,
                              long tokens, long size, long result_stride, long stride, float scale) {
  for (long i = 0; i < tokens; i++)
    for (long j = 0; j < tokens; j++) {
      const float factor = scale * weights[i * tokens + j];
      for (long t = 0; t < size; t++) result[j * result_stride + t] += factor * values[i * stride + t];
    }
}

ZW_VECTOR void zw_attention(float *output, float *probabilities, float *scratch, const float *input, long rows,
                            long tokens, long width, long heads, int causal) {
  const long size = width / heads, stride = 3 * width;
  const float scale = 1 / sqrtf((float)size);
  memset(output, 0, (size_t)(rows * tokens * width) * sizeof(float));
  for (long row = 0; row < rows; row++, input += tokens * stride, output += tokens * width)
    for (long head = 0; head < heads; head++, probabilities += tokens * tokens) {
      const float *query = input + head * size, *key = query + width, *value = key + width;
      transpose_head(scratch, key, tokens, size, stride);
      inner_products(probabilities, query, scratch, tokens, size, stride, scale);
      for (long i = 0; i < tokens; i++)
        softmax_row(probabilities + i * tokens, tokens, causal ? i + 1 : tokens);
      mix(output + head * size, probabilities, value, tokens, size, width, stride, 1);
    }
}

ZW_VECTOR void zw_attention_gradient(float *result, const float *gradient, const float *probabilities,
                                     float *scratch, const float *input, long rows, long tokens, long width,
                                     long heads) {
#pragma clang fp reassociate(on)
  const long size = width / heads, stride = 3 * width;
  const float scale = 1 / sqrtf((float)size);
  float *slopes = scratch + tokens * size;
  memset(result, 0, (size_t)(rows * tokens * stride) * sizeof(float));
  for (long row = 0; row < rows; row++, input += tokens * stride, result += tokens * stride, gradient += tokens * width)
    for (long head = 0; head < heads; head++, probabilities += tokens * tokens) {
      const float *query = input + head * size, *key = query + width, *value = key + width;
      const float *dy = gradient + head * size;
      float *dquery = result + head * size, *dkey = dquery + width, *dvalue = dkey + width;
      mix_transposed(dvalue, probabilities, dy, tokens, size, stride, width, 1);
      transpose_head(scratch, value, tokens, size, stride);
      inner_products(slopes, dy, scratch, tokens, size, width, 1);
      for (long i = 0; i < tokens; i++) {
        const float *p = probabilities + i * tokens;
        float *s = slopes + i * tokens, mean = 0;
        for (long j = 0; j < tokens; j++) mean += p[j] * s[j];
        for (long j = 0; j < tokens; j++) s[j] = p[j] * (s[j] - mean);
      }
      mix(dquery, slopes, key, tokens, size, stride, stride, scale);
      mix_transposed(dkey, slopes, query, tokens, size, stride, stride, scale);
    }
}
