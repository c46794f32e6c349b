/* test_csv.c: tables as people and programs write them: where their header is, what their columns
 * are, how their dates and times are meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "base/fold.h"
#include "formats/csv_list.h"
#include "formats/csv_when.h"
#include "imported.h"

#define FIELD TEST_SOURCE_DIR "/tests/formats/field/csv/"

static const char *word_of(Arena *arena, const Localized *text) {
    return arena_printf(arena, "%.*s", str_arg(loaded_word(text)));
}

static const char *rooms_of(Arena *arena, const Schedule *schedule, const Session *session) {
    const char *rooms = session->room_count ? "" : "*";
    for (size_t i = 0; i < session->room_count; i++)
        rooms = arena_printf(arena, "%s%s%s", rooms, i ? "+" : "",
                             word_of(arena, &schedule->rooms[session->rooms[i]].name));
    return rooms;
}

/* "2026-12-27 09:00-09:45 Hall A: Opening (Ann, Bob); …": all that people look at. */
static const char *describe(Imported *imported) {
    const Schedule *schedule = imported->loaded.schedule;
    Arena *arena = imported->loaded.arena;
    const char *all = schedule ? "" : "NULL";
    for (size_t i = 0; schedule && i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        LocalTime from = zone_local(schedule->event.zone, session->start);
        LocalTime until = zone_local(schedule->event.zone, session->end);
        const char *date = schedule->days[session->day].is_undated
                               ? "any"
                               : arena_printf(arena, "%04d-%02d-%02d", from.date.year,
                                              from.date.month, from.date.day);
        const char *speakers = "";
        for (size_t k = 0; k < session->speaker_count; k++)
            speakers = arena_printf(arena, "%s%s%s", speakers, k ? ", " : "",
                                    word_of(arena, &session->speakers[k].name));
        const char *when = session->is_all_day
                               ? "all day"
                               : arena_printf(arena, "%02d:%02d-%02d:%02d", from.hour, from.minute,
                                              until.hour, until.minute);
        all = arena_printf(arena, "%s%s%s %s %s: %s", all, i ? "; " : "", date, when,
                           rooms_of(arena, schedule, session), word_of(arena, &session->title));
        if (speakers[0])
            all = arena_printf(arena, "%s (%s)", all, speakers);
        if (session->do_not_record)
            all = arena_printf(arena, "%s, no cameras", all);
    }
    return all;
}

static const char *errors_of(Imported *imported) {
    const Diagnostics *found = &imported->loaded.diagnostics;
    const char *all = "";
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].severity == SEVERITY_ERROR)
            all = arena_printf(imported->loaded.arena, "%s%s%s %d:%d", all, all[0] ? "; " : "",
                               found->items[i].code, found->items[i].at.line,
                               found->items[i].at.column);
    return all;
}

/* ---- cells ---- */

