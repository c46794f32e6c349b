/* PNG, third edition (W3C, 2025): signature, then chunks of length, type, data and CRC. */
#include "output/png_memory.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "output/straight.h"
#include "render/pages.h"

/* Grounds of two levels and flat boxes repeat themselves: with libdeflate's least effort and
 * without filters the bundled pages get smaller than with zlib's third level, in two fifths of the
 * time. The next level takes half as long again for a twentieth of the bytes. */
enum { LEVEL = 1 };

enum {
    SIGNATURE_BYTES = 8,
    CHUNK_BYTES = 12,
    HEADER_BYTES = 13,
    COLOR_TYPE_RGB = 2,
    COLOR_TYPE_RGBA = 6,
    PERCEPTUAL = 0
};
enum { BEFORE = SIGNATURE_BYTES + CHUNK_BYTES + HEADER_BYTES + CHUNK_BYTES + 1 };

static bool is_opaque(const Pixmap *pixmap) {
    size_t count = (size_t)pixmap->width * (size_t)pixmap->height;
    uint32_t all = UINT32_C(0xff000000);
    for (size_t i = 0; i < count; i++)
        all &= pixmap->pixels[i];
    return all == UINT32_C(0xff000000);
}

static uint8_t *put_32(uint8_t *to, uint32_t value) {
    for (int i = 0; i < 4; i++)
        *to++ = (uint8_t)(value >> (24 - 8 * i));
    return to;
}

/* A chunk around `len` bytes that stand at to + 8 already; returns what is behind it. */
static uint8_t *close_chunk(uint8_t *to, const char type[4], size_t len) {
    put_32(to, (uint32_t)len);
    memcpy(to + 4, type, 4);
    uint32_t crc = libdeflate_crc32(0, to + 4, len + 4);
    return put_32(to + 8 + len, crc);
}

static uint8_t *put_chunk(uint8_t *to, const char type[4], const uint8_t *data, size_t len) {
    if (len > 0)
        memcpy(to + 8, data, len);
    return close_chunk(to, type, len);
}

static uint8_t *put_head(uint8_t *to, const Pixmap *pixmap, bool has_alpha) {
    static const uint8_t SIGNATURE[SIGNATURE_BYTES] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    static const uint8_t INTENT = PERCEPTUAL;
    uint8_t header[HEADER_BYTES] = {0};
    put_32(put_32(header, (uint32_t)pixmap->width), (uint32_t)pixmap->height);
    header[8] = 8; /* bits of a channel; the rest: deflate, no filter, not interlaced */
    header[9] = has_alpha ? COLOR_TYPE_RGBA : COLOR_TYPE_RGB;
    memcpy(to, SIGNATURE, sizeof SIGNATURE);
    to = put_chunk(to + sizeof SIGNATURE, "IHDR", header, sizeof header);
    return put_chunk(to, "sRGB", &INTENT, 1);
}

/* 0xffRRGGBB as the number whose bytes in memory are R, G, B, 0 on a little endian. */
static inline uint32_t rgb_of(uint32_t pixel) {
    return (pixel >> 16 & 0xff) | (pixel & 0xff00) | (pixel & 0xff) << 16;
}

static void pack_rgb(uint8_t *to, const uint32_t *from, size_t count) {
    size_t i = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; i + 4 <= count; i += 4, to += 12) {
        uint32_t a = rgb_of(from[i]), b = rgb_of(from[i + 1]), c = rgb_of(from[i + 2]),
                 d = rgb_of(from[i + 3]);
        const uint32_t words[3] = {a | b << 24, b >> 8 | c << 16, c >> 16 | d << 8};
        memcpy(to, words, sizeof words);
    }
#endif
    for (; i < count; i++, to += 3) {
        to[0] = (uint8_t)(from[i] >> 16);
        to[1] = (uint8_t)(from[i] >> 8);
        to[2] = (uint8_t)from[i];
    }
}

/* Rows as they are compressed: the filter's type, 0 for none, and the pixels. */
static void put_rows(uint8_t *to, const Pixmap *pixmap, bool has_alpha) {
    size_t width = (size_t)pixmap->width;
    for (int32_t y = 0; y < pixmap->height; y++) {
        const uint32_t *row = pixmap->pixels + (size_t)y * width;
        *to++ = 0;
        if (has_alpha)
            pixels_convert(to, row, width, (PixelLayout){.format = PIXEL_RGBA});
        else
            pack_rgb(to, row, width);
        to += width * (has_alpha ? 4 : 3);
    }
}

bool png_encode(const Pixmap *pixmap, PngColors colors, uint8_t **bytes, size_t *len) {
    bool has_alpha = colors == PNG_WITH_ALPHA || !is_opaque(pixmap), is_done = false;
    size_t row = 1 + (size_t)pixmap->width * (has_alpha ? 4 : 3);
    size_t rows = row * (size_t)pixmap->height, packed = 0;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    size_t most = libdeflate_zlib_compress_bound(compressor, rows);
    uint8_t *stored = pages_create(rows), *out = malloc(BEFORE + most + 2 * CHUNK_BYTES);
    errno = ENOMEM;
    if (compressor && stored && out) {
        put_rows(stored, pixmap, has_alpha);
        uint8_t *data = put_head(out, pixmap, has_alpha);
        packed = libdeflate_zlib_compress(compressor, stored, rows, data + 8, most);
        errno = EFBIG;
        is_done = packed > 0 && packed <= INT32_MAX;
        if (is_done)
            *len = (size_t)(put_chunk(close_chunk(data, "IDAT", packed), "IEND", NULL, 0) - out);
    }
    int reason = errno;
    if (compressor)
        libdeflate_free_compressor(compressor);
    pages_free(stored, rows);
    uint8_t *fitting = is_done ? realloc(out, *len) : NULL;
    if (is_done)
        *bytes = fitting ? fitting : out;
    else
        free(out);
    errno = reason;
    return is_done;
}
