/* theme_third.c: the colours of the stream's lower thirds: the look's own, else the theme's; and
 * whether they are read over any camera. */
#include "scene/theme.h"

static const ColorRole USUAL[] = {
    [THIRD_GROUND] = COLOR_BACKGROUND, [THIRD_NAME] = COLOR_TEXT,
    [THIRD_LINE] = COLOR_GOLD,         [THIRD_OTHER] = COLOR_MUTED,
    [THIRD_BAR_COLOR] = COLOR_ACCENT,  [THIRD_ON_BAR] = COLOR_ON_ACCENT,
};
_Static_assert(countof(USUAL) == THIRD_COLOR_COUNT, "a role for each colour");

Color theme_third_color(const Theme *theme, ThirdColor color) {
    const OverlayLook *look = &theme->overlay;
    return look->has_colors[color] ? 0xFF000000 | look->colors[color] : theme->colors[USUAL[color]];
}

/* `color`, THIRD_DENSITY of it, over a camera's black or white. */
static Color over_camera(Color color, uint32_t camera) {
    Color mixed = 0xFF000000;
    for (int shift = 0; shift <= 16; shift += 8) {
        float own = (float)(color >> shift & 0xFF);
        mixed |= (Color)(own * THIRD_DENSITY + (float)camera * (1 - THIRD_DENSITY) + 0.5f) << shift;
    }
    return mixed;
}

static float least_contrast(Color text, Color ground) {
    float white = color_contrast(text, over_camera(ground, 255));
    float black = color_contrast(text, over_camera(ground, 0));
    return white < black ? white : black;
}

void theme_check_third(const Theme *theme, const OverlayLook *said, Diagnostics *diagnostics) {
    static const struct {
        ThirdColor text, ground;
    } PAIRS[] = {{THIRD_NAME, THIRD_GROUND},
                 {THIRD_LINE, THIRD_GROUND},
                 {THIRD_OTHER, THIRD_GROUND},
                 {THIRD_ON_BAR, THIRD_BAR_COLOR}};
    if (theme->plate.path.len) /* what lies under the texts is not known */
        return;
    for (size_t i = 0; i < countof(PAIRS); i++) {
        ThirdColor text = PAIRS[i].text, ground = PAIRS[i].ground;
        bool is_on_bar = text == THIRD_ON_BAR;
        if ((!said->has_colors[text] && !said->has_colors[ground]) ||
            (is_on_bar && theme->overlay.look != THIRD_BLOCKS))
            continue;
        float ratio =
            least_contrast(theme_third_color(theme, text), theme_third_color(theme, ground));
        if (ratio >= theme->contrast)
            continue;
        diagnostics_add(diagnostics, SEVERITY_WARNING, "low-contrast",
                        said->has_colors[text] ? said->color_at[text] : said->color_at[ground],
                        "make one of them lighter or darker",
                        "in lower thirds %s on %s has a contrast of %.1f:1 over some cameras; "
                        "%.3g:1 is needed",
                        overlay_color_name(text), overlay_color_name(ground), (double)ratio,
                        (double)theme->contrast);
    }
}
