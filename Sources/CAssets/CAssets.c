#include "CAssets.h"

// Scripts/make-assets writes the table, one #embed and one row a file of assets/, with size and checksum, so
// that a changed asset is a changed source.
#include "AssetTable.h"

size_t zw_asset_count(void) { return sizeof table / sizeof table[0]; }

zw_asset zw_asset_at(size_t index) { return table[index]; }
