/* voctocore.h: tells a voctomix which overlay picture to show.
 *
 * voctocore takes lines of text on its control port and answers each with a line; it loads a
 * picture when it is named, so it is named again whenever the file was written anew. */
#pragma once

#include "base/str.h"
#include "stream/frame_target.h"

typedef struct {
    const char *host; /* name or address */
    const char *port;
    const char *name; /* of the picture, as voctocore's overlay folder knows it */
} Voctocore;

/* "HOST", "HOST:9999", "[::1]:9999"; in `arena`. False with a line in *problem. */
bool voctocore_parse(Arena *arena, Str text, Voctocore *out, Str *problem);

/* Says "set_overlay NAME" and "show_overlay true" (or false, for a picture with nothing on it).
 * Takes at most a few seconds. False, with a line in `why`, when it was not understood. */
bool voctocore_show(const Voctocore *core, bool is_visible, char *why, size_t why_size);
