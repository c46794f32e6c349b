#include "output/png.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/png_memory.h"

static bool write_picture(const Pixmap *pixmap, FILE *file) {
    uint8_t *bytes;
    size_t len;
    if (!png_encode(pixmap, PNG_AS_NEEDED, &bytes, &len))
        return false;
    errno = 0;
    bool is_written = fwrite(bytes, 1, len, file) == len;
    int reason = errno ? errno : EIO;
    free(bytes);
    errno = reason;
    return is_written;
}

bool png_write(const Pixmap *pixmap, const char *path) {
    size_t len = strlen(path);
    static const char SUFFIX[] = ".XXXXXX";
    char *beside = malloc(len + sizeof SUFFIX);
    if (!beside)
        return false;
    memcpy(beside, path, len);
    memcpy(beside + len, SUFFIX, sizeof SUFFIX);
    int descriptor = mkstemp(beside);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    bool is_written = file && write_picture(pixmap, file);
    int reason = errno;
    if (file) {
        /* mkstemp's 0600 is for secrets; a picture is for whoever the umask lets read. */
        mode_t mask = umask(0);
        umask(mask);
        if (is_written && (fflush(file) != 0 || fchmod(descriptor, 0666 & ~mask) != 0)) {
            reason = errno;
            is_written = false;
        }
        if (fclose(file) != 0 && is_written) {
            reason = errno;
            is_written = false;
        }
    } else if (descriptor >= 0) {
        close(descriptor);
    }
    if (is_written && rename(beside, path) != 0) {
        reason = errno;
        is_written = false;
    }
    if (!is_written && descriptor >= 0)
        unlink(beside);
    free(beside);
    errno = reason;
    return is_written;
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
