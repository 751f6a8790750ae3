#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "CFormats.h"

static void explain(const png_image *image, char *message) {
  strncpy(message, image->message, 63);
  message[63] = 0;
}

static png_uint_32 format_of(int channels) {
  return channels == 1 ? PNG_FORMAT_GRAY : channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
}

uint8_t *zw_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels, size_t *count,
                          char *message) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = format_of(channels);
  // The bound is generous; the block shrinks to what was needed.
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  uint8_t *block = malloc(size);
  if (!block) {
    strcpy(message, "no memory");
    return NULL;
  }
  if (!png_image_write_to_memory(&image, block, &size, 0, pixels, 0, NULL)) {
    explain(&image, message);
    free(block);
    return NULL;
  }
  *count = size;
  return block;
}

int zw_png_size(const uint8_t *bytes, size_t count, uint32_t *width, uint32_t *height, char *message) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes, count)) {
    explain(&image, message);
    return 0;
  }
  *width = image.width;
  *height = image.height;
  png_image_free(&image);
  return 1;
}

// Rec. 601 on the stored values; weights that add to 1000 keep grey as it is. Transparent parts lie over black.
static uint8_t luma(const uint8_t *rgba) {
  unsigned grey = (299u * rgba[0] + 587u * rgba[1] + 114u * rgba[2] + 500u) / 1000u;
  return (uint8_t)((grey * rgba[3] + 127u) / 255u);
}

int zw_png_decode_grey(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity,
                          char *message) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes, count)) {
    explain(&image, message);
    return 0;
  }
  // Without this, 16 bits would be read as linear light. Mixing colours is left to `luma` for the same reason.
  image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  image.format = PNG_FORMAT_RGBA;
  size_t found = (size_t)image.width * image.height;
  uint8_t *block = found > capacity ? NULL : malloc(PNG_IMAGE_SIZE(image));
  if (!block) {
    png_image_free(&image);
    strcpy(message, found > capacity ? "its size changed while it was read" : "no memory");
    return 0;
  }
  int fine = png_image_finish_read(&image, NULL, block, 0, NULL);
  if (fine) {
    for (size_t i = 0; i < found; i++) pixels[i] = luma(block + 4 * i);
  } else {
    explain(&image, message);
  }
  free(block);
  return fine;
}
