/* Glyphs that were prepared by the engine's thread are those that are drawn when they are asked
 * for, whatever happens in between. */
#include "check.h"

#include <math.h>

enum { LAYOUTS = 24, ROUNDS = 40 };

typedef struct {
    const TextLayout *layout;
    float x;
} Placed;

static unsigned pick(unsigned *seed, unsigned most) {
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 8) % (most + 1);
}

/* Some texts of the corpus, in chance sizes, at chance places. Both engines number fonts alike. */
static size_t lay_out(TextEngine *engine, Arena *arena, unsigned *seed, Placed *placed) {
    Str texts[CORPUS_MAX];
    size_t texts_count = corpus_read(arena, texts), count = 1 + pick(seed, LAYOUTS - 1);
    for (size_t i = 0; i < count; i++) {
        Str text = texts[pick(seed, (unsigned)texts_count - 1)];
        const TextStyle style = {.role = (FontRole)pick(seed, FONT_ROLE_COUNT - 1),
                                 .weight = (FontWeight)pick(seed, WEIGHT_COUNT - 1),
                                 .size = (float)(10 + pick(seed, 60)),
                                 .language = corpus_language(text)};
        placed[i] = (Placed){text_layout(engine, arena, text, &style, &(TextBox){.width = 900}),
                             (float)pick(seed, 4000) / 16 - 20};
    }
    return count;
}

static GlyphBitmap glyph_of(TextEngine *engine, const Placed *placed, size_t i) {
    const PlacedGlyph *glyph = &placed->layout->glyphs[i];
    uint32_t quarter = (uint32_t)(int32_t)floorf((placed->x + glyph->x) * 4 + 0.5f) & 3;
    return *text_glyph(engine, glyph->font, glyph->glyph, placed->layout->size, quarter);
}

static void assert_alike(TextEngine *prepared, TextEngine *plain, const Placed *placed) {
    for (size_t i = 0; i < placed->layout->glyph_count; i++) {
        GlyphBitmap a = glyph_of(prepared, placed, i), b = glyph_of(plain, placed, i);
        assert_true(a.left == b.left && a.top == b.top && a.width == b.width &&
                    a.height == b.height && a.stride == b.stride && a.is_color == b.is_color);
        assert_memory_equal(a.pixels, b.pixels, (size_t)a.stride * (size_t)a.height);
    }
}

static void compare(size_t glyph_cache_bytes, unsigned seed, bool rests) {
    const TextSettings settings = {.glyph_cache_bytes = glyph_cache_bytes};
    TextEngine *prepared = text_engine_create(&settings, NULL);
    TextEngine *plain = text_engine_create(&settings, NULL);
    Arena *arena = arena_create();
    for (int round = 0; round < ROUNDS; round++) {
        Placed placed[LAYOUTS], same[LAYOUTS];
        unsigned again = seed;
        arena_reset(arena);
        size_t count = lay_out(prepared, arena, &seed, placed);
        lay_out(plain, arena, &again, same);
        for (size_t i = 0; i < count; i++) {
            if (pick(&seed, 3) > 0)
                text_prepare(prepared, placed[i].layout, placed[i].x);
            if (pick(&seed, 9) == 0) /* what is asked for before all is prepared */
                assert_alike(prepared, plain, &placed[pick(&seed, (unsigned)count - 1)]);
            if (rests && pick(&seed, 9) == 0)
                text_rest(prepared);
        }
        for (size_t i = 0; i < count && pick(&seed, 7) > 0; i++) /* some are never asked for */
            assert_alike(prepared, plain, &placed[i]);
    }
    arena_free(arena);
    text_engine_free(plain);
    text_engine_free(prepared);
}

static void prepared_glyphs_are_the_same(void **state) {
    (void)state;
    compare(0, 1, false);
    compare(0, 2, true);
    compare(64 * 1024, 3, true); /* less than a page: what was prepared is gone when it is asked */
}

static void everything_is_drawn_once(void **state) {
    Fixture *fixture = *state;
    Placed placed[LAYOUTS];
    unsigned seed = 7;
    size_t count = lay_out(fixture->engine, fixture->arena, &seed, placed);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < count; i++)
            text_prepare(fixture->engine, placed[i].layout, placed[i].x);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < placed[i].layout->glyph_count; k++)
            glyph_of(fixture->engine, &placed[i], k);
    TextStatistics first = text_statistics(fixture->engine);
    assert_int_equal(first.rasterised, first.glyphs);
    for (size_t i = 0; i < count; i++)
        text_prepare(fixture->engine, placed[i].layout, placed[i].x);
    assert_int_equal(text_statistics(fixture->engine).rasterised, first.rasterised);
}

/* With the queue full, and at every length of the thread's life. */
static void an_engine_may_end_at_any_time(void **state) {
    Fixture *fixture = *state;
    for (unsigned i = 0; i < 30; i++) {
        TextEngine *engine = text_engine_create(&(TextSettings){0}, NULL);
        Placed placed[LAYOUTS];
        unsigned seed = i;
        size_t count = lay_out(engine, fixture->arena, &seed, placed);
        for (size_t k = 0; k < count; k++)
            text_prepare(engine, placed[k].layout, placed[k].x);
        if (i % 3 == 0)
            glyph_of(engine, &placed[0], 0);
        if (i % 5 == 0)
            text_rest(engine);
        text_engine_free(engine);
    }
}

/* More glyphs than the queue takes: the sizes make them. */
static void a_full_queue_is_no_harm(void **state) {
    Fixture *fixture = *state;
    Str text = str_from("系统软件在云时代的挑战与机遇 Linux 发行版的分裂日益严重");
    Placed last = {0};
    for (int i = 0; i < 400; i++) {
        const TextStyle style = {.size = 10 + (float)i / 16, .language = str_from("zh-CN")};
        last.layout = text_layout(fixture->engine, fixture->arena, text, &style, &(TextBox){0});
        text_prepare(fixture->engine, last.layout, 0);
    }
    TextEngine *plain = canvas_engine(fixture->arena);
    assert_alike(fixture->engine, plain, &last);
    text_engine_free(plain);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prepared_glyphs_are_the_same),
        cmocka_unit_test_setup_teardown(everything_is_drawn_once, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(an_engine_may_end_at_any_time, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_full_queue_is_no_harm, fixture_open, fixture_close)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
