/* font_files.h: which files have a look's own typefaces, by what texts are for: the map `fonts` of
 * a theme, and that of an overlay.
 *
 *   fonts: {heading: A.otf, text: {regular: B.otf, bold: B-Bold.otf}} */
#pragma once

#include "base/document.h"

typedef enum {
    FONT_FILES_HEADING,
    FONT_FILES_TEXT,
    FONT_FILES_DIGITS,
    FONT_FILES_COUNT
} FontFilesUse;

enum { FONT_FILES_WEIGHTS = 4 }; /* regular, medium, semibold, bold */

typedef struct {
    bool is_said;
    Str files[FONT_FILES_WEIGHTS]; /* as written; empty: the nearest weight's, one at least is not
                                      when it is said */
    Position at[FONT_FILES_WEIGHTS];
} FontFiles;

/* Fills `out`, one for each use; NULL and what is no map say nothing. `whose` is the map's name in
 * messages. What is wrong is diagnosed with its place. Texts are borrowed from the tree. */
void font_files_read(Arena *arena, const Node *map, const char *whose,
                     FontFiles out[FONT_FILES_COUNT], Diagnostics *diagnostics);

/* "heading", "text", "digits"; and "regular" to "bold". */
const char *font_files_use_name(FontFilesUse use);
const char *font_files_weight_name(size_t weight);
