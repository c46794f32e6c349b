/* font_file.h: a font's file in memory, and out of it while nobody draws. */
#pragma once

#include <hb.h>

/* The whole file, mapped for reading only: HarfBuzz copies what it has to mend. The empty blob when
 * it cannot be read. */
hb_blob_t *font_file_open(const char *path);

/* Lets go of the pages that were read; the next look brings them back from the system's cache. Only
 * for what font_file_open gave. */
void font_file_rest(hb_blob_t *file);
