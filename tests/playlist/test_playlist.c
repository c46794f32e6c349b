/* test_playlist.c: what is due when, by tables: the cycle, what is skipped, the takeovers of a
 * door view, held views. test_slides.c has the properties that hold for every schedule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../schedule/fixture.h"
#include "playlist/playlist.h"

#define FOYER SCHEDULE_NONE

static const Date DAYS[] = {{2019, 9, 26}, {2019, 9, 27}};

static const SessionSpec SPECS[] = {
    {.id = "a", .start = 900, .end = 930},
    {.id = "x", .start = 1000, .end = 1030, .status = SESSION_CANCELLED},
    {.id = "b", .start = 1000, .end = 1030, .room = 1},
    {.id = "night", .start = 2759, .end = 2830, .type = SESSION_SOCIAL}, /* to 04:30 */
    {.id = "late", .day = 1, .start = 402, .end = 430, .room = 2},
};

/* Views of 12, 12, 20, 12 s: a cycle of 56 s, from 04:00:00 on; dwell alone. */
static Schedule *conference(Arena *arena) {
    Schedule *schedule =
        fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), SPECS, countof(SPECS));
    schedule->projects = arena_new(arena, Project, 3);
    schedule->project_count = 3;
    schedule->display.door_share = schedule->display.foyer_share = 0;
    schedule->partners = arena_new(arena, Partner, 2);
    schedule->partner_count = 2;
    return schedule;
}

static Instant second_of(const Schedule *schedule, size_t day, int64_t seconds) {
    return schedule->days[day].from + seconds * MILLIS_SECOND;
}

/* The views of one minute, as "N" now/next, "A" agenda, "S" spotlight with its project, "P"
 * partners, "G" grid, each with its page where it has several, and its length in seconds. */
static const char *slides_from(Arena *arena, const Schedule *schedule,
                               const PlaylistSettings *settings, Instant at, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count; i++) {
        Slide slide = playlist_slide_at(schedule, settings, at);
        const char *number = "";
        if (slide.view == VIEW_SPOTLIGHT)
            number = arena_printf(arena, "%zu", slide.item);
        else if (settings->pages[slide.view] > 1)
            number = arena_printf(arena, "%zu", slide.page);
        Millis length = slide.until == INSTANT_NEVER ? -1 : slide.until - slide.from;
        text = arena_printf(arena, "%s%s%c%s:%lld", text, i ? " " : "", "NASPG"[slide.view], number,
                            (long long)(length < 0 ? -1 : length / MILLIS_SECOND));
        at = slide.until;
        if (at == INSTANT_NEVER)
            break;
    }
    return text;
}

static void check(const char *name, const char *got, const char *want) {
    if (strcmp(got, want) != 0)
        fail_msg("%s:\n got %s\nwant %s", name, got, want);
}

static size_t count_slides(const char *text) {
    size_t count = 1;
    for (; *text; text++)
        count += *text == ' ';
    return count;
}

static void the_cycle_runs_from_the_days_start(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    static const struct {
        const char *name;
        PlaylistSettings settings;
        ViewKind views[5];
        size_t view_count;
        const char *slides;
    } cases[] = {
        {"one page each",
         {.room = FOYER, .pages = {1, 1, 1, 1}},
         {VIEW_NOW_NEXT, VIEW_AGENDA, VIEW_SPOTLIGHT, VIEW_PARTNERS},
         4,
         "N:12 A:12 S0:20 P:12 N:12 A:12 S1:20 P:12 N:12 A:12 S2:20 P:12 N:12 A:12 S0:20"},
        {"pages follow each other",
         {.room = FOYER, .pages = {2, 1, 5, 3}},
         {VIEW_NOW_NEXT, VIEW_SPOTLIGHT, VIEW_PARTNERS},
         3,
         "N0:12 N1:12 S0:20 P0:12 P1:12 P2:12 N0:12 N1:12 S1:20"},
        {"a view twice",
         {.room = FOYER, .pages = {1, 1, 1, 1}},
         {VIEW_SPOTLIGHT, VIEW_NOW_NEXT, VIEW_SPOTLIGHT, VIEW_AGENDA},
         4,
         "S0:20 N:12 S1:20 A:12 S2:20 N:12 S0:20 A:12 S1:20"},
        {"no pages at all are one",
         {.room = FOYER, .pages = {0, 0, 0, 0}},
         {VIEW_NOW_NEXT, VIEW_PARTNERS},
         2,
         "N:12 P:12 N:12"},
        {"one view alone lasts all day",
         {.room = FOYER, .pages = {1, 1, 1, 1}},
         {VIEW_PARTNERS},
         1,
         "P:86400 P:86400"},
        {"the spotlight alone turns",
         {.room = FOYER, .pages = {1, 1, 1, 1}},
         {VIEW_SPOTLIGHT},
         1,
         "S0:20 S1:20 S2:20 S0:20"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        memcpy(schedule->display.views, cases[i].views, sizeof cases[i].views);
        schedule->display.view_count = cases[i].view_count;
        size_t count = count_slides(cases[i].slides);
        Instant at = second_of(schedule, 0, 0);
        check(cases[i].name, slides_from(arena, schedule, &cases[i].settings, at, count),
              cases[i].slides);
    }
    arena_free(arena);
}

/* Without views in the file: the grid is there for many rooms, in the foyer, before the agenda. */
static void many_rooms_have_the_grid(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    schedule->display = display_default();
    schedule->display.door_share = schedule->display.foyer_share = 0;
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1, 2}};
    Instant at = second_of(schedule, 0, 0);
    check("few rooms", slides_from(arena, schedule, &settings, at, 4), "N:12 A:12 S0:20 P:12");
    schedule->room_count = 9;
    check("nine rooms", slides_from(arena, schedule, &settings, at, 6),
          "N:12 G0:12 G1:12 A:12 S0:20 P:12");
    settings.room = 0;
    check("a door", slides_from(arena, schedule, &settings, at, 4), "N:12 A:12 S0:20 P:12");
    arena_free(arena);
}

