/* test_dialects.c: the same small thing as several programs write it: people in XML, lists of
 * sessions in JSON. What a person would read in each, as one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "imported.h"

/* "Opening @ Hall A: Ann Example (ACME) | Bob; Bees @ : ; " */
static const char *sessions_of(Arena *arena, const Schedule *schedule) {
    const char *text = "";
    for (size_t i = 0; schedule && i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        Str room =
            session->room_count ? loaded_word(&schedule->rooms[session->rooms[0]].name) : (Str){0};
        text = arena_printf(arena, "%s%.*s @ %.*s: ", text, str_arg(loaded_word(&session->title)),
                            str_arg(room));
        for (size_t k = 0; k < session->speaker_count; k++) {
            const Speaker *speaker = &session->speakers[k];
            Str from = speaker->affiliation.count ? loaded_word(&speaker->affiliation) : (Str){0};
            text = arena_printf(arena, "%s%s%.*s", text, k ? " | " : "",
                                str_arg(loaded_word(&speaker->name)));
            if (from.len)
                text = arena_printf(arena, "%s (%.*s)", text, str_arg(from));
        }
        text = arena_printf(arena, "%s; ", text);
    }
    return schedule ? text : "NULL";
}

#define XML(persons)                                                                               \
    "<schedule><conference><title>X</title></conference><day date=\"2027-03-14\" index=\"1\">"     \
    "<room name=\"Hall A\"><event id=\"1\"><start>09:00</start><duration>00:45</duration>"         \
    "<title>Opening</title><persons>" persons "</persons></event></room></day></schedule>"

static const struct {
    const char *name, *text, *sessions;
} CASES[] = {
    {"first and last name in elements",
     XML("<person><firstname>Ann</firstname><lastname>Example</lastname><company>ACME</company>"
         "</person>"),
     "Opening @ Hall A: Ann Example (ACME); "},
    {"mark-up in a name",
     XML("<person id=\"3\">Ann <b>Example</b></person><person><em>Bob</em></person>"),
     "Opening @ Hall A: Ann Example | Bob; "},
    {"what is no name stays out",
     XML("<person id=\"3\">Ann<code>XYZ</code><p>is a <b>bee</b></p></person>"),
     "Opening @ Hall A: Ann; "},
    {"a nickname where there is no name",
     XML("<person id=\"3\"><name> </name><nickname>bee</nickname></person>"
         "<person id=\"4\"><nickname>wasp</nickname><name>Ann</name></person>"),
     "Opening @ Hall A: bee | Ann; "},
    {"a name in two languages",
     XML("<person><name xml:lang=\"en\">Ann</name><name xml:lang=\"zh\">安</name></person>"),
     "Opening @ Hall A: Ann; "},
    {"names with a namespace's prefix",
     "<s:schedule xmlns:s=\"urn:x\"><s:conference><s:title>X</s:title></s:conference>"
     "<s:day date=\"2027-03-14\" index=\"1\"><s:room name=\"Hall A\"><s:event id=\"1\">"
     "<s:start>09:00</s:start><s:duration>00:30</s:duration><s:title>Opening</s:title>"
     "<s:persons><s:person>Ann</s:person></s:persons></s:event></s:room></s:day></s:schedule>",
     "Opening @ Hall A: Ann; "},
    {"pretalx's talks",
     "{\"count\":2,\"results\":[{\"code\":\"A\",\"title\":\"Opening\",\"speakers\":[{\"code\":"
     "\"S\",\"name\":\"Ann Example\"}],\"submission_type\":{\"en\":\"Talk\"},\"state\":"
     "\"confirmed\",\"slot\":{\"room\":{\"en\":\"Hall A\",\"de\":\"Saal A\"},\"start\":"
     "\"2027-03-14T09:00:00+01:00\",\"end\":\"2027-03-14T09:45:00+01:00\"}},{\"code\":\"B\","
     "\"title\":\"Bees\",\"speakers\":[],\"state\":\"withdrawn\",\"slot\":{\"room\":{\"en\":"
     "\"Hall A\"},\"start\":\"2027-03-14T10:00:00+01:00\",\"end\":"
     "\"2027-03-14T10:45:00+01:00\"}}]}",
     "Opening @ Hall A: Ann Example; "},
    {"sched.com, people in one text",
     "[{\"event_key\":\"1\",\"active\":\"Y\",\"name\":\"Opening\",\"event_start\":\"2027-03-14 "
     "09:00\",\"event_end\":\"2027-03-14 09:45\",\"venue\":\"Hall A\",\"speakers\":\"Ann Example, "
     "Bob &amp; Cy\"}]",
     "Opening @ Hall A: Ann Example | Bob | Cy; "},
    {"EMF, two people in one text",
     "[{\"id\":1,\"title\":\"Opening\",\"start_date\":\"2027-03-14 09:00:00\",\"end_date\":"
     "\"2027-03-14 09:45:00\",\"venue\":\"Stage A\",\"speaker\":\"Ann & Bob\"}]",
     "Opening @ Stage A: Ann | Bob; "},
    {"two calendars in one file",
     "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20270314T080000Z\n"
     "DTEND:20270314T090000Z\nSUMMARY:Opening\nLOCATION:A\nEND:VEVENT\nEND:VCALENDAR\n"
     "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:2\nDTSTART:20270314T100000Z\n"
     "DTEND:20270314T110000Z\nSUMMARY:Bees\nLOCATION:B\nEND:VEVENT\nBEGIN:VEVENT\nUID:3\n"
     "DTSTART:20270314T120000Z\nDTEND:20270314T130000Z\nSUMMARY:Ants\nEND:VEVENT\n"
     "END:VCALENDAR\n",
     "Opening @ A: ; Bees @ B: ; Ants @ : ; "},
    {"a table in which a comma stands before each first name",
     "Datum;Beginn;Titel;Referent;Raum\n14.03.2027;9:00;Opening;Müller, Jürgen;Hall A\n"
     "14.03.2027;10:00;Bees;Example, Ann Maria;Hall A\n",
     "Opening @ Hall A: Müller, Jürgen; Bees @ Hall A: Example, Ann Maria; "},
    {"a table in which a comma parts two people",
     "Date;Start;Title;Speakers;Room\n2027-03-14;9:00;Opening;Ann, Bob;Hall A\n"
     "2027-03-14;10:00;Bees;Cy;Hall A\n",
     "Opening @ Hall A: Ann | Bob; Bees @ Hall A: Cy; "},
};

