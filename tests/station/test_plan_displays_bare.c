/* test_plan_displays_bare.c: the plan of the venue's screens names other displays while the kiosk
 * runs without a desktop, on a card that is made up: with atomic commits and without. */
#include "../output/kms_world.h"

#include "own_resources.h"
#include "station/heads.h"
#include "station/heads_place.h"

typedef struct {
    FakeCard *card;
    Kms *kms;
    Resources resources;
    Source *source; /* its `screen` is the plan below */
    ScreenPlan plan;
    Heads heads;
    Osd *osd;
    Instant now;
} Venue;

static const int SIZES[][2] = {{640, 360}, {360, 480}};

/* The source with the plan that says these displays; none: it says nothing of them. */
static void set_plan(Venue *venue, DisplayChoice displays) {
    venue->plan = (ScreenPlan){.name = str_from("test"),
                               .displays = displays,
                               .has_displays = displays.is_all || displays.count > 0};
    venue->source->screen = &venue->plan;
    venue->source->screens_path = str_from("screens.yaml");
}

static void begin_venue(Venue *venue, DisplayChoice displays) {
    *venue = (Venue){.card = fake_begin(is_atomic), .resources = own_resources()};
    fake_plug(venue->card, 0, SIZES[0][0], SIZES[0][1]);
    venue->kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0});
    const Str rooms[] = {str_from("main"), str_from("r2")};
    SourceSettings source = {.resources = &venue->resources,
                             .path = TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml",
                             .has_at = true,
                             .rooms = rooms,
                             .room_count = 2};
    moment_parse(str_from("2026-05-16 10:08"), &source.at);
    venue->source = source_open(&source, 0, NULL);
    assert_non_null(venue->source->schedule);
    set_plan(venue, displays);
    venue->now = venue->source->now;
    HeadsSettings settings = {.window = {.is_fullscreen = true, .kms = venue->kms},
                              .displays = displays.count ? displays : (DisplayChoice){.count = 1},
                              .follows_displays = true,
                              .rotate_count = 1,
                              .screen = {.resources = &venue->resources}};
    assert_int_equal(heads_open(&venue->heads, &settings, venue->source), EXIT_FINE);
    heads_set_schedule(&venue->heads, venue->source->schedule, venue->source, false);
    ScreenSettings first = settings.screen;
    first.width = first.height = 480;
    venue->osd = osd_create(NULL, 0);
    heads_start(&venue->heads, screen_create(&first), venue->osd, venue->now);
    heads_update(&venue->heads, venue->now);
}

static void end_venue(Venue *venue) {
    heads_close(&venue->heads);
    osd_free(venue->osd);
    source_close(venue->source);
    kms_close(venue->kms);
    assert_int_equal(fake.torn, 0);
    assert_int_equal(fake_buffer_count(), 0);
    fake_end();
}

/* As if the file was read again with that. */
static void change_plan(Venue *venue, DisplayChoice displays) {
    set_plan(venue, displays);
    heads_set_schedule(&venue->heads, venue->source->schedule, venue->source, false);
    heads_update(&venue->heads, venue->now);
}

static void blank_twice(const Venue *venue) {
    for (int i = 0; i < 2; i++) {
        fake_vblank();
        KmsOpen cards[KMS_CARDS_MAX];
        size_t count = kms_cards(venue->kms, cards);
        for (size_t k = 0; k < count; k++)
            kms_read(venue->kms, cards[k].fd);
    }
}

/* The connector shows that room of the plan, to the pixel; -1: it is dark. */
static void expect_room(const Venue *venue, int connector, int room) {
    int width = SIZES[connector][0], height = SIZES[connector][1];
    blank_twice(venue);
    if (room < 0) {
        assert_int_equal(fake_pixel(venue->card, connector, 1, 1) | 0xFF000000, DARK);
        return;
    }
    ScreenSettings settings = {.resources = &venue->resources, .width = width, .height = height};
    Screen *screen = screen_create(&settings);
    screen_set_schedule(screen, venue->source->schedule, source_room(venue->source, (size_t)room),
                        venue->source->loaded->folders);
    Slide slide = screen_slide_at(screen, (ScreenHold){.is_held = false}, venue->now);
    Pixmap wanted = pixmap_create(width, height);
    screen_draw(screen, &slide, venue->now, &wanted);
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++)
            assert_int_equal(fake_pixel(venue->card, connector, x, y) & 0xFFFFFF,
                             wanted.pixels[y * width + x] & 0xFFFFFF);
    pixmap_free(&wanted);
    screen_free(screen);
}

