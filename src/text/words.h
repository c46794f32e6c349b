/* words.h: the words of a text without spaces: what a line break should not take apart. */
#pragma once

#include "base/arena.h"
#include "text/iterators.h"

/* is_bound[i] for 0 .. length: a word begins or ends before unit i. ICU's dictionary, mended for
 * Chinese where it knows no better than single characters (开|源, 斗|拱, people's names). All true
 * for texts without Han. In `arena`. */
uint8_t *words_find(Iterators *iterators, Arena *arena, Str language, const UChar *text,
                    int32_t length);

/* A Chinese word of one character that leans on the word after it (在, 和) or before it (的, 了).
 */
bool words_leans_forward(uint32_t rune);
bool words_leans_back(uint32_t rune);
