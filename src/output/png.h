/* png.h: a Pixmap as a PNG file, and back for the tests. */
#pragma once

#include "render/pixmap.h"

/* Writes straight-alpha RGBA, or RGB when every pixel is opaque. Written beside the file and moved
 * into its place, so that a reader never sees half of it. False with errno set on failure. */
bool png_write(const Pixmap *pixmap, const char *path);

/* Reads any PNG into a premultiplied pixmap; false when it cannot be read. */
bool png_read(const char *path, Pixmap *out);
