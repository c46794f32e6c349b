/* test_overlay_golden.c: the overlay's views over a grey camera, beside pictures that somebody
 * looked at and accepted: tests/golden/overlay-NAME.png, by the rules of picture/test_golden.c
 * (script/bless accepts). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/files.h"
#include "compare.h"
#include "golden_fonts.h"
#include "output/png.h"
#include "own_resources.h"
#include "picture/moment.h"
#include "picture/source.h"
#include "picture_sum.h"
#include "stream/overlay_screen.h"

enum { WIDTH = 1280, HEIGHT = 720 };

#define GOLDEN TEST_SOURCE_DIR "/tests/golden"
#define GOT    TEST_BUILD_DIR "/golden"

static const struct {
    const char *name;
    OverlayView views[3];
    size_t view_count;
    const char *at;
    const char *theme; /* its bytes; NULL: the usual one */
} PICTURES[] = {
    {"third-bar", {OVERLAY_VIEW_LOWER_THIRD, OVERLAY_VIEW_BUG}, 2, "10:30:04", NULL},
    {"third-blocks",
     {OVERLAY_VIEW_LOWER_THIRD},
     1,
     "10:30:04",
     "overlay: {look: blocks, position: right}\n"},
    {"third-pill",
     {OVERLAY_VIEW_LOWER_THIRD},
     1,
     "10:30:04",
     "overlay: {look: pill, position: center, colors: {bar: \"#43bca3\"}}\n"},
    {"third-strip", {OVERLAY_VIEW_LOWER_THIRD}, 1, "13:30:04", "overlay: {panel: strip}\n"},
    {"captions-logo-qr",
     {OVERLAY_VIEW_CAPTIONS, OVERLAY_VIEW_LOGO, OVERLAY_VIEW_QR},
     3,
     "10:31:05",
     NULL},
    {"ticker", {OVERLAY_VIEW_TICKER}, 1, "12:00:05", NULL},
    {"title", {OVERLAY_VIEW_TITLE}, 1, "10:30:04", NULL},
};

static bool is_blessed(const char *name) {
    const char *list = getenv("KIOSK_BLESS");
    return list && (strcmp(list, "1") == 0 || strstr(list, name));
}

static bool judge(Arena *arena, const char *name, Pixmap *got) {
    const char *golden = arena_printf(arena, "%s/overlay-%s.png", GOLDEN, name);
    picture_sum(arena_printf(arena, "overlay-%s", name), got->pixels, got->width, got->height);
    Pixmap wanted = {0};
    Comparison found = {.grade = GRADE_FAIL};
    if (png_read(golden, &wanted))
        found = compare_pictures(got, &wanted);
    if (found.grade != GRADE_SAME && is_blessed(arena_printf(arena, "overlay-%s", name))) {
        compare_round(got);
        assert_true(png_write(got, golden));
        print_message("accepted overlay-%s\n", name);
        found.grade = GRADE_SAME;
    } else if (found.grade >= GRADE_BAD) {
        assert_true(folder_make(GOT));
        assert_true(png_write(got, arena_printf(arena, "%s/overlay-%s-got.png", GOT, name)));
        print_message("%s: overlay-%s: %zu pixels differ, by up to %d\n", grade_name(found.grade),
                      name, found.visible, found.worst);
    }
    pixmap_free(&wanted);
    return found.grade < GRADE_BAD;
}

static bool compare(Arena *arena, size_t index) {
    Resources resources = own_resources();
    SourceSettings settings = {.resources = &resources,
                               .path = TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml",
                               .room = str_from("main")};
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    OverlayChoice choice = {0};
    for (size_t i = 0; i < PICTURES[index].view_count; i++)
        choice.views[PICTURES[index].views[i]] = true;
    char path[] = "/tmp/kiosk-look-XXXXXX.yaml";
    ScreenSettings screen_settings = {.resources = &resources, .width = WIDTH, .height = HEIGHT};
    if (PICTURES[index].theme) {
        FILE *file = fdopen(mkstemps(path, 5), "w");
        fputs(PICTURES[index].theme, file);
        fclose(file);
        screen_settings.theme = str_from(path);
    }
    Screen *screen = screen_create(&screen_settings);
    assert_non_null(screen);
    screen_set_schedule(screen, source->schedule, source->room, source->loaded->folder);
    OverlayScreen *overlay = overlay_screen_create(screen, &choice);
    Moment moment;
    assert_true(moment_parse(str_printf(arena, "2026-05-16 %s", PICTURES[index].at), &moment));
    Instant at = moment_resolve(&moment, source->schedule, zone_utc(), 0);
    OverlayCaptions captions = {.lines = {str_from("The scheduler has to be fair to every task,"),
                                          str_from("公平这个词，听起来容易，")},
                                .count = 2,
                                .at = at - MILLIS_SECOND};
    overlay_screen_set_captions(overlay, &captions);
    CueHand hand = cue_hand_none();
    overlay_screen_look(overlay, &hand, at);
    Pixmap picture = pixmap_create(WIDTH, HEIGHT);
    overlay_screen_draw(overlay, &picture);
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) { /* over a camera's grey */
        uint32_t pixel = picture.pixels[i], rest = 255 - (pixel >> 24), mixed = 0xFF000000;
        for (int shift = 0; shift <= 16; shift += 8)
            mixed |= ((pixel >> shift & 0xFF) + (0x6E * rest + 127) / 255) << shift;
        picture.pixels[i] = mixed;
    }
    bool is_same = judge(arena, PICTURES[index].name, &picture);
    pixmap_free(&picture);
    overlay_screen_free(overlay);
    screen_free(screen);
    source_close(source);
    if (PICTURES[index].theme)
        remove(path);
    return is_same;
}

static void views_are_as_they_were_accepted(void **state) {
    (void)state;
    golden_fonts_or_skip();
    Arena *arena = arena_create();
    size_t bad = 0;
    for (size_t i = 0; i < countof(PICTURES); i++)
        bad += !compare(arena, i);
    arena_free(arena);
    assert_int_equal(bad, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(views_are_as_they_were_accepted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
