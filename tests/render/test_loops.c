/* The inner loops with the processor's widest vectors, with those that every one has, and without:
 * the same pixels to the bit, so that a picture is the same on every machine. How near they are to
 * what is meant is test_rows.c's. */
#include "check.h"
#include "loops.h"

LOOPS_DECLARE(narrow_);
LOOPS_DECLARE(plain_);

static const Loops LOOPS[] = {LOOPS_TABLE(), LOOPS_TABLE(narrow_), LOOPS_TABLE(plain_)};

enum { ROOM = 203, ROUNDS = 600, SIDE = 40 };

/* What one round is about, the same for all three. */
typedef struct {
    uint32_t under[ROOM + 1], above[ROOM];
    uint8_t bytes[3][ROOM];
    int32_t first, count; /* in `under`: at any place, so that blocks begin anywhere */
    int32_t share;        /* of 256 */
    Paint paint;
    Ramp ramp;
    double start, step, down;
    float dither[8];
} Round;

static double random_between(uint64_t *seed, double from, double to) {
    return from + (to - from) * random_next(seed) / UINT32_MAX;
}

static Round random_round(uint64_t *seed, int number) {
    Round round = {.first = (int32_t)(random_next(seed) % 20),
                   .share = (int32_t)(random_next(seed) % 257),
                   .start = random_between(seed, -1.5, 1.5),
                   .step = number % 9 ? random_between(seed, -0.03, 0.03) : 0,
                   .down = random_between(seed, -1.1, 1.1)};
    round.count = (int32_t)(random_next(seed) % (uint32_t)(ROOM - 20));
    for (int i = 0; i <= ROOM; i++)
        round.under[i] = random_pixel(seed);
    /* Empty and full runs, as drawings have them. */
    for (int i = 0; i < ROOM; i++)
        round.above[i] = i / 40 % 2 && number % 2 ? 0 : random_pixel(seed);
    for (int row = 0; row < 3; row++)
        for (int i = 0; i < ROOM; i++)
            round.bytes[row][i] = (uint8_t)random_next(seed);
    uint32_t color = random_pixel(seed);
    bool is_opaque = number % 3 == 0;
    for (int c = 0; c < 4; c++) {
        round.paint.channels[c] = (uint32_t)channel_of(color, c) << 16;
        round.ramp.from[c] = (float)channel_of(color, c);
        round.ramp.delta[c] = (float)random_between(seed, -1, 1) *
                              fminf(round.ramp.from[c], 255 - round.ramp.from[c]);
    }
    if (is_opaque) {
        round.ramp.from[3] = 255;
        round.ramp.delta[3] = 0;
    }
    for (int i = 0; i < 8; i++)
        round.dither[i] = (float)(random_next(seed) % 128) / 128;
    return round;
}

/* ---- rows ------------------------------------------------------------------------------------*/

typedef void Call(const Loops *loops, const Round *round, uint32_t *to);

static void call_fill(const Loops *loops, const Round *round, uint32_t *to) {
    loops->fill(to, round->count, round->paint);
}

static void call_cover(const Loops *loops, const Round *round, uint32_t *to) {
    loops->cover(to, round->count / 4, round->bytes[0], round->count / 4, round->count / 4, 4,
                 round->above[0]);
}

static void call_over(const Loops *loops, const Round *round, uint32_t *to) {
    loops->over(to, round->above, round->count, 255);
}

static void call_over_faint(const Loops *loops, const Round *round, uint32_t *to) {
    loops->over(to, round->above, round->count, round->share % 256);
}

static void call_over_flat(const Loops *loops, const Round *round, uint32_t *to) {
    loops->over_flat(to, round->above[1], round->count, round->share % 256);
}

static void call_blend(const Loops *loops, const Round *round, uint32_t *to) {
    loops->blend(to, to, round->above, round->count, round->share);
}

static void call_blend_cells(const Loops *loops, const Round *round, uint32_t *to) {
    loops->blend_cells(to, round->under, round->above, round->count, round->share, 0);
    loops->done();
}

static void call_blend_flat(const Loops *loops, const Round *round, uint32_t *to) {
    loops->blend_flat(to, round->above, round->under[0], round->count, round->share, 0);
    loops->done();
}

static void call_set(const Loops *loops, const Round *round, uint32_t *to) {
    loops->set(to, round->count, round->above[0]);
    loops->done();
}

static void call_ramp(const Loops *loops, const Round *round, uint32_t *to) {
    loops->ramp(to, round->count, &round->ramp, round->start, round->step, round->dither);
}

static void call_glow(const Loops *loops, const Round *round, uint32_t *to) {
    double step = fabs(round->step) + 0.001;
    loops->glow(to, round->count, &round->ramp, round->start, step, round->down, round->dither);
}

static void call_video(const Loops *loops, const Round *round, uint32_t *to) {
    loops->video(to, round->bytes[0], round->bytes[1], round->bytes[2], round->count);
}

