/* The inner loops against sums in double precision, over opaque, translucent and transparent
 * pixels, at every length up to a few vectors. */
#include "check.h"

#include <stdlib.h>

#include "../splitmix.h"
#include "render/rows.h"
#include "render/rows_video.h"

enum { LENGTH = 67, ROUNDS = 200 };

static void random_row(uint64_t *seed, uint32_t *row, size_t count) {
    for (size_t i = 0; i < count; i++)
        row[i] = random_pixel(seed);
}

static void assert_below_alpha(uint32_t pixel, const char *what) {
    for (int c = 0; c < 3; c++)
        if (channel_of(pixel, c) > channel_of(pixel, 3))
            fail_msg("%s: %08x is not premultiplied", what, pixel);
}

static void test_fill(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t under[LENGTH], row[LENGTH], color = random_next(&seed);
        int32_t count = (int32_t)(random_next(&seed) % (LENGTH - 1));
        double share = round % 3 ? (random_next(&seed) & 0xffff) / 65535.0 : 1;
        random_row(&seed, under, LENGTH);
        memcpy(row, under, sizeof row);
        Paint paint;
        for (int c = 0; c < 4; c++)
            paint.channels[c] = (uint32_t)lround(over_exactly(color, share, 0, c) * 65536);
        row_fill(row, count, paint);
        for (int32_t i = 0; i < count; i++) {
            for (int c = 0; c < 4; c++)
                assert_near(over_exactly(color, share, under[i], c), row[i], c, 0.51, "fill");
            assert_below_alpha(row[i], "fill");
        }
        assert_memory_equal(row + count, under + count, (LENGTH - (size_t)count) * sizeof *row);
    }
}

static void test_opaque_fill_is_exact(void **state) {
    (void)state;
    uint32_t row[5] = {0xffffffff, 0, 0x80402010, 0xff000000, 0x01010101};
    row_fill(row, 4, (Paint){{0x56u << 16, 0x34u << 16, 0x12u << 16, PAINT_FULL}});
    for (int i = 0; i < 4; i++)
        assert_int_equal(row[i], 0xff123456);
    assert_int_equal(row[4], 0x01010101);
}

static void test_cover(void **state) {
    (void)state;
    uint64_t seed = 2;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t under[LENGTH], row[LENGTH], color = random_next(&seed);
        uint8_t coverage[LENGTH];
        int32_t count = (int32_t)(random_next(&seed) % (LENGTH - 1));
        color |= round % 2 ? 0xff000000 : 0;
        random_row(&seed, under, LENGTH);
        memcpy(row, under, sizeof row);
        for (int i = 0; i < LENGTH; i++)
            coverage[i] = (uint8_t)(i % 5 ? random_next(&seed) : (uint32_t)(i % 2) * 255);
        rows_cover(row, 0, coverage, 0, count, 1, color);
        for (int32_t i = 0; i < count; i++) {
            double tolerance = color >> 24 == 255 ? 0.51 : 1;
            for (int c = 0; c < 4; c++)
                assert_near(over_exactly(color, coverage[i] / 255.0, under[i], c), row[i], c,
                            tolerance, "cover");
            assert_below_alpha(row[i], "cover");
            if (!coverage[i])
                assert_int_equal(row[i], under[i]);
        }
        assert_memory_equal(row + count, under + count, (LENGTH - (size_t)count) * sizeof *row);
    }
}

static void test_over(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t under[LENGTH], above[LENGTH], row[LENGTH];
        int32_t count = (int32_t)(random_next(&seed) % (LENGTH - 1));
        int32_t opacity = round % 2 ? 255 : (int32_t)(random_next(&seed) % 256);
        random_row(&seed, under, LENGTH);
        random_row(&seed, above, LENGTH);
        memcpy(row, under, sizeof row);
        row_over(row, above, count, opacity);
        for (int32_t i = 0; i < count; i++) {
            for (int c = 0; c < 4; c++) {
                double share = opacity / 255.0;
                double keep = 1 - channel_of(above[i], 3) * share / 255;
                double wanted = channel_of(above[i], c) * share + channel_of(under[i], c) * keep;
                assert_near(wanted, row[i], c, 0.51, "over");
            }
            assert_below_alpha(row[i], "over");
        }
        assert_memory_equal(row + count, under + count, (LENGTH - (size_t)count) * sizeof *row);
    }
}

static void test_blend(void **state) {
    (void)state;
    uint64_t seed = 4;
    for (int32_t share = 0; share <= 256; share++) {
        uint32_t a[LENGTH], b[LENGTH], row[LENGTH] = {0};
        int32_t count = (int32_t)(random_next(&seed) % (LENGTH - 1));
        random_row(&seed, a, LENGTH);
        random_row(&seed, b, LENGTH);
        row_blend(row, a, b, count, share);
        for (int32_t i = 0; i < count; i++) {
            for (int c = 0; c < 4; c++) {
                int from = channel_of(a[i], c), to = channel_of(b[i], c);
                assert_near(from + (to - from) * share / 256.0, row[i], c, 0.51, "blend");
            }
            assert_below_alpha(row[i], "blend");
        }
        assert_int_equal(row[count], 0);
        if (share == 0)
            assert_memory_equal(row, a, (size_t)count * sizeof *row);
        if (share == 256)
            assert_memory_equal(row, b, (size_t)count * sizeof *row);
        uint32_t wanted[LENGTH];
        memcpy(wanted, row, sizeof row);
        memcpy(row, a, sizeof row); /* in place of the one */
        row_blend(row, row, b, count, share);
        assert_memory_equal(row, wanted, (size_t)count * sizeof *row);
        row_blend(b, a, b, count, share); /* and of the other */
        assert_memory_equal(b, wanted, (size_t)count * sizeof *row);
    }
}

