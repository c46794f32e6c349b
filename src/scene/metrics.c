#include "scene/metrics.h"

#include <math.h>

/* All roles take the display cut: signage is read from afar at sizes that a book never sees. Line
 * heights are those of the design's pictures; a role may shrink to `least` of its size before
 * its text is cut. */
static const struct {
    FontRole font;
    float line_height;
    float letter_spacing; /* em: large sizes are set tighter */
    float least;
    bool has_even_digits; /* of one width, for columns; the large clock stands alone, and its 1 not
                             in a wide cell */
} ROLES[] = {
    [TYPE_HERO] = {FONT_DISPLAY, 1.10f, -0.018f, 0.45f, true},
    [TYPE_TITLE] = {FONT_DISPLAY, 1.18f, -0.010f, 0.45f, true},
    [TYPE_CLOCK] = {FONT_DIGITS, 1.10f, -0.015f, 0.60f, false},
    [TYPE_HEADING] = {FONT_DISPLAY, 1.22f, -0.008f, 0.55f, true},
    [TYPE_SUBTITLE] = {FONT_DISPLAY, 1.35f, 0, 0.65f, true},
    [TYPE_LEAD] = {FONT_DISPLAY, 1.32f, 0, 0.65f, true},
    [TYPE_ITEM] = {FONT_TEXT, 1.30f, 0, 0.70f, true},
    [TYPE_BODY] = {FONT_TEXT, 1.50f, 0, 0.75f, true},
    [TYPE_SMALL] = {FONT_TEXT, 1.40f, 0, 0.85f, true},
    [TYPE_TINY] = {FONT_TEXT, 1.40f, 0, 1.00f, true},
};
_Static_assert(sizeof ROLES / sizeof ROLES[0] == TYPE_COUNT, "a row for each type role");

static ScreenShape shape_of(float aspect) {
    if (aspect < 0.85f)
        return SHAPE_PORTRAIT;
    if (aspect <= 1.2f)
        return SHAPE_SQUARE;
    if (aspect <= 2.4f)
        return SHAPE_LANDSCAPE;
    return aspect <= 4.5f ? SHAPE_WIDE : SHAPE_STRIP;
}

static float unit_of(ScreenShape shape, float width, float height) {
    switch (shape) {
    case SHAPE_PORTRAIT:
        return fminf(width / 1000, height / 1600);
    case SHAPE_SQUARE:
        return fminf(width, height) / 1280;
    case SHAPE_LANDSCAPE:
        return fminf(width / 1920, height / 1080);
    case SHAPE_WIDE:
        return height / 1000;
    case SHAPE_STRIP:
        return fminf(height / 470, width / 2400);
    }
    return 1;
}

static float canvas_of(ScreenShape shape, float width, float height) {
    switch (shape) {
    case SHAPE_PORTRAIT:
        return fminf(width / 1080, height / 1920);
    case SHAPE_SQUARE:
        return fminf(width, height) / 1080;
    case SHAPE_LANDSCAPE:
        return fminf(width / 1920, height / 1080);
    case SHAPE_WIDE:
        return height / 1080;
    case SHAPE_STRIP:
        return fminf(height / 360, width / 1920);
    }
    return 1;
}

Metrics metrics_create(int32_t width, int32_t height, const Theme *theme, float safe_area) {
    Metrics m = {.width = (float)width, .height = (float)height};
    m.shape = shape_of(m.width / m.height);
    m.unit = unit_of(m.shape, m.width, m.height);
    m.canvas = canvas_of(m.shape, m.width, m.height);
    /* Taller than 9:16 nobody stands farther away. */
    m.min_type = ceilf(fminf(m.height, m.width * 16 / 9) / 45);
    float side =
        metrics_px(&m, m.shape == SHAPE_PORTRAIT || m.shape == SHAPE_SQUARE ? theme->margin * 0.75f
                                                                            : theme->margin);
    float top = metrics_px(&m, m.shape == SHAPE_STRIP ? 44 : 48);
    side = fmaxf(side, ceilf(m.width * safe_area));
    top = fmaxf(top, ceilf(m.height * safe_area));
    m.content = (Rect){side, top, m.width - 2 * side, m.height - 2 * top};
    return m;
}

float metrics_px(const Metrics *metrics, float units) {
    if (units <= 0)
        return 0;
    return fmaxf(1, roundf(units * metrics->unit));
}

FontRole metrics_font(const Metrics *metrics, FontRole role) {
    static const FontRole OVERLAY[FONT_ROLE_COUNT] = {[FONT_DISPLAY] = FONT_OVERLAY_HEADING,
                                                      [FONT_BODY] = FONT_BODY,
                                                      [FONT_MONO] = FONT_MONO,
                                                      [FONT_TEXT] = FONT_OVERLAY_TEXT,
                                                      [FONT_DIGITS] = FONT_OVERLAY_DIGITS,
                                                      [FONT_OVERLAY_HEADING] = FONT_OVERLAY_HEADING,
                                                      [FONT_OVERLAY_TEXT] = FONT_OVERLAY_TEXT,
                                                      [FONT_OVERLAY_DIGITS] = FONT_OVERLAY_DIGITS};
    return metrics->is_overlay ? OVERLAY[role] : role;
}

TextStyle metrics_style(const Metrics *metrics, const Theme *theme, TypeRole role,
                        FontWeight weight, Str language) {
    float size = fmaxf(metrics->min_type, theme->sizes[role] * metrics->unit);
    return (TextStyle){
        .role = metrics_font(metrics, ROLES[role].font),
        .weight = weight,
        .size = size,
        .min_size = fminf(size, fmaxf(metrics->min_type, size * ROLES[role].least)),
        .line_height = ROLES[role].line_height,
        .letter_spacing = ROLES[role].letter_spacing,
        .language = language,
        .has_tabular_digits = ROLES[role].has_even_digits,
    };
}
