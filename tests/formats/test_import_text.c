/* test_import_text.c: the small pieces of reading other programs' files: HTML, times, words, the
 * kind of a file, columns and places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/word_table.h"
#include "formats/charset.h"
#include "formats/csv_columns.h"
#include "formats/detect.h"
#include "formats/html_text.h"
#include "formats/iso_time.h"
#include "formats/json_places.h"
#include "formats/places.h"
#include "formats/words.h"

typedef struct {
    const char *name, *from, *to;
} Case;

static void check_texts(const Case *cases, size_t count, Str (*tidy)(Arena *, Str)) {
    for (size_t i = 0; i < count; i++) {
        Arena *arena = arena_create();
        Str got = tidy(arena, str_from(cases[i].from));
        if (!str_equal_c(got, cases[i].to))
            fail_msg("%s: \"%.*s\"", cases[i].name, str_arg(got));
        arena_free(arena);
    }
}

static void html_becomes_text(void **state) {
    (void)state;
    static const Case CASES[] = {
        {"paragraphs", "<p>One</p><p>two</p>", "One\n\ntwo"},
        {"paragraphs with line ends", "<p>One</p>\n<p>two</p>\n", "One\n\ntwo"},
        {"line ends inside are spaces", "<p>One\ntwo</p>", "One two"},
        {"breaks", "One<br>two<br/>three<BR />four", "One\ntwo\nthree\nfour"},
        {"a list", "<ul><li>a</li><li>b</li></ul>c", "• a\n• b\n\nc"},
        {"links keep their words", "see <a href=\"https://x.example/?a=1&b=2\">here</a>.",
         "see here."},
        {"entities", "<b>a</b> &amp; b &lt; c &quot;d&quot; &#8211; &#x2026; &eacute;",
         "a & b < c \"d\" – … é"},
        {"no-break space", "<i>a&nbsp;b</i>", "a b"},
        {"unknown entities stay", "<p>AT&T &unknown; &;</p>", "AT&T &unknown; &;"},
        {"not HTML's tags stay", "std::vector<int> and <T>", "std::vector<int> and <T>"},
        {"less than stays", "a < b > c, x <3", "a < b > c, x <3"},
        {"scripts go", "a<script>alert('<b>')</script>b<style>p{}</style>c", "abc"},
        {"a script without an end", "a<script>b", "a"},
        {"comments go", "a<!-- <p>b --> c", "a c"},
        {"a tag without an end stays", "<p>a</p><b", "a\n\n<b"},
        {"plain lines stay", "One  two\r\nthree\n\n\n\nfour \n", "One two\nthree\n\nfour"},
        {"controls go",
         "a\x01"
         "b\x7F"
         "c\xC2\x85"
         "d",
         "abc d"},
        {"spaces at the ends", " \xE3\x80\x80 a \xE2\x80\x8B", "a"},
        {"nothing", " \n ", ""},
        {"only tags", "<p> </p><br>", ""},
        {"long plain text",
         "Bees and ants live in the meadow behind the old barn, Müller says: 蜜蜂。",
         "Bees and ants live in the meadow behind the old barn, Müller says: 蜜蜂。"},
        {"double spaces in a long text", "Bees and ants live in the  meadow behind the old  barn.",
         "Bees and ants live in the meadow behind the old barn."},
    };
    check_texts(CASES, countof(CASES), html_to_text);
}

static void titles_are_one_line(void **state) {
    (void)state;
    static const Case CASES[] = {
        {"as it is", "Bees & ants", "Bees & ants"},
        {"line ends", "Bees\r\n   and ants ", "Bees and ants"},
        {"entities", "Bees &amp; ants &#039;live&#039;", "Bees & ants 'live'"},
        {"all of HTML's names", "&Eacute;tude &CounterClockwiseContourIntegral; &scaron;&nGt;",
         "Étude ∳ š≫⃒"},
        {"no names", "a=1&copy=2 &nosuch; &; &#xD800; R&D;",
         "a=1&copy=2 &nosuch; &; &#xD800; R&D;"},
        {"tags stay", "What <video> can do", "What <video> can do"},
        {"a tag alone stays", "The <table> element", "The <table> element"},
        {"tags in pairs go", "<b>Bees</b> and <i class=\"x\">ants</i><br>live",
         "Bees and ants live"},
        {"controls go",
         "B\x06"
         "ees",
         "Bees"},
        {"line separators are spaces",
         "a\xE2\x80\xA8"
         "b",
         "a b"},
    };
    check_texts(CASES, countof(CASES), text_to_line);
}

static void hostile_html_takes_no_time(void **state) {
    (void)state;
    enum { REPEATS = 100 * 1000 };
    static const char *const PIECES[] = {"<p ", "<", "&", "<!--", "<script>", "&amp", "<li>"};
    for (size_t i = 0; i < countof(PIECES); i++) {
        Arena *arena = arena_create();
        size_t len = strlen(PIECES[i]);
        char *text = arena_new(arena, char, len *REPEATS + 1);
        for (size_t k = 0; k < REPEATS; k++)
            memcpy(text + k * len, PIECES[i], len);
        Str got = html_to_text(arena, (Str){.s = text, .len = len * REPEATS});
        assert_true(got.len <= len * REPEATS * 5 / 4);
        got = text_to_line(arena, (Str){.s = text, .len = len * REPEATS});
        assert_true(got.len <= len * REPEATS * 5 / 4);
        arena_free(arena);
    }
}

/* ---- times ---- */

