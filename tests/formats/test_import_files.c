/* test_import_files.c: other programs' files, small ones of our own, one rule or mistake each: all
 * that is said, and the sessions that come out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>

#include "equal.h"
#include "formats/write_native.h"
#include "imported.h"

#define NO_ZONE "warning missing-timezone 0:0"

/* In the order of the format, then of the rule. */
static const struct {
    const char *file, *findings, *sessions;
} CASES[] = {
    {"frab.xml",
     "warning missing-end 40:7; note merged-session 64:7; warning long-session 76:9; error bad-time 80:9; "
     "warning offset 84:7; warning missing-end 84:7; warning bad-duration 86:9",
     "09:00-09:30 hall+annex Opening of the meadow; "
     "11:30-12:15 hall The date wins over the start; 12:15-13:00 annex Lunch; "
     "13:00-14:00 hall No date, no length; 14:00-15:00 hall Ants; "
     "01:30+-02:00+ hall Moths by night / 10:00-12:00+ hall A very long night; "
     "10:30-11:00 hall From afar"},
    {"frab-old.xml", NO_ZONE "; warning duplicate-id 11:7",
     "09:30-09:55 aula Welcome; 10:00-10:50 aula What bees want; "
     "11:00-11:50 aula Cancelled culture; 03:30+-03:40+ aula Owls"},
    {"frab-day-change.xml", "", "09:30-10:00 main First; 01:00+-01:30+ main Last"},
    {"frab-night.xml", "", "20:00-20:30 main Dusk; 05:00+-05:30+ main Dawn"},
    {"blank-start.xml", "warning blank-start 1:1", "10:00-10:30 a One"},
    {"control.xml", "note control-character 3:107", "10:00-10:30 a One"},
    {"reference.xml", "note control-character 3:128", "10:00-10:30 a One"},
    {"latin1.xml", "note not-utf8 1:1", "10:00-10:30 räume Über Bäume"},
    {"cp1252.xml", "note not-utf8 1:1", "10:00-10:30 räume “Über” Bäume"},
    {"utf16.xml", "", "10:00-10:30 räume Über Bäume"},
    {"utf8-called-latin1.xml", "", "10:00-10:30 räume Über Bäume"},
    {"laughs.xml", "error entity 3:14", "NULL"},
    {"outside.xml", "error entity 2:64", "NULL"},
    {"cut.xml", "error bad-xml 5:15", "NULL"},
    {"bare-amp.xml", "error bad-xml 4:48", "NULL"},
    {"odd-persons.xml", "note unknown-element 4:26", "10:00-10:30 aula Moths"},
    {"not-frab.xml", "error not-a-schedule 4:5", "NULL"},
    {"feed.xml", "error not-a-schedule 2:1", "NULL"},
    {"page.html", "error not-a-schedule 2:1", "NULL"},
    {"empty.xml", "error empty 0:0", "NULL"},
    {"xcal.xml", "error bad-time 41:4",
     "09:00-09:30 hall Bees, ants; and more; 10:00-10:30 Coffee break / 04:00-04:00+ Open door / "
     "10:00-10:30 Coffee break"},
    {"xcal-draft.xml", "", "11:00-11:30 hall Opening, at last; 12:00-13:00 Lunch"},

    {"frab.json",
     "warning missing-end 26:15; warning bad-time 28:25; warning bad-duration 29:47; "
     "note merged-session 34:15",
     "09:00-09:30 hall+annex Opening; 10:00-10:30 hall Wasps / 00:30-01:30 annex Moths"},
    {"sessionize.json",
     NO_ZONE "; warning missing-end 16:5; note unscheduled 20:5; error bad-time 21:47",
     "08:45-09:00 meadow Welcome; 09:00-09:45 meadow Keynote: Bees; 10:00-12:00 hive Wasps; "
     "12:00-13:00 Lunch"},
    {"opass.json", "note missing-timezone 0:0", "09:00-09:10 R1+R0+S 休息; 09:10-10:00 R0 蜜蜂"},
    {"pretalx-dump.json", "error not-a-schedule 2:14", "NULL"},
    {"pretalx-widget.json", "", "10:00-10:45 hall Talk one; 12:00-13:00 hall Lunch"},
    {"pretalx-slots.json", "note missing-timezone 0:0; note hidden 1:455",
     "10:00-10:45 hall Talk one; 12:00-13:00 hall Lunch"},
    {"pretalx-slots-bare.json", "note missing-timezone 0:0; error only-codes 2:1",
     "12:00-13:00 7 Lunch"},
    {"schedule2-clock.json", "", "10:00-10:30 hall Bees; 23:30-01:00+ hall Moths"},
    {"gridsmart.json", NO_ZONE, "09:00-10:00 hall Opening"},
    {"sessions-grouped.json", NO_ZONE, "09:00-10:00 hall Opening"},
    {"emf.json", NO_ZONE, "10:00-10:50 stage-a Bees; 23:30-00:30+ tent Knitting"},
    {"sched-list.json", NO_ZONE "; note hidden 6:2",
     "09:00-09:30 hall Opening; 09:30-10:15 barn Bees & ants"},
    {"indico.json", "note unscheduled 9:4", "09:00-09:40 barn Bees"},
    {"schedule2.json", "", "10:00-10:30 hall Opening; 23:30-00:30+ barn Moths"},
    {"hoverboard.json", NO_ZONE "; warning unknown-speaker 8:5; warning unknown-session 11:5",
     "09:00-09:30 Registration; 09:30-10:00 hall Ants; 09:30-10:30 barn Workshop: hives; "
     "10:10-10:30 hall Moths; 10:30-11:00 hall+barn Coffee break; 11:00-12:00 hall Wasps; "
     "11:30-12:00 barn Flies"},
    {"hoverboard-part.json", "error not-a-schedule 1:1", "NULL"},
    {"indico-timetable.json", "",
     "09:00-09:30 hall Opening; 09:30-10:00 Tea; 10:00-10:20 barn Ants; 10:20-11:00 attic Bees; "
     "11:00-12:00 hall Posters"},
    {"marked-uid.ics", "", "10:00-10:30 hall Bees / 10:00-10:30 hall Bees"},
    {"fraction.csv", NO_ZONE, "10:00-10:45 Bees"},
    {"short.ics", "note short-session 4:1", "10:00-10:01 Bees"},
    {"epoch.ics", "error bad-date 5:1", "10:00-10:30 hall Bees"},
    {"ocdata.json", "error not-a-schedule 1:1", "NULL"},
    {"days-object.json", "error not-a-schedule 1:1", "NULL"},
    {"list.json", "error not-a-schedule 1:1", "NULL"},
    {"numbers.json", "error not-a-schedule 1:1", "NULL"},
    {"other.json", "error not-a-schedule 1:1", "NULL"},
    {"cut.json", "error bad-json 2:58", "NULL"},
    {"half-pair.json", "error bad-json 1:51", "NULL"},

    {"calendar.ics", "warning offset 37:1; warning missing-end 37:1; warning missing-title 78:1",
     "04:00-04:00+ Conference; 09:00-09:30 hall-ground-floor Opening; 10:00-10:30 annex Ants; 10:00-10:45 barn Beetles; "
     "10:30-11:00 Coffee break; 13:00-13:15 annex Crickets; 13:00-14:00 barn ; "
     "13:30-15:00 annex Moths; 15:00-15:30 annex Owls "
     "/ 11:30-12:00 Coffee, later / 10:30-11:00 Coffee break"},
    {"calendar-utc.ics",
     NO_ZONE "; warning missing-end 4:1; warning missing-end 10:1; warning long-session 16:1",
     "08:00-12:00? hall Exhibition; 09:00-10:00 barn Ants; 10:00-10:30 barn Beetles"},
    {"nested-person.xml", "note unknown-element 9:5",
     "14:00-15:00 hall-a A talk with a nested person"},
    {"pentabarf-2007.xml", NO_ZONE,
     "09:30-10:00 janson Opening; 10:00-11:00 janson Bees; 10:00-10:45 ferrer Ants "
     "/ 09:30-10:30 ferrer Beetles"},
    {"numbered-speakers.csv", NO_ZONE, "17:30-18:30 hall-a GSM; 17:30-18:30 hall-b Other"},
    {"entities.csv", NO_ZONE, "09:00-10:00 grüner-saal+main Café naïve"},
    {"rdate.ics", "",
     "09:00-10:00 a Speakers' breakfast, three times / 14:00-15:00 a Speakers' "
     "breakfast, three times / 09:00-10:00 a Speakers' breakfast, three times"},
    {"until-utc.ics", "",
     "09:00-09:30 main Morning coffee talk; 10:00-10:30 room-2 Two a day; 11:00-11:30 room-3 By "
     "RDATE "
     "/ 09:00-09:30 main Morning coffee talk; 09:00-09:30 main Late talk; "
     "10:00-10:30 room-2 Two a day; 11:00-11:30 room-3 By RDATE; 15:00-15:30 room-2 Two a day "
     "/ 09:00-09:30 main Morning coffee talk; 11:00-11:30 room-3 By RDATE "
     "/ 09:00-09:30 main Late talk"},
    {"all-day.ics", "",
     "04:00-04:00+ foyer Exhibition open all day; 09:00-10:00 room-1 Daily standup; "
     "09:00-12:00+ hall Hackathon 27h; 01:30+-03:30+ room-1 Clock change party; "
     "02:30+-02:30+ room-2 Hour that is twice / 04:00-04:00+ foyer Exhibition open all day "
     "/ 11:00-12:00 room-2 Daily standup (moved)"},
    {"series.ics", "warning not-read 41:1; warning not-read 42:1; warning bad-recurrence 50:1",
     "04:00-04:00+ Market; 08:00-08:30 meadow Walk; 14:00-14:30 barn Once; 15:00-15:01 barn Clock "
     "/ 04:00-04:00+ Market; 08:00-08:30 meadow Walk; 12:00-13:30 Lunch "
     "/ 08:00-08:30 meadow Walk; 12:00-12:30 Lunch / 09:30-10:15 meadow Later walk "
     "/ 12:00-13:00 Lunch; 15:00-16:00 meadow Afternoon walk / 09:30-10:15 meadow Later walk "
     "/ 04:00-04:00+ Market / 04:00-04:00+ Market"},
    {"attendees.ics", NO_ZONE, "09:00-09:30 hall Bees; 10:00-10:30 hall Ants"},
    {"organizers.ics", NO_ZONE, "09:00-09:30 hall Bees; 10:00-10:30 hall Ants"},
    {"organizer.ics", NO_ZONE, "09:00-09:30 hall Bees; 10:00-10:30 hall Ants"},
    {"folded.ics", "", "09:00-10:00 蜜蜂和\\蚂蚁"}, /* inside of a character */
    {"cut.ics", "error bad-icalendar 12:1", "NULL"},
    {"end-first.ics", "error bad-icalendar 5:1", "NULL"},

    {"table.csv",
     NO_ZONE "; note unknown-column 1:105; warning missing-end 4:2; warning long-row 6:54; "
             "error bad-date 8:8; error bad-time 9:18",
     "09:00-09:30 hall Opening; 09:30-12:00 hall Why \"F#\"; 12:00-13:00 Lunch / "
     "10:00-10:45 hall+annex Moths; 15:00-15:30 annex Flies"},
    {"table-zh.csv", NO_ZONE,
     "09:00-09:30 主会场 开幕致辞; 09:30-10:15 主会场 圆桌：开源的下一步; 10:15-10:30 茶歇; "
     "10:30-11:00 分会场-2 机密计算"},
    {"table-utf16be.csv", NO_ZONE,
     "09:00-09:45 主会场 开幕; 10:00-10:45 二号厅 蜜蜂 / 14:30-15:15 主会场 堆肥"},
    {"table-gb18030.csv", NO_ZONE "; warning not-utf8 1:1",
     "09:00-09:30 主会场 开幕致辞; 09:30-10:15 主会场 圆桌：开源的下一步; 10:15-10:30 茶歇; "
     "10:30-11:00 分会场-2 机密计算"},
    {"table-cp1252.csv", NO_ZONE "; warning not-utf8 2:5",
     "09:00-09:30 saal-1 Begrüßung; 09:30-10:15 saal-1 Bienen; und \"Wespen\"; "
     "23:30-00:15+ saal-2 Motten; 00:30+-01:00+ saal-2 Eulen"},
    {"table-iso2022jp.csv", NO_ZONE "; note not-utf8 1:1",
     "10:00-11:00 大ホール 基調講演; 11:00-12:00 小ホール 自由ソフトウェアの話"},
    {"iso2022jp.ics", "note not-utf8 9:9", "10:00-11:00 大ホール 開会の挨拶"},
    {"undated.tsv", NO_ZONE,
     "09:00-09:30 hall Opening; 09:30-10:15 hall Bees; 23:30-00:30+ hall Owls"},
    {"two-titles.csv", NO_ZONE "; warning missing-end 2:1; warning missing-end 3:1",
     "09:00-12:00 Ants; 12:00-12:30 Lunch"}, /* the first row is of the first date there is */
    {"us-dates.csv", NO_ZONE, "09:00-09:30 hall Opening / 17:00-17:30 hall Closing"},
    {"two-ways.csv", "error bad-date 2:9", "NULL"},
    {"no-start.csv", "error missing-column 1:1", "NULL"},
    {"open-quote.csv", "error empty 0:0; warning open-quote 2:1; note unscheduled 2:2", "NULL"},

    {"sheet.zip", "error not-a-schedule 0:0", "NULL"},
    {"packed.gz", "error not-a-schedule 0:0", "NULL"},
    {"page.pdf", "error not-a-schedule 0:0", "NULL"},
    {"picture.png", "error not-a-schedule 0:0", "NULL"},
};

