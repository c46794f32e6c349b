/* Boxes: shares, shrinking, alignment, and how a page gives way when there is too little room.
 * The text engine here is a typewriter: half an em a byte, one em a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "scene/layout.h"

float text_width(TextEngine *engine, Str text, const TextStyle *style) {
    (void)engine;
    return (float)text.len * style->size / 2;
}

const TextLayout *text_layout(TextEngine *engine, Arena *arena, Str text, const TextStyle *style,
                              const TextBox *box) {
    (void)engine;
    TextLayout *layout = arena_new(arena, TextLayout, 1);
    float per_line = fmaxf(1, floorf(box->width / (style->size / 2)));
    float lines = ceilf((float)text.len / per_line);
    if (box->max_lines > 0 && lines > (float)box->max_lines) {
        lines = (float)box->max_lines;
        layout->is_cut = true;
    }
    layout->size = style->size;
    layout->width = fminf((float)text.len, per_line) * style->size / 2;
    layout->height = lines * style->size;
    layout->ascent = style->size * 0.8f;
    layout->line_count = (size_t)lines;
    TextLine *all = arena_new(arena, TextLine, layout->line_count);
    for (size_t i = 0; i < layout->line_count; i++)
        all[i] = (TextLine){.width = layout->width, .baseline = layout->ascent};
    layout->lines = all;
    return layout;
}

typedef struct {
    Arena *arena;
    Metrics metrics;
    Layout layout;
    Scene scene;
} Bench;

static Bench bench_create(void) {
    Bench b = {.arena = arena_create()};
    b.metrics = metrics_create(1920, 1080, theme_builtin(), 0);
    b.layout = layout_create(b.arena, NULL, NULL);
    b.layout.metrics = &b.metrics;
    b.scene = scene_create(b.arena, 1920, 1080);
    return b;
}

/* A box that leaves a rectangle in the scene. */
static Box *block(Bench *b, Box *parent, Size width, Size height, Color fill) {
    return box_space(&b->layout, parent,
                     (BoxStyle){.width = width, .height = height, .fill = fill});
}

static TextLook look(float size, float least) {
    return (TextLook){.style = {.size = size, .min_size = least}, .color = 0xFFFFFFFF};
}

static const Draw *draw_with_fill(const Scene *scene, Color fill) {
    for (size_t i = 0; i < scene->draw_count; i++)
        if (scene->draws[i].kind == DRAW_RECT && scene->draws[i].rect.fill == fill)
            return &scene->draws[i];
    return NULL;
}

static void assert_rect(const Scene *scene, Color fill, float x, float y, float w, float h) {
    const Draw *draw = draw_with_fill(scene, fill);
    if (!draw)
        fail_msg("no rectangle with the fill %08x", fill);
    Rect r = draw->bounds;
    if (r.x != x || r.y != y || r.width != w || r.height != h)
        fail_msg("%08x is at %g,%g %gx%g, not %g,%g %gx%g", fill, (double)r.x, (double)r.y,
                 (double)r.width, (double)r.height, (double)x, (double)y, (double)w, (double)h);
}

enum { RED = 0x7FFF0000, GREEN = 0x7F00FF00, BLUE = 0x7F0000FF };

static void row_shares_what_is_left_by_weight(void **state) {
    (void)state;
    Bench b = bench_create();
    Box *row = box_row(&b.layout, NULL, (BoxStyle){.gap = 10, .left = 5, .right = 5, .top = 7});
    block(&b, row, size_fixed(100), size_fixed(20), RED);
    block(&b, row, size_grow(3), size_fixed(30), GREEN);
    block(&b, row, size_grow(1), size_fixed(40), BLUE);
    assert_true(layout_draw(&b.layout, (Rect){50, 60, 530, 200}, &b.scene));
    assert_rect(&b.scene, RED, 55, 67, 100, 20);
    assert_rect(&b.scene, GREEN, 165, 67, 300, 30);
    assert_rect(&b.scene, BLUE, 475, 67, 100, 40);
    arena_free(b.arena);
}

