/* test_native.c: kiosk's own YAML, key by key: what each becomes, and what is said of slips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats/write_native.h"
#include "loaded.h"

#define EVENT "kiosk: 1\nevent: {name: Test, timezone: Europe/Berlin}\n" /* 2 lines */
#define HALLS "rooms: [{id: hall, name: Hall}, {id: annex, name: {de: Anbau, en: Annex}}]\n"
#define DAY   EVENT HALLS "days:\n- date: 2027-03-05\n  sessions:\n" /* 6 lines */

typedef struct {
    const char *name, *text, *findings, *sessions;
} Case;

static void check_cases(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Loaded loaded = load_text(cases[i].text);
        if (strcmp(loaded_findings(&loaded), cases[i].findings) != 0) {
            diagnostics_print(&loaded.diagnostics, stderr);
            fail_msg("%s: %s", cases[i].name, loaded_findings(&loaded));
        }
        if (strcmp(loaded_sessions(&loaded), cases[i].sessions) != 0)
            fail_msg("%s: %s", cases[i].name, loaded_sessions(&loaded));
        loaded_free(&loaded);
    }
}

static void assert_text(const Localized *text, const char *language, const char *expected) {
    Str got = localized_in(text, str_from(language));
    if (!str_equal_c(got, expected))
        fail_msg("%s: \"%.*s\" is not \"%s\"", language, str_arg(got), expected);
}

static void assert_plain(const Localized *text, const char *expected) {
    if (!str_equal_c(loaded_word(text), expected))
        fail_msg("\"%.*s\" is not \"%s\"", str_arg(loaded_word(text)), expected);
}

/* ---- times of sessions ---- */

static void when_sessions_are(void **state) {
    (void)state;
    static const Case cases[] = {
        {"start and end", DAY "  - {start: 9:05, end: 9:25, title: A}", "", "09:05-09:25 A"},
        {"start and duration", DAY "  - {start: 9:05, duration: 20, title: A}", "",
         "09:05-09:25 A"},
        {"hours", DAY "  - {start: 9:05, duration: 1h30, title: A}", "", "09:05-10:35 A"},
        {"time", DAY "  - {time: 9:05–9:25, title: A}", "", "09:05-09:25 A"},
        {"time alone and duration", DAY "  - {time: 9:05, duration: 20, title: A}", "",
         "09:05-09:25 A"},
        {"time and start", DAY "  - {time: 9:05-9:25, start: 10:00, title: A}",
         "warning conflict 7:30", "09:05-09:25 A"},
        {"end and duration", DAY "  - {start: 9:05, end: 9:25, duration: 30, title: A}",
         "warning conflict 7:40", "09:05-09:25 A"},
        {"full-width colons are told of once",
         DAY "  - {time: 9：05-9：25, title: A}\n  - {start: 10：00, end: 10：30, title: B}",
         "note fullwidth-colon 7:12", "09:05-09:25 A; 10:00-10:30 B"},
        {"no start", DAY "  - {end: 9:25, title: A}\n  - {time: 10:00-11:00, title: B}",
         "error missing-start 7:5", "10:00-11:00 B"},
        {"a range as start", DAY "  - {start: 9:05-9:25, title: A}", "error bad-time 7:13", "NULL"},
        {"bad range", DAY "  - {time: 9:05-9:2, title: A}", "error bad-time 7:12", "NULL"},
        {"no time at all", DAY "  - {start: 9:05, duration: 0, title: A}",
         "error bad-duration 7:29", "NULL"},
        {"half the day late", DAY "  - {start: 13:30, end: 12:00, title: A}",
         "error end-before-start 7:25", "NULL"},
        {"over midnight", DAY "  - {start: 23:30, end: 0:30, title: A}", "", "23:30-00:30+ A"},
        {"after midnight", DAY "  - {start: 0:45, end: 1:15, title: A}", "", "00:45+-01:15+ A"},
        {"until the day changes", DAY "  - {start: 3:30, end: 4:30, title: A}", "",
         "03:30+-04:30+ A"},
        {"24:00", DAY "  - {start: 24:00, end: 24:30, title: A}", "", "00:00+-00:30+ A"},
        {"25:30 is half past one", DAY "  - {start: 23:00, end: 25:30, title: A}", "",
         "23:00-01:30+ A"},
        {"until midnight", DAY "  - {start: 23:00, end: 24:00, title: A}", "", "23:00-00:00+ A"},
        {"through the night", DAY "  - {start: 18:00, end: 6:00, title: A}", "", "18:00-06:00+ A"},
        {"longer than the night", DAY "  - {start: 18:00, end: 6:01, title: A}",
         "error end-before-start 7:25", "NULL"},
        {"after the conference day", DAY "  - {start: 28:30, end: 29:00, title: A}",
         "error bad-time 7:13", "NULL"},
        {"another change of day",
         "kiosk: 1\nevent: {timezone: Europe/Berlin, day_change: \"06:00\"}\ndays:\n- date: "
         "2027-03-05\n  sessions: [{time: 5:00-5:30, title: A}, {time: 6:00-6:30, title: B}]",
         "", "06:00-06:30 B; 05:00+-05:30+ A"},
        {"the file's order does not matter",
         DAY "  - {time: 10:00-11:00, title: B}\n  - {time: 9:00-10:00, title: A}", "",
         "09:00-10:00 A; 10:00-11:00 B"},
        {"same start: by room",
         DAY "  - {time: 9:00-10:00, room: annex, title: B}\n  - {time: 9:00-10:00, room: hall, "
             "title: A}\n  - {time: 9:00-10:00, title: C}",
         "", "09:00-10:00 C; 09:00-10:00 hall A; 09:00-10:00 annex B"},
    };
    check_cases(cases, countof(cases));
}