static void what_a_cell_says_about_when(void **state) {
    (void)state;
    static const struct {
        const char *text;
        CellKind kind;
        const char *when; /* "date time[-time]", of open dates both; "": not read */
    } CASES[] = {
        /* times */
        {"9:05", CELL_ANY, "9:05"},
        {"09.05", CELL_ANY, "9:05"},
        {"9h05", CELL_ANY, "9:05"},
        {"9h", CELL_ANY, "9:00"},
        {"9 h 05", CELL_ANY, "9:05"},
        {"9.30 Uhr", CELL_ANY, "9:30"},
        {"9 Uhr 30", CELL_ANY, "9:30"},
        {"9 Uhr", CELL_ANY, "9:00"},
        {"um 9.30 Uhr", CELL_ANY, "9:30"},
        {"9 AM", CELL_ANY, "9:00"},
        {"12 AM", CELL_ANY, "0:00"},
        {"12:30 p.m.", CELL_ANY, "12:30"},
        {"1:05 p. m.", CELL_ANY, "13:05"},
        {"13:00 PM", CELL_ANY, "13:00"},
        {"PM 1:30", CELL_ANY, "13:30"},
        {"noon", CELL_ANY, "12:00"},
        {"12 noon", CELL_ANY, "12:00"},
        {"12:00 m. - 1:00 p. m.", CELL_TIME, "12:00-13:00"},
        {"12:30a-1:15a", CELL_TIME, "0:30-1:15"},
        {"11:00a - 1:15p", CELL_TIME, "11:00-13:15"},
        {"9:00 a 9:45", CELL_TIME, "9:00-9:45"},
        {"midi", CELL_ANY, "12:00"},
        {"midnight", CELL_ANY, "24:00"},
        {"09:05:00", CELL_ANY, "9:05"},
        {"上午9:30", CELL_ANY, "9:30"},
        {"下午2点半", CELL_ANY, "14:30"},
        {"中午12:00", CELL_ANY, "12:00"},
        {"中午1点", CELL_ANY, "13:00"},
        {"午後1時30分", CELL_ANY, "13:30"},
        {"午前0時", CELL_ANY, "0:00"},
        {"午後0時半", CELL_ANY, "12:30"},
        {"오후 2시 30분", CELL_ANY, "14:30"},
        {"오전 9시", CELL_ANY, "9:00"},
        {"９：３０", CELL_ANY, "9:30"},
        {"9", CELL_ANY, ""},
        {"930", CELL_ANY, ""},
        {"0930", CELL_ANY, ""},
        {"0930", CELL_TIME, "9:30"},
        {"25:61", CELL_ANY, ""},
        {"30 min", CELL_ANY, ""},
        {"45", CELL_TIME, ""},
        {"14:00 PM", CELL_ANY, "14:00"},
        {"14:00 AM", CELL_ANY, ""},
        /* ranges */
        {"9:25–10:00", CELL_ANY, "9:25-10:00"},
        {"9:25 -- 10:00", CELL_ANY, "9:25-10:00"},
        {"11:30 AM to 12:30 PM", CELL_ANY, "11:30-12:30"},
        {"1-2pm", CELL_ANY, "13:00-14:00"},
        {"11-1pm", CELL_ANY, "11:00-13:00"},
        {"11:30-1 pm", CELL_ANY, "11:30-13:00"},
        {"9-10:30am", CELL_ANY, "9:00-10:30"},
        {"12-1pm", CELL_ANY, "12:00-13:00"},
        {"9 am - 5:30", CELL_ANY, "9:00-17:30"},
        {"10:00 to 11:15", CELL_ANY, "10:00-11:15"},
        {"von 9 bis 10 Uhr", CELL_ANY, "9:00-10:00"},
        {"9.30-10.15", CELL_ANY, "9:30-10:15"},
        {"9-10 Uhr", CELL_ANY, "9:00-10:00"},
        {"de 10h à 11h30", CELL_ANY, "10:00-11:30"},
        {"10h-11h", CELL_ANY, "10:00-11:00"},
        {"das 9h às 10h30", CELL_ANY, "9:00-10:30"},
        {"dalle 9:00 alle 10:00", CELL_ANY, "9:00-10:00"},
        {"de 9:00 a 10:00", CELL_ANY, "9:00-10:00"},
        {"午後1時～午後2時", CELL_ANY, "13:00-14:00"},
        {"午後1時〜2時", CELL_ANY, "13:00-14:00"},
        {"10時から11時半まで", CELL_ANY, "10:00-11:30"},
        {"上午9:00-9:30", CELL_ANY, "9:00-9:30"},
        {"下午2:00至2:45", CELL_ANY, "14:00-14:45"},
        {"오후 2시 ~ 오후 3시 30분", CELL_ANY, "14:00-15:30"},
        {"0930-1000", CELL_TIME, "9:30-10:00"},
        {"9-10", CELL_TIME, "9:00-10:00"},
        {"9-10", CELL_ANY, ""},
        {"22:00-01:00", CELL_ANY, "22:00-1:00"},
        /* dates */
        {"2026-12-27", CELL_ANY, "2026-12-27"},
        {"2026/12/27", CELL_ANY, "2026-12-27"},
        {"20261227", CELL_ANY, "2026-12-27"},
        {"27.12.2026", CELL_ANY, "2026-12-27"},
        {"27.12.26", CELL_ANY, "2026-12-27"},
        {"So., 27.12.2026", CELL_ANY, "2026-12-27"},
        {"Sonntag, 27. Dezember 2026", CELL_ANY, "2026-12-27"},
        {"am 3. Mai 2026", CELL_ANY, "2026-5-3"},
        {"am 3.5.", CELL_ANY, "0-5-3"},
        {"27.12.", CELL_ANY, "0-12-27"},
        {"27.12", CELL_DATE, "0-12-27"},
        {"27 Dec 2026", CELL_ANY, "2026-12-27"},
        {"Dec 27, 2026", CELL_ANY, "2026-12-27"},
        {"Sunday, December 27th, 2026", CELL_ANY, "2026-12-27"},
        {"27-Dec-26", CELL_ANY, "2026-12-27"},
        {"27-Dec", CELL_ANY, "0-12-27"},
        {"Sun 27 Dec", CELL_ANY, "0-12-27"},
        {"1st of May 2026", CELL_ANY, "2026-5-1"},
        {"Mar 3", CELL_ANY, "0-3-3"},
        {"mar. 1 déc. 2026", CELL_ANY, "2026-12-1"},
        {"dimanche 27 décembre 2026", CELL_ANY, "2026-12-27"},
        {"1er août", CELL_ANY, "0-8-1"},
        {"27 de diciembre de 2026", CELL_ANY, "2026-12-27"},
        {"domenica 27 dicembre", CELL_ANY, "0-12-27"},
        {"terça-feira, 1 de março de 2027", CELL_ANY, "2027-3-1"},
        {"2026年12月27日（日）", CELL_ANY, "2026-12-27"},
        {"12月27日", CELL_ANY, "0-12-27"},
        {"12月27日 星期日", CELL_ANY, "0-12-27"},
        {"2026년 12월 27일 (일)", CELL_ANY, "2026-12-27"},
        {"12/27/2026", CELL_ANY, "2026-12-27"},
        {"27/12/2026", CELL_ANY, "2026-12-27"},
        {"3/4/2026", CELL_ANY, "2026-3-4?"},
        {"3/4", CELL_DATE, "0-3-4?"},
        {"Sunday", CELL_DATE, "weekday"},
        {"31.11.2026", CELL_ANY, ""},
        {"Dec 2026", CELL_ANY, ""},
        {"Day 1", CELL_ANY, ""},
        {"27 jui 2026", CELL_ANY, ""}, /* juin or juillet */
        /* both */
        {"2026-12-27T09:00:00+01:00", CELL_ANY, "2026-12-27 9:00 +60"},
        {"20261227T090000Z", CELL_ANY, "2026-12-27 9:00 +0"},
        {"27 Dec 2026 09:00 AM", CELL_ANY, "2026-12-27 9:00"},
        {"27.12.2026 9:30", CELL_ANY, "2026-12-27 9:30"},
        {"27.12. 18.30 Uhr", CELL_ANY, "0-12-27 18:30"},
        {"So 27.12.2026, 9.30-10.15 Uhr", CELL_ANY, "2026-12-27 9:30-10:15"},
        {"December 27, 2026 9:00 AM - 9:45 AM", CELL_ANY, "2026-12-27 9:00-9:45"},
        {"2026-12-27 22:00 - 2026-12-28 01:00", CELL_ANY, "2026-12-27 22:00-1:00 2026-12-28"},
        {"12月27日 午後1時～2時", CELL_ANY, "0-12-27 13:00-14:00"},
        {"9:00 Uhr am 27.12.2026", CELL_ANY, "2026-12-27 9:00"},
        {"2026-12-27 09:00 UTC", CELL_ANY, "2026-12-27 9:00 +0"},
        {"27/12/2026 9h00", CELL_ANY, "2026-12-27 9:00"},
        {"12/27/2026 9:00:00 AM", CELL_ANY, "2026-12-27 9:00"},
        /* a spreadsheet's numbers */
        {"46383", CELL_SERIAL, "2026-12-27"},
        {"0.375", CELL_SERIAL, "9:00"},
        {"0,40625", CELL_SERIAL, "9:45"},
        {"46383.5", CELL_SERIAL, "2026-12-27 12:00"},
        {"0.41666666666666669", CELL_SERIAL, "10:00"},
        {"46383", CELL_ANY, ""},
        {"0.375", CELL_ANY, ""},
        /* other things */
        {"Opening", CELL_ANY, ""},
        {"Hall 3", CELL_ANY, ""},
        {"#REF!", CELL_TIME, ""},
        {"Lunch 12:00", CELL_ANY, ""},
        {"2026-12-27 and 2026-12-28", CELL_ANY, ""},
        {"Track A", CELL_ANY, ""},
        {"", CELL_ANY, ""},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        CellWhen when;
        char text[120] = "";
        size_t len = 0;
#define PUT(...) len += (size_t)snprintf(text + len, sizeof text - len, __VA_ARGS__)
        if (csv_when_parse(str_from(CASES[i].text), CASES[i].kind, &when)) {
            const Date *date = &when.date.date, *last = &when.end_date.date;
            if (when.date.is_there)
                PUT("%d-%d-%d%s", date->year, date->month, date->day, when.date.is_open ? "?" : "");
            if (when.has_start)
                PUT("%s%d:%02d", len ? " " : "", when.start / 60, when.start % 60);
            if (when.has_end)
                PUT("-%d:%02d", when.end / 60, when.end % 60);
            if (when.end_date.is_there)
                PUT(" %d-%d-%d", last->year, last->month, last->day);
            if (when.offset != INT32_MIN)
                PUT(" %+d", when.offset);
            if (len == 0)
                PUT("weekday");
        }
#undef PUT
        if (strcmp(text, CASES[i].when) != 0)
            fail_msg("\"%s\" (%d): \"%s\"", CASES[i].text, CASES[i].kind, text);
    }
}

