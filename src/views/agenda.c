/* agenda.c: the conference day as a list, in pages. */
#include <math.h>

#include "views/page.h"

/* The running row's bar hangs into the margin, so that all times stand on the page's edge. */
enum { ROW_LEAST = 72, ROW_MOST = 96, HANG = 30 };

static bool is_stacked(const Page *page) {
    return page->metrics.shape == SHAPE_PORTRAIT;
}

/* Sessions of the day that the room's door shows. */
static size_t gather(const Page *page, const Session **out) {
    const Day *day = &page->schedule->days[page->state.day];
    size_t count = 0;
    for (size_t i = 0; i < day->session_count; i++) {
        const Session *s = &page->schedule->sessions[day->first_session + i];
        if (session_is_in_room(s, page->room) || session_was_in_room(s, page->room))
            out[count++] = s;
    }
    return count;
}

static float row_least(const Page *page) {
    TextLook item = page_look(page, TYPE_ITEM, WEIGHT_BOLD, COLOR_TEXT, 0);
    float line = text_line_height(page->context->text, &item.style);
    if (is_stacked(page)) {
        TextLook small = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
        return line + text_line_height(page->context->text, &small.style) + px(page, 28);
    }
    return fmaxf(px(page, ROW_LEAST), line + px(page, 12));
}

typedef struct {
    size_t rows, pages;
    float row_height;
} Paging;

static Paging paging(const Page *page, size_t count) {
    float height = page->body.height;
    size_t fit = (size_t)fmaxf(1, floorf(height / row_least(page)));
    Paging p = {.pages = 1, .rows = count};
    if (count > fit) {
        /* Room for the page's number below. */
        fit = (size_t)fmaxf(1, floorf((height - px(page, 56)) / row_least(page)));
        p.pages = (count + fit - 1) / fit;
        p.rows = (count + p.pages - 1) / p.pages;
        height -= px(page, 56);
    }
    float most = px(page, is_stacked(page) ? 220 : ROW_MOST);
    p.row_height = p.rows ? floorf(fminf(most, height / (float)p.rows)) : 0;
    return p;
}

size_t agenda_page_count(Page *page) {
    if (!page->schedule || page->state.day == SCHEDULE_NONE)
        return 1;
    const Session **sessions =
        arena_new(page->arena, const Session *, page->schedule->session_count);
    Paging p = paging(page, gather(page, sessions));
    return p.pages;
}

static TextLook faded(TextLook look, bool is_past) {
    if (is_past)
        look.color = color_fade(look.color, 0.5f);
    return look;
}

static Box *agenda_row(const Page *page, Layout *layout, Box *parent, const Session *session,
                       float height) {
    SessionPhase phase = session_phase_at(session, page->context->at);
    bool is_on = (phase == SESSION_RUNNING || phase == SESSION_FINISHING) &&
                 session->status != SESSION_CANCELLED;
    Box *outer =
        box_stack(layout, parent, (BoxStyle){.width = size_grow(1), .height = size_fixed(height)});
    if (is_on)
        box_space(layout, outer,
                  (BoxStyle){.width = size_grow(1),
                             .height = size_grow(1),
                             .fill = color_fade(page_color(page, COLOR_ACCENT), 0.24f),
                             .has_fade = true,
                             .bar = page_color(page, COLOR_ACCENT),
                             .bar_width = px(page, 8)});
    return box_row(layout, outer,
                   (BoxStyle){.left = px(page, HANG),
                              .width = size_grow(1),
                              .height = size_grow(1),
                              .gap = px(page, 40),
                              .cross = PLACE_CENTER});
}

/* Breaks are set lighter than talks. */
static void agenda_title(const Page *page, Layout *layout, Box *parent, const Session *session,
                         bool is_past) {
    TextLook title = page_look(page, TYPE_ITEM, WEIGHT_BOLD,
                               session->status == SESSION_CANCELLED ? COLOR_MUTED : COLOR_TEXT, 0);
    if (session->type == SESSION_BREAK)
        title.style.weight = WEIGHT_REGULAR;
    title.max_lines = 1;
    box_text(layout, parent, page_text(page, &session->title), session->title.at,
             faded(title, is_past), (BoxStyle){.can_shrink = true});
}

