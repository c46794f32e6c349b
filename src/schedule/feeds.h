/* feeds.h: news from elsewhere in the cycle: which items of a feed are shown at an instant, and on
 * which of its pages.
 *
 * Pure. An item is never shown when it is older than the feed's limit, nor is any when the feed has
 * not come for longer than its other one. Items stand newest first, so that what grows too old goes
 * from the end, and pages do not shift. */
#pragma once

#include "base/arena.h"
#include "schedule/schedule.h"

/* How many pages it can have. */
size_t feed_pages(const NewsFeed *feed);

/* The items, as indices, that stand on that page at `at`. */
size_t feed_page_items(const NewsFeed *feed, size_t page, Instant at,
                       size_t items[FEED_PAGE_ITEMS]);

/* The first instant at which nothing stands on that page any more; INT64_MIN: nothing ever does. */
Instant feed_page_ends(const NewsFeed *feed, size_t page);

/* The first instant after `at` at which other items stand on that page. */
Instant feed_page_changes(const NewsFeed *feed, size_t page, Instant at);

/* Why the item is not shown at `at`, or in turn it is. */
typedef enum { FEED_SHOWN, FEED_HIDDEN, FEED_TOO_OLD, FEED_SURPLUS, FEED_SILENT } FeedFate;
FeedFate feed_fate(const NewsFeed *feed, size_t item, Instant at);

/* The item with that number in one of the schedule's feeds; NULL: there is none. */
const NewsItem *feed_item_numbered(const Schedule *schedule, int32_t number);

/* Hides the items with that id in all feeds of `slides`, which get copies in `arena`. How many of
 * them were there. */
size_t feeds_hide(Arena *arena, SlideContent *slides, size_t count, Str id);
