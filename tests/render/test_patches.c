/* Where two pictures differ, and the crew that works on it. */
#include "check.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "render/crew.h"
#include "render/pages.h"
#include "render/patches.h"

static void scribble(Pixmap *picture, uint64_t *seed) {
    int32_t width = 1 + (int32_t)(random_next(seed) % 200);
    int32_t height = 1 + (int32_t)(random_next(seed) % 60);
    int32_t left = (int32_t)(random_next(seed) % (uint32_t)picture->width);
    int32_t top = (int32_t)(random_next(seed) % (uint32_t)picture->height);
    for (int32_t y = top; y < top + height && y < picture->height; y++)
        for (int32_t x = left; x < left + width && x < picture->width; x++)
            picture->pixels[y * picture->width + x] = random_next(seed) | 1;
}

static void check_patches(const Patches *patches, const Pixmap *a, const Pixmap *b) {
    Pixmap seen = pixmap_create(a->width, a->height);
    int64_t pixels = 0;
    for (size_t i = 0; i < patches->count; i++) {
        PixelRect rect = patches->rects[i];
        assert_true(rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0);
        assert_true(rect.x + rect.width <= a->width && rect.y + rect.height <= a->height);
        for (int32_t y = rect.y; y < rect.y + rect.height; y++)
            for (int32_t x = rect.x; x < rect.x + rect.width; x++)
                if (seen.pixels[y * a->width + x]++)
                    fail_msg("two patches meet at %d, %d", x, y);
        pixels += (int64_t)rect.width * rect.height;
    }
    assert_int_equal(pixels, patches->pixels);
    for (int32_t i = 0; i < a->width * a->height; i++)
        if (a->pixels[i] != b->pixels[i] && !seen.pixels[i])
            fail_msg("%d, %d is in no patch", i % a->width, i / a->width);
    pixmap_free(&seen);
}

static void find(Patches *patches, const Pixmap *a, const Pixmap *b) {
    Crossfade crossfade = {0};
    crossfade_find(&crossfade, a, b);
    patches_find(patches, &crossfade);
    crossfade_free(&crossfade);
}

static void test_patches_cover_what_differs_and_do_not_meet(void **state) {
    (void)state;
    uint64_t seed = 77;
    Patches patches;
    for (int round = 0; round < 60; round++) {
        int32_t width = 300 + (int32_t)(random_next(&seed) % 900);
        int32_t height = 1 + (int32_t)(random_next(&seed) % 400);
        Pixmap a = pixmap_create(width, height), b = pixmap_create(width, height);
        for (int i = 0; i < round; i++)
            scribble(i % 2 ? &a : &b, &seed);
        find(&patches, &a, &b);
        check_patches(&patches, &a, &b);
        pixmap_free(&a);
        pixmap_free(&b);
    }
}

static void test_equal_pictures_have_no_patch(void **state) {
    (void)state;
    Patches patches;
    Pixmap a = pixmap_create(700, 300);
    find(&patches, &a, &a);
    assert_int_equal(patches.count, 0);
    assert_int_equal(patches.pixels, 0);
    pixmap_free(&a);
}

/* Two words far apart on a large page: not the page between them. */
static void test_patches_leave_out_what_is_the_same(void **state) {
    (void)state;
    Patches patches;
    Pixmap a = pixmap_create(1000, 800), b = pixmap_create(1000, 800);
    for (int32_t y = 0; y < 40; y++)
        for (int32_t x = 0; x < 100; x++)
            b.pixels[(100 + y) * 1000 + 50 + x] = b.pixels[(700 + y) * 1000 + 850 + x] = 7;
    find(&patches, &a, &b);
    check_patches(&patches, &a, &b);
    assert_int_equal(patches.count, 2);
    assert_true(patches.pixels < 3 * 2 * 40 * 100);
    pixmap_free(&a);
    pixmap_free(&b);
}

static void test_too_many_patches_are_one(void **state) {
    (void)state;
    Patches patches;
    Pixmap a = pixmap_create(4000, 1200), b = pixmap_create(4000, 1200);
    for (int32_t y = 0; y < 1200; y += 32)
        for (int32_t x = 0; x < 4000; x += 400)
            b.pixels[y * 4000 + x] = 1;
    find(&patches, &a, &b);
    check_patches(&patches, &a, &b);
    assert_int_equal(patches.count, 1);
    pixmap_free(&a);
    pixmap_free(&b);
}

enum { PARTS = 1000 };

static void count_part(void *context, size_t i) {
    atomic_int *counts = context;
    counts[i]++;
}

static void check_crew(Crew *crew) {
    static atomic_int counts[PARTS];
    static const size_t SIZES[] = {0, 1, 2, 3, PARTS};
    for (size_t k = 0; k < sizeof SIZES / sizeof SIZES[0]; k++) {
        memset(counts, 0, sizeof counts);
        crew_run(crew, count_part, counts, SIZES[k]);
        for (size_t i = 0; i < PARTS; i++)
            assert_int_equal(counts[i], i < SIZES[k]);
    }
}

static void test_each_part_is_done_once(void **state) {
    (void)state;
    check_crew(NULL);
    Crew *crew = crew_create();
    for (int round = 0; round < 20; round++)
        check_crew(crew);
    crew_free(crew);
    crew_free(NULL);
}

static void test_pages_are_zeroed_and_aligned(void **state) {
    (void)state;
    static const size_t SIZES[] = {1, 4096, (1 << 20) - 1, 1 << 20, 1920 * 1080 * 4, 1 << 22};
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
            uint8_t *pages = pages_create(SIZES[i]);
            assert_non_null(pages);
            assert_int_equal((uintptr_t)pages % 64, 0);
            for (size_t k = 0; k < SIZES[i]; k += 97)
                assert_int_equal(pages[k], 0);
            memset(pages, 1, SIZES[i]);
            pages_free(pages, SIZES[i]);
        }
    pages_free(NULL, 1 << 22);
}

static void test_touched_pages_keep_what_they_hold(void **state) {
    (void)state;
    enum { BYTES = 3 * 4096 + 100 };
    uint8_t *bytes = malloc(BYTES);
    assert_non_null(bytes);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (uint8_t)(i * 7);
    static const size_t FROM[] = {0, 1, 4095, BYTES - 1};
    for (size_t i = 0; i < sizeof FROM / sizeof FROM[0]; i++)
        pages_touch(bytes + FROM[i], BYTES - FROM[i]);
    for (size_t i = 0; i < BYTES; i++)
        assert_int_equal(bytes[i], (uint8_t)(i * 7));
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patches_cover_what_differs_and_do_not_meet),
        cmocka_unit_test(test_equal_pictures_have_no_patch),
        cmocka_unit_test(test_patches_leave_out_what_is_the_same),
        cmocka_unit_test(test_too_many_patches_are_one),
        cmocka_unit_test(test_each_part_is_done_once),
        cmocka_unit_test(test_pages_are_zeroed_and_aligned),
        cmocka_unit_test(test_touched_pages_keep_what_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
