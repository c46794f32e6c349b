/* start.h: what a start does while SDL looks for a display and opens a window. Neither needs the
 * other: the schedule is read, fonts and words are loaded, and the first page is laid out and its
 * glyphs and pictures are drawn, by a thread.
 *
 * All that it leaves behind is a source and a screen whose caches are warm: what is shown first is
 * asked for afterwards as any other picture is, and is the same without it. */
#pragma once

#include "picture/source.h"
#include "station/heads.h"

typedef struct Start Start;

/* Begins; SDL need not be up. Borrows the settings, and what they refer to, until the end. */
Start *start_begin(const SourceSettings *source, const HeadsSettings *heads, Instant now);

/* Waits until the schedule is read. Never NULL; the caller's. Anyone may read it meanwhile. */
Source *start_source(Start *start);

/* Waits until it is known whether there is a font to draw with; false, after a line in the log,
 * when there is none: then no window is to be opened. */
bool start_has_fonts(Start *start);

/* The first display's picture has that size: it is prepared, too. */
void start_set_size(Start *start, int32_t width, int32_t height);

/* Waits for the end, and ends it. The first display's screen, with the source's schedule; the
 * caller's. NULL, after a line in the log, when there are no fonts. */
Screen *start_finish(Start *start);
