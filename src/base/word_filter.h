/* word_filter.h: whether a text has one of the words that somebody does not want to see. Pure. */
#pragma once

#include "base/str.h"

/* True when `text` has one of the words, whole, in small letters or large; "spam*" stands for all
 * that begin so, "*spam*" for all that have it inside. In scripts without spaces between words it
 * may stand anywhere. */
bool word_filter_has(Str text, const Str *words, size_t count);
