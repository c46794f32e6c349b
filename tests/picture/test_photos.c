/* test_photos.c: photos that a schedule names by addresses, from servers on the loopback to the
 * page: those of the schedule's own server are on it, square, with the face's part of a tall one
 * and round corners; what is not asked for leaves initials. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "../live/folder.h"
#include "../live/web.h"
#include "base/address.h"
#include "base/files.h"
#include "base/log.h"
#include "output/png.h"
#include "own_resources.h"
#include "picture/beside.h"
#include "picture/screen.h"

/* A photo is tall; these stand in it from above, the rest is the last one. The square is as high
 * as the picture is wide, with 15 % of what is cut away above it. */
enum { PHOTO_WIDTH = 100, PHOTO_HEIGHT = 200, CUT_ABOVE = 15 };
enum { SLACK = 3 }; /* pixels at the square's edges, which scaling mixes with their neighbours */
#define TOP    0xFF12C8A0u /* of the part that is cut away above */
#define FACE   0xFFC81EA0u /* of the square */
#define BOTTOM 0xFF1E3CC8u /* of what is cut away below */

typedef struct {
    char folder[PATH_MAX];
    Web *own, *other;
    Arena *arena;
    Resources resources;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "picture-photos");
    world->own = web_start();
    world->other = web_start();
    web_set(world->own, WEB_STATUS, "", 404);
    web_set(world->other, WEB_STATUS, "", 404);
    world->arena = arena_create();
    world->resources = own_resources();
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    web_stop(world->own);
    web_stop(world->other);
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static void put_photo(const World *world, Web *web) {
    Pixmap pixmap = pixmap_create(PHOTO_WIDTH, PHOTO_HEIGHT);
    for (int32_t y = 0; y < PHOTO_HEIGHT; y++)
        for (int32_t x = 0; x < PHOTO_WIDTH; x++)
            pixmap.pixels[y * PHOTO_WIDTH + x] = y < CUT_ABOVE - SLACK                 ? TOP
                                                 : y < CUT_ABOVE + PHOTO_WIDTH + SLACK ? FACE
                                                                                       : BOTTOM;
    const char *file = folder_file(world->folder, "photo.png");
    Str bytes;
    assert_true(png_write(&pixmap, file));
    assert_true(file_read(world->arena, file, &bytes));
    web_put(web, "/people/ada.png", bytes.s, bytes.len, 200);
    pixmap_free(&pixmap);
}

/* The door in the middle of its session, from the schedule at `path`. */
static Pixmap door(World *world, const char *path, bool is_own_only) {
    SourceSettings settings = {.resources = &world->resources,
                               .path = path,
                               .room = str_from("a"),
                               .no_remote_pictures = is_own_only};
    settings.copies = beside_folder(world->arena, &settings, world->folder);
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    Collect *collect = beside_fetch(&settings, source);
    Screen *screen = screen_create(&(ScreenSettings){.resources = &world->resources,
                                                     .pictures.copies = settings.copies,
                                                     .width = 1920,
                                                     .height = 1080});
    assert_non_null(screen);
    screen_set_schedule(screen, source->schedule, source->room, source->loaded->folder);
    Instant at = source->schedule->sessions[0].start + 10 * MILLIS_MINUTE;
    Slide slide = screen_slide_at(screen, (ScreenHold){true, VIEW_NOW_NEXT}, at);
    Pixmap pixels = pixmap_create(1920, 1080);
    screen_draw(screen, &slide, at, &pixels);
    screen_free(screen);
    collect_stop(collect);
    source_close(source);
    return pixels;
}

static const char *day_with(World *world, const char *photo) {
    return arena_printf(
        world->arena,
        "kiosk: 1\nevent: {name: Photos, timezone: UTC}\nrooms: [{id: a, name: A}]\n"
        "days:\n- date: 2026-05-16\n  sessions:\n"
        "  - {time: \"09:00-10:00\", room: a, title: One,\n"
        "     speakers: [{name: Ada Lovelace, photo: \"%s\"}]}\n",
        photo);
}

static const char *put_day(World *world, const char *photo) {
    const char *text = day_with(world, photo);
    web_put(world->own, "/days/day.yaml", text, strlen(text), 200);
    return arena_printf(world->arena, "http://127.0.0.1:%d/days/day.yaml", web_port(world->own));
}

