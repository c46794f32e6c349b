/* world.h: what the tests of views stand on: files, fonts and words of the source tree, and
 * schedules. Whatever is missing fails the test. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/files.h"
#include "formats/formats.h"
#include "text/text.h"

/* `path` is relative to the source tree. */
static inline Str tree_file(Arena *arena, const char *path) {
    Str bytes;
    if (!file_read(arena, arena_printf(arena, "%s/%s", TEST_SOURCE_DIR, path), &bytes))
        fail_msg("cannot read %s", path);
    return bytes;
}

static inline TextEngine *world_fonts(Arena *arena, Str config) {
    Str name = str_from("fonts.yaml");
    Diagnostics diagnostics = diagnostics_create(arena, name, config);
    TextEngine *text =
        text_engine_create(&(TextSettings){.config = config, .config_name = name}, &diagnostics);
    assert_non_null(text);
    return text;
}

/* With all fonts of the tree; the caller's. */
static inline TextEngine *tree_fonts(Arena *arena) {
    return world_fonts(arena, tree_file(arena, "fonts/fonts.yaml"));
}

/* The same, but with `family` of fonts.yaml first in the roles of Latin letters. */
static inline TextEngine *tree_fonts_as(Arena *arena, const char *family) {
    static const char *const FIRST[] = {"families: [Inter Display]", "families: [Inter]"};
    Str config = tree_file(arena, "fonts/fonts.yaml");
    for (size_t i = 0; i < countof(FIRST); i++) {
        size_t at = str_find(config, FIRST[i]);
        assert_true(at != SIZE_MAX);
        config = str_printf(arena, "%.*sfamilies: [%s]%.*s", str_arg(str_slice(config, 0, at)),
                            family, str_arg(str_slice(config, at + strlen(FIRST[i]), config.len)));
    }
    return world_fonts(arena, config);
}

static inline const Strings *tree_words(Arena *arena, const char *language) {
    Str source = tree_file(arena, arena_printf(arena, "assets/strings/%s.yaml", language));
    Diagnostics diagnostics = diagnostics_create(arena, str_from(language), source);
    const Strings *words = strings_load(arena, str_from(language), source, &diagnostics);
    assert_non_null(words);
    return words;
}

/* The caller's. */
static inline Schedule *schedule_of(Arena *arena, const char *name, Str source) {
    Diagnostics diagnostics = diagnostics_create(arena, str_from(name), source);
    FormatInput input = {.source = source, .source_name = str_from(name)};
    Schedule *schedule = schedule_load(&input, &diagnostics);
    assert_non_null(schedule);
    return schedule;
}

/* The caller's. */
static inline Schedule *tree_schedule(Arena *arena, const char *path) {
    return schedule_of(arena, path, tree_file(arena, path));
}

/* For tests that need Latin letters alone: the built-in font. */
typedef struct {
    Arena *arena;
    TextEngine *text;
} SmallWorld;

static inline int small_world_set_up(void **state) {
    static SmallWorld world;
    world.arena = arena_create();
    world.text = text_engine_create(&(TextSettings){0}, NULL);
    assert_non_null(world.text);
    *state = &world;
    return 0;
}

static inline int small_world_tear_down(void **state) {
    SmallWorld *world = *state;
    text_engine_free(world->text);
    arena_free(world->arena);
    return 0;
}
