/* test_airtime.c: who was seen for how long: the report beside the playlist asked second by second.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../live/plan.h"
#include "check/airtime.h"
#include "schedule/view_content.h"

enum { PARTNERS = 5, ON_A_PAGE = 2, WALL_PAGES = 3 };

static void wall(void *context, const Slide *slide, size_t *first, size_t *count) {
    (void)context;
    *first = slide->page * ON_A_PAGE;
    *count = *first + ON_A_PAGE > PARTNERS ? PARTNERS - *first : ON_A_PAGE;
}

static const char *const LINES[] = {"A main 09:00 09:30 talk", "B main 09:30 10:00 talk",
                                    "C side 09:10 09:50 talk", NULL};

/* B has segments of partners 1 and 3; partner 4 has a name for spreadsheets to stumble over. */
static Schedule *venue(void) {
    Schedule *schedule = plan_create("main side", LINES);
    Arena *arena = schedule->arena;
    Partner *partners = arena_new(arena, Partner, PARTNERS);
    for (size_t i = 0; i < PARTNERS; i++)
        partners[i].name = plan_text(arena, arena_printf(arena, "Partner %zu", i));
    partners[4].name = plan_text(arena, "Smith, \"Sons\" & Co");
    Tier *tier = arena_new(arena, Tier, 1);
    *tier = (Tier){.id = str_from("gold"), .partner_count = PARTNERS};
    Project *projects = arena_new(arena, Project, 2);
    projects[0] = (Project){.name = plan_text(arena, "One"), .session = SCHEDULE_NONE};
    projects[1] = (Project){.name = plan_text(arena, "Two"), .session = SCHEDULE_NONE};
    Segment *segments = arena_new(arena, Segment, 2);
    segments[0] = (Segment){.start = plan_time("09:40"), .end = plan_time("09:45"), .partner = 1};
    segments[1] = (Segment){.start = plan_time("09:45"), .end = plan_time("09:55"), .partner = 3};
    Session *b = (Session *)plan_find(schedule, "B");
    b->segments = segments;
    b->segment_count = 2;
    schedule->partners = partners;
    schedule->partner_count = PARTNERS;
    schedule->tiers = tier;
    schedule->tier_count = 1;
    schedule->projects = projects;
    schedule->project_count = 2;
    return schedule;
}

static AirtimeInput input_of(const Schedule *schedule, size_t room) {
    return (AirtimeInput){.schedule = schedule,
                          .settings = {.room = room, .pages = {1, 1, 1, WALL_PAGES}},
                          .from = plan_time("08:30"),
                          .until = plan_time("10:00"),
                          .wall = wall};
}

static void it_is_what_the_playlist_shows(void **context) {
    (void)context;
    Schedule *schedule = venue();
    Arena *arena = arena_create();
    const size_t rooms[] = {SCHEDULE_NONE, 0, 1};
    for (size_t r = 0; r < countof(rooms); r++) {
        AirtimeInput input = input_of(schedule, rooms[r]);
        Airtime report = airtime_create(arena, &input);
        Millis views[VIEW_KIND_COUNT] = {0}, partners[PARTNERS] = {0}, projects[2] = {0};
        Millis named[PARTNERS] = {0};
        for (Instant at = input.from; at < input.until; at += MILLIS_SECOND) {
            Slide slide = playlist_slide_at(schedule, &input.settings, at);
            views[slide.view] += MILLIS_SECOND;
            size_t first, count;
            wall(NULL, &slide, &first, &count);
            for (size_t i = 0; slide.view == VIEW_PARTNERS && i < count; i++)
                partners[first + i] += MILLIS_SECOND;
            if (slide.view == VIEW_SPOTLIGHT)
                projects[slide.item] += MILLIS_SECOND;
            const Session *b = plan_find(schedule, "B");
            size_t segment = session_segment_at(b, at);
            if (slide.view == VIEW_NOW_NEXT && segment != SCHEDULE_NONE && rooms[r] != 1)
                named[b->segments[segment].partner] += MILLIS_SECOND;
        }
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
            assert_true(report.views[view] == views[view] &&
                        (views[view] > 0 || !view_is_wanted(schedule, SCHEDULE_NONE, view)));
        for (size_t i = 0; i < PARTNERS; i++) {
            assert_true(report.partners[i].wall == partners[i]);
            assert_true(report.partners[i].named == named[i]);
        }
        assert_true(report.projects[0] == projects[0] && report.projects[1] == projects[1]);
        bool is_here = rooms[r] != 1;
        assert_true(report.partners[1].segments == (is_here ? 5 * MILLIS_MINUTE : 0));
        assert_true(report.partners[3].segments == (is_here ? 10 * MILLIS_MINUTE : 0));
        assert_true(report.partners[0].segments == 0);
        assert_true(rooms[r] == 1 || (named[1] > 0 && named[3] > named[1]));
    }
    arena_free(arena);
    schedule_free(schedule);
}