#define these(...)                                                                                 \
    ((DisplayChoice){.numbers = {__VA_ARGS__}, .count = countof(((const int[]){__VA_ARGS__}))})

/* What the loop does when the kernel tells of a cable. */
static void look_at_cables(Venue *venue) {
    kms_look(venue->kms);
    const SDL_Event event = {.type = SDL_DISPLAYEVENT};
    heads_handle_event(&venue->heads, &event, venue->now);
    heads_update(&venue->heads, venue->now);
}

static void it_goes_to_the_display_that_is_named(void **state) {
    (void)state;
    Venue venue;
    begin_venue(&venue, these(0));
    expect_room(&venue, 0, 0);
    fake_plug(venue.card, 1, SIZES[1][0], SIZES[1][1]);
    look_at_cables(&venue);
    expect_room(&venue, 1, -1);
    change_plan(&venue, these(1));
    expect_room(&venue, 0, -1);
    expect_room(&venue, 1, 0);
    change_plan(&venue, these(1, 0));
    expect_room(&venue, 0, 1);
    expect_room(&venue, 1, 0);
    change_plan(&venue, these(0, 1)); /* they change places */
    expect_room(&venue, 0, 0);
    expect_room(&venue, 1, 1);
    change_plan(&venue, (DisplayChoice){.count = 0});
    expect_room(&venue, 0, 0);
    expect_room(&venue, 1, -1);
    change_plan(&venue, (DisplayChoice){.is_all = true});
    expect_room(&venue, 0, 0);
    expect_room(&venue, 1, 1);
    end_venue(&venue);
}

static void expect_problem(const Venue *venue, const char *wanted) {
    Arena *arena = arena_create();
    Str problem = heads_plan_problem(&venue->heads, arena);
    if (!str_equal_c(problem, wanted))
        fail_msg("staff are told \"%.*s\"", str_arg(problem));
    arena_free(arena);
}

static void one_that_is_not_there_is_awaited_where_it_is(void **state) {
    (void)state;
    for (int at_start = 0; at_start < 2; at_start++) {
        Venue venue;
        begin_venue(&venue, at_start ? these(1) : these(0));
        if (!at_start)
            change_plan(&venue, these(1));
        expect_room(&venue, 0, 0);
        expect_problem(&venue, "screens.yaml names display 1 for the screen \"test\", which is not "
                               "there: it stays on display 0 until it is");
        fake_plug(venue.card, 1, SIZES[1][0], SIZES[1][1]);
        look_at_cables(&venue);
        expect_room(&venue, 0, -1);
        expect_room(&venue, 1, 0);
        expect_problem(&venue, "");
        end_venue(&venue);
    }
}

static void of_two_the_one_that_is_not_there_is_awaited(void **state) {
    (void)state;
    Venue venue;
    begin_venue(&venue, these(0));
    change_plan(&venue, these(1, 0));
    expect_room(&venue, 0, 1);
    expect_problem(&venue, "screens.yaml names display 1 for the screen \"test\", which is not "
                           "there: it is waited for");
    fake_plug(venue.card, 1, SIZES[1][0], SIZES[1][1]);
    look_at_cables(&venue);
    expect_room(&venue, 0, 1);
    expect_room(&venue, 1, 0);
    expect_problem(&venue, "");
    end_venue(&venue);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        both(it_goes_to_the_display_that_is_named),
        both(one_that_is_not_there_is_awaited_where_it_is),
        both(of_two_the_one_that_is_not_there_is_awaited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
