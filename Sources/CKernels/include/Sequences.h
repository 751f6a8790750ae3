#pragma once

// What networks over time are made of.

// One step of a long short-term memory. `gates` holds, for each row, the four gates before their activation and biases
// (input, forget, candidate, output, `width` numbers each) and afterwards their values; both biases are 4 width long.
// cell = forget * before + input * candidate, output = outgate * tanh(cell); `copy`, unless null, gets the output as well.
typedef struct {
  float *gates, *cell, *output, *copy;
  const float *before, *bias, *second_bias;
  long gate_stride, cell_stride, output_stride, copy_stride;
  long rows, width;
} zw_lstm;
void zw_lstm_step(const zw_lstm *step);
// The way back: gates become the gradients before their activations. `slope` is the gradient at the output, `later` what
// the next step adds to it; `carry`, both [rows, width] without gaps, is the gradient at the cell, and at that of the
// step before afterwards. The output is not read.
void zw_lstm_gradient(const zw_lstm *step, const float *slope, long slope_stride, const float *later, float *carry);

// Each row is an image, `height` lines of `width` pixels; its columns move `shift` to the right, those that leave come back
// at the left. 0 <= shift < width.
void zw_roll_columns(float *to, const float *from, long height, long width, long shift);

// to[row][k] = from[row][places[row][k]], tokens of `width` numbers, `tokens` of them in a row of `from`.
void zw_gather_tokens(float *to, const float *from, const float *places, long rows, long count, long tokens, long width);
// to[row][places[row][k]] += from[row][k].
void zw_scatter_tokens(float *to, const float *from, const float *places, long rows, long count, long tokens, long width);
// to += from, rows with gaps.
void zw_add_rows(float *to, const float *from, long rows, long columns, long to_stride, long from_stride);

// Gaussians are means, then log-variances, [rows, 2 latent].

// The sum over rows of KL(q || p).
double zw_gaussian_divergence(const float *q, const float *p, long rows, long latent, long q_stride, long p_stride);
// Adds the gradient of scale * KL(q || p) to dq and dp, which have the strides of q and p.
void zw_gaussian_divergence_gradient(float *dq, float *dp, const float *q, const float *p, long rows, long latent,
                                     long q_stride, long p_stride, float scale);
// The sum over rows of log N(z; q) - log N(z; p) where z = mean of q + deviation of q * noise.
double zw_gaussian_log_ratio(const float *q, const float *p, const float *z, const float *noise, long rows, long latent,
                             long q_stride, long p_stride, long z_stride, long noise_stride);
// Writes the gradient of scale * that ratio at p, and adds those at the log-variances of q, its noise held, and at z.
void zw_gaussian_log_ratio_gradient(float *dq, float *dp, float *dz, const float *p, const float *z, long rows,
                                    long latent, long q_stride, long p_stride, long dz_stride, long z_stride, float scale);
// Adds to dq the gradient that reaches mean and log-variance of q through z = mean + deviation * noise.
void zw_gaussian_draw_gradient(float *dq, const float *q, const float *dz, const float *noise, long rows, long latent,
                               long q_stride, long dz_stride, long noise_stride);
