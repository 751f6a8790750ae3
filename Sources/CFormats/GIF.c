#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

#include "CFormats.h"

typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} buffer;

static int append(GifFileType *gif, const GifByteType *bytes, int count) {
  buffer *into = gif->UserData;
  if (into->count + (size_t)count > into->capacity) {
    size_t capacity = 2 * (into->count + (size_t)count);
    uint8_t *grown = realloc(into->bytes, capacity);
    if (!grown) return 0;
    into->bytes = grown;
    into->capacity = capacity;
  }
  memcpy(into->bytes + into->count, bytes, (size_t)count);
  into->count += (size_t)count;
  return count;
}

static int put_loop(GifFileType *gif) {
  // Netscape's extension: sub-block 1, repeat count 0, which means forever.
  static const uint8_t forever[] = {1, 0, 0};
  return EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
         EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0") == GIF_OK &&
         EGifPutExtensionBlock(gif, sizeof forever, forever) == GIF_OK &&
         EGifPutExtensionTrailer(gif) == GIF_OK;
}

static int put_frame(GifFileType *gif, const uint8_t *indices, int width, int height, int delay) {
  GraphicsControlBlock control = {DISPOSE_DO_NOT, 0, delay, NO_TRANSPARENT_COLOR};
  GifByteType extension[4];
  EGifGCBToExtension(&control, extension);
  if (EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension) != GIF_OK ||
      EGifPutImageDesc(gif, 0, 0, width, height, 0, NULL) != GIF_OK)
    return 0;
  for (int row = 0; row < height; row++)
    if (EGifPutLine(gif, (GifPixelType *)indices + (size_t)row * (size_t)width, width) != GIF_OK) return 0;
  return 1;
}

uint8_t *zw_gif_encode(const uint8_t *frames, size_t frame_count, int width, int height,
                          const uint8_t *palette, int delay, size_t *count) {
  buffer into = {0};
  int error = 0;
  GifFileType *gif = EGifOpen(&into, append, &error);
  if (!gif) return NULL;
  EGifSetGifVersion(gif, 1);
  GifColorType colors[256];
  memcpy(colors, palette, sizeof colors);
  ColorMapObject *map = GifMakeMapObject(256, colors);
  int fine = map && EGifPutScreenDesc(gif, width, height, 8, 0, map) == GIF_OK && put_loop(gif);
  for (size_t frame = 0; fine && frame < frame_count; frame++)
    fine = put_frame(gif, frames + frame * (size_t)width * (size_t)height, width, height, delay);
  fine = EGifCloseFile(gif, &error) == GIF_OK && fine;
  if (map) GifFreeMapObject(map);
  if (!fine) {
    free(into.bytes);
    return NULL;
  }
  *count = into.count;
  return into.bytes;
}
