/* test_overlay_picture.c: the overlay's pixels: glyph edges as drawn on the background directly,
 * nothing but zero where nothing is, only the rows that a strip has; the lower thirds of an hour
 * come and go as planned; what must not be recorded is covered; and now.json. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdlib.h>

#include "output/straight.h"
#include "own_resources.h"
#include "picture/source.h"
#include "stream/overlay_json.h"
#include "stream/overlay_screen.h"

enum { WIDTH = 1280, HEIGHT = 720 };

static const char APSARA[] = TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml";
static const char DAYS[] = TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml";

typedef struct {
    Arena *arena;
    Resources resources;
    Source *source;
    Screen *screen;
    OverlayScreen *overlay;
    CueHand hand;
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *f = arena_new(arena, Fixture, 1);
    *f = (Fixture){.arena = arena, .hand = cue_hand_none(), .resources = own_resources()};
    *state = f;
    return 0;
}

static void close_overlay(Fixture *f) {
    overlay_screen_free(f->overlay);
    screen_free(f->screen);
    source_close(f->source);
    f->overlay = NULL;
    f->screen = NULL;
    f->source = NULL;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    close_overlay(f);
    arena_free(f->arena);
    return 0;
}

static void open_sized(Fixture *f, const char *path, const char *room, const OverlayChoice *choice,
                       int32_t width, int32_t height) {
    SourceSettings settings = {.resources = &f->resources, .path = path, .room = str_from(room)};
    f->source = source_open(&settings, 0, NULL);
    assert_non_null(f->source->schedule);
    assert_int_equal(f->source->problem.len, 0);
    ScreenSettings size = {.resources = &f->resources, .width = width, .height = height};
    f->screen = screen_create(&size);
    assert_non_null(f->screen);
    screen_set_schedule(f->screen, f->source->schedule, f->source->room, f->source->loaded->folder);
    f->overlay = overlay_screen_create(f->screen, choice);
}

static void open_overlay(Fixture *f, const char *path, const char *room,
                         const OverlayChoice *choice) {
    open_sized(f, path, room, choice, WIDTH, HEIGHT);
}

/* On the schedule's first day. */
static Instant at_wall(const Fixture *f, int32_t wall, Millis more) {
    const Schedule *schedule = f->source->schedule;
    return zone_instant(schedule->event.zone, schedule->days[0].date, wall / 100 * 60 + wall % 100,
                        NULL) +
           more;
}

static OverlayPicture draw(Fixture *f, Instant at, Pixmap *to) {
    OverlayPicture picture = overlay_screen_look(f->overlay, &f->hand, at);
    overlay_screen_draw(f->overlay, to);
    return picture;
}

static void fill(Pixmap *pixmap, uint32_t pixel) {
    for (size_t i = 0; i < (size_t)pixmap->width * (size_t)pixmap->height; i++)
        pixmap->pixels[i] = pixel;
}

/* What a mixer makes of straight bytes over an opaque background, rounded once. */
static uint32_t mixed(const uint8_t *rgba, uint32_t background, int channel) {
    uint32_t under = background >> (16 - 8 * channel) & 0xff, alpha = rgba[3];
    return (rgba[channel] * alpha + under * (255 - alpha) + 127) / 255;
}

static const struct {
    const char *name;
    OverlayView view;
    int32_t wall;
    Millis more;
} LAYERS[] = {
    {"a lower third", OVERLAY_VIEW_LOWER_THIRD, 1030, 3000},
    {"a lower third that opens", OVERLAY_VIEW_LOWER_THIRD, 1030, 300},
    {"the bug", OVERLAY_VIEW_BUG, 1040, 0},
    {"the countdown", OVERLAY_VIEW_COUNTDOWN, 855, 0},
    {"the logo", OVERLAY_VIEW_LOGO, 1040, 0},
    {"the code", OVERLAY_VIEW_QR, 1031, 5000},
    {"the ticker", OVERLAY_VIEW_TICKER, 1200, 0},
    {"captions", OVERLAY_VIEW_CAPTIONS, 1040, 0},
};

