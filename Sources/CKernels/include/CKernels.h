// Vector loops and the worker pool. Pointers never overlap unless said; sizes may be 0.
// `stride` is the distance between the beginnings of rows, in elements.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "Affinities.h"
#include "Attraction.h"
#include "Factors.h"
#include "Fourier.h"
#include "FuzzyGraph.h"
#include "Graph.h"
#include "KernelFunctions.h"
#include "NearestPairs.h"
#include "Stress.h"
#include "Neighbors.h"
#include "Networks.h"
#include "Octree.h"
#include "Placing.h"
#include "Repulsion.h"
#include "Sequences.h"

// --- Pool (Pool.c)

/// Work that is split into parts; called once for each part, from any thread.
typedef void (*zw_part)(void *context, long part);
/// Runs all parts and returns when they are done. Parts run on the calling thread and on idle workers;
/// when the workers are busy for another caller, all run on the calling thread.
void zw_run(long parts, zw_part body, void *context);
/// How many threads work, the caller included.
long zw_threads(void);
/// Sets that number, at least 1; the default is the number of cores that the process may use.
void zw_set_threads(long count);

// --- Memory (Memory.c)

/// Has malloc give blocks of this many bytes or more back to the system as soon as they are freed.
void zw_return_large_blocks(long smallest);

// --- Vector paths (Path.c)

/// The instruction set that the vector loops were chosen for.
const char *zw_vector_path(void);

// --- Products (Products.c)

/// Adam for parameters whose gradient is a product: values = keep * values - rate * first / (sqrt(second) + epsilon),
/// with rate and epsilon scaled by the corrections of the step.
typedef struct {
  float *values, *first, *second;
  float rate, epsilon, beta1, beta2, keep;
} zw_learner;
/// c = a b with c `[rows, columns]` and sums over `depth`; strides in floats. c overlaps neither factor. With a learner
/// the product is its gradient and c is not written; its arrays have c's stride, and depth is at most 1024.
typedef struct {
  const float *a, *b;
  float *c;
  long a_stride, b_stride, c_stride;
  long rows, columns, depth;
  const zw_learner *learner;
} zw_factors;
enum {
  ZW_PLAIN = 0,              ///< a `[rows, depth]`, b `[depth, columns]`
  ZW_FIRST_TRANSPOSED = 1,   ///< a `[depth, rows]`, b `[depth, columns]`
  ZW_SECOND_TRANSPOSED = 2,  ///< a `[rows, depth]`, b `[columns, depth]`; no learner
  /// The same without the products with those zeros of `a` that a few rows of the result share.
  ZW_PLAIN_SKIPPING = 3,
  ZW_FIRST_TRANSPOSED_SKIPPING = 4
};
/// Multiplies with the widest vectors that the processor has.
void zw_multiply(int kind, const zw_factors *factors);
/// How many sets of vector instructions this processor can multiply with, 1 or more.
long zw_product_paths(void);
/// Multiplies with one of them; 0 is the one with the widest vectors.
void zw_multiply_on(long path, int kind, const zw_factors *factors);
/// Which share of a matrix is zero, from some eight of its rows.
double zw_share_of_zeros(const float *a, long rows, long columns, long stride);

// --- Activations and their gradients (Activations.c)

enum { ZW_IDENTITY = 0, ZW_RELU = 1, ZW_SIGMOID = 2, ZW_TANH = 3, ZW_LEAKY_RELU = 4 };
/// y = activation(y + bias); bias may be NULL.
void zw_bias_activation(float *y, const float *bias, long rows, long columns, long stride, int activation);
/// dy = dy * activation'(x), computed from y = activation(x).
void zw_activation_gradient(float *dy, const float *y, long rows, long columns, long dy_stride, long y_stride,
                            int activation);

// --- Noise (Noise.c)

/// values = values + deviation * noise, held within [0, 1].
void zw_corrupt_gaussian(float *values, const float *noise, long rows, long columns, long stride,
                         long noise_stride, float deviation);
/// The sum of squares of all elements.
double zw_squares(const float *values, long rows, long columns, long stride);
/// values become 0 where the uniform number is below `share`.
void zw_corrupt_masking(float *values, const float *uniform, long rows, long columns, long stride,
                        long uniform_stride, float share);

// --- Penalties on activations (Sparsity.c)

/// The divergence of mean activations from a target by its tangent at the means, summed over all elements.
double zw_sparsity(const float *codes, const float *means, long rows, long columns, long stride, float target);
/// gradients += scale * the slope of that divergence.
void zw_sparsity_gradient(float *gradients, const float *means, long rows, long columns, long stride, float target,
                          float scale);
