/* Sizes from the headers of PNG, JPEG, WebP and GIF, and whether they move. Reads nothing behind
 * `len`. */
#include "render/image_header.h"

#include <string.h>

static uint32_t big_endian(const uint8_t *p, int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | p[i];
    return value;
}

static uint32_t little_endian(const uint8_t *p, int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value |= (uint32_t)p[i] << (8 * i);
    return value;
}

/* PNG 1.2, 4.1.1: IHDR comes first. */
static bool read_png(const uint8_t *bytes, size_t len, ImageHeader *header) {
    static const uint8_t SIGNATURE[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (len < 24 || memcmp(bytes, SIGNATURE, sizeof SIGNATURE) != 0 ||
        memcmp(bytes + 12, "IHDR", 4) != 0)
        return false;
    *header = (ImageHeader){IMAGE_PNG, big_endian(bytes + 16, 4), big_endian(bytes + 20, 4)};
    return true;
}

/* ITU-T T.81, B.2: markers with lengths up to the first start of frame. */
static bool read_jpeg(const uint8_t *bytes, size_t len, ImageHeader *header) {
    if (len < 4 || bytes[0] != 0xff || bytes[1] != 0xd8)
        return false;
    size_t at = 2;
    while (at + 9 <= len && bytes[at] == 0xff) {
        uint8_t marker = bytes[at + 1];
        if (marker == 0xff) { /* fill bytes */
            at++;
            continue;
        }
        bool is_other_table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
        if (marker >= 0xc0 && marker <= 0xcf && !is_other_table) {
            *header = (ImageHeader){IMAGE_JPEG, big_endian(bytes + at + 7, 2),
                                    big_endian(bytes + at + 5, 2)};
            return true;
        }
        at += 2 + big_endian(bytes + at + 2, 2);
    }
    return false;
}

/* RFC 9649, 2.4 to 2.7: lossy, lossless and extended files keep their size in three ways. */
static bool read_webp(const uint8_t *bytes, size_t len, ImageHeader *header) {
    if (len < 30 || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WEBP", 4) != 0)
        return false;
    const uint8_t *chunk = bytes + 12, *data = bytes + 20;
    uint32_t width = 0, height = 0;
    if (memcmp(chunk, "VP8 ", 4) == 0) {
        width = little_endian(data + 6, 2) & 0x3fff;
        height = little_endian(data + 8, 2) & 0x3fff;
    } else if (memcmp(chunk, "VP8L", 4) == 0) {
        uint32_t bits = little_endian(data + 1, 4);
        width = (bits & 0x3fff) + 1;
        height = (bits >> 14 & 0x3fff) + 1;
    } else if (memcmp(chunk, "VP8X", 4) == 0) {
        width = little_endian(data + 4, 3) + 1;
        height = little_endian(data + 7, 3) + 1;
    }
    *header = (ImageHeader){IMAGE_WEBP, width, height};
    return true;
}

/* GIF 89a, 17 and 18: signature, version, and the size of the screen on which the frames lie. */
static bool read_gif(const uint8_t *bytes, size_t len, ImageHeader *header) {
    if (len < 13 || (memcmp(bytes, "GIF87a", 6) != 0 && memcmp(bytes, "GIF89a", 6) != 0))
        return false;
    *header = (ImageHeader){IMAGE_GIF, little_endian(bytes + 6, 2), little_endian(bytes + 8, 2)};
    return true;
}

static bool read_svg(const uint8_t *bytes, size_t len, ImageHeader *header) {
    if (!memmem(bytes, len, "<svg", 4) && !memmem(bytes, len, ":svg", 4))
        return false;
    *header = (ImageHeader){.kind = IMAGE_SVG};
    return true;
}

bool image_header_read(const uint8_t *bytes, size_t len, ImageHeader *header, const char **why) {
    *header = (ImageHeader){.kind = IMAGE_KIND_COUNT};
    if (!read_png(bytes, len, header) && !read_jpeg(bytes, len, header) &&
        !read_webp(bytes, len, header) && !read_gif(bytes, len, header) &&
        !read_svg(bytes, len, header)) {
        *why = "not a PNG, JPEG, WebP, GIF or SVG picture";
        return false;
    }
    if (header->kind == IMAGE_SVG)
        return true;
    if (!(header->width > 0) || !(header->height > 0)) {
        *why = "the picture has no size";
        return false;
    }
    if (header->width > IMAGE_SIDE_MAX || header->height > IMAGE_SIDE_MAX ||
        header->width * header->height > IMAGE_PIXELS_MAX) {
        *why = IMAGE_TOO_LARGE;
        return false;
    }
    return true;
}

/* ---- pictures that move --------------------------------------------------------------------- */

/* PNG 3, 11.3.6.1: acTL stands before the first IDAT. */
static bool png_moves(const uint8_t *bytes, size_t len) {
    for (size_t at = 8; at + 8 <= len;) {
        if (memcmp(bytes + at + 4, "acTL", 4) == 0)
            return true;
        uint32_t size = big_endian(bytes + at, 4);
        if (size > len || memcmp(bytes + at + 4, "IDAT", 4) == 0)
            break;
        at += 12 + (size_t)size;
    }
    return false;
}

/* RFC 9649, 2.7.1.1: a bit of the extended header. */
static bool webp_moves(const uint8_t *bytes, size_t len) {
    return len >= 30 && memcmp(bytes + 12, "VP8X", 4) == 0 && bytes[20] & 0x02;
}

/* GIF 89a, 15: behind blocks of at most 255 bytes is one of none. */
static size_t behind_blocks(const uint8_t *bytes, size_t len, size_t at) {
    while (at < len && bytes[at])
        at += 1 + (size_t)bytes[at];
    return at + 1;
}

/* The colours that a screen's or an image's flags announce. */
static size_t gif_colors(uint8_t flags) {
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* GIF 89a, 18 to 26: a second image on the screen. */
static bool gif_moves(const uint8_t *bytes, size_t len) {
    if (len < 13)
        return false;
    int images = 0;
    for (size_t at = 13 + gif_colors(bytes[10]); at + 10 < len && images < 2;) {
        if (bytes[at] == 0x21) { /* an extension and its label */
            at = behind_blocks(bytes, len, at + 2);
        } else if (bytes[at] == 0x2c) {
            images++;
            at = behind_blocks(bytes, len, at + 11 + gif_colors(bytes[at + 9]));
        } else {
            break;
        }
    }
    return images > 1;
}

bool image_moves(const uint8_t *bytes, size_t len, ImageKind kind) {
    switch (kind) {
    case IMAGE_PNG:
        return png_moves(bytes, len);
    case IMAGE_WEBP:
        return webp_moves(bytes, len);
    case IMAGE_GIF:
        return gif_moves(bytes, len);
    case IMAGE_JPEG:
    case IMAGE_SVG:
    case IMAGE_KIND_COUNT:
        break;
    }
    return false;
}