static void times_of_programs(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t day, minutes, offset; /* of March 2027; day 0: refused */
    } CASES[] = {
        {"2027-03-05T09:30:00+01:00", 5, 570, 60},
        {"2027-03-05T09:30:00+0530", 5, 570, 330},
        {"2027-03-05T09:30:00-03:30", 5, 570, -210},
        {"2027-03-05T09:30:00Z", 5, 570, 0},
        {"2027-03-05T09:30:00.123Z", 5, 570, 0},
        {"2027-03-05T09:30", 5, 570, ISO_NO_OFFSET},
        {"2027-03-05 09:30", 5, 570, ISO_NO_OFFSET},
        {"20270305T093000Z", 5, 570, 0},
        {"2027-03-05", 5, 0, ISO_NO_OFFSET},
        {" 2027-03-05 ", 5, 0, ISO_NO_OFFSET},
        {"2027-02-30", 0, 0, 0},
        {"2027-03-05T25:61", 0, 0, 0},
        {"2027-03-05T09:30:00+15:00", 0, 0, 0},
        {"yesterday", 0, 0, 0},
        {"", 0, 0, 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        IsoTime time;
        bool is_read = iso_time_parse(str_from(CASES[i].text), &time);
        if (is_read != (CASES[i].day != 0))
            fail_msg("\"%s\" is %s", CASES[i].text, is_read ? "read" : "refused");
        if (is_read && (time.date.day != CASES[i].day || time.minutes != CASES[i].minutes ||
                        time.offset != CASES[i].offset))
            fail_msg("\"%s\": %d %d %d", CASES[i].text, (int)time.date.day, (int)time.minutes,
                     (int)time.offset);
    }
}

static void lengths_of_programs(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t seconds; /* 0: refused */
    } CASES[] = {
        {"00:30", 1800},    {"1:30", 5400},    {"00:30:00", 1800}, {"00:00:45", 45},
        {"0:45:00", 2700}, /* 45 is no hour, so the first is one */
        {"1:02:00", 93600}, {"0:01:30", 5400}, {"01:02:00", 3720}, {"02:00:00", 7200},
        {"45", 2700},       {"PT1H30M", 5400}, {"P1DT2H", 93600},  {"PT45S", 45},
        {"45 min", 2700},   {"00:00", 0},      {"soon", 0},        {"", 0},
        {"101:00", 0},      {"P", 0},          {"PT", 0},          {"-1:00", 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Millis length = 0;
        bool is_read = iso_length_parse(str_from(CASES[i].text), &length);
        if (is_read != (CASES[i].seconds != 0) ||
            (is_read && length != CASES[i].seconds * MILLIS_SECOND))
            fail_msg("\"%s\": %d", CASES[i].text, (int)(length / MILLIS_SECOND));
    }
}