/* How many pixels of that colour there are, and the rectangle around them. */
static size_t count_color(const Pixmap *pixels, uint32_t color, PixelRect *around) {
    size_t count = 0;
    int32_t left = pixels->width, top = pixels->height, right = 0, bottom = 0;
    for (int32_t y = 0; y < pixels->height; y++)
        for (int32_t x = 0; x < pixels->width; x++) {
            if (pixels->pixels[(size_t)y * (size_t)pixels->width + (size_t)x] != color)
                continue;
            count++;
            left = x < left ? x : left;
            right = x + 1 > right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
        }
    *around = (PixelRect){left, top, right - left, bottom - top};
    return count;
}

/* A square of 240 pixels, but for its corners, and nothing of what lies above and below the face.
 */
static void expect_portrait(const Pixmap *pixels) {
    enum { SIDE = 240 };
    PixelRect around;
    size_t count = count_color(pixels, FACE, &around);
    double corners = (4 - 3.14159265358979) * (0.2 * SIDE) * (0.2 * SIDE);
    if (abs(around.width - SIDE) > 4 || abs(around.height - SIDE) > 4 ||
        fabs((double)count - (SIDE * SIDE - corners)) > 8 * SIDE)
        fail_msg("%zu pixels in %d × %d", count, around.width, around.height);
    size_t at = (size_t)(around.y + 2) * (size_t)pixels->width + (size_t)around.x + 2;
    assert_int_not_equal(pixels->pixels[at], FACE);
    assert_int_equal(count_color(pixels, TOP, &around), 0);
    assert_int_equal(count_color(pixels, BOTTOM, &around), 0);
}

static void expect_initials(const Pixmap *pixels) {
    PixelRect around;
    assert_int_equal(count_color(pixels, FACE, &around), 0);
    assert_true(count_color(pixels, 0xFF2B4652, &around) > 10000); /* the disc: LOOK.md, 3 */
}

static void photos_of_the_schedules_server_are_on_the_page(void **context) {
    static const char *const PATHS[] = {"/people/ada.png", "../people/ada.png", NULL};
    World *world = *context;
    put_photo(world, world->own);
    for (size_t i = 0; i < countof(PATHS); i++) {
        const char *photo = PATHS[i] ? PATHS[i]
                                     : arena_printf(world->arena, "http://127.0.0.1:%d%s",
                                                    web_port(world->own), PATHS[0]);
        const char *url = put_day(world, photo);
        for (int is_own_only = 0; is_own_only < 2; is_own_only++) {
            Pixmap pixels = door(world, url, is_own_only);
            expect_portrait(&pixels);
            pixmap_free(&pixels);
        }
    }
    /* Asked for at least once; then it is known to be the same. */
    assert_true(web_count_of(world->own, "/people/ada.png") > 0);
}

/* Of another server nothing comes by plain HTTP, whatever is asked; nor for a file on disk. */
static void photos_of_other_servers_are_not_asked_for(void **context) {
    World *world = *context;
    put_photo(world, world->other);
    const char *photo =
        arena_printf(world->arena, "http://127.0.0.1:%d/people/ada.png", web_port(world->other));
    const char *file = folder_file(world->folder, "day.yaml");
    file_put(file, day_with(world, photo));
    const char *const sources[] = {put_day(world, photo), str_copy(world->arena, str_from(file)).s};
    for (size_t i = 0; i < countof(sources); i++)
        for (int is_own_only = 0; is_own_only < 2; is_own_only++) {
            Pixmap pixels = door(world, sources[i], is_own_only);
            expect_initials(&pixels);
            pixmap_free(&pixels);
        }
    assert_int_equal(web_count(world->other), 0);
}

/* A copy that came once is shown when the server is gone; what never came leaves initials. */
static void what_does_not_come_leaves_what_there_was(void **context) {
    World *world = *context;
    put_photo(world, world->own);
    const char *url = put_day(world, "/people/ada.png");
    Pixmap pixels = door(world, url, false);
    expect_portrait(&pixels);
    pixmap_free(&pixels);
    web_put(world->own, "/people/ada.png", "", 0, 404);
    pixels = door(world, url, false);
    expect_portrait(&pixels);
    pixmap_free(&pixels);
    url = put_day(world, "/people/nobody.png");
    pixels = door(world, url, false);
    expect_initials(&pixels);
    pixmap_free(&pixels);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(photos_of_the_schedules_server_are_on_the_page),
        test(photos_of_other_servers_are_not_asked_for),
        test(what_does_not_come_leaves_what_there_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
