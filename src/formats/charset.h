/* charset.h: the bytes of a file that another program wrote, as text that a parser takes.
 *
 * Unlike base/decode.h, which reads what people type, a file that is clean UTF-8 already is not
 * copied: programme exports are large. Bytes keep their places, so that positions are the file's:
 * control characters become U+007F, which the readers drop from texts. */
#pragma once

#include "base/diagnostics.h"

enum { CHARSET_BYTES_MAX = 256 * 1024 * 1024 };

/* The text in `bytes`: valid UTF-8, without a byte order mark, no control characters but tab, line
 * feed, carriage return and U+007F. An XML declaration's encoding counts unless the bytes are
 * UTF-8 anyway. What had to be guessed, converted or taken out goes to `diagnostics`, whose source
 * becomes the text (borrowed from `bytes`, or in the diagnostics' arena). Empty, with an error,
 * when there are more than CHARSET_BYTES_MAX bytes. */
Str charset_text(Str bytes, Diagnostics *diagnostics);

/* The same without looking at each byte, for parsers that stop at what is no UTF-8 and at control
 * characters: charset_text is for when they did. */
Str charset_trusted(Str bytes, Diagnostics *diagnostics);

/* The text with references to characters that XML forbids ("&#6;", at which expat stops) made
 * U+007F in a copy; itself when there is none. Tells as charset_text does. */
Str charset_without_references(Str text, Diagnostics *diagnostics);

/* The bytes as UTF-8 where they are in another encoding that can be told for certain (encoding.h),
 * with a warning; as they are where they are UTF-8 or UTF-16. Empty, with an error that has both
 * readings, when it is not clear. */
Str charset_utf8(Str bytes, Diagnostics *diagnostics);

/* The bytes as UTF-8 where they are not, from the encoding that the person named; as they are when
 * none is named. */
Str charset_by_name(Str bytes, Str encoding, Diagnostics *diagnostics);

/* A text to look at what it may be, in the likeliest encoding. */
Str charset_peek(Arena *arena, Str bytes);
