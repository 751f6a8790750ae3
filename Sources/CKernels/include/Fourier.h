#pragma once

// Fourier transforms of 16 sequences at a time, and what the interpolation of t-SNE's repulsion makes of them.

// Sequences that are transformed together; element n of sequence l lies at 16 n + l.
enum { ZW_LANES = 16 };

// cosines and sines of 2 pi n / size, `[2][size]`: what a transform of that size needs.
void zw_fourier_table(float *table, long size);

// Replaces 16 sequences by their discrete Fourier transforms, exp(-2 pi i / size); for the inverse, exchange `real` and
// `imaginary`. `size` is a product of 2, 3, 4 and 5; the scratch has room for 2 * 16 * size numbers.
void zw_fourier(float *real, float *imaginary, long size, const float *table, float *scratch);