/* Over each ground the straight bytes are what is drawn there directly. */
static void check_edges(Fixture *f, size_t layer, int32_t width, int32_t height) {
    const uint32_t backgrounds[] = {0xffffff, 0x808080, 0x000000, 0x0000c8};
    size_t count = (size_t)width * (size_t)height;
    Instant at = at_wall(f, LAYERS[layer].wall, LAYERS[layer].more);
    OverlayCaptions captions = {
        .lines = {str_from("fair to every task, 公平")}, .count = 1, .at = at};
    ViewContext context = screen_context_at(f->screen, at);
    OverlayMoment moment = {.context = &context, .hand = f->hand, .captions = &captions};
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, width, height);
    assert_true(overlay_build(&moment, LAYERS[layer].view, &scene).opacity == 1);
    Pixmap alone = pixmap_create(width, height), direct = pixmap_create(width, height);
    uint8_t *straight = malloc(count * 4);
    fill(&alone, 0);
    renderer_draw(screen_renderer(f->screen), &scene, &alone);
    pixels_convert(straight, alone.pixels, count, (PixelLayout){.format = PIXEL_RGBA});
    for (size_t b = 0; b < countof(backgrounds); b++) {
        fill(&direct, 0xff000000 | backgrounds[b]);
        renderer_draw(screen_renderer(f->screen), &scene, &direct);
        uint32_t most = 0;
        size_t edges = 0;
        for (size_t p = 0; p<count; p += height> 1080 ? 3 : 1) {
            edges += straight[4 * p + 3] > 0 && straight[4 * p + 3] < 255;
            for (int channel = 0; channel < 3; channel++) {
                uint32_t wanted = direct.pixels[p] >> (16 - 8 * channel) & 0xff;
                uint32_t got = mixed(straight + 4 * p, backgrounds[b], channel);
                uint32_t off = got > wanted ? got - wanted : wanted - got;
                most = off > most ? off : most;
            }
        }
        /* The ticker's ground is opaque: only its sign has edges. */
        if (most > 2 || (edges < 1000 && LAYERS[layer].view != OVERLAY_VIEW_TICKER))
            fail_msg("%s over %06x, %dx%d: off by %u, %zu pixels in between", LAYERS[layer].name,
                     backgrounds[b], width, height, most, edges);
    }
    free(straight);
    pixmap_free(&alone);
    pixmap_free(&direct);
    arena_free(arena);
}

static void edges_are_as_drawn_on_the_background(void **state) {
    Fixture *f = *state;
    static const int32_t SIZES[][2] = {{1280, 720}, {1920, 1080}, {3840, 2160}};
    OverlayChoice nothing = {0};
    for (size_t size = 0; size < countof(SIZES); size++) {
        open_sized(f, DAYS, "main", &nothing, SIZES[size][0], SIZES[size][1]);
        for (size_t i = 0; i < countof(LAYERS); i++)
            check_edges(f, i, SIZES[size][0], SIZES[size][1]);
        close_overlay(f);
    }
}

/* Colour without alpha is what old mixers show as dark or bright fringes. */
static void check_pixels(const Pixmap *pixmap, int32_t from, int32_t until, const char *name) {
    for (int32_t y = 0; y < HEIGHT; y++)
        for (int32_t x = 0; x < WIDTH; x++) {
            uint32_t p = pixmap->pixels[y * WIDTH + x], alpha = p >> 24;
            if ((p >> 16 & 0xff) > alpha || (p >> 8 & 0xff) > alpha || (p & 0xff) > alpha)
                fail_msg("%s: %08x at %d,%d has more colour than alpha", name, p, x, y);
            if (p && (y < from || y >= until))
                fail_msg("%s: something at %d,%d, outside of its rows", name, x, y);
        }
}

static void nothing_is_zero_and_strips_are_kept(void **state) {
    Fixture *f = *state;
    OverlayChoice choice = {.views = {[OVERLAY_VIEW_LOWER_THIRD] = true}, .is_strip = true};
    open_overlay(f, APSARA, "", &choice);
    int32_t from, until;
    overlay_choice_rows(&choice, HEIGHT, &from, &until);
    assert_int_equal(from, 540);
    assert_int_equal(until, 720);
    Pixmap pixmap = pixmap_create(WIDTH, HEIGHT);
    Instant start = at_wall(f, 1115, 0); /* two names, one after the other */
    for (Millis ms = -100; ms < 25000; ms += ms < 500 || (ms > 11500 && ms < 12600) ? 33 : 1000) {
        draw(f, start + ms, &pixmap);
        check_pixels(&pixmap, from, until, arena_printf(f->arena, "%lld ms", (long long)ms));
    }
    pixmap_free(&pixmap);
    OverlayChoice both = {.views = {[OVERLAY_VIEW_LOWER_THIRD] = true, [OVERLAY_VIEW_BUG] = true},
                          .is_strip = true};
    overlay_choice_rows(&both, HEIGHT, &from, &until);
    assert_int_equal(from, 0);
    assert_int_equal(until, 720);
}

static bool is_empty(const Pixmap *pixmap) {
    uint32_t any = 0;
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++)
        any |= pixmap->pixels[i];
    return any == 0;
}

/* The hour from 11:00 is walked as the painter walks it: from change to change, and at 25 frames a
 * second while something moves. What is on the picture is what was planned, to the frame. */