static void mirrored_pages_run_from_the_right(void **state) {
    (void)state;
    Bench b = bench_create();
    b.layout.is_mirrored = true;
    Box *row = box_row(&b.layout, NULL, (BoxStyle){.gap = 10, .left = 20});
    block(&b, row, size_fixed(100), size_fixed(20), RED);
    block(&b, row, size_fixed(50), size_fixed(20), GREEN);
    box_text(&b.layout, row, str_from("text"), (Position){0}, look(20, 20), (BoxStyle){.right = 6});
    assert_true(layout_draw(&b.layout, (Rect){200, 0, 400, 100}, &b.scene));
    assert_rect(&b.scene, RED, 480, 0, 100, 20);
    assert_rect(&b.scene, GREEN, 420, 0, 50, 20);
    assert_true(b.scene.draws[2].text.x == 420 - 10 - 46 + 6);
    arena_free(b.arena);
}

/* Round at the side where the line begins, square at the other: in both directions. */
static void mirrored_corners_change_sides(void **state) {
    (void)state;
    for (int is_mirrored = 0; is_mirrored <= 1; is_mirrored++) {
        Bench b = bench_create();
        b.layout.is_mirrored = is_mirrored;
        Box *row = box_row(&b.layout, NULL, (BoxStyle){0});
        box_space(&b.layout, row,
                  (BoxStyle){.width = size_fixed(100),
                             .height = size_fixed(40),
                             .fill = RED,
                             .radius_left = 12,
                             .radius_right = 3});
        assert_true(layout_draw(&b.layout, (Rect){0, 0, 400, 100}, &b.scene));
        const Draw *draw = draw_with_fill(&b.scene, RED);
        assert_non_null(draw);
        assert_true(draw->rect.radius_left == (is_mirrored ? 3 : 12));
        assert_true(draw->rect.radius_right == (is_mirrored ? 12 : 3));
        arena_free(b.arena);
    }
}

static void column_gives_spare_height_to_what_grows(void **state) {
    (void)state;
    Bench b = bench_create();
    Box *column = box_column(&b.layout, NULL, (BoxStyle){.is_stretched = true});
    block(&b, column, size_fit(), size_fixed(100), RED);
    block(&b, column, size_fit(), size_grow(1), GREEN);
    block(&b, column, size_fit(), size_fixed(50), BLUE);
    assert_true(layout_draw(&b.layout, (Rect){0, 0, 400, 500}, &b.scene));
    assert_rect(&b.scene, RED, 0, 0, 400, 100);
    assert_rect(&b.scene, GREEN, 0, 100, 400, 350);
    assert_rect(&b.scene, BLUE, 0, 450, 400, 50);
    arena_free(b.arena);
}

/* A list of even rows takes what its column leaves, and a row with much in it gets no more. */
static void even_rows_share_by_weight_alone(void **state) {
    (void)state;
    Bench b = bench_create();
    Box *column = box_column(&b.layout, NULL, (BoxStyle){.is_stretched = true});
    block(&b, column, size_fit(), size_fixed(100), BLUE);
    Box *list = box_column(
        &b.layout, column,
        (BoxStyle){
            .height = size_grow(1), .width = size_grow(1), .is_stretched = true, .is_even = true});
    Box *full = box_column(&b.layout, list,
                           (BoxStyle){.height = size_grow(1), .fill = RED, .is_fitted = true});
    box_text(&b.layout, full, str_from("0123456789"), (Position){0}, look(100, 30), (BoxStyle){0});
    block(&b, list, size_fit(), size_grow(1), GREEN);
    assert_true(layout_draw(&b.layout, (Rect){0, 0, 200, 400}, &b.scene));
    assert_rect(&b.scene, RED, 0, 100, 200, 150);
    assert_rect(&b.scene, GREEN, 0, 250, 200, 150);
    arena_free(b.arena);
}

