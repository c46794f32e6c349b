/* test_house_slides.c: the house's slides in the cycle: each is shown when it is due and at no
 * other time, all that are due take turns, and what comes or goes does not make the cycle jump. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../schedule/fixture.h"
#include "playlist/playlist.h"
#include "schedule/slides.h"

enum { ROUNDS = 200, SLIDES = 12 };

#define FOYER SCHEDULE_NONE

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

static const Date DAY = {2026, 5, 16};

static SlideContent always(const char *name) {
    return (SlideContent){.name = str_from(name),
                          .from = -1,
                          .until = -1,
                          .begins = INT64_MIN,
                          .ends = INSTANT_NEVER,
                          .weight = 1};
}

/* A day with two sessions and those slides, whose cycle is now/next, agenda, slides. */
static Schedule *day_with(Arena *arena, const SlideContent *slides, size_t count) {
    static const SessionSpec SPECS[] = {{.id = "a", .start = 900, .end = 1000},
                                        {.id = "b", .start = 1100, .end = 1800, .room = 1}};
    Schedule *schedule = fixture_schedule(arena, "Europe/Berlin", &DAY, 1, SPECS, countof(SPECS));
    schedule->slides = slides;
    schedule->slide_count = count;
    schedule->display.view_count = 2;
    schedule->display.views[0] = VIEW_NOW_NEXT;
    schedule->display.views[1] = VIEW_AGENDA;
    return schedule;
}

static Instant wall(const Schedule *schedule, int32_t time) {
    return fixture_at(schedule->event.zone, DAY, time);
}

static SlideContent random_slide(uint64_t *seed) {
    SlideContent slide = always("x");
    if (random_chance(seed, 2))
        slide.from = 540 + (int32_t)random_below(seed, 60);
    if (random_chance(seed, 2))
        slide.until = 601 + (int32_t)random_below(seed, 60);
    if (random_chance(seed, 3))
        slide.dwell = (Millis)(1 + random_below(seed, 150)) * MILLIS_SECOND;
    slide.weight = 1 + (int32_t)random_below(seed, 3);
    slide.is_for_foyer = random_chance(seed, 4);
    if (random_chance(seed, 6)) {
        static const size_t ROOM[] = {1};
        slide.rooms = ROOM;
        slide.room_count = 1;
    }
    if (random_chance(seed, 8))
        slide.moved = 17 * MILLIS_MINUTE;
    return slide;
}

static bool is_same_slide(Slide a, Slide b) {
    return a.view == b.view && a.page == b.page && a.item == b.item && a.visit == b.visit &&
           a.turn == b.turn && a.from == b.from && a.until == b.until;
}

static void check(const Schedule *schedule, const PlaylistSettings *settings, Slide slide,
                  uint64_t *seed) {
    SlidePlace place = {.room = settings->room, .is_foyer = settings->room == FOYER};
    Instant within = slide.from + (Millis)random_below(seed, (uint64_t)(slide.until - slide.from));
    const Instant instants[] = {slide.from, within, slide.until - 1};
    assert_true(slide.from < slide.until);
    for (size_t i = 0; i < countof(instants); i++) {
        if (!is_same_slide(slide, playlist_slide_at(schedule, settings, instants[i])))
            fail_msg("a slide is another one %lld ms after its beginning",
                     (long long)(instants[i] - slide.from));
        if (slide.view == VIEW_SLIDES &&
            !slide_is_due(schedule, &schedule->slides[slide.item], &place, instants[i]))
            fail_msg("slide %zu is shown when it is not due", slide.item);
    }
}

/* Whatever times, lengths and weights they have: what is shown is due, and one follows the other.
 */
static void what_is_shown_is_due(void **state) {
    (void)state;
    uint64_t seed = 20260516;
    size_t shown = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        SlideContent slides[SLIDES];
        size_t count = random_below(&seed, SLIDES);
        for (size_t i = 0; i < count; i++)
            slides[i] = random_slide(&seed);
        Schedule *schedule = day_with(arena, slides, count);
        if (random_chance(&seed, 3))
            schedule->display.views[schedule->display.view_count++] = VIEW_SLIDES;
        PlaylistSettings settings = {.room = random_chance(&seed, 2) ? FOYER : 1,
                                     .pages = {1 + random_below(&seed, 2), 1, 1, 1, 1},
                                     .is_held = random_chance(&seed, 4),
                                     .held = VIEW_SLIDES};
        Instant at = wall(schedule, 850 + (int32_t)random_below(&seed, 10));
        Slide slide = playlist_slide_at(schedule, &settings, at);
        for (size_t i = 0; i < 250 && slide.until < schedule->days[0].until; i++) {
            check(schedule, &settings, slide, &seed);
            shown += slide.view == VIEW_SLIDES;
            Slide next = playlist_slide_at(schedule, &settings, slide.until);
            assert_true(next.from == slide.until);
            assert_true(next.turn == slide.turn + 1);
            slide = next;
        }
        arena_free(arena);
    }
    assert_true(shown > 2000);
}

