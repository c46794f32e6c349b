/* test_caches.c: caches give what was computed, and stay within their bounds. */
#include <dirent.h>

#include "check.h"

#include "text/lru.h"
#include "text/scale.h"

/* ---- lru -------------------------------------------------------------------------------------*/

static void the_least_recently_used_goes_first(void **state) {
    (void)state;
    Lru *lru = lru_create(100 * 1000);
    char key[16];
    for (int i = 0; i < 20; i++) {
        snprintf(key, sizeof key, "%d", i);
        int *value = lru_insert(lru, key, strlen(key), 9000);
        *value = i;
        if (i >= 1) {
            int *kept = lru_find(lru, "0", 1);
            assert_non_null(kept); /* used again and again */
            assert_int_equal(*kept, 0);
        }
        assert_true(lru_bytes(lru) <= 100 * 1000);
    }
    assert_null(lru_find(lru, "1", 1));
    assert_non_null(lru_find(lru, "19", 2));
    assert_true(lru_count(lru) < 12);
    lru_free(lru);
}

static void a_lone_giant_is_held(void **state) {
    (void)state;
    Lru *lru = lru_create(1000);
    lru_insert(lru, "a", 1, 10);
    lru_insert(lru, "b", 1, 5000);
    assert_int_equal(lru_count(lru), 1);
    assert_non_null(lru_find(lru, "b", 1));
    lru_insert(lru, "c", 1, 10);
    assert_null(lru_find(lru, "b", 1));
    lru_free(lru);
}

static void many_keys_are_all_found(void **state) {
    (void)state;
    Lru *lru = lru_create(SIZE_MAX);
    for (uint32_t i = 0; i < 5000; i++)
        *(uint32_t *)lru_insert(lru, &i, sizeof i, sizeof i) = i * 7;
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(*(uint32_t *)lru_find(lru, &i, sizeof i), i * 7);
    assert_int_equal(lru_count(lru), 5000);
    lru_free(lru);
}

/* ---- the engine ------------------------------------------------------------------------------*/

static const char *const SCRIPTS[] = {
    "机密计算基础设施", "Confidential", "Καλημέρα", "Привет",
    "مرحبا بكم",        "ברוכים",       "ยินดีต้อนรับ", "हिन्दी में",
    "ようこそ",         "환영합니다",   "বাংলা",    "தமிழ்",
    "ქართული",          "Հայերեն",      "አማርኛ",     "🎉👍🏽🇨🇳",
};

static void draw(TextEngine *engine, const TextLayout *layout) {
    for (size_t i = 0; i < layout->glyph_count; i++)
        text_glyph(engine, layout->glyphs[i].font, layout->glyphs[i].glyph, layout->size,
                   (uint32_t)i & 3);
}

static void caches_do_not_grow_over_a_day(void **state) {
    Fixture *fixture = *state;
    enum { GLYPH_BYTES = 512 * 1024, ROUNDS = 600 };
    const TextSettings settings = {.glyph_cache_bytes = GLYPH_BYTES};
    TextEngine *engine = text_engine_create(&settings, NULL);
    size_t most_layouts = 0, last_layouts = 0;
    for (int round = 0; round < ROUNDS; round++) {
        arena_reset(fixture->arena);
        for (size_t i = 0; i < countof(SCRIPTS); i++) {
            const TextStyle style = {.size = (float)(20 + round % 30 * 3)};
            Str text = str_printf(fixture->arena, "%s %d", SCRIPTS[i], round);
            const TextLayout *layout =
                text_layout(engine, fixture->arena, text, &style, &(TextBox){.width = 900});
            assert_int_equal(layout->missing, 0);
            if (round % 6 == 0)
                draw(engine, layout);
        }
        TextStatistics statistics = text_statistics(engine);
        assert_true(statistics.glyph_bytes <= GLYPH_BYTES);
        last_layouts = statistics.layouts;
        most_layouts = last_layouts > most_layouts ? last_layouts : most_layouts;
    }
    TextStatistics statistics = text_statistics(engine);
    assert_true(statistics.rasterised > statistics.glyphs);
    assert_true(most_layouts < ROUNDS * countof(SCRIPTS)); /* some have gone */
    assert_int_equal(statistics.layout_misses, ROUNDS * countof(SCRIPTS));
    assert_int_equal(statistics.layout_hits, 0);
    text_engine_free(engine);
}

