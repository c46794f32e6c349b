/* test_overlay_look.c: the map `overlay` of a theme or a schedule: what is read, and what is said
 * of what is wrong, with its place; one laid over the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/overlay_look.h"

static OverlayLook read(Arena *arena, const char *yaml, Diagnostics *diagnostics) {
    *diagnostics = diagnostics_create(arena, str_from("t.yaml"), str_from(yaml));
    const Node *root = document_parse(arena, str_from(yaml), diagnostics);
    return overlay_look_read(arena, node_get(root, "overlay"), diagnostics);
}

static void every_key_is_read(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Diagnostics diagnostics;
    OverlayLook look =
        read(arena,
             "overlay:\n  look: pill\n  position: right\n  offset: [40, 60px]\n  size: 120%\n"
             "  width: 900\n  duration: 8 s\n  animation: fade\n  second_language: alternate\n"
             "  picture: plate.png\n  panel: strip\n"
             "  fonts: {heading: {semibold: A.otf, bold: A-Bold.otf}, digits: D.ttf}\n"
             "  colors: {ground: \"#101820\", name: \"#ffffff\", line: \"#ffcc00\", second: "
             "\"#cccccc\", bar: \"#c8452f\", on_bar: \"#000000\"}\n",
             &diagnostics);
    assert_int_equal(diagnostics.count, 0);
    assert_int_equal(look.look, THIRD_PILL);
    assert_int_equal(look.place, THIRD_AT_RIGHT);
    assert_float_equal(look.offset_x, 40, 0);
    assert_float_equal(look.offset_y, 60, 0);
    assert_float_equal(look.size, 1.2, 0.001);
    assert_float_equal(look.width, 900, 0);
    assert_int_equal(look.time, 8000);
    assert_int_equal(look.animation, THIRD_FADES);
    assert_int_equal(look.second, THIRD_SECOND_ALTERNATE);
    assert_true(look.has_strip && str_equal_c(look.picture, "plate.png"));
    for (size_t i = 0; i < THIRD_COLOR_COUNT; i++)
        assert_true(look.has_colors[i]);
    assert_int_equal(look.colors[THIRD_BAR_COLOR], 0xc8452f);
    const FontFiles *heading = &look.fonts[FONT_FILES_HEADING];
    assert_true(heading->is_said && str_equal_c(heading->files[2], "A.otf") &&
                str_equal_c(heading->files[3], "A-Bold.otf") && heading->files[0].len == 0);
    assert_int_equal(heading->at[3].line, 12);
    assert_int_equal(heading->at[3].column, 44);
    assert_true(str_equal_c(look.fonts[FONT_FILES_DIGITS].files[0], "D.ttf"));
    assert_false(look.fonts[FONT_FILES_TEXT].is_said);
    assert_true(overlay_look_is_own(&look));
    arena_free(arena);
}

static const struct {
    const char *overlay;
    int32_t line, column;
    const char *message, *hint;
} WRONG[] = {
    {"overlay: pill", 1, 10, "overlay is a map", "{look: pill"},
    {"overlay: {look: round}", 1, 17, "\"round\" is no look", "bar, blocks or pill"},
    {"overlay: {look: [bar]}", 1, 17, "a word is wanted", "bar, blocks or pill"},
    {"overlay: {position: top}", 1, 21, "\"top\" is no position", "start, left, center or right"},
    {"overlay: {offset: 40}", 1, 19, "offset", "[40, 60]"},
    {"overlay: {offset: [40]}", 1, 19, "offset", "[40, 60]"},
    {"overlay: {offset: [-1, 0]}", 1, 19, "offset", "[40, 60]"},
    {"overlay: {offset: [nan, 0]}", 1, 19, "offset", "[40, 60]"},
    {"overlay: {size: 59}", 1, 17, "size", "60 to 160"},
    {"overlay: {size: large}", 1, 17, "size", "60 to 160"},
    {"overlay: {width: 1e9}", 1, 18, "width", "400 to 1728"},
    {"overlay: {duration: 3m}", 1, 21, "duration", "seconds, 4 to 60"},
    {"overlay: {animation: jump}", 1, 22, "\"jump\" is no animation", "slide, fade or none"},
    {"overlay: {second_language: yes}", 1, 28, "second_language",
     "beside, under, alternate or none"},
    {"overlay: {picture: [a]}", 1, 20, "no picture", "plate.png"},
    {"overlay: {panel: all}", 1, 18, "\"all\" is no panel", "turn or strip"},
    {"overlay: {postion: left}", 1, 11, "no key \"postion\"", "\"position\""},
    {"overlay:\n  fonts: A.otf", 2, 10, "fonts of an overlay is a map", "{heading: A.otf}"},
    {"overlay:\n  fonts: {title: A.otf}", 2, 11, "no key \"title\"", ""},
    {"overlay:\n  fonts: {headin: A.otf}", 2, 11, "no key \"headin\"", "\"heading\""},
    {"overlay:\n  fonts: {text: {blod: A.otf}}", 2, 18, "no key \"blod\"", "\"bold\""},
    {"overlay:\n  fonts: {text: [A.otf]}", 2, 17, "not the name of a font's file", "regular"},
    {"overlay:\n  colors: red", 2, 11, "a map", "{bar:"},
    {"overlay:\n  colors: {bar: red}", 2, 17, "bar is not a colour", "#rrggbb"},
    {"overlay:\n  colors: {rim: \"#ffffff\"}", 2, 12, "no key \"rim\"", "ground"},
};

static void what_is_wrong_is_told_where_it_stands(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(WRONG); i++) {
        Arena *arena = arena_create();
        Diagnostics diagnostics;
        OverlayLook look = read(arena, WRONG[i].overlay, &diagnostics);
        OverlayLook usual = overlay_look_usual();
        if (diagnostics.count != 1)
            fail_msg("%s: %zu findings", WRONG[i].overlay, diagnostics.count);
        const Diagnostic *d = &diagnostics.items[0];
        if (d->at.line != WRONG[i].line || d->at.column != WRONG[i].column ||
            str_find(d->message, WRONG[i].message) == SIZE_MAX ||
            str_find(d->hint, WRONG[i].hint) == SIZE_MAX)
            fail_msg("%s: %d:%d: %.*s; %.*s", WRONG[i].overlay, d->at.line, d->at.column,
                     str_arg(d->message), str_arg(d->hint));
        if (overlay_look_is_own(&look)) /* it stays as usual */
            fail_msg("%s: says %x", WRONG[i].overlay, look.said);
        assert_float_equal(look.size, usual.size, 0);
        assert_int_equal(look.look, usual.look);
        arena_free(arena);
    }
}

