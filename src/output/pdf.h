/* pdf.h: pictures as the pages of a PDF, for whoever proofreads or prints them.
 *
 * Each page is the picture itself, pixel by pixel: PDF takes the compressed stream of a PNG as it
 * is (PDF 1.4, 3.3.3: FlateDecode with PNG predictors). */
#pragma once

#include "base/arena.h"
#include "base/file_write.h"

/* The PNGs at `paths`, as png_write wrote them of opaque pictures, one page each, in that order.
 * False with errno set; EINVAL when one of them is none of these. */
bool pdf_write(Arena *arena, const char *path, const Str *paths, size_t count, Str title,
               const FileWrite *how);
