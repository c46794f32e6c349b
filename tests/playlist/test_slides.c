/* test_slides.c: what holds for the slides of every schedule, at every instant: random schedules,
 * zones with days of 23 and 25 hours and a day that never was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../schedule/fixture.h"
#include "playlist/playlist.h"

enum { ROUNDS = 400, SESSIONS_MAX = 40, DAYS_MAX = 4 };

/* xorshift64*: the same numbers on every machine. */
static uint64_t random_below(uint64_t *seed, uint64_t below) {
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (*seed * UINT64_C(2685821657736338717) >> 16) % below;
}

static bool random_chance(uint64_t *seed, uint64_t one_in) {
    return random_below(seed, one_in) == 0;
}

typedef struct {
    const char *zone;
    Date date;
} Place;

static const Place PLACES[] = {
    {"Asia/Shanghai", {2019, 9, 25}},       {"Europe/Berlin", {2026, 3, 27}},
    {"Europe/Berlin", {2026, 10, 23}},      {"Australia/Lord_Howe", {2026, 4, 3}},
    {"Australia/Lord_Howe", {2026, 10, 2}}, {"Pacific/Apia", {2011, 12, 28}},
    {"America/St_Johns", {2024, 2, 27}},
};

static SessionSpec random_session(uint64_t *seed, size_t day_count) {
    int32_t hour = (int32_t)random_below(seed, 24) + 4;
    SessionSpec spec = {
        .id = "s",
        .day = random_below(seed, day_count),
        .start = hour * 100 + (int32_t)random_below(seed, 60),
        .room = random_below(seed, 3),
        .type = random_chance(seed, 5) ? SESSION_BREAK : SESSION_TALK,
        .status = (SessionStatus)random_below(seed, SESSION_STATUS_COUNT),
    };
    spec.end = spec.start + 100;
    if (random_chance(seed, 8))
        spec.room = FIXTURE_EVERYWHERE;
    if (spec.status == SESSION_MOVED) {
        spec.was_elsewhere = true;
        spec.planned_room = random_below(seed, 3);
    }
    return spec;
}

static Schedule *random_schedule(Arena *arena, uint64_t *seed) {
    const Place *place = &PLACES[random_below(seed, countof(PLACES))];
    Date dates[DAYS_MAX];
    size_t day_count = 1 + random_below(seed, DAYS_MAX);
    for (size_t d = 0; d < day_count; d++)
        dates[d] = date_add(place->date, (int32_t)(d + (d > 1 && random_chance(seed, 2))));
    if (random_chance(seed, 6))
        dates[day_count - 1] = date_add(place->date, 90);
    for (size_t d = 1; d < day_count; d++)
        if (date_compare(dates[d], dates[d - 1]) <= 0)
            dates[d] = date_add(dates[d - 1], 1);
    SessionSpec specs[SESSIONS_MAX];
    size_t session_count = random_below(seed, SESSIONS_MAX);
    for (size_t i = 0; i < session_count; i++)
        specs[i] = random_session(seed, day_count);
    Schedule *schedule =
        fixture_schedule(arena, place->zone, dates, day_count, specs, session_count);
    schedule->project_count = random_below(seed, 4);
    schedule->partner_count = random_below(seed, 2);
    Display *display = &schedule->display;
    display->view_count = 1 + random_below(seed, 6);
    for (size_t i = 0; i < display->view_count; i++)
        display->views[i] = (ViewKind)random_below(seed, VIEW_KIND_COUNT);
    for (size_t v = 0; v < VIEW_KIND_COUNT; v++)
        display->dwell[v] = (Millis)(1 + random_below(seed, 40)) * MILLIS_SECOND +
                            (random_chance(seed, 4) ? 137 : 0);
    display->door_share = (int32_t)random_below(seed, CYCLE_SHARE_MAX + 1);
    display->foyer_share = (int32_t)random_below(seed, CYCLE_SHARE_MAX + 1);
    return schedule;
}

static PlaylistSettings random_settings(uint64_t *seed) {
    PlaylistSettings settings = {.room = random_chance(seed, 3) ? SCHEDULE_NONE
                                                                : random_below(seed, 4)};
    for (size_t v = 0; v < VIEW_KIND_COUNT; v++)
        settings.pages[v] = 1 + (random_chance(seed, 3) ? random_below(seed, 4) : 0);
    settings.is_held = random_chance(seed, 8);
    settings.held = (ViewKind)random_below(seed, VIEW_KIND_COUNT);
    return settings;
}

