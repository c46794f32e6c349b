/* overlay_captions.c: the captioner's newest two lines. What was read stays where it is: lines are
 * filled word by word from the left (right), are never balanced or shrunk, and move up whole. */
#include <math.h>

#include "base/isolate.h"
#include "views/overlay_page.h"

enum { LINE = 50, WIDTH = 1400, ROWS = 2 };

/* Beside a line's bytes, so that the line runs as its paragraph does. */
static const char *const DIRECTIONS[] = {"\xe2\x80\x8e", "\xe2\x80\x8f"}; /* LRM, RLM */

typedef struct {
    Str text;
    bool is_rtl;
} Row;

/* The last rows of what was written. Returns how many. */
static size_t last_rows(const OverlayPage *overlay, const TextStyle *style, float width,
                        Row rows[ROWS]) {
    const Page *page = &overlay->page;
    const OverlayCaptions *captions = overlay->moment->captions;
    size_t count = 0;
    for (size_t i = captions->count; i-- > 0 && count < ROWS;) {
        /* It runs as its first letter does, whatever is written behind: what was read stays. */
        bool is_rtl = isolate_runs_rtl(captions->lines[i], page_is_mirrored(page));
        Str mark = str_from(DIRECTIONS[is_rtl]);
        Str line = str_printf(page->arena, "%.*s%.*s", str_arg(mark), str_arg(captions->lines[i]));
        const TextLayout *layout = text_layout(page->context->text, page->arena, line, style,
                                               &(TextBox){.width = width, .is_filled = true});
        for (size_t k = layout->line_count; k-- > 0 && count < ROWS;) {
            TextLine at = layout->lines[k];
            size_t from = at.from < mark.len ? mark.len : at.from;
            Str part = str_trim(str_slice(line, from, at.to < from ? 0 : at.to - from));
            if (part.len)
                rows[count++] = (Row){
                    str_printf(page->arena, "%.*s%.*s", str_arg(mark), str_arg(part)), is_rtl};
        }
    }
    for (size_t i = 0; i < count / 2; i++) {
        Row row = rows[i];
        rows[i] = rows[count - 1 - i];
        rows[count - 1 - i] = row;
    }
    return count;
}

/* What is said where cameras are off is not written on the stream either, nor shortly after. */
static bool is_confidential(const OverlayPage *overlay, Instant said_at) {
    const Page *page = &overlay->page;
    Instant next = INSTANT_NEVER;
    bool is_now = overlay_slate_at(page->schedule, page->room, overlay->at, NULL, &next) ==
                  SLATE_NOT_RECORDED;
    scene_changes_at(page->scene, next);
    return is_now ||
           overlay_slate_at(page->schedule, page->room, said_at, NULL, NULL) == SLATE_NOT_RECORDED;
}

OverlayLayer overlay_draw_captions(OverlayPage *overlay) {
    const OverlayCaptions *captions = overlay->moment->captions;
    if (!captions || captions->count == 0 || is_confidential(overlay, captions->at))
        return (OverlayLayer){0};
    Instant until = captions->at + CAPTION_STAYS;
    /* They come at once: whoever reads them is late already. */
    Motion motion = motion_at(overlay->at, captions->at - CUE_MOTION, until);
    if (overlay->at < until)
        scene_changes_at(overlay->page.scene, instant_max(overlay->at + 1, until - CUE_MOTION));
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    Page *page = &overlay->page;
    const Metrics *m = &page->metrics;
    TextLook look = overlay_look(overlay, LINE, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look.style.min_size = 0;
    look.style.line_height = 1.32f;
    look.color = 0xFFFFFFFF;
    float side = px(page, 28), width = fminf(m->content.width, px(page, WIDTH));
    float inside = width - 2 * side;
    Row rows[ROWS];
    /* What is measured here in a part of the paragraph may be a hair wider alone. */
    size_t count = last_rows(overlay, &look.style, floorf(inside * 0.98f), rows);
    if (count == 0)
        return (OverlayLayer){0};
    Layout layout = page_layout(page);
    float line = text_line_height(page->context->text, &look.style);
    Box *panel = box_column(&layout, NULL,
                            (BoxStyle){.left = side,
                                       .right = side,
                                       .top = px(page, 10),
                                       .bottom = px(page, 14),
                                       .fill = 0xD9000000,
                                       .radius_left = px(page, 8),
                                       .radius_right = px(page, 8)});
    look.fills_box = true;
    for (size_t i = 0; i < ROWS; i++) {
        Box *row = box_row(&layout, panel,
                           (BoxStyle){.width = size_fixed(inside), .height = size_fixed(line)});
        if (i >= count)
            continue;
        /* Each begins at the side that its own script begins at. */
        look.align = rows[i].is_rtl == page_is_mirrored(page) ? ALIGN_START : ALIGN_END;
        box_text(&layout, row, rows[i].text, (Position){0}, look,
                 (BoxStyle){.width = size_fixed(inside)});
    }
    float height = layout_height(&layout, width);
    float foot = overlay->moment->has_foot ? floorf(m->height * 0.73f)
                                           : m->height - ceilf(m->height * OVERLAY_TITLE_SAFE);
    float x = floorf((m->width - width) / 2);
    page_draw(page, &layout, (Rect){x, foot - height, width, height});
    return (OverlayLayer){.opacity = motion.share, .is_moving = motion.is_moving};
}
