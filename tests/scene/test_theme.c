/* Themes: the files that we ship, colours, contrast, and what staff hear about a bad file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/metrics.h"
#include "scene/theme.h"

static Str read_theme(Arena *arena, const char *name) {
    FILE *file = fopen(arena_printf(arena, "%s/assets/themes/%s", TEST_SOURCE_DIR, name), "rb");
    assert_non_null(file);
    char *bytes = arena_new(arena, char, 65536);
    size_t len = fread(bytes, 1, 65535, file);
    fclose(file);
    return (Str){.s = bytes, .len = len};
}

static void shipped_themes_are_clean(void **state) {
    (void)state;
    static const char *const NAMES[] = {"dark.yaml", "light.yaml"};
    for (size_t i = 0; i < countof(NAMES); i++) {
        Arena *arena = arena_create();
        Str source = read_theme(arena, NAMES[i]);
        Diagnostics d = diagnostics_create(arena, str_from(NAMES[i]), source);
        theme_load(arena, source, &d);
        diagnostics_print(&d, stderr);
        assert_int_equal(d.count, 0);
        arena_free(arena);
    }
}

static void dark_file_is_the_builtin(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str source = read_theme(arena, "dark.yaml");
    Diagnostics d = diagnostics_create(arena, str_from("dark.yaml"), source);
    const Theme *theme = theme_load(arena, source, &d), *builtin = theme_builtin();
    for (int i = 0; i < COLOR_COUNT; i++)
        assert_int_equal(theme->colors[i], builtin->colors[i]);
    for (int i = 0; i < TYPE_COUNT; i++)
        assert_true(theme->sizes[i] == builtin->sizes[i]);
    assert_true(str_equal(theme->mark, builtin->mark));
    assert_true(str_equal(theme->pattern, builtin->pattern));
    arena_free(arena);
}

static void contrast_is_wcag(void **state) {
    (void)state;
    assert_true(fabsf(color_contrast(0xFFFFFFFF, 0xFF000000) - 21) < 0.01f);
    assert_true(fabsf(color_contrast(0xFF777777, 0xFFFFFFFF) - 4.48f) < 0.01f);
    assert_true(color_contrast(0xFF123456, 0xFF123456) == 1);
}

static void bad_files_are_explained(void **state) {
    (void)state;
    static const struct {
        const char *name, *source, *code;
        int32_t line, column;
    } cases[] = {
        {"colour", "colors:\n  accent: red\n", "bad-color", 2, 11},
        {"short colour is fine, contrast is not", "colors:\n  muted: \"#333\"\n", "low-contrast", 2,
         10},
        {"unknown colour", "colors:\n  acent: \"#f2553d\"\n", "unknown-key", 2, 3},
        {"unknown key", "colours:\n  accent: \"#f2553d\"\n", "unknown-key", 1, 1},
        {"size too small", "sizes:\n  tiny: 12\n", "bad-size", 2, 9},
        {"not a number", "margin: wide\n", "bad-number", 1, 9},
        {"not a map", "- a\n", "not-a-theme", 1, 1},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Str source = str_from(cases[i].source);
        Diagnostics d = diagnostics_create(arena, str_from("theme.yaml"), source);
        assert_non_null(theme_load(arena, source, &d));
        bool is_found = false;
        for (size_t k = 0; k < d.count; k++)
            if (strcmp(d.items[k].code, cases[i].code) == 0 &&
                d.items[k].at.line == cases[i].line && d.items[k].at.column == cases[i].column)
                is_found = true;
        if (!is_found) {
            diagnostics_print(&d, stderr);
            fail_msg("%s: no %s at %d:%d", cases[i].name, cases[i].code, cases[i].line,
                     cases[i].column);
        }
        arena_free(arena);
    }
}

static void type_is_never_too_small(void **state) {
    (void)state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {3840, 2160}, {1280, 720}, {1080, 1920},
                                       {1080, 1080}, {3840, 1080}, {1920, 360}, {640, 360}};
    for (size_t i = 0; i < countof(SIZES); i++) {
        Metrics m = metrics_create(SIZES[i][0], SIZES[i][1], theme_builtin(), 0.05f);
        for (int role = 0; role < TYPE_COUNT; role++) {
            TextStyle style =
                metrics_style(&m, theme_builtin(), (TypeRole)role, WEIGHT_BOLD, (Str){0});
            assert_true(style.min_size >= (float)SIZES[i][1] / 45);
            assert_true(style.min_size <= style.size);
        }
        assert_true(m.content.x >= (float)SIZES[i][0] * 0.05f);
        assert_true(m.content.width > 0 && m.content.height > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_themes_are_clean), cmocka_unit_test(dark_file_is_the_builtin),
        cmocka_unit_test(contrast_is_wcag),         cmocka_unit_test(bad_files_are_explained),
        cmocka_unit_test(type_is_never_too_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
