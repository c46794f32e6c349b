/* fuzz_picture.c: any bytes as a picture file, decoded as the decoders' process does it. */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "base/arena.h"
#include "render/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const PictureBox BOXES[] = {{FIT_CONTAIN, 64, 48}, {FIT_COVER, 20, 90}};
    for (size_t i = 0; size > 0 && i < countof(BOXES); i++) {
        Pixmap pixels = {0};
        DecodeFacts facts;
        if (!decode_picture(data, size, &BOXES[i], &pixels, &facts)) {
            assert(facts.why[0] && !pixels.pixels);
            continue;
        }
        assert(facts.width > 0 && facts.height > 0 && isfinite(facts.width));
        assert(pixels.width >= 1 && pixels.width <= BOXES[i].width);
        assert(pixels.height >= 1 && pixels.height <= BOXES[i].height);
        for (size_t k = 0; k < (size_t)pixels.width * (size_t)pixels.height; k++) {
            uint32_t pixel = pixels.pixels[k], alpha = pixel >> 24;
            assert((pixel >> 16 & 0xff) <= alpha && (pixel >> 8 & 0xff) <= alpha &&
                   (pixel & 0xff) <= alpha);
        }
        pixmap_free(&pixels);
    }
    return 0;
}