static void missing_ends(void **state) {
    (void)state;
    static const Case cases[] = {
        {"the next in the room",
         DAY "  - {start: 9:00, room: hall, title: A}\n  - {time: 9:30-9:40, room: annex, title: "
             "B}\n  - {time: 10:00-11:00, room: hall, title: C}",
         "warning missing-end 7:13", "09:00-10:00 hall A; 09:30-09:40 annex B; 10:00-11:00 hall C"},
        {"a break for all rooms ends it, too",
         DAY "  - {start: 9:00, room: hall, title: A}\n  - {time: 9:45-10:00, type: break, title: "
             "Tea}",
         "warning missing-end 7:13", "09:00-09:45 hall A; 09:45-10:00 Tea"},
        {"the last one", DAY "  - {start: 9:00, room: hall, title: A}", "warning missing-end 7:13",
         "09:00-09:30 hall A"},
        {"the next day's does not end it",
         DAY "  - {start: 22:00, title: A}\n- date: 2027-03-06\n  sessions: [{time: 9:00-10:00, "
             "title: B}]",
         "warning missing-end 7:13", "22:00-22:30 A / 09:00-10:00 B"},
        {"two that start together",
         DAY "  - {start: 9:00, room: hall, title: A}\n  - {start: 9:00, room: hall, title: B}\n  "
             "- {time: 9:20-9:30, room: hall, title: C}",
         "warning missing-end 7:13; warning missing-end 8:13",
         "09:00-09:20 hall A; 09:00-09:20 hall B; 09:20-09:30 hall C"},
        {"segments that tell",
         DAY "  - {start: 9:00, title: A, segments: [{minutes: 10, title: x}, {minutes: 5, title: "
             "y}]}",
         "", "09:00-09:15 A"},
    };
    check_cases(cases, countof(cases));
}

static void daylight_saving(void **state) {
    (void)state;
    static const Case cases[] = {
        {"skipped: 2:30 is moved to 3:30, so that the first one has no length",
         EVENT "days:\n- date: 2027-03-27\n  sessions: [{time: 2:30-3:30, title: A}, {time: "
               "1:30-1:45, title: B}]",
         "error end-before-start 5:21; warning skipped-time 5:21", "01:30+-01:45+ B"},
        {"doubled", EVENT "days:\n- date: 2027-10-30\n  sessions: [{time: 2:30-3:30, title: A}]",
         "warning doubled-time 5:21", "02:30+-03:30+ A"},
        {"a duration counts real minutes",
         EVENT "days:\n- date: 2027-03-27\n  sessions: [{start: 1:30, duration: 2h, title: A}]", "",
         "01:30+-04:30+ A"},
    };
    check_cases(cases, countof(cases));
}

