/* design.c: the measures of the design's pictures (pixels of a canvas that has the screen's shape)
 * as pixels and looks of this screen. */
#include <math.h>

#include "base/color.h"
#include "base/shorten.h"
#include "views/page.h"

float dp(const Page *page, float pixels) {
    return pixels > 0 ? fmaxf(1, roundf(pixels * page->metrics.canvas)) : 0;
}

enum { LARGE = 80 }; /* from this size on a theme's larger type makes nothing more readable */

/* Lines of large type stand closer. */
static float line_height(float size) {
    return size >= 80 ? 1.13f : size >= 56 ? 1.2f : 1.25f;
}

TextLook page_type(const Page *page, float size, FontWeight weight, ColorRole color,
                   size_t language) {
    TextLook look = page_look(page, TYPE_SMALL, weight, color, language);
    look.style.role = metrics_font(&page->metrics, size >= 46 ? FONT_DISPLAY : FONT_TEXT);
    float scale = page->metrics.canvas * (size < LARGE ? page->theme->type_scale : 1);
    look.style.size = fmaxf(page->metrics.min_type, size * scale);
    look.style.min_size = look.style.size;
    look.style.line_height = line_height(size);
    look.style.letter_spacing = size >= 46 ? -0.015f : 0;
    look.style.has_tabular_digits = size < 46; /* in columns of lists */
    look.max_lines = 1;
    return look;
}

void look_may_shrink(const Page *page, TextLook *look, float size) {
    look->style.min_size =
        fminf(look->style.size, fmaxf(page->metrics.min_type, size * page->metrics.canvas));
}

bool page_fits(const Page *page, Str text, const TextLook *look, float width) {
    TextBox box = {.width = width,
                   .max_lines = look->max_lines,
                   .spare_lines = look->spare_lines,
                   .is_balanced = look->is_balanced};
    const TextLayout *layout =
        text_layout(page->context->text, page->arena, text, &look->style, &box);
    return !layout->is_cut && layout->width <= width + 0.5f;
}

float page_width(const Page *page, Str text, const TextLook *look) {
    return ceilf(text_width(page->context->text, text, &look->style));
}

Color page_area_color(const Page *page, uint32_t rgb) {
    enum { STEPS = 10 };
    uint32_t ground = page_color(page, COLOR_BACKGROUND), text = page_color(page, COLOR_TEXT);
    for (int step = 0; step < STEPS; step++) {
        Color color =
            0xFF000000u | color_mix(rgb & 0xFFFFFFu, text & 0xFFFFFFu, (float)step / (2 * STEPS));
        if (color_contrast(color, ground) >= 1.5f)
            return color;
    }
    return 0xFF000000u | color_mix(rgb & 0xFFFFFFu, text & 0xFFFFFFu, 0.5f);
}

Color page_track_color_or(const Page *page, const Session *session, ColorRole otherwise) {
    if (session->track < page->schedule->track_count &&
        page->schedule->tracks[session->track].has_color)
        return page_area_color(page, page->schedule->tracks[session->track].color);
    return page_color(page, otherwise);
}

Color page_track_color(const Page *page, const Session *session) {
    return page_track_color_or(page, session, COLOR_ACCENT);
}

Str page_first_words(const Page *page, Str text, const TextLook *look, float width) {
    if (page_fits(page, text, look, width))
        return text;
    size_t low = 0, high = text.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        while (middle > low && ((unsigned char)text.s[middle] & 0xC0) == 0x80)
            middle--;
        if (middle == low)
            break;
        Str part = str_printf(page->arena, "%.*s\u2026", str_arg(str_slice(text, 0, middle)));
        if (page_fits(page, part, look, width))
            low = middle;
        else
            high = middle;
    }
    Str kept = shorten_bytes(text, low);
    size_t space = kept.len;
    while (space > kept.len * 3 / 4 && kept.s[space - 1] != ' ')
        space--;
    if (space > kept.len * 3 / 4 && space > 0)
        kept = str_slice(kept, 0, space);
    kept = str_trim(kept);
    return kept.len ? str_printf(page->arena, "%.*s\u2026", str_arg(kept)) : (Str){0};
}

Str page_arrow(const Page *page, size_t room) {
    if (!page->schedule || room >= page->schedule->room_count)
        return (Str){0};
    return arrow_sign(
        arrow_to(&page->context->ways, page->schedule->rooms[room].id, room == page->room));
}

Str page_way(const Page *page, size_t room, Str words) {
    Str arrow = page_arrow(page, room);
    if (!arrow.len || !words.len)
        return arrow.len ? arrow : words;
    return str_printf(page->arena, "%.*s\u00A0%.*s", str_arg(arrow), str_arg(words));
}
