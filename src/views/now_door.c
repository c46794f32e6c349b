/* now_door.c: what runs in one room, large, and what follows there. */
#include <math.h>

#include "views/page.h"

static void door_times(const Page *page, Layout *layout, Box *parent, const Session *session) {
    Box *row = box_row(layout, parent, (BoxStyle){.gap = px(page, 24), .cross = PLACE_CENTER});
    Box *times = box_row(layout, row, (BoxStyle){.gap = px(page, 12), .cross = PLACE_BASELINE});
    TextLook start = page_look(page, TYPE_SUBTITLE, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    TextLook end = page_look(page, TYPE_SUBTITLE, WEIGHT_MEDIUM, COLOR_MUTED, 0);
    start.style.line_height = end.style.line_height = 1.2f;
    box_part(
        box_text(layout, times, page_time(page, session->start), session->at, start, (BoxStyle){0}),
        PART_TIME);
    box_text(layout, times,
             str_printf(page->arena, "– %.*s", str_arg(page_time(page, session->end))), session->at,
             end, (BoxStyle){0});
    if (!page_badge(page, layout, row, session, page->room)) {
        SessionPhase phase = session_phase_at(session, page->context->at);
        if (phase == SESSION_FINISHING || phase == SESSION_STARTS_SOON)
            page_chip(page, layout, row,
                      phase == SESSION_FINISHING ? STRING_FINISHING : STRING_STARTS_SOON,
                      COLOR_GOLD);
    }
}

static void door_people(const Page *page, Layout *layout, Box *parent, const Session *session) {
    if (session->speaker_count == 0)
        return;
    bool is_many = session->speaker_count > 3;
    Box *people = is_many || page->metrics.shape == SHAPE_PORTRAIT
                      ? box_column(layout, parent, (BoxStyle){.gap = px(page, 10)})
                      : box_row(layout, parent, (BoxStyle){.gap = px(page, 56)});
    box_space_above(people, px(page, 38));
    if (is_many) { /* a panel: names in one paragraph */
        TextLook look = page_look(page, TYPE_LEAD, WEIGHT_BOLD, COLOR_TEXT, 0);
        look.max_lines = 2;
        box_part(box_text(layout, people, page_speakers(page, session), session->at, look,
                          (BoxStyle){0}),
                 PART_PEOPLE);
        return;
    }
    for (size_t i = 0; i < session->speaker_count; i++) {
        const Speaker *speaker = &session->speakers[i];
        Box *person = box_column(layout, people, (BoxStyle){.can_shrink = true});
        TextLook name = page_look(page, TYPE_LEAD, WEIGHT_BOLD, COLOR_TEXT, 0);
        name.max_lines = 1;
        box_part(box_text(layout, person, page_text(page, &speaker->name), speaker->name.at, name,
                          (BoxStyle){0}),
                 PART_PEOPLE);
        TextLook where = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
        where.max_lines = 2;
        box_text(layout, person, page_text(page, &speaker->affiliation), speaker->affiliation.at,
                 where, (BoxStyle){.drop = 2});
    }
}

static ColorRole segment_color(const Page *page, const Segment *segment) {
    Instant at = page->context->at;
    if (at >= segment->end)
        return COLOR_DIM;
    return at >= segment->start ? COLOR_ACCENT : COLOR_LINE;
}

/* True when each segment's title finds room under its own piece of the bar: in at most two lines
 * and without breaking a word. */
static bool segment_titles_fit(const Page *page, const Session *session, const TextLook *look,
                               float width, float gap) {
    float minutes =
        (float)(session->segments[session->segment_count - 1].end - session->segments[0].start);
    width -= gap * (float)(session->segment_count - 1);
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *s = &session->segments[i];
        Str title = page_text(page, &s->title);
        float own = width * (float)(s->end - s->start) / minutes;
        TextBox two_lines = {.width = own, .max_lines = 2};
        if (title.len &&
            (text_min_width(page->context->text, title, &look->style) > own ||
             text_layout(page->context->text, page->arena, title, &look->style, &two_lines)
                 ->is_cut))
            return false;
    }
    return true;
}

