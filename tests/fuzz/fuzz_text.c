/* fuzz_text.c: any bytes in any box at any size: no crash, and nothing leaves its box.
 *
 * With libFuzzer (the `fuzz` preset) it searches; otherwise a main of its own plays the seeds and
 * a fixed number of inputs made from them, as a test. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool is_so, const char *what) {
    if (is_so)
        return;
    fprintf(stderr, "fuzz_text: %s\n", what);
    abort();
}

/* A number from two bytes, on a scale that has small, large and senseless ones. */
static float number(const uint8_t *data) {
    static const float ODD[] = {0, -1, NAN, INFINITY, 1e9f, 0.001f};
    if (data[0] < 6)
        return ODD[data[0]];
    return (float)(data[0] << 8 | data[1]) / 32;
}

static void check_layout(TextEngine *engine, const TextLayout *layout, const TextBox *box) {
    check(isfinite(layout->width) && isfinite(layout->height), "a size is not finite");
    for (size_t i = 0; i < layout->line_count; i++) {
        const TextLine *line = &layout->lines[i];
        if (isfinite(box->width) && box->width > 0 && box->width < 1e6f)
            check(line->x > -0.5f && line->x + line->width < box->width + 0.5f,
                  "a line leaves its box");
    }
    if (isfinite(box->height) && box->height > 0)
        check(layout->height < box->height + 0.5f, "the lines are higher than their box");
    if (box->max_lines > 0)
        check(layout->line_count <= (size_t)box->max_lines, "more lines than allowed");
    for (size_t i = 0; i < layout->glyph_count && i < 64; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        check(isfinite(glyph->x) && isfinite(glyph->y), "a glyph is nowhere");
        if (layout->size < 100)
            text_glyph(engine, glyph->font, glyph->glyph, layout->size, (uint32_t)i & 3);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const LANGUAGES[] = {"",   "zh-CN", "ja", "ko",
                                            "en", "ar",    "th", "xx-bad-tag"};
    static TextEngine *engine; /* kept, as the program keeps it: caches are part of the target */
    static Arena *arena;
    enum { HEAD = 16 };
    if (!engine) {
        arena = arena_create();
        engine = text_engine_create(&(TextSettings){.glyph_cache_bytes = 256 * 1024}, NULL);
        check(engine != NULL, "no fonts: install fonts-inter, fonts-noto-cjk");
    }
    if (size < HEAD)
        return 0;
    const TextStyle style = {.role = (FontRole)(data[0] % FONT_ROLE_COUNT),
                             .weight = (FontWeight)(data[1] % WEIGHT_COUNT),
                             .size = number(data + 2),
                             .min_size = number(data + 4),
                             .line_height = number(data + 6) / 256,
                             .letter_spacing = number(data + 8) / 1024,
                             .language = str_from(LANGUAGES[data[10] & 7]),
                             .has_tabular_digits = data[10] & 8};
    const TextBox box = {.width = number(data + 11),
                         .height = number(data + 13),
                         .max_lines = (int32_t)(data[15] & 7) - 1,
                         .align = (TextAlign)(data[15] >> 3 & 3),
                         .is_balanced = data[15] >> 5 & 1};
    Str text = {(const char *)data + HEAD, size - HEAD};
    arena_reset(arena);
    check_layout(engine, text_layout(engine, arena, text, &style, &box), &box);
    check(text_min_width(engine, text, &style) <= text_width(engine, text, &style) + 0.5f,
          "a part is wider than the whole");
    uint32_t first;
    text_missing(engine, text, style.role, &first);
    return 0;
}

#ifndef KIOSK_FUZZ
static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Some bytes of `data` changed, some runs of it doubled. */
static size_t mutate(uint8_t *data, size_t size, size_t most, uint32_t *seed) {
    for (uint32_t i = next_random(seed) % 8; i > 0 && size > 0; i--)
        data[next_random(seed) % size] = (uint8_t)next_random(seed);
    if (size > 0 && next_random(seed) % 3 == 0) {
        size_t from = next_random(seed) % size, count = size - from;
        if (size + count <= most) {
            memmove(data + size, data + from, count);
            size += count;
        }
    }
    return size;
}

int main(int argc, char **argv) {
    enum { MOST = 4096, ROUNDS = 2000 };
    static uint8_t data[MOST];
    uint32_t seed = 1;
    if (argc < 2) {
        fprintf(stderr, "usage: fuzz_text TEXTS... | --once INPUT...\n");
        return 2;
    }
    if (strcmp(argv[1], "--once") == 0) { /* files that a fuzzer found */
        for (int i = 2; i < argc; i++) {
            FILE *file = fopen(argv[i], "rb");
            if (!file)
                return 1;
            size_t size = fread(data, 1, MOST, file);
            fclose(file);
            LLVMFuzzerTestOneInput(data, size);
        }
        return 0;
    }
    for (int round = 0; round < ROUNDS; round++) {
        /* Each argument is a file of texts, one a line; lines are taken in turn. */
        FILE *file = fopen(argv[1 + round % (argc - 1)], "rb");
        if (!file)
            return 1;
        for (uint32_t i = next_random(&seed) % 24; i > 0; i--)
            if (!fgets((char *)data + 16, MOST / 2, file))
                rewind(file);
        fclose(file);
        size_t size = 16 + strlen((char *)data + 16);
        for (size_t i = 0; i < 16; i++)
            data[i] = (uint8_t)next_random(&seed);
        LLVMFuzzerTestOneInput(data, mutate(data, size, MOST, &seed));
    }
    return 0;
}
#endif