static void an_hour_of_lower_thirds(void **state) {
    Fixture *f = *state;
    OverlayChoice choice = {.views = {[OVERLAY_VIEW_LOWER_THIRD] = true}, .is_strip = true};
    open_overlay(f, APSARA, "", &choice);
    Instant from = at_wall(f, 1100, 0), until = at_wall(f, 1200, 0);
    size_t planned, appeared = 0, frames = 0;
    const Cue *cues =
        overlay_cues(f->arena, f->source->schedule, f->source->room, from, until, &planned);
    Pixmap pixmap = pixmap_create(WIDTH, HEIGHT);
    bool was_shown = false;
    for (Instant at = from; at < until; frames++) {
        OverlayPicture picture = draw(f, at, &pixmap);
        bool is_shown = !is_empty(&pixmap);
        if (is_shown && !was_shown) {
            assert_true(appeared < planned);
            Millis late = at - cues[appeared].from;
            if (late < 0 || late > 40)
                fail_msg("lower third %zu is %lld ms late", appeared, (long long)late);
        }
        if (!is_shown && was_shown) {
            Millis late = at - cues[appeared++].until;
            if (late < 0 || late > 40)
                fail_msg("lower third %zu stays %lld ms too long", appeared, (long long)late);
        }
        was_shown = is_shown;
        at = picture.is_moving ? at + 40 : picture.next_change;
    }
    /* 11:05 again, 11:15, 11:25 and 11:35 two names each, 11:40 and 11:50 two names each. */
    assert_int_equal(planned, 12);
    assert_int_equal(appeared, planned);
    assert_true(frames < 12 * 2 * 12 + 60); /* it rests in between */
    pixmap_free(&pixmap);
}

static bool is_covered(const Pixmap *pixmap) {
    uint32_t all = UINT32_MAX;
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++)
        all &= pixmap->pixels[i];
    return all >> 24 == 255;
}

static void what_must_not_be_recorded_is_covered(void **state) {
    Fixture *f = *state;
    /* r3, 10:30 to 11:15; the slate was not asked for. */
    OverlayChoice choice = {.views = {[OVERLAY_VIEW_LOWER_THIRD] = true}};
    open_overlay(f, DAYS, "r3", &choice);
    static const struct {
        int32_t wall;
        Millis more;
        bool is_covered;
    } MOMENTS[] = {
        {1029, 59500, false}, {1029, 59900, true}, {1030, 0, true},  {1030, 1, true},
        {1045, 0, true},      {1114, 59999, true}, {1115, 0, false}, {1115, 3000, false},
    };
    Pixmap pixmap = pixmap_create(WIDTH, HEIGHT);
    for (size_t i = 0; i < countof(MOMENTS); i++) {
        draw(f, at_wall(f, MOMENTS[i].wall, MOMENTS[i].more), &pixmap);
        if (is_covered(&pixmap) != MOMENTS[i].is_covered)
            fail_msg("%d +%lld ms: %s", MOMENTS[i].wall, (long long)MOMENTS[i].more,
                     MOMENTS[i].is_covered ? "not covered" : "covered");
    }
    /* Whoever rests is woken in time for it. */
    OverlayPicture before = overlay_screen_look(f->overlay, &f->hand, at_wall(f, 1028, 0));
    assert_true(before.next_change <= at_wall(f, 1030, -CUE_MOTION));
    /* Nor is what is said there written over it, nor just after it, whatever views there are. */
    OverlayCaptions captions = {.lines = {str_from("secret")}, .count = 1};
    OverlayChoice words = {.views = {[OVERLAY_VIEW_CAPTIONS] = true}, .is_strip = true};
    overlay_screen_free(f->overlay);
    f->overlay = overlay_screen_create(f->screen, &words);
    static const struct {
        int32_t said;
        Millis said_more;
        int32_t seen;
        Millis seen_more;
        bool is_seen;
    } WORDS[] = {{1029, 50000, 1029, 51000, true},
                 {1029, 59900, 1030, 0, false},
                 {1045, 0, 1045, 100, false},
                 {1114, 59000, 1115, 100, false},
                 {1115, 100, 1115, 200, true}};
    for (size_t i = 0; i < countof(WORDS); i++) {
        captions.at = at_wall(f, WORDS[i].said, WORDS[i].said_more);
        overlay_screen_set_captions(f->overlay, &captions);
        fill(&pixmap, 0);
        draw(f, at_wall(f, WORDS[i].seen, WORDS[i].seen_more), &pixmap);
        assert_int_equal(!is_empty(&pixmap), WORDS[i].is_seen);
    }
    /* A strip cannot cover anything. */
    OverlayChoice strip = choice;
    strip.is_strip = true;
    overlay_screen_free(f->overlay);
    f->overlay = overlay_screen_create(f->screen, &strip);
    fill(&pixmap, 0);
    draw(f, at_wall(f, 1045, 0), &pixmap);
    assert_true(is_empty(&pixmap));
    pixmap_free(&pixmap);
}

