#include "CKernels.h"
#include "Vector.h"

ZW_VECTOR void zw_lstm_step(const zw_lstm *step) {
  const long width = step->width;
  const float *restrict a = step->bias, *restrict b = step->second_bias;
  for (long row = 0; row < step->rows; row++) {
    float *restrict gates = step->gates + row * step->gate_stride;
    float *restrict cell = step->cell + row * step->cell_stride;
    float *restrict output = step->output + row * step->output_stride;
    const float *restrict before = step->before + row * step->cell_stride;
    for (long i = 0; i < 2 * width; i++) gates[i] = zw_sigmoid(gates[i] + a[i] + b[i]);
    for (long i = 2 * width; i < 3 * width; i++) gates[i] = zw_tanh(gates[i] + a[i] + b[i]);
    for (long i = 3 * width; i < 4 * width; i++) gates[i] = zw_sigmoid(gates[i] + a[i] + b[i]);
    for (long i = 0; i < width; i++) {
      cell[i] = gates[width + i] * before[i] + gates[i] * gates[2 * width + i];
      output[i] = gates[3 * width + i] * zw_tanh(cell[i]);
    }
    if (step->copy) memcpy(step->copy + row * step->copy_stride, output, (size_t)width * sizeof(float));
  }
}

ZW_VECTOR void zw_lstm_gradient(const zw_lstm *step, const float *slope, long slope_stride, const float *later,
                                float *carry) {
  const long width = step->width;
  for (long row = 0; row < step->rows; row++) {
    float *restrict input = step->gates + row * step->gate_stride;
    float *restrict forget = input + width, *restrict candidate = input + 2 * width, *restrict gate = input + 3 * width;
    const float *restrict cell = step->cell + row * step->cell_stride;
    const float *restrict before = step->before + row * step->cell_stride;
    const float *restrict own = slope + row * slope_stride, *restrict next = later + row * width;
    float *restrict dcell = carry + row * width;
    for (long i = 0; i < width; i++) {
      const float size = zw_tanh(cell[i]), dh = own[i] + next[i];
      const float dc = dcell[i] + dh * gate[i] * (1 - size * size);
      const float in = input[i], keep = forget[i], new = candidate[i], out = gate[i];
      gate[i] = dh * size * out * (1 - out);
      input[i] = dc * new * in * (1 - in);
      candidate[i] = dc * in * (1 - new * new);
      forget[i] = dc * before[i] * keep * (1 - keep);
      dcell[i] = dc * keep;
    }
  }
}

void zw_roll_columns(float *to, const float *from, long height, long width, long shift) {
  const size_t head = (size_t)shift * sizeof(float), rest = (size_t)(width - shift) * sizeof(float);
  for (long y = 0; y < height; y++, to += width, from += width) {
    memcpy(to + shift, from, rest);
    memcpy(to, from + width - shift, head);
  }
}

void zw_gather_tokens(float *to, const float *from, const float *places, long rows, long count, long tokens, long width) {
  for (long row = 0; row < rows; row++, from += tokens * width)
    for (long k = 0; k < count; k++, to += width)
      memcpy(to, from + (long)*places++ * width, (size_t)width * sizeof(float));
}

ZW_VECTOR void zw_scatter_tokens(float *to, const float *from, const float *places, long rows, long count, long tokens,
                                 long width) {
  for (long row = 0; row < rows; row++, to += tokens * width)
    for (long k = 0; k < count; k++, from += width) {
      float *restrict token = to + (long)*places++ * width;
      for (long i = 0; i < width; i++) token[i] += from[i];
    }
}

ZW_VECTOR void zw_add_rows(float *restrict to, const float *restrict from, long rows, long columns, long to_stride,
                           long from_stride) {
  for (long row = 0; row < rows; row++)
    for (long i = 0; i < columns; i++) to[row * to_stride + i] += from[row * from_stride + i];
}
