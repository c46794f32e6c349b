/* What changes between two pictures, and frames that touch nothing else. */
#include "check.h"

#include "render/canvas.h"
#include "render/crossfade.h"
#include "render/rows.h"

/* A picture of few colours, dithered ground and noise: all kinds of cells beside each other. */
static void scribble(Pixmap *picture, uint64_t *seed) {
    int32_t width = 1 + (int32_t)(random_next(seed) % 200);
    int32_t height = 1 + (int32_t)(random_next(seed) % 60);
    int32_t left = (int32_t)(random_next(seed) % (uint32_t)picture->width);
    int32_t top = (int32_t)(random_next(seed) % (uint32_t)picture->height);
    uint32_t color = random_next(seed), way = random_next(seed) % 3;
    for (int32_t y = top; y < top + height && y < picture->height; y++)
        for (int32_t x = left; x < left + width && x < picture->width; x++)
            picture->pixels[y * picture->width + x] = way == 0   ? color
                                                      : way == 1 ? color + (uint32_t)(x + y) % 2
                                                                 : random_next(seed);
}

typedef struct {
    Pixmap a, b;
} Pair;

static Pair random_pair(uint64_t *seed, int round) {
    int32_t width = 1 + (int32_t)(random_next(seed) % 2200);
    int32_t height = 1 + (int32_t)(random_next(seed) % 120);
    Pair pair = {pixmap_create(width, height), pixmap_create(width, height)};
    for (int i = 0; i < round % 12; i++)
        scribble(i % 2 ? &pair.a : &pair.b, seed);
    return pair;
}

static void pair_free(Pair *pair) {
    pixmap_free(&pair->a);
    pixmap_free(&pair->b);
}

static bool is_flat(const uint32_t *pixels, int32_t count) {
    for (int32_t i = 1; i < count; i++)
        if (pixels[i] != pixels[0])
            return false;
    return true;
}

static void check_change(const Change *change, const uint32_t *a, const uint32_t *b,
                         int32_t width) {
    for (int32_t cell = change->first; cell < change->first + change->count; cell++) {
        int32_t x = cell * CELL_PIXELS, length = CELL_PIXELS;
        bool is_whole = width - x >= CELL_PIXELS;
        length = is_whole ? length : width - x;
        assert_true(length > 0);
        assert_memory_not_equal(a + x, b + x, (size_t)length * sizeof *a);
        bool from = is_whole && is_flat(a + x, length), to = is_whole && is_flat(b + x, length);
        assert_int_equal(change->kind, from && to ? CHANGE_FLAT
                                       : from     ? CHANGE_FROM_FLAT
                                       : to       ? CHANGE_TO_FLAT
                                                  : CHANGE_PIXELS);
        assert_int_equal(change->from, from ? a[x] : 0);
        assert_int_equal(change->to, to ? b[x] : 0);
    }
}

/* Every cell that differs is in a change of its kind, and no other one is. */
static void test_changes_are_what_differs(void **state) {
    (void)state;
    uint64_t seed = 177;
    Crossfade crossfade = {0};
    int kinds[CHANGE_KIND_COUNT] = {0};
    for (int round = 0; round < 60; round++) {
        Pair pair = random_pair(&seed, round);
        int32_t width = pair.a.width, height = pair.a.height;
        crossfade_find(&crossfade, &pair.a, &pair.b);
        for (int32_t y = 0; y < height; y++) {
            const uint32_t *a = pair.a.pixels + (size_t)y * (size_t)width;
            const uint32_t *b = pair.b.pixels + (size_t)y * (size_t)width;
            int32_t seen = 0;
            for (uint32_t i = crossfade.row_starts[y]; i < crossfade.row_starts[y + 1]; i++) {
                const Change *change = &crossfade.changes[i];
                for (int32_t x = seen; x < change->first * CELL_PIXELS; x++)
                    assert_int_equal(a[x], b[x]);
                assert_true(change->first * CELL_PIXELS >= seen && change->count > 0);
                check_change(change, a, b, width);
                kinds[change->kind]++;
                seen = (change->first + change->count) * CELL_PIXELS;
            }
            for (; seen < width; seen++)
                assert_int_equal(a[seen], b[seen]);
        }
        PixelRect area = crossfade_area(&crossfade), least = pixmap_difference(&pair.a, &pair.b);
        if (least.width == 0)
            assert_int_equal(area.width, 0);
        PixelRect common = pixel_rect_common(area, least);
        assert_memory_equal(&common, &least, least.width > 0 ? sizeof least : 0);
        pair_free(&pair);
    }
    for (size_t i = 0; i < CHANGE_KIND_COUNT; i++)
        assert_true(kinds[i] > 100);
    crossfade_free(&crossfade);
    crossfade_free(&crossfade);
}

