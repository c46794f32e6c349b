/* png_memory.h: a picture as the bytes of a PNG, for whoever sends it on. */
#pragma once

#include "render/pixmap.h"

/* RGBA with straight alpha, compressed quickly. *bytes is to be freed. False when memory is out. */
bool png_encode(const Pixmap *pixmap, uint8_t **bytes, size_t *len);
