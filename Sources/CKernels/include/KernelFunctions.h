#pragma once
// Kernel functions of a row of `count` squared distances or inner products, in place.

// row[p] = exp(-gamma row[p]) of squared distances.
void zw_gaussian_kernel(float *row, long count, float gamma);

// row[p] = (gamma row[p] + 1)^degree of inner products; degree is 1 or more.
void zw_polynomial_kernel(float *row, long count, float gamma, long degree);

// row[p] = row[p] / sqrt(norms[p] norm) of inner products, with squared norms; 0 where a norm is 0.
void zw_cosine_kernel(float *row, const float *norms, long count, float norm);