static void views_without_content_are_skipped(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Date date;
        size_t room, projects, partners;
        const char *slides;
    } cases[] = {
        {"all", {2019, 9, 26}, FOYER, 2, 1, "N:12 A:12 S0:20 P:12"},
        {"no projects", {2019, 9, 26}, FOYER, 0, 1, "N:12 A:12 P:12 N:12"},
        {"no partners", {2019, 9, 26}, FOYER, 2, 0, "N:12 A:12 S0:20 N:12"},
        {"no sessions today", {2019, 9, 20}, FOYER, 2, 1, "N:12 S0:20 P:12 N:12"},
        {"no sessions in the room today", {2019, 9, 26}, 2, 2, 1, "N:12 S0:20 P:12 N:12"},
        {"30 days before", {2019, 8, 27}, FOYER, 1, 1, "N:12 S0:20 P:12 N:12"},
        {"31 days before", {2019, 8, 26}, FOYER, 1, 1, "S0:20 P:12 S0:20"},
        {"all past", {2019, 9, 28}, FOYER, 1, 1, "S0:20 P:12 S0:20"},
        {"nothing is left", {2019, 9, 28}, FOYER, 0, 0, "N:86400 N:86400"},
        {"nothing but now/next", {2019, 9, 20}, FOYER, 0, 0, "N:86400 N:86400"},
        {"a room without sessions", {2019, 9, 26}, 3, 1, 1, "S0:20 P:12 S0:20"},
        {"the night before lasts into the day", {2019, 9, 27}, 0, 1, 1, "N:12 S0:20 P:12 N:12"},
    };
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(cases); i++) {
        schedule->project_count = cases[i].projects;
        schedule->partner_count = cases[i].partners;
        PlaylistSettings settings = {.room = cases[i].room, .pages = {1, 1, 1, 1}};
        size_t count = count_slides(cases[i].slides);
        Instant at = fixture_at(schedule->event.zone, cases[i].date, 400);
        check(cases[i].name, slides_from(arena, schedule, &settings, at, count), cases[i].slides);
    }
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1}};
    check("no schedule", slides_from(arena, NULL, &settings, 0, 2), "N:86400 N:86400");
    arena_free(arena);
}

/* In room 0 session "a" starts at 09:00, 18,000 s after 04:00, so now/next takes over at 17,880 s.
 * The partner wall alternates between two pages, or now/next stands between its pages. */
