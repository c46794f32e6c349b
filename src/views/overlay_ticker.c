/* overlay_ticker.c: staff's notices in one line at the picture's foot, one after the other. An
 * emergency is no matter for a line: it fills the picture, as everywhere. */
#include <math.h>

#include "views/overlay_page.h"

enum { LINE = 36 };

static size_t notice_of(const OverlayPage *overlay, Instant at, Instant *next_change) {
    const Page *page = &overlay->page;
    size_t shown[NOTICES_SHOWN];
    return notices_at(page->schedule, page->room, at, 1, shown, next_change) ? shown[0]
                                                                             : SCHEDULE_NONE;
}

/* Whether there are any: they take each other's place at once. */
static uint64_t ticker_key(const OverlayPage *overlay, Instant at, Instant *next_change) {
    return notice_of(overlay, at, next_change) != SCHEDULE_NONE;
}

static void draw_line(OverlayPage *overlay, const Notice *notice) {
    Page *page = &overlay->page;
    const Metrics *m = &page->metrics;
    bool is_wide = m->width > m->height;
    ColorRole fill, text;
    notice_colors(notice->level, &fill, &text);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL,
                       (BoxStyle){.left = m->content.x,
                                  .right = m->content.x,
                                  .top = px(page, 14),
                                  .bottom = px(page, 14),
                                  .gap = px(page, 20),
                                  .cross = PLACE_CENTER,
                                  .fill = page_color(page, fill)});
    box_tag(row, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    float icon = px(page, 40);
    box_image(&layout, row, IMAGE_ASSET,
              str_from(notice->level == NOTICE_WARNING ? "images/warning.svg" : "images/info.svg"),
              1, (BoxStyle){.width = size_fixed(icon), .height = size_fixed(icon)});
    TextLook look = overlay_look(overlay, LINE, WEIGHT_SEMIBOLD, text, 0);
    look.max_lines = is_wide ? 2 : 3; /* a long one is told whole */
    look.is_balanced = true;
    Str first = page_text(page, &notice->text), second = page_second_text(page, &notice->text);
    Str both = page_join(page, first, second);
    bool has_room =
        second.len && page_fits(page, both, &(TextLook){.style = look.style, .max_lines = 1},
                                m->content.width - icon - px(page, 20));
    box_text(&layout, row, has_room ? both : first, notice->text.at, look,
             (BoxStyle){.can_shrink = true});
    float height = ceilf(layout_height(&layout, m->width));
    float foot = m->height - ceilf(m->height * OVERLAY_TITLE_SAFE);
    page_draw(page, &layout, (Rect){0, foot - height, m->width, height});
}

OverlayLayer overlay_draw_ticker(OverlayPage *overlay) {
    Instant shown_at;
    Motion motion = overlay_fade(overlay, ticker_key, &shown_at);
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    size_t index = notice_of(overlay, shown_at, NULL);
    overlay_page_turn(overlay, shown_at);
    const Notice *notice = &overlay->page.schedule->notices[index];
    bool is_full = notice->level == NOTICE_EMERGENCY || notice->level == NOTICE_TEST;
    if (is_full)
        view_emergency(&overlay->page, notice);
    else
        draw_line(overlay, notice);
    return (OverlayLayer){.opacity = motion.share,
                          .is_moving = motion.is_moving,
                          .is_cover = is_full && motion.share >= 1};
}
