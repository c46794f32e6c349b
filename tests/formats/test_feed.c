/* test_feed.c: RSS, Atom, JSON Feed and Mastodon's statuses, and what is none of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str_builder.h"
#include "formats/feed.h"

#define FETCHED ((Instant)1779000000000) /* 2026-05-17 */

static const struct {
    const char *name, *bytes;
    const char *says; /* an item a line: author|title|text|picture|when; what it does not have is
                         left empty */
} CASES[] = {
    {"RSS 2.0",
     "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
     "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>News</title>"
     "<image><title>no item</title><url>u</url></image>"
     "<item><title>Doors &amp;amp; halls</title><description>&lt;p&gt;One&lt;br/&gt;two &lt;b&gt;"
     "three&lt;/b&gt;&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;</description>"
     "<pubDate>Sat, 16 May 2026 09:30:00 +0200</pubDate><dc:creator>Ada</dc:creator>"
     "<media:content url='p.jpg' medium='image'><media:title>no</media:title></media:content>"
     "</item><item><title>Older</title><pubDate>15 May 26 23:00 EST</pubDate>"
     "<enclosure url='https://b.example/q.png' type='image/png' length='1'/></item>"
     "</channel></rss>",
     "Ada|Doors & halls|One two three|https://a.example/f/p.jpg|2026-05-16 07:30\n"
     "|Older||https://b.example/q.png|2026-05-16 04:00\n"},
    {"RSS 1.0",
     "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
     "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
     "<channel><title>T</title></channel><item><title>One</title><link>https://l</link>"
     "<description>D</description><dc:date>2026-05-16T10:00:00Z</dc:date></item></rdf:RDF>",
     "|One|D||2026-05-16 10:00\n"},
    {"Atom",
     "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><author><name>not this</name>"
     "</author><entry><title type='html'>A &lt;em&gt;b&lt;/em&gt;</title><id>urn:1</id>"
     "<link href='https://l/1'/><link rel='enclosure' type='image/jpeg' href='/p.jpg'/>"
     "<author><name>Grace</name><uri>https://g</uri></author>"
     "<updated>2026-05-16T12:00:00+02:00</updated><published>2026-05-16T08:00:00Z</published>"
     "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Some <b>bold</b></p>"
     "<p>words</p></div></content></entry></feed>",
     "Grace|A b|Some bold words|https://a.example/p.jpg|2026-05-16 08:00\n"},
    {"JSON Feed",
     "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":["
     "{\"id\":\"1\",\"title\":\"One\",\"content_html\":\"<p>Hi <img src='i.png?a=1&amp;b=2'></p>\","
     "\"date_published\":\"2026-05-16T10:00:00Z\",\"authors\":[{\"name\":\"Ada\"}]},"
     "{\"id\":2,\"content_text\":\"Just text https://www.long.example/a/b?c\","
     "\"image\":\"https://c/i.jpg\",\"date_published\":\"2026-05-16T09:00:00Z\"}]}",
     "Ada|One|Hi|https://a.example/f/i.png?a=1&b=2|2026-05-16 10:00\n"
     "||Just text long.example/…|https://c/i.jpg|2026-05-16 09:00\n"},
    {"Mastodon",
     "[{\"id\":\"9\",\"uri\":\"https://m/9\",\"created_at\":\"2026-05-16T10:00:00.000Z\","
     "\"content\":\"<p>Hello <a href='x'>@<span>ada</span></a></p>\",\"sensitive\":false,"
     "\"spoiler_text\":\"\",\"account\":{\"display_name\":\"Grace\",\"acct\":\"g\"},"
     "\"media_attachments\":[{\"type\":\"image\",\"url\":\"https://m/a.jpg\"}]},"
     "{\"id\":\"8\",\"created_at\":\"2026-05-16T09:00:00.000Z\",\"content\":\"<p>no</p>\","
     "\"sensitive\":true,\"account\":{\"acct\":\"x\"}},"
     "{\"id\":\"7\",\"created_at\":\"2026-05-16T08:00:00.000Z\",\"content\":\"<p>no</p>\","
     "\"spoiler_text\":\"gore\",\"account\":{\"acct\":\"x\"}},"
     "{\"id\":\"6\",\"created_at\":\"2026-05-16T08:00:00.000Z\",\"content\":\"\","
     "\"account\":{\"acct\":\"y\"},\"reblog\":{\"id\":\"5\",\"created_at\":"
     "\"2026-05-16T07:00:00.000Z\",\"content\":\"<p>shared</p>\",\"account\":{\"acct\":\"z\"}}}]",
     "Grace||Hello @ada|https://m/a.jpg|2026-05-16 10:00\n"
     "z||shared||2026-05-16 07:00\n"},
    {"no items", "<rss><channel><title>T</title></channel></rss>", ""},
    {"no statuses", "[]", ""},
    {"a title that is the text's beginning",
     "<rss><channel><item><title>The long text that …</title><description>The long text that goes "
     "on</description><pubDate>Sat, 16 May 2026 09:30:00 GMT</pubDate></item></channel></rss>",
     "||The long text that goes on||2026-05-16 09:30\n"},
    {"a picture that counts readers",
     "<rss><channel><item><title>A</title><description>&lt;img src='https://t/1.gif' width='1' "
     "height=1&gt;&lt;IMG alt=x SRC=https://t/2.gif&gt;</description>"
     "<pubDate>Sat, 16 May 2026 09:30:00 GMT</pubDate></item></channel></rss>",
     "|A||https://t/2.gif|2026-05-16 09:30\n"},
    {"windows-1252",
     "<?xml version='1.0' encoding='windows-1252'?><rss><channel><item><title>Gr\xFC\xDF"
     "e</title><pubDate>Sat, 16 May 2026 09:30:00 GMT</pubDate></item></channel></rss>",
     "|Grüße|||2026-05-16 09:30\n"},
};

static Str told(Arena *arena, const NewsFeed *feed) {
    StrBuilder out = {.arena = arena};
    for (size_t i = 0; i < feed->item_count; i++) {
        const NewsItem *item = &feed->items[i];
        LocalTime at = zone_local(zone_utc(), item->at);
        str_builder_printf(&out, "%.*s|%.*s|%.*s|%.*s|%04d-%02d-%02d %02d:%02d\n",
                           str_arg(item->author), str_arg(item->title), str_arg(item->text),
                           str_arg(item->picture), at.date.year, at.date.month, at.date.day,
                           at.hour, at.minute);
    }
    return str_copy(arena, str_builder_text(&out));
}

static NewsFeed feed_create(void) {
    return (NewsFeed){.address = str_from("https://a.example/f/feed"),
                      .fetched = FETCHED,
                      .age_max = 100 * MILLIS_HOUR,
                      .shown_max = 9};
}

static void test_what_feeds_say(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        NewsFeed feed = feed_create();
        if (!feed_read(arena, str_from(CASES[i].bytes), feed.address, &feed))
            fail_msg("%s: %.*s", CASES[i].name, str_arg(feed.problem));
        Str says = told(arena, &feed);
        if (!str_equal_c(says, CASES[i].says))
            fail_msg("%s:\n%.*sinstead of\n%s", CASES[i].name, str_arg(says), CASES[i].says);
        assert_null(feed_refuse(str_from(CASES[i].bytes)));
        arena_free(arena);
    }
}