static void now_next_takes_over_at_the_door(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Millis partners, now_next; /* dwell in seconds; now_next 0: not in the cycle */
        size_t now_pages;
        int64_t from; /* where to begin to look, seconds of the day */
        const char *slides;
    } cases[] = {
        {"nothing is cut: pages end at 17,880 and 18,000", 60, 0, 1, 17820, "P1:60 N:120 P0:60"},
        {"cut on both sides", 62, 0, 1, 17856, "P0:24 N:120 P0:42 P1:62"},
        {"3 s before the takeover are enough (17,877)", 59, 0, 1, 17818, "P0:59 P1:3 N:120 P1:54"},
        {"1 s before is not begun (17,879)", 19, 0, 1, 17860, "P0:19 N:121 P1:12"},
        {"3 s after it are enough (18,003)", 17, 0, 1, 17867, "P1:13 N:120 P0:3 P1:17"},
        {"1 s after it is not begun (18,001)", 47, 0, 1, 17860, "P0:20 N:121 P1:47"},
        {"now/next in the cycle before it joins in", 10, 40, 1, 17840, "N:160 P0:10 P1:10 N:40"},
        {"now/next in the cycle after it joins in", 30, 5, 1, 17870, "N:5 P0:5 N:125 P0:30"},
        {"a cut one joins in", 30, 26, 1, 17840, "P1:30 N:138 P0:4 P1:30 N:26"},
        {"one within is not seen", 20, 40, 1, 17840, "P0:20 P1:20 N:120 P0:20"},
        {"to the end of the day (04:00), for a start at 03:59", 10, 200, 1, 86040, "N:360 P0:10"},
        {"now/next has two pages", 17, 0, 2, 17867,
         "P1:13 N0:12 N1:12 N0:12 N1:12 N0:12 N1:12 "
         "N0:12 N1:12 N0:12 N1:12 P0:3"},
        {"three pages, and a short rest of one", 47, 0, 3, 17860,
         "P0:20 N0:12 N1:12 N2:12 N0:12 "
         "N1:12 N2:12 N0:12 N1:12 N2:12 N0:13 P1:47"},
    };
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(cases); i++) {
        Display *display = &schedule->display;
        display->views[0] = VIEW_PARTNERS;
        display->views[1] = VIEW_NOW_NEXT;
        display->view_count = cases[i].now_next ? 2 : 1;
        display->dwell[VIEW_PARTNERS] = cases[i].partners * MILLIS_SECOND;
        display->dwell[VIEW_NOW_NEXT] =
            (cases[i].now_next ? cases[i].now_next : 12) * MILLIS_SECOND;
        PlaylistSettings settings = {.room = 0, .pages = {cases[i].now_pages, 1, 1, 2}};
        Instant at = second_of(schedule, 0, cases[i].from);
        check(cases[i].name,
              slides_from(arena, schedule, &settings, at, count_slides(cases[i].slides)),
              cases[i].slides);
    }
    arena_free(arena);
}

/* At which instants is now/next up, when the cycle has nothing but one page of partners? */
static void only_real_starts_here_take_over(void **state) {
    (void)state;
    static const SessionSpec specs[] = {
        {.id = "a", .start = 900, .end = 930},
        {.id = "elsewhere", .start = 945, .end = 1000, .room = 1},
        {.id = "x", .start = 1000, .end = 1030, .status = SESSION_CANCELLED},
        {.id = "b", .start = 1100, .end = 1130},
        {.id = "c", .start = 1101, .end = 1130},
        {.id = "d", .start = 1103, .end = 1130}, /* its two minutes touch the last start */
        {.id = "e", .start = 1106, .end = 1130}, /* one minute between */
        {.id = "gone",
         .start = 1200,
         .end = 1230,
         .room = 1,
         .status = SESSION_MOVED,
         .was_elsewhere = true,
         .planned_room = 0},
        {.id = "came",
         .start = 1300,
         .end = 1330,
         .status = SESSION_MOVED,
         .was_elsewhere = true,
         .planned_room = 1},
        {.id = "late",
         .start = 1410,
         .end = 1430,
         .status = SESSION_DELAYED,
         .planned_start = 1400,
         .planned_end = 1420},
        {.id = "everywhere", .start = 1500, .end = 1530, .room = FIXTURE_EVERYWHERE},
        {.id = "dawn", .day = 1, .start = 401, .end = 430}, /* begins before the day does */
    };
    static const char WANT[] = "0858-0900 1058-1103 1104-1106 1258-1300 1408-1410 1458-1500 "
                               "0359-0400 0400-0401";
    Arena *arena = arena_create();
    Schedule *schedule =
        fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), specs, countof(specs));
    schedule->partners = arena_new(arena, Partner, 1);
    schedule->partner_count = 1;
    schedule->display.views[0] = VIEW_PARTNERS;
    schedule->display.view_count = 1;
    PlaylistSettings settings = {.room = 0, .pages = {1, 1, 1, 1}};
    const char *got = "";
    Instant end = schedule->days[1].from + MILLIS_HOUR;
    for (Instant at = schedule->days[0].from; at < end;) {
        Slide slide = playlist_slide_at(schedule, &settings, at);
        if (slide.view == VIEW_NOW_NEXT) {
            LocalTime from = zone_local(schedule->event.zone, slide.from);
            LocalTime until = zone_local(schedule->event.zone, slide.until);
            got = arena_printf(arena, "%s%s%02d%02d-%02d%02d", got, *got ? " " : "", from.hour,
                               from.minute, until.hour, until.minute);
        }
        at = slide.until;
    }
    check("door of room 0", got, WANT);
    arena_free(arena);
}

