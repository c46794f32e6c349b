/* Plain SVG files are drawn as librsvg draws them. */
#include "drawn.h"

#include "render/picture_maker.h"

#define ASSETS TEST_SOURCE_DIR "/assets/images/"
#define BRAND  TEST_SOURCE_DIR "/schedules/apsara/"
#define IMAGES TEST_SOURCE_DIR "/tests/render/images/"

/* What `inside`, in a viewBox of 100 × 100, looks like at `side` pixels. */
static Pixmap pixels_from(const char *inside, int32_t side) {
    char text[4096];
    const char *why;
    int len = snprintf(text, sizeof text, OPENING "%s</svg>", inside);
    assert_true(len > 0 && (size_t)len < sizeof text);
    Image image = drawn(str_from(text), side, side, &why);
    if (!image.width)
        fail_msg("%s: %s", inside, why);
    Pixmap pixels = pixels_of(&image);
    image_free(&image);
    return pixels;
}

/* Lowest and highest level of a channel at a place and right beside it. */
static void range_around(const Pixmap *pixmap, int32_t x, int32_t y, int channel, int *low,
                         int *high) {
    *low = 255;
    *high = 0;
    for (int32_t j = y - 1; j <= y + 1; j++)
        for (int32_t i = x - 1; i <= x + 1; i++) {
            bool is_inside = i >= 0 && j >= 0 && i < pixmap->width && j < pixmap->height;
            int level = is_inside ? channel_of(pixel_of(pixmap, i, j), channel) : 0;
            *low = level < *low ? level : *low;
            *high = level > *high ? level : *high;
        }
}

/* Both find what of a pixel is covered, within some levels; where two edges meet in a pixel, or
 * colours lie over each other, they mix it in their own ways. */
static void assert_alike(const Pixmap *pixels, const Pixmap *other, const char *what) {
    double sum = 0;
    for (int32_t y = 0; y < pixels->height; y++)
        for (int32_t x = 0; x < pixels->width; x++)
            for (int c = 0; c < 4; c++) {
                int low, high, level = channel_of(pixel_of(pixels, x, y), c);
                range_around(other, x, y, c, &low, &high);
                if (level < low - 32 || level > high + 32)
                    fail_msg("%s: %d at %d,%d, not %d to %d (%dx%d)", what, level, x, y, low, high,
                             pixels->width, pixels->height);
                sum += abs(level - channel_of(pixel_of(other, x, y), c));
            }
    double mean = sum / 4 / pixels->width / pixels->height;
    if (mean > 2.5) /* a size is rounded: thin lines lie a part of a pixel apart */
        fail_msg("%s: %g levels apart (%dx%d)", what, mean, pixels->width, pixels->height);
}

