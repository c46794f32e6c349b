/* Pictures kept as runs are the same as pixels, wherever and however they are drawn. */
#include "check.h"

#include "render/image.h"
#include "render/rows.h"

/* A row of what drawings have: nothing, one colour, edges, each for a while. */
static void random_row(uint32_t *row, int32_t width, uint64_t *seed) {
    for (int32_t x = 0; x < width;) {
        uint32_t kind = random_next(seed) % 4, pixel = random_pixel(seed);
        for (uint32_t left = random_next(seed) % 20 + 1; left > 0 && x < width; left--)
            row[x++] = kind == 0 ? 0 : kind == 1 ? random_pixel(seed) : pixel;
    }
}

static Pixmap random_picture(int32_t width, int32_t height, uint64_t *seed) {
    Pixmap pixmap = pixmap_create(width, height);
    for (int32_t y = 0; y < height; y++)
        if (random_next(seed) % 8)
            random_row(pixmap.pixels + (size_t)y * (size_t)width, width, seed);
    return pixmap;
}

static Runs runs_from(const Pixmap *pixmap) {
    RunsWriter writer = runs_begin(pixmap->width, pixmap->height);
    for (int32_t y = 0; y < pixmap->height; y++) {
        const uint32_t *row = pixmap->pixels + (size_t)y * (size_t)pixmap->width;
        int32_t left = 0, right = pixmap->width;
        while (y % 2 && left < right && !row[left]) /* both is allowed: exact ends and others */
            left++;
        while (y % 2 && left < right && !row[right - 1])
            right--;
        runs_add_row(&writer, row, left, right);
    }
    return runs_end(&writer);
}

static void assert_same(const Pixmap *a, const Pixmap *b) {
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
    assert_int_equal(pixmap_difference(a, b).width, 0);
}

static void test_runs_are_the_same_pixels(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 300; i++) {
        int32_t width = (int32_t)(random_next(&seed) % 90) + 1;
        Pixmap dense = random_picture(width, (int32_t)(random_next(&seed) % 12) + 1, &seed);
        Runs runs = runs_from(&dense);
        Pixmap back = runs_to_pixmap(&runs);
        assert_same(&dense, &back);
        pixmap_free(&back);
        pixmap_free(&dense);
        runs_free(&runs);
    }
}

/* Over all edges of the canvas, of its clip, and far away. */
static void test_drawing_runs_is_drawing_pixels(void **state) {
    (void)state;
    static const float OPACITIES[] = {1, 0.07f, 0.5f, 0.999f, 0.001f, 0, -1, 2, NAN};
    uint64_t seed = 12;
    for (int i = 0; i < 2000; i++) {
        Pixmap dense = random_picture(40, 20, &seed), ground = random_picture(50, 30, &seed);
        Pixmap to = pixmap_create(50, 30);
        pixmap_copy(&to, &ground);
        Runs runs = runs_from(&dense);
        int32_t x = (int32_t)(random_next(&seed) % 110) - 50;
        int32_t y = (int32_t)(random_next(&seed) % 70) - 30;
        float opacity = OPACITIES[(size_t)i % countof(OPACITIES)];
        Canvas canvas = canvas_open(&to), other = canvas_open(&ground);
        if (i % 3 == 0)
            canvas.clip = other.clip = (PixelRect){7, 5, 31, 18};
        canvas_runs(&canvas, &runs, x, y, opacity);
        canvas_pixels(&other, dense.pixels, dense.width, x, y, dense.width, dense.height, opacity);
        assert_same(&to, &ground);
        canvas_close(&canvas);
        canvas_close(&other);
        pixmap_free(&to);
        pixmap_free(&ground);
        pixmap_free(&dense);
        runs_free(&runs);
    }
}

/* A run of one colour is drawn by another loop than single pixels: not a level apart. */
static void test_one_colour_is_many_pixels(void **state) {
    (void)state;
    enum { COUNT = 64 };
    for (int32_t opacity = 0; opacity <= 255; opacity += opacity < 252 ? 7 : 1)
        for (uint32_t alpha = 0; alpha < 256; alpha++)
            for (uint32_t under = 0; under < 256; under += 5) {
                uint32_t pixel = alpha << 24 | alpha << 16 | (alpha / 2) << 8;
                uint32_t from[COUNT], many[COUNT], one[COUNT];
                for (int i = 0; i < COUNT; i++) {
                    from[i] = pixel;
                    many[i] = one[i] = under * 0x01010101;
                }
                row_over(many, from, COUNT, opacity);
                row_over_flat(one, pixel, COUNT, opacity);
                assert_memory_equal(many, one, sizeof one);
            }
}

/* Only what is smaller so is kept as runs. */
static void test_the_smaller_form_is_kept(void **state) {
    (void)state;
    uint64_t seed = 13;
    Pixmap dense = pixmap_create(100, 100);
    for (int32_t i = 0; i < 100 * 100; i++)
        dense.pixels[i] = random_next(&seed) | 0xff000000;
    Image image = image_of_runs(runs_from(&dense));
    assert_int_equal(image.form, IMAGE_PIXELS);
    assert_same(&image.pixels, &dense);
    assert_int_equal(image_bytes(&image), 100 * 100 * 4);
    image_free(&image);
    fill(&dense, 0xff123456);
    image = image_of_runs(runs_from(&dense));
    assert_int_equal(image.form, IMAGE_RUNS);
    assert_int_equal(image_bytes(&image), (101 + 2 * 100) * 4);
    image_free(&image);
    fill(&dense, 0);
    image = image_of_runs(runs_from(&dense));
    assert_int_equal(image_bytes(&image), 101 * 4);
    image_free(&image);
    pixmap_free(&dense);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_are_the_same_pixels),
        cmocka_unit_test(test_drawing_runs_is_drawing_pixels),
        cmocka_unit_test(test_one_colour_is_many_pixels),
        cmocka_unit_test(test_the_smaller_form_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
