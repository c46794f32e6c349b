/* test_heads.c: several displays in one process, under SDL's dummy driver and with made-up
 * instants: what they share, and that they act together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <SDL.h>
#include <math.h>

#include "live/changes.h"
#include "own_resources.h"
#include "station/heads.h"
#include "station/heads_place.h"

/* See tests/output/test_window.c. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libdbus-1\n";
}

typedef struct {
    Arena *arena;
    Resources resources;
    Source *source;
    Heads *heads;
    Osd *osd;
    Instant now;
} World;

/* Three windows at 10:08; `rooms` with spaces, one for each or NULL for all rooms. */
static void open_world(World *world, const char *rooms) {
    Str names[DISPLAYS_MAX];
    char *copy = arena_copy(world->arena, rooms ? rooms : "", rooms ? strlen(rooms) + 1 : 1);
    SourceSettings source = {.resources = &world->resources,
                             .path = TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml",
                             .has_at = true,
                             .rooms = names};
    for (char *rest = NULL, *name = strtok_r(copy, " ", &rest); name;
         name = strtok_r(NULL, " ", &rest))
        names[source.room_count++] = str_from(name);
    moment_parse(str_from("2026-05-16 10:08"), &source.at);
    world->source = source_open(&source, 0, NULL);
    assert_non_null(world->source->schedule);
    assert_false(world->source->is_room_unknown);
    world->now = world->source->now;
    HeadsSettings settings = {
        .window = {.width = 640, .height = 360, .renderer = RENDERER_SOFTWARE},
        .displays = {.numbers = {0, 1, 2}, .count = 3},
        .rotate_count = 1,
        .screen = {.resources = &world->resources},
        .speed = 1};
    assert_int_equal(heads_open(world->heads, &settings, world->source), EXIT_FINE);
    heads_set_schedule(world->heads, world->source->schedule, world->source, false);
    ScreenSettings first = settings.screen;
    first.width = 1920; /* as before the windows were there */
    first.height = 1080;
    first.font_folder = world->source->loaded->folder;
    heads_start(world->heads, screen_create(&first), world->osd, world->now);
    assert_true(heads_can_draw(world->heads));
    heads_update(world->heads, world->now);
}

static int set_up(void **state) {
    Arena *arena = arena_create();
    World *world = arena_new(arena, World, 1);
    world->arena = arena;
    world->resources = own_resources();
    world->heads = arena_new(arena, Heads, 1);
    world->osd = osd_create(NULL, 0);
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    heads_close(world->heads);
    osd_free(world->osd);
    source_close(world->source);
    arena_free(world->arena);
    return 0;
}

static Picture shown(const World *world, size_t i) {
    StageStatistics statistics = stage_statistics(world->heads->items[i].stage);
    assert_true(statistics.has_shown);
    return statistics.shown;
}

/* Draws ahead, and goes on to the next change, unless something changes now. */
static void next_change(World *world) {
    while (heads_prepare(world->heads))
        ;
    Instant next = heads_update(world->heads, world->now);
    if (next == INSTANT_NEVER)
        return;
    world->now = next;
    heads_update(world->heads, world->now);
}

/* A second later. */
static void end_fades(World *world) {
    for (size_t i = 0; i < world->heads->count; i++)
        world->heads->items[i].next_frame = 0;
    world->now += MILLIS_SECOND;
    heads_update(world->heads, world->now);
    assert_true(heads_next_frame(world->heads) >= HUGE_VAL);
}

static size_t fading(const World *world) {
    size_t count = 0;
    for (size_t i = 0; i < world->heads->count; i++)
        count += stage_is_fading(world->heads->items[i].stage);
    return count;
}

static void each_shows_its_room(void **state) {
    World *world = *state;
    open_world(world, "main r2 all");
    Screen *alone = screen_create(
        &(ScreenSettings){.resources = &world->resources, .width = 640, .height = 360});
    Pixmap got = pixmap_create(640, 360), wanted = pixmap_create(640, 360);
    for (size_t i = 0; i < 3; i++) {
        screen_set_schedule(alone, world->source->schedule, source_room(world->source, i),
                            world->source->loaded->folder);
        Picture picture = shown(world, i);
        screen_draw(alone, &picture.slide, picture.at, &wanted);
        window_read(world->heads->items[i].window, &got);
        assert_int_equal(pixmap_difference(&got, &wanted).width, 0);
    }
    assert_int_equal(source_room(world->source, 2), SCHEDULE_NONE);
    assert_true(shown(world, 0).hash != shown(world, 1).hash);
    pixmap_free(&got);
    pixmap_free(&wanted);
    screen_free(alone);
}

