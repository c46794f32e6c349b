/* A display list into pixels: texts against a plain blit, pictures in their boxes, and what is kept
 * between two draws. */
#include "check.h"

#define IMAGES TEST_SOURCE_DIR "/tests/render/images"

/* An engine of made-up glyphs: noise that depends on everything that was asked for. Glyph 0 is a
 * space, odd ones have colours. */
static size_t glyphs_asked;

static uint8_t noise(uint32_t font, uint32_t glyph, float size, uint32_t quarter, size_t at) {
    uint64_t seed = 0x9e3779b97f4a7c15u ^ font ^ (uint64_t)glyph << 8 ^ (uint64_t)quarter << 20 ^
                    (uint64_t)(size * 16) << 24 ^ (uint64_t)at << 40;
    random_next(&seed);
    return (uint8_t)random_next(&seed);
}

static const GlyphBitmap *glyph_of(uint32_t font, uint32_t glyph, float size, uint32_t quarter) {
    static uint32_t pixels[8 * 16];
    static GlyphBitmap bitmap;
    memset(pixels, 0, sizeof pixels);
    bitmap = (GlyphBitmap){.left = -2 + (int32_t)quarter,
                           .top = -9,
                           .width = glyph ? 7 : 0,
                           .height = glyph ? 11 : 0,
                           .is_color = glyph % 2,
                           .stride = glyph % 2 ? 32 : 13,
                           .pixels = (const uint8_t *)pixels};
    for (int32_t y = 0; y < bitmap.height; y++)
        for (int32_t x = 0; x < bitmap.width; x++) {
            size_t at = (size_t)(y * 7 + x);
            if (bitmap.is_color) {
                uint64_t seed = 1 + noise(font, glyph, size, quarter, at);
                pixels[y * 8 + x] = random_pixel(&seed);
            } else {
                ((uint8_t *)pixels)[y * 13 + x] = noise(font, glyph, size, quarter, at);
            }
        }
    return &bitmap;
}

const GlyphBitmap *text_glyph(TextEngine *engine, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter) {
    assert_true(quarter < 4);
    assert_ptr_equal(engine, (TextEngine *)&glyphs_asked);
    glyphs_asked++;
    return glyph_of(font, glyph, size, quarter);
}

static size_t layouts_prepared;

void text_prepare(TextEngine *engine, const TextLayout *layout, float x) {
    assert_ptr_equal(engine, (TextEngine *)&glyphs_asked);
    assert_true(layout->glyph_count > 0 && isfinite(x));
    layouts_prepared++;
}

static Renderer *renderer_on(const char *assets) {
    return renderer_create(
        &(RenderSettings){.text = (TextEngine *)&glyphs_asked, .asset_folder = str_from(assets)});
}

/* One pixel at a time, in double precision, straight from the header's words. */
static void draw_slowly(Pixmap *to, const TextLayout *layout, float x, float y, Color color) {
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        double quarters = floor(((double)x + (double)glyph->x) * 4 + 0.5);
        int column = (int)floor(quarters / 4), quarter = (int)(quarters - 4 * column);
        int line = (int)floor((double)y + (double)glyph->y + 0.5);
        const GlyphBitmap *bitmap =
            glyph_of(glyph->font, glyph->glyph, layout->size, (uint32_t)quarter);
        for (int32_t by = 0; by < bitmap->height; by++)
            for (int32_t bx = 0; bx < bitmap->width; bx++) {
                int px = column + bitmap->left + bx, py = line + bitmap->top + by;
                if (px < 0 || py < 0 || px >= to->width || py >= to->height)
                    continue;
                uint32_t *pixel = &to->pixels[py * to->width + px], result = 0;
                const uint8_t *row = bitmap->pixels + by * bitmap->stride;
                for (int c = 0; c < 4; c++) {
                    double value;
                    if (bitmap->is_color) {
                        uint32_t above;
                        memcpy(&above, row + bx * 4, sizeof above);
                        double share = (double)(color >> 24) / 255;
                        value = channel_of(above, c) * share +
                                channel_of(*pixel, c) * (1 - channel_of(above, 3) * share / 255);
                    } else {
                        value = over_exactly(color, row[bx] / 255.0, *pixel, c);
                    }
                    result |= (uint32_t)lround(value) << (8 * c);
                }
                *pixel = result;
            }
    }
}

