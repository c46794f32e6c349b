/* languages.h: in which languages a schedule is shown whose file does not say. Inner header of
 * formats/. */
#pragma once

#include "formats/draft.h"

/* Sets the display's languages, the most important one first. `tags` are those of the texts that
 * say theirs, in the order of their appearance. The file's own word (event.language) is for the
 * others; without it they are looked at (base/language.h). `spoken` is the language in which most
 * sessions are held, for when that does not help; may be empty. A
 * finding when libcld2 would be needed and is missing. */
void draft_settle_languages(Draft *draft, const Str *tags, size_t tag_count, Str spoken,
                            Diagnostics *diagnostics);