/* Any time around the days, or near something that happens. */
static Instant random_instant(uint64_t *seed, const Schedule *schedule) {
    const Day *first = &schedule->days[0], *last = &schedule->days[schedule->day_count - 1];
    if (schedule->session_count > 0 && random_chance(seed, 2)) {
        const Session *session = &schedule->sessions[random_below(seed, schedule->session_count)];
        return session->start - 3 * MILLIS_MINUTE + (Millis)random_below(seed, 240000);
    }
    if (random_chance(seed, 3))
        return schedule->days[random_below(seed, schedule->day_count)].until - 60000 +
               (Millis)random_below(seed, 120000);
    return first->from - 3 * MILLIS_DAY +
           (Millis)random_below(seed, (uint64_t)(last->until - first->from + 6 * MILLIS_DAY));
}

static bool is_same_slide(Slide a, Slide b) {
    return a.view == b.view && a.page == b.page && a.item == b.item && a.visit == b.visit &&
           a.turn == b.turn && a.from == b.from && a.until == b.until;
}

static void check_slide(const Schedule *schedule, const PlaylistSettings *settings, Slide slide,
                        Instant at, uint64_t *seed) {
    assert_true(slide.from <= at && at < slide.until);
    assert_true(slide.view < VIEW_KIND_COUNT);
    size_t pages = slide.view == VIEW_SPOTLIGHT ? 1 : settings->pages[slide.view];
    assert_true(slide.page < pages);
    if (slide.view == VIEW_SPOTLIGHT)
        assert_true(slide.item < schedule->project_count &&
                    slide.item == slide.visit % schedule->project_count);
    else
        assert_int_equal(slide.item, 0);
    Instant last = slide.until == INSTANT_NEVER ? at : slide.until - 1;
    Instant within = slide.from + (Millis)random_below(seed, (uint64_t)(last - slide.from) + 1);
    const Instant others[] = {slide.from, within, last};
    for (size_t i = 0; i < countof(others); i++)
        if (!is_same_slide(slide, playlist_slide_at(schedule, settings, others[i])))
            fail_msg("a slide is another one %lld ms after its beginning",
                     (long long)(others[i] - slide.from));
}

static bool is_anchor(const Schedule *schedule, Instant at) {
    return schedule_day_bounds(schedule, at).from == at;
}

static void check_neighbours(const Schedule *schedule, const PlaylistSettings *settings, Slide a,
                             Slide b) {
    assert_true(b.from == a.until);
    assert_int_not_equal(a.turn, b.turn);
    if (is_anchor(schedule, b.from))
        return; /* another day: from the first page */
    assert_true(b.turn == a.turn + 1);
    if (settings->room != SCHEDULE_NONE && !settings->is_held)
        return; /* takeovers cut into the pages */
    if (a.view != VIEW_SPOTLIGHT && a.page + 1 < settings->pages[a.view])
        assert_true(b.view == a.view && b.page == a.page + 1);
    else
        assert_true(b.page == 0);
}

static void slides_follow_each_other(void **state) {
    (void)state;
    uint64_t seed = 20190926;
    for (size_t round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        Schedule *schedule = random_schedule(arena, &seed);
        PlaylistSettings settings = random_settings(&seed);
        for (size_t walk = 0; walk < 4; walk++) {
            Instant at = random_instant(&seed, schedule);
            Slide slide = playlist_slide_at(schedule, &settings, at);
            check_slide(schedule, &settings, slide, at, &seed);
            for (size_t i = 0; i < 25 && slide.until != INSTANT_NEVER; i++) {
                Slide next = playlist_slide_at(schedule, &settings, slide.until);
                check_slide(schedule, &settings, next, slide.until, &seed);
                check_neighbours(schedule, &settings, slide, next);
                slide = next;
            }
        }
        arena_free(arena);
    }
}

