#pragma once

// What convolutions and attention are made of. Rows lie without gaps unless a stride is named.

// Square windows of an image [height, width, channels]: patch_rows x patch_columns of them, `stride` pixels apart, the
// first one `padding` pixels before the corner. Pixels outside of the image count as 0.
typedef struct {
  long height, width, channels, kernel, stride, padding, patch_rows, patch_columns;
} zw_patches;

// columns[row][patch] = the pixels of a window, [kernel, kernel, channels].
void zw_gather_patches(float *columns, const float *images, long rows, const zw_patches *patches);
// The transposed map: images become the sums of what the windows hold for each pixel.
void zw_scatter_patches(float *images, const float *columns, long rows, const zw_patches *patches);
// Each row as a matrix [height, width] becomes its transpose [width, height].
void zw_transpose_rows(float *to, const float *from, long rows, long height, long width);

// Self-attention of `tokens` tokens; input [rows, tokens, 3 width]: queries, keys, values, of all heads side by side.
// probabilities [rows, heads, tokens, tokens] are kept for the gradient; output [rows, tokens, width];
// scratch holds tokens * width / heads numbers. Where `causal`, a token sees itself and those before it only.
void zw_attention(float *output, float *probabilities, float *scratch, const float *input, long rows, long tokens,
                  long width, long heads, int causal);
// The gradient at the input, [rows, tokens, 3 width]; scratch holds tokens * (width / heads + tokens) numbers.
void zw_attention_gradient(float *result, const float *gradient, const float *probabilities, float *scratch,
                           const float *input, long rows, long tokens, long width, long heads);

// normal = (x - mean) * scale of each row, kept for the gradient; y = normal * weight + bias.
void zw_layer_norm(float *y, float *normal, float *scales, const float *x, const float *weight, const float *bias,
                   long rows, long columns, float epsilon);
// The gradient at x.
void zw_layer_norm_gradient(float *dx, const float *dy, const float *normal, const float *scales, const float *weight,
                            long rows, long columns);
// sums[j] = the sum over rows of a[i][j] b[i][j].
void zw_column_products(float *sums, const float *a, const float *b, long rows, long columns, long a_stride,
                        long b_stride);

// Means and (biased) variances of columns.
void zw_column_moments(float *mean, float *variance, const float *x, long rows, long columns, long stride);
// y = (x - mean) / sqrt(variance + epsilon) * weight + bias of each column; what weight is multiplied with is kept in
// `normal`, which may be NULL.
void zw_batch_norm(float *y, float *normal, const float *x, const float *mean, const float *variance,
                   const float *weight, const float *bias, long rows, long columns, float epsilon);
// The gradient at x where the moments were those of `count` rows, among them these; `sums` and `products` are the sums
// over all of them of dy and of dy * normal. Where `normal` is NULL the moments were given.
void zw_batch_norm_gradient(float *dx, const float *dy, const float *normal, const float *variance,
                            const float *weight, const float *sums, const float *products, float count, long rows,
                            long columns, float epsilon);
// average += share * (factor * value - average).
void zw_follow(float *average, const float *value, long count, float share, float factor);

// kept[i] = 0 where uniform[i] < share, otherwise 1 / (1 - share), in the place of uniform; y = x * kept.
void zw_drop_out(float *y, float *uniform, const float *x, long count, float share);
// y = a * b, element by element.
void zw_multiply_elements(float *y, const float *a, const float *b, long count);
// y = x + scale * noise.
void zw_add_noise(float *y, const float *x, const float *noise, long count, float scale);

// y = x Phi(x), Phi being the standard normal distribution function.
void zw_gelu(float *y, const float *x, long count);
// dx = dy times the derivative at x.
void zw_gelu_gradient(float *dx, const float *dy, const float *x, long count);
// to += from.
void zw_add(float *to, const float *from, long count);

// Codebooks: `nearest` holds indices of codes as floats.

// nearest[i] = the code whose norms[k] - 2 products[i][k] is smallest, the first among equals.
void zw_nearest_codes(float *nearest, const float *products, const float *norms, long rows, long codes);
// vectors[i] = codebook[nearest[i]], each of `size` numbers.
void zw_gather_codes(float *vectors, const float *codebook, const float *nearest, long rows, long size);
// For each code in first ..< last the sum of the vectors nearest to it, and how many there are.
void zw_code_sums(float *sums, float *counts, const float *vectors, const float *nearest, long rows, long size,
                  long first, long last);
// The sum of (a - b)^2.
double zw_squared_difference(const float *a, const float *b, long count);
// to += scale * (a - b).
void zw_add_difference(float *to, const float *a, const float *b, long count, float scale);
// Cross-entropy of targets (indices as floats) under softmax(logits), summed; logits become its gradient.
double zw_softmax_loss(float *logits, const float *targets, long rows, long classes);
// values *= factor.
void zw_scale(float *values, long count, float factor);
// before[i][0] = first, before[i][j] = nearest[i][j - 1].
void zw_shift_codes(float *before, const float *nearest, long rows, long cells, float first);
// A class drawn from softmax(logits): the one at which the running sum of probabilities passes u, in [0, 1).
long zw_choose(const float *logits, long classes, float u);
// counts[nearest[i]] += 1.
void zw_count_codes(float *counts, const float *nearest, long rows);
