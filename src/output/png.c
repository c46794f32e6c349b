#include "output/png.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>

#include "output/png_memory.h"

bool png_write_as(const Pixmap *pixmap, const char *path, const FileWrite *how) {
    uint8_t *bytes;
    size_t len;
    if (!png_encode(pixmap, PNG_AS_NEEDED, &bytes, &len)) {
        errno = ENOMEM;
        return false;
    }
    Str part = {.s = (const char *)bytes, .len = len};
    bool is_written = file_write(path, &part, 1, how);
    int reason = errno;
    free(bytes);
    errno = reason;
    return is_written;
}

bool png_write(const Pixmap *pixmap, const char *path) {
    return png_write_as(pixmap, path, NULL);
}

bool png_read(const char *path, Pixmap *out) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return false;
    image.format = PNG_FORMAT_RGBA;
    uint8_t *bytes = NULL;
    bool is_read = false;
    if (image.width <= PIXMAP_SIDE_MAX && image.height <= PIXMAP_SIDE_MAX)
        bytes = malloc((size_t)image.width * image.height * 4);
    if (bytes && png_image_finish_read(&image, NULL, bytes, 0, NULL)) {
        *out = pixmap_create((int32_t)image.width, (int32_t)image.height);
        size_t count = (size_t)image.width * image.height;
        for (size_t i = 0; i < count; i++) {
            const uint8_t *p = bytes + 4 * i;
            uint32_t alpha = p[3], pixel = alpha << 24;
            for (int c = 0; c < 3; c++)
                pixel |= ((p[c] * alpha + 127) / 255) << (16 - 8 * c);
            out->pixels[i] = pixel;
        }
        is_read = true;
    }
    png_image_free(&image);
    free(bytes);
    return is_read;
}