/* ---- days ---- */

static void days(void **state) {
    (void)state;
    static const Case cases[] = {
        {"in order",
         EVENT "days:\n- {date: 2027-03-06, sessions: [{time: 9:00-9:30, title: B}]}\n- "
               "{date: 2027/3/5, sessions: [{time: 9:00-9:30, title: A}]}",
         "", "09:00-09:30 A / 09:00-09:30 B"},
        {"the same date again",
         EVENT "days:\n- {date: 2027-03-05, sessions: [{time: 10:00-10:30, title: B}]}\n- {date: "
               "2027-03-05, sessions: [{time: 9:00-9:30, title: A}]}",
         "warning duplicate-day 5:10", "09:00-09:30 A; 10:00-10:30 B"},
        {"no date", EVENT "days:\n- sessions: [{time: 9:00-9:30, title: A}]", "", "09:00-09:30 A"},
        {"no date, twice",
         EVENT "days:\n- sessions: [{time: 9:00-9:30, title: A}]\n- sessions: [{time: 9:30-9:45, "
               "title: B}]",
         "warning duplicate-day 5:3", "09:00-09:30 A; 09:30-09:45 B"},
        {"a bad date: its sessions are looked at all the same",
         EVENT "days:\n- {date: soon, sessions: [{start: 9, title: A}]}\n- {date: 2027-03-05, "
               "sessions: [{time: 9:00-9:30, title: B}]}",
         "error bad-date 4:10; error bad-time 4:35", "09:00-09:30 B"},
        {"one session without a list",
         EVENT "days: {date: 2027-03-05, sessions: {time: 9:00-9:30, title: A}}", "",
         "09:00-09:30 A"},
        {"empty", EVENT "days:\n- date: 2027-03-05\n  sessions:\n", "error empty 1:1", "NULL"},
        {"no title", DAY "  - {time: 9:00-9:30}\n  - {time: 9:30-9:40, type: break}",
         "error missing-title 7:5", "09:30-09:40 "},
    };
    check_cases(cases, countof(cases));
    Loaded loaded =
        load_text(EVENT "days:\n- title: Heute\n  sessions: [{time: 9:00-9:30, title: A}]");
    const Day *day = &loaded.schedule->days[0];
    assert_true(day->is_undated);
    assert_int_equal(day->date.year, 2027);
    assert_int_equal(day->date.month, 3);
    assert_int_equal(day->date.day, 5);
    assert_true(day->from == LOADED_NOW - 8 * MILLIS_HOUR); /* 04:00 */
    assert_true(day->until == day->from + 24 * MILLIS_HOUR);
    assert_plain(&day->title, "Heute");
    loaded_free(&loaded);
}

/* ---- what a session says about itself ---- */