/* The same room on three displays is drawn once, for the present and ahead, and by staff's keys. */
static void what_one_has_drawn_the_others_copy(void **state) {
    World *world = *state;
    open_world(world, NULL);
    Heads *heads = world->heads;
    for (int round = 0; round < 6; round++) {
        Pixmap first = pixmap_create(640, 360), other = pixmap_create(640, 360);
        window_read(heads->items[0].window, &first);
        uint64_t drawn = 0;
        for (size_t i = 0; i < 3; i++) {
            StageStatistics statistics = stage_statistics(heads->items[i].stage);
            drawn += statistics.pictures - statistics.copies;
            window_read(heads->items[i].window, &other);
            assert_int_equal(pixmap_difference(&first, &other).width, 0);
        }
        assert_in_range(drawn, 1, stage_statistics(heads->items[0].stage).pictures);
        pixmap_free(&first);
        pixmap_free(&other);
        if (round % 2)
            heads_step(heads, 1, world->now, INSTANT_NEVER);
        next_change(world);
        end_fades(world);
    }
}

static void crossfades_run_together(void **state) {
    World *world = *state;
    open_world(world, NULL);
    for (int tries = 0; fading(world) == 0 && tries < 100; tries++)
        next_change(world);
    assert_int_equal(fading(world), 3);
    /* One waking for all. */
    const Head *items = world->heads->items;
    for (size_t i = 0; i < 3; i++)
        assert_true(fabs(items[i].next_frame - heads_next_frame(world->heads)) < 0.001);
    /* Drawing would make a frame late. */
    assert_false(heads_prepare(world->heads));
    end_fades(world);
}

/* Goes on to the next change that is a crossfade, noticed `late` milliseconds too late. */
static void begin_fade(World *world, Millis late) {
    for (int tries = 0; tries < 100; tries++) {
        while (heads_prepare(world->heads))
            ;
        Instant next = heads_update(world->heads, world->now);
        assert_true(next != INSTANT_NEVER);
        world->now = next + late;
        heads_update(world->heads, world->now);
        if (fading(world))
            return;
    }
    fail_msg("nothing fades");
}

static int32_t share_after(World *world, Millis millis) {
    world->heads->items[0].next_frame = 0;
    heads_update(world->heads, world->now + millis);
    return window_fade_share(world->heads->items[0].window);
}

/* A fade stands on the clock, so that screens fade together: one that begins a few milliseconds
 * late catches up. One that is noticed much later (the machine slept) begins then: nobody wants to
 * see the second half of a fade. */
static void a_fade_that_is_noticed_late_begins_at_its_beginning(void **state) {
    World *world = *state;
    open_world(world, NULL);
    begin_fade(world, 0);
    int32_t at_300 = share_after(world, 300);
    assert_in_range(at_300, 120, 136); /* half of 600 ms */
    end_fades(world);

    begin_fade(world, 60);
    assert_int_equal(share_after(world, 240), at_300);
    end_fades(world);

    begin_fade(world, 400);
    assert_int_equal(window_fade_share(world->heads->items[0].window), 0);
    assert_int_equal(share_after(world, 300), at_300);
    end_fades(world);
}

/* A schedule that was read again takes its place after a crossfade that runs. */
static void a_reload_does_not_cut_a_fade(void **state) {
    World *world = *state;
    open_world(world, NULL);
    begin_fade(world, 0);
    int32_t before = share_after(world, 300);
    LiveState *live = live_create((Date){.year = 2026, .month = 5, .day = 16});
    LiveOp op = {.kind = LIVE_NOTICE,
                 .at = world->now,
                 .text = str_from("Lunch is outside"),
                 .until = INSTANT_NEVER};
    assert_true(live_do(live, &op));
    Schedule *changed = live_apply(world->source->schedule, live, NULL, world->now);
    assert_non_null(changed);
    uint64_t hash = shown(world, 0).hash;
    heads_set_schedule(world->heads, changed, world->source, false);
    assert_int_equal(share_after(world, 316) > before, true);
    assert_int_equal(fading(world), 3);
    assert_true(shown(world, 0).hash == hash); /* the one it fades from */
    world->now += 600;
    for (size_t i = 0; i < 3; i++)
        world->heads->items[i].next_frame = 0;
    heads_update(world->heads, world->now);
    /* Its end, and at once what is new, whose banner is there without waiting for the next slide.
     */
    heads_update(world->heads, world->now);
    end_fades(world);
    for (size_t i = 0; i < 3; i++) {
        Pixmap got = pixmap_create(640, 360), wanted = pixmap_create(640, 360);
        Picture picture = shown(world, i);
        Head *head = &world->heads->items[i];
        window_read(head->window, &got);
        screen_draw(head->screen, &picture.slide, picture.at, &wanted);
        assert_int_equal(pixmap_difference(&got, &wanted).width, 0);
        pixmap_free(&got);
        pixmap_free(&wanted);
    }
    assert_true(shown(world, 0).hash != hash);
    heads_set_schedule(world->heads, world->source->schedule, world->source, true);
    schedule_free(changed);
    live_free(live);
}