static void each_file_says_what_is_wrong(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Imported imported = import_file(arena_printf(arena, "%s%s", IMPORT, CASES[i].file), NULL);
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

static void no_file_is_forgotten(void **state) {
    (void)state;
    DIR *folder = opendir(IMPORT);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        bool is_listed = entry->d_name[0] == '.';
        for (size_t i = 0; i < countof(CASES); i++)
            is_listed = is_listed || strcmp(entry->d_name, CASES[i].file) == 0;
        if (!is_listed)
            fail_msg("%s has no case", entry->d_name);
    }
    closedir(folder);
}

/* ---- what the sessions hold ---- */

static const Session *session_titled(const Schedule *schedule, const char *title) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal_c(loaded_word(&schedule->sessions[i].title), title))
            return &schedule->sessions[i];
    fail_msg("no session \"%s\"", title);
    return NULL;
}

static void assert_str(Str got, const char *expected) {
    if (!str_equal_c(got, expected))
        fail_msg("\"%.*s\" is not \"%s\"", str_arg(got), expected);
}

static void frab_events_are_read_whole(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "frab.xml", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    assert_non_null(schedule);
    assert_str(loaded_word(&schedule->event.name), "Honey & Meadow 2027");
    assert_str(loaded_word(&schedule->event.venue), "Old Dairy");
    assert_str(schedule->event.zone_name, "Europe/Berlin");
    assert_str(schedule->event.url, "https://meadow.example/2027/");
    assert_int_equal(schedule->event.day_change, 240);
    assert_int_equal(schedule->room_count, 2);
    assert_str(loaded_word(&schedule->rooms[0].name), "Hall A");
    assert_int_equal(schedule->track_count, 1);
    assert_str(schedule->tracks[0].id, "bees");
    assert_str(loaded_word(&schedule->tracks[0].name), "Bees & Co");

    const Session *opening = session_titled(schedule, "Opening of the meadow");
    assert_str(opening->id, "1");
    assert_str(loaded_word(&opening->subtitle), "Why we are here");
    assert_str(loaded_word(&opening->abstract), "One & two.\n\n• three\n• a < b");
    assert_int_equal(opening->speaker_count, 2);
    assert_str(loaded_word(&opening->speakers[0].name), "Ada Keeper");
    assert_str(loaded_word(&opening->speakers[0].biography), "Keeps bees.");
    assert_str(opening->speakers[0].photo, "https://meadow.example/ada.png");
    assert_str(loaded_word(&opening->speakers[1].name), "Ben Hive");
    assert_int_equal(opening->track, 0);
    assert_true(schedule->tracks[0].has_color);
    assert_int_equal(schedule->tracks[0].color, 0xECB64F);
    assert_int_equal(opening->type, SESSION_TALK);
    assert_str(opening->language, "en");
    assert_str(opening->url, "https://meadow.example/2027/1");
    assert_true(opening->do_not_record);
    assert_int_equal(opening->at.line, 15);

    assert_int_equal(session_titled(schedule, "Ants")->status, SESSION_CANCELLED);
    assert_int_equal(session_titled(schedule, "Lunch")->type, SESSION_BREAK);
    assert_str(loaded_word(&session_titled(schedule, "No date, no length")->abstract),
               "Only described.");
    imported_free(&imported);
}