/* The slides of the cycle's visits from `at` on, as letters. */
static const char *order_from(const Schedule *schedule, Instant at, size_t visits, char *text) {
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1, 1}};
    size_t len = 0;
    Slide slide = playlist_slide_at(schedule, &settings, at);
    while (len < visits) {
        if (slide.view == VIEW_SLIDES)
            text[len++] = schedule->slides[slide.item].name.s[0];
        slide = playlist_slide_at(schedule, &settings, slide.until);
    }
    text[len] = 0;
    return text;
}

static void all_that_are_due_take_turns(void **state) {
    (void)state;
    Arena *arena = arena_create();
    SlideContent slides[] = {always("a"), always("b"), always("c")};
    const Schedule *schedule = day_with(arena, slides, 3);
    char text[32];
    assert_string_equal(order_from(schedule, schedule->days[0].from, 6, text), "abcabc");
    slides[1].weight = 2;
    assert_string_equal(order_from(schedule, schedule->days[0].from, 8, text), "bacbbacb");
    slides[1].weight = 1;
    slides[2].from = 9 * 60;
    slides[2].until = 10 * 60;
    assert_null(strchr(order_from(schedule, wall(schedule, 830), 8, text), 'c'));
    assert_non_null(strchr(order_from(schedule, wall(schedule, 901), 3, text), 'c'));
    assert_null(strchr(order_from(schedule, wall(schedule, 1000), 8, text), 'c'));
    arena_free(arena);
}

static void a_slide_says_how_long_it_stays(void **state) {
    (void)state;
    Arena *arena = arena_create();
    SlideContent slides[] = {always("a"), always("b")};
    slides[1].dwell = 31 * MILLIS_SECOND;
    const Schedule *schedule = day_with(arena, slides, 2);
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1, 1}};
    Instant at = wall(schedule, 930);
    size_t seen = 0;
    for (size_t i = 0; i < 30; i++) {
        Slide slide = playlist_slide_at(schedule, &settings, at);
        if (i > 0 && slide.view == VIEW_SLIDES) {
            assert_true(slide.until - slide.from == (slide.item == 1 ? 31 : 12) * MILLIS_SECOND);
            seen++;
        }
        at = slide.until;
    }
    assert_int_equal(seen, 10);
    arena_free(arena);
}

/* Up to the instant at which a slide comes the cycle is as without it; what is shown then is shown
 * to its end, and what follows is what would have come next. */
static void what_comes_by_its_time_makes_no_jump(void **state) {
    (void)state;
    Arena *arena = arena_create();
    SlideContent slides[] = {always("a"), always("b")};
    slides[1].from = 9 * 60 + 30;
    const Schedule *with = day_with(arena, slides, 2), *without = day_with(arena, slides, 1);
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1, 1}};
    Instant change = wall(with, 930);
    for (Instant at = wall(with, 920); at < change;) {
        Slide a = playlist_slide_at(with, &settings, at);
        assert_true(is_same_slide(a, playlist_slide_at(without, &settings, at)));
        at = a.until;
    }
    Slide before = playlist_slide_at(with, &settings, change - 1);
    Slide after = playlist_slide_at(with, &settings, before.until);
    Slide expected = playlist_slide_at(without, &settings, before.until);
    assert_true(after.from == before.until && after.turn == before.turn + 1);
    assert_int_equal(after.view, expected.view);
    arena_free(arena);
}

/* A slide that is over is off the screen at once, whatever was to come. */
static void a_slide_goes_when_it_is_over(void **state) {
    (void)state;
    Arena *arena = arena_create();
    SlideContent slides[] = {always("a")};
    const Schedule *schedule = day_with(arena, slides, 1);
    PlaylistSettings settings = {
        .room = FOYER, .pages = {1, 1, 1, 1, 1}, .is_held = true, .held = VIEW_SLIDES};
    slides[0].ends = wall(schedule, 930) + 4321;
    assert_int_equal(playlist_slide_at(schedule, &settings, slides[0].ends - 1).view, VIEW_SLIDES);
    Slide after = playlist_slide_at(schedule, &settings, slides[0].ends);
    assert_int_equal(after.view, VIEW_NOW_NEXT);
    assert_true(after.from == slides[0].ends);
    arena_free(arena);
}

