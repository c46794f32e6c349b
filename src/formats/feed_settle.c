#include "formats/feed_settle.h"

#include <stdlib.h>
#include <string.h>

#include "base/word_filter.h"

/* ---- in order ------------------------------------------------------------------------------- */

/* Newest first; those without a time last, as they came. */
static int compare_items(const void *a, const void *b) {
    const NewsItem *x = a, *y = b;
    bool has_x = x->at != INSTANT_NEVER, has_y = y->at != INSTANT_NEVER;
    if (has_x != has_y)
        return has_x ? -1 : 1;
    if (has_x && x->at != y->at)
        return x->at > y->at ? -1 : 1;
    return x->number - y->number; /* its place in the feed */
}

static bool is_known(const NewsItem *items, size_t count, Str id) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].id, id))
            return true;
    return false;
}

static bool is_taken(const NewsItem *items, size_t from, size_t until, int32_t number) {
    for (size_t i = from; i < until; i++)
        if (items[i].number == number)
            return true;
    return false;
}

/* The older one keeps its number when a newer one would have the same. */
static void number_items(NewsItem *items, size_t count) {
    enum { NUMBERS = 9000 };
    for (size_t i = count; i-- > 0;) {
        uint64_t hash = str_hash(STR_HASH_SEED, items[i].id.s, items[i].id.len);
        int32_t number = (int32_t)((hash ^ hash >> 32) % NUMBERS);
        while (is_taken(items, i + 1, count, FEED_NUMBER_MIN + number))
            number = (number + 1) % NUMBERS;
        items[i].number = FEED_NUMBER_MIN + number;
    }
}

void feed_settle(Arena *arena, NewsFeed *feed, NewsItem *items, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        NewsItem item = items[i];
        if (item.at != INSTANT_NEVER && item.at > feed->fetched)
            item.at = feed->fetched;
        const Str texts[] = {item.author, item.title, item.text};
        bool is_left_out = false;
        for (size_t k = 0; k < countof(texts); k++)
            is_left_out |= word_filter_has(texts[k], feed->words, feed->word_count);
        if (is_left_out) {
            feed->left_out++;
        } else if (feed->age_max && item.at == INSTANT_NEVER) {
            feed->undated++;
        } else if (!is_known(items, kept, item.id)) {
            item.number = (int32_t)kept;
            items[kept++] = item;
        }
    }
    if (kept)
        qsort(items, kept, sizeof *items, compare_items);
    kept = kept < FEED_ITEMS_MAX ? kept : FEED_ITEMS_MAX;
    number_items(items, kept);
    NewsItem *own = arena_new(arena, NewsItem, kept);
    if (kept)
        memcpy(own, items, kept * sizeof *own);
    feed->items = own;
    feed->item_count = kept;
}