static void the_day_changes_where_the_file_needs_it(void **state) {
    (void)state;
    static const struct {
        const char *file;
        int32_t change;
    } DAYS[] = {
        {IMPORT "frab-day-change.xml", 240}, /* says 09:00, but no session needs that */
        {IMPORT "frab-night.xml", 360},      /* 05:00 is listed under the evening */
        {IMPORT "frab.json", 0},             /* 00:30 is listed under its own date */
    };
    for (size_t i = 0; i < countof(DAYS); i++) {
        Imported imported = import_file(DAYS[i].file, NULL);
        assert_int_equal(imported.loaded.schedule->event.day_change, DAYS[i].change);
        imported_free(&imported);
    }
}

static void cancelled_is_a_prefix(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "frab-old.xml", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    assert_int_equal(session_titled(schedule, "What bees want")->status, SESSION_CANCELLED);
    assert_int_equal(session_titled(schedule, "Cancelled culture")->status, SESSION_CONFIRMED);
    assert_str(schedule->sessions[1].id, "11");
    assert_str(schedule->sessions[2].id, "11-2");
    assert_str(schedule->event.zone_name, "Europe/Brussels");
    imported_free(&imported);
}

static void json_events_are_read_whole(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "frab.json", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    const Session *opening = &schedule->sessions[0];
    assert_str(loaded_word(&schedule->event.name), "Honey & Meadow 2027");
    assert_int_equal(schedule->room_count, 3); /* one without sessions, too */
    assert_str(schedule->rooms[0].id, "hall");
    assert_str(schedule->rooms[1].id, "unused");
    assert_true(schedule->tracks[0].has_color);
    assert_int_equal(schedule->tracks[0].color, 0xECB64F);
    assert_int_equal(opening->type, SESSION_KEYNOTE);
    assert_int_equal(opening->speaker_count, 2);
    assert_str(loaded_word(&opening->speakers[0].name), "Ada Keeper");
    assert_str(opening->speakers[0].photo, "people/ada.jpg");
    assert_str(loaded_word(&opening->speakers[0].biography), "Keeps bees.");
    assert_str(loaded_word(&opening->speakers[1].name), "Ben");
    assert_str(opening->speakers[1].photo, "");
    assert_str(loaded_word(&opening->abstract), "Two\nlines");
    assert_true(opening->do_not_record);
    assert_int_equal(opening->at.line, 19);
    imported_free(&imported);
}