static PictureResult make(PictureMaker *maker, const char *text, PictureBox box) {
    FILE *file = fopen(TEST_BUILD_DIR "/render-drawing-test.svg", "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    PictureResult result =
        picture_maker_make(maker, &(PictureOrder){.folder = str_from(TEST_BUILD_DIR),
                                                  .path = str_from("render-drawing-test.svg"),
                                                  .box = box});
    if (result.outcome != PICTURE_MADE)
        fail_msg("%s: %s", text, result.facts.why);
    return result;
}

/* The drawing at some sizes, and the same with an attribute that is not plain and says nothing,
 * which librsvg draws therefore. A file may become plain or cease to be: it stays where it was. */
static void compare_sizes(PictureMaker *maker, const char *text, const char *what) {
    static const int32_t SIZES[][2] = {{24, 24},   {64, 64},   {57, 200}, {190, 41},
                                       {150, 150}, {201, 199}, {640, 480}};
    static char other[64 * 1024];
    const char *root = strstr(text, "<svg");
    assert_non_null(root);
    snprintf(other, sizeof other, "%.*s<svg id='x'%s", (int)(root - text), text, root + 4);
    for (size_t i = 0; i < countof(SIZES); i++) {
        PictureBox box = {FIT_CONTAIN, SIZES[i][0], SIZES[i][1]};
        PictureResult plain = make(maker, text, box), full = make(maker, other, box);
        Pixmap pixels = pixels_of(&plain.image);
        assert_premultiplied(&pixels);
        assert_true(fabs(plain.facts.width - full.facts.width) < 0.01);
        assert_true(fabs(plain.facts.height - full.facts.height) < 0.01);
        assert_true(abs(pixels.width - full.image.width) <= 1);
        assert_true(abs(pixels.height - full.image.height) <= 1);
        if (pixels.width == full.image.width && pixels.height == full.image.height)
            assert_alike(&pixels, &full.image.pixels, what);
        pixmap_free(&pixels);
        image_free(&plain.image);
        image_free(&full.image);
    }
}

static void test_like_librsvg(void **state) {
    (void)state;
    static const char *const FILES[] = {BRAND "frieze.svg",      BRAND "mark.svg",
                                        ASSETS "info.svg",       ASSETS "warning.svg",
                                        ASSETS "unrecorded.svg", IMAGES "box.svg"};
    PictureMaker *maker = picture_maker_create(NULL);
    for (size_t i = 0; i < countof(FILES); i++) {
        static char text[60 * 1024];
        FILE *file = fopen(FILES[i], "rb");
        assert_non_null(file);
        text[fread(text, 1, sizeof text - 1, file)] = 0;
        fclose(file);
        compare_sizes(maker, text, FILES[i]);
    }
    picture_maker_free(maker);
}

static void test_a_viewbox_like_librsvgs(void **state) {
    (void)state;
#define XMLNS "xmlns=\"http://www.w3.org/2000/svg\" "
    static const char *const HEADS[] = {
        "<svg " XMLNS "width=\"31\" height=\"31px\" viewBox=\"-5 10 20,20\">",
        "<svg " XMLNS "width=\"100\" height=\"50\" viewBox=\"-12 7 26 13\">",
        "<svg " XMLNS "viewBox=\"-5,10,25,20\">",
        "<svg " XMLNS "width=\"25\" height=\"35\">",
    };
#undef XMLNS
    PictureMaker *maker = picture_maker_create(NULL);
    for (size_t i = 0; i < countof(HEADS); i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "%s<path fill=\"#fe0\" stroke=\"#123456\" stroke-width=\"2\" "
                 "d=\"M0 15h10v6h-10z\"/></svg>",
                 HEADS[i]);
        compare_sizes(maker, text, HEADS[i]);
    }
    picture_maker_free(maker);
}

static double area_of(const Pixmap *pixels) {
    double sum = 0;
    for (size_t i = 0; i < (size_t)pixels->width * (size_t)pixels->height; i++)
        sum += channel_of(pixels->pixels[i], 3) / 255.0;
    return sum;
}

