/* test_write_native.c: what is written reads well, and loads as what it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "equal.h"
#include "formats/write_native.h"
#include "formats/yaml_out.h"
#include "imported.h"
#include "random_schedule.h"

enum { ROUNDS = 5000 };

/* ---- scalars ---- */

static void scalars_are_quoted_where_needed(void **state) {
    (void)state;
    static const struct {
        const char *text, *line, *flow;
    } CASES[] = {
        {"Bees", "Bees", "Bees"},
        {"Bees and ants", "Bees and ants", "Bees and ants"},
        {"Bees, ants", "Bees, ants", "\"Bees, ants\""},
        {"开幕", "开幕", "开幕"},
        {"开幕：演讲", "\"开幕：演讲\"", "\"开幕：演讲\""},
        {"Keynote: bees", "\"Keynote: bees\"", "\"Keynote: bees\""},
        {"a:b", "a:b", "\"a:b\""},
        {"https://meadow.example/x", "https://meadow.example/x", "\"https://meadow.example/x\""},
        {"C#", "C#", "C#"},
        {"C #", "\"C #\"", "\"C #\""},
        {"no", "\"no\"", "\"no\""},
        {"NULL", "\"NULL\"", "\"NULL\""},
        {"2020", "\"2020\"", "\"2020\""},
        {"09:05", "\"09:05\"", "\"09:05\""},
        {"1e3", "\"1e3\"", "\"1e3\""},
        {"2 bees", "2 bees", "2 bees"},
        {"-", "\"-\"", "\"-\""},
        {"@home", "\"@home\"", "\"@home\""},
        {"say \"hi\"", "say \"hi\"", "say \"hi\""},
        {"\"hi\"", "\"\\\"hi\\\"\"", "\"\\\"hi\\\"\""},
        {"[a]", "\"[a]\"", "\"[a]\""},
        {"a [b]", "a [b]", "\"a [b]\""},
        {"back\\slash: x", "\"back\\\\slash: x\"", "\"back\\\\slash: x\""},
        {"two\nlines", "\"two\\nlines\"", "\"two\\nlines\""},
        {"tab\there", "\"tab\\there\"", "\"tab\\there\""},
        {"no\xC2\xA0"
         "break",
         "\"no\\u00A0break\"", "\"no\\u00A0break\""},
        {"", "\"\"", "\"\""},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++) {
        YamlOut line = {.text = {.arena = arena}}, flow = {.text = {.arena = arena}};
        yaml_scalar(&line, str_from(CASES[i].text));
        yaml_flow_scalar(&flow, str_from(CASES[i].text));
        if (strcmp(line.text.s, CASES[i].line) != 0 || strcmp(flow.text.s, CASES[i].flow) != 0)
            fail_msg("%s: %s and %s", CASES[i].text, line.text.s, flow.text.s);
    }
    arena_free(arena);
}

/* ---- a whole file ---- */

static void a_file_reads_well(void **state) {
    (void)state;
    static const char EXPECTED[] =
        "# Made from frab.json. \"kiosk check FILE\" finds mistakes; all of them, with their "
        "lines.\n"
        "kiosk: 1\n"
        "event:\n"
        "  name: Honey & Meadow 2027\n"
        "  timezone: Europe/Berlin\n"
        "  day_change: \"00:00\"  # what is before belongs to the evening\n"
        "  url: https://meadow.example/\n"
        "\n"
        "rooms:  # more: capacity: 300, way: 2nd floor, left\n"
        "  - {id: hall, name: Hall A}\n"
        "  - {id: unused, name: Unused}\n"
        "  - {id: annex, name: Annex}\n"
        "\n"
        "tracks:  # more: color: \"#ecb64f\"\n"
        "  - {id: bees, name: Bees, color: \"#ecb64f\"}\n"
        "\n"
        "# A session's type: talk (when none is given), keynote, panel, break, social, other.\n"
        "# Its status: cancelled, moved or delayed; then was: {time: …, room: …} and note: help.\n"
        "# Without room: it is everywhere. The id keeps it the same when the rest changes.\n"
        "days:\n"
        "  - date: 2027-03-05  # Friday\n"
        "    sessions:\n"
        "      - time: 09:00-09:30\n"
        "        title: Opening\n"
        "        rooms: [hall, annex]\n"
        "        speakers: [{name: Ada Keeper, photo: people/ada.jpg, biography: Keeps bees.}, Ben]\n"
        "        track: bees\n"
        "        type: keynote\n"
        "        language: en\n"
        "        do_not_record: yes\n"
        "        id: \"1\"\n"
        "        guid: g-1\n"
        "        abstract: |-\n"
        "          Two\n"
        "          lines\n"
        "      - time: 10:00-10:30\n"
        "        title: Wasps\n"
        "        room: hall\n"
        "        id: \"2\"\n"
        "        guid: g-2\n"
        "  - date: 2027-03-06  # Saturday\n"
        "    sessions:\n"
        "      - time: 00:30-01:30\n"
        "        title: Moths\n"
        "        room: annex\n"
        "        id: g-3\n"
        "        guid: g-3\n"
        "\n"
        "display:\n"
        "  languages: [en]  # of the screen's own words, too\n";
    Imported imported = import_file(IMPORT "frab.json", NULL);
    Str text = write_native(imported.loaded.arena, imported.loaded.schedule,
                            &(WriteOptions){.origin = str_from("frab.json")});
    assert_string_equal(text.s, EXPECTED);
    text = write_native(imported.loaded.arena, imported.loaded.schedule,
                        &(WriteOptions){.without_abstracts = true});
    assert_true(str_find(text, "abstract") == SIZE_MAX);
    imported_free(&imported);
}

/* ---- there and back ---- */

static void check_there_and_back(const Schedule *schedule, const char *name) {
    Arena *arena = arena_create();
    Str text = write_native(arena, schedule, &(WriteOptions){0});
    Imported again = import_bytes(text, "written.yaml", NULL);
    Difference difference = {""};
    if (diagnostics_has_errors(&again.loaded.diagnostics))
        diagnostics_print(&again.loaded.diagnostics, stderr);
    if (!again.loaded.schedule || !schedule_equal(schedule, again.loaded.schedule, &difference))
        fail_msg("%s: %s\n%.*s", name, difference.where, str_arg(text));
    Str twice = write_native(arena, again.loaded.schedule, &(WriteOptions){0});
    if (!str_equal(text, twice))
        fail_msg("%s: written again, it is another file", name);
    imported_free(&again);
    arena_free(arena);
}

static void random_schedules_come_back(void **state) {
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        char name[40];
        snprintf(name, sizeof name, "round %d", (int)round);
        Schedule *schedule = random_schedule(round, LOADED_NOW);
        check_there_and_back(schedule, name);
        schedule_free(schedule);
    }
}

static void the_bundled_days_come_back(void **state) {
    (void)state;
    static const char *const FILES[] = {"2019-09-26-apsara.yaml",
                                        "2026-05-16-opensource-days.yaml"};
    for (size_t i = 0; i < countof(FILES); i++) {
        Arena *arena = arena_create();
        Imported imported =
            import_file(arena_printf(arena, "%s/schedules/%s", TEST_SOURCE_DIR, FILES[i]), NULL);
        assert_non_null(imported.loaded.schedule);
        check_there_and_back(imported.loaded.schedule, FILES[i]);
        imported_free(&imported);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_are_quoted_where_needed),
        cmocka_unit_test(a_file_reads_well),
        cmocka_unit_test(the_bundled_days_come_back),
        cmocka_unit_test(random_schedules_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