static void sessionize_is_put_together(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "sessionize.json", "Europe/Vienna");
    const Schedule *schedule = imported.loaded.schedule;
    const Session *keynote = &schedule->sessions[1];
    assert_int_equal(session_titled(schedule, "Welcome")->type, SESSION_OTHER);
    assert_str(schedule->event.zone_name, "Europe/Vienna");
    assert_int_equal(keynote->start, INT64_C(1804233600000)); /* 08:00 UTC */
    assert_int_equal(keynote->speaker_count, 2);
    assert_str(loaded_word(&keynote->speakers[1].name), "Ben Hive");
    assert_str(loaded_word(&keynote->speakers[1].affiliation), "Meadow Ltd");
    assert_str(loaded_word(&keynote->speakers[1].biography), "Builds hives.");
    assert_str(keynote->speakers[1].photo, "https://sessionize.example/ben.jpg");
    assert_str(schedule->tracks[keynote->track].id, "honey");
    assert_int_equal(keynote->type, SESSION_PANEL);
    assert_str(keynote->language, "de");
    assert_str(loaded_word(&keynote->abstract), "About bees. All of them.");
    assert_int_equal(session_titled(schedule, "Lunch")->type, SESSION_BREAK);
    assert_int_equal(session_titled(schedule, "Lunch")->room_count, 0);
    imported_free(&imported);
}

