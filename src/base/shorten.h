/* shorten.h: texts that are cut short between characters, never inside one.
 *
 * A character is what a reader takes for one (a grapheme cluster, UAX #29): a letter with its
 * accents, a flag, a family of emoji, a syllable of Hangul or of Devanagari. Whatever has to leave
 * out a text's end asks here. */
#pragma once

#include "base/str.h"

/* As many whole characters from the front as fit into `most` bytes; a slice of `text`. Where not
 * even the first one fits it is cut between code points, so that hostile text gives a text too. */
Str shorten_bytes(Str text, size_t most);

/* The first `most` characters, or all; a slice of `text`. */
Str shorten_characters(Str text, size_t most);

/* The last `most` characters, or all; a slice of `text`. */
Str shorten_tail(Str text, size_t most);

/* `text` when it has at most `most` characters; otherwise so many without the white space at their
 * end, and "…" behind them, in `arena`. */
Str shorten_marked(Arena *arena, Str text, size_t most);

/* Copies what fits into a buffer of `size` bytes, followed by a NUL. `size` is at least 1. */
void shorten_into(char *buffer, size_t size, Str text);
