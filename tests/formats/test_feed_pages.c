/* test_feed_pages.c: which items of a feed are shown when, and what never is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/word_filter.h"
#include "formats/feed_settle.h"
#include "schedule/feeds.h"
#include "schedule/slides.h"

#define NOON ((Instant)20000 * 24 * MILLIS_HOUR + 12 * MILLIS_HOUR)

/* Items a, b, c, … written an hour after each other, the last one at noon, in a shuffled order. */
static NewsFeed feed_of(Arena *arena, size_t count) {
    NewsFeed feed = {.address = str_from("feed.xml"),
                     .shown_max = 9,
                     .fetched = NOON + MILLIS_MINUTE,
                     .age_max = 4 * MILLIS_HOUR,
                     .silence_max = MILLIS_HOUR};
    NewsItem *items = arena_new(arena, NewsItem, count);
    for (size_t i = 0; i < count; i++) {
        size_t n = (i * 7 + 3) % count;
        items[i] = (NewsItem){.id = str_printf(arena, "id-%c", (int)('a' + n)),
                              .title = str_printf(arena, "%c", (int)('a' + n)),
                              .at = NOON - (Instant)(count - 1 - n) * MILLIS_HOUR};
    }
    feed_settle(arena, &feed, items, count);
    return feed;
}

/* What stands on a page: "gfe". */
static const char *page_of(const NewsFeed *feed, size_t page, Instant at) {
    static char text[8];
    size_t items[FEED_PAGE_ITEMS], count = feed_page_items(feed, page, at, items);
    for (size_t i = 0; i < count; i++)
        text[i] = feed->items[items[i]].title.s[0];
    text[count] = 0;
    return text;
}

static void test_items_come_newest_first_and_go_at_their_age(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed feed = feed_of(arena, 5); /* e at noon, d at 11:00, … a at 8:00 */
    feed.silence_max = 0;
    assert_string_equal(page_of(&feed, 0, NOON - 1), "edc");
    assert_string_equal(page_of(&feed, 1, NOON - 1), "ba");
    assert_string_equal(page_of(&feed, 1, NOON), "b"); /* a is four hours old */
    assert_string_equal(page_of(&feed, 0, NOON + 2 * MILLIS_HOUR - 1), "edc");
    assert_string_equal(page_of(&feed, 0, NOON + 2 * MILLIS_HOUR), "ed");
    assert_string_equal(page_of(&feed, 0, NOON + 4 * MILLIS_HOUR), "");
    assert_true(feed_page_ends(&feed, 0) == NOON + 4 * MILLIS_HOUR);
    assert_true(feed_page_changes(&feed, 0, NOON) == NOON + 2 * MILLIS_HOUR);
    assert_true(feed_page_ends(&feed, 1) == NOON + MILLIS_HOUR);
    assert_true(feed_page_ends(&feed, 2) == INT64_MIN);
    assert_int_equal(feed_pages(&feed), 3);
    feed.age_max = 0;
    assert_string_equal(page_of(&feed, 1, NOON + 1000 * MILLIS_HOUR), "ba");
    arena_free(arena);
}

static void test_nothing_is_shown_of_a_feed_that_is_silent(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed feed = feed_of(arena, 4);
    Instant end = feed.fetched + MILLIS_HOUR;
    assert_string_equal(page_of(&feed, 0, end - 1), "dcb");
    assert_string_equal(page_of(&feed, 0, end), "");
    assert_int_equal(feed_fate(&feed, 0, end - 1), FEED_SHOWN);
    assert_int_equal(feed_fate(&feed, 0, end), FEED_SILENT);
    feed.fetched = INT64_MIN; /* it has never come */
    assert_string_equal(page_of(&feed, 0, NOON), "");
    arena_free(arena);
}

/* The playlist goes by slides: a page of nothing is not due. */
static void test_a_page_is_due_as_long_as_something_stands_on_it(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed feed = feed_of(arena, 4);
    feed.silence_max = 0;
    SlideContent slide = {.name = str_from("feed"),
                          .feed = &feed,
                          .feed_page = 1,
                          .from = -1,
                          .until = -1,
                          .begins = INT64_MIN,
                          .ends = INSTANT_NEVER};
    Schedule schedule = {.event = {.zone = zone_utc(), .day_change = DAY_CHANGE_USUAL},
                         .slides = &slide,
                         .slide_count = 1};
    SlidePlace place = {.room = SCHEDULE_NONE, .is_foyer = true};
    Instant end = NOON + MILLIS_HOUR; /* a, the fourth, is of 9:00 */
    assert_true(slide_is_due(&schedule, &slide, &place, end - 1));
    assert_false(slide_is_due(&schedule, &slide, &place, end));
    Instant changes[SLIDE_CHANGES_MAX];
    size_t count = slides_changes(&schedule, &place, NOON, NOON + 6 * MILLIS_HOUR, changes);
    assert_int_equal(count, 1);
    assert_true(changes[0] == end);
    arena_free(arena);
}

