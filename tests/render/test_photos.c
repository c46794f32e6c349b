/* Photos of people: the square that has the face, and round corners with soft edges. */
#include "check.h"

#include <math.h>

#include "render/picture_fit.h"

/* A picture whose rows are numbered by their green. */
static Pixmap rows_of(int32_t width, int32_t height) {
    Pixmap picture = pixmap_create(width, height);
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++)
            picture.pixels[(size_t)y * (size_t)width + (size_t)x] =
                0xFF000000u | (uint32_t)y << 8 | (uint32_t)x;
    return picture;
}

static int32_t green(const Pixmap *picture, int32_t x, int32_t y) {
    return (int32_t)(picture->pixels[(size_t)y * (size_t)picture->width + (size_t)x] >> 8 & 0xFF);
}

/* Of a tall picture there is less cut off above than below; of a wide one as much at both sides. */
static void the_face_is_in_the_upper_part(void **state) {
    (void)state;
    const PictureBox box = {.fit = FIT_FACE, .width = 100, .height = 100};
    Pixmap tall = picture_fit(rows_of(100, 200), 100, 200, &box);
    assert_int_equal(tall.width, 100);
    assert_int_equal(tall.height, 100);
    assert_int_equal(green(&tall, 50, 0), 15);
    assert_int_equal(green(&tall, 50, 99), 114);
    pixmap_free(&tall);
    Pixmap wide = picture_fit(rows_of(200, 100), 200, 100, &box);
    assert_int_equal(wide.pixels[0] & 0xFF, 50);
    assert_int_equal(green(&wide, 0, 0), 0);
    pixmap_free(&wide);
    PixelRect seen = picture_seen_part(100, 200, &box);
    assert_int_equal(seen.y, 15);
    assert_int_equal(seen.height, 100);
}

/* The corners are what a circle leaves of them, to a hundredth of the area, and all four alike. */
static void corners_are_round(void **state) {
    (void)state;
    static const float RADII[] = {0, 1, 7.5f, 20, 50, 80};
    for (size_t i = 0; i < countof(RADII); i++) {
        Pixmap picture = pixmap_create(100, 100);
        for (size_t p = 0; p < 100 * 100; p++)
            picture.pixels[p] = 0xFFFFFFFF;
        picture_round(&picture, RADII[i]);
        double kept = 0, radius = fmin((double)RADII[i], 50);
        for (size_t p = 0; p < 100 * 100; p++) {
            uint32_t pixel = picture.pixels[p];
            assert_int_equal(pixel >> 24, pixel & 0xFF); /* premultiplied */
            kept += (double)(pixel >> 24) / 255;
        }
        double wanted = 100.0 * 100 - (4 - 3.14159265358979) * radius * radius;
        assert_true(fabs(kept - wanted) < 12);
        for (int32_t y = 0; y < 100; y++)
            for (int32_t x = 0; x < 100; x++) {
                uint32_t here = picture.pixels[y * 100 + x];
                assert_int_equal(here, picture.pixels[(99 - y) * 100 + x]);
                assert_int_equal(here, picture.pixels[y * 100 + 99 - x]);
            }
        pixmap_free(&picture);
    }
}

/* Drawn as a scene says it: the whole of its square, but for the corners. */
static void a_photo_fills_its_square(void **state) {
    (void)state;
    Arena *arena = arena_create();
    TextEngine *text = text_engine_create(&(TextSettings){0}, NULL);
    assert_non_null(text);
    Renderer *renderer = renderer_create(&(RenderSettings){
        .text = text, .asset_folder = str_from(TEST_SOURCE_DIR "/tests/render/images")});
    Scene scene = scene_create(arena, 60, 60);
    scene_rect(&scene, (Rect){0, 0, 60, 60}, 0xFF123456, 0);
    scene_photo(&scene, (Rect){10, 10, 40, 40}, IMAGE_ASSET, str_from("photo.jpg"), 8);
    Pixmap to = pixmap_create(60, 60);
    renderer_draw(renderer, &scene, &to);
    assert_int_equal(to.pixels[10 * 60 + 10], 0xFF123456); /* the corner */
    assert_int_not_equal(to.pixels[30 * 60 + 10], 0xFF123456);
    assert_int_not_equal(to.pixels[30 * 60 + 49], 0xFF123456);
    assert_int_not_equal(to.pixels[10 * 60 + 30], 0xFF123456);
    assert_int_not_equal(to.pixels[49 * 60 + 30], 0xFF123456);
    pixmap_free(&to);
    renderer_free(renderer);
    text_engine_free(text);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_face_is_in_the_upper_part),
        cmocka_unit_test(corners_are_round),
        cmocka_unit_test(a_photo_fills_its_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
