/* unhinted.c: see unhinted.h. */
#include "text/unhinted.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/outline.h"

static void *grow(void *items, size_t size) {
    void *grown = realloc(items, size);
    if (!grown) {
        fputs("kiosk: out of memory\n", stderr);
        abort();
    }
    return grown;
}

static void add_point(Unhinted *unhinted, float x, float y, OutlineTag tag) {
    FT_Outline *outline = &unhinted->outline;
    size_t count = (size_t)outline->n_points;
    if (count + 1 >= SHRT_MAX) {
        unhinted->is_too_long = true;
        return;
    }
    if (count == unhinted->point_capacity) {
        unhinted->point_capacity = count ? count * 2 : 128;
        outline->points = grow(outline->points, unhinted->point_capacity * sizeof *outline->points);
        outline->tags = grow(outline->tags, unhinted->point_capacity);
    }
    outline->points[count] =
        (FT_Vector){lroundf(x * unhinted->scale), lroundf(y * unhinted->scale)};
    outline->tags[count] = tag;
    outline->n_points++;
    outline->contours[outline->n_contours - 1] = (OutlineEnd)count;
}

static void on_move(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x,
                    float y, void *user) {
    (void)functions, (void)state, (void)user;
    Unhinted *unhinted = data;
    FT_Outline *outline = &unhinted->outline;
    size_t count = (size_t)outline->n_contours;
    if (count + 1 >= SHRT_MAX) {
        unhinted->is_too_long = true;
        return;
    }
    if (count == unhinted->contour_capacity) {
        unhinted->contour_capacity = count ? count * 2 : 16;
        outline->contours =
            grow(outline->contours, unhinted->contour_capacity * sizeof *outline->contours);
    }
    outline->n_contours++;
    add_point(unhinted, x, y, FT_CURVE_TAG_ON);
}

static void on_line(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x,
                    float y, void *user) {
    (void)functions, (void)state, (void)user;
    add_point(data, x, y, FT_CURVE_TAG_ON);
}

static void on_conic(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x1,
                     float y1, float x, float y, void *user) {
    (void)functions, (void)state, (void)user;
    add_point(data, x1, y1, FT_CURVE_TAG_CONIC);
    add_point(data, x, y, FT_CURVE_TAG_ON);
}

static void on_cubic(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x1,
                     float y1, float x2, float y2, float x, float y, void *user) {
    (void)functions, (void)state, (void)user;
    add_point(data, x1, y1, FT_CURVE_TAG_CUBIC);
    add_point(data, x2, y2, FT_CURVE_TAG_CUBIC);
    add_point(data, x, y, FT_CURVE_TAG_ON);
}

static hb_draw_funcs_t *make_functions(void) {
    hb_draw_funcs_t *functions = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(functions, on_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(functions, on_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(functions, on_conic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(functions, on_cubic, NULL, NULL);
    hb_draw_funcs_make_immutable(functions);
    return functions;
}

void unhinted_free(Unhinted *unhinted) {
    if (unhinted->functions)
        hb_draw_funcs_destroy(unhinted->functions);
    free(unhinted->outline.points);
    free(unhinted->outline.tags);
    free(unhinted->outline.contours);
    *unhinted = (Unhinted){0};
}

const FT_Outline *unhinted_load(Unhinted *unhinted, hb_font_t *font, uint32_t glyph, float scale) {
    if (!unhinted->functions)
        unhinted->functions = make_functions();
    unhinted->outline.n_points = unhinted->outline.n_contours = 0;
    unhinted->scale = scale;
    unhinted->is_too_long = false;
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, glyph, unhinted->functions, unhinted);
#else
    hb_font_get_glyph_shape(font, glyph, unhinted->functions, unhinted);
#endif
    return unhinted->is_too_long ? NULL : &unhinted->outline;
}
