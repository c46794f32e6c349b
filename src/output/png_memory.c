#include "output/png_memory.h"

#include <png.h>
#include <stdlib.h>

#include "output/straight.h"

bool png_encode(const Pixmap *pixmap, uint8_t **bytes, size_t *len) {
    size_t count = (size_t)pixmap->width * (size_t)pixmap->height;
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)pixmap->width,
                       .height = (png_uint_32)pixmap->height,
                       .format = PNG_FORMAT_RGBA,
                       .flags = PNG_IMAGE_FLAG_FAST};
    /* Room for the worst case: asking for the length first would compress twice. */
    png_alloc_size_t most = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *straight = malloc(count * 4), *out = malloc(most);
    bool is_done = false;
    if (straight && out) {
        pixels_convert(straight, pixmap->pixels, count, (PixelLayout){.format = PIXEL_RGBA});
        is_done = png_image_write_to_memory(&image, out, &most, 0, straight, 0, NULL) != 0;
    }
    free(straight);
    uint8_t *fitting = is_done ? realloc(out, most) : NULL;
    if (!is_done) {
        free(out);
        return false;
    }
    *bytes = fitting ? fitting : out;
    *len = most;
    return true;
}
