#include "schedule/feeds.h"

/* ---- when ----------------------------------------------------------------------------------- */

/* The first instant at which the item is not shown any more. */
static Instant item_ends(const NewsFeed *feed, const NewsItem *item) {
    if (feed->fetched == INT64_MIN || (feed->age_max && item->at == INSTANT_NEVER))
        return INT64_MIN;
    Instant silent = feed->silence_max ? feed->fetched + feed->silence_max : INSTANT_NEVER;
    return feed->age_max ? instant_min(silent, item->at + feed->age_max) : silent;
}

size_t feed_pages(const NewsFeed *feed) {
    size_t most = (size_t)(feed->shown_max > 0 ? feed->shown_max : 0);
    return (most + FEED_PAGE_ITEMS - 1) / FEED_PAGE_ITEMS;
}

/* The n-th that is not hidden; SIZE_MAX: there is none. */
static size_t nth_item(const NewsFeed *feed, size_t n) {
    if (n >= (size_t)(feed->shown_max > 0 ? feed->shown_max : 0))
        return SIZE_MAX;
    for (size_t i = 0; i < feed->item_count; i++)
        if (!feed->items[i].is_hidden && n-- == 0)
            return i;
    return SIZE_MAX;
}

size_t feed_page_items(const NewsFeed *feed, size_t page, Instant at,
                       size_t items[FEED_PAGE_ITEMS]) {
    size_t count = 0;
    for (size_t i = 0; i < FEED_PAGE_ITEMS; i++) {
        size_t item = nth_item(feed, page * FEED_PAGE_ITEMS + i);
        if (item != SIZE_MAX && at < item_ends(feed, &feed->items[item]))
            items[count++] = item;
    }
    return count;
}

Instant feed_page_ends(const NewsFeed *feed, size_t page) {
    Instant ends = INT64_MIN;
    for (size_t i = 0; i < FEED_PAGE_ITEMS; i++) {
        size_t item = nth_item(feed, page * FEED_PAGE_ITEMS + i);
        if (item != SIZE_MAX)
            ends = instant_max(ends, item_ends(feed, &feed->items[item]));
    }
    return ends;
}

Instant feed_page_changes(const NewsFeed *feed, size_t page, Instant at) {
    Instant change = INSTANT_NEVER;
    for (size_t i = 0; i < FEED_PAGE_ITEMS; i++) {
        size_t item = nth_item(feed, page * FEED_PAGE_ITEMS + i);
        Instant ends = item != SIZE_MAX ? item_ends(feed, &feed->items[item]) : INT64_MIN;
        if (ends > at)
            change = instant_min(change, ends);
    }
    return change;
}

FeedFate feed_fate(const NewsFeed *feed, size_t item, Instant at) {
    const NewsItem *one = &feed->items[item];
    if (one->is_hidden)
        return FEED_HIDDEN;
    if (feed->fetched == INT64_MIN ||
        (feed->silence_max && at >= feed->fetched + feed->silence_max))
        return FEED_SILENT;
    if (at >= item_ends(feed, one))
        return FEED_TOO_OLD;
    size_t before = 0;
    for (size_t i = 0; i < item; i++)
        before += !feed->items[i].is_hidden;
    return before < (size_t)feed->shown_max ? FEED_SHOWN : FEED_SURPLUS;
}

/* ---- hidden --------------------------------------------------------------------------------- */

const NewsItem *feed_item_numbered(const Schedule *schedule, int32_t number) {
    for (size_t i = 0; schedule && i < schedule->slide_count; i++) {
        const NewsFeed *feed = schedule->slides[i].feed;
        for (size_t k = 0; feed && k < feed->item_count; k++)
            if (feed->items[k].number == number)
                return &feed->items[k];
    }
    return NULL;
}

static NewsFeed *copy_hidden(Arena *arena, const NewsFeed *feed, Str id, size_t *hidden) {
    NewsFeed *copy = arena_new(arena, NewsFeed, 1);
    NewsItem *items = arena_new(arena, NewsItem, feed->item_count);
    *copy = *feed;
    copy->items = items;
    for (size_t i = 0; i < feed->item_count; i++) {
        items[i] = feed->items[i];
        bool is_it = str_equal(items[i].id, id);
        items[i].is_hidden |= is_it;
        *hidden += is_it;
    }
    return copy;
}

size_t feeds_hide(Arena *arena, SlideContent *slides, size_t count, Str id) {
    size_t hidden = 0;
    for (size_t i = 0; i < count; i++) {
        const NewsFeed *feed = slides[i].feed;
        if (!feed || slides[i].feed_page != 0)
            continue;
        size_t here = 0;
        const NewsFeed *copy = copy_hidden(arena, feed, id, &here);
        hidden += here;
        for (size_t k = i; here && k < count; k++)
            if (slides[k].feed == feed)
                slides[k].feed = copy;
    }
    return hidden;
}
