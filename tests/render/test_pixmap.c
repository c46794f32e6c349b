/* Whole pictures: compared, faded, turned. */
#include "check.h"

static Pixmap random_pixmap(uint64_t *seed, int32_t width, int32_t height) {
    Pixmap pixmap = pixmap_create(width, height);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        pixmap.pixels[i] = random_pixel(seed);
    return pixmap;
}

static void test_a_new_one_is_transparent_and_aligned(void **state) {
    (void)state;
    Pixmap pixmap = pixmap_create(7, 3);
    assert_int_equal((uintptr_t)pixmap.pixels % 64, 0);
    for (int i = 0; i < 21; i++)
        assert_int_equal(pixmap.pixels[i], 0);
    pixmap_free(&pixmap);
    assert_null(pixmap.pixels);
    pixmap_free(&pixmap);
}

static void test_equal_pictures_have_no_difference(void **state) {
    (void)state;
    uint64_t seed = 1;
    Pixmap a = random_pixmap(&seed, 33, 17), b = pixmap_create(33, 17);
    pixmap_copy(&b, &a);
    PixelRect area = pixmap_difference(&a, &b);
    assert_int_equal(area.width, 0);
    assert_int_equal(area.height, 0);
    pixmap_free(&a);
    pixmap_free(&b);
}

static void test_the_difference_is_the_smallest_box(void **state) {
    (void)state;
    uint64_t seed = 2;
    for (int round = 0; round < 500; round++) {
        int32_t width = 1 + (int32_t)(random_next(&seed) % 40);
        int32_t height = 1 + (int32_t)(random_next(&seed) % 40);
        Pixmap a = random_pixmap(&seed, width, height), b = pixmap_create(width, height);
        pixmap_copy(&b, &a);
        int32_t left = width, top = height, right = -1, bottom = -1;
        int changes = 1 + (int)(random_next(&seed) % 4);
        for (int i = 0; i < changes; i++) {
            int32_t x = (int32_t)(random_next(&seed) % (uint32_t)width);
            int32_t y = (int32_t)(random_next(&seed) % (uint32_t)height);
            b.pixels[y * width + x] = ~a.pixels[y * width + x];
            left = x < left ? x : left;
            top = y < top ? y : top;
            right = x > right ? x : right;
            bottom = y > bottom ? y : bottom;
        }
        PixelRect area = pixmap_difference(&a, &b);
        assert_int_equal(area.x, left);
        assert_int_equal(area.y, top);
        assert_int_equal(area.width, right - left + 1);
        assert_int_equal(area.height, bottom - top + 1);
        pixmap_free(&a);
        pixmap_free(&b);
    }
}

static void test_a_fade_stays_in_its_area(void **state) {
    (void)state;
    uint64_t seed = 3;
    Pixmap a = random_pixmap(&seed, 31, 19), b = random_pixmap(&seed, 31, 19);
    Pixmap to = pixmap_create(31, 19);
    PixelRect area = {3, 4, 11, 7};
    static const int32_t SHARES[] = {0, 1, 100, 255, 256};
    for (size_t i = 0; i < countof(SHARES); i++) {
        fill(&to, 0x12345678);
        pixmap_blend(&to, &a, &b, SHARES[i], area);
        for (int32_t y = 0; y < 19; y++)
            for (int32_t x = 0; x < 31; x++) {
                uint32_t got = pixel_of(&to, x, y);
                if (x < 3 || x >= 14 || y < 4 || y >= 11) {
                    assert_int_equal(got, 0x12345678);
                    continue;
                }
                for (int c = 0; c < 4; c++) {
                    int from = channel_of(pixel_of(&a, x, y), c);
                    int wanted = channel_of(pixel_of(&b, x, y), c) - from;
                    assert_near(from + wanted * SHARES[i] / 256.0, got, c,
                                SHARES[i] % 256 ? 0.51 : 0, "fade");
                }
            }
    }
    pixmap_free(&a);
    pixmap_free(&b);
    pixmap_free(&to);
}

static void test_turning_puts_corners_where_they_belong(void **state) {
    (void)state;
    /* 1 2 3
     * 4 5 6 */
    Pixmap from = pixmap_create(3, 2);
    for (uint32_t i = 0; i < 6; i++)
        from.pixels[i] = i + 1;
    static const struct {
        int32_t degrees, width, height;
        uint32_t wanted[6];
    } CASES[] = {
        {0, 3, 2, {1, 2, 3, 4, 5, 6}},
        {90, 2, 3, {4, 1, 5, 2, 6, 3}},
        {180, 3, 2, {6, 5, 4, 3, 2, 1}},
        {270, 2, 3, {3, 6, 2, 5, 1, 4}},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Pixmap to = pixmap_create(CASES[i].width, CASES[i].height);
        pixmap_rotate(&to, &from, CASES[i].degrees);
        assert_memory_equal(to.pixels, CASES[i].wanted, sizeof CASES[i].wanted);
        pixmap_free(&to);
    }
    pixmap_free(&from);
}

static void test_turning_there_and_back(void **state) {
    (void)state;
    uint64_t seed = 4;
    for (int32_t degrees = 0; degrees < 360; degrees += 90) {
        int32_t width = 71, height = 45;
        Pixmap from = random_pixmap(&seed, width, height), back = pixmap_create(width, height);
        pixmap_rotated_size(degrees, &width, &height);
        Pixmap to = pixmap_create(width, height);
        pixmap_rotate(&to, &from, degrees);
        pixmap_rotate(&back, &to, (360 - degrees) % 360);
        assert_memory_equal(back.pixels, from.pixels, 71 * 45 * sizeof *from.pixels);
        pixmap_free(&from);
        pixmap_free(&to);
        pixmap_free(&back);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_one_is_transparent_and_aligned),
        cmocka_unit_test(test_equal_pictures_have_no_difference),
        cmocka_unit_test(test_the_difference_is_the_smallest_box),
        cmocka_unit_test(test_a_fade_stays_in_its_area),
        cmocka_unit_test(test_turning_puts_corners_where_they_belong),
        cmocka_unit_test(test_turning_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