/* ---- words ---- */

static void kinds_of_sessions(void **state) {
    (void)state;
    static const struct {
        const char *kind, *title;
        bool has_speakers;
        SessionType type;
    } CASES[] = {
        {"lecture", "Bees", true, SESSION_TALK},
        {"Keynote", "Bees", true, SESSION_KEYNOTE},
        {"", "Keynote: bees", true, SESSION_KEYNOTE},
        {"Panel Discussion", "Bees", true, SESSION_PANEL},
        {"podium", "Bees", true, SESSION_PANEL},
        {"", "Lunch", false, SESSION_BREAK},
        {"other", "Lunch (packed)", false, SESSION_BREAK},
        {"", "Lunch", true, SESSION_TALK},
        {"", "Coffee break", false, SESSION_BREAK},
        {"", "How to break a hive", false, SESSION_TALK},
        {"", "Breaking hives", false, SESSION_TALK},
        {"", "休息", false, SESSION_BREAK},
        {"", "午餐时间", false, SESSION_BREAK},
        {"", "The social life of bees", false, SESSION_TALK},
        {"", "Conference dinner", false, SESSION_SOCIAL},
        {"", "Registration", false, SESSION_OTHER},
        {"workshop", "Bees", true, SESSION_OTHER},
        {"圆桌", "蜜蜂", true, SESSION_PANEL},
        {"", "", false, SESSION_TALK},
        {"", "After lunch", false, SESSION_TALK},
        {"", "There is no free lunch", false, SESSION_TALK},
        {"", "Lunch: what we feed our servers", false, SESSION_TALK},
        {"", "Coffee in space: brewing on Mars", false, SESSION_TALK},
        {"", "The last break", false, SESSION_TALK},
        {"", "Opening the kernel's black box", false, SESSION_TALK},
        {"", "Party like it is 1999", false, SESSION_TALK},
        {"", "午餐后的内核", false, SESSION_TALK},
        {"", "休息的艺术", false, SESSION_TALK},
        {"lecture", "Lunch", false, SESSION_TALK},
        {"", "Lunch in Hall 3", false, SESSION_BREAK},
        {"", "Lunch & networking", false, SESSION_BREAK},
        {"", "Morning coffee", false, SESSION_BREAK},
        {"", "Tea/Coffee Break 2", false, SESSION_BREAK},
        {"", "Registration and breakfast", false, SESSION_BREAK},
        {"", "Pause café", false, SESSION_BREAK},
        {"", "昼休み", false, SESSION_BREAK},
        {"", "Closing party", false, SESSION_SOCIAL},
        {"", "Speakers' dinner", false, SESSION_SOCIAL},
        {"", "开幕式", false, SESSION_OTHER},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        SessionType type = words_session_type(words_kind(str_from(CASES[i].kind)),
                                              str_from(CASES[i].title), CASES[i].has_speakers, 0);
        if (type != CASES[i].type)
            fail_msg("%s, %s: %s", CASES[i].kind, CASES[i].title, session_type_name(type));
    }
    assert_int_equal(
        words_session_type(SESSION_TYPE_COUNT, str_from("Lunch"), false, 90 * MILLIS_MINUTE),
        SESSION_BREAK);
    assert_int_equal(
        words_session_type(SESSION_TYPE_COUNT, str_from("Lunch"), false, 240 * MILLIS_MINUTE),
        SESSION_TALK);
    assert_int_equal(
        words_session_type(SESSION_BREAK, str_from("Lunch"), false, 240 * MILLIS_MINUTE),
        SESSION_BREAK);
}

