#include "render/decode_job.h"

#include <stdarg.h>
#include <stdio.h>

bool decode_refuse(DecodeJob *job, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(job->facts->why, sizeof job->facts->why, format, arguments);
    va_end(arguments);
    return false;
}

bool decode_begin(DecodeJob *job, DecodeRows *rows, int32_t width, int32_t height) {
    if (width < 1 || height < 1)
        return decode_refuse(job, "the picture has no size");
    if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX ||
        (int64_t)width * height > IMAGE_PIXELS_MAX)
        return decode_refuse(job, "%s", IMAGE_TOO_LARGE);
    job->facts->width = width;
    job->facts->height = height;
    *rows = decode_rows_begin(width, height, &job->box);
    return true;
}

static uint32_t number(const uint8_t *p, int bytes, bool is_little) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value |= (uint32_t)p[i] << (8 * (is_little ? i : bytes - 1 - i));
    return value;
}

/* Exif 2.32, 4.6.2: a TIFF header, and entries of 12 bytes in the first directory. */
int decode_exif_orientation(const uint8_t *exif, size_t len) {
    enum { TAG_ORIENTATION = 0x112, ENTRY = 12 };
    if (len < 8 || (exif[0] != 'I' && exif[0] != 'M') || exif[0] != exif[1])
        return 1;
    bool is_little = exif[0] == 'I';
    uint32_t at = number(exif + 4, 4, is_little);
    if (at > len - 2)
        return 1;
    uint32_t count = number(exif + at, 2, is_little);
    at += 2;
    for (uint32_t i = 0; i < count && at + ENTRY <= len; i++, at += ENTRY) {
        if (number(exif + at, 2, is_little) != TAG_ORIENTATION)
            continue;
        uint32_t value = number(exif + at + 8, 2, is_little);
        return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}
