/* fuzz_feed.c: any bytes through the reader of feeds. Whatever comes of them is plain text, within
 * the limits, newest first, and bytes that are no feed leave a sentence. */
#include <assert.h>
#include <stdint.h>

#include "base/str.h"
#include "formats/feed.h"

#define NOW INT64_C(1778900000000) /* in May 2026 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(Str text) {
    assert(str_is_utf8(text));
    for (size_t at = 0; at < text.len;) {
        uint32_t rune = str_next_rune(text, &at);
        assert((rune >= 0x20 || rune == '\n') && !(rune >= 0x7F && rune < 0xA0));
    }
}

static void check_feed(const NewsFeed *feed) {
    assert(feed->item_count <= FEED_ITEMS_MAX);
    check_text(feed->title);
    for (size_t i = 0; i < feed->item_count; i++) {
        const NewsItem *item = &feed->items[i];
        check_text(item->author);
        check_text(item->title);
        check_text(item->text);
        assert(item->title.len + item->text.len + item->picture.len > 0);
        assert(item->number >= FEED_NUMBER_MIN && !item->is_hidden);
        assert(i == 0 || item->at == INSTANT_NEVER || item->at <= item[-1].at);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const Str WORDS[] = {{.s = "casino", .len = 6}};
    Str bytes = {.s = (const char *)data, .len = size};
    Arena *arena = arena_create();
    NewsFeed feed = {.address = str_from("https://a.example/f/feed"),
                     .shown_max = FEED_ITEMS_MAX,
                     .fetched = NOW,
                     .words = WORDS,
                     .word_count = 1};
    bool is_feed = feed_read(arena, bytes, feed.address, &feed);
    assert(is_feed || feed.problem.len > 0);
    assert(str_is_utf8(feed.problem));
    if (is_feed)
        check_feed(&feed);
    else
        assert(feed.item_count == 0);
    feed_refuse(bytes);
    arena_free(arena);
    return 0;
}