static void test_texts(void **state) {
    (void)state;
    static const Color COLORS[] = {0xffffffff, 0xff102030, 0x80f04020, 0x00ffffff};
    static const uint32_t GROUNDS[] = {0xff203040, 0, 0x80402010};
    PlacedGlyph glyphs[40];
    uint64_t seed = 7;
    for (size_t i = 0; i < countof(glyphs); i++) /* far apart, so that roundings do not add up */
        glyphs[i] = (PlacedGlyph){.font = random_next(&seed) % 3,
                                  .glyph = (uint32_t)i % 8,
                                  .x = (float)(i % 8) * 14.37f,
                                  .y = (float)(i / 8) * 16.21f};
    TextLine line = {.width = 100};
    TextLayout layout = {.glyphs = glyphs,
                         .glyph_count = countof(glyphs),
                         .lines = &line,
                         .line_count = 1,
                         .size = 20};
    Arena *arena = arena_create();
    Renderer *renderer = renderer_on(IMAGES);
    for (size_t i = 0; i < countof(COLORS) * countof(GROUNDS); i++) {
        Color color = COLORS[i % countof(COLORS)];
        float x = (float)i * 0.3f - 4, y = (float)i * 0.4f + 3;
        Pixmap to = pixmap_create(110, 80), wanted = pixmap_create(110, 80);
        fill(&to, GROUNDS[i / countof(COLORS)]);
        fill(&wanted, GROUNDS[i / countof(COLORS)]);
        Scene scene = scene_create(arena, 110, 80);
        scene_text(&scene, x, y, &layout, color, (Str){0}, (Position){0});
        renderer_draw(renderer, &scene, &to);
        draw_slowly(&wanted, &layout, x, y, color);
        for (int32_t k = 0; k < 110 * 80; k++)
            for (int c = 0; c < 4; c++)
                assert_near(channel_of(wanted.pixels[k], c), to.pixels[k], c, 1, "text");
        assert_premultiplied(&to);
        pixmap_free(&to);
        pixmap_free(&wanted);
    }
    renderer_free(renderer);
    arena_free(arena);
}

static void test_preparing_saves_the_work(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Renderer *renderer = renderer_on(IMAGES);
    Scene scene = scene_create(arena, 64, 64);
    PlacedGlyph glyph = {.glyph = 2};
    TextLayout layout = {.glyphs = &glyph, .glyph_count = 1, .size = 10};
    scene_image(&scene, (Rect){0, 0, 30, 30}, IMAGE_ASSET, str_from("disc.png"), FIT_CONTAIN, 1);
    scene_image(&scene, (Rect){30, 0, 20, 20}, IMAGE_ASSET, str_from("box.svg"), FIT_CONTAIN, 1);
    scene_text(&scene, 3, 40, &layout, 0xffffffff, (Str){0}, (Position){0});
    glyphs_asked = layouts_prepared = 0;
    renderer_prepare(renderer, &scene);
    assert_int_equal(glyphs_asked, 1);
    assert_int_equal(layouts_prepared, 1);
    assert_int_equal(renderer_statistics(renderer).decoded, 2);
    assert_int_equal(renderer_statistics(renderer).draws, 0);
    Pixmap to = pixmap_create(64, 64);
    renderer_draw(renderer, &scene, &to);
    renderer_draw(renderer, &scene, &to);
    RenderStatistics statistics = renderer_statistics(renderer);
    assert_int_equal(statistics.decoded, 2);
    assert_int_equal(statistics.images, 2);
    /* The box as runs: ten rows of two colours, and where they begin. */
    assert_int_equal(statistics.image_bytes, 30 * 30 * 4 + (10 * 2 * 2 + 11) * 4);
    assert_int_equal(statistics.draws, 6);
    pixmap_free(&to);
    renderer_free(renderer);
    arena_free(arena);
}

static void test_pictures_lie_in_the_middle_of_their_box(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Renderer *renderer = renderer_on(IMAGES);
    Scene scene = scene_create(arena, 64, 64);
    scene_image(&scene, (Rect){10, 10, 40, 40}, IMAGE_ASSET, str_from("box.svg"), FIT_CONTAIN, 1);
    Pixmap to = pixmap_create(64, 64);
    fill(&to, 0xff00ff00);
    renderer_draw(renderer, &scene, &to);
    for (int32_t y = 0; y < 64; y++)
        for (int32_t x = 0; x < 64; x++) {
            bool is_in = x >= 10 && x < 50 && y >= 20 && y < 40;
            uint32_t wanted = is_in ? (x < 30 ? 0xffff0000 : 0xff0000ff) : 0xff00ff00;
            assert_int_equal(pixel_of(&to, x, y), wanted);
        }
    Scene faint = scene_create(arena, 64, 64);
    scene_image(&faint, (Rect){0, 0, 64, 64}, IMAGE_ASSET, str_from("box.svg"), FIT_COVER, 0.25f);
    fill(&to, 0xff000000);
    renderer_draw(renderer, &faint, &to);
    assert_int_equal(pixel_of(&to, 5, 5), 0xff400000);
    assert_int_equal(pixel_of(&to, 60, 60), 0xff000040);
    pixmap_free(&to);
    renderer_free(renderer);
    arena_free(arena);
}

