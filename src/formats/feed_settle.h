/* feed_settle.h: a feed's items in their order, each once, with the numbers that staff know them
 * by, and without those that must not be shown. Pure. */
#pragma once

#include "schedule/schedule.h"

/* Puts what was read in order: `items` (changed, up to `count`) newest first, each once, without
 * what cannot be shown; what is left is the feed's, with numbers. Times later than feed->fetched
 * become that: nothing is written after it came. In `arena`. */
void feed_settle(Arena *arena, NewsFeed *feed, NewsItem *items, size_t count);
