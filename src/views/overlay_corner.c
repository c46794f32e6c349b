/* overlay_corner.c: what stands in the upper left corner and at the right: whose event it is, and
 * the session's code for the audience. */
#include <math.h>

#include "views/overlay_page.h"

/* On the canvas of the design's pictures. */
enum { LOGO_WIDTH = 320, LOGO_HEIGHT = 64, NAME = 34, CODE = 208, CODE_LINE = 24 };

/* ---- the logo ------------------------------------------------------------------------------- */

OverlayLayer overlay_draw_logo(OverlayPage *overlay) {
    Page *page = &overlay->page;
    const Metrics *m = &page->metrics;
    ThemePicture sign = page_sign(page);
    bool is_logo = sign.path.len && str_equal(sign.path, page->theme->logo.path);
    Str name = page->schedule ? page_text(page, &page->schedule->event.name) : (Str){0};
    if (sign.path.len == 0 && name.len == 0)
        return (OverlayLayer){0};
    Layout layout = page_layout(page);
    float radius = px(page, 12), side = px(page, is_logo ? LOGO_WIDTH : LOGO_HEIGHT);
    Box *root = box_row(&layout, NULL, (BoxStyle){.main = PLACE_START});
    Box *panel = box_row(&layout, root,
                         (BoxStyle){.max_width = px(page, 640),
                                    .left = px(page, 22),
                                    .right = px(page, 22),
                                    .top = px(page, 14),
                                    .bottom = px(page, 14),
                                    .gap = px(page, 16),
                                    .cross = PLACE_CENTER,
                                    .fill = overlay_ground(overlay, 0.82f),
                                    .radius_left = radius,
                                    .radius_right = radius,
                                    .can_shrink = true});
    if (sign.path.len)
        page_logo(page, &layout, panel, sign, FIT_SIGN,
                  (BoxStyle){.width = size_fixed(side),
                             .height = size_fixed(px(page, is_logo ? LOGO_HEIGHT : 44))});
    if (!is_logo) { /* without a picture the event's name is its wordmark */
        TextLook look = overlay_look(overlay, NAME, WEIGHT_BOLD, COLOR_TEXT, 0);
        look.max_lines = 2;
        look.is_balanced = true;
        box_text(&layout, panel, name,
                 page->schedule ? page->schedule->event.name.at : (Position){0}, look,
                 (BoxStyle){.can_shrink = true});
    }
    /* The bug has the other corner; where the picture is narrow it stands below. */
    bool is_wide = m->width > m->height;
    float width = is_wide ? floorf(m->content.width * 0.4f) : m->content.width;
    float height = layout_height(&layout, width);
    float top = fmaxf(px(page, 64), m->content.y);
    float x = page_is_mirrored(page) ? m->content.x + m->content.width - width : m->content.x;
    page_draw(page, &layout, (Rect){x, is_wide ? top : top + px(page, 110), width, height});
    return (OverlayLayer){.opacity = 1};
}

/* ---- the code ------------------------------------------------------------------------------- */

static uint64_t link_key(const OverlayPage *overlay, Instant at, Instant *next_change) {
    const Page *page = &overlay->page;
    size_t index = overlay_link_at(page->schedule, page->room, at, next_change);
    StringId words;
    bool has_code =
        index != SCHEDULE_NONE && page_code_of(&page->schedule->sessions[index], &words).len;
    return has_code ? index + 1 : 0;
}

OverlayLayer overlay_draw_qr(OverlayPage *overlay) {
    Instant shown_at;
    Motion motion = overlay_fade(overlay, link_key, &shown_at);
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    size_t index = (size_t)link_key(overlay, shown_at, NULL) - 1;
    overlay_page_turn(overlay, shown_at);
    Page *page = &overlay->page;
    const Metrics *m = &page->metrics;
    const Session *session = &page->schedule->sessions[index];
    StringId words;
    Str leads = page_code_of(session, &words);
    Layout layout = page_layout(page);
    float side = px(page, CODE), pad = px(page, 20), radius = px(page, 14);
    Box *root = box_row(&layout, NULL, (BoxStyle){.main = PLACE_END});
    Box *panel = box_column(&layout, root,
                            (BoxStyle){.left = pad,
                                       .right = pad,
                                       .top = pad,
                                       .bottom = px(page, 14),
                                       .gap = px(page, 10),
                                       .cross = PLACE_CENTER,
                                       .fill = overlay_ground(overlay, 0.9f),
                                       .radius_left = radius,
                                       .radius_right = radius});
    page_tag(page, panel, session, ROLE_NOW, page->room);
    page_code_card(&layout, panel, leads, side, px(page, 8), px(page, 6));
    TextLook look = overlay_look(overlay, CODE_LINE, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look.max_lines = 3;
    look.is_balanced = true;
    look.align = ALIGN_CENTER;
    look.fills_box = true;
    box_text(&layout, panel, page_word(page, words), (Position){0}, look,
             (BoxStyle){.width = size_fixed(side)});
    float height = layout_height(&layout, m->content.width);
    float foot = floorf(m->height * 0.73f); /* above lower thirds and strips of names */
    page_draw(page, &layout, (Rect){m->content.x, foot - height, m->content.width, height});
    return (OverlayLayer){.opacity = motion.share, .is_moving = motion.is_moving};
}