static void a_whole_session(void **state) {
    (void)state;
    Loaded loaded =
        load_text(EVENT HALLS "tracks: [{id: bio, name: Nature, color: \"#3a7\"}]\n"
                              "partners: {gold: [{id: acme, name: Acme}]}\n"
                              "days:\n- date: 2027-03-05\n  sessions:\n"
                              "  - id: bees\n"
                              "    time: 9:00-9:30\n"
                              "    rooms: [hall, Anbau]\n"
                              "    track: nature\n"
                              "    type: keynote\n"
                              "    language: de\n"
                              "    title: {de: Bienen, en: Bees}\n"
                              "    subtitle: A talk\n"
                              "    note: Bring a hat\n"
                              "    url: https://example.org\n"
                              "    do_not_record: yes\n"
                              "    speakers:\n"
                              "    - Jane Doe (Acme Labs (Berlin))\n"
                              "    - 马涛（伯瑜）\n"
                              "    - {name: {de: Anna, en: Ann}, affiliation: Honig GmbH}\n"
                              "    - {zh: 李明, en: Li Ming}\n"
                              "    - Nobody(Here)\n"
                              "    - Bob (Acme) and others\n"
                              "    segments:\n"
                              "    - {minutes: 10, title: Intro}\n"
                              "    - {minutes: 5, partner: acme}\n"
                              "    - {start: \"9:20\", title: Questions}\n");
    assert_string_equal(loaded_findings(&loaded), "");
    const Schedule *schedule = loaded.schedule;
    const Session *session = &schedule->sessions[0];
    assert_true(str_equal_c(session->id, "bees"));
    assert_int_equal(session->room_count, 2);
    assert_int_equal(session->rooms[1], 1);
    assert_int_equal(session->track, 0);
    assert_int_equal(schedule->tracks[0].color, 0x33AA77);
    assert_int_equal(session->type, SESSION_KEYNOTE);
    assert_true(str_equal_c(session->language, "de"));
    assert_text(&session->title, "en", "Bees");
    assert_plain(&session->subtitle, "A talk");
    assert_plain(&session->note, "Bring a hat");
    assert_true(str_equal_c(session->url, "https://example.org"));
    assert_true(session->do_not_record);
    assert_int_equal(session->status, SESSION_CONFIRMED);
    assert_true(session->planned_start == session->start && session->planned_end == session->end);
    assert_ptr_equal(session->planned_rooms, session->rooms);
    assert_int_equal(session->at.line, 10);
    assert_int_equal(session->speaker_count, 6);
    const Speaker *speakers = session->speakers;
    assert_plain(&speakers[0].name, "Jane Doe");
    assert_plain(&speakers[0].affiliation, "Acme Labs (Berlin)");
    assert_plain(&speakers[1].name, "马涛（伯瑜）");
    assert_int_equal(speakers[1].affiliation.count, 0);
    assert_text(&speakers[2].name, "en", "Ann");
    assert_plain(&speakers[2].affiliation, "Honig GmbH");
    assert_text(&speakers[3].name, "en", "Li Ming");
    assert_plain(&speakers[4].name, "Nobody(Here)");
    assert_plain(&speakers[5].name, "Bob (Acme) and others");
    assert_int_equal(session->segment_count, 3);
    const Segment *segments = session->segments;
    assert_true(segments[0].end == session->start + 10 * MILLIS_MINUTE);
    assert_true(segments[1].start == segments[0].end);
    assert_true(segments[1].end == session->start + 15 * MILLIS_MINUTE);
    assert_int_equal(segments[1].partner, 0);
    assert_plain(&segments[1].title, "Acme"); /* the partner's name */
    assert_true(segments[2].start == session->start + 20 * MILLIS_MINUTE);
    assert_true(segments[2].end == session->end);
    assert_true(segments[2].partner == SCHEDULE_NONE);
    loaded_free(&loaded);
}

/* What was copied out of a web page, and what a screen shows of it. */
static void entities(void **state) {
    (void)state;
    Loaded loaded = load_text("kiosk: 1\n"
                              "event: {name: X, timezone: Europe/Berlin}\n"
                              "days:\n"
                              "- date: 2026-10-24\n"
                              "  sessions:\n"
                              "  - {time: 9:00-9:30, title: \"Caf&eacute; &amp; more\"}\n"
                              "  - {time: 9:30-9:45, title: \"&amp;amp; &lt;b>\"}\n"
                              "  - {time: 9:45-10:00, title: R&D; AT&T}\n");
    assert_string_equal(loaded_findings(&loaded), "note html-entity 6:30");
    assert_string_equal(loaded_sessions(&loaded),
                        "09:00-09:30 Café & more; 09:30-09:45 &amp; <b>; 09:45-10:00 R&D; AT&T");
    Str text = write_native(loaded.arena, loaded.schedule, &(WriteOptions){0});
    Loaded again = load_bytes(text, "again.yaml");
    assert_string_equal(loaded_sessions(&again), loaded_sessions(&loaded));
    loaded_free(&again);
    loaded_free(&loaded);
}

static void all_day(void **state) {
    (void)state;
    Loaded loaded = load_text("kiosk: 1\n"
                              "event: {name: X, timezone: Europe/Berlin}\n"
                              "days:\n"
                              "- date: 2026-10-24\n" /* of 25 hours */
                              "  sessions:\n"
                              "  - {time: 9:00-9:30, title: Talk}\n"
                              "  - {all_day: yes, title: Exhibition}\n"
                              "  - {all_day: yes, start: 9:00, title: Market}\n"
                              "  - {all_day: maybe, time: 9:30-10:00, title: Other}\n");
    assert_string_equal(loaded_findings(&loaded), "warning conflict 8:27; warning bad-value 9:15");
    assert_string_equal(loaded_sessions(&loaded),
                        "04:00-04:00+ Exhibition; 04:00-04:00+ Market; 09:00-09:30 Talk; "
                        "09:30-10:00 Other");
    const Session *session = &loaded.schedule->sessions[0];
    assert_true(session->is_all_day && loaded.schedule->sessions[1].is_all_day);
    assert_true(!loaded.schedule->sessions[2].is_all_day);
    assert_true(session->end - session->start == 25 * MILLIS_HOUR);
    assert_true(session->planned_start == session->start && session->planned_end == session->end);
    loaded_free(&loaded);
}

