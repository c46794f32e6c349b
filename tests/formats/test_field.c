/* test_field.c: files as they are met in the field, of which each was once read as what it is not:
 * rooms, identities, zones, languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "imported.h"

#define FIELD TEST_SOURCE_DIR "/tests/formats/field/"

static const struct {
    const char *file, *findings, *sessions;
} CASES[] = {
    {"room-guess.yaml",
     "error unknown-room 9:37; error unknown-room 10:37; error unknown-room 11:37; "
     "error unknown-room 12:37; warning unknown-room 13:37",
     "10:00-11:00 101 Talk in 101; 10:00-11:00 103 Talk in 103 which is new; "
     "10:00-11:00 Room 104 Talk in 104 which is new; 10:00-11:00 hall-c Talk in Hall C; "
     "10:00-11:00 Hall D Talk in Hall D; 10:00-11:00 B2.104 Talk in B2.104; "
     "11:00-11:30 101 Later; 12:00-12:01 101 Ninety"},
    {"same-id-two-talks.xml", "warning duplicate-id 6:21",
     "14:00-15:00 hall-a Talk of the main stage; 14:00-14:30 hall-b A quite different talk"},
    {"same-uid.ics", "",
     "14:00-15:00 hall-a Talk of the main stage; 14:00-14:30 hall-b A quite different talk"},
};

static void each_file_is_read_as_what_it_is(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Imported imported = import_file(arena_printf(arena, "%s%s", FIELD, CASES[i].file), NULL);
        const char *findings = loaded_findings(&imported.loaded);
        const char *sessions = loaded_sessions(&imported.loaded);
        if (strcmp(findings, CASES[i].findings) != 0) {
            diagnostics_print(&imported.loaded.diagnostics, stderr);
            fail_msg("%s: %s", CASES[i].file, findings);
        }
        if (strcmp(sessions, CASES[i].sessions) != 0)
            fail_msg("%s: %s", CASES[i].file, sessions);
        imported_free(&imported);
        arena_free(arena);
    }
}

/* ---- identity ---- */

#define EVENT(id, guid, title, length)                                                             \
    "<event id='" id "' guid='" guid                                                               \
    "'><date>2026-12-27T14:00:00+01:00</date><start>14:00</start><duration>" length                \
    "</duration><title>" title "</title></event>"
#define TWO(first, second)                                                                         \
    "<schedule><conference><title>T</title><time_zone_name>Europe/Berlin</time_zone_name>"         \
    "</conference><day date='2026-12-27'>\n<room name='A'>" first                                  \
    "</room>\n<room name='B'>" second "</room></day></schedule>"

static void one_session_is_what_is_the_same(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *sessions, *finding;
    } cases[] = {
        {"guid equal", TWO(EVENT("1", "g", "X", "01:00"), EVENT("1", "g", "X", "01:00")),
         "14:00-15:00 a+b X", "note: this is the session of line 2; it is in both rooms"},
        {"guid equal, with other ids",
         TWO(EVENT("1", "g", "X", "01:00"), EVENT("2", "g", "X", "01:00")), "14:00-15:00 a+b X",
         "note: this is the session of line 2; it is in both rooms"},
        {"guids differ", TWO(EVENT("1", "g", "X", "01:00"), EVENT("1", "h", "X", "01:00")),
         "14:00-15:00 a X; 14:00-15:00 b X",
         "warning: the id \"1\" is also that of the session in line 2; here it is \"1-2\""},
        {"no guids", TWO(EVENT("1", "", "X", "01:00"), EVENT("1", "", "X", "01:00")),
         "14:00-15:00 a+b X", "note: this is the session of line 2; it is in both rooms"},
        {"no guids, another title", TWO(EVENT("1", "", "X", "01:00"), EVENT("1", "", "Y", "01:00")),
         "14:00-15:00 a X; 14:00-15:00 b Y",
         "warning: the id \"1\" is also that of the session in line 2; here it is \"1-2\""},
        {"no guids, another length",
         TWO(EVENT("1", "", "X", "01:00"), EVENT("1", "", "X", "00:30")),
         "14:00-15:00 a X; 14:00-14:30 b X",
         "warning: the id \"1\" is also that of the session in line 2; here it is \"1-2\""},
        {"one has a guid", TWO(EVENT("1", "g", "X", "01:00"), EVENT("1", "", "X", "01:00")),
         "14:00-15:00 a X; 14:00-15:00 b X",
         "warning: the id \"1\" is also that of the session in line 2; here it is \"1-2\""},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Imported imported = import_bytes(str_from(cases[i].text), "t.xml", NULL);
        const Diagnostics *found = &imported.loaded.diagnostics;
        const char *sessions = loaded_sessions(&imported.loaded);
        if (strcmp(sessions, cases[i].sessions) != 0)
            fail_msg("%s: %s", cases[i].name, sessions);
        if (found->count != 1)
            fail_msg("%s: %s", cases[i].name, loaded_findings(&imported.loaded));
        const char *line =
            arena_printf(imported.loaded.arena, "%s: %.*s", severity_name(found->items[0].severity),
                         str_arg(found->items[0].message));
        if (strcmp(line, cases[i].finding) != 0 || found->items[0].at.line != 3)
            fail_msg("%s: %s", cases[i].name, line);
        imported_free(&imported);
    }
}

