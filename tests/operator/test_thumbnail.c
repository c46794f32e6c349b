/* test_thumbnail.c: a small picture of a large one, and how long its file may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "operator/thumbnail.h"

/* Of the PNG's head: big-endian, at byte 16. */
static uint32_t width_of(const uint8_t *png) {
    return (uint32_t)png[16] << 24 | (uint32_t)png[17] << 16 | (uint32_t)png[18] << 8 | png[19];
}

/* What a PNG cannot make shorter. */
static Pixmap noise(int32_t width, int32_t height) {
    Pixmap picture = pixmap_create(width, height);
    uint32_t state = 1;
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
        state = state * 1664525 + 1013904223;
        picture.pixels[i] = UINT32_C(0xFF000000) | state >> 8;
    }
    return picture;
}

static void a_plain_picture_has_its_width(void **context) {
    (void)context;
    Pixmap picture = pixmap_create(640, 360);
    memset(picture.pixels, 0xFF, (size_t)640 * 360 * 4);
    uint8_t *bytes;
    size_t len;
    assert_true(thumbnail_encode(&picture, 320, 60000, &bytes, &len));
    assert_int_equal(width_of(bytes), 320);
    free(bytes);
    assert_true(thumbnail_encode(&picture, 5000, 60000, &bytes, &len));
    assert_int_equal(width_of(bytes), 640);
    free(bytes);
    pixmap_free(&picture);
}

static void what_is_too_long_gets_narrower(void **context) {
    (void)context;
    Pixmap picture = noise(640, 360);
    uint8_t *bytes;
    size_t len;
    assert_true(thumbnail_encode(&picture, 640, 60000, &bytes, &len));
    assert_true(len <= 60000);
    assert_in_range(width_of(bytes), 64, 320);
    free(bytes);
    assert_true(thumbnail_encode(&picture, 640, SIZE_MAX, &bytes, &len));
    assert_int_equal(width_of(bytes), 640);
    free(bytes);
    pixmap_free(&picture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_picture_has_its_width),
        cmocka_unit_test(what_is_too_long_gets_narrower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
