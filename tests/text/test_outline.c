/* Our coverage beside FreeType's: glyphs of real faces, and outlines that nobody would draw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/outline.h"

enum { GUARD = 64 };

typedef struct {
    size_t pixels, differ; /* by a level or more */
    int worst;
} Comparison;

/* Both draw into the box of `outline` moved by (x, 0); counts what differs. */
static void compare(FT_Library library, OutlineScratch *scratch, FT_Outline *outline, FT_Pos x,
                    Comparison *sum) {
    FT_Outline_Translate(outline, x, 0);
    FT_BBox box;
    FT_Outline_Get_CBox(outline, &box);
    FT_Pos left = box.xMin >> 6, right = (box.xMax + 63) >> 6;
    FT_Pos bottom = box.yMin >> 6, top = (box.yMax + 63) >> 6;
    FT_Outline_Translate(outline, -x, 0);
    if (right <= left || top <= bottom || right - left > OUTLINE_SIDE_MAX ||
        top - bottom > OUTLINE_SIDE_MAX)
        return;
    int32_t width = (int32_t)(right - left), height = (int32_t)(top - bottom);
    size_t size = (size_t)width * (size_t)height;
    uint8_t *ours = malloc(size + OUTLINE_SPARE + GUARD), *theirs = calloc(size, 1);
    memset(ours, 0xa5, size + OUTLINE_SPARE + GUARD);
    assert_true(outline_draw(scratch, outline, x - left * 64, -bottom * 64, ours, width, height));
    for (size_t i = 0; i < GUARD; i++)
        assert_int_equal(ours[size + OUTLINE_SPARE + i], 0xa5);
    const FT_Bitmap canvas = {.rows = (unsigned)height,
                              .width = (unsigned)width,
                              .pitch = width,
                              .buffer = theirs,
                              .num_grays = 256,
                              .pixel_mode = FT_PIXEL_MODE_GRAY};
    FT_Outline_Translate(outline, x - left * 64, -bottom * 64);
    assert_int_equal(FT_Outline_Get_Bitmap(library, outline, &canvas), 0);
    FT_Outline_Translate(outline, left * 64 - x, bottom * 64);
    sum->pixels += size;
    for (size_t i = 0; i < size; i++) {
        int difference = abs(ours[i] - theirs[i]);
        sum->differ += difference > 0;
        sum->worst = difference > sum->worst ? difference : sum->worst;
    }
    free(ours);
    free(theirs);
}

/* ---- glyphs ----------------------------------------------------------------------------------*/

static void compare_face(FT_Library library, OutlineScratch *scratch, const char *path, long index,
                         Comparison *sum) {
    static const float SIZES[] = {7, 13, 24, 26, 33.5f, 48, 52, 76, 152, 300};
    FT_Face face;
    if (FT_New_Face(library, path, index, &face) != 0)
        return; /* the package is not installed */
    for (size_t i = 0; i < countof(SIZES); i++) {
        FT_Pos size = (FT_Pos)(SIZES[i] * 64);
        FT_Set_Char_Size(face, size, size, 72, 72);
        FT_UInt step = (FT_UInt)face->num_glyphs / 150 + 1;
        for (FT_UInt glyph = 1; glyph < (FT_UInt)face->num_glyphs; glyph += step) {
            FT_Int32 flags = glyph & 1 ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING;
            if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_BITMAP | flags) == 0 &&
                face->glyph->format == FT_GLYPH_FORMAT_OUTLINE)
                compare(library, scratch, &face->glyph->outline, (FT_Pos)(glyph & 3) * 16, sum);
        }
    }
    FT_Done_Face(face);
}

static void test_glyphs_are_freetypes(void **state) {
    (void)state;
    static const struct {
        const char *path;
        long index;
    } FACES[] = {{"/usr/share/fonts/opentype/inter/InterDisplay-SemiBold.otf", 0},
                 {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2},
                 {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2},
                 {"/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf", 0},
                 {"/usr/share/fonts/truetype/noto/NotoSansMono-Bold.ttf", 0},
                 {"/usr/share/fonts/truetype/noto/NotoSerifTibetan-Regular.ttf", 0}};
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    OutlineScratch scratch = {0};
    Comparison sum = {0};
    for (size_t i = 0; i < countof(FACES); i++)
        compare_face(library, &scratch, FACES[i].path, FACES[i].index, &sum);
    assert_true(sum.pixels > 100000);
    print_message("%zu of %zu pixels differ, by %d at most\n", sum.differ, sum.pixels, sum.worst);
    assert_true(sum.worst <= 2);
    assert_true(sum.differ * 50 < sum.pixels);
    outline_scratch_free(&scratch);
    FT_Done_FreeType(library);
}

/* ---- any outline -----------------------------------------------------------------------------*/

enum { POINTS_MAX = 120, CONTOURS_MAX = 6 };

typedef struct {
    FT_Vector points[POINTS_MAX];
    OutlineTag tags[POINTS_MAX];
    OutlineEnd contours[CONTOURS_MAX];
    FT_Outline outline;
} Scrawl;