static void places_of_children(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Place main, cross;
        float x, y;
    } cases[] = {
        {"start", PLACE_START, PLACE_START, 0, 0},
        {"centre", PLACE_CENTER, PLACE_CENTER, 150, 90},
        {"end", PLACE_END, PLACE_END, 300, 180},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Bench b = bench_create();
        Box *row =
            box_row(&b.layout, NULL, (BoxStyle){.main = cases[i].main, .cross = cases[i].cross});
        block(&b, row, size_fixed(100), size_fixed(20), RED);
        layout_draw(&b.layout, (Rect){0, 0, 400, 200}, &b.scene);
        assert_rect(&b.scene, RED, cases[i].x, cases[i].y, 100, 20);
        arena_free(b.arena);
    }
}

static void narrow_row_takes_from_what_can_shrink(void **state) {
    (void)state;
    Bench b = bench_create();
    Box *row = box_row(&b.layout, NULL, (BoxStyle){0});
    TextLook one_line = look(20, 20);
    one_line.max_lines = 1;
    box_text(&b.layout, row, str_from("a long text that gives way"), (Position){0}, one_line,
             (BoxStyle){.can_shrink = true});
    block(&b, row, size_fixed(100), size_fixed(10), RED);
    layout_draw(&b.layout, (Rect){0, 0, 200, 50}, &b.scene);
    assert_rect(&b.scene, RED, 100, 0, 100, 10);
    arena_free(b.arena);
}

static void baselines_meet(void **state) {
    (void)state;
    Bench b = bench_create();
    Box *row = box_row(&b.layout, NULL, (BoxStyle){.cross = PLACE_BASELINE});
    box_text(&b.layout, row, str_from("big"), (Position){0}, look(100, 100), (BoxStyle){0});
    box_text(&b.layout, row, str_from("small"), (Position){0}, look(20, 20), (BoxStyle){0});
    layout_draw(&b.layout, (Rect){0, 0, 800, 200}, &b.scene);
    assert_int_equal(b.scene.draw_count, 2);
    float first = b.scene.draws[0].text.y + b.scene.draws[0].text.layout->ascent;
    float second = b.scene.draws[1].text.y + b.scene.draws[1].text.layout->ascent;
    assert_true(first == second);
    arena_free(b.arena);
}

/* 10 bytes at 100 px are 500 wide; in a height of 300 three lines of 100 fit. */
static Box *fitted(Bench *b, size_t optional, int32_t drop) {
    Box *column = box_column(&b->layout, NULL, (BoxStyle){0});
    Box *inner =
        box_column(&b->layout, column,
                   (BoxStyle){.height = size_grow(1), .width = size_grow(1), .is_fitted = true});
    box_text(&b->layout, inner, str_from("0123456789"), (Position){0}, look(100, 30),
             (BoxStyle){0});
    for (size_t i = 0; i < optional; i++)
        box_text(&b->layout, inner, str_from("extra"), (Position){0}, look(100, 90),
                 (BoxStyle){.drop = drop});
    return inner;
}

static void fitted_box_shrinks_text_a_little_first(void **state) {
    (void)state;
    Bench b = bench_create();
    fitted(&b, 1, 3);
    assert_true(layout_draw(&b.layout, (Rect){0, 0, 600, 190}, &b.scene));
    assert_int_equal(b.scene.draw_count, 2); /* the optional one is still there */
    assert_true(b.scene.draws[0].text.layout->size < 100);
    assert_true(b.scene.draws[1].text.layout->size >= 90);
    arena_free(b.arena);
}

static void fitted_box_leaves_out_what_is_optional(void **state) {
    (void)state;
    Bench b = bench_create();
    fitted(&b, 3, 2);
    assert_true(layout_draw(&b.layout, (Rect){0, 0, 600, 120}, &b.scene));
    assert_int_equal(b.scene.draw_count, 1);
    assert_true(b.scene.draws[0].text.layout->size > 80); /* and the rest is large again */
    arena_free(b.arena);
}