static void test_warnings_are_counted(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed feed = feed_create();
    Str word = str_from("shared");
    feed.words = &word;
    feed.word_count = 1;
    assert_true(feed_read(arena, str_from(CASES[4].bytes), feed.address, &feed));
    assert_int_equal(feed.item_count, 1);
    assert_int_equal(feed.left_out, 3); /* two for their warnings, one for its word */
    arena_free(arena);
}

static void test_what_is_no_feed_says_why(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *problem;
    } WRONG[] = {
        {"", "neither"},
        {"hello", "neither"},
        {"<html><body>Log in</body></html>", "neither RSS nor Atom"},
        {"<rss><channel><item>", "broken in line 1"},
        {"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;</rss>", "entity"},
        {"{\"error\":\"This API requires an authenticated user\"}", "authenticated user"},
        {"{\"items\":[]}", "neither JSON Feed"},
        {"[1,2]", "neither JSON Feed"},
        {"[{", "JSON is broken"},
    };
    for (size_t i = 0; i < countof(WRONG); i++) {
        Arena *arena = arena_create();
        NewsFeed feed = feed_create();
        if (feed_read(arena, str_from(WRONG[i].bytes), (Str){0}, &feed))
            fail_msg("%s is taken", WRONG[i].bytes);
        if (str_find(feed.problem, WRONG[i].problem) == SIZE_MAX)
            fail_msg("%s: %.*s", WRONG[i].bytes, str_arg(feed.problem));
        assert_non_null(feed_refuse(str_from(WRONG[i].bytes)));
        arena_free(arena);
    }
}

