/* test_import_real.c: files that conferences published: how many sessions, rooms and days, when the
 * first begins and the last ends, and three sessions each, taken from the source by hand.
 *
 * The files are not in the repository (see extra.cmake). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "equal.h"
#include "formats/write_native.h"
#include "imported.h"

static bool has_data(void) {
    struct stat info;
    if (stat(KIOSK_REAL_DATA, &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    print_message("skipped: no published schedules in %s (set KIOSK_REAL_DATA)\n", KIOSK_REAL_DATA);
    return false;
}

typedef struct {
    const char *id, *words; /* see describe() */
} Known;

typedef struct {
    const char *file, *zone;      /* the zone is staff's, where the file names none */
    const char *name, *zone_name; /* of the event */
    size_t sessions, rooms, days;
    const char *first, *last; /* start of the first and end of the last session, UTC */
    Known known[3];
    const char *findings;
} Published;

static const Published FILES[] = {
    {"fosdem-2026.xml",
     NULL,
     "FOSDEM 2026",
     "Europe/Brussels",
     883,
     30,
     2,
     "2026-01-31T08:30",
     "2026-02-01T17:15",
     {{"8376", "2026-01-31 09:30-09:50 janson | Welcome to FOSDEM 2026 | FOSDEM Staff | talk main"},
      {"9699", "2026-01-31 10:30-18:30 ua4218 | RVPC RISC-V retro computer Soldering workshop | "
               "Tsvetan Usunov | other workshop"},
      {"8377", "2026-02-01 17:50-18:15 janson | Closing FOSDEM 2026 | | talk main"}},
     ""},
    {"31c3.xml",
     "Europe/Berlin",
     "31. Chaos Communication Congress",
     "Europe/Berlin",
     138,
     4,
     4,
     "2014-12-27T10:00",
     "2014-12-30T18:30",
     {{"6561",
       "2014-12-27 11:00-11:30 saal-1 | 31C3 Opening Event | erdgeist, Geraldine de Bastion "
       "| talk ccc"},
      {"6581", "2014-12-27 00:00-02:15 saal-1 | Citizenfour | Laura Poitras | other entertainment"},
      {"6562", "2014-12-30 18:30-19:30 saal-1 | 31C3 Closing Event | tomate, dodger | talk ccc"}},
     ""},
    {"updates/31c3-v1.3.xml",
     NULL,
     "31. Chaos Communication Congress",
     "Etc/GMT-1",
     137,
     4,
     4,
     "2014-12-27T10:00",
     "2014-12-30T18:30",
     {{NULL, NULL}},
     "note missing-timezone 0:0"},
    {"updates/31c3-v1.4-broken-leading-newline.xml",
     NULL,
     "31. Chaos Communication Congress",
     "Etc/GMT-1",
     139,
     4,
     4,
     "2014-12-27T10:00",
     "2014-12-30T18:30",
     {{NULL, NULL}},
     "note missing-timezone 0:0; warning blank-start 1:1"},
    {"updates/31c3-v1.4.xml",
     NULL,
     "31. Chaos Communication Congress",
     "Etc/GMT-1",
     139,
     4,
     4,
     "2014-12-27T10:00",
     "2014-12-30T18:30",
     {{NULL, NULL}},
     "note missing-timezone 0:0"},
    {"updates/31c3-v1.5.xml",
     NULL,
     "31. Chaos Communication Congress",
     "Etc/GMT-1",
     138,
     4,
     4,
     "2014-12-27T10:00",
     "2014-12-30T18:30",
     {{NULL, NULL}},
     "note missing-timezone 0:0"},
    {"camp2019-frab.frab.json",
     NULL,
     "Chaos Communication Camp 2019",
     "Europe/Berlin",
     79,
     2,
     5,
     "2019-08-21T09:00",
     "2019-08-25T16:30",
     {{"10178",
       "2019-08-21 13:00-13:45 curie | Hacking Containers and Kubernetes | Thomas Fricke | "
       "talk security"},
      {"10380", "2019-08-22 12:00-15:00 meitner | Lightning Talks | bigalex, honky | talk ccc"},
      {"10387", "2019-08-25 18:00-18:30 curie | Closing ceremony | jinxx, smtw | talk ccc"}},
     ""},
    {"globalazure-linz-2024.sessionize.json",
     "Europe/Vienna",
     "",
     "Europe/Vienna",
     15,
     4,
     1,
     "2024-04-20T07:00",
     "2024-04-20T13:15",
     {{"658419", "2024-04-20 09:00-09:45 aula | Keynote: Pioneering the Future of Java with "
                 "Intelligent Apps | Ed Burns, Sandra Ahlgrimm | keynote "},
      {"651098",
       "2024-04-20 12:00-12:30 aula | Keynote: Total rational - Das größte Missverständnis "
       "im data-driven Business | Julia Zukrigl | keynote "},
      {"655696",
       "2024-04-20 14:30-15:15 breakout-room-2-147 | Transforming diverse system "
       "landscapes into sustainable API products with Azure API Management | Tobias Berei "
       "| talk "}},
     ""},
    {"sitcon-2024.opass.json",
     "Asia/Taipei",
     "",
     "Asia/Taipei",
     43,
     5,
     1,
     "2024-03-09T00:30",
     "2024-03-09T09:55",
     {{"5c0660", "2024-03-09 08:30-09:00 R0+R1+R2+R3+S | 入場時間 | | other "},
      {"fbe417",
       "2024-03-09 11:05-11:45 R0 | 比 Python 更人性化 - 圖形化程式語言 Grapycal | eri24816 "
       "| talk software"},
      {"439688", "2024-03-09 12:45-14:15 R0 | Human After All：AI 如何改變遊戲規則？ | 主持人 - "
                 "侯宜秀律師 台灣人工智慧學校秘書長, 與談人 - 孔祥重教授 "
                 "哈佛大學講座教授暨台灣人工智慧學校校長, 與談人 - 卞中佩教授 "
                 "政治大學創新國際學院助理教授, 與談人 - 張嘉淵博士 廣達電腦技術長 | panel "}},
     ""},
    {"sitcon-2024-early.opass.json",
     "Asia/Taipei",
     "",
     "Asia/Taipei",
     49,
     5,
     1,
     "2022-09-04T00:30",
     "2022-09-04T09:45",
     {{"c4d370", "2022-09-04 08:30-09:00 R0+R1+R2+R3+S | 入場時間 | | other "},
      {"e71004", "2022-09-04 12:45-13:25 R3 | 開源軟體創作貢獻者：參與開源社群經驗分享 | 薛豐毅, "
                 "吳旻勳, 陳宥騰, 黃宏銘, 蘇昶霖 | talk "},
      {"f78a07", "2022-09-04 17:35-17:45 R0+R1+R2+R3+S | 閉幕 | | other "}},
     ""},
    {"pyconuk-2015.ics",
     "Europe/London",
     "PyCon UK 2015 Schedule",
     "Europe/London",
     162,
     11,
     4,
     "2015-09-18T07:00",
     "2015-09-21T16:30",
     {{"20150919T102825Z-77619", "2015-09-18 10:30-11:30 pythonanywhere-room-cc1-3 | Keynote: Van "
                                 "Lindberg, PSF Chair | | keynote "},
      {"20150919T102825Z-38640", "2015-09-19 12:00-14:00 laterpay-learning-space-bistro | Poster "
                                 "Session | | talk "},
      {"20150919T102825Z-47344",
       "2015-09-21 17:00-17:30 sprint-rooms | End of Conference, pack up, "
       "see you in 2016! | | talk "}},
     "warning missing-end 530:1; warning missing-title 780:1; warning missing-title 805:1; "
     "warning missing-title 908:1; warning missing-title 1057:1; warning missing-end 1083:1; "
     "warning missing-end 1092:1; warning missing-end 1527:1; warning missing-end 1582:1"},
};