static void a_held_view_turns_its_pages_only(void **state) {
    (void)state;
    static const struct {
        const char *name;
        ViewKind held;
        size_t pages, projects, partners;
        Date date;
        const char *slides;
    } cases[] = {
        {"one page stays", VIEW_PARTNERS, 1, 3, 2, {2019, 9, 26}, "P:-1"},
        {"pages turn, over the start at 09:00",
         VIEW_PARTNERS,
         2,
         3,
         2,
         {2019, 9, 26},
         "P1:12 P0:12 P1:12 P0:12 P1:12 P0:12"},
        {"projects turn", VIEW_SPOTLIGHT, 1, 3, 2, {2019, 9, 26}, "S0:20 S1:20 S2:20 S0:20"},
        {"one project stays", VIEW_SPOTLIGHT, 4, 1, 2, {2019, 9, 26}, "S0:-1"},
        {"the agenda lasts a day", VIEW_AGENDA, 1, 3, 2, {2019, 9, 26}, "A:86400 N:86400 N:86400"},
        {"now/next stays on a day far off", VIEW_NOW_NEXT, 1, 3, 2, {2018, 9, 26}, "N:-1"},
        {"no projects: now/next stands in",
         VIEW_SPOTLIGHT,
         1,
         0,
         2,
         {2019, 9, 26},
         "N:86400 N:86400"},
        {"no partners: now/next stands in", VIEW_PARTNERS, 1, 3, 0, {2019, 9, 26}, "N:86400"},
    };
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(cases); i++) {
        schedule->project_count = cases[i].projects;
        schedule->partner_count = cases[i].partners;
        PlaylistSettings settings = {
            .room = 0, .is_held = true, .held = cases[i].held, .pages = {1, 1, 1, 1}};
        settings.pages[cases[i].held] = cases[i].pages;
        Instant at = fixture_at(schedule->event.zone, cases[i].date, 400);
        if (cases[i].pages == 2)
            at = fixture_at(schedule->event.zone, cases[i].date, 859);
        check(cases[i].name,
              slides_from(arena, schedule, &settings, at, count_slides(cases[i].slides)),
              cases[i].slides);
    }
    arena_free(arena);
}

/* The 56 s of the cycle restart at 04:00, also on days of 23 and 25 hours. */
static void each_day_has_its_own_anchor(void **state) {
    (void)state;
    static const struct {
        const char *zone;
        Date date;
        int32_t day_change;
        Millis hours;
    } cases[] = {
        {"Asia/Shanghai", {2019, 9, 26}, 240, 24},  {"Europe/Berlin", {2026, 3, 28}, 240, 23},
        {"Europe/Berlin", {2026, 10, 24}, 240, 25}, {"Europe/Berlin", {2026, 3, 29}, 0, 23},
        {"Europe/Berlin", {2026, 3, 28}, 150, 24},  {"Europe/Berlin", {2026, 10, 24}, 150, 24},
        {"Pacific/Apia", {2011, 12, 29}, 240, 24},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        SessionSpec spec = {.id = "a", .start = 900, .end = 1000};
        Schedule *schedule = fixture_schedule(arena, cases[i].zone, &cases[i].date, 1, &spec, 1);
        schedule->event.day_change = cases[i].day_change;
        const Zone *zone = schedule->event.zone;
        Day *day = (Day *)(uintptr_t)schedule->days;
        day->from = zone_instant(zone, cases[i].date, cases[i].day_change, NULL);
        day->until = zone_instant(zone, date_add(cases[i].date, 1), cases[i].day_change, NULL);
        if (day->until - day->from != cases[i].hours * MILLIS_HOUR)
            fail_msg("case %zu: %lld min", i, (long long)((day->until - day->from) / 60000));
        PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1}};
        schedule->display.views[2] = VIEW_NOW_NEXT;
        Slide first = playlist_slide_at(schedule, &settings, day->from);
        Slide last = playlist_slide_at(schedule, &settings, day->until - 1);
        Slide next = playlist_slide_at(schedule, &settings, day->until);
        assert_true(first.from == day->from && first.until == day->from + 12000);
        assert_true(last.until == day->until && next.from == day->until);
        assert_true(next.view == VIEW_NOW_NEXT && next.page == 0 && next.turn != last.turn);
    }
    arena_free(arena);
}

