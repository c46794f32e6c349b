/* fold.h: words as tables and people have them, made comparable: small letters, without accents and
 * widths. */
#pragma once

#include "base/str.h"

enum { FOLD_MAX = 400 /* bytes */ };

/* `text` in `buffer`: Unicode's compatibility forms (full-width digits are digits), small letters,
 * Latin letters without accents, any white space one space, none at the ends, all dashes "-".
 * What does not fit is cut off; then `*is_cut` (may be NULL) is true. */
Str fold_words(Str text, char buffer[FOLD_MAX], bool *is_cut);