static const struct {
    const char *file, *findings;
} REFUSED[] = {
    {"europython-2014-nonfrab.xml", "error not-a-schedule 1:71"},
    {"pyconfr-2025-pretalxdump.json", "error not-a-schedule 1:14"},
    {"bsidesmuc-2026.yml", "error not-a-schedule 2:1"},
    {"gdgkorea-2014-zeppelin.yml", "error not-a-schedule 1:1"},
    {"pyconchina-2021.yaml", "error not-a-schedule 14:1"},
    {"pyconchina-2021-af5d416.yaml", "error not-a-schedule 15:1"},
};

/* "2026-01-31 09:30-09:50 janson+k1105 | title | speaker, speaker | type track"; the date is the
 * conference day's. */
static const char *describe(Arena *arena, const Schedule *schedule, const Session *session) {
    LocalTime start = zone_local(schedule->event.zone, session->start);
    LocalTime end = zone_local(schedule->event.zone, session->end);
    Date date = schedule->days[session->day].date;
    const char *text = arena_printf(arena, "%04d-%02d-%02d %02d:%02d-%02d:%02d ", (int)date.year,
                                    (int)date.month, (int)date.day, (int)start.hour,
                                    (int)start.minute, (int)end.hour, (int)end.minute);
    for (size_t i = 0; i < session->room_count; i++)
        text = arena_printf(arena, "%s%s%.*s", text, i ? "+" : "",
                            str_arg(schedule->rooms[session->rooms[i]].id));
    text = arena_printf(arena, "%s | %.*s |", text, str_arg(loaded_word(&session->title)));
    for (size_t i = 0; i < session->speaker_count; i++)
        text = arena_printf(arena, "%s%s%.*s", text, i ? ", " : " ",
                            str_arg(loaded_word(&session->speakers[i].name)));
    bool has_track = session->track != SCHEDULE_NONE;
    return arena_printf(arena, "%s | %s %.*s", text, session_type_name(session->type),
                        str_arg(has_track ? schedule->tracks[session->track].id : (Str){0}));
}

static const char *utc(Arena *arena, Instant at) {
    LocalTime local = zone_local(zone_utc(), at);
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d", (int)local.date.year,
                        (int)local.date.month, (int)local.date.day, (int)local.hour,
                        (int)local.minute);
}

