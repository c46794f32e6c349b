/* test_shares.c: how much of a cycle a screen shows what it hangs there for, counted to the
 * millisecond over whole cycles, by role and by what else is in the cycle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../schedule/fixture.h"
#include "playlist/playlist.h"

#define FOYER SCHEDULE_NONE

static Instant second_of(const Schedule *schedule, size_t day, int64_t seconds) {
    return schedule->days[day].from + seconds * MILLIS_SECOND;
}

/* A morning with all that a cycle can show; nothing begins near its start. */
static Schedule *conference(Arena *arena) {
    static const Date DAYS[] = {{2019, 9, 26}};
    static const SessionSpec SPECS[] = {{.id = "a", .start = 900, .end = 930},
                                        {.id = "b", .start = 1000, .end = 1030, .room = 1}};
    Schedule *schedule =
        fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), SPECS, countof(SPECS));
    schedule->projects = arena_new(arena, Project, 1);
    schedule->project_count = 1;
    schedule->partners = arena_new(arena, Partner, 2);
    schedule->partner_count = 2;
    return schedule;
}

/* Milliseconds of one whole cycle in which `role` shows what it is for, and of all of it. */
static void measure_cycle(const Schedule *schedule, const PlaylistSettings *settings, Millis *now,
                          Millis *whole) {
    Instant at = second_of(schedule, 0, 0);
    Slide first = playlist_slide_at(schedule, settings, at), slide = first;
    *now = *whole = 0;
    while (slide.view != first.view || slide.visit == first.visit) {
        bool is_now =
            slide.view == VIEW_NOW_NEXT || (settings->room == FOYER && slide.view == VIEW_GRID);
        *whole += slide.until - slide.from;
        *now += is_now ? slide.until - slide.from : 0;
        slide = playlist_slide_at(schedule, settings, slide.until);
    }
}

static void what_runs_has_its_share_of_the_cycle(void **state) {
    (void)state;
    static const struct {
        const char *name;
        size_t room;
        ViewKind views[6];
        size_t view_count, pages[VIEW_KIND_COUNT];
        int32_t share;     /* -1: the usual one */
        Millis now, whole; /* milliseconds that are wanted */
    } cases[] = {
        {"a door as it comes", 0, {0}, 0, {1, 1, 1, 1, 1, 1}, -1, 66000, 110000},
        {"a foyer as it comes", FOYER, {0}, 0, {1, 1, 1, 1, 1, 1}, -1, 44000, 88000},
        {"a door without others",
         0,
         {VIEW_NOW_NEXT, VIEW_AGENDA},
         2,
         {1, 1, 1, 1, 1, 1},
         -1,
         18000,
         30000},
        {"an agenda of four pages",
         0,
         {VIEW_NOW_NEXT, VIEW_AGENDA},
         2,
         {1, 4, 1, 1, 1, 1},
         -1,
         72000,
         120000},
        {"two at once at the door turn more often",
         0,
         {VIEW_NOW_NEXT, VIEW_PARTNERS},
         2,
         {2, 1, 1, 3, 1, 1},
         -1,
         72000,
         108000},
        {"the grid counts in the foyer",
         FOYER,
         {VIEW_NOW_NEXT, VIEW_GRID, VIEW_PARTNERS},
         3,
         {1, 1, 1, 1, 1, 1},
         -1,
         24000,
         36000},
        {"and is stretched with now and next",
         FOYER,
         {VIEW_NOW_NEXT, VIEW_GRID, VIEW_SPOTLIGHT, VIEW_PARTNERS},
         4,
         {1, 1, 1, 1, 1, 1},
         75,
         96000,
         128000},
        {"but not at a door",
         0,
         {VIEW_NOW_NEXT, VIEW_GRID},
         2,
         {1, 1, 1, 1, 1, 1},
         -1,
         18000,
         30000},
        {"dwell alone", 0, {0}, 0, {1, 1, 1, 1, 1, 1}, 0, 12000, 56000},
        {"enough already",
         0,
         {VIEW_NOW_NEXT, VIEW_PARTNERS},
         2,
         {1, 1, 1, 1, 1, 1},
         40,
         12000,
         24000},
        {"a file without now and next",
         0,
         {VIEW_AGENDA, VIEW_PARTNERS},
         2,
         {1, 1, 1, 1, 1, 1},
         -1,
         0,
         24000},
        {"a share that is no whole second",
         0,
         {VIEW_NOW_NEXT, VIEW_SPOTLIGHT},
         2,
         {1, 1, 1, 1, 1, 1},
         67,
         40607,
         60607},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Schedule *schedule = conference(arena);
        Display *display = &schedule->display;
        *display = display_default();
        if (cases[i].view_count) {
            memcpy(display->views, cases[i].views, sizeof cases[i].views);
            display->view_count = cases[i].view_count;
            display->are_views_written = true;
        }
        if (cases[i].share >= 0)
            display->door_share = display->foyer_share = cases[i].share;
        PlaylistSettings settings = {.room = cases[i].room};
        memcpy(settings.pages, cases[i].pages, sizeof settings.pages);
        Millis now, whole;
        measure_cycle(schedule, &settings, &now, &whole);
        if (now != cases[i].now || whole != cases[i].whole)
            fail_msg("%s: %lld of %lld ms, not %lld of %lld", cases[i].name, (long long)now,
                     (long long)whole, (long long)cases[i].now, (long long)cases[i].whole);
        int32_t share = cases[i].share >= 0 ? cases[i].share : cases[i].room == FOYER ? 50 : 60;
        assert_true(now == 0 || now * 100 >= whole * share);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_runs_has_its_share_of_the_cycle)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