/* In square units of the viewBox. */
static void test_areas_are_exact(void **state) {
    (void)state;
    const double pi = 3.14159265358979;
    const struct {
        const char *inside;
        double area;
    } CASES[] = {
        {"<rect x=\"10.3\" y=\"20.7\" width=\"33.1\" height=\"7.7\"/>", 33.1 * 7.7},
        {"<circle cx=\"50\" cy=\"50\" r=\"30\"/>", pi * 900},
        {"<path d=\"M20 50a30 30 0 1 0 60 0a30 30 0 1 0-60 0z\"/>", pi * 900},
        {"<path d=\"M20 50a30 30 0 1060 0a30 30 0 10-60 0z\"/>", pi * 900},
        {"<path d=\"M20 50a30 15 0 0 1 60 0\"/>", pi * 30 * 15 / 2},
        {"<path d=\"M50 20A30 15 90 0 1 50 80\"/>", pi * 30 * 15 / 2},
        {"<path d=\"M20 50a1 1 0 0 1 60 0\"/>", pi * 900 / 2}, /* radii too small: enlarged */
        {"<path d=\"M50 20A30 30 0 0 1 80 50L50 50z\"/>", pi * 900 / 4},
        {"<path d=\"M50 20A30 30 0 0 0 80 50L50 50z\"/>", 900 - pi * 900 / 4},
        {"<path d=\"M50 30A20 20 0 1 1 70 50z\"/>", (0.75 * pi + 0.5) * 400},
        {"<path d=\"M50 30A20 20 0 1 0 70 50L70 30z\"/>", 0.75 * pi * 400 + 400},
        {"<path d=\"M10 10Q50 90 90 10z\"/>", 80 * 80 / 3.0},
        {"<path d=\"M10 10C10 70 90 70 90 10z\"/>", 80 * 60 * 0.6},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" d=\"M10 20H90\"/>", 320},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-linecap=\"square\" "
         "d=\"M10 20H90\"/>",
         336},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-linecap=\"round\" "
         "d=\"M10 20H90\"/>",
         320 + pi * 4},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"40\" stroke-linecap=\"round\" "
         "d=\"M50 50h0\"/>",
         pi * 400},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"40\" stroke-linecap=\"round\" "
         "d=\"M50 50z\"/>",
         pi * 400},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"40\" d=\"M50 50h0\"/>", 0},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" d=\"M20 20h60v60h-60z\"/>",
         64 * 64 - 56 * 56},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-linejoin=\"bevel\" "
         "d=\"M20 20h60v60h-60z\"/>",
         64 * 64 - 56 * 56 - 4 * 2},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-linejoin=\"round\" "
         "d=\"M20 20h60v60h-60z\"/>",
         64 * 64 - 56 * 56 - 16 + pi * 4},
        {"<path fill=\"none\" stroke=\"#000\" stroke-width=\"4\" d=\"M20 20h60v60h-60v-60\"/>",
         64 * 64 - 56 * 56 - 4},
        {"<circle fill=\"none\" stroke=\"#000\" stroke-width=\"10\" cx=\"50\" cy=\"50\" r=\"30\"/>",
         pi * (35 * 35 - 25 * 25)},
        {"<path d=\"M10 10h80v80h-80zM30 30h40v40h-40z\"/>", 6400},
        {"<path d=\"M10 10h80v80h-80zM30 30v40h40v-40z\"/>", 4800},
        {"<path fill-rule=\"evenodd\" d=\"M10 10h80v80h-80zM30 30h40v40h-40z\"/>", 4800},
        {"<path d=\"M-50-50h100v100h-100z\"/>", 2500}, /* what is seen of it */
        {"<g fill=\"none\"><path d=\"M0 0h9v9z\"/></g>", 0},
        {"<g fill=\"none\"><g fill=\"#fff\"><path d=\"M0 0h9v9h-9z\"/></g></g>", 81},
        {"<path d=\"\"/><path/><path d=\"M5 5\"/>", 0},
    };
    for (size_t i = 0; i < countof(CASES); i++)
        for (int32_t side = 100; side <= 400; side += 100) {
            Pixmap pixels = pixels_from(CASES[i].inside, side);
            double scale = side / 100.0, area = area_of(&pixels) / scale / scale;
            /* Ends lie on 64ths of a pixel, and FreeType's strokes are that much thinner in bends.
             */
            if (fabs(area - CASES[i].area) > 0.005 * CASES[i].area + 1 / scale)
                fail_msg("%s: %g, not %g", CASES[i].inside, area, CASES[i].area);
            pixmap_free(&pixels);
        }
}

static void test_ways_to_write_the_same_path(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"M10 10L90 10L90 50Z", "M10,10 90,10 90,50z"},
        {"M10 10L90 10L90 50Z", "m10 10 80 0 0 40z"},
        {"M10 10L90 10L90 50Z", " M 10 10 H 90 V 50 Z "},
        {"M10 10L90 10L90 50Z", "M1e1 10.0h+80v.4e2z"},
        {"M10 10.5L90 10L90 50Z", "M10 10.5L90 10 90 50"},
        {"M10 10L10.5 .5L90 50Z", "M10 10l.5-9.5L90 50Z"},
        {"M10 10C20 0 30 0 40 10C50 20 60 20 70 10Z", "M10 10C20 0 30 0 40 10S60 20 70 10Z"},
        {"M10 10C20 0 30 0 40 10C50 20 60 20 70 10Z", "m10 10c10-10 20-10 30 0s20 10 30 0z"},
        {"M10 10L40 10C40 10 60 20 70 10Z", "M10 10L40 10S60 20 70 10Z"},
        {"M10 10Q20 0 40 10Q60 20 70 10Z", "M10 10Q20 0 40 10T70 10Z"},
        {"M10 10Q20 0 40 10Q60 20 70 10Q80 0 90 10Z", "m10 10q10-10 30 0t30 0 20 0z"},
        {"M10 10L40 10Q40 10 70 10L70 60Z", "M10 10L40 10T70 10L70 60Z"},
        {"M10 10H20V20ZM10 10H5V5Z", "M10 10h10v10zh-5v-5z"},
        {"M10 10H20V20ZM30 30H40V40Z", "m10 10h10v10zm20 20h10v10z"},
        {"M10 10A20 10 0 0 0 50 20L10 50Z", "M10 10a20,10,0,0,0,40,10l-40 30z"},
        {"M10 10L50 20L10 50Z", "M10 10A0 10 0 0 0 50 20L10 50Z"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Pixmap pictures[2];
        for (int k = 0; k < 2; k++) {
            char inside[512];
            snprintf(inside, sizeof inside,
                     "<path fill=\"#fe0\" stroke=\"#123456\" stroke-width=\"3\" d=\"%s\"/>",
                     CASES[i][k]);
            /* Open or closed is a difference of the stroke only. */
            if (i == 4)
                snprintf(inside, sizeof inside, "<path d=\"%s\"/>", CASES[i][k]);
            pictures[k] = pixels_from(inside, 100);
        }
        if (pixmap_difference(&pictures[0], &pictures[1]).width)
            fail_msg("%s is not %s", CASES[i][1], CASES[i][0]);
        assert_true(area_of(&pictures[0]) > 10);
        pixmap_free(&pictures[0]);
        pixmap_free(&pictures[1]);
    }
}

