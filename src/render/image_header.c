/* Sizes from the headers of PNG, JPEG, WebP and SVG. Reads nothing behind `len`. */
#include "render/image_header.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

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

static const char *find(const char *text, size_t len, const char *word) {
    return memmem(text, len, word, strlen(word));
}

/* The value of attribute `name` within the tag that begins at `tag`; its length in *size. */
static const char *attribute(const char *tag, size_t len, const char *name, size_t *size) {
    size_t name_len = strlen(name);
    for (size_t at = 1; at + name_len < len; at++) {
        if (tag[at] == '"' || tag[at] == '\'') { /* over another attribute's value */
            const char *end = memchr(tag + at + 1, tag[at], len - at - 1);
            if (!end)
                return NULL;
            at = (size_t)(end - tag);
            continue;
        }
        if (!ascii_is_space(tag[at - 1]) || memcmp(tag + at, name, name_len) != 0)
            continue;
        size_t value = at + name_len;
        while (value < len && (ascii_is_space(tag[value]) || tag[value] == '='))
            value++;
        if (value >= len || (tag[value] != '"' && tag[value] != '\''))
            continue;
        const char *end = memchr(tag + value + 1, tag[value], len - value - 1);
        if (!end)
            return NULL;
        *size = (size_t)(end - tag) - value - 1;
        return tag + value + 1;
    }
    return NULL;
}

/* A number at the start of `text`, in *used its length. 0 when there is none. */
static double number(const char *text, size_t len, size_t *used) {
    char digits[64];
    size_t count = len < sizeof digits - 1 ? len : sizeof digits - 1;
    memcpy(digits, text, count);
    digits[count] = 0;
    char *end;
    double value = strtod(digits, &end);
    *used = (size_t)(end - digits);
    return value;
}

/* CSS Values 3, 5.2; 0 for a share of something that is not known here (%, em). */
static double svg_length(const char *tag, size_t len, const char *name) {
    static const struct {
        const char *unit;
        double pixels;
    } UNITS[] = {{"px", 1},  {"pt", 96 / 72.0}, {"pc", 16},
                 {"in", 96}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}};
    size_t size, used;
    const char *value = attribute(tag, len, name, &size);
    if (!value)
        return 0;
    double amount = number(value, size, &used);
    while (used < size && ascii_is_space(value[used]))
        used++;
    if (used == size)
        return amount;
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        if (size - used >= 2 && memcmp(value + used, UNITS[i].unit, 2) == 0)
            return amount * UNITS[i].pixels;
    return 0;
}

static bool svg_view_box(const char *tag, size_t len, double *width, double *height) {
    size_t size;
    const char *value = attribute(tag, len, "viewBox", &size);
    double parts[4] = {0};
    for (int i = 0; value && i < 4; i++) {
        while (size && (ascii_is_space(*value) || *value == ',')) {
            value++;
            size--;
        }
        size_t used;
        parts[i] = number(value, size, &used);
        value += used;
        size -= used;
    }
    *width = parts[2];
    *height = parts[3];
    return parts[2] > 0 && parts[3] > 0;
}

static bool read_svg(const uint8_t *bytes, size_t len, ImageHeader *header) {
    const char *text = (const char *)bytes, *tag = find(text, len, "<svg");
    if (!tag)
        return false;
    size_t rest = len - (size_t)(tag - text);
    const char *end = memchr(tag, '>', rest);
    size_t tag_len = end ? (size_t)(end - tag) + 1 : rest;
    double width = svg_length(tag, tag_len, "width"), height = svg_length(tag, tag_len, "height");
    double box_width, box_height;
    if (svg_view_box(tag, tag_len, &box_width, &box_height)) {
        if (!(width > 0) && !(height > 0)) {
            width = box_width;
            height = box_height;
        } else if (!(width > 0)) {
            width = height * box_width / box_height;
        } else if (!(height > 0)) {
            height = width * box_height / box_width;
        }
    }
    *header = (ImageHeader){IMAGE_SVG, width, height};
    return true;
}

bool image_header_read(const uint8_t *bytes, size_t len, ImageHeader *header, const char **why) {
    *header = (ImageHeader){.kind = IMAGE_KIND_COUNT};
    if (!read_png(bytes, len, header) && !read_jpeg(bytes, len, header) &&
        !read_webp(bytes, len, header) && !read_svg(bytes, len, header)) {
        *why = "not a PNG, JPEG, WebP or SVG picture";
        return false;
    }
    if (!(header->width > 0) || !(header->height > 0)) {
        *why = header->kind == IMAGE_SVG ? "the SVG file has neither a size nor a viewBox"
                                         : "the picture has no size";
        return false;
    }
    /* An SVG file's own size does not matter, only its shape: it is drawn at the final size. */
    if (header->kind != IMAGE_SVG &&
        (header->width > IMAGE_SIDE_MAX || header->height > IMAGE_SIDE_MAX ||
         header->width * header->height > IMAGE_PIXELS_MAX)) {
        *why = "the picture is larger than 16384 pixels a side or 64 megapixels";
        return false;
    }
    return true;
}

const char *svg_unsupported(const uint8_t *bytes, size_t len) {
    static const char *const ELEMENTS[] = {"<text", "<style",  "<use",      "<image",
                                           "<mask", "<filter", "<clipPath", "<pattern"};
    static const char *const NAMES[] = {"<text>", "<style>",  "<use>",      "<image>",
                                        "<mask>", "<filter>", "<clipPath>", "<pattern>"};
    _Static_assert(sizeof ELEMENTS == sizeof NAMES, "a name for each");
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof ELEMENTS[0]; i++)
        if (find((const char *)bytes, len, ELEMENTS[i]))
            return NAMES[i];
    return NULL;
}