static void prefixes_of_titles(void **state) {
    (void)state;
    static const struct {
        const char *title, *rest;
        SessionStatus status;
    } CASES[] = {
        {"CANCELLED Bees", "Bees", SESSION_CANCELLED},
        {"CANCELED: Bees", "Bees", SESSION_CANCELLED},
        {"[CANCELLED] Bees", "Bees", SESSION_CANCELLED},
        {"[cancelled] Bees", "Bees", SESSION_CANCELLED},
        {"(Cancelled) - Bees", "Bees", SESSION_CANCELLED},
        {"Cancelled: Bees", "Bees", SESSION_CANCELLED},
        {"Cancelled culture", "Cancelled culture", SESSION_CONFIRMED},
        {"CANCELLEDBEES", "CANCELLEDBEES", SESSION_CONFIRMED},
        {"Cancelled", "Cancelled", SESSION_CANCELLED},
        {"取消：蜜蜂", "蜜蜂", SESSION_CANCELLED},
        {"【取消】蜜蜂", "蜜蜂", SESSION_CANCELLED},
        {"取消了的蜜蜂", "取消了的蜜蜂", SESSION_CONFIRMED},
        {"[MOVED] Bees", "Bees", SESSION_MOVED},
        {"Moved by bees", "Moved by bees", SESSION_CONFIRMED},
        {"Bees", "Bees", SESSION_CONFIRMED},
        {"", "", SESSION_CONFIRMED},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Str title = str_from(CASES[i].title);
        SessionStatus status = words_cut_status(&title);
        if (status != CASES[i].status || !str_equal_c(title, CASES[i].rest))
            fail_msg("%s: %s, \"%.*s\"", CASES[i].title, session_status_name(status),
                     str_arg(title));
    }
}

static void columns_by_their_names(void **state) {
    (void)state;
    static const struct {
        const char *word;
        Column column;
        const char *language;
    } CASES[] = {
        {"Title", COLUMN_TITLE, ""},        {" *Session_Title: ", COLUMN_GROUP, ""},
        {"title (en)", COLUMN_TITLE, "en"}, {"Title_ZH", COLUMN_TITLE, "zh"},
        {"英文标题", COLUMN_TITLE, "en"},   {"标题（中文）", COLUMN_TITLE, "zh"},
        {"开始时间", COLUMN_START, ""},     {"Start-Time", COLUMN_START, ""},
        {"STARTS AT", COLUMN_START, ""},    {"Uhrzeit", COLUMN_TIME, ""},
        {"会场：", COLUMN_ROOM, ""},        {"Speaker(s)", COLUMN_SPEAKERS, ""},
        {"演讲嘉宾", COLUMN_SPEAKERS, ""},  {"Subject", COLUMN_TITLE, ""},
        {"Start Date", COLUMN_DATE, ""},    {"End Date", COLUMN_END_DATE, ""},
        {"mood", COLUMN_COUNT, ""},         {"", COLUMN_COUNT, ""},
        {"en", COLUMN_COUNT, ""},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        ColumnWords words = csv_column(str_from(CASES[i].word));
        if (words.column != CASES[i].column || strcmp(words.language, CASES[i].language) != 0)
            fail_msg("%s: %d, \"%s\"", CASES[i].word, (int)words.column, words.language);
    }
}

/* ---- files ---- */

