/* Shapes and gradients: exact where edges are whole, the covered area where they are not. */
#include "check.h"

#include "render/canvas.h"

enum { SIDE = 48 };

static Pixmap blank(uint32_t pixel) {
    Pixmap pixmap = pixmap_create(SIDE, SIDE);
    fill(&pixmap, pixel);
    return pixmap;
}

static void draw_frame(Pixmap *to, Rect bounds, Color color, float left, float right, Color border,
                       float width) {
    Canvas canvas = canvas_open(to);
    canvas_frame(&canvas, bounds, color, left, right, border, width);
    canvas_close(&canvas);
}

static void test_whole_rectangles_are_exact(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Rect bounds;
        PixelRect wanted;
    } CASES[] = {
        {"inside", {3, 5, 10, 7}, {3, 5, 10, 7}},
        {"everything", {0, 0, SIDE, SIDE}, {0, 0, SIDE, SIDE}},
        {"one pixel", {47, 47, 1, 1}, {47, 47, 1, 1}},
        {"over the edges", {-5, -5, 100, 9}, {0, 0, SIDE, 4}},
        {"far over the edges", {-1e9f, 10, 3e9f, 5}, {0, 10, SIDE, 5}},
        {"outside, left", {-20, 0, 10, 10}, {0, 0, 0, 0}},
        {"outside, right", {SIDE, 0, 10, 10}, {0, 0, 0, 0}},
        {"outside, above", {0, -9, 9, 9}, {0, 0, 0, 0}},
        {"outside, below", {0, SIDE, 9, 9}, {0, 0, 0, 0}},
        {"empty", {4, 4, 0, 5}, {0, 0, 0, 0}},
        {"negative", {4, 4, 5, -5}, {0, 0, 0, 0}},
        {"no number", {NAN, 4, 5, 5}, {0, 0, 0, 0}},
        {"infinite", {4, 4, INFINITY, 5}, {0, 0, 0, 0}},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Pixmap to = blank(0xff101112);
        draw_frame(&to, CASES[i].bounds, 0xff405060, 0, 0, 0, 0);
        PixelRect in = CASES[i].wanted;
        for (int32_t y = 0; y < SIDE; y++)
            for (int32_t x = 0; x < SIDE; x++) {
                bool is_in = x >= in.x && x < in.x + in.width && y >= in.y && y < in.y + in.height;
                uint32_t wanted = is_in ? 0xff405060 : 0xff101112;
                if (pixel_of(&to, x, y) != wanted)
                    fail_msg("%s: %08x at %d, %d", CASES[i].name, pixel_of(&to, x, y), x, y);
            }
        pixmap_free(&to);
    }
}

typedef struct {
    const char *name;
    Rect bounds;
    float left, right, width;
} FrameCase;

static const FrameCase FRAMES[] = {
    {"half pixels", {3.5f, 5.25f, 20.25f, 11.5f}, 0, 0, 0},
    {"within one pixel", {3.25f, 5.25f, 0.5f, 0.25f}, 0, 0, 0},
    {"hair line", {4, 10.4f, 40, 1.5f}, 0, 0, 0},
    {"round", {4, 4, 40, 30}, 8, 8, 0},
    {"circle", {8, 8, 24, 24}, 12, 12, 0},
    {"too round", {8, 8, 24, 16}, 100, 100, 0},
    {"round at the left", {4, 4, 40, 30}, 12, 0, 0},
    {"round at the right", {4, 4, 40, 30}, 0, 7, 0},
    {"sides differ", {4.3f, 4.7f, 38.1f, 30.9f}, 4, 13, 0},
    {"small pill", {4, 4, 30, 4}, 2, 2, 0},
    {"over the edges", {-10, -10, 40, 40}, 14, 14, 0},
    {"border", {4, 4, 40, 30}, 0, 0, 3},
    {"round border", {4, 4, 40, 30}, 10, 10, 2},
    {"thin round border", {4, 4, 40, 30}, 6, 6, 1.5f},
    {"border wider than the corner", {4, 4, 40, 30}, 4, 9, 6},
    {"all border", {4, 4, 20, 12}, 5, 5, 50},
};

typedef struct {
    double left, top, right, bottom, radius_left, radius_right;
} Shape;