static void segments(void **state) {
    (void)state;
#define IN "  - {time: 9:00-9:30, title: A, segments: ["
    static const struct {
        const char *name, *text, *findings, *expected;
    } cases[] = {
        {"back to back", DAY IN "{minutes: 10}, {duration: 5m}, {end: 9:25}, {}]}", "",
         "0-10 10-15 15-25 25-30"},
        {"with starts", DAY IN "{start: 9:05}, {start: 9:15}]}", "", "5-15 15-30"},
        {"with ranges", DAY IN "{time: 9:00-9:10}, {time: 9:20-9:30}]}", "", "0-10 20-30"},
        {"longer than the session", DAY IN "{minutes: 20}, {minutes: 20}]}",
         "warning segments-too-long 7:12", "0-20 20-30"},
        {"behind the session", DAY IN "{minutes: 30}, {minutes: 20}]}",
         "warning segments-too-long 7:12", "0-30"},
        {"no length in the middle", DAY IN "{title: x}, {minutes: 10}]}", "error bad-segment 7:44",
         "0-10"},
        {"before the session", DAY IN "{start: 8:55, minutes: 5}, {minutes: 5}]}",
         "error bad-segment 7:52", "0-5"},
        {"out of order", DAY IN "{minutes: 20}, {start: 9:10, minutes: 5}]}",
         "error bad-segment 7:67", "0-20"},
        {"end before start", DAY IN "{time: 9:20-9:10}]}", "error bad-segment 7:51", ""},
        {"bad minutes", DAY IN "{minutes: some}, {minutes: 10}]}", "error bad-duration 7:54",
         "0-10"},
        {"unknown partner", DAY IN "{minutes: 5, partner: acme}]}", "warning unknown-partner 7:66",
         "0-5"},
        {"not a map", DAY IN "Intro, {minutes: 10}]}", "error wrong-kind 7:44", "0-10"},
    };
#undef IN
    for (size_t i = 0; i < countof(cases); i++) {
        Loaded loaded = load_text(cases[i].text);
        if (strcmp(loaded_findings(&loaded), cases[i].findings) != 0)
            fail_msg("%s: %s", cases[i].name, loaded_findings(&loaded));
        const Session *session = &loaded.schedule->sessions[0];
        const char *got = "";
        for (size_t k = 0; k < session->segment_count; k++)
            got = arena_printf(loaded.arena, "%s%s%d-%d", got, k ? " " : "",
                               (int)((session->segments[k].start - session->start) / MILLIS_MINUTE),
                               (int)((session->segments[k].end - session->start) / MILLIS_MINUTE));
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s: %s", cases[i].name, got);
        loaded_free(&loaded);
    }
}