static void a_layout_asked_again_is_the_same(void **state) {
    Fixture *fixture = *state;
    TextStyle style = {.size = 31, .language = str_from("zh-CN")};
    const TextBox box = {.width = 300, .is_balanced = true};
    Str text = str_from("再来一次：Kata容器 2024");
    TextStatistics before = text_statistics(fixture->engine);
    const TextLayout *a = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    const TextLayout *b = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    TextStatistics after = text_statistics(fixture->engine);
    assert_int_equal(after.layout_misses - before.layout_misses, 1);
    assert_int_equal(after.layout_hits - before.layout_hits, 1);
    assert_ptr_not_equal(a, b);
    assert_int_equal(a->glyph_count, b->glyph_count);
    assert_memory_equal(a->glyphs, b->glyphs, a->glyph_count * sizeof *a->glyphs);
    assert_memory_equal(a->lines, b->lines, a->line_count * sizeof *a->lines);

    /* What differs in anything is another one. */
    TextStyle others[6];
    for (size_t i = 0; i < countof(others); i++)
        others[i] = style;
    others[0].size = 32;
    others[1].weight = WEIGHT_BOLD;
    others[2].language = str_from("ja");
    others[3].has_tabular_digits = true;
    others[4].letter_spacing = 0.1f;
    others[5].role = FONT_MONO;
    for (size_t i = 0; i < countof(others); i++)
        text_layout(fixture->engine, fixture->arena, text, &others[i], &box);
    assert_int_equal(text_statistics(fixture->engine).layout_misses - after.layout_misses,
                     countof(others));
}

static void a_glyph_is_drawn_once(void **state) {
    Fixture *fixture = *state;
    const TextStyle style = {.size = 53};
    const TextLayout *layout =
        text_layout(fixture->engine, fixture->arena, str_from("骨"), &style, &(TextBox){0});
    const PlacedGlyph *glyph = &layout->glyphs[0];
    size_t before = text_statistics(fixture->engine).rasterised;
    GlyphBitmap first = *text_glyph(fixture->engine, glyph->font, glyph->glyph, 53, 0);
    GlyphBitmap again = *text_glyph(fixture->engine, glyph->font, glyph->glyph, 53, 0);
    assert_int_equal(text_statistics(fixture->engine).rasterised - before, 1);
    assert_ptr_equal(first.pixels, again.pixels);
    assert_in_range(first.width, 40, 56);
    assert_false(first.is_color);
    /* Odd questions get an empty picture, not a crash. */
    assert_int_equal(text_glyph(fixture->engine, 9999, 1, 20, 0)->width, 0);
    assert_int_equal(text_glyph(fixture->engine, glyph->font, 99999999, 20, 0)->width, 0);
    assert_int_equal(text_glyph(fixture->engine, glyph->font, glyph->glyph, -1, 0)->width, 0);
}

static void han_has_the_forms_of_the_language(void **state) {
    Fixture *fixture = *state;
    TextStyle style = {.size = 40, .language = str_from("zh-CN")};
    Str text = str_from("直骨");
    const TextLayout *chinese =
        text_layout(fixture->engine, fixture->arena, text, &style, &(TextBox){0});
    static const char *const OTHERS[] = {"ja", "zh-TW", "ko"};
    for (size_t i = 0; i < countof(OTHERS); i++) {
        style.language = str_from(OTHERS[i]);
        const TextLayout *other =
            text_layout(fixture->engine, fixture->arena, text, &style, &(TextBox){0});
        assert_int_equal(other->glyphs[1].font, chinese->glyphs[1].font);
        assert_int_not_equal(other->glyphs[1].glyph, chinese->glyphs[1].glyph);
    }
}

