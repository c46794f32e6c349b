/* HarfBuzz's outlines beside FreeType's unhinted ones: the same points to a small part of a pixel,
 * and pictures that nobody could tell apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/font_file.h"
#include "text/outline.h"
#include "text/unhinted.h"

#include FT_FREETYPE_H

enum { NEAR = 2 }; /* 1/64 pixel */

typedef struct {
    size_t glyphs, pixels, differ; /* by more than four levels */
    int worst;
} Comparison;

/* Both in the box of one; false when the other leaves it. */
static bool compare_pictures(OutlineScratch *scratch, const FT_Outline *a, const FT_Outline *b,
                             Comparison *sum) {
    FT_BBox box;
    FT_Outline_Get_CBox(a, &box);
    FT_Pos left = (box.xMin - NEAR) >> 6, right = (box.xMax + NEAR + 63) >> 6;
    FT_Pos bottom = (box.yMin - NEAR) >> 6, top = (box.yMax + NEAR + 63) >> 6;
    int32_t width = (int32_t)(right - left), height = (int32_t)(top - bottom);
    if (a->n_points == 0)
        return b->n_points == 0;
    if (width > OUTLINE_SIDE_MAX || height > OUTLINE_SIDE_MAX)
        return true;
    size_t size = (size_t)width * (size_t)height;
    uint8_t *ours = malloc(size + OUTLINE_SPARE), *theirs = malloc(size + OUTLINE_SPARE);
    bool is_drawn = outline_draw(scratch, a, -left * 64, -bottom * 64, theirs, width, height) &&
                    outline_draw(scratch, b, -left * 64, -bottom * 64, ours, width, height);
    for (size_t i = 0; is_drawn && i < size; i++) {
        int difference = abs(ours[i] - theirs[i]);
        sum->differ += difference > 4;
        sum->worst = difference > sum->worst ? difference : sum->worst;
    }
    sum->pixels += size;
    sum->glyphs++;
    free(ours);
    free(theirs);
    return is_drawn;
}

static void compare_face(FT_Library library, const char *path, unsigned index, Comparison *sum) {
    static const FT_Pos SIZES[] = {49 * 64, 52 * 64, 76 * 64 + 32, 152 * 64, 300 * 64};
    hb_blob_t *blob = font_file_open(path);
    unsigned length;
    const char *bytes = hb_blob_get_data(blob, &length);
    FT_Face face;
    if (length == 0 || FT_New_Memory_Face(library, (const FT_Byte *)bytes, (FT_Long)length,
                                          (FT_Long)index, &face) != 0) {
        hb_blob_destroy(blob);
        return; /* the package is not installed */
    }
    hb_face_t *shaper_face = hb_face_create(blob, index);
    hb_font_t *shaper = hb_font_create(shaper_face);
    Unhinted unhinted = {0};
    OutlineScratch scratch = {0};
    for (size_t i = 0; i < countof(SIZES); i++) {
        FT_Set_Char_Size(face, SIZES[i], SIZES[i], 72, 72);
        float scale = (float)SIZES[i] / (float)face->units_per_EM;
        for (FT_UInt glyph = 1; glyph < (FT_UInt)face->num_glyphs;
             glyph += (FT_UInt)face->num_glyphs / 200 + 1) {
            if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_BITMAP | FT_LOAD_NO_HINTING) != 0)
                continue;
            const FT_Outline *ours = unhinted_load(&unhinted, shaper, glyph, scale);
            assert_non_null(ours);
            if (!compare_pictures(&scratch, &face->glyph->outline, ours, sum))
                fail_msg("%s: glyph %u at %ld/64 is elsewhere", path, glyph, SIZES[i]);
        }
    }
    outline_scratch_free(&scratch);
    unhinted_free(&unhinted);
    hb_font_destroy(shaper);
    hb_face_destroy(shaper_face);
    FT_Done_Face(face);
    hb_blob_destroy(blob);
}

static void test_outlines_are_freetypes(void **state) {
    (void)state;
    static const struct {
        const char *path;
        unsigned index;
    } FACES[] = {{"/usr/share/fonts/opentype/inter/InterDisplay-SemiBold.otf", 0},
                 {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2},
                 {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2},
                 {"/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf", 0},
                 {"/usr/share/fonts/truetype/noto/NotoSansDevanagari-Bold.ttf", 0},
                 {"/usr/share/fonts/truetype/noto/NotoSansMono-Bold.ttf", 0}};
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    Comparison sum = {0};
    for (size_t i = 0; i < countof(FACES); i++)
        compare_face(library, FACES[i].path, FACES[i].index, &sum);
    print_message("%zu glyphs; %zu of %zu pixels differ by more than 4, by %d at most\n",
                  sum.glyphs, sum.differ, sum.pixels, sum.worst);
    assert_true(sum.glyphs > 1000);
    assert_true(sum.worst <= 24); /* curves may be divided once more or less */
    assert_true(sum.differ * 200 < sum.pixels);
    FT_Done_FreeType(library);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_outlines_are_freetypes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