static void changed_plans(void **state) {
    (void)state;
    static const struct {
        const char *name, *keys, *findings;
        SessionStatus status;
        int32_t start, end; /* planned: minutes from 9:00 */
        size_t room;        /* planned; SCHEDULE_NONE: everywhere */
    } cases[] = {
        {"nothing", "", "", SESSION_CONFIRMED, 0, 30, 0},
        {"cancelled", ", status: cancelled", "", SESSION_CANCELLED, 0, 30, 0},
        {"in American", ", status: canceled", "", SESSION_CANCELLED, 0, 30, 0},
        {"moved, nobody says from where", ", status: moved", "", SESSION_MOVED, 0, 30, 0},
        {"moved from a room", ", status: moved, was: {room: annex}", "", SESSION_MOVED, 0, 30, 1},
        {"moved from a room and a time",
         ", status: moved, was: {room: annex, start: \"8:30\", end: \"8:45\"}", "", SESSION_MOVED,
         -30, -15, 1},
        {"delayed", ", status: delayed, was: {start: \"8:50\", end: \"9:20\"}", "", SESSION_DELAYED,
         -10, 20, 0},
        {"delayed, as long as planned", ", status: delayed, was: {start: \"8:50\"}", "",
         SESSION_DELAYED, -10, 20, 0},
        {"a range", ", status: delayed, was: {time: 8:50-9:10}", "", SESSION_DELAYED, -10, 10, 0},
        {"the status follows from what it was", ", was: {room: annex}", "", SESSION_MOVED, 0, 30,
         1},
        {"and from when", ", was: {start: \"8:50\"}", "", SESSION_DELAYED, -10, 20, 0},
        {"an unknown room", ", status: moved, was: {room: annx}", "error unknown-room 7:72",
         SESSION_MOVED, 0, 30, 2},
        {"an unknown key", ", status: moved, was: {hall: annex}", "warning unknown-key 7:66",
         SESSION_MOVED, 0, 30, 0},
        {"not a map", ", status: moved, was: annex", "error wrong-kind 7:65", SESSION_MOVED, 0, 30,
         0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Loaded loaded = load_text(arena_printf(
            arena, DAY "  - {time: 9:00-9:30, room: hall, title: A%s}", cases[i].keys));
        if (strcmp(loaded_findings(&loaded), cases[i].findings) != 0)
            fail_msg("%s: %s", cases[i].name, loaded_findings(&loaded));
        const Session *session = &loaded.schedule->sessions[0];
        Instant nine = session->start;
        if (session->status != cases[i].status ||
            session->planned_start != nine + cases[i].start * MILLIS_MINUTE ||
            session->planned_end != nine + cases[i].end * MILLIS_MINUTE ||
            session->planned_rooms[0] != cases[i].room)
            fail_msg(
                "%s: %s, %d to %d, room %zu", cases[i].name, session_status_name(session->status),
                (int)((session->planned_start - nine) / MILLIS_MINUTE),
                (int)((session->planned_end - nine) / MILLIS_MINUTE), session->planned_rooms[0]);
        loaded_free(&loaded);
        arena_free(arena);
    }
}

static void identities(void **state) {
    (void)state;
    Loaded one = load_text(DAY "  - {time: 9:00-9:30, room: hall, title: A}\n"
                               "  - {time: 9:00-9:30, room: hall, title: A}\n"
                               "  - {time: 9:00-9:30, room: hall, title: B}\n");
    Loaded two = load_text(DAY "  - {time: 8:00-8:30, title: Z}\n"
                               "  - {time: 9:00-9:40, room: hall, title: B, note: new}\n");
    const Session *sessions = one.schedule->sessions;
    for (size_t i = 0; i < 3; i++) {
        assert_true(str_starts(sessions[i].id, "2027-03-05-0900-hall-"));
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(sessions[i].id, sessions[k].id));
    }
    /* The same session in another edition of the file */
    assert_true(str_equal(two.schedule->sessions[1].id, sessions[2].id));
    assert_true(one.schedule->hash != two.schedule->hash);
    assert_true(str_equal_c(one.schedule->source_name, "test.yaml"));
    loaded_free(&one);
    loaded_free(&two);
}

/* ---- rooms and other lists ---- */

