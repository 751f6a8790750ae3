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

static const zw_asset table[] = {
    {"mnist-5k/t10k-images-idx3-ubyte.gz", asset0, sizeof asset0, 0xcad42b2b},
    {"mnist-5k/t10k-labels-idx1-ubyte.gz", asset1, sizeof asset1, 0x705b6bd1},
    {"mnist-5k/train-images-idx3-ubyte.gz", asset2, sizeof asset2, 0x86832b2f},
    {"mnist-5k/train-labels-idx1-ubyte.gz", asset3, sizeof asset3, 0x0d9da959},
};
