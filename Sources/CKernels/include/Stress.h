#pragma once

// One step of majorisation for one point among `count` others: writes to `place` the mean over all others of where
// the point would lie at its wanted distance from them, and adds to `stress` the squared gaps between wanted and
// present distances. `columns` holds the others' coordinates, coordinate by coordinate; at most 16 dimensions.
void zw_majorise_point(
    const float *distances, const float *columns, long stride, long count, long dimensions, const float *point,
    float *place, double *stress);
