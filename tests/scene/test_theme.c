/* Themes: the files that we ship, colours, contrast, and what staff hear about a bad file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/color.h"
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
    static const char *const NAMES[] = {"dark.yaml", "light.yaml", "contrast.yaml", "warm.yaml"};
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
    assert_true(theme->tint == builtin->tint && theme->contrast == builtin->contrast);
    assert_true(theme->radius == builtin->radius && theme->ground == builtin->ground);
    assert_true(theme->type_scale == builtin->type_scale);
    assert_true(theme->mark.path.len == 0 && theme->pattern.path.len == 0);
    arena_free(arena);
}

/* What stands on the ground in any of the pictures. */
static const ColorRole ON_GROUND[] = {COLOR_TEXT,   COLOR_MUTED, COLOR_DIM,
                                      COLOR_ACCENT, COLOR_NEXT,  COLOR_GOLD};

static float least_contrast(const Theme *theme) {
    float least = 21;
    for (size_t i = 0; i < countof(ON_GROUND); i++)
        for (ColorRole ground = COLOR_BACKGROUND; ground <= COLOR_BACKGROUND_FROM; ground++)
            least =
                fminf(least, color_contrast(theme->colors[ON_GROUND[i]], theme->colors[ground]));
    return least;
}

/* An event may have any colour: its ground takes as much of it as leaves every text readable. */
static void any_color_leaves_texts_readable(void **state) {
    (void)state;
    static const char *const NAMES[] = {"dark.yaml", "light.yaml", "contrast.yaml", "warm.yaml"};
    for (size_t i = 0; i < countof(NAMES); i++) {
        Arena *arena = arena_create();
        Str source = read_theme(arena, NAMES[i]);
        Diagnostics d = diagnostics_create(arena, str_from(NAMES[i]), source);
        const Theme *theme = theme_load(arena, source, &d);
        for (uint32_t step = 0; step < 125; step++) {
            Brand brand = {.has_color = true,
                           .color =
                               step % 5 * 0x3F << 16 | step / 5 % 5 * 0x3F << 8 | step / 25 * 0x3F};
            const Theme *own = theme_branded(arena, theme, &brand);
            if (least_contrast(own) < own->contrast)
                fail_msg("%s with #%06x: %.2f", NAMES[i], (unsigned)brand.color,
                         (double)least_contrast(own));
        }
        arena_free(arena);
    }
}

static void the_ground_has_the_events_color(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const Theme *builtin = theme_builtin();
    Brand red = {.has_color = true,
                 .color = 0xC8452F,
                 .logo = str_from("a.svg"),
                 .logo_on_light = str_from("b.svg")};
    const Theme *own = theme_branded(arena, builtin, &red);
    assert_int_equal(own->colors[COLOR_BACKGROUND_FROM],
                     0xFF000000 | color_mix(0x0B1014, 0xC8452F, 0.25f));
    assert_int_equal(own->colors[COLOR_BACKGROUND],
                     0xFF000000 | color_mix(0x0B1014, 0xC8452F, 0.05f));
    assert_true(str_equal_c(own->logo.path, "a.svg") && own->logo.origin == IMAGE_SCHEDULE);
    Str source = read_theme(arena, "light.yaml");
    Diagnostics d = diagnostics_create(arena, (Str){0}, source);
    own = theme_branded(arena, theme_load(arena, source, &d), &red);
    assert_true(str_equal_c(own->logo.path, "b.svg"));
    /* A file that says where its glow begins has it. */
    source = str_from("colors: {background_from: \"#111a21\"}");
    d = diagnostics_create(arena, (Str){0}, source);
    own = theme_branded(arena, theme_load(arena, source, &d), &red);
    assert_int_equal(own->colors[COLOR_BACKGROUND_FROM], 0xFF111A21);
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
        {"colour", "colors:\n  event: red\n", "bad-color", 2, 10},
        {"a colour's former name", "colors:\n  accent: red\n", "bad-color", 2, 11},
        {"too little for a theme that asks for more", "contrast: 7\ncolors:\n  past: \"#8e9da7\"\n",
         "low-contrast", 3, 9},
        {"short colour is fine, contrast is not", "colors:\n  muted: \"#333\"\n", "low-contrast", 2,
         10},
        {"unknown colour", "colors:\n  nwo: \"#f2553d\"\n", "unknown-key", 2, 3},
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
        cmocka_unit_test(shipped_themes_are_clean),
        cmocka_unit_test(dark_file_is_the_builtin),
        cmocka_unit_test(contrast_is_wcag),
        cmocka_unit_test(bad_files_are_explained),
        cmocka_unit_test(type_is_never_too_small),
        cmocka_unit_test(any_color_leaves_texts_readable),
        cmocka_unit_test(the_ground_has_the_events_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