static void opass_speaks_two_languages(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "opass.json", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    const Session *pause = &schedule->sessions[0], *talk = &schedule->sessions[1];
    assert_int_equal(pause->title.count, 2);
    assert_str(localized_in(&pause->title, str_from("en")), "Break");
    assert_int_equal(pause->type, SESSION_BREAK);
    assert_str(pause->url, "https://meadow.example/a1");
    assert_int_equal(talk->title.count, 1); /* the same in both: said once */
    assert_str(talk->title.items[0].language, "");
    assert_int_equal(talk->type, SESSION_KEYNOTE);
    assert_int_equal(talk->speaker_count, 1);
    assert_str(localized_in(&talk->speakers[0].name, str_from("zh")), "李明");
    assert_str(talk->speakers[0].photo, "https://meadow.example/x.jpg");
    assert_str(localized_in(&talk->speakers[0].biography, str_from("en")), "Beekeeper");
    assert_str(localized_in(&talk->abstract, str_from("en")), "About bees");
    assert_str(talk->language, "zh");
    assert_str(schedule->tracks[talk->track].id, "bees");
    assert_str(localized_in(&schedule->rooms[0].name, str_from("en")), "Main Hall");
    assert_int_equal(schedule->display.language_count, 2);
    assert_str(schedule->display.languages[0], "zh");
    assert_str(schedule->event.zone_name, "Etc/GMT-8");
    imported_free(&imported);
}