/* A rehearsal's day begins at any hour; the days around it give way to it. */
static void shifted_days_keep_their_anchor(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    Schedule *shifted = schedule_shifted(schedule, 5 * MILLIS_HOUR + 7 * MILLIS_MINUTE);
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1}};
    for (Millis since = -3 * MILLIS_HOUR; since < 30 * MILLIS_HOUR; since += 7 * MILLIS_MINUTE) {
        Instant at = schedule->days[0].from + since;
        Slide then = playlist_slide_at(schedule, &settings, at);
        Slide now = playlist_slide_at(shifted, &settings, at + 5 * MILLIS_HOUR + 7 * MILLIS_MINUTE);
        if (since >= 0)
            assert_true(then.view == now.view && then.item == now.item &&
                        then.until - at == now.until - at - 5 * MILLIS_HOUR - 7 * MILLIS_MINUTE);
    }
    Slide before = playlist_slide_at(shifted, &settings, shifted->days[0].from - 1);
    assert_true(before.until == shifted->days[0].from);
    schedule_free(shifted);
    arena_free(arena);
}

static void every_instant_has_a_slide(void **state) {
    (void)state;
    static const Instant ends[] = {INT64_MIN,
                                   INT64_MIN + 1,
                                   -(INT64_C(1) << 61) - 1,
                                   -(INT64_C(1) << 61),
                                   (INT64_C(1) << 61) - 1,
                                   INT64_C(1) << 61,
                                   INT64_MAX - 1,
                                   INT64_MAX};
    static const Millis dwells[] = {INT64_MIN, 0, 1, 999, INT64_MAX};
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    Schedule *schedules[] = {schedule, NULL};
    for (size_t i = 0; i < countof(ends) * countof(dwells) * 2 * 2; i++) {
        Instant at = ends[i % countof(ends)];
        size_t rest = i / countof(ends);
        for (size_t v = 0; v < VIEW_KIND_COUNT; v++)
            schedule->display.dwell[v] = dwells[rest % countof(dwells)];
        rest /= countof(dwells);
        PlaylistSettings settings = {.room = rest % 2, .pages = {SIZE_MAX, 0, SIZE_MAX, SIZE_MAX}};
        settings.is_held = rest % 2;
        Slide slide = playlist_slide_at(schedules[rest / 2], &settings, at);
        assert_true(slide.from <= at && slide.until > slide.from);
        assert_true(at < slide.until || at == INSTANT_NEVER);
    }
    schedule->display.view_count = 1000;
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1}};
    playlist_slide_at(schedule, &settings, schedule->days[0].from);
    arena_free(arena);
}

/* A venue of one room: a screen that was told no room is that room's door, and takes over with it.
 */
static void the_only_room_is_its_door(void **state) {
    (void)state;
    static const SessionSpec HERE[] = {{.id = "a", .start = 900, .end = 930},
                                       {.id = "b", .start = 930, .end = 1000}};
    Arena *arena = arena_create();
    Schedule *schedule =
        fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), HERE, countof(HERE));
    PlaylistSettings foyer = {.room = FOYER, .pages = {1, 1, 1, 1}}, door = foyer;
    door.room = 0;
    for (size_t rooms = 2; rooms >= 1; rooms--) {
        schedule->room_count = rooms;
        size_t others = 0;
        for (Instant at = schedule->days[0].from; at < schedule->days[0].until;
             at += MILLIS_SECOND) {
            Slide a = playlist_slide_at(schedule, &foyer, at);
            Slide b = playlist_slide_at(schedule, &door, at);
            others += a.view != b.view || a.turn != b.turn || a.from != b.from ||
                      a.until != b.until || a.page != b.page;
        }
        if (rooms == 1)
            assert_int_equal(others, 0);
        else
            assert_true(others > 100); /* two takeovers, and the turns after them */
    }
    Slide slide =
        playlist_slide_at(schedule, &foyer, fixture_at(schedule->event.zone, DAYS[0], 859));
    assert_int_equal(slide.view, VIEW_NOW_NEXT);
    assert_true(slide.until >= fixture_at(schedule->event.zone, DAYS[0], 900));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cycle_runs_from_the_days_start),
        cmocka_unit_test(many_rooms_have_the_grid),
        cmocka_unit_test(views_without_content_are_skipped),
        cmocka_unit_test(now_next_takes_over_at_the_door),
        cmocka_unit_test(only_real_starts_here_take_over),
        cmocka_unit_test(a_held_view_turns_its_pages_only),
        cmocka_unit_test(each_day_has_its_own_anchor),
        cmocka_unit_test(shifted_days_keep_their_anchor),
        cmocka_unit_test(every_instant_has_a_slide),
        cmocka_unit_test(the_only_room_is_its_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