static void layers_fade_as_a_whole(void **state) {
    Fixture *f = *state;
    OverlayChoice choice = {.views = {[OVERLAY_VIEW_SLATE] = true, [OVERLAY_VIEW_BUG] = true}};
    open_overlay(f, APSARA, "", &choice);
    Pixmap pixmap = pixmap_create(WIDTH, HEIGHT);
    uint32_t before = 0;
    for (Millis ms = 0; ms <= CUE_MOTION; ms += 40) {
        OverlayPicture picture = draw(f, at_wall(f, 1200, ms), &pixmap);
        uint32_t alpha = pixmap.pixels[WIDTH * 600 + 20] >> 24;
        assert_true(alpha >= before);
        assert_true(ms == 0 || ms > CUE_MOTION / 2 || (alpha > 0 && alpha < 255));
        assert_int_equal(picture.is_moving, ms < CUE_MOTION);
        check_pixels(&pixmap, 0, HEIGHT, "fading");
        before = alpha;
    }
    assert_int_equal(before, 255);
    assert_true(is_covered(&pixmap));
    pixmap_free(&pixmap);
}

/* What fades in has a ground that lets through: twice the same would be denser. */
static void a_picture_owes_nothing_to_those_before(void **state) {
    Fixture *f = *state;
    OverlayChoice choice = {.views = {[OVERLAY_VIEW_QR] = true}};
    open_overlay(f, DAYS, "main", &choice);
    Pixmap first = pixmap_create(WIDTH, HEIGHT), second = pixmap_create(WIDTH, HEIGHT);
    Instant code = at_wall(f, 1031, 200);
    assert_true(draw(f, code, &first).is_moving);
    assert_false(pixels_are_blank(first.pixels, (size_t)WIDTH * HEIGHT));
    draw(f, code, &second);
    assert_memory_equal(first.pixels, second.pixels, (size_t)WIDTH * HEIGHT * 4);
    pixmap_free(&first);
    pixmap_free(&second);
}

static void now_json_says_what_runs(void **state) {
    Fixture *f = *state;
    OverlayChoice nothing = {0};
    open_overlay(f, DAYS, "r3", &nothing);
    const Schedule *schedule = f->source->schedule;
    char *text = overlay_now_json(schedule, f->source->room, zone_utc(), at_wall(f, 1040, 0));
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    const char *at, *state_name, *room, *title, *zh, *en, *start, *speaker;
    int is_secret = 0;
    json_error_t error;
    if (json_unpack_ex(root, &error, 0, "{s:s, s:s, s:{s:s}, s:[{s:s, s:{s:s, s:s}, s:s, s:b}]}",
                       "at", &at, "state", &state_name, "room", "id", &room, "now", "id", &title,
                       "title", "zh", &zh, "en", &en, "start", &start, "do_not_record",
                       &is_secret) != 0)
        fail_msg("%s in %s", error.text, text);
    assert_string_equal(at, "2026-05-16T10:40:00.000+08:00");
    assert_string_equal(state_name, "running");
    assert_string_equal(room, "r3");
    assert_string_equal(zh, "第一个补丁之后");
    assert_string_equal(en, "After the first patch");
    assert_string_equal(start, "2026-05-16T10:30:00.000+08:00");
    assert_true(is_secret);
    json_t *speakers = json_object_get(json_array_get(json_object_get(root, "now"), 0), "speakers");
    assert_int_equal(json_array_size(speakers), 2);
    assert_int_equal(json_unpack(json_array_get(speakers, 1), "{s:s}", "name", &speaker), 0);
    assert_string_equal(speaker, "Tomás Ferreira");
    assert_true(json_array_size(json_object_get(root, "next")) > 0);
    json_decref(root);
    free(text);
    text = overlay_now_json(NULL, SCHEDULE_NONE, zone_utc(), 0);
    root = json_loads(text, 0, NULL);
    assert_int_equal(json_unpack(root, "{s:s}", "state", &state_name), 0);
    assert_string_equal(state_name, "no schedule");
    json_decref(root);
    free(text);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(edges_are_as_drawn_on_the_background),
        TEST(nothing_is_zero_and_strips_are_kept),
        TEST(an_hour_of_lower_thirds),
        TEST(what_must_not_be_recorded_is_covered),
        TEST(layers_fade_as_a_whole),
        TEST(a_picture_owes_nothing_to_those_before),
        TEST(now_json_says_what_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
