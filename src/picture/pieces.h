/* pieces.h: a schedule that is in several files, which belong together
 * (formats/hoverboard_files.h): those beside it, on disk or on its server, or among the sources
 * that were named. */
#pragma once

#include "live/fetch.h"

/* What a URL's bytes are asked for with, so that they come whole. */
extern const FetchPieces PIECES_OF_URL;

/* The bytes of the file with what lies beside it and belongs to it; the bytes as they are when that
 * is nothing. `*problem` is a sentence when a file beside it cannot be used. In `arena`. */
Str pieces_of_file(Arena *arena, const char *path, Str bytes, Str *problem);

/* Puts together those of the sources' bytes that belong together: the schedule's become the whole,
 * and of the others `is_piece` says that they are in it. In `arena`. */
void pieces_join(Arena *arena, Str *bytes, bool *is_piece, size_t count);

enum { PIECES_BESIDE = 2 };

/* The files that may belong to the one at `path`, by its name alone; how many. In `arena`. */
size_t pieces_beside(Arena *arena, Str path, Str files[PIECES_BESIDE]);