static void calendars_keep_events_apart(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "calendar.ics", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    assert_str(loaded_word(&schedule->event.name), "Honey 2027");
    assert_str(schedule->event.zone_name, "Europe/Berlin"); /* from Windows' name */
    const Session *opening = session_titled(schedule, "Opening");
    assert_str(opening->id, "one");
    assert_str(loaded_word(&opening->abstract), "First line\nsecond, with a fold");
    assert_str(schedule->tracks[opening->track].id, "bees");
    assert_str(loaded_word(&schedule->rooms[0].name), "Hall, ground floor");
    const Session *ants = session_titled(schedule, "Ants");
    const Session *beetles = session_titled(schedule, "Beetles");
    assert_true(str_starts(ants->id, "same-202703050900-"));
    assert_true(str_starts(beetles->id, "same-202703050900-"));
    assert_false(str_equal(ants->id, beetles->id));
    assert_int_equal(beetles->status, SESSION_CANCELLED);
    assert_str(session_titled(schedule, "Owls")->url, "https://meadow.example/owls");
    assert_int_equal(session_titled(schedule, "")->type, SESSION_BREAK);
    imported_free(&imported);
}

/* "Ada Keeper, Bo Smoker; " for each session. */
static const char *speakers_of(Arena *arena, const char *file) {
    Imported imported = import_file(arena_printf(arena, "%s%s", IMPORT, file), NULL);
    const Schedule *schedule = imported.loaded.schedule;
    const char *text = "";
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        for (size_t k = 0; k < session->speaker_count; k++)
            text = arena_printf(arena, "%s%s%.*s", text, k ? ", " : "",
                                str_arg(loaded_word(&session->speakers[k].name)));
        text = arena_printf(arena, "%s; ", text);
    }
    imported_free(&imported);
    return text;
}

/* Guests of a meeting and the office that sends the calendar are nobody's speakers. */
static void lists_are_read_by_their_names(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "pretalx-widget.json", NULL);
    const Schedule *schedule = imported.loaded.schedule;
    assert_str(schedule->event.zone_name, "Europe/Berlin");
    assert_str(schedule->sessions[0].id, "ABC");
    assert_str(schedule->sessions[0].speakers[0].photo, "https://meadow.example/ann.jpg");
    assert_str(loaded_word(&schedule->sessions[0].speakers[0].biography), "Counts.");
    assert_int_equal(schedule->sessions[1].type, SESSION_BREAK); /* which frab's export lacks */
    assert_str(localized_in(&schedule->sessions[1].title, str_from("de")), "Mittag");
    imported_free(&imported);

    imported = import_file(IMPORT "emf.json", "Europe/London");
    schedule = imported.loaded.schedule;
    assert_str(loaded_word(&schedule->sessions[0].abstract), "About bees");
    assert_str(schedule->sessions[0].url, "https://meadow.example/7");
    assert_int_equal(schedule->sessions[1].status, SESSION_CANCELLED);
    imported_free(&imported);

    imported = import_file(IMPORT "indico.json", NULL);
    schedule = imported.loaded.schedule;
    assert_str(loaded_word(&schedule->event.name), "Meadow Week");
    assert_str(schedule->event.zone_name, "Europe/Zurich");
    assert_str(loaded_word(&schedule->sessions[0].speakers[0].affiliation), "Meadow Institute");
    assert_str(schedule->tracks[schedule->sessions[0].track].id, "insects");
    imported_free(&imported);

    Arena *arena = arena_create();
    assert_string_equal(speakers_of(arena, "pretalx-widget.json"), "Ann Lee; ; ");
    assert_string_equal(speakers_of(arena, "pretalx-slots.json"), "Ann Lee; ; ");
    assert_string_equal(speakers_of(arena, "gridsmart.json"), "Ann; ");
    assert_string_equal(speakers_of(arena, "odd-persons.xml"),
                        "Ann Lee, Bo Hive, Cy Dent, Di Splay, Ed Attribute; ");
    assert_string_equal(speakers_of(arena, "sched-list.json"), "; Ada Keeper, Bo Smoker; ");
    assert_string_equal(speakers_of(arena, "indico.json"), "Ada Keeper; ");
    arena_free(arena);
    /* Refused as what it is: other programs have "event" and "days", too. */
    imported = import_file(IMPORT "ocdata.json", NULL);
    assert_str(imported.loaded.diagnostics.items[0].message,
               "the file is JSON, but no schedule that is known; its top keys are: event, days, "
               "sessions");
    imported_free(&imported);
}

