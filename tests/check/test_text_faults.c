/* test_text_faults.c: which texts of a display list are faults, and where in the schedule's
 * file they are found again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "check/preflight_places.h"
#include "formats/formats.h"
#include "picture/text_faults.h"

/* ---- faults --------------------------------------------------------------------------------- */

/* A text of 100 by 20 pixels at x, y on a screen of 200 by 100. */
typedef struct {
    const char *name;
    TextLayout layout; /* flags only */
    float x, y;
    const char *text;
    uint32_t kinds; /* wanted: bit n for the kind n */
} Case;

enum {
    MISSING = 1 << FAULT_MISSING,
    CUT = 1 << FAULT_CUT,
    OUTSIDE = 1 << FAULT_OUTSIDE,
    MINIMUM = 1 << FAULT_MINIMUM
};

static const Case CASES[] = {
    {"fits", {0}, 0, 0, "abc", 0},
    {"shrunk a little", {.is_shrunk = true}, 0, 0, "abc", 0},
    {"at its minimum", {.is_shrunk = true, .is_at_minimum = true}, 0, 0, "abc", MINIMUM},
    {"cut", {.is_cut = true}, 0, 0, "abc", CUT},
    {"cut at its minimum", {.is_cut = true, .is_at_minimum = true}, 0, 0, "abc", CUT},
    {"cut label of the ribbon", {.is_cut = true}, 0, 0, "", 0},
    {"without a glyph", {.missing = 1, .first_missing = 0x13000}, 0, 0, "abc", MISSING},
    {"lost character", {0}, 0, 0, "a\xEF\xBF\xBD", MISSING},
    {"cut and without a glyph", {.is_cut = true, .missing = 1}, 0, 0, "abc", CUT | MISSING},
    {"at the right edge", {0}, 100.4f, 0, "abc", 0},
    {"beyond the right edge", {0}, 101, 0, "abc", OUTSIDE},
    {"beyond the left edge", {0}, -1, 0, "abc", OUTSIDE},
    {"beyond the upper edge", {0}, 0, -1, "abc", OUTSIDE},
    {"at the lower edge", {0}, 0, 80, "abc", 0},
    {"beyond the lower edge", {0}, 0, 81, "abc", OUTSIDE},
};

static void faults_of_a_scene(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        const Case *c = &CASES[i];
        Arena *arena = arena_create();
        Scene scene = scene_create(arena, 200, 100);
        const TextLine line = {.width = 100, .to = 2};
        TextLayout layout = c->layout;
        layout.lines = &line;
        layout.line_count = 1;
        layout.height = 20;
        scene_rect(&scene, (Rect){0, 0, 200, 100}, 0xFF000000, 0);
        scene_text(&scene, c->x, c->y, &layout, 0xFFFFFFFF, str_from(c->text), (Position){3, 4, 1});
        size_t count;
        const TextFault *faults = scene_faults(arena, &scene, &count);
        uint32_t kinds = 0;
        for (size_t k = 0; k < count; k++) {
            kinds |= 1u << faults[k].kind;
            assert_int_equal(faults[k].at.line, 3);
            assert_string_equal(faults[k].text.s, c->text);
            assert_int_equal(faults[k].shown, 2);
        }
        if (kinds != c->kinds)
            fail_msg("%s: faults %x, wanted %x", c->name, kinds, c->kinds);
        arena_free(arena);
    }
}

static void pieces_of_texts(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str text = str_from("开源\n软件 day");
    assert_true(str_equal_c(text_head(arena, text, 20), "开源 软件 day"));
    assert_true(str_equal_c(text_head(arena, text, 9), "开源 软件 day"));
    assert_true(str_equal_c(text_head(arena, text, 4), "开源 软…"));
    assert_true(
        str_equal_c(text_head(arena, str_from("e\u0301e\u0301e\u0301"), 2), "e\u0301e\u0301…"));
    assert_true(str_equal_c(text_tail(arena, str_from("e\u0301e\u0301e\u0301"), 1), "…e\u0301"));
    assert_true(str_equal_c(text_tail(arena, text, 9), "开源 软件 day"));
    assert_true(str_equal_c(text_tail(arena, text, 5), "…件 day"));
    assert_int_equal(text_head(arena, (Str){0}, 3).len, 0);
    arena_free(arena);
}