static void test_rows(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Call *call;
    } CALLS[] = {{"fill", call_fill},
                 {"cover", call_cover},
                 {"over", call_over},
                 {"over, faint", call_over_faint},
                 {"over, one colour", call_over_flat},
                 {"blend", call_blend},
                 {"blend in cells", call_blend_cells},
                 {"blend with one colour", call_blend_flat},
                 {"set", call_set},
                 {"ramp", call_ramp},
                 {"glow", call_glow},
                 {"video", call_video}};
    uint64_t seed = 64;
    for (int number = 0; number < ROUNDS; number++) {
        Round round = random_round(&seed, number);
        for (size_t i = 0; i < countof(CALLS); i++) {
            _Alignas(64) uint32_t rows[countof(LOOPS)][ROOM + 1];
            for (size_t k = 0; k < countof(LOOPS); k++) {
                memcpy(rows[k], round.under, sizeof rows[k]);
                CALLS[i].call(&LOOPS[k], &round, rows[k] + round.first);
                for (int at = 0; k > 0 && at <= ROOM; at++)
                    if (rows[k][at] != rows[0][at])
                        fail_msg("%s, round %d: pixel %d of %d+%d is %08x, and %08x by %s",
                                 CALLS[i].name, number, at, round.first, round.count, rows[0][at],
                                 rows[k][at], LOOPS[k].name);
            }
        }
    }
}

/* ---- pictures and outlines -------------------------------------------------------------------*/

static void test_scaling(void **state) {
    (void)state;
    uint64_t seed = 65;
    for (int number = 0; number < 60; number++) {
        int32_t width = 1 + (int32_t)(random_next(&seed) % 90),
                height = 1 + (int32_t)(random_next(&seed) % 90);
        Pixmap from = pixmap_create(width, height);
        for (int32_t i = 0; i < width * height; i++)
            from.pixels[i] = random_pixel(&seed);
        ScaleWindow window = {
            random_between(&seed, 0, width / 3.0), random_between(&seed, 0, height / 3.0),
            random_between(&seed, 0.5, width * 0.6), random_between(&seed, 0.5, height * 0.6)};
        int32_t to_width = 1 + (int32_t)(random_next(&seed) % 70),
                to_height = 1 + (int32_t)(random_next(&seed) % 70);
        Pixmap first = {0};
        for (size_t k = 0; k < countof(LOOPS); k++) {
            Pixmap to = pixmap_create(to_width, to_height);
            LOOPS[k].scale(&to, &from, window);
            for (int32_t i = 0; k > 0 && i < to_width * to_height; i++)
                if (to.pixels[i] != first.pixels[i])
                    fail_msg("round %d: pixel %d is %08x, and %08x by %s", number, i,
                             first.pixels[i], to.pixels[i], LOOPS[k].name);
            if (k == 0)
                first = to;
            else
                pixmap_free(&to);
        }
        pixmap_free(&first);
        pixmap_free(&from);
    }
}

/* Triangles and curves that cross each other. */
static void test_outlines(void **state) {
    (void)state;
    enum { POINTS = 24, EACH = 4 };
    uint64_t seed = 66;
    OutlineScratch scratch[countof(LOOPS)] = {0};
    for (int number = 0; number < ROUNDS; number++) {
        FT_Vector points[POINTS];
        OutlineTag tags[POINTS];
        OutlineEnd contours[POINTS / EACH];
        for (int i = 0; i < POINTS; i++) {
            points[i].x = (FT_Pos)(random_next(&seed) % (SIDE * 64));
            points[i].y = (FT_Pos)(random_next(&seed) % (SIDE * 64));
            tags[i] = i % EACH && random_next(&seed) % 2 ? FT_CURVE_TAG_CONIC : FT_CURVE_TAG_ON;
        }
        for (int i = 0; i < POINTS / EACH; i++)
            contours[i] = (OutlineEnd)(i * EACH + EACH - 1);
        FT_Outline outline = {.n_contours = POINTS / EACH,
                              .n_points = POINTS,
                              .points = points,
                              .tags = tags,
                              .contours = contours};
        int32_t width = SIDE + (int32_t)(random_next(&seed) % 20);
        uint8_t pixels[countof(LOOPS)][SIDE * (SIDE + 20) + OUTLINE_SPARE];
        for (size_t k = 0; k < countof(LOOPS); k++) {
            assert_true(LOOPS[k].draw_outline(&scratch[k], &outline, 0, 0, pixels[k], width, SIDE));
            for (int32_t i = 0; k > 0 && i < width * SIDE; i++)
                if (pixels[k][i] != pixels[0][i])
                    fail_msg("round %d: pixel %d is %d, and %d by %s", number, i, pixels[0][i],
                             pixels[k][i], LOOPS[k].name);
        }
    }
    for (size_t k = 0; k < countof(LOOPS); k++)
        outline_scratch_free(&scratch[k]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_scaling),
        cmocka_unit_test(test_outlines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