static void too_little_room_is_said(void **state) {
    (void)state;
    Bench b = bench_create();
    fitted(&b, 0, 0);
    assert_false(layout_draw(&b.layout, (Rect){0, 0, 600, 20}, &b.scene));
    arena_free(b.arena);
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void grow_tree(Bench *b, Box *parent, uint32_t *seed, int depth) {
    uint32_t children = next_random(seed) % 4 + 1;
    for (uint32_t i = 0; i < children; i++) {
        BoxStyle style = {.gap = (float)(next_random(seed) % 8),
                          .width = next_random(seed) % 2 ? size_grow(1) : size_fit(),
                          .drop = (int32_t)(next_random(seed) % 4),
                          .can_shrink = true};
        uint32_t kind = depth ? next_random(seed) % 3 : 2;
        if (kind == 2) {
            TextLook text = look(12, 4);
            text.max_lines = 2;
            box_text(&b->layout, parent, str_from("some words on a page"), (Position){0}, text,
                     style);
        } else {
            grow_tree(b,
                      kind ? box_row(&b->layout, parent, style)
                           : box_column(&b->layout, parent, style),
                      seed, depth - 1);
        }
    }
}

/* Whatever the tree: when the layout says that it fits, no text is below or above its bounds. */
static void what_fits_stays_inside(void **state) {
    (void)state;
    uint32_t seed = 20190926;
    size_t fitting = 0;
    for (int round = 0; round < 2000; round++) {
        Bench b = bench_create();
        Box *root = box_column(&b.layout, NULL, (BoxStyle){.is_fitted = true});
        grow_tree(&b, root, &seed, 3);
        Rect bounds = {100, 50, 300 + (float)(next_random(&seed) % 900),
                       60 + (float)(next_random(&seed) % 500)};
        if (layout_draw(&b.layout, bounds, &b.scene)) {
            fitting++;
            for (size_t i = 0; i < b.scene.draw_count; i++) {
                const Draw *d = &b.scene.draws[i];
                float bottom = d->text.y + d->text.layout->height;
                assert_true(d->text.y >= bounds.y - 1);
                assert_true(bottom <= bounds.y + bounds.height + 2);
            }
        }
        arena_free(b.arena);
    }
    assert_true(fitting > 500);
}

/* What is made in a box after it was told whose it is says so; what was there before does not. */
static void texts_say_whose_they_are(void **state) {
    (void)state;
    Bench b = bench_create();
    Box *row = box_row(&b.layout, NULL, (BoxStyle){0});
    box_text(&b.layout, row, str_from("before"), (Position){0}, look(20, 20), (BoxStyle){0});
    box_tag(row, (SceneTag){.role = ROLE_NOW, .session = 7, .room = 2});
    Box *inner = box_column(&b.layout, row, (BoxStyle){0});
    box_part(
        box_text(&b.layout, inner, str_from("title"), (Position){0}, look(20, 20), (BoxStyle){0}),
        PART_TITLE);
    box_text(&b.layout, inner, str_from("note"), (Position){0}, look(20, 20), (BoxStyle){0});
    assert_null(box_part(NULL, PART_TIME));
    assert_true(layout_draw(&b.layout, (Rect){0, 0, 900, 300}, &b.scene));
    static const SceneTag WANTED[] = {
        {0},
        {.role = ROLE_NOW, .part = PART_TITLE, .session = 7, .room = 2},
        {.role = ROLE_NOW, .part = PART_OTHER, .session = 7, .room = 2},
    };
    assert_int_equal(b.scene.text_count, countof(WANTED));
    for (size_t i = 0; i < countof(WANTED); i++)
        assert_memory_equal(&b.scene.texts[i].tag, &WANTED[i], sizeof WANTED[i]);
    arena_free(b.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_shares_what_is_left_by_weight),
        cmocka_unit_test(mirrored_pages_run_from_the_right),
        cmocka_unit_test(mirrored_corners_change_sides),
        cmocka_unit_test(column_gives_spare_height_to_what_grows),
        cmocka_unit_test(even_rows_share_by_weight_alone),
        cmocka_unit_test(places_of_children),
        cmocka_unit_test(narrow_row_takes_from_what_can_shrink),
        cmocka_unit_test(baselines_meet),
        cmocka_unit_test(fitted_box_shrinks_text_a_little_first),
        cmocka_unit_test(fitted_box_leaves_out_what_is_optional),
        cmocka_unit_test(too_little_room_is_said),
        cmocka_unit_test(what_fits_stays_inside),
        cmocka_unit_test(texts_say_whose_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
