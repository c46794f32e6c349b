/* door_head.c: the top of every page at a room's door: the room's name and the clock, how to get
 * there, whose event it is. */
#include <math.h>

#include "views/page.h"

/* The second language stands on the first one's line. */
static void head_room(const Page *page, Layout *layout, Box *row, float width) {
    const Room *room = &page->schedule->rooms[page->room];
    bool is_tall = page_is_tall(page);
    float size = page->metrics.shape == SHAPE_PORTRAIT ? 144
                 : page->metrics.shape == SHAPE_SQUARE ? 128
                                                       : 112;
    TextLook name = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    Str text = page_text(page, &room->name);
    if (page_width(page, text, &name) > width) {
        look_may_shrink(page, &name, size * 0.82f);
        if (!page_fits(page, text, &name, width)) { /* two lines, no higher than one large */
            name = page_type(page, size * 0.6f, WEIGHT_BOLD, COLOR_TEXT, 0);
            look_may_shrink(page, &name, 28);
            name.style.line_height = 1.08f;
            name.max_lines = 2;
            name.is_balanced = true;
        }
    }
    box_tag(row, (SceneTag){.room = page->room});
    box_part(box_text(layout, row, text, room->at, name, (BoxStyle){.can_shrink = true}),
             PART_PLACE);
    Str second = page_has_second(page) ? page_second_text(page, &room->name) : (Str){0};
    TextLook other = page_type(page, is_tall ? 72 : 64, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    float used = page_width(page, text, &name) + dp(page, 32);
    if (!is_tall && second.len && used + page_width(page, second, &other) <= width)
        box_text(layout, row, second, room->at, other, (BoxStyle){0});
}

/* "一层 · Ground floor", as much of it as fits. */
static void head_way(const Page *page, Layout *layout, Box *row, float width) {
    const Room *room = &page->schedule->rooms[page->room];
    float size = page->metrics.shape == SHAPE_PORTRAIT ? 56 : 46;
    TextLook look = page_type(page, size, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str arrow = page_arrow(page, page->room);
    if (arrow.len) {
        TextLook sign = page_type(page, size * 1.1f, WEIGHT_BOLD, COLOR_TEXT, 0);
        width -= page_width(page, arrow, &sign) + dp(page, 16);
        row = box_row(layout, row,
                      (BoxStyle){.width = size_grow(1),
                                 .gap = dp(page, 16),
                                 .cross = PLACE_CENTER,
                                 .can_shrink = true});
        box_text(layout, row, arrow, (Position){0}, sign, (BoxStyle){0});
    }
    Str first = page_text(page, &room->way), words = first;
    if (page_has_second(page))
        words = page_join(page, first, page_second_text(page, &room->way));
    if (page_width(page, words, &look) > width)
        words = first;
    look_may_shrink(page, &look, 32);
    if (!page_fits(page, words, &look, width)) {
        look = page_type(page, 32, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
        look_may_shrink(page, &look, 28);
        look.max_lines = 2;
    }
    box_text(layout, row, words, room->way.at, look, (BoxStyle){.can_shrink = true});
}

/* The logo, or the event's name as its wordmark; that is `most` wide where it has no room in
 * `width`. */
static void head_event(const Page *page, Layout *layout, Box *row, float width, float most) {
    const Event *event = &page->schedule->event;
    Str logo = page_picture(page, event->logo);
    if (logo.len) {
        page_logo(page, layout, row, (ThemePicture){logo, IMAGE_SCHEDULE}, FIT_SIGN_RIGHT,
                  (BoxStyle){.width = size_fixed(fminf(width, dp(page, 400))),
                             .height = size_fixed(dp(page, 64))});
        return;
    }
    TextLook look = page_type(page, 40, WEIGHT_BOLD, COLOR_TEXT, 0);
    Str name = page_text(page, &event->name);
    if (page_width(page, name, &look) > width) {
        look_may_shrink(page, &look, 28);
        if (!page_fits(page, name, &look, width)) {
            look = page_type(page, 28, WEIGHT_BOLD, COLOR_TEXT, 0);
            look.max_lines = 3;
            look.is_balanced = true;
            if (!page_fits(page, name, &look, width))
                width = most;
            look.spare_lines = 2;
        }
    }
    look.align = ALIGN_END;
    box_text(layout, row, name, event->name.at, look,
             (BoxStyle){.max_width = width, .can_shrink = true});
}

/* Where it has no place beside the first; false when there is none to be shown. */
static bool head_second(const Page *page, Layout *layout, Box *row, float width) {
    const Room *room = &page->schedule->rooms[page->room];
    Str second = page_has_second(page) ? page_second_text(page, &room->name) : (Str){0};
    TextLook look = page_type(page, page->metrics.shape == SHAPE_PORTRAIT ? 64 : 46,
                              WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    look_may_shrink(page, &look, 36);
    if (second.len == 0 || !page_fits(page, second, &look, width))
        return false;
    box_text(layout, row, second, room->at, look, (BoxStyle){0});
    return true;
}

void door_header(Page *page) {
    const Metrics *m = &page->metrics;
    if (m->shape == SHAPE_STRIP)
        return;
    float side = dp(page, m->shape == SHAPE_PORTRAIT ? 64 : m->shape == SHAPE_SQUARE ? 56 : 96);
    float top = dp(page, m->shape == SHAPE_PORTRAIT ? 64 : 48);
    float safe = page->schedule->display.safe_area;
    side = fmaxf(side, ceilf(m->width * safe));
    top = fmaxf(top, ceilf(m->height * safe));
    Rect all = {side, top, m->width - 2 * side, m->height - 2 * top};
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    Box *row = box_row(&layout, column, (BoxStyle){.gap = dp(page, 32), .cross = PLACE_BASELINE});
    TextLook clock =
        page_type(page, m->shape == SHAPE_SQUARE ? 104 : 112, WEIGHT_BOLD, COLOR_TEXT, 0);
    clock.is_live = true;
    clock.style.role = FONT_DIGITS;
    Str time = page_time(page, page->context->at);
    float used = page_width(page, time, &clock) + dp(page, 64);
    Box *names =
        box_row(&layout, row,
                (BoxStyle){.width = size_grow(1), .gap = dp(page, 32), .cross = PLACE_BASELINE});
    head_room(page, &layout, names, all.width - used);
    box_text(&layout, row, time, (Position){0}, clock, (BoxStyle){0});
    scene_changes_at(page->scene, page_next_minute(page));
    if (page->moved != SCHEDULE_NONE) { /* the way that counts is another one */
        float height = ceilf(layout_height(&layout, all.width));
        page_draw(page, &layout, (Rect){all.x, all.y, all.width, height});
        float taken = height + dp(page, 28);
        page->body = (Rect){all.x, all.y + taken, all.width, all.height - taken};
        return;
    }
    Box *below = box_row(&layout, column, (BoxStyle){.gap = dp(page, 48), .cross = PLACE_CENTER});
    box_space_above(below, dp(page, 8));
    Box *way = box_row(&layout, below, (BoxStyle){.width = size_grow(1)});
    bool is_tall = page_is_tall(page);
    bool has_way =
        page->schedule->rooms[page->room].way.count > 0 || page_arrow(page, page->room).len > 0;
    float share = has_way || is_tall ? 0.55f : 0.3f;
    bool is_square = page->metrics.shape == SHAPE_SQUARE;
    bool is_alone = false; /* the event, on its line */
    if (is_tall)
        is_alone = !head_second(page, &layout, way, all.width * (is_square ? 0.4f : share));
    else
        head_way(page, &layout, way, all.width * share);
    if (is_square && has_way) /* there is no height for a line of its own */
        head_way(page, &layout, below, all.width * 0.56f);
    else
        head_event(page, &layout, below, all.width * (1 - share) - dp(page, 48),
                   all.width * (is_alone ? 1 : 1 - share) - dp(page, 48));
    if (is_tall && !is_square && has_way) {
        Box *third = box_row(&layout, column, (BoxStyle){.width = size_grow(1)});
        box_space_above(third, dp(page, 8));
        head_way(page, &layout, third, all.width);
    }
    float height = ceilf(layout_height(&layout, all.width));
    height = fmaxf(height, dp(page, m->shape == SHAPE_SQUARE ? 208 : 200));
    page_draw(page, &layout, (Rect){all.x, all.y, all.width, height});
    float taken = height + dp(page, 24);
    page->body = (Rect){all.x, all.y + taken, all.width, all.height - taken};
}

void door_bar(Page *page, const Session *session) {
    bool is_portrait = page->metrics.shape == SHAPE_PORTRAIT;
    float height = dp(page, is_portrait ? 16 : 12), radius = height / 2;
    Rect bar = {page->body.x, page->body.y, page->body.width, height};
    scene_rect(page->scene, bar, page_track_color(page, session), radius);
    /* The mark stands at the minute, so that the picture changes with the clock and not between. */
    Instant minute = page_next_minute(page) - MILLIS_MINUTE;
    float share = (float)(instant_max(minute, session->start) - session->start) /
                  (float)(session->end - session->start);
    float width = dp(page, 8), over = dp(page, 8);
    share = fminf(fmaxf(share, 0), 1);
    float x = bar.x + share * (bar.width - width);
    if (page_is_mirrored(page))
        x = 2 * bar.x + bar.width - x - width;
    scene_rect(page->scene, (Rect){roundf(x), bar.y - over, width, height + 2 * over},
               page_color(page, COLOR_TEXT), width / 2);
    scene_changes_at(page->scene, page_next_minute(page));
    float taken = height + dp(page, is_portrait ? 40 : 32);
    page->body.y += taken;
    page->body.height -= taken;
}
