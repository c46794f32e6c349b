/* html_text.h: plain text out of what programme committees type into a box that takes HTML.
 *
 * No HTML parser: tags that are HTML's own go, paragraphs, lines and items become lines, entities
 * become characters. What only looks like a tag ("vector<int>", "a < b") stays. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* A paragraph text: HTML when it has tags or entities of HTML, else as it is. Lines end in LF,
 * have no white space at their ends, and no two empty ones follow each other; control characters
 * are gone. `text` itself, or a copy in `arena`. */
Str html_to_text(Arena *arena, Str text);

/* A title: one line, no control characters, single spaces, entities as characters.
 * <br> and tags in pairs go; others stay: a talk may be about <video>. `text` itself (or a part),
 * or a copy in `arena`. */
Str text_to_line(Arena *arena, Str text);

/* True for the name of an element of HTML that stands in texts ("p", "em"). */
bool html_is_tag(Str name);