static void no_schedule_has_a_character_without_a_glyph(void **state) {
    Fixture *fixture = *state;
    DIR *folder = opendir(TEST_SOURCE_DIR "/schedules");
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        Str path = str_printf(fixture->arena, TEST_SOURCE_DIR "/schedules/%s", entry->d_name);
        if (!str_ends(path, ".yaml"))
            continue;
        Str source = canvas_read_file(fixture->arena, path.s);
        for (int role = 0; role < FONT_ROLE_COUNT; role++) {
            for (Str rest = source; rest.len > 0;) { /* line by line: a text has a limit */
                size_t end = str_find(rest, "\n");
                Str line = str_slice(rest, 0, end);
                uint32_t first = 0;
                if (text_missing(fixture->engine, line, (FontRole)role, &first) > 0)
                    fail_msg("%s: U+%04X in: %.*s", entry->d_name, (unsigned)first, str_arg(line));
                rest = end < rest.len ? str_slice(rest, end + 1, rest.len) : (Str){0};
            }
        }
    }
    if (folder)
        closedir(folder);
}

/* ---- pictures --------------------------------------------------------------------------------*/

static void emoji_are_scaled_with_their_edges(void **state) {
    Fixture *fixture = *state;
    for (float size = 12; size < 250; size += 31) {
        const TextStyle style = {.size = size};
        const TextLayout *layout =
            text_layout(fixture->engine, fixture->arena, str_from("🎉"), &style, &(TextBox){0});
        const GlyphBitmap *bitmap =
            text_glyph(fixture->engine, layout->glyphs[0].font, layout->glyphs[0].glyph, size, 0);
        assert_true(bitmap->is_color);
        assert_true((float)bitmap->height > size && (float)bitmap->height < size * 1.3f + 2);
        /* Premultiplied: no channel is above its alpha. */
        for (int32_t i = 0; i < bitmap->width * bitmap->height; i++) {
            uint32_t pixel = ((const uint32_t *)(const void *)bitmap->pixels)[i];
            uint32_t alpha = pixel >> 24;
            assert_true((pixel >> 16 & 255) <= alpha && (pixel >> 8 & 255) <= alpha &&
                        (pixel & 255) <= alpha);
        }
    }
}

static void scaling_keeps_the_light(void **state) {
    (void)state;
    enum { SIDE = 16, LARGEST = 40 };
    uint8_t source[SIDE * SIDE * 4];
    uint64_t in = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        uint8_t alpha = (uint8_t)(i * 37 % 256);
        for (int k = 0; k < 4; k++)
            source[i * 4 + k] = alpha;
        in += alpha;
    }
    const ScaleSource from = {source, SIDE, SIDE, SIDE * 4};
    for (double scale = 0.2; scale <= 1; scale += 0.1) {
        uint32_t to[LARGEST * LARGEST] = {0};
        scale_picture(&from, scale, 1.3, 2.6, to, LARGEST, LARGEST);
        double out = 0;
        for (int i = 0; i < LARGEST * LARGEST; i++)
            out += to[i] >> 24;
        double wanted = (double)in * scale * scale;
        assert_true(out > wanted * 0.97 && out < wanted * 1.03);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_recently_used_goes_first),
        cmocka_unit_test(a_lone_giant_is_held),
        cmocka_unit_test(many_keys_are_all_found),
        cmocka_unit_test(caches_do_not_grow_over_a_day),
        cmocka_unit_test(a_layout_asked_again_is_the_same),
        cmocka_unit_test(a_glyph_is_drawn_once),
        cmocka_unit_test(han_has_the_forms_of_the_language),
        cmocka_unit_test(no_schedule_has_a_character_without_a_glyph),
        cmocka_unit_test(emoji_are_scaled_with_their_edges),
        cmocka_unit_test(scaling_keeps_the_light),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