/* A frame is the plain blend to the bit; where nothing differs it writes nothing. */
static void test_frames_are_the_plain_blend(void **state) {
    (void)state;
    enum { MARGIN = 5 };
    static const int32_t SHARES[] = {0, 1, 77, 128, 255, 256};
    uint64_t seed = 178;
    Crossfade crossfade = {0};
    for (int round = 0; round < 60; round++) {
        Pair pair = random_pair(&seed, round);
        int32_t width = pair.a.width, height = pair.a.height, stride = width + MARGIN;
        int32_t share = SHARES[round % 6], cut = height / 3;
        Pixmap to = pixmap_create(stride, height);
        memset(to.pixels, 0x5a, (size_t)stride * (size_t)height * sizeof *to.pixels);
        crossfade_find(&crossfade, &pair.a, &pair.b);
        crossfade_draw(&crossfade, to.pixels, stride, &pair.a, &pair.b, share, 0, cut);
        for (int32_t x = 0; x < stride && cut < height; x++)
            assert_int_equal(to.pixels[cut * stride + x], 0x5a5a5a5a);
        crossfade_draw(&crossfade, to.pixels, stride, &pair.a, &pair.b, share, cut, height);
        for (int32_t y = 0; y < height; y++)
            for (int32_t x = 0; x < stride; x++) {
                uint32_t pixel = to.pixels[y * stride + x], wanted = 0x5a5a5a5a;
                const uint32_t *a = pair.a.pixels + y * width, *b = pair.b.pixels + y * width;
                int32_t first = x / CELL_PIXELS * CELL_PIXELS;
                int32_t length = width - first < CELL_PIXELS ? width - first : CELL_PIXELS;
                if (x < width && memcmp(a + first, b + first, (size_t)length * sizeof *a) != 0)
                    row_blend(&wanted, a + x, b + x, 1, share);
                if (pixel != wanted)
                    fail_msg("share %d: %08x at %d, %d, not %08x", share, pixel, x, y, wanted);
            }
        pixmap_free(&to);
        pair_free(&pair);
    }
    crossfade_free(&crossfade);
}

/* Pictures that go on are blended whole, whatever was found about others before. */
static void test_all_is_the_plain_blend(void **state) {
    (void)state;
    Crossfade crossfade = {0};
    uint64_t seed = 77;
    for (int round = 0; round < 60; round++) {
        Pair pair = random_pair(&seed, round);
        int32_t width = pair.a.width, height = pair.a.height;
        int32_t share = (int32_t)(random_next(&seed) % 257);
        Pixmap to = pixmap_create(width, height), wanted = pixmap_create(width, height);
        if (round % 3 == 0)
            crossfade_find(&crossfade, &pair.a, &pair.b);
        crossfade_take_all(&crossfade, &pair.a);
        PixelRect area = crossfade_area(&crossfade);
        assert_int_equal(area.width, width);
        assert_int_equal(area.height, height);
        crossfade_draw(&crossfade, to.pixels, width, &pair.a, &pair.b, share, 0, height);
        pixmap_blend(&wanted, &pair.a, &pair.b, share, (PixelRect){0, 0, width, height});
        assert_int_equal(pixmap_difference(&to, &wanted).width, 0);
        pixmap_free(&to);
        pixmap_free(&wanted);
        pair_free(&pair);
    }
    crossfade_free(&crossfade);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_are_what_differs),
        cmocka_unit_test(test_frames_are_the_plain_blend),
        cmocka_unit_test(test_all_is_the_plain_blend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
