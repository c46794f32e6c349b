/* overlay_corner.c: what stands in the upper corners and at the right: whose event it is, what runs
 * and the clock, and the session's code for the audience. */
#include <math.h>

#include "views/overlay_page.h"

/* On the canvas of the design's pictures. */
enum {
    LOGO_WIDTH = 320,
    LOGO_HEIGHT = 64,
    NAME = 34,
    CODE = 208,
    CODE_LINE = 24,
    BUG = 32,
    BUG_LINE = 26
};

/* A dark plate, with so much room at both sides and so wide at most (0: as it wants), on the
 * canvas. */
static Box *corner_panel(const OverlayPage *overlay, Layout *layout, Box *root, float sides,
                         float most) {
    const Page *page = &overlay->page;
    float radius = px(page, 12);
    return box_row(layout, root,
                   (BoxStyle){.max_width = px(page, most),
                              .left = px(page, sides),
                              .right = px(page, sides),
                              .top = px(page, 14),
                              .bottom = px(page, 14),
                              .gap = px(page, 16),
                              .cross = PLACE_CENTER,
                              .fill = overlay_ground(overlay, 0.82f),
                              .radius_left = radius,
                              .radius_right = radius,
                              .can_shrink = true});
}

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
    float side = px(page, is_logo ? LOGO_WIDTH : LOGO_HEIGHT);
    Box *root = box_row(&layout, NULL, (BoxStyle){.main = PLACE_START});
    Box *panel = corner_panel(overlay, &layout, root, 22, 640);
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

/* ---- the bug -------------------------------------------------------------------------------- */

/* What the bug says beside the clock: the session that runs or, towards its end and in a break,
 * the next one. */
static void bug_line(const OverlayPage *overlay, Layout *layout, Box *panel) {
    enum { SOON = 5 };
    const Page *page = &overlay->page;
    NowNext lists = now_next_at(page->arena, page->schedule, page->room, overlay->at, 1);
    scene_changes_at(page->scene, lists.next_change);
    const Session *session = NULL;
    if (lists.now_count) {
        session = &page->schedule->sessions[lists.now[0]];
        Instant turn = session->end - SOON * MILLIS_MINUTE;
        if (lists.next_count && overlay->at < turn)
            scene_changes_at(page->scene, turn);
        if (session->type == SESSION_BREAK || session->type == SESSION_SOCIAL ||
            session_phase_at(session, overlay->at) != SESSION_RUNNING || overlay->at >= turn)
            session = lists.next_count ? NULL : session;
    }
    bool is_next = !session && lists.next_count;
    if (is_next)
        session = &page->schedule->sessions[lists.next[0]];
    if (!session)
        return;
    Box *whole = panel;
    panel = box_row(layout, whole,
                    (BoxStyle){.gap = px(page, 16), .cross = PLACE_CENTER, .can_shrink = true});
    page_tag(page, panel, session, is_next ? ROLE_NEXT : ROLE_NOW, page->room);
    ColorRole color = is_next ? COLOR_NEXT : COLOR_ACCENT;
    Str word = page_word(page, is_next ? STRING_NEXT : STRING_NOW);
    if (is_next)
        word = str_printf(page->arena, "%.*s %.*s", str_arg(word),
                          str_arg(page_time(page, session->start)));
    box_text(layout, panel, word, (Position){0},
             overlay_look(overlay, BUG_LINE, WEIGHT_BOLD, color, 0), (BoxStyle){0});
    TextLook look = overlay_look(overlay, BUG_LINE, WEIGHT_MEDIUM, COLOR_TEXT, 0);
    box_part(box_text(layout, panel, page_text(page, &session->title), session->title.at, look,
                      (BoxStyle){.can_shrink = true, .max_width = px(page, 620)}),
             PART_TITLE);
    box_space(layout, whole,
              (BoxStyle){.width = size_fixed(px(page, 2)),
                         .height = size_fixed(px(page, 34)),
                         .fill = page_color(page, COLOR_LINE)});
}

OverlayLayer overlay_draw_bug(OverlayPage *overlay) {
    Page *page = &overlay->page;
    const Metrics *m = &page->metrics;
    Layout layout = page_layout(page);
    Box *root = box_row(&layout, NULL, (BoxStyle){.main = PLACE_END});
    Box *panel = corner_panel(overlay, &layout, root, 26, 0);
    if (page->schedule)
        bug_line(overlay, &layout, panel);
    ThemePicture sign = page_sign(page);
    float side = px(page, 40);
    if (sign.path.len)
        box_image(&layout, panel, sign.origin, sign.path, 1,
                  (BoxStyle){.width = size_fixed(side), .height = size_fixed(side)});
    TextLook clock = overlay_look(overlay, BUG, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    clock.is_live = true;
    clock.style.role = FONT_OVERLAY_DIGITS;
    box_text(&layout, panel, page_time(page, overlay->at), (Position){0}, clock, (BoxStyle){0});
    scene_changes_at(page->scene, page_next_minute(page));
    float height = layout_height(&layout, m->content.width);
    float top = fmaxf(px(page, 64), m->content.y);
    page_draw(page, &layout, (Rect){m->content.x, top, m->content.width, height});
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