static void one_is_laid_over_the_other(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Diagnostics diagnostics;
    OverlayLook under = read(arena,
                             "overlay: {look: blocks, size: 120, duration: 20, colors: "
                             "{bar: \"#111111\", name: \"#222222\"}, fonts: {heading: A.otf, "
                             "text: {bold: B.otf}}}",
                             &diagnostics);
    OverlayLook over = read(
        arena,
        "overlay: {look: bar, position: center, colors: {bar: \"#333333\"}, fonts: {text: C.otf}}",
        &diagnostics);
    OverlayLook both = overlay_look_over(&under, &over);
    assert_int_equal(both.look, THIRD_BAR); /* the usual one, because it was said */
    assert_int_equal(both.place, THIRD_AT_CENTER);
    assert_float_equal(both.size, 1.2, 0.001);
    assert_int_equal(both.time, 20000);
    assert_int_equal(both.colors[THIRD_BAR_COLOR], 0x333333);
    assert_int_equal(both.colors[THIRD_NAME], 0x222222);
    assert_true(str_equal_c(both.fonts[FONT_FILES_HEADING].files[0], "A.otf"));
    assert_true(str_equal_c(both.fonts[FONT_FILES_TEXT].files[0], "C.otf"));
    assert_int_equal(both.fonts[FONT_FILES_TEXT].files[3].len, 0); /* a typeface is one thing */
    OverlayLook nothing = {0};
    OverlayLook same = overlay_look_over(&under, &nothing);
    assert_memory_equal(&same.look, &under.look, sizeof same.look);
    assert_float_equal(same.width, 1300, 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(what_is_wrong_is_told_where_it_stands),
        cmocka_unit_test(one_is_laid_over_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