/* ---- places --------------------------------------------------------------------------------- */

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: {zh: 论坛, en: Forum}, timezone: UTC, venue: FAIR AI}\n"
                          "rooms: [{id: main, name: {zh: 主会场, en: Main Hall}}]\n"
                          "days:\n"
                          "  - date: 2026-05-16\n"
                          "    sessions:\n"
                          "      - title: {zh: 开幕, en: Opening}\n"
                          "        time: 09:00-10:00\r\n"
                          "        room: main\n"
                          "        subtitle: 题 AI in FAIR\n"
                          "        speakers:\n"
                          "          - Ann Smith (House)\n"
                          "          - {zh: 周晓岚, en: Zhou Xiaolan}\n"
                          "projects:\n"
                          "  - name: Kata\n"
                          "    tagline: t\n"
                          "    url: https://kata.org/x\n";

static void texts_are_found_in_the_file(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Position at; /* that the page says */
        const char *shown;
        int32_t line, column, span;
        const char *what;
    } PLACES[] = {
        {"in the first language", {7, 16, 1}, "开幕", 7, 21, 2, "title"},
        {"in the second language", {7, 16, 1}, "Opening", 7, 29, 7, "title"},
        {"with a time before it", {7, 16, 1}, "09:00  Opening", 7, 29, 7, "title"},
        {"in capitals", {7, 16, 1}, "OPENING", 7, 16, 1, "title"},
        {"behind Han", {10, 19, 1}, "题 AI in FAIR", 10, 19, 12, "subtitle"},
        {"speakers by the session",
         {8, 15, 1},
         "Ann\u00A0Smith\u00A0/ Zhou\u00A0Xiaolan",
         12,
         13,
         9,
         "list of speakers"},
        {"the second speaker", {8, 15, 1}, "Zhou\u00A0Xiaolan", 13, 27, 12, "list of speakers"},
        {"the room by the session", {8, 15, 1}, "主会场", 3, 31, 3, "room's name"},
        {"a time by the session", {8, 15, 1}, "09:00 – 10:00", 8, 15, 1, "text"},
        {"an affiliation", {12, 13, 17}, "House", 12, 24, 5, "affiliation"},
        {"an address without its scheme", {15, 5, 1}, "kata.org/x", 17, 10, 18, "project's url"},
        {"a text without a place", {0}, "Main Hall", 3, 40, 9, "room's name"},
        {"speakers without a place",
         {0},
         "Ann Smith / Zhou Xiaolan",
         12,
         13,
         9,
         "list of speakers"},
        {"words of the program", {0}, "Now", 0, 0, 0, "text"},
    };
    Arena *arena = arena_create();
    Diagnostics found = diagnostics_create(arena, str_from("day.yaml"), str_from(DAY));
    Schedule *schedule = schedule_load(
        &(FormatInput){.source = str_from(DAY), .source_name = str_from("day.yaml")}, &found);
    assert_non_null(schedule);
    const TextPlaces *places = text_places_create(arena, schedule, str_from(DAY));
    for (size_t i = 0; i < countof(PLACES); i++) {
        TextPlace place = text_place_of(places, PLACES[i].at, str_from(PLACES[i].shown));
        if (place.at.line != PLACES[i].line || place.at.column != PLACES[i].column ||
            place.at.span != PLACES[i].span || strcmp(place.what, PLACES[i].what) != 0)
            fail_msg("%s: %s at %d:%d+%d", PLACES[i].name, place.what, (int)place.at.line,
                     (int)place.at.column, (int)place.at.span);
    }
    /* Whole words only: the second AI, not the one in FAIR. */
    Position venue = text_places_find(places, (Position){2, 1, 1}, str_from("AI"));
    assert_int_equal(venue.line, 2);
    assert_int_equal(venue.column, 63);
    Position before = text_places_find(places, (Position){9, 1, 1}, str_from("Opening"));
    assert_int_equal(before.line, 7);
    schedule_free(schedule);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_of_a_scene),
        cmocka_unit_test(pieces_of_texts),
        cmocka_unit_test(texts_are_found_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
