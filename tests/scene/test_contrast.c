/* Contrast as drawn: opacity, plates, glows, pictures under a veil, lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "scene/contrast.h"
#include "scene/theme.h"

#define BLACK 0xFF000000
#define WHITE 0xFFFFFFFF
static const Rect ALL = {0, 0, 400, 200};

typedef struct {
    Arena *arena;
    Scene scene;
} Page;

static Page blank(Color ground) {
    Page page = {.arena = arena_create()};
    page.scene = scene_create(page.arena, 400, 200);
    scene_rect(&page.scene, ALL, ground, 0);
    return page;
}

/* A line of 100 × 40 at (20, 20) in that colour; its contrast. */
static float with_text(Page *page, Color color) {
    static TextLine line = {.width = 100};
    static const TextLayout layout = {.lines = &line, .line_count = 1, .height = 40, .size = 32};
    scene_text(&page->scene, 20, 20, &layout, color, str_from("T"), (Position){0});
    float ratio = scene_contrast(&page->scene, page->scene.text_count - 1);
    arena_free(page->arena);
    return ratio;
}

static void assert_ratio(float ratio, float wanted) {
    if (fabsf(ratio - wanted) > 0.05f)
        fail_msg("%.2f, wanted %.2f", (double)ratio, (double)wanted);
}

static void opacity_counts(void **state) {
    (void)state;
    Page page = blank(BLACK);
    assert_ratio(with_text(&page, WHITE), 21);
    page = blank(BLACK);
    assert_ratio(with_text(&page, 0x80FFFFFF), color_contrast(0xFF808080, BLACK));
    page = blank(WHITE);
    assert_ratio(with_text(&page, 0x80000000), color_contrast(0xFF7F7F7F, WHITE));
}

static void what_is_under_it_counts(void **state) {
    (void)state;
    Page page = blank(BLACK);
    scene_rect(&page.scene, (Rect){10, 10, 200, 60}, 0x80FFFFFF, 0); /* a tint under all of it */
    assert_ratio(with_text(&page, WHITE), color_contrast(WHITE, 0xFF808080));
    page = blank(BLACK);
    scene_rect(&page.scene, (Rect){60, 10, 200, 60}, 0xFF808080, 0); /* under a part */
    assert_ratio(with_text(&page, WHITE), color_contrast(WHITE, 0xFF808080));
    page = blank(BLACK);
    scene_rect(&page.scene, (Rect){150, 10, 200, 60}, WHITE, 0); /* beside it */
    assert_ratio(with_text(&page, WHITE), 21);
    page = blank(BLACK);
    scene_rect(&page.scene, (Rect){60, 0, 6, 200}, WHITE, 0); /* a line through it */
    assert_ratio(with_text(&page, WHITE), 21);
    page = blank(BLACK);
    scene_rect(&page.scene, ALL, 0xFF777777, 0);
    assert_ratio(with_text(&page, 0xFF777777), 1);
}

static void glows_and_gradients_count_where_the_text_is(void **state) {
    (void)state;
    Page page = blank(BLACK);
    scene_glow(&page.scene, ALL, WHITE, BLACK, false, 100, 100); /* far from the text */
    assert_ratio(with_text(&page, WHITE), 21);
    page = blank(BLACK);
    scene_glow(&page.scene, ALL, WHITE, BLACK, true, 400, 400); /* around it */
    assert_true(with_text(&page, WHITE) < 1.3f);
    page = blank(BLACK);
    scene_gradient(&page.scene, ALL, BLACK, WHITE, 90, 1);
    float left = with_text(&page, WHITE);
    assert_true(left > 8 && left < 9); /* three tenths of the way to white */
}

static void a_picture_may_be_anything(void **state) {
    (void)state;
    Page page = blank(BLACK);
    scene_image(&page.scene, ALL, IMAGE_THEME, str_from("a"), FIT_COVER, 1);
    assert_ratio(with_text(&page, WHITE), 1);
    page = blank(BLACK);
    scene_image(&page.scene, ALL, IMAGE_THEME, str_from("a"), FIT_COVER, 1);
    scene_rect(&page.scene, ALL, 0xE6000000, 0); /* a veil of nine tenths */
    assert_ratio(with_text(&page, WHITE), color_contrast(WHITE, 0xFF191919));
    page = blank(BLACK);
    scene_image(&page.scene, (Rect){20, 20, 40, 40}, IMAGE_SCHEDULE, str_from("a"), FIT_CONTAIN, 1);
    assert_ratio(with_text(&page, WHITE), 21); /* a sign beside the words */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opacity_counts),
        cmocka_unit_test(what_is_under_it_counts),
        cmocka_unit_test(glows_and_gradients_count_where_the_text_is),
        cmocka_unit_test(a_picture_may_be_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
