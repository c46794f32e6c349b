/* Straight alpha for the mixers: exact for every pair of channel and alpha, the fast way equal to
 * the plain one on random pictures, and what a mixer makes of it equal to what we composed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/straight.h"

static uint32_t premultiplied(uint32_t alpha, uint32_t red, uint32_t green, uint32_t blue) {
    return alpha << 24 | red << 16 | green << 8 | blue;
}

static void every_channel_and_alpha_is_exact(void **state) {
    (void)state;
    for (uint32_t alpha = 0; alpha < 256; alpha++)
        for (uint32_t channel = 0; channel <= alpha; channel++) {
            uint32_t pixel = premultiplied(alpha, channel, alpha - channel, alpha);
            uint8_t got[4];
            pixels_convert(got, &pixel, 1, (PixelLayout){.format = PIXEL_RGBA});
            uint32_t r = alpha ? (channel * 510 + alpha) / (2 * alpha) : 0;
            uint32_t g = alpha ? ((alpha - channel) * 510 + alpha) / (2 * alpha) : 0;
            if (got[0] != r || got[1] != g || got[2] != (alpha ? 255 : 0) || got[3] != alpha)
                fail_msg("alpha %u channel %u: %u %u %u %u, not %u %u", alpha, channel, got[0],
                         got[1], got[2], got[3], r, g);
        }
}

static const struct {
    const char *name;
    uint32_t pixel;
    PixelLayout layout;
    uint8_t bytes[4];
} CASES[] = {
    {"half red, rgba", 0x80800000, {.format = PIXEL_RGBA}, {255, 0, 0, 128}},
    {"half red, bgra", 0x80800000, {.format = PIXEL_BGRA}, {0, 0, 255, 128}},
    {"half red, premultiplied",
     0x80800000,
     {.format = PIXEL_RGBA, .alpha = ALPHA_PREMULTIPLIED},
     {128, 0, 0, 128}},
    {"half red, keyed on green",
     0x80800000,
     {.format = PIXEL_RGBA, .alpha = ALPHA_KEYED, .background = 0x00ff00},
     {128, 127, 0, 255}},
    {"empty, keyed on green",
     0,
     {.format = PIXEL_RGBA, .alpha = ALPHA_KEYED, .background = 0x00ff00},
     {0, 255, 0, 255}},
    {"opaque, keyed on green",
     0xff102030,
     {.format = PIXEL_BGRA, .alpha = ALPHA_KEYED, .background = 0x00ff00},
     {0x30, 0x20, 0x10, 255}},
    {"colour without alpha is nothing", 0x00ffffff, {.format = PIXEL_RGBA}, {0, 0, 0, 0}},
    {"a channel above its alpha is full", 0x40ff4000, {.format = PIXEL_RGBA}, {255, 255, 0, 64}},
    {"opaque", 0xff102030, {.format = PIXEL_RGBA}, {0x10, 0x20, 0x30, 255}},
};

static void named_pixels(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        for (int fast = 0; fast < 2; fast++) {
            uint8_t got[4];
            (fast ? pixels_convert : pixels_convert_plain)(got, &CASES[i].pixel, 1,
                                                           CASES[i].layout);
            if (memcmp(got, CASES[i].bytes, 4) != 0)
                fail_msg("%s (%s): %u %u %u %u", CASES[i].name, fast ? "fast" : "plain", got[0],
                         got[1], got[2], got[3]);
        }
}

static uint32_t random_state = 1;

static uint32_t random_number(void) {
    random_state = random_state * 1664525 + 1013904223;
    return random_state >> 8;
}

/* Long runs of nothing and of full pixels with some in between, as overlays have them. */
static void fill_random(uint32_t *pixels, size_t count) {
    for (size_t i = 0; i < count;) {
        uint32_t kind = random_number() % 4;
        size_t run = random_number() % 150;
        for (; run-- && i < count; i++) {
            uint32_t alpha = kind == 0 ? 0 : kind == 1 ? 255 : random_number() % 256;
            pixels[i] = premultiplied(alpha, random_number() % (alpha + 1),
                                      random_number() % (alpha + 1), random_number() % (alpha + 1));
        }
    }
}

static void the_fast_way_equals_the_plain_one(void **state) {
    (void)state;
    enum { COUNT = 5000 };
    static uint32_t pixels[COUNT];
    static uint8_t room[4 * COUNT + 4], plain[4 * COUNT];
    for (int round = 0; round < 60; round++) {
        size_t count = 1 + random_number() % COUNT;
        fill_random(pixels, count);
        PixelLayout layout = {.format = (PixelFormat)(round % PIXEL_FORMAT_COUNT),
                              .alpha = (AlphaMode)(round % ALPHA_MODE_COUNT),
                              .background = random_number() & 0xffffff};
        uint8_t *fast = room + round % 4; /* wherever the bytes are to go */
        pixels_convert(fast, pixels, count, layout);
        pixels_convert_plain(plain, pixels, count, layout);
        assert_memory_equal(fast, plain, 4 * count);
    }
}

/* A mixer multiplies back what we divided: the sum is at most one level off. */
static void blending_back_gives_what_was_composed(void **state) {
    (void)state;
    for (uint32_t alpha = 0; alpha < 256; alpha++)
        for (uint32_t channel = 0; channel <= alpha; channel++)
            for (uint32_t under = 0; under < 256; under += 51) {
                uint32_t pixel = premultiplied(alpha, channel, 0, 0);
                uint8_t got[4];
                pixels_convert(got, &pixel, 1, (PixelLayout){.format = PIXEL_RGBA});
                uint32_t mixed = (got[0] * alpha + under * (255 - alpha) + 127) / 255;
                uint32_t wanted = channel + (under * (255 - alpha) + 127) / 255;
                assert_true(mixed <= wanted + 1 && wanted <= mixed + 1);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_channel_and_alpha_is_exact),
        cmocka_unit_test(named_pixels),
        cmocka_unit_test(the_fast_way_equals_the_plain_one),
        cmocka_unit_test(blending_back_gives_what_was_composed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