static void test_a_logo_keeps_to_its_edge(void **state) {
    (void)state;
    static const struct {
        ImageFit fit;
        int32_t left;
    } CASES[] = {{FIT_LEFT, 4}, {FIT_CONTAIN, 19}, {FIT_RIGHT, 34}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Renderer *renderer = renderer_on(IMAGES);
        Scene scene = scene_create(arena, 64, 64);
        Rect box = {4, 30, 50, 10};
        scene_image(&scene, box, IMAGE_ASSET, str_from("box.svg"), CASES[i].fit, 1);
        Pixmap to = pixmap_create(64, 64);
        fill(&to, 0xff00ff00);
        renderer_draw(renderer, &scene, &to);
        for (int32_t x = 0; x < 64; x++) {
            bool is_in = x >= CASES[i].left && x < CASES[i].left + 20;
            assert_true((pixel_of(&to, x, 35) != 0xff00ff00) == is_in);
        }
        pixmap_free(&to);
        renderer_free(renderer);
        arena_free(arena);
    }
}

static void test_a_frieze_goes_over_its_box(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Renderer *renderer = renderer_on(IMAGES);
    Scene scene = scene_create(arena, 64, 64);
    scene_image(&scene, (Rect){4, 30, 50, 10}, IMAGE_ASSET, str_from("box.svg"), FIT_REPEAT, 1);
    Pixmap to = pixmap_create(64, 64);
    fill(&to, 0xff00ff00);
    renderer_draw(renderer, &scene, &to);
    for (int32_t y = 0; y < 64; y++)
        for (int32_t x = 0; x < 64; x++) {
            bool is_in = x >= 4 && x < 54 && y >= 30 && y < 40;
            uint32_t wanted = is_in ? ((x - 4) % 20 < 10 ? 0xffff0000 : 0xff0000ff) : 0xff00ff00;
            assert_int_equal(pixel_of(&to, x, y), wanted);
        }
    pixmap_free(&to);
    renderer_free(renderer);
    arena_free(arena);
}

static void test_items_are_drawn_in_order(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Renderer *renderer = renderer_on(IMAGES);
    Scene scene = scene_create(arena, 8, 8);
    scene_gradient(&scene, (Rect){0, 0, 8, 8}, 0xff112233, 0xff112233, 0, 1);
    scene_rect(&scene, (Rect){0, 0, 4, 8}, 0xff445566, 0);
    scene_frame(&scene, (Rect){2, 0, 4, 8}, 0xff778899, 0, 0, 0xffaabbcc, 1);
    Pixmap to = pixmap_create(8, 8);
    renderer_draw(renderer, &scene, &to);
    static const uint32_t ROW[] = {0xff445566, 0xff445566, 0xffaabbcc, 0xff778899,
                                   0xff778899, 0xffaabbcc, 0xff112233, 0xff112233};
    assert_memory_equal(to.pixels + 8 * 4, ROW, sizeof ROW);
    pixmap_free(&to);
    renderer_free(renderer);
    arena_free(arena);
}

static void test_the_same_scene_twice_is_the_same_picture(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, 200, 100);
    scene_gradient(&scene, (Rect){0, 0, 200, 100}, 0xff101820, 0xff0a0e12, 150, 0.7f);
    scene_frame(&scene, (Rect){10, 10, 80, 60}, 0x80ffffff, 9, 3, 0xffff0000, 2);
    scene_image(&scene, (Rect){100, 10, 77, 60}, IMAGE_ASSET, str_from("disc.png"), FIT_COVER,
                0.7f);
    scene_qr(&scene, (Rect){10, 10, 60, 60}, str_from("kiosk"), 0xff000000, 0xffffffff);
    Pixmap pictures[2];
    for (int i = 0; i < 2; i++) {
        Renderer *renderer = renderer_on(IMAGES);
        pictures[i] = pixmap_create(200, 100);
        if (i)
            renderer_draw(renderer, &scene, &pictures[i]); /* once more, over itself */
        renderer_draw(renderer, &scene, &pictures[i]);
        renderer_free(renderer);
    }
    assert_int_equal(pixmap_difference(&pictures[0], &pictures[1]).width, 0);
    pixmap_free(&pictures[0]);
    pixmap_free(&pictures[1]);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_preparing_saves_the_work),
        cmocka_unit_test(test_pictures_lie_in_the_middle_of_their_box),
        cmocka_unit_test(test_a_logo_keeps_to_its_edge),
        cmocka_unit_test(test_a_frieze_goes_over_its_box),
        cmocka_unit_test(test_items_are_drawn_in_order),
        cmocka_unit_test(test_the_same_scene_twice_is_the_same_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
