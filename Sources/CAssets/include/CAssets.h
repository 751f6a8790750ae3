#pragma once

#include <stddef.h>
#include <stdint.h>

// A file of assets/, compiled into the program.
typedef struct {
  const char *name;  // its path below assets/
  const uint8_t *bytes;
  size_t count;
  uint32_t crc32;  // as Scripts/make-assets found it; a test holds it against the bytes
} zw_asset;

size_t zw_asset_count(void);

// The asset at an index below `zw_asset_count()`.
zw_asset zw_asset_at(size_t index);