static Str agenda_who(const Page *page, const Session *session) {
    Str who = page_speakers(page, session);
    if (page->room != SCHEDULE_NONE || session->room_count == 0 || page->schedule->room_count < 2)
        return who;
    return page_join(page, who, page_rooms(page, session->rooms, session->room_count));
}

static void flat_row(const Page *page, Layout *layout, Box *parent, const Session *session,
                     float height, float time_width) {
    SessionPhase phase = session_phase_at(session, page->context->at);
    bool is_past = phase == SESSION_PAST;
    bool is_on = phase == SESSION_RUNNING || phase == SESSION_FINISHING;
    Box *row = agenda_row(page, layout, parent, session, height);
    TextLook time =
        page_look(page, TYPE_BODY, WEIGHT_SEMIBOLD, is_on ? COLOR_ACCENT : COLOR_MUTED, 0);
    time.style.line_height = 1.3f;
    time.max_lines = 1;
    box_text(layout, row, page_span(page, session->start, session->end), session->at,
             faded(time, is_past), (BoxStyle){.width = size_fixed(time_width)});
    Box *titles = box_row(
        layout, row, (BoxStyle){.width = size_grow(1), .gap = px(page, 24), .cross = PLACE_CENTER});
    agenda_title(page, layout, titles, session, is_past);
    page_badge(page, layout, titles, session, page->room);
    TextLook who = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    who.max_lines = 1;
    who.align = ALIGN_END;
    box_text(layout, row, agenda_who(page, session), session->at, faded(who, is_past),
             (BoxStyle){.max_width = px(page, 480)});
}

static void stacked_row(const Page *page, Layout *layout, Box *parent, const Session *session,
                        float height) {
    SessionPhase phase = session_phase_at(session, page->context->at);
    bool is_past = phase == SESSION_PAST;
    bool is_on = phase == SESSION_RUNNING || phase == SESSION_FINISHING;
    Box *row = agenda_row(page, layout, parent, session, height);
    Box *column = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    agenda_title(page, layout, column, session, is_past);
    Box *under = box_row(layout, column, (BoxStyle){.gap = px(page, 20), .cross = PLACE_BASELINE});
    TextLook time =
        page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, is_on ? COLOR_ACCENT : COLOR_MUTED, 0);
    time.max_lines = 1;
    box_text(layout, under, page_span(page, session->start, session->end), session->at,
             faded(time, is_past), (BoxStyle){0});
    if (page_badge(page, layout, under, session, page->room))
        return;
    TextLook who = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    who.max_lines = 1;
    box_text(layout, under, agenda_who(page, session), session->at, faded(who, is_past),
             (BoxStyle){.can_shrink = true});
}

void view_agenda(Page *page) {
    if (!page->schedule || page->state.day == SCHEDULE_NONE) {
        view_state(page);
        return;
    }
    const Session **sessions =
        arena_new(page->arena, const Session *, page->schedule->session_count);
    size_t count = gather(page, sessions);
    Paging p = paging(page, count);
    size_t first = page->slide->page % p.pages * p.rows;
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    TextLook time = page_look(page, TYPE_BODY, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    float time_width = 0;
    for (size_t i = 0; i < count; i++) { /* the column is as wide as its widest time */
        Str span = page_span(page, sessions[i]->start, sessions[i]->end);
        time_width = fmaxf(time_width, text_width(page->context->text, span, &time.style));
        scene_changes_at(page->scene, sessions[i]->start > page->context->at ? sessions[i]->start
                                                                             : INSTANT_NEVER);
        scene_changes_at(page->scene,
                         sessions[i]->end > page->context->at ? sessions[i]->end : INSTANT_NEVER);
    }
    for (size_t i = first; i < count && i < first + p.rows; i++) {
        if (is_stacked(page))
            stacked_row(page, &layout, column, sessions[i], p.row_height - px(page, 2));
        else
            flat_row(page, &layout, column, sessions[i], p.row_height - px(page, 2),
                     ceilf(time_width));
        if (i + 1 < count && i + 1 < first + p.rows)
            page_line(page, &layout, column, 2);
    }
    box_space_above(
        page_dots(page, &layout, column, page->slide->page % p.pages, p.pages, COLOR_ACCENT),
        px(page, 18));
    page_draw(page, &layout, page->body);
}