static void an_id_that_was_changed_is_not_a_written_one(void **state) {
    (void)state;
    Imported imported = import_file(FIELD "same-id.csv", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    assert_int_equal(schedule->session_count, 2);
    assert_true(schedule->sessions[0].is_id_written);
    assert_false(schedule->sessions[1].is_id_written);
    assert_true(str_equal_c(schedule->sessions[1].id, "7-2"));
    imported_free(&imported);
}

/* ---- rooms ---- */

static void a_room_without_sessions_is_a_room(void **state) {
    (void)state;
    Imported imported = import_file(FIELD "voc.xml", NULL);
    size_t room = schedule_room_by_id(imported.loaded.schedule, str_from("saal-2"));
    assert_int_not_equal(room, SCHEDULE_NONE);
    assert_true(str_equal_c(loaded_word(&imported.loaded.schedule->rooms[room].name), "Saal 2"));
    imported_free(&imported);
}

static void a_renamed_room_keeps_its_guid(void **state) {
    (void)state;
    Str guid = str_from("83c6c072-2352-4d82-a612-e7f2f1a1a929");
    Imported one = import_file(FIELD "room-rename-1.xml", NULL);
    Imported two = import_file(FIELD "room-rename-2.xml", NULL);
    const Schedule *before = one.loaded.schedule, *after = two.loaded.schedule;
    size_t then = schedule_room_by_id(before, guid), now = schedule_room_by_id(after, guid);
    assert_true(str_equal_c(loaded_word(&before->rooms[then].name), "Curie"));
    assert_true(str_equal_c(loaded_word(&after->rooms[now].name), "Curie (1st floor)"));
    imported_free(&one);
    imported_free(&two);
}

static void other_programs_ids_are_kept(void **state) {
    (void)state;
    Imported sessionize = import_file(FIELD "sessionize.json", NULL);
    assert_int_equal(schedule_room_by_id(sessionize.loaded.schedule, str_from("1")), 0);
    assert_true(str_equal_c(sessionize.loaded.schedule->rooms[0].id, "hall"));
    imported_free(&sessionize);
    Imported opass = import_file(IMPORT "opass.json", NULL);
    assert_int_not_equal(schedule_room_by_id(opass.loaded.schedule, str_from("R1")), SCHEDULE_NONE);
    imported_free(&opass);
}

static void names_that_differ_in_writing_only_are_one_room(void **state) {
    (void)state;
    Imported imported = import_bytes(str_from("Title,Date,Start,End,Room\n"
                                              "A,2027-03-05,9:00,9:30,Hall  One\n"
                                              "B,2027-03-05,9:30,9:40,hall one\n"
                                              "C,2027-03-05,9:40,9:50,ＨＡＬＬ　Ｏｎｅ\n"
                                              "D,2027-03-05,9:50,10:00,Hall-One\n"),
                                     "t.csv", "Europe/Berlin");
    const char *sessions = loaded_sessions(&imported.loaded);
    assert_string_equal(sessions, "09:00-09:30 hall-one A; 09:30-09:40 hall-one B; "
                                  "09:40-09:50 hall-one C; 09:50-10:00 hall-one-2 D");
    imported_free(&imported);
}

/* ---- zones ---- */

/* Two days in March, of which the clocks are put forward between; without a name of a zone. */
#define CHANGE                                                                                     \
    "<schedule><conference><title>T</title></conference>"                                          \
    "<day date='2026-03-28'><room name='A'><event id='1'><date>2026-03-28T09:00:00+01:00</date>"   \
    "<start>09:00</start><duration>01:00</duration><title>X</title></event></room></day>"          \
    "<day date='2026-03-29'><room name='A'><event id='2'><date>2026-03-29T09:00:00+02:00</date>"   \
    "<start>09:00</start><duration>01:00</duration><title>Y</title></event></room></day>"          \
    "</schedule>"

/* One day, of which no clocks show all. */
#define AT(id, time, offset)                                                                       \
    "<event id='" id "'><date>2026-03-28T" time ":00" offset "</date><start>" time                 \
    "</start><duration>00:30</duration><title>" id "</title></event>"
#define TANGLED                                                                                     \
    "<schedule><conference><title>T</title></conference><day date='2026-03-28'><room name='A'>" AT( \
        "1", "09:00", "+01:00") AT("2", "10:00", "+02:00")                                          \
        AT("3", "11:00", "+01:00") "</room></day></schedule>"

/* The same, and a day after the clocks were put forward. */
#define TANGLED_AND_CHANGED                                                                                       \
    "<schedule><conference><title>T</title></conference><day date='2026-03-28'><room name='A'>" AT(               \
        "1", "09:00", "+01:00")                                                                                   \
        AT("2", "10:00",                                                                                          \
           "+02:00") "</room></day><day date='2026-03-30'><room name='A'>"                                        \
                     "<event id='3'><date>2026-03-30T09:00:00+02:00</date><start>09:00</start>"                   \
                     "<duration>01:00</duration><title>Y</title></event>"                                         \
                     "<event id='4'><date>2026-03-30T10:00:00+02:00</date><start>10:00</start>"                   \
                     "<duration>01:00</duration><title>Z</title></event></room></day>"                            \
                     "<day date='2026-03-27'><room name='A'><event id='5'><date>2026-03-27T09:00:00+01:00</date>" \
                     "<start>09:00</start><duration>01:00</duration><title>W</title></event></room></day>"        \
                     "</schedule>"

/* Ends are written too. */
#define TANGLED_SHEET                                                                              \
    "Title,Start,End,Room\n"                                                                       \
    "X,2026-03-28T09:00:00+01:00,2026-03-28T09:30:00+01:00,A\n"                                    \
    "Y,2026-03-28T10:00:00+02:00,2026-03-28T10:30:00+02:00,A\n"                                    \
    "Z,2026-03-28T11:00:00+01:00,2026-03-28T11:30:00+01:00,A\n"

/* Instants in UTC, and beside them what the clocks show. */
#define IN_UTC(name)                                                                               \
    "<schedule><conference><title>T</title>" name "</conference>"                                  \
    "<day date='2026-12-14'><room name='A'><event id='1'><date>2026-12-14T23:00:00Z</date>"        \
    "<start>00:00</start><duration>01:00</duration><title>X</title></event></room></day>"          \
    "</schedule>"

/* One event here and two there; the calendar's name is of a third place. */
#define CALENDAR                                                                                   \
    "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Asia/Tokyo\n"                                                  \
    "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20260601T090000\nDURATION:PT1H\nSUMMARY:X\n"  \
    "END:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART;TZID=America/Chicago:20260602T090000\n"              \
    "DURATION:PT1H\nSUMMARY:Y\nEND:VEVENT\nBEGIN:VEVENT\nUID:3\n"                                  \
    "DTSTART;TZID=America/Chicago:20260603T090000\nDURATION:PT1H\nSUMMARY:Z\nEND:VEVENT\n"         \
    "END:VCALENDAR\n"

#define NATIVE(zone)                                                                               \
    "kiosk: 1\nevent: {name: E" zone "}\n"                                                         \
    "days: [{date: 2026-06-01, sessions: [{time: 9:00-9:30, title: A}]}]\n"

static void the_clock_on_the_wall_is_the_venues(void **state) {
    (void)state;
    static const struct {
        const char *name;
        const char *file; /* NULL: `text` */
        const char *text, *zone, *host;
        const char *is, *clocks, *findings;
        bool is_assumed;
    } cases[] = {
        {"clock times against a name", "zone-name-wrong.xml", NULL, "", "America/New_York",
         "Etc/GMT-1", "09:00", "warning wrong-timezone 3:115", false},
        {"the person wins over them", "zone-name-wrong.xml", NULL, "Asia/Tokyo", "", "Asia/Tokyo",
         "17:00", "warning offset 3:115", false},
        {"UTC by habit, and the person knows", "sched-utc.ics", NULL, "America/Los_Angeles", "",
         "America/Los_Angeles", "09:00 10:30", "", false},
        {"UTC by habit", "sched-utc.ics", NULL, "", "America/New_York", "America/New_York",
         "12:00 13:30", "warning missing-timezone 0:0", true},
        {"floating", "floating.ics", NULL, "", "America/New_York", "America/New_York", "09:00",
         "warning missing-timezone 0:0", true},
        {"floating, and nobody knows", "floating.ics", NULL, "", "", "UTC", "09:00",
         "warning missing-timezone 0:0", true},
        {"Sessionize", "sessionize.json", NULL, "", "America/New_York", "America/New_York", "10:00",
         "warning missing-timezone 0:0", true},
        {"a sheet", "sheet.csv", NULL, "", "America/New_York", "America/New_York", "10:00 11:00",
         "warning missing-timezone 0:0", true},
        {"a sheet, and the person knows", "sheet.csv", NULL, "Europe/Paris", "America/New_York",
         "Europe/Paris", "10:00 11:00", "", false},
        {"a change of the clocks", NULL, CHANGE, "", "America/New_York", "Europe/Berlin",
         "09:00 09:00", "warning missing-timezone 0:0", false},
        {"clocks that no place has", NULL, TANGLED, "", "America/New_York", "Etc/GMT-1",
         "09:00-09:30 10:00-10:30 11:00-11:30", "warning offset 0:0; note missing-timezone 0:0",
         false},
        {"with ends", NULL, TANGLED_SHEET, "", "America/New_York", "Etc/GMT-1",
         "09:00-09:30 10:00-10:30 11:00-11:30", "warning offset 0:0; note missing-timezone 0:0",
         false},
        {"clocks that a place has but for one", NULL, TANGLED_AND_CHANGED, "", "", "Europe/Berlin",
         "09:00 09:00 10:00 09:00 10:00", "warning missing-timezone 0:0; warning offset 0:0",
         false},
        {"such clocks, and the person", NULL, TANGLED, "Europe/Berlin", "", "Europe/Berlin",
         "09:00-09:30 09:00-09:30 11:00-11:30", "warning offset 1:212", false},
        {"UTC beside the clock", NULL, IN_UTC(""), "", "America/New_York", "Etc/GMT-1", "00:00",
         "note missing-timezone 0:0", false},
        {"UTC beside the clock, and a name", NULL,
         IN_UTC("<time_zone_name>Europe/Berlin</time_zone_name>"), "", "", "Europe/Berlin", "00:00",
         "", false},
        {"most events, not the calendar", NULL, CALENDAR, "", "", "America/Chicago",
         "02:00 09:00 09:00", "", false},
        {"our own", NULL, NATIVE(", timezone: Europe/Berlin"), "", "America/New_York",
         "Europe/Berlin", "09:00", "", false},
        {"our own, and the person", NULL, NATIVE(", timezone: Europe/Berlin"), "Asia/Tokyo", "",
         "Asia/Tokyo", "09:00", "", false},
        {"our own without", NULL, NATIVE(""), "", "America/New_York", "America/New_York", "09:00",
         "error missing-timezone 2:8", true},
        {"our own without, and the person", NULL, NATIVE(""), "Asia/Tokyo", "", "Asia/Tokyo",
         "09:00", "", false},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Loaded loaded = {.arena = arena_create()};
        Arena *arena = loaded.arena;
        Str source = cases[i].file
                         ? loaded_file(arena, arena_printf(arena, "%s%s", FIELD, cases[i].file))
                         : str_from(cases[i].text);
        loaded.diagnostics = diagnostics_create(arena, str_from("t"), source);
        FormatInput input = {.source = source,
                             .source_name = str_from("t"),
                             .now = LOADED_NOW,
                             .zone = str_from(cases[i].zone),
                             .host_zone = str_from(cases[i].host)};
        loaded.schedule = schedule_load(&input, &loaded.diagnostics);
        const Event *event = &loaded.schedule->event;
        const char *clocks = "";
        for (size_t k = 0; k < loaded.schedule->session_count; k++) {
            LocalTime local = zone_local(event->zone, loaded.schedule->sessions[k].start);
            LocalTime end = zone_local(event->zone, loaded.schedule->sessions[k].end);
            clocks = arena_printf(arena, "%s%s%02d:%02d", clocks, k ? " " : "", (int)local.hour,
                                  (int)local.minute);
            if (strchr(cases[i].clocks, '-'))
                clocks =
                    arena_printf(arena, "%s-%02d:%02d", clocks, (int)end.hour, (int)end.minute);
        }
        if (!str_equal_c(event->zone_name, cases[i].is) || strcmp(clocks, cases[i].clocks) != 0)
            fail_msg("%s: %.*s %s", cases[i].name, str_arg(event->zone_name), clocks);
        if (strcmp(loaded_findings(&loaded), cases[i].findings) != 0)
            fail_msg("%s: %s", cases[i].name, loaded_findings(&loaded));
        if (event->is_zone_assumed != cases[i].is_assumed)
            fail_msg("%s: assumed", cases[i].name);
        loaded_free(&loaded);
    }
}

/* ---- languages ---- */

static void the_screen_speaks_as_its_texts_do(void **state) {
    (void)state;
    static const struct {
        const char *name, *file, *text, *languages;
        bool is_guessed;
    } cases[] = {
        {"Spanish", "plain.yaml", NULL, "es", true},
        {"English", "plain-en.yaml", NULL, "en", true},
        {"as the file says", NULL,
         "kiosk: 1\nevent: {name: Jornada de Software Libre y abierto, language: ca, timezone: UTC}\n"
         "days: [{sessions: [{time: 9:00-9:30, title: Bienvenida y presentación}]}]\n",
         "ca", false},
        {"as the display says", NULL,
         "kiosk: 1\nevent: {name: Jornada de Software Libre y abierto, timezone: UTC}\n"
         "display: {languages: [fr]}\n"
         "days: [{sessions: [{time: 9:00-9:30, title: Bienvenida y presentación}]}]\n",
         "fr", false},
        {"texts that say theirs", NULL,
         "kiosk: 1\nevent: {name: {zh: 大会, en: Conference}, timezone: UTC}\n"
         "days: [{sessions: [{time: 9:00-9:30, title: {zh: 开幕, en: Opening}}]}]\n",
         "zh en", false},
        {"one language by two tags", NULL,
         "kiosk: 1\nevent: {name: {zh-TW: 大會, en: Conference}, timezone: UTC}\n"
         "days: [{sessions: [{time: 9:00-9:30, title: {zh-Hant: 開幕, en: Opening}},\n"
         "  {time: 9:30-10:00, title: {zh-TW: 午餐, zh: 午餐, en: Lunch}}]}]\n",
         "zh-TW en zh", false},
        {"one that says its language among many that do not", NULL,
         "kiosk: 1\nevent: {name: {en: Spring}, timezone: UTC}\n"
         "days: [{sessions: [{time: 9:00-9:30, title: Bienvenida y presentación},\n"
         "  {time: 9:30-10:00, title: Segunda charla de la mañana}]}]\n",
         "es en", true},
        {"Chinese", NULL,
         "kiosk: 1\nevent: {name: 开源大会, timezone: UTC}\n"
         "days: [{sessions: [{time: 9:00-9:30, title: 开幕致辞, speakers: [John Smith, Mary Jones]}]}]"
         "\n",
         "zh", true},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Loaded loaded = {0};
        if (cases[i].file) {
            Arena *arena = arena_create();
            loaded =
                load_bytes(loaded_file(arena, arena_printf(arena, "%s%s", FIELD, cases[i].file)),
                           cases[i].file);
            arena_free(arena);
        } else {
            loaded = load_text(cases[i].text);
        }
        const Display *display = &loaded.schedule->display;
        const char *languages = "";
        for (size_t k = 0; k < display->language_count; k++)
            languages = arena_printf(loaded.arena, "%s%s%.*s", languages, k ? " " : "",
                                     str_arg(display->languages[k]));
        if (strcmp(languages, cases[i].languages) != 0 ||
            display->is_language_guessed != cases[i].is_guessed)
            fail_msg("%s: %s", cases[i].name, languages);
        loaded_free(&loaded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_is_read_as_what_it_is),
        cmocka_unit_test(one_session_is_what_is_the_same),
        cmocka_unit_test(an_id_that_was_changed_is_not_a_written_one),
        cmocka_unit_test(a_room_without_sessions_is_a_room),
        cmocka_unit_test(a_renamed_room_keeps_its_guid),
        cmocka_unit_test(other_programs_ids_are_kept),
        cmocka_unit_test(names_that_differ_in_writing_only_are_one_room),
        cmocka_unit_test(the_clock_on_the_wall_is_the_venues),
        cmocka_unit_test(the_screen_speaks_as_its_texts_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