static void check_known(Arena *arena, const Published *file, const Schedule *schedule) {
    for (size_t i = 0; i < countof(file->known) && file->known[i].id; i++) {
        const Session *found = NULL;
        for (size_t k = 0; k < schedule->session_count; k++)
            if (str_equal_c(schedule->sessions[k].id, file->known[i].id))
                found = &schedule->sessions[k];
        const char *words = found ? describe(arena, schedule, found) : "no such session";
        if (strcmp(words, file->known[i].words) != 0)
            fail_msg("%s: %s:\n%s\n%s", file->file, file->known[i].id, words, file->known[i].words);
    }
}

static Imported import_published(Arena *arena, const char *file, const char *zone) {
    return import_file(arena_printf(arena, "%s/%s", KIOSK_REAL_DATA, file), zone);
}

static void check_file(const Published *file) {
    Arena *arena = arena_create();
    Imported imported = import_published(arena, file->file, file->zone);
    const Schedule *schedule = imported.loaded.schedule;
    if (!schedule)
        fail_msg("%s: nothing", file->file);
    const char *findings = loaded_findings(&imported.loaded);
    if (strcmp(findings, file->findings) != 0)
        fail_msg("%s: %s", file->file, findings);
    if (schedule->session_count != file->sessions || schedule->room_count != file->rooms ||
        schedule->day_count != file->days)
        fail_msg("%s: %zu sessions, %zu rooms, %zu days", file->file, schedule->session_count,
                 schedule->room_count, schedule->day_count);
    assert_string_equal(arena_copy(arena, loaded_word(&schedule->event.name).s,
                                   loaded_word(&schedule->event.name).len),
                        file->name);
    assert_true(str_equal_c(schedule->event.zone_name, file->zone_name));
    Instant first = INT64_MAX, last = INT64_MIN;
    for (size_t i = 0; i < schedule->session_count; i++) {
        first = instant_min(first, schedule->sessions[i].start);
        last = instant_max(last, schedule->sessions[i].end);
        assert_true(schedule->sessions[i].at.line > 0);
    }
    assert_string_equal(utc(arena, first), file->first);
    assert_string_equal(utc(arena, last), file->last);
    check_known(arena, file, schedule);
    imported_free(&imported);
    arena_free(arena);
}

static void published_files_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(FILES) && has_data(); i++)
        check_file(&FILES[i]);
}

static void others_are_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(REFUSED) && has_data(); i++) {
        Arena *arena = arena_create();
        Imported imported = import_published(arena, REFUSED[i].file, NULL);
        assert_null(imported.loaded.schedule);
        assert_string_equal(loaded_findings(&imported.loaded), REFUSED[i].findings);
        assert_true(imported.loaded.diagnostics.items[0].hint.len > 0);
        imported_free(&imported);
        arena_free(arena);
    }
}

static void all_come_back_as_they_were(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(FILES) && has_data(); i++) {
        Arena *arena = arena_create();
        Imported first = import_published(arena, FILES[i].file, FILES[i].zone);
        Str text = write_native(arena, first.loaded.schedule, &(WriteOptions){0});
        Imported again = import_bytes(text, "written.yaml", NULL);
        Difference difference = {""};
        if (!again.loaded.schedule ||
            !schedule_equal(first.loaded.schedule, again.loaded.schedule, &difference))
            fail_msg("%s: %s", FILES[i].file, difference.where);
        if (again.loaded.diagnostics.count)
            fail_msg("%s: %s", FILES[i].file, loaded_findings(&again.loaded));
        imported_free(&again);
        imported_free(&first);
        arena_free(arena);
    }
}

static void broken_files_are_as_the_index_says(void **state) {
    (void)state;
    static const struct {
        const char *file, *findings;
        size_t sessions;
        Millis last; /* length of the last session in the file */
    } BAD[] = {
        {"../bad/24-31c3-leading-newline.xml", "note missing-timezone 0:0; warning blank-start 1:1",
         139, 60 * MILLIS_MINUTE},
        {"../bad/25-xml-ctrl06.xml",
         "note missing-timezone 0:0; note control-character 1:394; warning long-session 1:531", 2,
         26 * MILLIS_HOUR},
    };
    for (size_t i = 0; i < countof(BAD) && has_data(); i++) {
        Arena *arena = arena_create();
        Imported imported = import_published(arena, BAD[i].file, NULL);
        const Schedule *schedule = imported.loaded.schedule;
        assert_non_null(schedule);
        assert_string_equal(loaded_findings(&imported.loaded), BAD[i].findings);
        assert_int_equal(schedule->session_count, BAD[i].sessions);
        const Session *last = &schedule->sessions[schedule->session_count - 1];
        assert_int_equal(last->end - last->start, BAD[i].last);
        imported_free(&imported);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_files_are_read),
        cmocka_unit_test(others_are_refused),
        cmocka_unit_test(all_come_back_as_they_were),
        cmocka_unit_test(broken_files_are_as_the_index_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
