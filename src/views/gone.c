/* gone.c: a picture of its own for what was to be here and is not: cancelled, or moved away; with
 * where to go, and what comes next here. And how many of these and of others a door turns. */
#include <math.h>

#include "views/page.h"

/* ---- what was moved --------------------------------------------------------------------------
 */

/* "Moved to Hall 2", "New time: 14:00", in the language of that index. */
static Str moved_words(const Page *page, const Session *session, size_t language) {
    const Strings *strings = page->context->strings[language];
    Str words = {0};
    if (page_is_elsewhere(session, page->room)) {
        Str rooms = {0};
        for (size_t i = 0; i < session->room_count; i++) {
            const Localized *name = &page->schedule->rooms[session->rooms[i]].name;
            Str own = language ? localized_in(name, page_language(page, language)) : (Str){0};
            rooms = page_join(page, rooms, own.len ? own : page_text(page, name));
        }
        words = strings_fill(page->arena, strings, STRING_MOVED_TO, "room", rooms);
    }
    if (session->start != session->planned_start) {
        Str time = strings_fill(page->arena, strings, STRING_NEW_TIME, "time",
                                page_day_time(page, session->start));
        words = page_join(page, words, time);
    }
    return words.len ? words : strings_get(strings, STRING_MOVED);
}

/* How to get to the new room, when there is one. */
static const Localized *way_of(const Page *page, const Session *session) {
    if (session->room_count != 1 || !page_is_elsewhere(session, page->room))
        return NULL;
    const Localized *way = &page->schedule->rooms[session->rooms[0]].way;
    return way->count ? way : NULL;
}

/* Gold, over the whole width: what everybody has to read. */
static void moved_band(const Page *page, Layout *layout, Box *parent, const Session *session) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    float radius = px(page, 14), pad = px(page, is_strip ? 14 : 36);
    Box *band = box_column(layout, parent,
                           (BoxStyle){.width = size_grow(1),
                                      .left = px(page, is_strip ? 24 : 48),
                                      .right = px(page, is_strip ? 24 : 48),
                                      .top = pad,
                                      .bottom = pad,
                                      .gap = px(page, 8),
                                      .fill = page_color(page, COLOR_WARNING),
                                      .radius_left = radius,
                                      .radius_right = radius});
    box_space_above(band, px(page, is_strip ? 12 : 34));
    TextLook to =
        page_look(page, is_strip ? TYPE_HEADING : TYPE_HERO, WEIGHT_BOLD, COLOR_ON_WARNING, 0);
    to.max_lines = is_strip ? 1 : 3;
    to.is_balanced = true;
    box_part(box_text(layout, band, moved_words(page, session, 0), session->at, to, (BoxStyle){0}),
             PART_STATUS);
    const Localized *way = way_of(page, session);
    Str second = page->context->language_count > 1 ? moved_words(page, session, 1) : (Str){0};
    if (second.len && !str_equal(second, moved_words(page, session, 0))) {
        TextLook look = page_look(page, is_strip ? TYPE_BODY : TYPE_HEADING, WEIGHT_SEMIBOLD,
                                  COLOR_ON_WARNING, 1);
        look.max_lines = is_strip ? 1 : 2;
        box_part(box_text(layout, band, second, session->at, look, (BoxStyle){.drop = 3}),
                 PART_STATUS);
    }
    if (!way)
        return;
    TextLook look =
        page_look(page, is_strip ? TYPE_BODY : TYPE_SUBTITLE, WEIGHT_SEMIBOLD, COLOR_ON_WARNING, 0);
    look.max_lines = is_strip ? 1 : 2;
    Str words = page_join(page, page_text(page, way), page_second_text(page, way));
    box_text(layout, band, words, way->at, look, (BoxStyle){0});
}

/* ---- the picture ---------------------------------------------------------------------------- */

static void cancelled_plate(const Page *page, Layout *layout, Box *parent, const Session *session) {
    TextLook look = page_look(page, TYPE_HEADING, WEIGHT_BOLD, COLOR_ON_WARNING, 0);
    look.max_lines = 1;
    look.style.line_height = 1.2f;
    float radius = px(page, 10);
    Str words = page_join(page, page_word(page, STRING_CANCELLED),
                          page_second_word(page, STRING_CANCELLED));
    box_part(box_text(layout, parent, words, session->at, look,
                      (BoxStyle){.left = px(page, 28),
                                 .right = px(page, 28),
                                 .top = px(page, 8),
                                 .bottom = px(page, 8),
                                 .fill = page_color(page, COLOR_WARNING),
                                 .radius_left = radius,
                                 .radius_right = radius,
                                 .can_shrink = true}),
             PART_STATUS);
}

