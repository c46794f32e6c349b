#include "formats/feed.h"

#include "formats/charset.h"
#include "formats/feed_inner.h"
#include "formats/feed_settle.h"

/* Of its own title. */
enum { TITLE_MAX = 400 };

static char first_sign(Str bytes) {
    Str text = str_slice(bytes, 0, 1024);
    if (str_starts(text, "\xEF\xBB\xBF"))
        text = str_slice(text, 3, text.len);
    text = str_trim(text);
    return text.len ? text.s[0] : 0;
}

const char *feed_refuse(Str bytes) {
    if (bytes.len > FEED_BYTES_MAX)
        return "the feed has more than 4 MiB";
    Arena *arena = arena_create();
    NewsFeed ignored = {.fetched = 0};
    const char *why = NULL;
    if (!feed_read(arena, bytes, (Str){0}, &ignored))
        why = "what came is neither RSS, Atom, JSON Feed nor Mastodon's statuses";
    arena_free(arena);
    return why;
}

bool feed_read(Arena *arena, Str bytes, Str base, NewsFeed *feed) {
    FeedReading reading = {.arena = arena, .base = base};
    feed->items = NULL;
    feed->item_count = feed->left_out = feed->undated = 0;
    feed->problem = (Str){0};
    if (bytes.len > FEED_BYTES_MAX) {
        feed->problem = str_from("it has more than 4 MiB");
        return false;
    }
    Diagnostics ignored = diagnostics_create(arena, feed->address, (Str){0});
    Str text = charset_text(bytes, &ignored);
    reading.items = arena_new(arena, NewsItem, FEED_READ_MAX);
    if (first_sign(text) == '<')
        feed_xml_read(&reading, charset_without_references(text, &ignored));
    else if (first_sign(text) == '{' || first_sign(text) == '[')
        feed_json_read(&reading, text);
    else
        reading.why = "it is neither RSS, Atom, JSON Feed nor Mastodon's statuses";
    if (reading.why) {
        feed->problem = str_copy(arena, str_from(reading.why));
        return false;
    }
    feed->title = feed_plain(arena, reading.title, TITLE_MAX);
    feed_settle(arena, feed, reading.items, reading.count);
    feed->left_out += reading.warned;
    return true;
}