/* It also goes then when another one came while it was shown, for which it was to be shown to its
 * end. */
static void a_slide_goes_when_it_is_over_though_another_one_came(void **state) {
    (void)state;
    Arena *arena = arena_create();
    SlideContent slides[] = {always("a"), always("b")};
    Schedule *schedule = day_with(arena, slides, 1);
    schedule->display.dwell[VIEW_SLIDES] = 60 * MILLIS_SECOND;
    PlaylistSettings settings = {.room = FOYER, .pages = {1, 1, 1, 1, 1}};
    Slide shown = playlist_slide_at(schedule, &settings, wall(schedule, 930));
    while (shown.view != VIEW_SLIDES)
        shown = playlist_slide_at(schedule, &settings, shown.until);
    schedule->slide_count = 2;
    slides[1].begins = shown.from + 10 * MILLIS_SECOND;
    slides[0].ends = shown.from + 20 * MILLIS_SECOND;
    Slide before = playlist_slide_at(schedule, &settings, slides[0].ends - 1);
    assert_true(before.view == VIEW_SLIDES && before.item == 0 && before.from == shown.from);
    assert_true(before.until == slides[0].ends);
    Slide after = playlist_slide_at(schedule, &settings, slides[0].ends);
    assert_true(after.view != VIEW_SLIDES && after.from == slides[0].ends);
    arena_free(arena);
}

static void slides_are_for_their_screens(void **state) {
    (void)state;
    static const size_t ROOM[] = {2};
    const Str wall_name[] = {str_from("wall")};
    SlideContent everywhere = always("a"), room = always("b"), foyer = always("c"),
                 named = always("d");
    room.rooms = ROOM;
    room.room_count = 1;
    foyer.is_for_foyer = true;
    named.names = wall_name;
    named.name_count = 1;
    const struct {
        SlidePlace place;
        bool is_for[4];
    } CASES[] = {
        {{.room = FOYER, .is_foyer = true}, {true, false, true, false}},
        {{.room = 2}, {true, true, false, false}},
        {{.room = 1}, {true, false, false, false}},
        {{.room = 1, .name = str_from("Wall")}, {true, false, false, true}},
        {{.room = 1, .groups = str_from("east, wall")}, {true, false, false, true}},
        {{.room = 1, .groups = str_from("walls")}, {true, false, false, false}},
        {{.room = 1, .is_any = true}, {true, false, false, true}},
    };
    const SlideContent *slides[] = {&everywhere, &room, &foyer, &named};
    for (size_t i = 0; i < countof(CASES); i++)
        for (size_t k = 0; k < countof(slides); k++)
            if (slide_is_for(slides[k], &CASES[i].place) != CASES[i].is_for[k])
                fail_msg("case %zu, slide %zu", i, k);
}

/* Whoever speaks looks at it at any moment, also before a start, when now and next takes over at a
 * door. Staff may still hold the slides there. */
static void nothing_comes_between_a_stage_timer(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const SlideContent slides[] = {always("a"), always("b")};
    Schedule *schedule = day_with(arena, slides, countof(slides));
    schedule->display.view_count = 1;
    schedule->display.views[0] = VIEW_TIMER;
    PlaylistSettings settings = {.room = 0};
    for (int32_t minute = 0; minute < 600; minute++) {
        Instant at = wall(schedule, 800) + minute * (MILLIS_MINUTE + MILLIS_SECOND);
        assert_int_equal(playlist_slide_at(schedule, &settings, at).view, VIEW_TIMER);
    }
    schedule->display.views[schedule->display.view_count++] = VIEW_SLIDES; /* who wants them */
    size_t seen = 0;
    for (int32_t second = 0; second < 120; second++)
        seen += playlist_slide_at(schedule, &settings, wall(schedule, 900) + second * MILLIS_SECOND)
                    .view == VIEW_SLIDES;
    assert_true(seen > 0);
    schedule->display.view_count = 1;
    settings.is_held = true;
    settings.held = VIEW_SLIDES;
    assert_int_equal(playlist_slide_at(schedule, &settings, wall(schedule, 930)).view, VIEW_SLIDES);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_is_due),
        cmocka_unit_test(all_that_are_due_take_turns),
        cmocka_unit_test(a_slide_says_how_long_it_stays),
        cmocka_unit_test(what_comes_by_its_time_makes_no_jump),
        cmocka_unit_test(a_slide_goes_when_it_is_over),
        cmocka_unit_test(a_slide_goes_when_it_is_over_though_another_one_came),
        cmocka_unit_test(slides_are_for_their_screens),
        cmocka_unit_test(nothing_comes_between_a_stage_timer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
