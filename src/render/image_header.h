/* image_header.h: what a picture's first bytes say about it, so that nothing is decoded that is too
 * large or that is none of our formats. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { IMAGE_PNG, IMAGE_JPEG, IMAGE_WEBP, IMAGE_SVG, IMAGE_KIND_COUNT } ImageKind;

typedef struct {
    ImageKind kind;
    double width, height; /* pixels; SVG: its own size, of 96 to the inch, or its viewBox */
} ImageHeader;

enum {
    IMAGE_SIDE_MAX = 16384,
    IMAGE_PIXELS_MAX = 64 * 1024 * 1024,
    IMAGE_FILE_MAX = 32 * 1024 * 1024
};

/* False with a reason (a literal) when the bytes are no such picture or one that is too large. */
bool image_header_read(const uint8_t *bytes, size_t len, ImageHeader *header, const char **why);

/* The element or property in an SVG file that SDL2_image does not draw ("<text>", "<style>"), or
 * NULL. A literal. */
const char *svg_unsupported(const uint8_t *bytes, size_t len);