static bool is_inside(const Shape *shape, double x, double y) {
    if (x < shape->left || x >= shape->right || y < shape->top || y >= shape->bottom)
        return false;
    double radius_left = shape->radius_left, radius_right = shape->radius_right;
    double dy_left = fmax(shape->top + radius_left - y, y - (shape->bottom - radius_left));
    double dy_right = fmax(shape->top + radius_right - y, y - (shape->bottom - radius_right));
    double dx_left = shape->left + radius_left - x, dx_right = x - (shape->right - radius_right);
    if (dx_left > 0 && dy_left > 0 && hypot(dx_left, dy_left) > radius_left)
        return false;
    return !(dx_right > 0 && dy_right > 0 && hypot(dx_right, dy_right) > radius_right);
}

/* The shares of the pixel that lie in the outer and in the inner shape, counted in 32 × 32 points.
 */
static void sample(const FrameCase *frame, int32_t x, int32_t y, double *outer, double *inner) {
    enum { POINTS = 32 };
    double width = (double)frame->bounds.width, height = (double)frame->bounds.height;
    double left = (double)frame->left, right = (double)frame->right, by = (double)frame->width;
    double factor = 1;
    if (left + right > width)
        factor = width / (left + right);
    if (2 * fmax(left, right) * factor > height)
        factor = height / (2 * fmax(left, right));
    Shape shape = {
        (double)frame->bounds.x,          (double)frame->bounds.y, (double)frame->bounds.x + width,
        (double)frame->bounds.y + height, left * factor,           right * factor};
    Shape within = {shape.left + by,
                    shape.top + by,
                    shape.right - by,
                    shape.bottom - by,
                    fmax(shape.radius_left - by, 0),
                    fmax(shape.radius_right - by, 0)};
    int in_outer = 0, in_inner = 0;
    for (int j = 0; j < POINTS; j++)
        for (int i = 0; i < POINTS; i++) {
            double px = x + (i + 0.5) / POINTS, py = y + (j + 0.5) / POINTS;
            in_outer += is_inside(&shape, px, py);
            in_inner += is_inside(&within, px, py);
        }
    *outer = in_outer / (double)(POINTS * POINTS);
    *inner = in_inner / (double)(POINTS * POINTS);
}

typedef struct {
    double outer, inner;
} Share;

/* The border over the fill in the ring, the fill within; both over what was there. */
static double frame_exactly(Share share, Color inside, Color border, uint32_t under, int channel) {
    double in_fill = over_exactly(inside, 1, 0, channel);
    double alpha = (double)(border >> 24) / 255;
    double edge = channel == 3 ? 255 : channel_of(border, channel);
    double in_ring = edge * alpha + in_fill * (1 - alpha);
    double ring = share.outer - share.inner;
    double fill_alpha = (double)(inside >> 24) / 255;
    double ring_alpha = alpha + fill_alpha * (1 - alpha);
    double keep = 1 - fill_alpha * share.inner - ring_alpha * ring;
    return in_fill * share.inner + in_ring * ring + channel_of(under, channel) * keep;
}

static void check_frame(const FrameCase *frame, const Share *shares, Color inside, Color border,
                        uint32_t under) {
    Pixmap to = blank(under);
    draw_frame(&to, frame->bounds, inside, frame->left, frame->right, border, frame->width);
    for (int32_t y = 0; y < SIDE; y++)
        for (int32_t x = 0; x < SIDE; x++)
            for (int c = 0; c < 4; c++)
                assert_near(frame_exactly(shares[y * SIDE + x], inside, border, under, c),
                            pixel_of(&to, x, y), c, 4, frame->name);
    assert_premultiplied(&to);
    pixmap_free(&to);
}

static void test_coverage_is_the_area(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(FRAMES); i++) {
        static Share shares[SIDE * SIDE];
        for (int32_t y = 0; y < SIDE; y++)
            for (int32_t x = 0; x < SIDE; x++) {
                Share *share = &shares[y * SIDE + x];
                sample(&FRAMES[i], x, y, &share->outer, &share->inner);
                if (FRAMES[i].width == 0)
                    share->inner = share->outer;
            }
        check_frame(&FRAMES[i], shares, 0xffffffff, 0xffff2010, 0);
        check_frame(&FRAMES[i], shares, 0x80ff8040, 0xc020ff60, 0xff102030);
        check_frame(&FRAMES[i], shares, 0x60ffffff, 0x8000ffff, 0x80402000);
        check_frame(&FRAMES[i], shares, 0, 0xffffffff, 0xff000000);
    }
}

static void test_round_corners_are_symmetric(void **state) {
    (void)state;
    static const float RADII[] = {1, 2, 3.5f, 6, 10, 16.25f, 20};
    for (size_t i = 0; i < countof(RADII); i++) {
        Pixmap to = blank(0);
        draw_frame(&to, (Rect){4, 4, 40, 40}, 0xffffffff, RADII[i], RADII[i], 0xffff0000, 2);
        for (int32_t y = 0; y < SIDE; y++)
            for (int32_t x = 0; x < SIDE; x++) {
                uint32_t pixel = pixel_of(&to, x, y);
                assert_int_equal(pixel, pixel_of(&to, SIDE - 1 - x, y));
                assert_int_equal(pixel, pixel_of(&to, x, SIDE - 1 - y));
            }
        pixmap_free(&to);
    }
}