static void test_whole_pixels_have_their_colour(void **state) {
    (void)state;
    Pixmap pixels = pixels_from("<g fill=\"#f80\"><rect width=\"50\" height=\"50\"/>"
                                "<rect x=\"50\" width=\"50\" height=\"50\" fill=\"#0aF123\"/></g>",
                                200);
    assert_int_equal(pixel_of(&pixels, 0, 0), 0xffff8800);
    assert_int_equal(pixel_of(&pixels, 99, 99), 0xffff8800);
    assert_int_equal(pixel_of(&pixels, 100, 99), 0xff0af123);
    assert_int_equal(pixel_of(&pixels, 100, 100), 0);
    pixmap_free(&pixels);
}

/* An opacity is that of the whole picture: where two shapes lie over each other only the upper one
 * is seen, as faint as elsewhere. */
static void test_opacity_is_the_whole_pictures(void **state) {
    (void)state;
    const char *why;
    Image image = drawn(str_from(OPENING "<rect width=\"60\" height=\"60\" fill=\"#ff0000\"/>"
                                         "<rect x=\"30\" y=\"30\" width=\"60\" height=\"60\" "
                                         "fill=\"#0000ff\" stroke=\"#00ff00\"/></svg>"),
                        100, 100, &why);
    Pixmap composed = pixels_of(&image), faint = pixmap_create(100, 100);
    Pixmap wanted = pixmap_create(100, 100);
    fill(&faint, 0xff808080);
    fill(&wanted, 0xff808080);
    Canvas canvas = canvas_open(&faint), other = canvas_open(&wanted);
    image_draw(&image, &canvas, 0, 0, 0.07f);
    canvas_pixels(&other, composed.pixels, 100, 0, 0, 100, 100, 0.07f);
    assert_int_equal(pixmap_difference(&faint, &wanted).width, 0);
    assert_int_equal(pixel_of(&faint, 45, 45), pixel_of(&faint, 75, 75)); /* over red, over grey */
    for (int c = 0; c < 3; c++)
        assert_near(0x80 * 0.93 + (c == 0 ? 255 * 0.07 : 0), pixel_of(&faint, 45, 45), c, 1,
                    "blue");
    canvas_close(&canvas);
    canvas_close(&other);
    pixmap_free(&composed);
    pixmap_free(&faint);
    pixmap_free(&wanted);
    image_free(&image);
}

/* FIT_COVER draws the middle only: the same pixels as the middle of all. */
static void test_a_part_is_a_part_of_the_whole(void **state) {
    (void)state;
    ImageFile file;
    const char *why;
    assert_true(image_file_open(&file, BRAND "mark.svg", &why));
    Arena *arena = arena_create();
    Drawing drawing;
    assert_true(
        drawing_read(arena, (Str){(const char *)file.plain, file.plain_len}, &drawing, &why));
    int32_t width = 150, height = 150;
    float factor = drawing_fit(&drawing, &width, &height);
    Runs whole, part;
    assert_true(drawing_draw(&drawing, factor, (PixelRect){0, 0, width, height}, &whole));
    assert_true(drawing_draw(&drawing, factor, (PixelRect){31, 17, 80, 101}, &part));
    Pixmap all = runs_to_pixmap(&whole), some = runs_to_pixmap(&part);
    for (int32_t y = 0; y < some.height; y++)
        for (int32_t x = 0; x < some.width; x++)
            assert_int_equal(pixel_of(&some, x, y), pixel_of(&all, x + 31, y + 17));
    pixmap_free(&all);
    pixmap_free(&some);
    runs_free(&whole);
    runs_free(&part);
    arena_free(arena);
    image_file_close(&file);
}

