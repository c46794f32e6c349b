/* feed_settle.h: a feed's items in their order, each once, with the numbers that staff know them
 * by, and without those that must not be shown. Pure. */
#pragma once

#include "schedule/schedule.h"

/* Puts what was read in order: `items` (changed, up to `count`) newest first, each once, without
 * what cannot be shown; what is left is the feed's, with numbers. Times later than feed->fetched
 * become that: nothing is written after it came. In `arena`. */
void feed_settle(Arena *arena, NewsFeed *feed, NewsItem *items, size_t count);

/* True when `text` has one of the words, whole, in small letters or large; "spam*" stands for all
 * that begin so, "*spam*" for all that have it inside. In scripts without spaces between words it
 * may stand anywhere. */
bool feed_has_word(Str text, const Str *words, size_t count);