static void test_a_clip_is_kept(void **state) {
    (void)state;
    Pixmap clipped = blank(0xff000000), whole = blank(0xff000000);
    for (int pass = 0; pass < 2; pass++) {
        Canvas canvas = canvas_open(pass ? &clipped : &whole);
        if (pass)
            canvas.clip = (PixelRect){10, 7, 21, 30};
        canvas_frame(&canvas, (Rect){4.5f, 4, 36, 36}, 0x80ffffff, 9, 12, 0xffff0000, 2);
        canvas_gradient(&canvas, (Rect){2, 2, 18, 14}, 0xff00ff00, 0xff0000ff, 30, 1);
        canvas_close(&canvas);
    }
    for (int32_t y = 0; y < SIDE; y++)
        for (int32_t x = 0; x < SIDE; x++) {
            bool is_in = x >= 10 && x < 31 && y >= 7 && y < 37;
            assert_int_equal(pixel_of(&clipped, x, y), is_in ? pixel_of(&whole, x, y) : 0xff000000);
        }
    pixmap_free(&clipped);
    pixmap_free(&whole);
}

static void draw_gradient(Pixmap *to, Rect bounds, Color from, Color end, float degrees,
                          float to_at) {
    Canvas canvas = canvas_open(to);
    canvas_gradient(&canvas, bounds, from, end, degrees, to_at);
    canvas_close(&canvas);
}

/* Mean of a channel over a block. */
static double mean_of(const Pixmap *pixmap, int32_t left, int32_t top, int32_t width,
                      int32_t height, int channel) {
    double sum = 0;
    for (int32_t y = top; y < top + height; y++)
        for (int32_t x = left; x < left + width; x++)
            sum += channel_of(pixel_of(pixmap, x, y), channel);
    return sum / ((double)width * height);
}

static void test_gradients_go_where_css_says(void **state) {
    (void)state;
    static const struct {
        float degrees;
        int from_x, from_y, to_x, to_y; /* the corner blocks where it begins and ends */
    } CASES[] = {
        {0, 0, 40, 0, 0},   {90, 0, 0, 40, 0},   {180, 0, 0, 0, 40},  {270, 40, 0, 0, 0},
        {45, 0, 40, 40, 0}, {135, 0, 0, 40, 40}, {225, 40, 0, 0, 40}, {315, 40, 40, 0, 0},
        {-90, 40, 0, 0, 0}, {495, 0, 0, 40, 40},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Pixmap to = blank(0);
        draw_gradient(&to, (Rect){0, 0, SIDE, SIDE}, 0xff000000, 0xffffffff, CASES[i].degrees, 1);
        double begin = mean_of(&to, CASES[i].from_x, CASES[i].from_y, 8, 8, 0);
        double end = mean_of(&to, CASES[i].to_x, CASES[i].to_y, 8, 8, 0);
        double share = fmod((double)CASES[i].degrees + 720, 90) > 1 ? 8.0 / 96 : 4.0 / 48;
        assert_true(fabs(begin - 255 * share) < 1 && fabs(end - 255 * (1 - share)) < 1);
        pixmap_free(&to);
    }
}

static void test_gradients_end_where_they_should(void **state) {
    (void)state;
    Pixmap to = blank(0xffff00ff);
    draw_gradient(&to, (Rect){4, 4, 40, 40}, 0xff10a020, 0xff805030, 90, 0.5f);
    for (int32_t y = 4; y < 44; y++) {
        for (int c = 0; c < 4; c++)
            assert_near(channel_of(0xff10a020, c), pixel_of(&to, 4, y), c, 4, "first column");
        for (int32_t x = 24; x < 44; x++)
            assert_int_equal(pixel_of(&to, x, y), 0xff805030);
    }
    assert_int_equal(pixel_of(&to, 3, 20), 0xffff00ff);
    assert_int_equal(pixel_of(&to, 44, 20), 0xffff00ff);
    draw_gradient(&to, (Rect){0, 0, SIDE, SIDE}, 0xff10a020, 0xff805030, 90, 0);
    assert_int_equal(pixel_of(&to, 0, 0), 0xff805030);
    draw_gradient(&to, (Rect){0, 0, SIDE, SIDE}, 0xff203040, 0xff203040, 33, 1);
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_int_equal(to.pixels[i], 0xff203040); /* nothing to dither */
    pixmap_free(&to);
}