/* The foyer's cycle is as long all day: the same view and page a cycle later. */
static void the_cycle_has_one_length_all_day(void **state) {
    (void)state;
    uint64_t seed = 42;
    for (size_t round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        Schedule *schedule = random_schedule(arena, &seed);
        PlaylistSettings settings = random_settings(&seed);
        settings.room = SCHEDULE_NONE;
        settings.is_held = false;
        schedule->display.foyer_share = 0; /* dwell alone: test_playlist.c has the shares */
        const Day *day = &schedule->days[random_below(&seed, schedule->day_count)];
        if (day->from == day->until) {
            arena_free(arena);
            continue; /* the day that Samoa left out */
        }
        /* All views with content, pages × dwell. */
        Millis cycle = 0;
        size_t page_count = 0;
        bool has_sessions = day->session_count > 0;
        for (size_t i = 0; i < schedule->display.view_count; i++) {
            ViewKind view = schedule->display.views[i];
            bool is_shown = (view == VIEW_SPOTLIGHT && schedule->project_count > 0) ||
                            (view == VIEW_PARTNERS && schedule->partner_count > 0) ||
                            (view == VIEW_AGENDA && has_sessions) ||
                            (view == VIEW_NOW_NEXT && has_sessions) || view == VIEW_TIMER;
            size_t pages = view == VIEW_SPOTLIGHT ? 1 : settings.pages[view];
            if (is_shown) {
                cycle += (Millis)pages * schedule->display.dwell[view];
                page_count += pages;
            }
        }
        if (has_sessions && page_count > 1)
            for (size_t k = 0; k < 20; k++) {
                Instant at = day->from + (Millis)random_below(
                                             &seed, (uint64_t)(day->until - day->from - cycle));
                Slide a = playlist_slide_at(schedule, &settings, at);
                Slide b = playlist_slide_at(schedule, &settings, at + cycle);
                assert_true(a.view == b.view && a.page == b.page && b.from == a.from + cycle);
                assert_true(b.turn == a.turn + page_count);
            }
        arena_free(arena);
    }
}

/* Within two minutes before a start in `room`? */
static bool is_before_start(const Schedule *schedule, size_t room, Instant from, Instant until) {
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        bool takes_place =
            session->status != SESSION_CANCELLED && session_is_in_room(session, room);
        if (takes_place && from < session->start && until > session->start - 2 * MILLIS_MINUTE)
            return true;
    }
    return false;
}

/* The timer and not now and next: of that nothing takes the place. */
static bool is_of_stage(const Display *display) {
    bool has[VIEW_KIND_COUNT] = {0};
    for (size_t i = 0; i < display->view_count; i++)
        has[display->views[i]] = true;
    return has[VIEW_TIMER] && !has[VIEW_NOW_NEXT];
}

/* A door's slide beside the cycle's own, which is what the foyer of a one-room copy shows. */
static void check_door(const Schedule *schedule, const PlaylistSettings *settings, Instant at,
                       Slide base) {
    Slide door = playlist_slide_at(schedule, settings, at);
    if (is_of_stage(&schedule->display)) {
        assert_true(door.view == base.view && door.page == base.page && door.item == base.item &&
                    door.from == base.from && door.until == base.until);
        return;
    }
    if (is_before_start(schedule, settings->room, at, at + 1)) {
        assert_int_equal(door.view, VIEW_NOW_NEXT);
        return;
    }
    bool is_same = door.view == base.view && door.page == base.page && door.item == base.item;
    bool is_taken = door.view == VIEW_NOW_NEXT;
    if (is_same && !is_taken) {
        assert_true(door.from >= base.from && door.until <= base.until);
        bool is_cut = door.from > base.from || door.until < base.until;
        if (is_cut && door.until - door.from < 3 * MILLIS_SECOND)
            fail_msg("a slide is seen for %lld ms", (long long)(door.until - door.from));
        if (is_cut)
            assert_true(is_before_start(schedule, settings->room, base.from, base.until));
    } else if (base.view != VIEW_NOW_NEXT) {
        /* Not begun: it would have been cut to less than three seconds. */
        assert_true(is_taken);
        assert_true(is_before_start(schedule, settings->room, base.from, base.until));
        bool is_near = is_before_start(schedule, settings->room, at - 3 * MILLIS_SECOND,
                                       at + 3 * MILLIS_SECOND);
        assert_true(is_near);
    } else {
        assert_true(is_taken);
    }
}

/* All sessions are in one room, or everywhere, so the foyer has the same cycle as the door. */
static void doors_leave_the_cycle_only_for_starts(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (size_t round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        Schedule *schedule = random_schedule(arena, &seed);
        schedule->display.foyer_share = schedule->display.door_share = 0;
        Session *sessions = (Session *)(uintptr_t)schedule->sessions;
        for (size_t i = 0; i < schedule->session_count; i++) {
            sessions[i].rooms = sessions[i].planned_rooms = FIXTURE_ROOMS;
            sessions[i].status =
                sessions[i].status == SESSION_MOVED ? SESSION_CONFIRMED : sessions[i].status;
        }
        PlaylistSettings foyer = random_settings(&seed);
        foyer.room = SCHEDULE_NONE;
        foyer.is_held = false;
        PlaylistSettings door = foyer;
        door.room = 0;
        for (size_t k = 0; k < 60; k++) {
            Instant at = random_instant(&seed, schedule);
            check_door(schedule, &door, at, playlist_slide_at(schedule, &foyer, at));
        }
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slides_follow_each_other),
        cmocka_unit_test(the_cycle_has_one_length_all_day),
        cmocka_unit_test(doors_leave_the_cycle_only_for_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
