/* isolate.h: a text that stands among others without disturbing their order (UAX #9).
 *
 * A list of names is read in the order of the page, whatever script the names are in and whatever
 * marks of direction somebody left open in one of them. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* Which way a letter runs: 1 to the right, -1 to the left; 0: neither, or no letter. Strong types
 * of UAX #9, 3.2. */
int letter_way(uint32_t rune);

/* Whether it runs from right to left as its first letter does; `otherwise` without one. */
bool isolate_runs_rtl(Str text, bool otherwise);

/* `text` to be put between others on a page that runs from right to left (`is_rtl`) or from left to
 * right: between an initiator and a PDI, with what it leaves open closed and what it closes too
 * often left out. A text with letters of its own is read by its first one, another one (a time, a
 * list of isolated names) as the page is. The text itself where it cannot disturb: on pages from
 * left to right that is everything without a letter, number or mark from right to left. */
Str isolate_text(Arena *arena, Str text, bool is_rtl);
