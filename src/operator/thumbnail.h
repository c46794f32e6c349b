/* thumbnail.h: a small picture of a large one, as a PNG. */
#pragma once

#include "render/pixmap.h"

/* `width` pixels wide at most, in proportion, and narrower where the PNG would be longer than
 * `most` bytes. *bytes is to be freed. False when memory is out. */
bool thumbnail_encode(const Pixmap *picture, int32_t width, size_t most, uint8_t **bytes,
                      size_t *len);
