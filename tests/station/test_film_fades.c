/* test_film_fades.c: crossfades to and from a film, and from one film to the next, by the pixel: a
 * stage under SDL's dummy driver at made-up instants, and in ffmpeg's place a script whose frames
 * tell their number by their grey. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <SDL.h>

#include "../live/folder.h"
#include "../output/screen.h"
#include "base/files.h"
#include "base/steady.h"
#include "own_resources.h"
#include "picture/source.h"
#include "station/heads.h"

/* See tests/output/test_window.c. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libdbus-1\n";
}

enum {
    WIDTH = 320,
    HEIGHT = 180,
    FRAMES = 70, /* that the script has; then it begins again */
    STEP = 3,    /* levels of brightness from one to the next */
    FADE = 600,
    VISIT = 2000, /* of the slides, and of the page between */
    APART = 34,   /* the frames of a fade, here */
    PATIENCE_MS = 60000
};

/* The stage's clock is so slow that no computer is late for the next frame of a fade. */
static const double SPEED = 1e-4;

typedef struct {
    Arena *arena;
    Resources resources;
    char folder[PATH_MAX], path[2 * PATH_MAX];
    const char *old_path;
    Source *source;
    Screen *screen;
    Window *window;
    Stage *stage;
    Staff staff;
    int from;          /* the pipe's end */
    size_t started[2]; /* of a.mp4 and b.mp4 */
    uint64_t changes;  /* as renderer_picture_changes had it last */
    Pixmap got;
} World;

/* Frame `i`: brightness, and no colour. */
static void put_frame(const World *world, int i) {
    static uint8_t bytes[WIDTH * HEIGHT * 3 / 2];
    char name[32];
    memset(bytes, 16 + STEP * i, (size_t)WIDTH * HEIGHT);
    memset(bytes + (size_t)WIDTH * HEIGHT, 128, sizeof bytes - (size_t)WIDTH * HEIGHT);
    snprintf(name, sizeof name, "frame%02d", i);
    FILE *file = fopen(folder_file(world->folder, name), "we");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, sizeof bytes, file), sizeof bytes);
    fclose(file);
}

/* The grey of frame `i`; see rows_video.h. */
static double grey_of(int64_t i) {
    return STEP * (double)(i % FRAMES) * 255 / 219;
}