static void gone_main(const Page *page, Layout *layout, Box *parent, const Session *session) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP, is_tall = page_is_tall(page);
    bool is_cancelled = session->status == SESSION_CANCELLED;
    page_tag(page, parent, session, ROLE_GONE, page->room);
    Box *head =
        is_tall ? box_column(layout, parent, (BoxStyle){.gap = px(page, 20)})
                : box_row(layout, parent, (BoxStyle){.gap = px(page, 36), .cross = PLACE_CENTER});
    if (is_cancelled)
        cancelled_plate(page, layout, head, session);
    TextLook time = page_look(page, TYPE_SUBTITLE, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    time.max_lines = 1;
    box_part(box_text(layout, head, page_span(page, session->planned_start, session->planned_end),
                      session->at, time, (BoxStyle){0}),
             PART_TIME);
    TextLook title = page_look(page, TYPE_TITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    if (!is_cancelled || is_strip)
        title = page_look(page, TYPE_HEADING, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = is_strip ? 1 : 3;
    title.is_balanced = true;
    title.is_struck = is_cancelled;
    if (is_cancelled)
        title.color = page_color(page, COLOR_MUTED);
    box_space_above(box_part(box_text(layout, parent, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    px(page, is_strip ? 6 : 18));
    TextLook other = page_look(page, TYPE_LEAD, WEIGHT_MEDIUM, COLOR_MUTED, 1);
    other.max_lines = 2;
    other.is_struck = is_cancelled;
    box_space_above(box_text(layout, parent, page_second_text(page, &session->title),
                             session->title.at, other, (BoxStyle){.drop = 3}),
                    px(page, 10));
    TextLook who = page_look(page, TYPE_LEAD, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    who.max_lines = 2;
    box_space_above(box_part(box_text(layout, parent, page_speakers(page, session), session->at,
                                      who, (BoxStyle){.drop = 3}),
                             PART_PEOPLE),
                    px(page, 10));
    if (!is_cancelled)
        moved_band(page, layout, parent, session);
    TextLook note = page_look(page, TYPE_LEAD, WEIGHT_REGULAR, COLOR_TEXT, 0);
    note.max_lines = 2;
    box_space_above(box_text(layout, parent, page_text(page, &session->note), session->note.at,
                             note, (BoxStyle){.drop = 2}),
                    px(page, 24));
}

static void gone_next(const Page *page, Layout *layout, Box *parent, const NowNext *lists,
                      size_t most) {
    if (lists->next_count == 0)
        return;
    page_chip(page, layout, parent, STRING_NEXT, COLOR_NEXT);
    next_list(page, layout, parent, lists->next,
              lists->next_count < most ? lists->next_count : most, ROLE_NEXT,
              page->metrics.shape == SHAPE_STRIP ? px(page, 560) : page->body.width);
}

void view_gone(Page *page, const Session *session, const NowNext *lists) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    scene_changes_at(page->scene, lists->next_change);
    Rect body = page->body;
    Layout layout = page_layout(page);
    BoxStyle part = {.width = size_grow(1130), .height = size_grow(1), .is_fitted = true};
    if (is_strip) {
        Box *row = box_row(&layout, NULL, (BoxStyle){.gap = px(page, 94), .is_stretched = true});
        gone_main(page, &layout, box_column(&layout, row, part), session);
        part.width = size_grow(560);
        gone_next(page, &layout, box_column(&layout, row, part), lists, 1);
        page_clock(page, &layout, box_column(&layout, row, (BoxStyle){0}));
    } else {
        Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
        part.width = size_grow(1);
        Box *main = box_column(&layout, column, part);
        gone_main(page, &layout, main, session);
        if (lists->next_count) {
            box_space_above(page_line(page, &layout, column, 2), px(page, 30));
            Box *next = box_column(&layout, column, (BoxStyle){.width = size_grow(1)});
            box_space_above(next, px(page, 28));
            gone_next(page, &layout, next, lists, 1);
        }
    }
    page_draw(page, &layout, body);
}

/* ---- at once -------------------------------------------------------------------------------- */

typedef struct {
    Instant from, until;
} Span;

size_t page_most_at_once(const Page *page, size_t room, bool counts_now, bool counts_gone) {
    size_t count, span_count = 0, most = 0;
    const size_t *day =
        schedule_day_sessions(page->arena, page->schedule, room, &page->day, &count);
    Span *spans = arena_new(page->arena, Span, 2 * count);
    for (size_t i = 0; i < count; i++) {
        const Session *s = &page->schedule->sessions[day[i]];
        if (s->is_all_day)
            continue;
        if (counts_now && session_takes_place(s, room))
            spans[span_count++] = (Span){s->start, s->end};
        if (counts_gone && session_leaves_ghost(s, room))
            spans[span_count++] = (Span){s->planned_start - GONE_LEAD, s->planned_end};
    }
    for (size_t i = 0; i < span_count; i++) { /* few: those of one door on one day */
        size_t at_once = 0;
        for (size_t k = 0; k < span_count; k++)
            at_once += spans[k].from <= spans[i].from && spans[i].from < spans[k].until;
        most = at_once > most ? at_once : most;
    }
    return most;
}
