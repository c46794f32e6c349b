/* font_file.h: a font's file in memory, and out of it while nobody draws.
 *
 * A file that only the system's packages write, which put a new one in its place, is mapped: twenty
 * megabytes of Han of which a page needs one. One that somebody may write over while it is open is
 * read; see doc/decisions.md. */
#pragma once

#include <hb.h>
#include <stdbool.h>

/* The whole file, for reading only: HarfBuzz copies what it has to mend. The empty blob when it
 * cannot be read. */
hb_blob_t *font_file_open(const char *path);

/* Lets go of the pages that were read; the next look brings them back from the system's cache. Only
 * for what font_file_open gave, as below. */
void font_file_rest(hb_blob_t *file);

/* True when the file was cut short or written over since; what was mapped of it is zeros. */
bool font_file_is_lost(hb_blob_t *file);
