#pragma once

// Non-negative least squares of many rows by coordinate descent: each row of `weights` [rows, count] goes towards the
// smallest w gram w - 2 products w with w >= 0, one coordinate after the other, in at most `sweeps` rounds; sixteen
// rows end early together, when a round changes less than `tolerance` of the sum of each. A coordinate without curvature stays as it is.
void zw_nonnegative_sweeps(
    float *weights, const float *products, const float *gram, long rows, long count, long sweeps, float tolerance);
