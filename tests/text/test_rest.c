/* The font files leave memory at rest, and nobody sees a difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/text.h"

/* Kilobytes of font files that are in this process's memory (proc(5), smaps). */
static long font_memory(void) {
    FILE *file = fopen("/proc/self/smaps", "re");
    char line[1024];
    bool is_font = false;
    long sum = 0, kib;
    while (file && fgets(line, sizeof line, file)) {
        if (strchr(line, '-') && strchr(line, '-') < line + 20)
            is_font = strstr(line, "/fonts/") != NULL;
        else if (is_font && sscanf(line, "Rss: %ld", &kib) == 1)
            sum += kib;
    }
    if (file)
        fclose(file);
    return sum;
}

static uint64_t hash_of_page(TextEngine *engine, const char *text, float size) {
    Arena *arena = arena_create();
    const TextStyle style = {.role = FONT_DISPLAY, .size = size, .language = str_from("zh-CN")};
    const TextLayout *layout = text_layout(engine, arena, str_from(text), &style, &(TextBox){0});
    uint64_t hash = 1;
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        const GlyphBitmap *bitmap = text_glyph(engine, glyph->font, glyph->glyph, layout->size, 0);
        hash = str_hash(hash, &glyph->x, sizeof glyph->x);
        for (int32_t y = 0; y < bitmap->height; y++)
            hash = str_hash(hash, bitmap->pixels + (ptrdiff_t)y * bitmap->stride,
                            (size_t)bitmap->width);
    }
    assert_true(layout->glyph_count > 5);
    arena_free(arena);
    return hash;
}

static void test_rest_changes_nothing_but_memory(void **state) {
    (void)state;
    TextEngine *rested = text_engine_create(&(TextSettings){0}, NULL);
    TextEngine *awake = text_engine_create(&(TextSettings){0}, NULL);
    assert_non_null(rested);
    hash_of_page(rested, "系统软件在云时代的挑战与机遇 now", 30);
    long before = font_memory();
    text_rest(rested);
    if (before > 0)
        assert_true(font_memory() < before / 2);
    static const char *const PAGES[] = {"系统软件在云时代的挑战与机遇 now", "斗拱社区介绍 next",
                                        "下午的会议 14:00 开始"};
    for (size_t i = 0; i < countof(PAGES); i++) {
        assert_true(hash_of_page(rested, PAGES[i], 44) == hash_of_page(awake, PAGES[i], 44));
        text_rest(rested);
    }
    text_engine_free(rested);
    text_engine_free(awake);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rest_changes_nothing_but_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
