/* check.h: what the tests of texts have in common: cmocka, an engine, a corpus. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "canvas.h"

/* Passed from test to test as cmocka's state. */
typedef struct {
    Arena *arena; /* reset before each test */
    Arena *fonts; /* lives as long as the engine */
    TextEngine *engine;
} Fixture;

static inline int fixture_open(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_create();
    fixture->fonts = arena_create();
    fixture->engine = canvas_engine(fixture->fonts);
    *state = fixture;
    return fixture->engine ? 0 : -1;
}

static inline int fixture_close(void **state) {
    Fixture *fixture = *state;
    text_engine_free(fixture->engine);
    arena_free(fixture->arena);
    arena_free(fixture->fonts);
    free(fixture);
    return 0;
}

enum { CORPUS_MAX = 64 };

/* The lines of tests/text/corpus.txt; the number of them. */
static inline size_t corpus_read(Arena *arena, Str *texts) {
    Str all = canvas_read_file(arena, TEST_SOURCE_DIR "/tests/text/corpus.txt");
    size_t count = 0;
    while (all.len > 0 && count < CORPUS_MAX) {
        size_t end = str_find(all, "\n");
        texts[count++] = str_slice(all, 0, end);
        all = end < all.len ? str_slice(all, end + 1, all.len) : (Str){0};
    }
    return count;
}

/* The language that a text of the corpus is in, by its characters. */
static inline Str corpus_language(Str text) {
    bool has_han = false;
    for (size_t offset = 0; offset < text.len;) {
        uint32_t rune = str_next_rune(text, &offset);
        if (rune >= 0x3040 && rune <= 0x30ff)
            return str_from("ja");
        has_han = has_han || (rune >= 0x4e00 && rune <= 0x9fff);
    }
    return str_from(has_han ? "zh-CN" : "en");
}

/* What a line shows. */
static inline Str line_text(Str text, const TextLine *line) {
    return str_trim(str_slice(text, line->from, line->to - line->from));
}