static void rooms(void **state) {
    (void)state;
    static const Case cases[] = {
        {"by id, by name, in any language, in any case",
         DAY "  - {time: 9:00-9:10, room: hall, title: A}\n  - {time: 9:10-9:20, room: HALL, "
             "title: B}\n  - {time: 9:20-9:30, room: Anbau, title: C}\n  - {time: 9:30-9:40, "
             "rooms: [annex, hall, annex], title: D}",
         "",
         "09:00-09:10 hall A; 09:10-09:20 hall B; 09:20-09:30 annex C; 09:30-09:40 annex+hall D"},
        {"a slip is an error, and a room of its own all the same",
         DAY "  - {time: 9:00-9:10, room: anex, title: A}", "error unknown-room 7:29",
         "09:00-09:10 anex A"},
        {"one more letter, two swapped",
         DAY "  - {time: 9:00-9:10, rooms: [halls, ahll], title: A}",
         "error unknown-room 7:31; error unknown-room 7:38", "09:00-09:10 halls+ahll A"},
        {"a like name is another room", DAY "  - {time: 9:00-9:10, room: halle b, title: A}",
         "warning unknown-room 7:29", "09:00-09:10 halle b A"},
        {"case, width and spaces are no difference",
         DAY "  - {time: 9:00-9:10, rooms: [HALL, ｈａｌｌ, \"  anbau\u3000 \"], title: A}", "",
         "09:00-09:10 hall+annex A"},
        {"what was written wrong twice is one room",
         DAY "  - {time: 9:00-9:10, room: Attic, title: A}\n"
             "  - {time: 9:10-9:20, room: attic, title: B}",
         "warning unknown-room 7:29", "09:00-09:10 Attic A; 09:10-09:20 Attic B"},
        {"another place", DAY "  - {time: 9:00-9:10, room: Garden, title: A}",
         "warning unknown-room 7:29", "09:00-09:10 Garden A"},
        {"no rooms in the file: each that is named",
         EVENT "days:\n- date: 2027-03-05\n  sessions:\n  - {time: 9:00-9:10, room: X1, title: "
               "A}\n  - {time: 9:10-9:20, room: X1, title: B}\n  - {time: 9:00-9:10, room: X2, "
               "title: C}",
         "", "09:00-09:10 X1 A; 09:00-09:10 X2 C; 09:10-09:20 X1 B"},
        {"names alone",
         EVENT
         "rooms: [Aula, {zh: 大厅, en: Foyer}, {name: Hof}, {id: k}]\ndays:\n- date: "
         "2027-03-05\n  sessions: [{time: 9:00-9:10, rooms: [Foyer, Hof, k, aula], title: A}]",
         "", "09:00-09:10 大厅+Hof+k+Aula A"},
        {"nameless and twice",
         EVENT "rooms: [{capacity: 3}, {id: a}, {id: a}]\ndays:\n- date: 2027-03-05\n  sessions: "
               "[{time: 9:00-9:10, room: a, title: A}]",
         "error missing-id 3:9; warning duplicate-id 3:33", "09:00-09:10 a A"},
        {"a list as room", DAY "  - {time: 9:00-9:10, room: [[hall]], title: A}",
         "error wrong-kind 7:30", "09:00-09:10 A"},
    };
    check_cases(cases, countof(cases));
    Loaded loaded = load_text(EVENT "rooms: [{id: a, name: Aula, capacity: 300, floor: 2. Stock}]\n"
                                    "days: [{sessions: [{time: 9:00-9:10, title: A}]}]");
    assert_int_equal(loaded.schedule->rooms[0].capacity, 300);
    assert_plain(&loaded.schedule->rooms[0].way, "2. Stock");
    loaded_free(&loaded);
}

/* A file of nothing but rooms is read in bounded time. What is in the others is neither in another
 * room nor in all. */
