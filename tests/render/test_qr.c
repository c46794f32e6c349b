/* QR codes as a phone sees them: drawn by the renderer, read by zbar, upright and upside down. */
#include "check.h"

#include <zbar.h>

/* The engine is not asked for anything here. */
const GlyphBitmap *text_glyph(TextEngine *engine, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter) {
    (void)engine, (void)font, (void)glyph, (void)size, (void)quarter;
    static const GlyphBitmap NOTHING = {0};
    return &NOTHING;
}

void text_prepare(TextEngine *engine, const TextLayout *layout, float x) {
    (void)engine, (void)layout, (void)x;
}

static Pixmap draw_code(Str payload, Rect bounds, int32_t width, int32_t height, Color dark,
                        Color light) {
    Arena *arena = arena_create();
    Renderer *renderer = renderer_create(&(RenderSettings){0});
    Scene scene = scene_create(arena, width, height);
    scene_qr(&scene, bounds, payload, dark, light);
    Pixmap to = pixmap_create(width, height);
    fill(&to, 0xff808080);
    renderer_draw(renderer, &scene, &to);
    renderer_free(renderer);
    arena_free(arena);
    return to;
}

/* What zbar reads in the picture; an empty text when nothing. */
static void read_code(const Pixmap *picture, char *text, size_t size) {
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    uint8_t *gray = malloc(pixels);
    assert_non_null(gray);
    for (size_t i = 0; i < pixels; i++)
        gray[i] = (uint8_t)channel_of(picture->pixels[i], 1);
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)picture->width, (unsigned)picture->height);
    zbar_image_set_data(image, gray, pixels, NULL);
    text[0] = 0;
    if (zbar_scan_image(scanner, image) > 0)
        snprintf(text, size, "%s", zbar_symbol_get_data(zbar_image_first_symbol(image)));
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    free(gray);
}

static void test_codes_are_read(void **state) {
    (void)state;
    static const struct {
        const char *payload;
        int32_t side;
        const char *read; /* NULL: the payload */
    } CASES[] = {
        {"https://github.com/alibaba/inclavare-containers", 420, NULL},
        {"https://github.com/alibaba/inclavare-containers", 160, NULL},
        {"https://github.com/alibaba/inclavare-containers", 1001, NULL},
        {"https://dragonwell-jdk.io/", 123, NULL},
        {"HTTPS://EXAMPLE.ORG/A", 300, NULL},
        {"https://example.org/龙蜥?q=拱", 400,
         "https://example.org/%E9%BE%99%E8%9C%A5?q=%E6%8B%B1"},
        {"龙蜥社区 Å é", 300, NULL},
        {"龙蜥社区?q=斗拱", 300, NULL},
        {"1234567890123456789012345678901234567890", 200, NULL},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        int32_t side = CASES[i].side;
        Pixmap drawn =
            draw_code(str_from(CASES[i].payload), (Rect){20, 20, (float)side, (float)side},
                      side + 40, side + 40, 0xff000000, 0xffffffff);
        Pixmap turned = pixmap_create(drawn.width, drawn.height);
        pixmap_rotate(&turned, &drawn, 180);
        char text[512];
        const char *wanted = CASES[i].read ? CASES[i].read : CASES[i].payload;
        read_code(&drawn, text, sizeof text);
        assert_string_equal(text, wanted);
        read_code(&turned, text, sizeof text);
        assert_string_equal(text, wanted);
        pixmap_free(&drawn);
        pixmap_free(&turned);
    }
}

static void test_modules_are_whole_and_centred_in_a_quiet_zone(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const uint8_t *modules;
    int32_t side;
    Str payload = str_from("https://example.org/");
    assert_true(qr_encode(arena, payload, &modules, &side));
    enum { WIDTH = 331, HEIGHT = 260 };
    Rect bounds = {7, 9, 300, 240};
    Pixmap to = draw_code(payload, bounds, WIDTH, HEIGHT, 0xff102030, 0xfff0f1f2);
    int32_t size = 240 / (side + 8);
    int32_t left = 7 + (300 - size * side) / 2, top = 9 + (240 - size * side) / 2;
    assert_true(left - 7 >= 4 * size && top - 9 >= 4 * size);
    for (int32_t y = 0; y < HEIGHT; y++)
        for (int32_t x = 0; x < WIDTH; x++) {
            uint32_t wanted = 0xfff0f1f2;
            int32_t column = x - left, row = y - top;
            if (x < 7 || x >= 307 || y < 9 || y >= 249)
                wanted = 0xff808080;
            else if (column >= 0 && row >= 0 && column < size * side && row < size * side &&
                     modules[row / size * side + column / size])
                wanted = 0xff102030;
            if (pixel_of(&to, x, y) != wanted)
                fail_msg("%08x at %d, %d, not %08x", pixel_of(&to, x, y), x, y, wanted);
        }
    pixmap_free(&to);
    arena_free(arena);
}

static void test_what_fits_no_code(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const uint8_t *modules;
    int32_t side;
    static char long_text[4000];
    memset(long_text, 'x', sizeof long_text - 1);
    assert_false(qr_encode(arena, str_from(long_text), &modules, &side));
    assert_false(qr_encode(arena, (Str){0}, &modules, &side));
    assert_false(qr_encode(arena, (Str){"a\0b", 3}, &modules, &side));
    assert_true(qr_encode(arena, str_from("a"), &modules, &side));
    assert_int_equal(side, 21);
    /* Too small for its modules: the ground alone, nothing beyond the bounds. */
    Pixmap to = draw_code(str_from("a"), (Rect){4, 4, 20, 20}, 28, 28, 0xff000000, 0xffffffff);
    for (int32_t y = 0; y < 28; y++)
        for (int32_t x = 0; x < 28; x++) {
            bool is_in = x >= 4 && x < 24 && y >= 4 && y < 24;
            assert_int_equal(pixel_of(&to, x, y), is_in ? 0xffffffff : 0xff808080);
        }
    pixmap_free(&to);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes_are_read),
        cmocka_unit_test(test_modules_are_whole_and_centred_in_a_quiet_zone),
        cmocka_unit_test(test_what_fits_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