static uint8_t exact_level(double value) {
    return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)(value + 0.5);
}

/* ITU-R BT.709, 16 to 235, beside the formula. */
static void test_video(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int32_t width = 1; width < 70; width++) {
        uint8_t y[70], u[35], v[35];
        uint32_t got[71];
        for (int32_t i = 0; i < 70; i++)
            y[i] = (uint8_t)splitmix_next(&seed);
        for (int32_t i = 0; i < 35; i++) {
            u[i] = (uint8_t)splitmix_next(&seed);
            v[i] = (uint8_t)splitmix_next(&seed);
        }
        got[width] = 0x12345678;
        row_video(got, y, u, v, width);
        assert_int_equal(got[width], 0x12345678);
        for (int32_t i = 0; i < width; i++) {
            double light = (y[i] - 16) / 219.0, b = (u[i / 2] - 128) / 224.0,
                   r = (v[i / 2] - 128) / 224.0;
            const uint8_t exact[] = {exact_level(255 * (light + 1.8556 * b)),
                                     exact_level(255 * (light - 0.18732 * b - 0.46812 * r)),
                                     exact_level(255 * (light + 1.5748 * r)), 255};
            for (int32_t c = 0; c < 4; c++)
                assert_true(abs((int)(got[i] >> 8 * c & 0xff) - exact[c]) <= 1);
        }
    }
}

/* Wherever a row is begun its pixels are the same: each has the colour of its pair. */
static void test_video_from_any_pixel(void **state) {
    (void)state;
    enum { WIDTH = 13, HEIGHT = 5 };
    uint8_t bytes[WIDTH * HEIGHT + 2 * 7 * 3];
    uint64_t seed = 5;
    assert_int_equal(video_frame_bytes(WIDTH, HEIGHT), sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)splitmix_next(&seed);
    VideoFrame frame = {bytes, WIDTH, HEIGHT};
    for (int32_t y = 0; y < HEIGHT; y++) {
        uint32_t whole[WIDTH], part[WIDTH + 1];
        video_frame_row(&frame, 0, y, whole, WIDTH);
        row_video(part, bytes + y * WIDTH, bytes + WIDTH * HEIGHT + y / 2 * 7,
                  bytes + WIDTH * HEIGHT + 21 + y / 2 * 7, WIDTH);
        assert_memory_equal(whole, part, sizeof whole);
        for (int32_t x = 0; x < WIDTH; x++)
            for (int32_t count = 0; x + count <= WIDTH; count++) {
                part[count] = 0x12345678;
                video_frame_row(&frame, x, y, part, count);
                assert_memory_equal(part, whole + x, (size_t)count * sizeof *part);
                assert_int_equal(part[count], 0x12345678);
            }
    }
}

static void test_ramp(void **state) {
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t under[LENGTH], row[LENGTH], begin = random_pixel(&seed), end = random_pixel(&seed);
        int32_t count = (int32_t)(random_next(&seed) % (LENGTH - 1));
        if (round % 2) {
            begin |= 0xff000000;
            end |= 0xff000000;
        }
        Ramp ramp;
        for (int c = 0; c < 4; c++) {
            ramp.from[c] = (float)channel_of(begin, c);
            ramp.delta[c] = (float)(channel_of(end, c) - channel_of(begin, c));
        }
        float start = (float)(random_next(&seed) % 1000) / 500 - 0.5f, step = 0.013f, dither[8];
        for (int i = 0; i < 8; i++)
            dither[i] = ((float)i + 0.5f) / 8;
        random_row(&seed, under, LENGTH);
        memcpy(row, under, sizeof row);
        row_ramp(row, count, &ramp, start, step, dither);
        for (int32_t i = 0; i < count; i++) {
            double t = fmin(fmax((double)start + (double)step * i, 0), 1);
            double alpha = (double)ramp.from[3] + (double)ramp.delta[3] * t;
            for (int c = 0; c < 4; c++) {
                double value = (double)ramp.from[c] + (double)ramp.delta[c] * t +
                               channel_of(under[i], c) * (1 - alpha / 255);
                double wanted = value + (double)dither[i % 8] - 0.5; /* before the fraction goes */
                assert_near(wanted, row[i], c, 0.501, "ramp");
            }
            assert_below_alpha(row[i], "ramp");
        }
        assert_memory_equal(row + count, under + count, (LENGTH - (size_t)count) * sizeof *row);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fill),  cmocka_unit_test(test_opaque_fill_is_exact),
        cmocka_unit_test(test_cover), cmocka_unit_test(test_over),
        cmocka_unit_test(test_blend), cmocka_unit_test(test_ramp),
        cmocka_unit_test(test_video), cmocka_unit_test(test_video_from_any_pixel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