/* ---- words ---- */

/* Texts of ASCII have a way of their own; a letter beyond it behind them takes the other. */
static void texts_of_ascii_are_folded_as_others_are(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int run = 0; run < 20000; run++) {
        char text[64], quick[FOLD_MAX], slow[FOLD_MAX];
        size_t len = 1 + splitmix_below(&seed, 40);
        for (size_t i = 0; i < len; i++)
            text[i] = splitmix_below(&seed, 4) ? (char)(1 + splitmix_below(&seed, 127))
                                               : " \t~-A\n"[splitmix_below(&seed, 6)];
        text[len - 1] = 'x'; /* so that no space is at the end of one of them alone */
        memcpy(text + len, "é", 3);
        Str one = fold_words((Str){.s = text, .len = len}, quick, NULL);
        Str other = fold_words((Str){.s = text, .len = len + 2}, slow, NULL);
        other.len -= 1; /* e */
        if (!str_equal(one, other))
            fail_msg("\"%.*s\": \"%.*s\", \"%.*s\"", (int)len, text, str_arg(one), str_arg(other));
    }
}

/* ---- people ---- */

static void people_are_separated_where_it_is_sure(void **state) {
    (void)state;
    static const struct {
        const char *cell, *names; /* separated by | */
    } CASES[] = {
        {"Ann Example and Bob Example", "Ann Example|Bob Example"},
        {"Ann, Bob & Cy", "Ann|Bob|Cy"},
        {"Zoé et Noël", "Zoé|Noël"},
        {"Ann und Bob", "Ann|Bob"},
        {"Ana García y Beto Ruiz", "Ana García|Beto Ruiz"},
        {"Ana García e Inés Ruiz", "Ana García|Inés Ruiz"},
        {"Ana García, Beto Ruiz y Carla Díaz", "Ana García|Beto Ruiz|Carla Díaz"},
        {"Ana, Beto y Carla", "Ana|Beto|Carla"},
        {"Ana García (UX) y Beto Ruiz (UY)", "Ana García (UX)|Beto Ruiz (UY)"},
        {"Anna Rossi ed Elena Bianchi", "Anna Rossi|Elena Bianchi"},
        {"João Sousa e Maria Lima", "João Sousa|Maria Lima"},
        {"张三和李四", "张三|李四"},
        {"张三、李四和王小五", "张三|李四|王小五"},
        {"陳小明與林大同", "陳小明|林大同"},
        {"山田太郎と鈴木一郎", "山田太郎|鈴木一郎"},
        {"김하나, 이두리", "김하나|이두리"},
        {"Example, Ann; Example, Bob", "Example, Ann|Example, Bob"},
        {"Ann, Bob; Cy", "Ann|Bob|Cy"},
        {"Bob Example, PhD and Cy Other, Jr.", "Bob Example, PhD|Cy Other, Jr."},
        {"Acme, Inc., Bees GmbH", "Acme, Inc.|Bees GmbH"},
        {"Smith, J., Doe, A.-B.", "Smith, J.|Doe, A.-B."},
        /* As they are written. */
        {"Nuno e Silva", "Nuno e Silva"},
        {"Maria Costa e Silva", "Maria Costa e Silva"},
        {"José Ortega y Gasset", "José Ortega y Gasset"},
        {"Ana Pérez, José Ortega y Gasset", "Ana Pérez|José Ortega y Gasset"},
        {"Ana y Beto", "Ana y Beto"},
        {"Ana García (Instituto de Ciencia y Arte Moderno)",
         "Ana García (Instituto de Ciencia y Arte Moderno)"},
        {"李和平", "李和平"},
        {"张和平", "张和平"},
        {"佐藤和也", "佐藤和也"},
        {"田中和太郎", "田中和太郎"},
        {"さとう はなこ", "さとう はなこ"},
        {"Sandy Anderson", "Sandy Anderson"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Str parts[CSV_PARTS_MAX];
        size_t count = csv_list_people(str_from(CASES[i].cell), parts);
        char names[400] = "";
        for (size_t k = 0; k < count; k++)
            snprintf(names + strlen(names), sizeof names - strlen(names), "%s%.*s", k ? "|" : "",
                     str_arg(parts[k]));
        assert_string_equal(names, CASES[i].names);
    }
}

/* ---- tables ---- */

static const struct {
    const char *name, *text; /* NULL: the file of that name */
    int32_t year;
    const char *sessions, *errors;
} TABLES[] = {
#include "csv_cases.h"
#include "csv_day_cases.h"
#include "csv_tool_cases.h"
};

static void tables_are_read_as_a_person_would(void **state) {
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < countof(TABLES); i++) {
        Arena *arena = arena_create();
        Str text = TABLES[i].text
                       ? str_from(TABLES[i].text)
                       : loaded_file(arena, arena_printf(arena, "%s%s", FIELD, TABLES[i].name));
        Imported imported =
            import_bytes_by(text, TABLES[i].name,
                            (FormatInput){.zone = str_from("UTC"), .hints.year = TABLES[i].year});
        const char *sessions = describe(&imported), *errors = errors_of(&imported);
        if (strcmp(sessions, TABLES[i].sessions) != 0 || strcmp(errors, TABLES[i].errors) != 0)
            print_error("%s:\n  %s\n  errors: %s\n", TABLES[i].name, sessions, errors), bad++;
        imported_free(&imported);
        arena_free(arena);
    }
    assert_int_equal(bad, 0);
}

