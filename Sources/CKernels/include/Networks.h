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

// y = x Phi(x), Phi being the standard normal distribution function.
void zw_gelu(float *y, const float *x, long count);
// dx = dy times the derivative at x.
void zw_gelu_gradient(float *dx, const float *dy, const float *x, long count);
// to += from.
void zw_add(float *to, const float *from, long count);