static void the_entries_fill_the_time(void **context) {
    (void)context;
    Schedule *schedule = venue();
    Arena *arena = arena_create();
    AirtimeInput input = input_of(schedule, SCHEDULE_NONE);
    Airtime report = airtime_create(arena, &input);
    Instant at = input.from;
    size_t pages = 0;
    for (size_t i = 0; i < report.count; i++) {
        assert_true(report.entries[i].from == at && report.entries[i].until > at);
        at = report.entries[i].until;
        bool is_new = i == 0 || report.entries[i].slide.turn != report.entries[i - 1].slide.turn;
        pages += report.entries[i].slide.view == VIEW_PARTNERS &&
                 report.entries[i].slide.page == 0 && is_new;
    }
    assert_true(at == input.until);
    assert_int_equal(report.partners[0].wall_times, pages);
    arena_free(arena);
    schedule_free(schedule);
}

static void what_is_covered_is_not_seen(void **context) {
    (void)context;
    Schedule *schedule = venue();
    Arena *arena = arena_create();
    Notice notice = {.text = plan_text(arena, "Out"),
                     .from = plan_time("09:00"),
                     .until = plan_time("09:20"),
                     .level = NOTICE_EMERGENCY};
    schedule->notices = &notice;
    schedule->notice_count = 1;
    AirtimeInput input = input_of(schedule, SCHEDULE_NONE);
    Airtime report = airtime_create(arena, &input);
    assert_true(report.notices == 20 * MILLIS_MINUTE);
    Millis all = report.notices;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        all += report.views[view];
    assert_true(all == input.until - input.from);
    notice.level = NOTICE_INFO; /* a banner leaves the view where it is */
    report = airtime_create(arena, &input);
    assert_true(report.notices == 0);
    arena_free(arena);
    schedule_free(schedule);
}

static void a_span_is_the_days(void **context) {
    (void)context;
    Schedule *schedule = venue();
    Instant from, until;
    assert_true(airtime_span(schedule, 0, &from, &until));
    assert_true(from == plan_time("08:30") && until == plan_time("10:00"));
    for (size_t i = 0; i < schedule->session_count; i++)
        ((Session *)schedule->sessions)[i].status = SESSION_CANCELLED;
    assert_false(airtime_span(schedule, 0, &from, &until));
    schedule_free(schedule);
}

/* Fields of a line, without their quotation marks; false when it is not RFC 4180. */
static bool split(Arena *arena, Str line, Str *fields, size_t count) {
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        char *text = arena_new(arena, char, line.len + 1);
        size_t len = 0;
        bool is_quoted = at < line.len && line.s[at] == '"';
        at += is_quoted;
        while (at < line.len && (is_quoted || line.s[at] != ',')) {
            if (is_quoted && line.s[at] == '"' && !(at + 1 < line.len && line.s[at + 1] == '"'))
                break;
            at += is_quoted && line.s[at] == '"';
            text[len++] = line.s[at++];
        }
        at += is_quoted;
        fields[i] = (Str){.s = text, .len = len};
        bool is_last = i + 1 == count;
        if (is_last ? at != line.len : at >= line.len || line.s[at] != ',')
            return false;
        at++;
    }
    return true;
}

static void the_table_is_a_table(void **context) {
    (void)context;
    Schedule *schedule = venue();
    Arena *arena = arena_create();
    AirtimeInput input = input_of(schedule, SCHEDULE_NONE);
    Airtime report = airtime_create(arena, &input);
    Str csv = airtime_csv(arena, &report), text = airtime_text(arena, &report);
    assert_true(str_starts(csv, "\xef\xbb\xbf"
                                "record,from,until,seconds,view,page,what,times\r\n"));
    size_t lines = 0, smiths = 0;
    double shown = 0;
    while (csv.len) {
        size_t end = str_find(csv, "\r\n");
        assert_true(end != SIZE_MAX);
        Str line = str_slice(csv, 0, end), fields[8];
        if (!split(arena, line, fields, countof(fields)))
            fail_msg("%.*s", str_arg(line));
        shown += str_equal_c(fields[0], "shown") ? atof(fields[3].s) : 0;
        smiths += str_equal_c(fields[6], "Smith, \"Sons\" & Co") && str_equal_c(fields[0], "wall");
        csv = str_slice(csv, end + 2, csv.len);
        lines++;
    }
    assert_int_equal(lines, 1 + report.count + 3 * PARTNERS);
    assert_int_equal(smiths, 1);
    assert_true(shown > 5399.9 && shown < 5400.1);
    assert_true(str_find(text, "Smith, \"Sons\" & Co") != SIZE_MAX);
    assert_true(str_starts(text, "08:30:00 "));
    arena_free(arena);
    schedule_free(schedule);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_what_the_playlist_shows),
        cmocka_unit_test(the_entries_fill_the_time),
        cmocka_unit_test(what_is_covered_is_not_seen),
        cmocka_unit_test(a_span_is_the_days),
        cmocka_unit_test(the_table_is_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