static long pick(unsigned *seed, long most) {
    *seed = *seed * 1103515245 + 12345;
    return (long)(*seed >> 8) % (most + 1);
}

static void add_point(Scrawl *scrawl, long x, long y, OutlineTag tag) {
    int at = scrawl->outline.n_points;
    scrawl->points[at] = (FT_Vector){x, y};
    scrawl->tags[at] = tag;
    scrawl->outline.n_points++;
}

/* Contours of lines, conics and cubics that cross each other; some points on whole pixels. */
static void make_scrawl(Scrawl *scrawl, unsigned *seed, long side) {
    *scrawl = (Scrawl){
        .outline = {.points = scrawl->points, .tags = scrawl->tags, .contours = scrawl->contours}};
    long mask = pick(seed, 3) == 0 ? ~63L : ~0L;
    long contours = 1 + pick(seed, CONTOURS_MAX - 1);
    for (long c = 0; c < contours; c++) {
        long steps = 2 + pick(seed, 4);
        add_point(scrawl, pick(seed, side) & mask, pick(seed, side) & mask, FT_CURVE_TAG_ON);
        for (long i = 0; i < steps; i++) {
            long controls = pick(seed, 2);
            OutlineTag tag = controls == 1 ? FT_CURVE_TAG_CONIC : FT_CURVE_TAG_CUBIC;
            for (long k = 0; k < controls; k++)
                add_point(scrawl, pick(seed, side) & mask, pick(seed, side) & mask, tag);
            add_point(scrawl, pick(seed, side) & mask, pick(seed, side) & mask, FT_CURVE_TAG_ON);
        }
        scrawl->contours[c] = (OutlineEnd)(scrawl->outline.n_points - 1);
    }
    scrawl->outline.n_contours = (OutlineCount)contours;
}

static void test_any_outline_is_freetypes(void **state) {
    (void)state;
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    OutlineScratch scratch = {0};
    Comparison sum = {0};
    unsigned seed = 20240607;
    for (int i = 0; i < 3000; i++) {
        Scrawl scrawl;
        make_scrawl(&scrawl, &seed, 64 * (1 + pick(&seed, i % 10 == 0 ? 500 : 60)) - 1);
        compare(library, &scratch, &scrawl.outline, pick(&seed, 3) * 16, &sum);
    }
    print_message("%zu of %zu pixels differ, by %d at most\n", sum.differ, sum.pixels, sum.worst);
    /* A scribble has dozens of edges in a pixel, of which each adds its rounding. */
    assert_true(sum.worst <= 4);
    assert_true(sum.differ * 20 < sum.pixels);
    outline_scratch_free(&scratch);
    FT_Done_FreeType(library);
}

static void test_what_it_cannot(void **state) {
    (void)state;
    FT_Vector points[] = {{0, 0}, {0, 640}, {640, 640}, {640, 0}};
    OutlineTag tags[] = {FT_CURVE_TAG_ON, FT_CURVE_TAG_ON, FT_CURVE_TAG_ON, FT_CURVE_TAG_ON};
    OutlineEnd ends[] = {3};
    FT_Outline square = {
        .n_contours = 1, .n_points = 4, .points = points, .tags = tags, .contours = ends};
    OutlineScratch scratch = {0};
    uint8_t pixels[11 * 11 + OUTLINE_SPARE];
    assert_true(outline_draw(&scratch, &square, 0, 0, pixels, 10, 10));
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(pixels[i], 255);

    static const struct {
        FT_Pos x, y;
    } AWAY[] = {{-1, 0}, {65, 0}, {0, -1}, {0, 65}, {1 << 20, 0}, {0, -(1L << 40)}};
    for (size_t i = 0; i < countof(AWAY); i++)
        assert_false(outline_draw(&scratch, &square, AWAY[i].x, AWAY[i].y, pixels, 11, 11));
    assert_false(outline_draw(&scratch, &square, 0, 0, pixels, OUTLINE_SIDE_MAX + 1, 10));
    assert_false(outline_draw(&scratch, &square, 0, 0, pixels, 0, 10));
    square.flags = FT_OUTLINE_EVEN_ODD_FILL;
    assert_false(outline_draw(&scratch, &square, 0, 0, pixels, 10, 10));

    /* What was begun and given up leaves nothing behind. */
    square.flags = 0;
    assert_true(outline_draw(&scratch, &square, 16, 32, pixels, 11, 11));
    assert_int_equal(pixels[0], 96);       /* 3/4 × 1/2 */
    assert_int_equal(pixels[5], 128);      /* 1/2 */
    assert_int_equal(pixels[5 * 11], 192); /* 3/4 */
    assert_int_equal(pixels[5 * 11 + 5], 255);
    outline_scratch_free(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_glyphs_are_freetypes),
                                       cmocka_unit_test(test_any_outline_is_freetypes),
                                       cmocka_unit_test(test_what_it_cannot)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