static void door_segments(const Page *page, Layout *layout, Box *parent, const Session *session,
                          float width) {
    float gap = px(page, 10);
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.max_lines = 2;
    look.is_balanced = true;
    bool has_titles = segment_titles_fit(page, session, &look, width, gap);
    Box *row = box_row(layout, parent, (BoxStyle){.width = size_grow(1), .gap = gap});
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *s = &session->segments[i];
        bool is_on = segment_color(page, s) == COLOR_ACCENT;
        Box *piece = box_column(layout, row,
                                (BoxStyle){.width = size_grow((float)(s->end - s->start)),
                                           .top = px(page, 18),
                                           .bar = page_color(page, segment_color(page, s)),
                                           .bar_top_width = px(page, 6)});
        look.color = page_color(page, is_on ? COLOR_TEXT : COLOR_MUTED);
        look.style.weight = is_on ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR;
        if (has_titles)
            box_text(layout, piece, page_text(page, &s->title), s->title.at, look, (BoxStyle){0});
    }
    size_t running = session_segment_at(session, page->context->at);
    if (has_titles || running == SCHEDULE_NONE)
        return;
    look.color = page_color(page, COLOR_TEXT);
    look.style.weight = WEIGHT_SEMIBOLD;
    const Localized *title = &session->segments[running].title;
    box_text(layout, parent, page_text(page, title), title->at, look, (BoxStyle){0});
}

static void door_progress(const Page *page, Layout *layout, Box *parent, const Session *session) {
    /* The bar stands at the minute, so that the picture changes with the clock and not between. */
    Instant minute = page_next_minute(page) - MILLIS_MINUTE;
    float share = (float)(instant_max(minute, session->start) - session->start) /
                  (float)(session->end - session->start);
    page_bar(page, layout, parent, share, 6, COLOR_ACCENT);
    Str first = page_minutes_left(page, session, 0);
    Str second = page->context->language_count > 1 ? page_minutes_left(page, session, 1) : (Str){0};
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.is_live = true;
    look.max_lines = 1;
    Box *text = box_text(layout, parent, page_join(page, first, second), (Position){0}, look,
                         (BoxStyle){0});
    box_space_above(text, px(page, 12));
    scene_changes_at(page->scene, page_next_minute(page));
}

static void door_foot(const Page *page, Layout *layout, Box *parent, const Session *session,
                      float width) {
    Box *foot = box_column(layout, parent, (BoxStyle){.width = size_grow(1)});
    box_space_above(foot, px(page, 40));
    if (session->segment_count)
        door_segments(page, layout, foot, session, width);
    else
        door_progress(page, layout, foot, session);
}

/* What "● 正在进行 NOW" takes, and a little more. */
static float now_chip_width(const Page *page) {
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_BOLD, COLOR_TEXT, 0);
    Str words = page_join(page, page_word(page, STRING_NOW), page_second_word(page, STRING_NOW));
    return 1.25f * text_width(page->context->text, words, &look.style) + px(page, 60);
}