/// The sum of absolute values.
double zw_magnitudes(const float *codes, long rows, long columns, long stride);
/// gradients += scale * sign(codes).
void zw_add_signs(float *gradients, const float *codes, long rows, long columns, long gradient_stride,
                  long code_stride, float scale);
/// means = (1 - share) * means + share * the means of the columns.
void zw_move_means(float *means, const float *codes, long rows, long columns, long stride, float share);

// --- Losses (Losses.c): each returns the sum over all elements

/// Cross-entropy of targets under Bernoulli logits + bias; logits become `scale` times the gradient.
double zw_bernoulli_loss(float *logits, const float *bias, const float *target, long rows, long columns,
                         long stride, long target_stride, float scale);
/// Squared error of activation(y + bias); y becomes `scale` times the gradient at the activation's input.
double zw_squared_loss(float *y, const float *bias, const float *target, long rows, long columns, long stride,
                       long target_stride, int activation, float scale);

// --- Gaussian codes (Gaussian.c); heads: mean in columns 0 ..< latent, log-variance in latent ..< 2 latent

/// code = mean + exp(logVariance / 2) * noise.
void zw_reparameterise(float *code, const float *heads, const float *noise, long rows, long latent,
                       long code_stride, long heads_stride, long noise_stride);
/// The Kullback-Leibler divergence from the standard normal distribution, summed.
double zw_gaussian_kl(const float *heads, long rows, long latent, long heads_stride);
/// Heads become the gradient of loss(code) + kl_scale * KL, given dcode = dloss / dcode.
void zw_gaussian_gradient(float *heads, const float *dcode, const float *noise, long rows, long latent,
                          long heads_stride, long dcode_stride, long noise_stride, float kl_scale);

// --- Mixtures of Gaussians (Mixture.c)

/// to[i, :] = from[i, :] - row.
void zw_subtract_row(float *to, const float *from, const float *row, long rows, long columns, long to_stride,
                     long from_stride);
/// values[i, :] *= row.
void zw_multiply_row(float *values, const float *row, long rows, long columns, long stride);
/// to = from * from, element by element.
void zw_square(float *to, const float *from, long rows, long columns, long to_stride, long from_stride);
/// to[i, :] = weights[i] * from[i, :].
void zw_scale_rows(float *to, const float *from, const float *weights, long rows, long columns, long to_stride,
                   long from_stride, long weight_stride);
/// logs[i] = constant - |whitened[i, :]|^2 / 2.
void zw_log_densities(float *logs, const float *whitened, long rows, long columns, long log_stride, long stride,
                      float constant);
/// Logarithms become shares of their row that sum to 1; returns the sum of the rows' log-sum-exp and adds the
/// entropy of the shares, in nats.
double zw_responsibilities(float *logs, long rows, long columns, long stride, double *entropy);

// --- Random numbers (Random.c); number n of RandomSource is mix(key + n * increment)

/// Uniform in [low, low + width): element i from number counter + i + 1.
void zw_fill_uniform(float *values, long count, uint64_t key, uint64_t counter, float low, float width);
/// Standard normal: element i from numbers counter + 2 i + 1 and counter + 2 i + 2.
void zw_fill_normal(float *values, long count, uint64_t key, uint64_t counter);

// --- Optimisers (Optimizers.c)

/// Adam. `rate` holds the learning rate over 1 - beta1^t, `root` the square root of 1 - beta2^t.
void zw_adam(float *values, const float *gradients, float *first, float *second, long count, float rate,
             float root, float beta1, float beta2, float epsilon);
/// Gradient descent with PyTorch's momentum; `first` holds the velocity.
void zw_momentum(float *values, const float *gradients, float *first, long count, float rate, float momentum);

// --- Rows and columns (Rows.c)

/// floats[i, :] = scale * bytes[indices[i], :].
void zw_gather_bytes(float *floats, const uint8_t *bytes, const long *indices, long rows, long columns,
                     float scale);
/// floats = scale * bytes.
void zw_convert_bytes(float *floats, const uint8_t *bytes, long count, float scale);
/// Copies a matrix.
void zw_copy(float *to, const float *from, long rows, long columns, long to_stride, long from_stride);
/// to[j, i] = from[i, j] for a `from` of `[rows, columns]`.
void zw_transpose(float *to, const float *from, long rows, long columns, long to_stride, long from_stride);
/// sums[j] = the sum of column j.
void zw_column_sums(float *sums, const float *values, long rows, long columns, long stride);
/// sums[i] = the sum of row i.
void zw_row_sums(float *sums, const float *values, long rows, long columns, long stride);
/// norms[i] = the sum of squares of row i.
void zw_squared_norms(float *norms, const float *values, long rows, long columns, long stride);
/// Whether no element is NaN or infinite.
int zw_is_finite(const float *values, long count);
