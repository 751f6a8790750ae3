#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "CFormats.h"

int zw_has_room(size_t count) {
  void *volatile block = malloc(count + 4096);
  free(block);
  return block != NULL;
}

// Of zlib's window codes, 15 is 32 KB, 16 more asks for a gzip header, and minus asks for none.
static int window_bits(int container) { return container == zw_container_gzip ? 15 + 16 : -15; }

static const size_t largest_step = 1u << 30;  // zlib counts in 32 bits

typedef struct {
  z_stream stream;
  const uint8_t *input;
  size_t input_left;
} source;

static void refill(source *from) {
  if (from->stream.avail_in > 0 || from->input_left == 0) return;
  size_t step = from->input_left < largest_step ? from->input_left : largest_step;
  from->stream.next_in = (Bytef *)from->input;
  from->stream.avail_in = (uInt)step;
  from->input += step;
  from->input_left -= step;
}

// Whether another gzip member follows; trailing padding, which some tools write, does not count.
static int has_next_member(const source *from) {
  const z_stream *stream = &from->stream;
  return stream->avail_in >= 2 && stream->next_in[0] == 0x1f && stream->next_in[1] == 0x8b;
}

// Writes the next bytes, at most `capacity`; `more` when it is full, whether or not something follows.
static int produce(source *from, int container, uint8_t *output, size_t capacity, size_t *written) {
  *written = 0;
  while (*written < capacity) {
    refill(from);
    size_t room = capacity - *written;
    uInt offered = (uInt)(room < largest_step ? room : largest_step);
    from->stream.next_out = output + *written;
    from->stream.avail_out = offered;
    int code = inflate(&from->stream, Z_NO_FLUSH);
    *written += offered - from->stream.avail_out;
    if (code == Z_STREAM_END) {
      if (container == zw_container_raw || !has_next_member(from)) return zw_inflate_complete;
      inflateReset(&from->stream);
    } else if (code == Z_BUF_ERROR) {
      return zw_inflate_truncated;
    } else if (code != Z_OK) {
      return code == Z_MEM_ERROR ? zw_inflate_no_memory : zw_inflate_damaged;
    }
  }
  return zw_inflate_more;
}

static int drop(source *from, int container, size_t skip) {
  uint8_t scratch[4096];
  int status = zw_inflate_more;
  while (skip > 0 && status == zw_inflate_more) {
    size_t dropped;
    status = produce(from, container, scratch, skip < sizeof scratch ? skip : sizeof scratch, &dropped);
    skip -= dropped;
  }
  return status;
}

int zw_inflate(int container, const uint8_t *input, size_t input_count, size_t skip, uint8_t *output,
                  size_t capacity, size_t *written) {
  *written = 0;
  if (container == zw_container_gzip && (input_count < 2 || input[0] != 0x1f || input[1] != 0x8b))
    return zw_inflate_foreign;
  source from = {.input = input, .input_left = input_count};
  if (inflateInit2(&from.stream, window_bits(container)) != Z_OK) return zw_inflate_no_memory;
  int status = drop(&from, container, skip);
  if (status == zw_inflate_more) status = produce(&from, container, output, capacity, written);
  if (status == zw_inflate_more) {
    // Full; only a look behind tells whether the data, with their checksum, end here.
    uint8_t beyond;
    size_t count;
    int rest = produce(&from, container, &beyond, 1, &count);
    status = count > 0 ? zw_inflate_more : rest;
  }
  inflateEnd(&from.stream);
  return status;
}

size_t zw_deflate_bound(size_t count) { return compressBound(count) + 64; }

size_t zw_deflate(int container, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t capacity) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits(container), 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return 0;
  size_t given = 0, written = 0;
  int code = Z_OK;
  while (code == Z_OK) {
    size_t step = input_count - given < largest_step ? input_count - given : largest_step;
    size_t room = capacity - written < largest_step ? capacity - written : largest_step;
    stream.next_in = (Bytef *)input + given;
    stream.avail_in = (uInt)step;
    stream.next_out = output + written;
    stream.avail_out = (uInt)room;
    code = deflate(&stream, given + step == input_count ? Z_FINISH : Z_NO_FLUSH);
    given += step - stream.avail_in;
    written += room - stream.avail_out;
  }
  deflateEnd(&stream);
  return code == Z_STREAM_END ? written : 0;
}

uint32_t zw_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(crc, bytes, count);
}
