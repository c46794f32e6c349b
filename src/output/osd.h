/* osd.h: the staff's own display: debug and help panels and the fault screen.
 *
 * Drawn with SDL2_ttf and one font file, apart from the page engine, so that it works when that
 * does not; with letters of our own (osd_face.h) when there is no font at all. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "render/pixmap.h"

typedef struct Osd Osd;

/* `font_paths`: tried in order; with none that opens, the letters are ASCII in dots. Fonts are
 * opened when first needed. Owned by the caller. */
Osd *osd_create(const Str *font_paths, size_t count);
void osd_free(Osd *osd); /* accepts NULL */

/* A panel with lines "label\tvalue" (a tab makes two columns; a line without one is a heading),
 * sized to its content, for a screen of that height. Owned by the caller. */
void osd_panel(Osd *osd, const Str *lines, size_t count, int32_t screen_height, Pixmap *out);

/* The full screen that staff see when there is nothing else: a title and lines, calm and dark; no
 * word of an error for the audience is in it, a code is (in the lower corner). Fills `to`. */
void osd_fault_screen(Osd *osd, Str title, Str corner, Pixmap *to);

/* A small mark in the lower right corner (a dot of 1/90 of the height): something is wrong with
 * the file, which only staff understand. */
void osd_mark(int32_t screen_height, Pixmap *out);
