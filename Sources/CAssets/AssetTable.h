// Made by Scripts/make-assets --table; do not edit.

static const uint8_t asset0[] = {
#embed "../../assets/mnist-5k/t10k-images-idx3-ubyte.gz"
};
_Static_assert(sizeof asset0 == 162871,
               "mnist-5k/t10k-images-idx3-ubyte.gz changed: run Scripts/make-assets --table");

static const uint8_t asset1[] = {
#embed "../../assets/mnist-5k/t10k-labels-idx1-ubyte.gz"
};
_Static_assert(sizeof asset1 == 528,
               "mnist-5k/t10k-labels-idx1-ubyte.gz changed: run Scripts/make-assets --table");

static const uint8_t asset2[] = {
#embed "../../assets/mnist-5k/train-images-idx3-ubyte.gz"
};
_Static_assert(sizeof asset2 == 651914,
               "mnist-5k/train-images-idx3-ubyte.gz changed: run Scripts/make-assets --table");

static const uint8_t asset3[] = {
#embed "../../assets/mnist-5k/train-labels-idx1-ubyte.gz"
};
_Static_assert(sizeof asset3 == 2064,
               "mnist-5k/train-labels-idx1-ubyte.gz changed: run Scripts/make-assets --table");

static const uint8_t asset4[] = {
#embed "../../assets/models/ae-2.safetensors"
};
_Static_assert(sizeof asset4 == 881336,
               "models/ae-2.safetensors changed: run Scripts/make-assets --table");

static const uint8_t asset5[] = {
#embed "../../assets/models/ae-3.safetensors"
};
_Static_assert(sizeof asset5 == 881500,
               "models/ae-3.safetensors changed: run Scripts/make-assets --table");

static const uint8_t asset6[] = {
#embed "../../assets/models/vae-2.safetensors"
};
_Static_assert(sizeof asset6 == 2526096,
               "models/vae-2.safetensors changed: run Scripts/make-assets --table");

static const uint8_t asset7[] = {
#embed "../../assets/models/vae-20.safetensors"
};
_Static_assert(sizeof asset7 == 2612648,
               "models/vae-20.safetensors changed: run Scripts/make-assets --table");

static const uint8_t asset8[] = {
#embed "../../assets/models/vae-3.safetensors"
};
_Static_assert(sizeof asset8 == 2530904,
               "models/vae-3.safetensors changed: run Scripts/make-assets --table");

static const zw_asset table[] = {
    {"mnist-5k/t10k-images-idx3-ubyte.gz", asset0, sizeof asset0, 0xcad42b2b},
    {"mnist-5k/t10k-labels-idx1-ubyte.gz", asset1, sizeof asset1, 0x705b6bd1},
    {"mnist-5k/train-images-idx3-ubyte.gz", asset2, sizeof asset2, 0x86832b2f},
    {"mnist-5k/train-labels-idx1-ubyte.gz", asset3, sizeof asset3, 0x0d9da959},
    {"models/ae-2.safetensors", asset4, sizeof asset4, 0xbddaadaf},
    {"models/ae-3.safetensors", asset5, sizeof asset5, 0x0524c97a},
    {"models/vae-2.safetensors", asset6, sizeof asset6, 0xae793386},
    {"models/vae-20.safetensors", asset7, sizeof asset7, 0x0d298a76},
    {"models/vae-3.safetensors", asset8, sizeof asset8, 0x806bd3e9},
};
