/* png.h: a Pixmap as a PNG file, and back for the tests. */
#pragma once

#include "base/file_write.h"
#include "render/pixmap.h"

/* Writes straight-alpha RGBA, or RGB when every pixel is opaque, as file_write does. False with
 * errno set on failure (see file_error_words). */
bool png_write(const Pixmap *pixmap, const char *path);
bool png_write_as(const Pixmap *pixmap, const char *path, const FileWrite *how);

/* Reads any PNG into a premultiplied pixmap; false when it cannot be read. */
bool png_read(const char *path, Pixmap *out);