static void formats_by_their_content(void **state) {
    (void)state;
    static const struct {
        const char *text;
        FormatKind kind;
    } CASES[] = {
        {"", FORMAT_NATIVE},
        {"kiosk: 1\nevent: {name: a, timezone: b}\n", FORMAT_NATIVE},
        {"# title, start\nkiosk: 1\n", FORMAT_NATIVE},
        {"{kiosk: 1, days: []}", FORMAT_NATIVE},
        {"{\"kiosk\": 1, \"days\": []}", FORMAT_NATIVE},
        {"{\n  \"event\": {\"name\": \"a\"}}", FORMAT_JSON},
        {"{\"schedule\": {\"conference\": {\"days\": []}}}", FORMAT_JSON},
        {"  [{\"title\": 1}]", FORMAT_JSON},
        {"{}", FORMAT_JSON},
        {"<?xml version=\"1.0\"?><schedule/>", FORMAT_XML},
        {"\n\n<schedule>", FORMAT_XML},
        {"\xEF\xBB\xBF<schedule>", FORMAT_XML},
        {"<!DOCTYPE html>", FORMAT_XML},
        {"BEGIN:VCALENDAR\r\n", FORMAT_ICALENDAR},
        {"begin:vcalendar\r\n", FORMAT_ICALENDAR},
        {"title,start\nA,9:00\n", FORMAT_CSV},
        {"start;end;title\n", FORMAT_CSV},
        {"时间\t标题\n", FORMAT_CSV},
        {"sep=;\ntitle;start\n", FORMAT_CSV},
        {"name, first\n", FORMAT_NATIVE},
        {"Dear all, the schedule follows\n", FORMAT_NATIVE},
        {"- a, b\n", FORMAT_NATIVE},
        {"%PDF-1.7", FORMAT_ALIEN},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        FormatKind kind = detect_format(str_from(CASES[i].text));
        if (kind != CASES[i].kind)
            fail_msg("%s: %d", CASES[i].text, (int)kind);
    }
}

static void places_are_counted(void **state) {
    (void)state;
    Str text = str_from("a蜜b\n\nc蜂d");
    Places places = places_create(text);
    static const struct {
        size_t offset;
        int32_t line, column;
    } CASES[] = {{0, 1, 1}, {1, 1, 2},  {4, 1, 3},  {6, 2, 1},
                 {7, 3, 1}, {11, 3, 3}, {99, 3, 4}, {4, 1, 3}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Position at = places_at(&places, CASES[i].offset, 1);
        if (at.line != CASES[i].line || at.column != CASES[i].column)
            fail_msg("%zu: %d:%d", CASES[i].offset, (int)at.line, (int)at.column);
    }
    assert_int_equal(places_offset(text, 3, 3), 11);
    assert_int_equal(places_offset(text, 9, 1), text.len);
}

/* Long enough to fill a column of the blocks in which line feeds are counted, in steps of any
 * length, there and back; beside a plain count. */
static void places_are_counted_in_steps(void **state) {
    (void)state;
    enum { LEN = 14000 };
    char *text = malloc(LEN);
    assert_non_null(text);
    for (size_t i = 0; i < LEN; i++)
        text[i] = i < 5000 || i % 7 == 3 || i % 131 < 3 ? '\n' : i % 5 ? 'a' : '\x80';
    Places places = places_create((Str){.s = text, .len = LEN});
    size_t at = 0;
    for (size_t step = 0; step < 300; step++) {
        at = step % 10 == 9 ? at / 3 : at + step * step * 37 % 5300;
        at = at > LEN ? step * 11 : at;
        int32_t line = 1, column = 1;
        for (size_t i = 0; i < at; i++) {
            column = text[i] == '\n' ? 1 : column + (text[i] == 'a');
            line += text[i] == '\n';
        }
        Position found = places_at(&places, at, 1);
        if (found.line != line || found.column != column)
            fail_msg("byte %zu is %d:%d, not %d:%d", at, line, column, found.line, found.column);
    }
    free(text);
}