static int set_up(void **state) {
    Arena *arena = arena_create();
    World *world = arena_new(arena, World, 1);
    world->arena = arena;
    world->resources = own_resources();
    folder_fresh(world->folder, sizeof world->folder, "film-fades");
    for (int i = 0; i < FRAMES; i++)
        put_frame(world, i);
    char player[3 * PATH_MAX];
    /* It may write no file: the pipe tells which film was started. */
    assert_int_equal(mkfifo(folder_file(world->folder, "started"), 0600), 0);
    world->from = open(folder_file(world->folder, "started"), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(world->from >= 0);
    snprintf(player, sizeof player,
             "#!/bin/sh\ncase \"$*\" in *a.mp4*) echo a;; *) echo b;; esac >%s/started\n"
             "while cat %s/frame??; do :; done 2>/dev/null\n",
             world->folder, world->folder);
    file_put(folder_file(world->folder, "ffmpeg"), player);
    chmod(folder_file(world->folder, "ffmpeg"), 0700);
    file_put(folder_file(world->folder, "a.mp4"), "a film");
    file_put(folder_file(world->folder, "b.mp4"), "another film");
    world->old_path = getenv("PATH");
    snprintf(world->path, sizeof world->path, "%s:%s", world->folder,
             world->old_path ? world->old_path : "/usr/bin:/bin");
    setenv("PATH", world->path, 1);
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    stage_free(world->stage);
    screen_free(world->screen);
    window_close(world->window);
    source_close(world->source);
    pixmap_free(&world->got);
    close(world->from);
    if (world->old_path)
        setenv("PATH", world->path + strlen(world->folder) + 1, 1);
    folder_remove(world->folder);
    arena_free(world->arena);
    return 0;
}

/* A stage with that schedule, which shows what is due at ten. */
static void open_stage(World *world, const char *display, const char *slides) {
    char text[1024];
    snprintf(text, sizeof text,
             "kiosk: 1\nevent: {name: Films, timezone: UTC}\n"
             "display: {%s, dwell: {slides: %d, now_next: %d}}\n"
             "days:\n  - date: 2026-05-16\n"
             "    sessions: [{time: \"09:00-18:00\", title: All day}]\n"
             "slides: [%s]\n",
             display, VISIT / 1000, VISIT / 1000, slides);
    file_put(folder_file(world->folder, "day.yaml"), text);
    SourceSettings source = {
        .resources = &world->resources,
        .path = str_copy(world->arena, str_from(folder_file(world->folder, "day.yaml"))).s,
        .has_at = true};
    moment_parse(str_from("2026-05-16 10:00"), &source.at);
    world->source = source_open(&source, 0, NULL);
    assert_non_null(world->source->schedule);
    ScreenSettings settings = {.resources = &world->resources,
                               .width = WIDTH,
                               .height = HEIGHT,
                               .pictures = {.is_live = true}};
    world->screen = screen_create(&settings);
    screen_set_schedule(world->screen, world->source->schedule, SCHEDULE_NONE,
                        world->source->loaded->folders);
    world->window = window_open(&(WindowSettings){
        .width = WIDTH, .height = HEIGHT, .renderer = RENDERER_SOFTWARE, .title = "films"});
    assert_non_null(world->window);
    world->stage = stage_create(world->screen, world->window, SPEED);
    stage_draw_first(world->stage, &world->staff, world->source->now);
    stage_update(world->stage, &world->staff, world->source->now);
}

/* What the loop does when nothing is due: pictures that have come are taken, and the next picture
 * is drawn ahead. */
static void idle(World *world, Instant at) {
    uint64_t changes = renderer_picture_changes(screen_renderer(world->screen));
    if (changes != world->changes)
        stage_refresh(world->stage);
    world->changes = changes;
    stage_update(world->stage, &world->staff, at);
    while (stage_prepare(world->stage, &world->staff))
        ;
}

static size_t started(World *world, const char *film) {
    char letter;
    while (read(world->from, &letter, 1) == 1)
        if (letter == 'a' || letter == 'b')
            world->started[letter - 'a']++;
    return world->started[film[0] - 'a'];
}

/* The film is there with that frame, so that whoever asks for it gets it. */
static void wait_for_frame(const World *world, const char *film, Instant began, int64_t frame) {
    Millis from = steady_now();
    Draw draw = view_slide_picture(&world->source->schedule->slides[0], false, WIDTH, HEIGHT);
    draw.image.path = str_from(film);
    draw.image.showing = began;
    draw.image.frame = (uint64_t)frame;
    while ((int64_t)(renderer_picture(screen_renderer(world->screen), &draw) & 0xFFFFFFFF) <
           frame + 1)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("frame %d of %s never comes", (int)frame, film);
}

/* The stage, and nobody else, has the film made ready for the showing that begins then: it is the
 * next one that is started. */
static void wait_until_ready(World *world, const char *film, size_t count, Instant began,
                             Instant at) {
    Millis from = steady_now();
    while (started(world, film) < count) {
        idle(world, at);
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("%s is not made ready before its turn", film);
    }
    wait_for_frame(world, film, began, 0);
    idle(world, at);
}

/* Pixels here and there; the grey of one. */
static int pixel(const Pixmap *picture, size_t i, int channel) {
    static const int PLACES[][2] = {{3, 3}, {160, 90}, {40, 150}, {300, 20}, {200, 120}};
    return (int)(picture->pixels[PLACES[i % 5][1] * WIDTH + PLACES[i % 5][0]] >> (8 * channel) &
                 0xff);
}

enum { PLACE_COUNT = 5 };

static const Pixmap *seen(World *world) {
    pixmap_free(&world->got);
    world->got = screen_from_surface(world->window->sdl);
    return &world->got;
}

static double share_at(Millis passed) {
    double t = (double)passed / FADE;
    return t * t * (3 - 2 * t);
}

/* Each pixel is the blend of what goes and what comes, but for a frame that was left out because
 * it differs too little to be seen. NULL: a film's frame of that grey. */
static bool is_blend(World *world, const Pixmap *from, double from_grey, const Pixmap *to,
                     double to_grey, Millis passed) {
    const Pixmap *got = seen(world);
    for (size_t i = 0; i < PLACE_COUNT; i++)
        for (int c = 0; c < 3; c++) {
            double a = from ? pixel(from, i, c) : from_grey, b = to ? pixel(to, i, c) : to_grey;
            double wanted = a + (b - a) * share_at(passed);
            double step = 2 + (b > a ? b - a : a - b) * 3 / 256;
            if (pixel(got, i, c) < wanted - step || pixel(got, i, c) > wanted + step)
                return false;
        }
    return true;
}

static void check_blend(World *world, const Pixmap *from, double from_grey, const Pixmap *to,
                        double to_grey, Millis passed) {
    if (is_blend(world, from, from_grey, to, to_grey, passed))
        return;
    for (size_t i = 0; i < PLACE_COUNT; i++)
        print_error("%d: %d, of %d and %d\n", (int)i, pixel(&world->got, i, 0),
                    from ? pixel(from, i, 0) : (int)from_grey, to ? pixel(to, i, 0) : (int)to_grey);
    fail_msg("%d ms into the fade the picture is not the blend of both", (int)passed);
}

static Pixmap page_at(World *world, Instant at) {
    Pixmap page = pixmap_create(WIDTH, HEIGHT);
    Slide slide = screen_slide_at(world->screen, (ScreenHold){.is_held = false}, at);
    assert_int_equal(slide.view, VIEW_NOW_NEXT);
    screen_draw(world->screen, &slide, at, &page);
    return page;
}

static Slide slide_shown(const World *world) {
    return stage_statistics(world->stage).shown.slide;
}

/* The first turn of a film that begins in more than two seconds; the fades before it are over. */
static Instant first_turn(World *world) {
    Instant from = world->source->now;
    Millis since = steady_now();
    for (Instant at = from + 1000;; at = at < from + 10000 ? at + 100 : from + 1000) {
        Slide slide = screen_slide_at(world->screen, (ScreenHold){.is_held = false}, at);
        if (slide.view == VIEW_SLIDES && slide.from > from + 2000) {
            const Millis before[] = {2000 + FADE, 1300, 700 - 1};
            stage_update(world->stage, &world->staff, from + FADE);
            for (size_t i = 0; i < countof(before); i++)
                stage_update(world->stage, &world->staff, slide.from - before[i]);
            return slide.from;
        }
        if (steady_now() - since > PATIENCE_MS)
            fail_msg("the film has no turn");
    }
}

/* Its first frame is seen while it fades in, on and on, in each of its visits; when it is whole it
 * begins, frame by frame. */
static void film_comes(World *world, const Pixmap *page, Instant turn, size_t starts) {
    wait_until_ready(world, "a.mp4", starts, turn, turn - 500);
    for (Millis passed = 0; passed < FADE; passed += 40) {
        stage_update(world->stage, &world->staff, turn + passed);
        assert_true(stage_is_fading(world->stage));
        check_blend(world, page, 0, NULL, grey_of(0), passed);
    }
    for (int64_t frame = 0; frame < 5; frame++) {
        wait_for_frame(world, "a.mp4", turn, frame);
        stage_update(world->stage, &world->staff, turn + FADE + (frame * 1000 + 29) / 30);
        assert_false(stage_is_fading(world->stage));
        check_blend(world, NULL, grey_of(frame), NULL, grey_of(frame), 0);
    }
    assert_int_equal(slide_shown(world).view, VIEW_SLIDES);
}

/* What the loop does between two frames of a fade, when the second is due then. */
static bool play_on(World *world, double next_frame) {
    Heads heads = {.items = {{.window = world->window,
                              .screen = world->screen,
                              .stage = world->stage,
                              .next_frame = next_frame}},
                   .count = 1};
    return heads_prepare(&heads);
}

/* It goes on while it fades out: each of its frames is drawn before the fade's frame in which it is
 * due, once, and not when there is no time left for it. */
static void film_goes(World *world, const Pixmap *page, Instant began, Instant turn) {
    int64_t shown = (VISIT - FADE) * 30 / 1000 - 1;
    wait_for_frame(world, "a.mp4", began, shown);
    stage_update(world->stage, &world->staff, turn - 10);
    check_blend(world, NULL, grey_of(shown), NULL, grey_of(shown), 0);
    for (Millis passed = 0; passed < FADE; passed += APART) {
        double start = steady_ms();
        stage_update(world->stage, &world->staff, turn + passed);
        assert_true(stage_is_fading(world->stage));
        check_blend(world, NULL, grey_of(shown), page, 0, passed);
        int64_t due = (turn + passed + APART - began - FADE) * 30 / 1000;
        wait_for_frame(world, "a.mp4", began, due);
        assert_false(play_on(world, start));
        if (passed == 2 * APART) /* it was late, and stands for that frame */
            continue;
        double next_frame = start + (APART + 0.5) / SPEED;
        assert_true(play_on(world, next_frame));
        assert_false(play_on(world, next_frame));
        shown = due;
    }
    stage_update(world->stage, &world->staff, turn + FADE);
    assert_false(stage_is_fading(world->stage));
    assert_false(stage_play_on(world->stage, steady_ms() + APART / SPEED));
    check_blend(world, page, 0, page, 0, 0);
}

static void a_film_comes_and_goes(void **state) {
    World *world = *state;
    open_stage(world, "views: [slides, now_next]", "{picture: a.mp4, clock: no}");
    Instant turn = first_turn(world);
    for (size_t visit = 1; visit <= 3; visit++) {
        size_t earlier = visit > 1 ? started(world, "a.mp4") : 0;
        idle(world, turn - 600);
        Pixmap before = page_at(world, turn - 1), after = page_at(world, turn + VISIT);
        film_comes(world, &before, turn, earlier + 1);
        film_goes(world, &after, turn, turn + VISIT);
        pixmap_free(&before);
        pixmap_free(&after);
        turn += 2 * VISIT;
    }
}

/* One film after the other: the next one is there when its turn comes, though the one before plays
 * to the end, so that nothing has to stand in. Both are seen through each other. */
static void a_film_after_a_film(void **state) {
    World *world = *state;
    open_stage(world, "views: [slides]",
               "{picture: a.mp4, clock: no}, {picture: b.mp4, clock: no}");
    Instant turn = first_turn(world);
    const char *films[] = {"a.mp4", "b.mp4"};
    for (size_t i = 0; i < countof(films); i++) /* else one stands in for the other */
        wait_for_frame(world, films[i], 0, 0);
    Slide slide;
    Millis from = steady_now();
    while (slide = screen_slide_at(world->screen, (ScreenHold){.is_held = false}, turn),
           slide.view != VIEW_SLIDES)
        assert_true(steady_now() - from < PATIENCE_MS);
    size_t item = slide.item;
    for (size_t visit = 1; visit <= 6; visit++) {
        const char *film = films[item % 2];
        size_t earlier = visit > 2 ? started(world, film) : 0;
        idle(world, turn - 500);
        wait_until_ready(world, film, earlier + 1, turn, turn - 500);
        for (Millis passed = 0; passed < FADE; passed += 40) {
            stage_update(world->stage, &world->staff, turn + passed);
            assert_true(visit == 1 || stage_is_fading(world->stage));
        }
        for (int64_t frame = 0; frame < 5; frame++) {
            wait_for_frame(world, film, turn, frame);
            stage_update(world->stage, &world->staff, turn + FADE + (frame * 1000 + 29) / 30);
            if (visit > 1) /* one stood in for the other before */
                check_blend(world, NULL, grey_of(frame), NULL, grey_of(frame), 0);
        }
        assert_int_equal(slide_shown(world).view, VIEW_SLIDES);
        assert_true(visit == 1 || slide_shown(world).item == item % 2);
        item++;
        turn += VISIT;
    }
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        test(a_film_comes_and_goes),
        test(a_film_after_a_film),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