static void too_many_rooms(void **state) {
    (void)state;
    enum { SESSIONS = 2002 };
    Arena *arena = arena_create();
    size_t len = 0, capacity = SESSIONS * 64;
    char *text = arena_new(arena, char, capacity);
    len += (size_t)snprintf(text, capacity, "%s", EVENT "days:\n- sessions:\n");
    for (int i = 0; i < SESSIONS; i++)
        len += (size_t)snprintf(text + len, capacity - len,
                                "  - {time: 9:00-9:10, room: r%d, title: A}\n", i);
    Loaded loaded = load_text(text);
    assert_string_equal(loaded_findings(&loaded), "error too-large 1005:29");
    assert_int_equal(loaded.schedule->room_count, 1000);
    assert_int_equal(loaded.schedule->session_count, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(loaded.schedule->sessions[i].room_count, 1);
    loaded_free(&loaded);
    arena_free(arena);
}

static void the_event(void **state) {
    (void)state;
#define REST "days: [{date: 2027-03-05, sessions: [{time: 9:00-9:10, title: A}]}]"
    static const Case cases[] = {
        {"no zone", "kiosk: 1\nevent: {name: X}\n" REST, "error missing-timezone 2:8",
         "09:00-09:10 A"},
        {"no event", "kiosk: 1\n" REST, "error missing-timezone 1:1", "09:00-09:10 A"},
        {"an alias", "kiosk: 1\nevent: {timezone: PRC}\n" REST, "", "09:00-09:10 A"},
        {"day_change in the day", "kiosk: 1\nevent: {timezone: UTC, day_change: \"13:00\"}\n" REST,
         "warning bad-value 2:36", "09:00-09:10 A"},
        {"no version", "event: {timezone: UTC}\n" REST, "warning missing-version 1:1",
         "09:00-09:10 A"},
        {"a later version", "kiosk: 2\nevent: {timezone: UTC}\n" REST, "error unknown-version 1:8",
         "09:00-09:10 A"},
        {"an event that is a text", "kiosk: 1\nevent: Fest\n" REST,
         "error wrong-kind 2:8; error missing-timezone 2:8", "09:00-09:10 A"},
        {"something else", "name: x\n", "error not-a-schedule 1:1", "NULL"},
        {"a text", "Hello\n", "error not-a-schedule 1:1", "NULL"},
        {"an empty file", "", "error empty 0:0", "NULL"},
    };
#undef REST
    check_cases(cases, countof(cases));
    Loaded loaded = load_text("kiosk: 1\nevent: {name: {zh: 活动, en: Fest}, timezone: PRC, venue: "
                              "Haus, logo: l.png, url: https://x.org, day_change: \"05:30\"}\n"
                              "days: [{sessions: [{time: 9:00-9:10, title: A}]}]");
    const Event *event = &loaded.schedule->event;
    assert_text(&event->name, "zh", "活动");
    assert_plain(&event->venue, "Haus");
    assert_true(str_equal_c(event->logo, "l.png"));
    assert_true(str_equal_c(event->url, "https://x.org"));
    assert_int_equal(event->day_change, 330);
    assert_true(str_equal_c(event->zone_name, "PRC"));
    loaded_free(&loaded);
}

static void texts(void **state) {
    (void)state;
    static const struct {
        const char *value, *findings, *language, *expected;
    } cases[] = {
        {"\"  Bees \"", "", "", "Bees"},
        {"\"\u3000蜜蜂\u00A0\"", "", "", "蜜蜂"},
        {"{de: Bienen, zh-Hant-TW: 蜜蜂}", "", "zh-Hant-TW", "蜜蜂"},
        {"{de: Bienen, en: ~}", "", "de", "Bienen"},
        {"{de: Bienen, klingon: Bees}", "error wrong-kind 7:49", "de", "Bienen"},
        {"{de: Bienen, english: Bees}", "", "en", "Bees"},
        {"{de: Bienen, en: [Bees]}", "error wrong-kind 7:53", "de", "Bienen"},
        {"“Bees”", "", "", "“Bees”"},
        {"Is it #1?", "", "", "Is it"},
        {"C#", "", "", "C#"},
        {"2027", "", "", "2027"},
        {"null", "", "", "null"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Loaded loaded =
            load_text(arena_printf(arena,
                                   DAY "  - time: 9:00-9:30\n    subtitle: A\n    title: %s\n"
                                       "    note: B\n",
                                   cases[i].value));
        const Localized *title = &loaded.schedule->sessions[0].title;
        Str got = cases[i].language[0] ? localized_in(title, str_from(cases[i].language))
                                       : loaded_word(title);
        if (!str_equal_c(got, cases[i].expected))
            fail_msg("%s: %.*s", cases[i].value, str_arg(got));
        if (cases[i].findings[0])
            if (loaded.diagnostics.counts[SEVERITY_ERROR] != 1)
                fail_msg("%s: %zu errors", cases[i].value,
                         loaded.diagnostics.counts[SEVERITY_ERROR]);
        loaded_free(&loaded);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(when_sessions_are),
        cmocka_unit_test(missing_ends),
        cmocka_unit_test(daylight_saving),
        cmocka_unit_test(days),
        cmocka_unit_test(a_whole_session),
        cmocka_unit_test(all_day),
        cmocka_unit_test(entities),
        cmocka_unit_test(segments),
        cmocka_unit_test(changed_plans),
        cmocka_unit_test(identities),
        cmocka_unit_test(rooms),
        cmocka_unit_test(too_many_rooms),

        cmocka_unit_test(the_event),
        cmocka_unit_test(texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