/* ---- messages ---- */

/* Which row, what was found, what is missing, and what it may be called. */
static void a_table_that_is_not_understood_says_why(void **state) {
    (void)state;
    static const struct {
        const char *text, *message, *hint;
    } CASES[] = {
        {"Programme,,\nDatum;Raum;Wer;Farbe\n3.2.2027;A;Ann;rot\n",
         "2: the table has no column for the title and none for the start of the sessions; row 2 "
         "was taken for its header. Columns found: date (\"Datum\"), room (\"Raum\"), speakers "
         "(\"Wer\"); not known: \"Farbe\"",
         "call it title, Titel, titre, título, titolo, 标题, タイトル or 제목; and the start of the "
         "sessions start, Beginn, début, inicio, inizio, 开始时间, 開始時間 or 시작 시간"},
        {"Title,Room,Color\nAnts,A,red\n",
         "1: the table has no column for the start of the sessions; row 1 was taken for its "
         "header. Columns found: title (\"Title\"), room (\"Room\"); not known: \"Color\"",
         "call it start, Beginn, début, inicio, inizio, 开始时间, 開始時間 or 시작 시간"},
        {"Date,Time,Title\n3 Feb,9:00,Ants\n",
         "2: the date \"3 Feb\" has no year, and nothing in the table tells it; its sessions are "
         "left out",
         "write it, or name it: --year 2027"},
        {"Date,Time,Title\nThu 3 Feb,9:00,Ants\n", /* as in 2028, the next time */
         "2: the date \"Thu 3 Feb\" has no year, and nothing in the table tells it; its sessions "
         "are left out",
         "write it, or name it: --year 2028"},
        {"Date,Time,Title\n2/3/2027,9:00,Ants\n",
         "2: the date \"2/3/2027\" can be read in two ways; its sessions are left out",
         "write year, month and day: 2026-05-16"},
        {"Date,Time,Title\nSaturday,9:00,Ants\n",
         "2: which date \"Saturday\" is cannot be told; its sessions are left out",
         "write the date there, or that of the first day above the table"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Imported imported = import_bytes(str_from(CASES[i].text), "t.csv", "UTC");
        const Diagnostics *found = &imported.loaded.diagnostics;
        assert_null(imported.loaded.schedule);
        size_t at = 0;
        while (at < found->count && found->items[at].severity != SEVERITY_ERROR)
            at++;
        assert_true(at < found->count);
        const char *message =
            arena_printf(imported.loaded.arena, "%d: %.*s", (int)found->items[at].at.line,
                         str_arg(found->items[at].message));
        if (strcmp(message, CASES[i].message) != 0 ||
            !str_equal_c(found->items[at].hint, CASES[i].hint))
            fail_msg("%s\n%.*s", message, str_arg(found->items[at].hint));
        imported_free(&imported);
    }
}

/* What is understood by more than its words is told. */
static void what_was_guessed_is_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *findings;
    } CASES[] = {
        {"Foo,Start,Title\n2027-02-03,9:00-9:30,Ants\n", "warning unknown-column 1:1"},
        {"Date,Time,Title\n2/3/2027,9:00-9:30,Ants\n2/4/2027,9:00-9:30,Bees\n",
         "warning date-order 1:1"},
        {"Ants 2027\nDate,Time,Title\n3 Feb,9:00-9:30,Ants\n", "note no-year 2:1"},
        {"Date,Start (CET),End,Title\n2027-02-03,9:00,9:30,Ants\n", "warning zone-in-header 1:6"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Imported imported = import_bytes(str_from(CASES[i].text), "t.csv", "UTC");
        const char *findings = loaded_findings(&imported.loaded);
        if (strcmp(findings, CASES[i].findings) != 0)
            fail_msg("%s: %s", CASES[i].text, findings);
        assert_non_null(imported.loaded.schedule);
        imported_free(&imported);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_cell_says_about_when),
        cmocka_unit_test(texts_of_ascii_are_folded_as_others_are),
        cmocka_unit_test(people_are_separated_where_it_is_sure),
        cmocka_unit_test(tables_are_read_as_a_person_would),
        cmocka_unit_test(a_table_that_is_not_understood_says_why),
        cmocka_unit_test(what_was_guessed_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
