/* image_header.h: what a picture's first bytes say about it, so that nothing is decoded that is too
 * large or that is none of our formats. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    IMAGE_PNG,
    IMAGE_JPEG,
    IMAGE_WEBP,
    IMAGE_GIF,
    IMAGE_SVG,
    IMAGE_KIND_COUNT
} ImageKind;

typedef struct {
    ImageKind kind;
    double width, height; /* pixels; 0 for SVG, whose size is for who draws it to find out */
} ImageHeader;

#define IMAGE_TOO_LARGE "the picture is larger than 16384 pixels a side or 64 megapixels"

enum {
    IMAGE_SIDE_MAX = 16384,
    IMAGE_PIXELS_MAX = 64 * 1024 * 1024,
    IMAGE_FILE_MAX = 32 * 1024 * 1024
};

/* False with a reason (a literal) when the bytes are no such picture or one that is too large. */
bool image_header_read(const uint8_t *bytes, size_t len, ImageHeader *header, const char **why);

/* Whether the file, which image_header_read has found to be of that kind, has several pictures for
 * several moments. Only the first is drawn. SVG's animations are not looked for. */
bool image_moves(const uint8_t *bytes, size_t len, ImageKind kind);
