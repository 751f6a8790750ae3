#pragma once

#include <stddef.h>
#include <stdint.h>

// A thin layer over zlib, libpng and giflib, whose own headers are macros, jumps and opaque structures.

// Whether a block of this size can be had; sizes come from files, and an array that does not fit is a trap.
int zw_has_room(size_t count);

// What came of unpacking.
enum zw_inflate_status {
  zw_inflate_complete,
  // The output is full and the data go on.
  zw_inflate_more,
  // The input ends before the data do.
  zw_inflate_truncated,
  // The input does not begin with the container's magic number.
  zw_inflate_foreign,
  // The data contradict themselves or their checksum.
  zw_inflate_damaged,
  zw_inflate_no_memory,
};

// How deflated data are wrapped.
enum zw_container { zw_container_gzip, zw_container_raw };

// Unpacks `input`, drops the first `skip` bytes of the result and writes at most `capacity` of the following
// ones; `*written` says how many. Members of a gzip file follow each other.
int zw_inflate(int container, const uint8_t *input, size_t input_count, size_t skip, uint8_t *output,
                  size_t capacity, size_t *written);

// The largest size that `count` bytes can have after packing.
size_t zw_deflate_bound(size_t count);

// Packs at zlib's usual level, with no name and no time in the header; returns the packed size, 0 on failure.
size_t zw_deflate(int container, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t capacity);

// Continues a CRC-32 over more bytes; begin with 0.
uint32_t zw_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

// Writes 8-bit grey (1 channel), RGB (3) or RGBA (4) pixels as PNG into a new block that the caller frees.
// Returns NULL on failure, with the reason in `message` (64 bytes).
uint8_t *zw_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels, size_t *count,
                          char *message);

// Reads width and height of a PNG; 0 on failure, with the reason in `message` (64 bytes).
int zw_png_size(const uint8_t *bytes, size_t count, uint32_t *width, uint32_t *height, char *message);

// Reads a PNG of any kind as 8-bit grey over black; `pixels` holds width x height bytes. 0 on failure.
int zw_png_decode_grey(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity,
                          char *message);

// Writes frames of `width` x `height` indices into a palette of 256 RGB colours as a GIF that plays forever,
// `delay` hundredths of a second a frame, into a new block that the caller frees. NULL on failure.
uint8_t *zw_gif_encode(const uint8_t *frames, size_t frame_count, int width, int height,
                          const uint8_t *palette, int delay, size_t *count);
