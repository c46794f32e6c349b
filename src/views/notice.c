/* notice.c: staff's word to the audience: a banner over the foot of a page. An emergency has the
 * whole screen (emergency.c). */
#include <math.h>

#include "views/page.h"

static const struct {
    ColorRole fill, text;
} LEVELS[] = {
    [NOTICE_INFO] = {COLOR_INFO, COLOR_ON_INFO},
    [NOTICE_WARNING] = {COLOR_WARNING, COLOR_ON_WARNING},
    [NOTICE_EMERGENCY] = {COLOR_EMERGENCY, COLOR_ON_EMERGENCY},
    [NOTICE_TEST] = {COLOR_TEST, COLOR_ON_TEST},
};
_Static_assert(countof(LEVELS) == NOTICE_LEVEL_COUNT, "colours for each level");

void notice_colors(NoticeLevel level, ColorRole *fill, ColorRole *text) {
    *fill = LEVELS[level].fill;
    *text = LEVELS[level].text;
}

void notice_banner(Page *page, const Notice *notice) {
    const Metrics *m = &page->metrics;
    bool is_strip = m->shape == SHAPE_STRIP;
    Layout layout = page_layout(page);
    float side = m->content.x, pad = px(page, is_strip ? 14 : 38);
    Box *row = box_row(&layout, NULL,
                       (BoxStyle){.left = side,
                                  .right = side,
                                  .top = pad,
                                  .bottom = pad,
                                  .gap = px(page, 32),
                                  .cross = PLACE_CENTER,
                                  .fill = page_color(page, LEVELS[notice->level].fill)});
    box_tag(row, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    float icon = px(page, is_strip ? 44 : 56);
    box_image(&layout, row, IMAGE_ASSET,
              str_from(notice->level == NOTICE_WARNING ? "images/warning.svg" : "images/info.svg"),
              1, (BoxStyle){.width = size_fixed(icon), .height = size_fixed(icon)});
    TextLook look = page_look(page, is_strip ? TYPE_LEAD : TYPE_SUBTITLE, WEIGHT_BOLD,
                              LEVELS[notice->level].text, 0);
    look.style.size = fmaxf(m->min_type, (is_strip ? 40 : 54) * m->unit);
    look.style.min_size = fmaxf(m->min_type, look.style.size * 0.6f);
    look.style.line_height = 1.25f;
    look.max_lines = is_strip ? 1 : 2;
    look.is_balanced = true;
    bool is_asked = false; /* for an arrow, which only an emergency has */
    Str first = ways_take_exit(page->arena, page_text(page, &notice->text), &is_asked);
    Str second = ways_take_exit(page->arena, page_second_text(page, &notice->text), &is_asked);
    float room = m->width - 2 * side - icon - px(page, 32);
    Str both = page_join(page, first, second);
    if (second.len && text_width(page->context->text, both, &look.style) <= room) {
        box_text(&layout, row, both, notice->text.at, look, (BoxStyle){.can_shrink = true});
    } else {
        Box *lines = box_column(&layout, row, (BoxStyle){.width = size_grow(1)});
        box_text(&layout, lines, first, notice->text.at, look, (BoxStyle){0});
        look.style.size = fmaxf(m->min_type, look.style.size * 0.72f);
        look.style.min_size = m->min_type;
        look.style.language = page_language(page, 1);
        if (!is_strip)
            box_text(&layout, lines, second, notice->text.at, look, (BoxStyle){0});
    }
    float height = ceilf(layout_height(&layout, m->width));
    float foot = page->banner_top;
    height = fminf(height, floorf(foot - m->height * 0.5f));
    page->banner_top = foot - height;
    page_draw(page, &layout, (Rect){0, page->banner_top, m->width, height});
    float bottom = page->banner_top - px(page, 36);
    page->body.height = fminf(page->body.height, bottom - page->body.y);
}