/* Each pixel of a glow is the ramp at its way from the corner, within a level; mirrored it is the
 * same from the other one. */
static void test_a_glow_is_round(void **state) {
    (void)state;
    enum { WIDTH = 500, HEIGHT = 300, BOX = 280, ACROSS = 370, DOWN = 240 };
    const Color from = 0xff204060, end = 0xff0b1014;
    Pixmap both[2];
    for (int i = 0; i < 2; i++) {
        both[i] = pixmap_create(WIDTH, HEIGHT);
        for (int k = 0; k < WIDTH * HEIGHT; k++)
            both[i].pixels[k] = 0xffff00ff;
        Canvas canvas = canvas_open(&both[i]);
        canvas_glow(&canvas, (Rect){0, 0, WIDTH, BOX}, from, end, i == 1, ACROSS, DOWN);
        canvas_close(&canvas);
    }
    for (int32_t y = 0; y < HEIGHT; y++)
        for (int32_t x = 0; x < WIDTH; x++) {
            double across = (WIDTH - x - 0.5) / ACROSS, down = (y + 0.5) / DOWN;
            double way = fmin(sqrt(across * across + down * down), 1);
            uint32_t right = pixel_of(&both[0], x, y);
            uint32_t left = pixel_of(&both[1], WIDTH - 1 - x, y);
            for (int c = 0; c < 3 && y < BOX; c++) {
                double begin = channel_of(from, c),
                       wanted = begin + way * (channel_of(end, c) - begin);
                /* Near the corner the ways are more round than the spans are. */
                double most = way < 0.2 ? 2.2 : 1.3;
                if (fabs(channel_of(right, c) - wanted) > most ||
                    fabs(channel_of(left, c) - wanted) > most)
                    fail_msg("%d,%d: %06x, %06x", x, y, right, left);
            }
            if (y >= BOX)
                assert_int_equal(right, 0xffff00ff);
        }
    pixmap_free(&both[0]);
    pixmap_free(&both[1]);
}

/* A dark ramp of 7 levels over 1024 pixels: with plain rounding each level would be a band of 146
 * pixels whose mean is up to half a level wrong. */
static void test_dark_gradients_have_no_bands(void **state) {
    (void)state;
    enum { LONG = 1024 };
    Pixmap to = pixmap_create(LONG, 8);
    draw_gradient(&to, (Rect){0, 0, LONG, 8}, 0xff0a0a0a, 0xff111111, 90, 1);
    double before = 0;
    for (int32_t x = 0; x < LONG; x += 8) {
        double mean = mean_of(&to, x, 0, 8, 8, 0), wanted = 10 + 7 * (x + 4.0) / LONG;
        if (fabs(mean - wanted) > 0.04 || mean < before)
            fail_msg("mean %g at %d, not %g (%g before)", mean, x, wanted, before);
        before = mean;
        for (int32_t y = 0; y < 8; y++)
            assert_near(wanted, pixel_of(&to, x, y), 0, 1.04, "never far off");
    }
    pixmap_free(&to);
}

static void test_translucent_gradients(void **state) {
    (void)state;
    Pixmap to = blank(0);
    draw_gradient(&to, (Rect){0, 0, SIDE, SIDE}, 0x00ffffff, 0xffff8000, 90, 1);
    assert_premultiplied(&to);
    assert_near(255 * 4.0 / 48, (uint32_t)lround(mean_of(&to, 0, 0, 8, 8, 3)), 0, 1, "alpha");
    pixmap_free(&to);
    to = blank(0xff000000);
    draw_gradient(&to, (Rect){0, 0, SIDE, SIDE}, 0x00ffffff, 0xffffffff, 180, 1);
    assert_near(255 * 4.0 / 48, (uint32_t)lround(mean_of(&to, 0, 0, 8, 8, 0)), 0, 1, "over black");
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_int_equal(to.pixels[i] >> 24, 255);
    pixmap_free(&to);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_rectangles_are_exact),
        cmocka_unit_test(test_coverage_is_the_area),
        cmocka_unit_test(test_round_corners_are_symmetric),
        cmocka_unit_test(test_a_clip_is_kept),
        cmocka_unit_test(test_gradients_go_where_css_says),
        cmocka_unit_test(test_gradients_end_where_they_should),
        cmocka_unit_test(test_a_glow_is_round),
        cmocka_unit_test(test_dark_gradients_have_no_bands),
        cmocka_unit_test(test_translucent_gradients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
