/* door_strip.c: the door on a stretched bar: the room, what runs, the clock and what comes next,
 * side by side. No pictures, no code, no ribbon. */
#include <math.h>

#include "views/door.h"

/* The largest of the sizes at which the text stands in one line, else two lines of the smallest,
 * else three, which shrink. */
static TextLook sized(const Page *page, Str text, FontWeight weight, const float *sizes,
                      size_t count, float width) {
    TextLook look = page_type(page, sizes[count - 1], weight, COLOR_TEXT, 0);
    for (size_t i = 0; i < count; i++) {
        TextLook larger = page_type(page, sizes[i], weight, COLOR_TEXT, 0);
        if (page_width(page, text, &larger) <= width)
            return larger;
    }
    look.max_lines = 2;
    look.is_balanced = true;
    look.style.line_height = 1.1f;
    if (!page_fits(page, text, &look, width))
        look.max_lines = 3;
    look_may_shrink(page, &look, 28);
    return look;
}

void door_strip_room(const Page *page, Layout *layout, Box *column, float width) {
    static const float SIZES[] = {112, 92};
    if (page->room >= page->schedule->room_count)
        return;
    const Room *room = &page->schedule->rooms[page->room];
    Str name = page_text(page, &room->name);
    box_tag(column, (SceneTag){.room = page->room});
    TextLook look = sized(page, name, WEIGHT_BOLD, SIZES, countof(SIZES), width);
    box_part(box_text(layout, column, name, room->at, look, (BoxStyle){0}), PART_PLACE);
    Str second = page_has_second(page) ? page_second_text(page, &room->name) : (Str){0};
    TextLook other = page_type(page, 56, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    look_may_shrink(page, &other, 36);
    if (page_fits(page, second, &other, width))
        box_text(layout, column, second, room->at, other, (BoxStyle){.drop = 3});
    TextLook way = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str words = page_text(page, &room->way);
    if (page_has_second(page)) {
        Str both = page_join(page, words, page_second_text(page, &room->way));
        words = page_width(page, both, &way) <= width ? both : words;
    }
    words = page_way(page, page->room, words);
    look_may_shrink(page, &way, 28);
    way.max_lines = 3;
    box_space_above(box_text(layout, column, words, room->way.at, way, (BoxStyle){.drop = 2}),
                    dp(page, 8));
}

static void strip_now(const Page *page, Layout *layout, Box *column, const Session *session,
                      float width) {
    static const float SIZES[] = {96, 72, 56};
    page_tag(page, column, session, ROLE_NOW, page->room);
    door_when(page, layout, column, session, width);
    Str title = page_text(page, &session->title);
    TextLook look = sized(page, title, WEIGHT_BOLD, SIZES, countof(SIZES), width);
    box_part(box_text(layout, column, title, session->title.at, look, (BoxStyle){0}), PART_TITLE);
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    TextLook other = page_type(page, 46, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    look_may_shrink(page, &other, 32);
    if (page_fits(page, second, &other, width))
        box_text(layout, column, second, session->title.at, other, (BoxStyle){.drop = 3});
    if (session->do_not_record) {
        Box *sign = box_row(layout, column, (BoxStyle){.cross = PLACE_CENTER});
        box_space_above(sign, dp(page, 8));
        page_unrecorded(page, layout, sign, session, width);
    }
    if (session->speaker_count == 0)
        return;
    TextLook who = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str names = page_speakers_within(page, session, &who.style, width);
    look_may_shrink(page, &who, 28);
    who.max_lines = 2;
    box_space_above(
        box_part(box_text(layout, column, names, session->at, who, (BoxStyle){.drop = 2}),
                 PART_PEOPLE),
        dp(page, 12));
}

void door_strip_next(const Page *page, Layout *layout, Box *column, const Session *next,
                     float width) {
    TextLook clock = page_type(page, 112, WEIGHT_BOLD, COLOR_TEXT, 0);
    clock.is_live = true;
    clock.style.role = FONT_DIGITS;
    clock.align = ALIGN_END;
    scene_changes_at(page->scene, page_next_minute(page));
    box_text(layout, column, page_time(page, page->context->at), (Position){0}, clock,
             (BoxStyle){.width = size_grow(1)});
    if (!next)
        return;
    Box *box = box_column(layout, column, (BoxStyle){.width = size_grow(1)});
    box_space_above(box, dp(page, 8));
    page_tag(page, box, next, ROLE_NEXT, page->room);
    TextLook time = page_type(page, 46, WEIGHT_SEMIBOLD, COLOR_NEXT, 0);
    time.align = ALIGN_END;
    box_part(box_text(layout, box, page_time(page, next->start), next->at, time,
                      (BoxStyle){.width = size_grow(1)}),
             PART_TIME);
    TextLook title = page_type(page, 40, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.align = ALIGN_END;
    title.max_lines = 2;
    title.is_balanced = true;
    look_may_shrink(page, &title, 28);
    box_part(box_text(layout, box, page_text(page, &next->title), next->title.at, title,
                      (BoxStyle){.width = size_grow(1)}),
             PART_TITLE);
    Str second = page_has_second(page) ? page_second_text(page, &next->title) : (Str){0};
    TextLook other = page_type(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    other.align = ALIGN_END;
    if (page_fits(page, second, &other, width))
        box_text(layout, box, second, next->title.at, other,
                 (BoxStyle){.width = size_grow(1), .drop = 3});
}

Rect door_strip_body(const Page *page) {
    const Metrics *m = &page->metrics;
    float side = fmaxf(dp(page, 48), ceilf(m->width * page->schedule->display.safe_area));
    float top = fmaxf(dp(page, 28), ceilf(m->height * page->schedule->display.safe_area));
    float bottom = page->has_notice ? page->body.y + page->body.height : m->height - top;
    return (Rect){side, top, m->width - 2 * side, bottom - top};
}

void door_strip(Page *page, const Session *session, const NowNext *lists) {
    Rect body = door_strip_body(page);
    float room = page->room < page->schedule->room_count ? dp(page, 420) : 0, next = dp(page, 452);
    float bar = dp(page, 12), gap = dp(page, 36);
    float now = body.width - room - next - bar - 3 * gap;
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    BoxStyle part = {.width = size_fixed(room), .height = size_grow(1), .is_fitted = true};
    if (room > 0)
        door_strip_room(page, &layout, box_column(&layout, row, part), room);
    box_space(&layout, row,
              (BoxStyle){.width = size_fixed(bar),
                         .height = size_grow(1),
                         .fill = page_track_color(page, session),
                         .radius_left = bar / 2,
                         .radius_right = bar / 2});
    part.width = size_grow(1);
    strip_now(page, &layout, box_column(&layout, row, part), session, now);
    part.width = size_fixed(next);
    door_strip_next(page, &layout, box_column(&layout, row, part),
                    lists->next_count ? &page->schedule->sessions[lists->next[0]] : NULL, next);
    page_draw(page, &layout, body);
}