static void dialects_are_read_as_a_person_would(void **state) {
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < countof(CASES); i++) {
        Imported imported = import_bytes(str_from(CASES[i].text), "file", "Europe/Berlin");
        const char *sessions = sessions_of(imported.loaded.arena, imported.loaded.schedule);
        if (strcmp(sessions, CASES[i].sessions) != 0)
            print_error("%s:\n  %s\n", CASES[i].name, sessions), bad++;
        imported_free(&imported);
    }
    assert_int_equal(bad, 0);
}

/* The times of one event are somebody's, and nobody says whose. */
static void a_zone_that_nobody_knows_is_told(void **state) {
    (void)state;
    static const char CALENDAR[] =
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\n"
        "DTSTART;TZID=Europe/Berlin:20270314T090000\nDURATION:PT1H\nSUMMARY:A\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:2\nDTSTART;TZID=Nowhere/City:20270314T100000\nDURATION:PT1H\n"
        "SUMMARY:B\nEND:VEVENT\nBEGIN:VEVENT\nUID:3\n"
        "DTSTART;TZID=Nowhere/City:20270314T120000\nDURATION:PT1H\nSUMMARY:C\nEND:VEVENT\n"
        "END:VCALENDAR\n";
    Imported imported = import_bytes(str_from(CALENDAR), "file.ics", NULL);
    const Diagnostics *found = &imported.loaded.diagnostics;
    assert_int_equal(found->count, 1);
    assert_string_equal(found->items[0].code, "unknown-zone");
    assert_true(str_equal_c(found->items[0].message,
                            "the time zone \"Nowhere/City\" is not known; times in it are taken "
                            "to be in Europe/Berlin"));
    imported_free(&imported);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(dialects_are_read_as_a_person_would),
                                       cmocka_unit_test(a_zone_that_nobody_knows_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
