/* door_state.c: what holds at a door beside its plan: nobody gets in any more, the room is closed,
 * the next session begins later than planned. Each has a page of its own. */
#include <math.h>

#include "views/door.h"

static Str both_words(const Page *page, StringId id) {
    return page_has_second(page) ? page_join(page, page_word(page, id), page_second_word(page, id))
                                 : page_word(page, id);
}

/* The largest of the sizes at which the text stands in one line; else the smallest, in lines. */
static TextLook largest(const Page *page, Str text, ColorRole color, float from, float to,
                        float width) {
    TextLook look = page_type(page, from, WEIGHT_BOLD, color, 0);
    for (float size = from; size >= to; size *= 0.85f) {
        look = page_type(page, size, WEIGHT_BOLD, color, 0);
        if (page_width(page, text, &look) <= width)
            return look;
    }
    look = page_type(page, to, WEIGHT_BOLD, color, 0);
    look.max_lines = 3;
    look.is_balanced = true;
    look_may_shrink(page, &look, 28);
    return look;
}

static Box *plate(const Page *page, Layout *layout, Box *parent, ColorRole fill, float pad) {
    float radius = dp(page, 14);
    return box_column(layout, parent,
                      (BoxStyle){.width = size_grow(1),
                                 .left = dp(page, pad),
                                 .right = dp(page, pad),
                                 .top = dp(page, pad * 0.6f),
                                 .bottom = dp(page, pad * 0.6f),
                                 .fill = page_color(page, fill),
                                 .radius_left = radius,
                                 .radius_right = radius});
}