/* Half of a file, and files with bytes changed, give what they give, and hold together. */
static void test_broken_feeds_hold_together(void **state) {
    (void)state;
    uint32_t random = 17;
    for (size_t i = 0; i < countof(CASES); i++) {
        size_t len = strlen(CASES[i].bytes);
        char *bytes = malloc(len);
        for (size_t round = 0; round < len + 400; round++) {
            Arena *arena = arena_create();
            memcpy(bytes, CASES[i].bytes, len);
            size_t kept = round < len ? round : len;
            for (int n = 0; round >= len && n < 3; n++) {
                random = random * 1664525 + 1013904223;
                bytes[random % len] = (char)(random >> 24);
            }
            NewsFeed feed = feed_create();
            feed_read(arena, (Str){bytes, kept}, feed.address, &feed);
            assert_true(feed.item_count <= FEED_ITEMS_MAX);
            for (size_t k = 0; k < feed.item_count; k++) {
                const NewsItem *item = &feed.items[k];
                assert_true(item->id.len > 0);
                assert_true(item->title.len + item->text.len + item->picture.len > 0);
                assert_true(str_is_utf8(item->author) && str_is_utf8(item->title) &&
                            str_is_utf8(item->text));
                assert_true(k == 0 || item[-1].at >= item->at);
            }
            arena_free(arena);
        }
        free(bytes);
    }
}

static void test_what_is_too_much_is_left_out(void **state) {
    (void)state;
    Arena *arena = arena_create();
    StrBuilder out = {.arena = arena};
    str_builder_put_c(&out, "<rss><channel>");
    for (int i = 0; i < 500; i++)
        str_builder_printf(
            &out,
            "<item><guid>%d</guid><title>%0500d</title><description>%05000d"
            "</description><pubDate>Sat, 16 May 2026 09:%02d:00 GMT</pubDate></item>",
            i, i, i, i % 60);
    str_builder_put_c(&out, "</channel></rss>");
    NewsFeed feed = feed_create();
    assert_true(feed_read(arena, str_builder_text(&out), (Str){0}, &feed));
    assert_int_equal(feed.item_count, FEED_ITEMS_MAX);
    assert_true(feed.items[0].title.len <= 400 && feed.items[0].text.len <= 1200);
    str_builder_fill(&out, ' ', FEED_BYTES_MAX);
    assert_false(feed_read(arena, str_builder_text(&out), (Str){0}, &feed));
    StrBuilder deep = {.arena = arena};
    for (int i = 0; i < 100; i++)
        str_builder_put_c(&deep, i ? "<a>" : "<rss>");
    assert_false(feed_read(arena, str_builder_text(&deep), (Str){0}, &feed));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_feeds_say),
        cmocka_unit_test(test_warnings_are_counted),
        cmocka_unit_test(test_what_is_no_feed_says_why),
        cmocka_unit_test(test_broken_feeds_hold_together),
        cmocka_unit_test(test_what_is_too_much_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
