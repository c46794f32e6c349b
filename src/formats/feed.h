/* feed.h: news of other programs: RSS 0.9 to 2.0, Atom, JSON NewsFeed, and the statuses that
 * Mastodon's interface gives (a timeline, an account's), as items of plain text.
 *
 * Pure. Of HTML the words stay. What is too long is cut, what is too much is left out; of a picture
 * its address is kept. */
#pragma once

#include "schedule/schedule.h"

enum { FEED_BYTES_MAX = 4 * 1024 * 1024 };

/* Fills title, items and what was left out of `feed`, whose address, fetched, limits and words are
 * set. `base` is the URL that addresses in it are relative to; empty: it is a file. False with
 * feed->problem, a sentence, when the bytes are no feed. In `arena`. */
bool feed_read(Arena *arena, Str bytes, Str base, NewsFeed *feed);

/* Why these bytes are no feed; NULL: they are, or look like it. */
const char *feed_refuse(Str bytes);