static void door_now(const Page *page, Layout *layout, Box *parent, const Session *session,
                     float width) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    Box *now =
        box_column(layout, parent,
                   (BoxStyle){.width = size_grow(1130), .height = size_grow(1), .is_fitted = true});
    page_tag(page, now, session, ROLE_NOW, page->room);
    bool is_pause = session->type == SESSION_BREAK || session->type == SESSION_SOCIAL;
    Box *head = box_row(layout, now, (BoxStyle){.gap = px(page, 40), .cross = PLACE_CENTER});
    page_chip(page, layout, head, STRING_NOW, is_pause ? COLOR_GOLD : COLOR_ACCENT);
    page_unrecorded(page, layout, head, session, width - now_chip_width(page) - px(page, 40));
    Box *body = box_column(layout, now, (BoxStyle){.width = size_grow(1)});
    box_space_above(body, px(page, is_strip ? 10 : 22));
    door_times(page, layout, body, session);
    TextLook title = page_look(page, TYPE_TITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = is_strip ? 2 : 3;
    title.is_balanced = true;
    box_space_above(box_part(box_text(layout, body, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    px(page, is_strip ? 6 : 14));
    Str second = page_second_text(page, &session->title);
    const Localized *from = second.len ? &session->title : &session->subtitle;
    if (!second.len)
        second = page_text(page, &session->subtitle);
    TextLook other = page_look(page, TYPE_LEAD, WEIGHT_MEDIUM, COLOR_MUTED, 1);
    other.max_lines = 2;
    other.is_balanced = true;
    box_space_above(box_text(layout, body, second, from->at, other, (BoxStyle){.drop = 3}),
                    px(page, 18));
    page_facts(page, layout, body, session, width);
    if (session->note.count)
        box_space_above(box_text(layout, body, page_text(page, &session->note), session->note.at,
                                 page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_GOLD, 0),
                                 (BoxStyle){.drop = 1}),
                        px(page, 18));
    door_people(page, layout, now, session);
    door_foot(page, layout, now, session, width);
}

static void door_next(const Page *page, Layout *layout, Box *parent, const NowNext *now_next,
                      const Session *session, float weight) {
    Box *next = box_column(
        layout, parent,
        (BoxStyle){.width = size_grow(weight), .is_fitted = true, .height = size_grow(1)});
    if (now_next->next_count) {
        page_chip(page, layout, next, STRING_NEXT, COLOR_NEXT);
        next_list(page, layout, next, now_next->next, now_next->next_count, ROLE_NEXT);
    }
    page_code(page, layout, next, session);
}

/* What runs at once in this room, and what was to, turns pages; the largest number of the day
 * counts. */
size_t door_page_count(Page *page) {
    size_t most = page->schedule ? page_most_at_once(page, page->room, true, true) : 1;
    return most ? most : 1;
}

void view_now_door(Page *page) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    bool is_column = page_is_tall(page);
    NowNext now_next = now_next_at(page->arena, page->schedule, page->room, page->context->at,
                                   is_strip                            ? 1
                                   : page->metrics.shape == SHAPE_WIDE ? 4
                                                                       : 3);
    scene_changes_at(page->scene, now_next.next_change);
    size_t pages = now_next.now_count + now_next.gone_count;
    if (pages == 0) {
        view_state(page);
        return;
    }
    size_t index = page_index(page, pages);
    if (index >= now_next.now_count) {
        size_t gone = now_next.gone[index - now_next.now_count];
        view_gone(page, &page->schedule->sessions[gone], &now_next);
        return;
    }
    const Session *session = &page->schedule->sessions[now_next.now[index]];
    for (size_t i = 0; i < session->segment_count; i++) {
        page_changes_at(page, session->segments[i].start);
        page_changes_at(page, session->segments[i].end);
    }
    page_ribbon(page);
    Rect body = page->body;
    Layout layout = page_layout(page);
    if (is_column) {
        Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
        door_now(page, &layout, column, session, body.width);
        Box *line = page_line(page, &layout, column, 2);
        box_space_above(line, px(page, 40));
        box_space(&layout, column, (BoxStyle){.height = size_fixed(px(page, 36))});
        door_next(page, &layout, column, &now_next, session, 1);
    } else {
        float gap = px(page, 94);
        Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
        float wide = page->metrics.shape == SHAPE_WIDE ? 760 : is_strip ? 560 : 504;
        door_now(page, &layout, row, session, (body.width - gap) * 1130 / (1130 + wide));
        door_next(page, &layout, row, &now_next, session, wide);
        if (is_strip) {
            Box *end = box_column(&layout, row, (BoxStyle){0});
            page_clock(page, &layout, end);
        }
    }
    page_draw(page, &layout, body);
}