/* A title that needs tidying does so wherever the odd byte stands. */
static void titles_are_tidied_everywhere(void **state) {
    (void)state;
    static const char *const ODD[] = {"  ",       "\t",           "\n",          "\x7F",
                                      "\xC2\x81", "\xE2\x80\xA8", "\xEF\xBB\xBF"};
    for (size_t len = 3; len < 50; len++)
        for (size_t at = 1; at < len; at++)
            for (size_t k = 0; k < countof(ODD); k++) {
                Arena *arena = arena_create();
                Str text = str_printf(arena, "%.*s%s%.*s", (int)at,
                                      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                                      ODD[k], (int)(len - at),
                                      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
                if (str_find(text_to_line(arena, text), ODD[k]) != SIZE_MAX)
                    fail_msg("%zu at %zu of %zu", k, at, len);
                arena_free(arena);
            }
}

static void places_in_json(void **state) {
    (void)state;
    Str text =
        str_from("{\"x\": \"}\\\"{\", \"a\": [{\"b\": 1}, {\"c\": {\"b\": 2}}, 3], \"a2\": {}}");
    static const char *const ALL[] = {"a", "*", NULL}, *const DEEP[] = {"*", "*", "*", "b", NULL};
    Arena *arena = arena_create();
    size_t count;
    const size_t *found = json_places(arena, text, ALL, &count);
    assert_int_equal(count, 3);
    assert_true(str_starts(str_slice(text, found[1], text.len), "{\"c\""));
    assert_int_equal(text.s[found[2]], '3');
    assert_int_equal(text.s[json_member_place(text, found[0], "b")], '1');
    assert_int_equal(json_member_place(text, found[0], "z"), found[0]);
    found = json_places(arena, text, DEEP, &count);
    assert_int_equal(count, 1);
    assert_int_equal(text.s[found[0]], '2');
    arena_free(arena);
}

static void words_find_their_numbers(void **state) {
    (void)state;
    Arena *arena = arena_create();
    WordTable table = {.arena = arena};
    assert_int_equal(word_table_get(&table, str_from("a"), 7), 7);
    for (size_t i = 0; i < 1000; i++)
        word_table_put(&table, str_printf(arena, "word %zu", i), i);
    word_table_put(&table, (Str){0}, 5);
    word_table_put(&table, str_from("word 3"), 33);
    assert_int_equal(table.count, 1001);
    assert_int_equal(word_table_get(&table, str_from("word 3"), 0), 33);
    assert_int_equal(word_table_get(&table, str_from("word 999"), 0), 999);
    assert_int_equal(word_table_get(&table, str_from(""), 0), 5);
    assert_int_equal(word_table_get(&table, str_from("word"), 4), 4);
    arena_free(arena);
}

/* Each way in which a survey of sixteen bytes at a time could miss one. */
static void controls_are_found_everywhere(void **state) {
    (void)state;
    for (size_t len = 1; len < 70; len++)
        for (size_t at = 0; at < len; at++) {
            Arena *arena = arena_create();
            char *text = arena_new(arena, char, len + 1);
            memset(text, 'a', len);
            text[len / 2] = '\n';
            text[at] = at % 2 ? '\x1F' : '\x01';
            Diagnostics diagnostics = diagnostics_create(arena, (Str){0}, (Str){0});
            Str clean = charset_text((Str){.s = text, .len = len}, &diagnostics);
            if (clean.len != len || clean.s[at] != '\x7F' || diagnostics.count != 1)
                fail_msg("byte %zu of %zu", at, len);
            arena_free(arena);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_becomes_text),
        cmocka_unit_test(titles_are_one_line),
        cmocka_unit_test(hostile_html_takes_no_time),
        cmocka_unit_test(times_of_programs),
        cmocka_unit_test(lengths_of_programs),
        cmocka_unit_test(kinds_of_sessions),
        cmocka_unit_test(prefixes_of_titles),
        cmocka_unit_test(columns_by_their_names),
        cmocka_unit_test(formats_by_their_content),
        cmocka_unit_test(places_are_counted),
        cmocka_unit_test(places_are_counted_in_steps),
        cmocka_unit_test(titles_are_tidied_everywhere),
        cmocka_unit_test(places_in_json),
        cmocka_unit_test(words_find_their_numbers),
        cmocka_unit_test(controls_are_found_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