static void test_a_line_drawing_is_small(void **state) {
    (void)state;
    ImageFile file;
    const char *why;
    assert_true(image_file_open(&file, IMAGES "lines.svg", &why));
    Image image = drawn((Str){(const char *)file.plain, file.plain_len}, 950, 1224, &why);
    assert_int_equal(image.form, IMAGE_RUNS);
    assert_true(image_bytes(&image) < 128 * 1024); /* of 4.7 MB */
    image_free(&image);
    image_file_close(&file);
}

/* A path that is mostly right. */
static void random_path(char *to, size_t size, uint64_t *seed) {
    static const struct {
        char letter;
        uint32_t count;
    } COMMANDS[] = {{'M', 2}, {'L', 2}, {'H', 1}, {'V', 1}, {'C', 6},
                    {'S', 4}, {'Q', 4}, {'T', 2}, {'A', 7}, {'Z', 0}};
    static const char *const ODD[] = {"0", "1", "-3", ".001", "99.5", "1e3", "-7e2", "-1e-4"};
    size_t len = (size_t)snprintf(to, size, "M5 5");
    for (uint32_t i = random_next(seed) % 12; i > 0 && len < size - 100; i--) {
        size_t which = random_next(seed) % countof(COMMANDS);
        bool is_relative = random_next(seed) % 2, is_wrong = random_next(seed) % 200 == 0;
        to[len++] = (char)(COMMANDS[which].letter + (is_relative ? 'a' - 'A' : 0));
        for (uint32_t k = 0; k < COMMANDS[which].count + is_wrong; k++)
            if (COMMANDS[which].letter == 'A' && (k == 3 || k == 4))
                len += (size_t)snprintf(to + len, size - len, " %u", random_next(seed) % 2);
            else if (random_next(seed) % 6 == 0)
                len += (size_t)snprintf(to + len, size - len, " %s",
                                        ODD[random_next(seed) % countof(ODD)]);
            else
                len += (size_t)snprintf(to + len, size - len, " %u", random_next(seed) % 100);
        to[len] = 0;
    }
}

static void test_random_paths(void **state) {
    (void)state;
    static const char *const JOINS[] = {"miter", "round", "bevel"};
    static const char *const CAPS[] = {"butt", "round", "square"};
    uint64_t seed = 77;
    int drawings = 0;
    for (int i = 0; i < 4000; i++) {
        char path[1024], text[2048];
        const char *why;
        random_path(path, sizeof path, &seed);
        snprintf(text, sizeof text,
                 OPENING "<path stroke=\"#123\" stroke-width=\"%u\" stroke-linejoin=\"%s\" "
                         "stroke-linecap=\"%s\" fill=\"#abcdef\" d=\"%s\"/></svg>",
                 random_next(&seed) % 40, JOINS[random_next(&seed) % 3],
                 CAPS[random_next(&seed) % 3], path);
        int32_t side = (int32_t)(random_next(&seed) % 200) + 1;
        Image image = drawn(str_from(text), side, side, &why);
        if (!image.width)
            continue;
        drawings++;
        Pixmap pixels = pixels_of(&image);
        assert_premultiplied(&pixels);
        pixmap_free(&pixels);
        image_free(&image);
    }
    assert_true(drawings > 2000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_like_librsvg),
        cmocka_unit_test(test_a_viewbox_like_librsvgs),
        cmocka_unit_test(test_areas_are_exact),
        cmocka_unit_test(test_ways_to_write_the_same_path),
        cmocka_unit_test(test_whole_pixels_have_their_colour),
        cmocka_unit_test(test_opacity_is_the_whole_pictures),
        cmocka_unit_test(test_a_part_is_a_part_of_the_whole),
        cmocka_unit_test(test_a_line_drawing_is_small),
        cmocka_unit_test(test_random_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