/* No crossfade, and within one update, though one of them is in the middle of a crossfade. */
static void an_emergency_is_on_all_at_once(void **state) {
    World *world = *state;
    open_world(world, "main r2 all");
    for (int tries = 0; fading(world) == 0 && tries < 100; tries++)
        next_change(world);
    assert_true(fading(world) > 0);
    LiveEmergency emergency = {.text = str_from("Leave the building"), .from = INT64_MIN / 2};
    LiveState *live = live_create((Date){.year = 2026, .month = 5, .day = 16});
    Schedule *changed = live_apply(world->source->schedule, live, &emergency, world->now);
    assert_non_null(changed);
    heads_set_schedule(world->heads, changed, world->source, true);
    heads_update(world->heads, world->now);
    assert_int_equal(fading(world), 0);
    for (size_t i = 0; i < 3; i++) {
        Pixmap picture = pixmap_create(640, 360);
        window_read(world->heads->items[i].window, &picture);
        uint32_t corner = picture.pixels[0];
        assert_true((corner >> 16 & 0xff) > 150 && (corner >> 8 & 0xff) < 90);
        pixmap_free(&picture);
    }
    heads_set_schedule(world->heads, world->source->schedule, world->source, true);
    schedule_free(changed);
    live_free(live);
}

static void keys_act_on_all(void **state) {
    World *world = *state;
    open_world(world, "main r2 all");
    Heads *heads = world->heads;
    heads_choose_view(heads, VIEW_PARTNERS);
    heads_update(heads, world->now);
    end_fades(world);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(shown(world, i).slide.view, VIEW_PARTNERS);
    /* Space lets go on all, where one is left alone too: none is pinned by it. */
    staff_let_go(&heads->items[1].staff);
    heads_pin(heads, world->now);
    for (size_t i = 0; i < 3; i++)
        assert_true(staff_is_free(&heads->items[i].staff));
    heads_pin(heads, world->now);
    for (size_t i = 0; i < 3; i++)
        assert_true(heads->items[i].staff.is_pinned);
    heads_step(heads, 1, world->now, world->now + MILLIS_MINUTE);
    for (size_t i = 0; i < 3; i++)
        assert_true(heads->items[i].staff.is_stepped);
    heads_update(heads, world->now + MILLIS_MINUTE);
    for (size_t i = 0; i < 3; i++)
        assert_true(staff_is_free(&heads->items[i].staff));
}

static void staff_see_panels_and_figures_of_each(void **state) {
    World *world = *state;
    open_world(world, "main r2 all");
    Heads *heads = world->heads;
    PanelFacts facts = {.loaded = world->source->loaded, .at = world->now};
    heads_show_panel(heads, PANEL_MARK, false, &facts);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(heads->items[i].panel_up, PANEL_MARK);

    ControlScreen *list = heads_status(heads, world->arena, world->now);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(list[i].display, i);
        assert_true(list[i].is_there);
        assert_int_equal(list[i].width, 640);
        assert_string_equal(list[i].view.s, view_kind_name(shown(world, i).slide.view));
    }
    Str problem = {0};
    assert_ptr_equal(heads_find(heads, -1, world->arena, &problem), &heads->items[0]);
    assert_ptr_equal(heads_find(heads, 2, world->arena, &problem), &heads->items[2]);
    assert_null(heads_find(heads, 5, world->arena, &problem));
    assert_true(str_equal_c(problem, "this kiosk does not drive display 5; it drives 0, 1, 2"));
}

/* A name that the plan gives is the one that staff say, until the next start. */
static void another_name_waits_for_a_start(void **context) {
    (void)context;
    Arena *arena = arena_create();
    ScreenPlan plan = {.name = str_from("lobby")};
    Source source = {.screen = &plan, .screens_path = str_from("screens.yaml")};
    Heads heads = {.source = &source, .settings.screen.name = str_from("foyer")};
    Str wanted = heads_plan_problem(&heads, arena);
    assert_int_not_equal(str_find(wanted, "\"foyer\" \"lobby\""), SIZE_MAX);
    plan.name = str_from("Foyer");
    assert_int_equal(heads_plan_problem(&heads, arena).len, 0);
    heads.settings.screen.name = (Str){0}; /* nobody was told of a name */
    plan.name = str_from("lobby");
    assert_int_equal(heads_plan_problem(&heads, arena).len, 0);
    arena_free(arena);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        test(each_shows_its_room),
        test(what_one_has_drawn_the_others_copy),
        test(crossfades_run_together),
        test(an_emergency_is_on_all_at_once),
        test(a_fade_that_is_noticed_late_begins_at_its_beginning),
        test(a_reload_does_not_cut_a_fade),
        test(keys_act_on_all),
        test(staff_see_panels_and_figures_of_each),
        test(another_name_waits_for_a_start),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