static void speakers_are_names_alone(void **state) {
    (void)state;
    Arena *arena = arena_create();
    assert_string_equal(speakers_of(arena, "nested-person.xml"),
                        "Ann Example, Bob Plain, Cy Own, Di Second; ");
    assert_string_equal(speakers_of(arena, "pentabarf-2007.xml"),
                        "; Ada Keeper, Bo Smoker; Ada Keeper; ; ");
    assert_string_equal(speakers_of(arena, "numbered-speakers.csv"),
                        "Ann Example, Bob Example; Carl; ");
    assert_string_equal(speakers_of(arena, "entities.csv"), "Lukáš Novák, Zoë O'Neil; ");
    arena_free(arena);
}

static void calendars_name_their_speakers(void **state) {
    (void)state;
    Arena *arena = arena_create();
    assert_string_equal(speakers_of(arena, "attendees.ics"),
                        "Ada Keeper, Bo Smoker; Cy Chair, Di Speaker; ");
    assert_string_equal(speakers_of(arena, "organizers.ics"), "Ada Keeper; Bo Smoker; ");
    assert_string_equal(speakers_of(arena, "organizer.ics"), "; ; ");
    arena_free(arena);
}

static void tables_are_read_by_their_header(void **state) {
    (void)state;
    Imported imported = import_file(IMPORT "table.csv", "Europe/Berlin");
    const Schedule *schedule = imported.loaded.schedule;
    const Session *opening = &schedule->sessions[0], *cancelled = &schedule->sessions[1];
    assert_str(opening->id, "o1");
    assert_str(localized_in(&opening->title, str_from("zh")), "开幕");
    assert_int_equal(opening->speaker_count, 2);
    assert_str(loaded_word(&opening->speakers[0].name), "Ada Keeper");
    assert_str(loaded_word(&opening->speakers[0].affiliation), "Hive Inc");
    assert_str(loaded_word(&opening->speakers[1].name), "Ben");
    assert_str(loaded_word(&opening->abstract), "First line\nsecond, with a comma");
    assert_str(schedule->tracks[opening->track].id, "bees");
    assert_int_equal(cancelled->status, SESSION_CANCELLED);
    assert_str(loaded_word(&cancelled->speakers[0].affiliation), "Ant Works");
    imported_free(&imported);

    imported = import_file(IMPORT "table-zh.csv", "Asia/Shanghai");
    schedule = imported.loaded.schedule;
    assert_int_equal(schedule->sessions[0].speaker_count, 2);
    assert_str(loaded_word(&schedule->sessions[0].speakers[0].name), "马涛（伯瑜）");
    assert_str(loaded_word(&schedule->sessions[0].speakers[1].affiliation), "开源社区");
    assert_int_equal(schedule->sessions[1].type, SESSION_PANEL);
    assert_int_equal(schedule->sessions[2].type, SESSION_BREAK);
    assert_int_equal(schedule->sessions[3].speaker_count, 2);
    assert_str(loaded_word(&schedule->sessions[3].speakers[1].name), "刘将");
    assert_str(schedule->display.languages[0], "zh");
    imported_free(&imported);

    imported = import_file(IMPORT "two-titles.csv", "Asia/Shanghai");
    schedule = imported.loaded.schedule;
    assert_int_equal(schedule->sessions[0].title.count, 3); /* of two in a language the first */
    assert_str(localized_in(&schedule->sessions[0].title, str_from("en")), "Ants");
    assert_str(localized_in(&schedule->sessions[0].title, str_from("und")), "Wasps");
    assert_int_equal(schedule->sessions[1].title.items[0].language.len, 0);
    assert_int_equal(schedule->display.language_count, 2);
    assert_false(schedule->days[0].is_undated);
    imported_free(&imported);

    imported = import_file(IMPORT "table-cp1252.csv", "Europe/Berlin");
    schedule = imported.loaded.schedule;
    assert_str(schedule->sessions[0].language, "de");
    assert_str(loaded_word(&schedule->sessions[1].speakers[0].affiliation), "Imkerei");
    assert_str(schedule->display.languages[0], "de"); /* most of it is held in German */
    imported_free(&imported);

    imported = import_file(IMPORT "undated.tsv", "Europe/Berlin");
    assert_true(imported.loaded.schedule->days[0].is_undated);
    imported_free(&imported);
}

