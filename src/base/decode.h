/* decode.h: the bytes of somebody's text file as text.
 *
 * Editors save UTF-8 with and without a mark, UTF-16 ("Unicode" in Notepad) and what was usual in
 * their country before (see encoding.h). What comes out is the same for all: valid UTF-8 without a
 * mark, lines that end in LF alone, no control characters but the tab. */
#pragma once

#include "base/diagnostics.h"

enum { DECODE_BYTES_MAX = 8 * 1024 * 1024 };

/* The text in `bytes`; what had to be guessed or replaced goes to `diagnostics`, whose `source`
 * becomes the text, so that lines are quoted readably. The text lives in the diagnostics' arena.
 * Lines and columns count as in an editor. Empty, with an error, when there are more than
 * DECODE_BYTES_MAX bytes. */
Str decode_text(Str bytes, Diagnostics *diagnostics);

/* True for UTF-16, which is known by its mark, or by bytes that are zero: always the upper ones of
 * letters of ASCII. */
bool decode_is_utf16(Str bytes);

/* `text` with U+FFFD for each byte that is not UTF-8: for programs that take nothing else. In
 * `arena`. */
Str decode_lossy(Arena *arena, Str text);
