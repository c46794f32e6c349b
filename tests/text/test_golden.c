/* test_golden.c: the page of page.h against its picture in tests/text/golden.
 *
 * FreeType's versions differ by a grey level here and there: few pixels may differ visibly. A
 * failure leaves got.png and diff.png in the build folder; after a look, text_look FILE.png SCALE
 * makes the new picture. */
#include "check.h"

#include "golden_fonts.h"
#include "page.h"
#include "picture_sum.h"

enum { VISIBLE = 48, PER_MILLE = 2 }; /* of 255, in any channel; of the pixels */

static uint32_t difference(uint32_t a, uint32_t b) {
    uint32_t most = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        int32_t delta = (int32_t)(a >> shift & 255) - (int32_t)(b >> shift & 255);
        most = (uint32_t)abs(delta) > most ? (uint32_t)abs(delta) : most;
    }
    return most;
}

static void compare(Fixture *fixture, float scale, const char *name) {
    golden_fonts_or_skip();
    char path[512];
    Canvas got = page_draw(fixture->engine, fixture->arena, scale);
    picture_sum(name, got.pixels, got.width, got.height);
    snprintf(path, sizeof path, TEST_SOURCE_DIR "/tests/text/golden/%s.png", name);
    Canvas wanted = canvas_read_png(path);
    assert_int_equal(wanted.width, got.width);
    assert_int_equal(wanted.height, got.height);
    Canvas diff = canvas_create(got.width, got.height, 0);
    size_t visible = 0, pixels = (size_t)got.width * (size_t)got.height;
    for (size_t i = 0; i < pixels; i++) {
        uint32_t delta = difference(got.pixels[i], wanted.pixels[i]);
        diff.pixels[i] = 0xff000000u | delta << 16 | delta << 8 | delta;
        visible += delta > VISIBLE;
    }
    bool is_good = visible * 1000 <= pixels * PER_MILLE;
    if (!is_good) {
        snprintf(path, sizeof path, TEST_BUILD_DIR "/%s-got.png", name);
        canvas_write_png(&got, path);
        snprintf(path, sizeof path, TEST_BUILD_DIR "/%s-diff.png", name);
        canvas_write_png(&diff, path);
        print_error("%zu of %zu pixels differ visibly: see %s\n", visible, pixels, path);
    }
    canvas_free(&got);
    canvas_free(&wanted);
    canvas_free(&diff);
    assert_true(is_good);
}

static void the_page_looks_as_it_did(void **state) {
    compare(*state, 1, "page-1920x1240");
}

static void small_type_looks_as_it_did(void **state) {
    compare(*state, 0.5f, "page-960x620");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_looks_as_it_did),
        cmocka_unit_test(small_type_looks_as_it_did),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