/* ---- there and back ---- */

static void all_come_back_as_they_were(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Imported first = import_file(arena_printf(arena, "%s%s", IMPORT, CASES[i].file), NULL);
        if (first.loaded.schedule) {
            Str text = write_native(arena, first.loaded.schedule, &(WriteOptions){0});
            Imported again = import_bytes(text, "written.yaml", NULL);
            Difference difference = {""};
            if (again.loaded.diagnostics.count)
                diagnostics_print(&again.loaded.diagnostics, stderr);
            if (!again.loaded.schedule ||
                !schedule_equal(first.loaded.schedule, again.loaded.schedule, &difference))
                fail_msg("%s: %s\n%.*s", CASES[i].file, difference.where, str_arg(text));
            imported_free(&again);
        }
        imported_free(&first);
        arena_free(arena);
    }
}

/* ---- for screens ---- */

/* What is read for the screens is what is read for people, where the abstracts are short. */
static void check_in_brief(Str source, const char *name) {
    Imported whole = import_bytes_with(source, name, NULL, true);
    Imported brief = import_bytes_with(source, name, NULL, false);
    const Schedule *schedule = whole.loaded.schedule;
    if (!schedule != !brief.loaded.schedule)
        fail_msg("%s: read in one way only", name);
    Difference difference = {""};
    if (schedule && !schedule_equal(schedule, brief.loaded.schedule, &difference))
        fail_msg("%s: %s", name, difference.where);
    if (strcmp(loaded_findings(&whole.loaded), loaded_findings(&brief.loaded)) != 0)
        fail_msg("%s: %s", name, loaded_findings(&brief.loaded));
    imported_free(&brief);
    imported_free(&whole);
}

static void screens_get_what_people_get(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Str source = import_slurp(arena_printf(arena, "%s%s", IMPORT, CASES[i].file));
        assert_non_null(source.s);
        check_in_brief(source, CASES[i].file);
        free((void *)source.s);
        arena_free(arena);
    }
    /* A language that only abstracts have is one of the screen's all the same. */
    check_in_brief(str_from("Title (en),Abstract (fr),Date,Start\n"
                            "Bees,Les abeilles,2027-03-05,9:00\n"),
                   "two languages");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_says_what_is_wrong),
        cmocka_unit_test(no_file_is_forgotten),
        cmocka_unit_test(frab_events_are_read_whole),
        cmocka_unit_test(the_day_changes_where_the_file_needs_it),
        cmocka_unit_test(cancelled_is_a_prefix),
        cmocka_unit_test(json_events_are_read_whole),
        cmocka_unit_test(sessionize_is_put_together),
        cmocka_unit_test(opass_speaks_two_languages),
        cmocka_unit_test(calendars_keep_events_apart),
        cmocka_unit_test(lists_are_read_by_their_names),
        cmocka_unit_test(speakers_are_names_alone),
        cmocka_unit_test(calendars_name_their_speakers),
        cmocka_unit_test(tables_are_read_by_their_header),
        cmocka_unit_test(all_come_back_as_they_were),
        cmocka_unit_test(screens_get_what_people_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