static void test_what_says_no_date_is_not_shown_unless_age_does_not_matter(void **state) {
    (void)state;
    Arena *arena = arena_create();
    for (int is_any_age = 0; is_any_age < 2; is_any_age++) {
        NewsFeed feed = {.shown_max = 3, .fetched = NOON, .age_max = is_any_age ? 0 : MILLIS_HOUR};
        NewsItem items[] = {{.id = str_from("1"), .title = str_from("x"), .at = INSTANT_NEVER},
                            {.id = str_from("2"), .title = str_from("y"), .at = NOON},
                            {.id = str_from("2"), .title = str_from("again"), .at = NOON}};
        feed_settle(arena, &feed, items, countof(items));
        assert_string_equal(page_of(&feed, 0, NOON), is_any_age ? "yx" : "y");
        assert_int_equal(feed.undated, !is_any_age);
    }
    arena_free(arena);
}

/* A server whose clock, or whose zone, is wrong: it would stay longer than the limit. */
static void test_nothing_is_from_the_future(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed feed = {.shown_max = 3, .fetched = NOON, .age_max = MILLIS_HOUR};
    NewsItem items[] = {
        {.id = str_from("1"), .title = str_from("x"), .at = NOON + 9 * MILLIS_HOUR}};
    feed_settle(arena, &feed, items, 1);
    assert_true(feed.items[0].at == NOON);
    assert_true(feed_page_ends(&feed, 0) == NOON + MILLIS_HOUR);
    arena_free(arena);
}

static void test_hidden_items_make_place_for_others(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed feed = feed_of(arena, 8), other = feed_of(arena, 2);
    feed.shown_max = 6;
    feed.age_max = other.age_max = 0;
    SlideContent slides[] = {{.feed = &feed}, {.feed = &feed, .feed_page = 1}, {.feed = &other}};
    assert_string_equal(page_of(slides[0].feed, 0, NOON), "hgf");
    assert_string_equal(page_of(slides[1].feed, 1, NOON), "edc");
    assert_int_equal(feeds_hide(arena, slides, countof(slides), str_from("id-g")), 1);
    assert_string_equal(page_of(slides[0].feed, 0, NOON), "hfe");
    assert_string_equal(page_of(slides[1].feed, 1, NOON), "dcb");
    assert_string_equal(page_of(slides[2].feed, 0, NOON), "ba");
    assert_string_equal(page_of(&feed, 0, NOON), "hgf"); /* the plan itself is as it was */
    assert_int_equal(feeds_hide(arena, slides, countof(slides), str_from("id-a")), 2);
    assert_string_equal(page_of(slides[2].feed, 0, NOON), "b");
    assert_int_equal(feeds_hide(arena, slides, countof(slides), str_from("nobody")), 0);
    arena_free(arena);
}

/* Staff read a number off a screen; when they say it the feed may have more items. */
static void test_numbers_stay_when_newer_items_come(void **state) {
    (void)state;
    Arena *arena = arena_create();
    NewsFeed few = feed_of(arena, 8), more = feed_of(arena, 16);
    for (size_t i = 0; i < few.item_count; i++) {
        assert_true(few.items[i].number >= FEED_NUMBER_MIN);
        for (size_t k = 0; k < more.item_count; k++)
            if (str_equal(few.items[i].id, more.items[k].id))
                assert_int_equal(few.items[i].number, more.items[k].number);
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(few.items[i].number, few.items[k].number);
    }
    SlideContent slide = {.feed = &more};
    Schedule schedule = {.slides = &slide, .slide_count = 1};
    assert_ptr_equal(feed_item_numbered(&schedule, more.items[5].number), &more.items[5]);
    assert_null(feed_item_numbered(&schedule, 1));
    assert_null(feed_item_numbered(NULL, 1234));
    arena_free(arena);
}

static void test_words_that_are_left_out(void **state) {
    (void)state;
    static const struct {
        const char *word, *text;
        bool is_found;
    } CASES[] = {
        {"spam", "Buy SPAM now", true},
        {"spam", "no spammers here", false},
        {"spam", "span", false},
        {"spam", "antispam", false},
        {"spam*", "no spammers here", true},
        {"*spam", "antispam!", true},
        {"*spam", "antispammer", false},
        {"*spam*", "antispammer", true},
        {"two words", "These two  words", true},
        {"caf\xC3\xA9", "CAFE", true},
        {"\xEF\xBD\x93pam", "spam", true},                              /* full width */
        {"\xE5\xBA\x9F", "\xE6\x98\xAF\xE5\xBA\x9F\xE7\x89\xA9", true}, /* within Chinese */
        {"c++", "I like C++.", true},
        {"*", "anything", false},
        {"", "anything", false},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Str word = str_from(CASES[i].word);
        if (word_filter_has(str_from(CASES[i].text), &word, 1) != CASES[i].is_found)
            fail_msg("\"%s\" in \"%s\"", CASES[i].word, CASES[i].text);
    }
    /* Wherever it stands in a long text. */
    for (size_t at = 0; at < 900; at++) {
        char text[1000];
        memset(text, 'x', sizeof text);
        memcpy(text + at, " bad ", 5);
        Str word = str_from("bad");
        assert_true(word_filter_has((Str){text, sizeof text}, &word, 1));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items_come_newest_first_and_go_at_their_age),
        cmocka_unit_test(test_nothing_is_shown_of_a_feed_that_is_silent),
        cmocka_unit_test(test_a_page_is_due_as_long_as_something_stands_on_it),
        cmocka_unit_test(test_what_says_no_date_is_not_shown_unless_age_does_not_matter),
        cmocka_unit_test(test_nothing_is_from_the_future),
        cmocka_unit_test(test_hidden_items_make_place_for_others),
        cmocka_unit_test(test_numbers_stay_when_newer_items_come),
        cmocka_unit_test(test_words_that_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