/* One session in two or three lines: the chip with the time, the title, the other language. */
static void session_lines(const Page *page, Layout *layout, Box *parent, const Session *session,
                          bool is_now, float size, float width) {
    Box *box = box_column(layout, parent, (BoxStyle){.width = size_grow(1)});
    page_tag(page, box, session, is_now ? ROLE_NOW : ROLE_NEXT, page->room);
    if (is_now) {
        door_when(page, layout, box, session, width);
        if (session->do_not_record)
            page_unrecorded(page, layout, box_row(layout, box, (BoxStyle){0}), session, width);
    } else {
        Box *head = box_row(layout, box, (BoxStyle){.gap = dp(page, 32), .cross = PLACE_CENTER});
        door_chip(page, layout, head, STRING_NEXT, COLOR_NEXT);
        TextLook time = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_NEXT, 0);
        box_part(box_text(layout, head, page_time(page, session->start), session->at, time,
                          (BoxStyle){0}),
                 PART_TIME);
        page_badge(page, layout, head, session, page->room);
    }
    TextLook title = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &title, 28);
    title.max_lines = 2;
    title.is_balanced = true;
    box_space_above(box_part(box_text(layout, box, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    dp(page, 8));
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    TextLook other = page_type(page, fmaxf(28, size * 0.585f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    if (page_fits(page, second, &other, width))
        box_text(layout, box, second, session->title.at, other, (BoxStyle){.drop = 3});
}

void door_full(Page *page, RoomState state, const Session *now, const NowNext *lists) {
    bool is_full = state == ROOM_FULL, is_strip = page->metrics.shape == SHAPE_STRIP;
    const Room *room = &page->schedule->rooms[page->room];
    Rect body = page->body;
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = true});
    float pad = is_strip ? 24 : 48, inner = body.width - 2 * dp(page, pad);
    Box *band = plate(page, &layout, root, is_full ? COLOR_WARNING : COLOR_PANEL, pad);
    ColorRole ink = is_full ? COLOR_ON_WARNING : COLOR_TEXT;
    if (is_strip) { /* no header names the room there */
        TextLook name = page_type(page, 56, WEIGHT_BOLD, ink, 0);
        look_may_shrink(page, &name, 28);
        Box *row = box_row(
            &layout, band,
            (BoxStyle){.width = size_grow(1), .gap = dp(page, 32), .cross = PLACE_BASELINE});
        box_tag(row, (SceneTag){.room = page->room});
        box_part(box_text(&layout, row, page_text(page, &room->name), room->at, name,
                          (BoxStyle){.can_shrink = true}),
                 PART_PLACE);
        box_text(&layout, row, both_words(page, is_full ? STRING_FULL : STRING_CLOSED), room->at,
                 name, (BoxStyle){0});
        box_space(&layout, row, (BoxStyle){.width = size_grow(1)});
        name.is_live = true;
        scene_changes_at(page->scene, page_next_minute(page));
        box_text(&layout, row, page_time(page, page->context->at), (Position){0}, name,
                 (BoxStyle){0});
    } else {
        Str words = both_words(page, is_full ? STRING_FULL : STRING_CLOSED);
        TextLook look = largest(page, words, ink, 200, 72, inner);
        box_text(&layout, band, words, room->at, look, (BoxStyle){0});
    }
    Str text = page_text(page, &room->state_text);
    TextLook what = largest(page, text, ink, is_strip ? 40 : 72, is_strip ? 28 : 46, inner);
    box_text(&layout, band, text, room->state_text.at, what, (BoxStyle){0});
    Str second = page_has_second(page) ? page_second_text(page, &room->state_text) : (Str){0};
    TextLook other = page_type(page, is_strip ? 28 : 46, WEIGHT_SEMIBOLD, ink, 1);
    other.max_lines = 2;
    box_text(&layout, band, second, room->state_text.at, other, (BoxStyle){.drop = 3});
    float size = is_strip ? 40 : 64;
    if (now) {
        Box *box = box_column(&layout, root, (BoxStyle){.width = size_grow(1)});
        box_space_above(box, dp(page, is_strip ? 8 : 40));
        session_lines(page, &layout, box, now, true, size, body.width);
    }
    if (lists->next_count && (!is_strip || !now)) {
        Box *box = box_column(&layout, root, (BoxStyle){.width = size_grow(1)});
        box_space_above(box, dp(page, 32));
        session_lines(page, &layout, box, &page->schedule->sessions[lists->next[0]], false,
                      now ? size * 0.72f : size, body.width);
    }
    page_draw(page, &layout, body);
}

bool door_is_late(const Page *page, const NowNext *lists) {
    if (lists->next_count == 0 || page->metrics.shape == SHAPE_STRIP)
        return false;
    const Session *next = &page->schedule->sessions[lists->next[0]];
    Instant from = next->planned_start - GONE_LEAD;
    if (next->status != SESSION_DELAYED || next->start <= next->planned_start)
        return false;
    page_changes_at(page, from);
    return page->context->at >= from;
}

void door_late(Page *page, const NowNext *lists) {
    const Session *next = &page->schedule->sessions[lists->next[0]];
    Rect body = page->body;
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = true});
    page_tag(page, root, next, ROLE_NEXT, page->room);
    float gap = dp(page, 40);
    int64_t minutes = (next->start - next->planned_start + MILLIS_MINUTE / 2) / MILLIS_MINUTE;
    Str late = strings_count(page->arena, page->context->strings[0], STRING_LATE, minutes);
    Str words = page_join(page, both_words(page, STRING_DELAYED), late);
    if (page_width(page, words,
                   &(TextLook){.style = page_type(page, 72, WEIGHT_BOLD, COLOR_TEXT, 0).style}) >
        body.width - 2 * gap)
        words = page_join(page, page_word(page, STRING_DELAYED), late);
    Box *band = plate(page, &layout, root, COLOR_WARNING, 40);
    TextLook said = largest(page, words, COLOR_ON_WARNING, 72, 46, body.width - 2 * gap);
    box_part(box_text(&layout, band, words, next->at, said, (BoxStyle){0}), PART_STATUS);
    Box *times = box_row(&layout, root, (BoxStyle){.gap = gap, .cross = PLACE_BASELINE});
    box_space_above(times, dp(page, 24));
    float size = page_is_tall(page) ? 0.7f : 1;
    TextLook old = page_type(page, 120 * size, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    old.is_struck = true;
    box_text(&layout, times, page_time(page, next->planned_start), next->at, old, (BoxStyle){0});
    TextLook time = page_type(page, 200 * size, WEIGHT_BOLD, COLOR_GOLD, 0);
    box_part(box_text(&layout, times, page_time(page, next->start), next->at, time, (BoxStyle){0}),
             PART_TIME);
    DoorPlan plan = {.title = 92, .portrait = 144, .has_second = true, .is_last = true};
    door_title(page, &layout, root, next, &plan);
    box_space(&layout, root, (BoxStyle){.height = size_grow(1)});
    door_people(page, &layout, root, next, &plan, body.width);
    page_draw(page, &layout, body);
}
