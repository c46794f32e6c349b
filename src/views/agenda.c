/* agenda.c: the conference day as a list, in pages. */
#include <math.h>

#include "views/page.h"

/* The running row's bar hangs into the margin, so that all times stand on the page's edge. */
enum { PAGES_MOST = 4 }; /* of one visit; a longer day shows the pages from now on */
enum { ROW_LEAST = 72, ROW_MOST = 96, ROW_MOST_STACKED = 220, HANG = 30, FOOT = 56 };

/* Narrow screens have the title over time and speakers, others have columns. */
typedef struct {
    const Page *page;
    const Session **sessions;
    size_t count;
    bool is_stacked;
    float time_width, room_width; /* of the columns; 0: no such column */
    size_t pages, rows;           /* rows of a page */
    float row_height;
} Agenda;

static TextLook title_look(const Page *page, const Session *session) {
    bool is_light = session && session->status == SESSION_CANCELLED;
    TextLook look = page_look(page, TYPE_ITEM, WEIGHT_BOLD, is_light ? COLOR_MUTED : COLOR_TEXT, 0);
    if (session && session->type == SESSION_BREAK)
        look.style.weight = WEIGHT_REGULAR; /* breaks are set lighter than talks */
    look.style.line_height = 1.25f;
    look.max_lines = 2;
    look.is_balanced = true;
    return look;
}

static TextLook time_look(const Agenda *agenda, ColorRole color) {
    TextLook look = page_look(agenda->page, agenda->is_stacked ? TYPE_SMALL : TYPE_BODY,
                              WEIGHT_SEMIBOLD, color, 0);
    look.style.line_height = 1.3f;
    look.max_lines = 1;
    return look;
}

static TextLook small_look(const Page *page) {
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.style.line_height = 1.2f;
    return look;
}

static float width_of(const Page *page, Str text, const TextLook *look) {
    return ceilf(text_width(page->context->text, text, &look->style));
}

static float line_of(const Page *page, const TextLook *look) {
    return text_line_height(page->context->text, &look->style);
}

/* Sessions of the day that the room's door shows. */
static void gather(Agenda *agenda) {
    const Page *page = agenda->page;
    size_t count;
    const size_t *day =
        schedule_day_sessions(page->arena, page->schedule, page->room, &page->day, &count);
    agenda->sessions = arena_new(page->arena, const Session *, count);
    for (size_t i = 0; i < count; i++)
        agenda->sessions[agenda->count++] = &page->schedule->sessions[day[i]];
}

static Str room_of(const Page *page, const Session *session) {
    return page_rooms(page, session->rooms, session->room_count);
}

/* Columns are as wide as what is widest in them. */
static void find_columns(Agenda *agenda) {
    const Page *page = agenda->page;
    TextLook time = time_look(agenda, COLOR_MUTED), small = small_look(page);
    bool has_rooms = page->room == SCHEDULE_NONE && page->schedule->room_count > 1;
    for (size_t i = 0; i < agenda->count; i++) {
        const Session *s = agenda->sessions[i];
        agenda->time_width =
            fmaxf(agenda->time_width, width_of(page, page_span(page, s->start, s->end), &time));
        if (has_rooms)
            agenda->room_width =
                fmaxf(agenda->room_width, width_of(page, room_of(page, s), &small));
    }
    agenda->room_width = fminf(agenda->room_width, page->body.width * 0.2f);
}

/* The least height in which every row of the day has room. */
static float row_least(const Agenda *agenda) {
    const Page *page = agenda->page;
    TextLook title = title_look(page, NULL), small = small_look(page);
    if (!agenda->is_stacked)
        return fmaxf(px(page, ROW_LEAST), line_of(page, &title) + px(page, 12));
    float lines = 1;
    for (size_t i = 0; i < agenda->count; i++)
        if (width_of(page, page_text(page, &agenda->sessions[i]->title), &title) > page->body.width)
            lines = 2;
    return lines * line_of(page, &title) + 1.3f / 1.2f * line_of(page, &small) + px(page, 28);
}

static Agenda agenda_create(const Page *page) {
    Agenda a = {.page = page, .is_stacked = page_is_tall(page)};
    gather(&a);
    find_columns(&a);
    float height = page->body.height, least = row_least(&a);
    size_t fit = (size_t)fmaxf(1, floorf(height / least));
    a.pages = 1;
    a.rows = a.count;
    if (a.count > fit) { /* pages of like length, with room for their number below */
        height -= px(page, FOOT);
        fit = (size_t)fmaxf(1, floorf(height / least));
        a.pages = (a.count + fit - 1) / fit;
        a.rows = (a.count + a.pages - 1) / a.pages;
    }
    float most = px(page, a.is_stacked ? ROW_MOST_STACKED : ROW_MOST);
    a.row_height = a.rows ? floorf(fminf(most, height / (float)a.rows)) : 0;
    return a;
}

size_t agenda_page_count(Page *page) {
    if (!page->schedule)
        return 1;
    size_t pages = agenda_create(page).pages;
    return pages < PAGES_MOST ? pages : PAGES_MOST;
}

/* The first page that a visit shows: all of a short day, of a long one what is not over yet. */
static size_t first_page(const Agenda *agenda) {
    const Page *page = agenda->page;
    if (agenda->pages <= PAGES_MOST)
        return 0;
    /* As it was when the slide began, so that it does not turn while somebody reads. */
    Instant at = page->context->at;
    if (page->slide->from > at - MILLIS_HOUR && page->slide->from < at)
        at = page->slide->from;
    size_t past = 0;
    while (past < agenda->count && agenda->sessions[past]->end <= at)
        past++;
    size_t first = past / agenda->rows;
    return first + PAGES_MOST < agenda->pages ? first : agenda->pages - PAGES_MOST;
}

typedef struct {
    const Session *session;
    bool is_past, is_on;
} Row;

static Row row_of(const Page *page, const Session *session) {
    SessionPhase phase = session_phase_at(session, page->context->at);
    return (Row){.session = session,
                 .is_past = phase == SESSION_PAST,
                 .is_on = (phase == SESSION_RUNNING || phase == SESSION_FINISHING) &&
                          session->status != SESSION_CANCELLED};
}

static TextLook faded(TextLook look, const Row *row) {
    if (row->is_past)
        look.color = color_fade(look.color, 0.5f);
    return look;
}

/* A row's ground, with the bar of the running one, and the box for its texts. */
static Box *row_box(const Page *page, Layout *layout, Box *parent, const Row *row, float height) {
    Box *outer =
        box_stack(layout, parent, (BoxStyle){.width = size_grow(1), .height = size_fixed(height)});
    if (row->is_on)
        box_space(layout, outer,
                  (BoxStyle){.width = size_grow(1),
                             .height = size_grow(1),
                             .fill = color_fade(page_color(page, COLOR_ACCENT), 0.24f),
                             .has_fade = true,
                             .bar = page_color(page, COLOR_ACCENT),
                             .bar_width = px(page, 8)});
    page_tag(page, outer, row->session,
             row->is_on     ? ROLE_NOW
             : row->is_past ? ROLE_GONE
                            : ROLE_LATER,
             page->room);
    return box_row(layout, outer,
                   (BoxStyle){.left = px(page, HANG),
                              .width = size_grow(1),
                              .height = size_grow(1),
                              .gap = px(page, 40),
                              .cross = PLACE_CENTER});
}

static void add_time(const Agenda *agenda, Layout *layout, Box *parent, const Row *row,
                     BoxStyle style) {
    TextLook look = time_look(agenda, row->is_on ? COLOR_ACCENT : COLOR_MUTED);
    Str span = page_span(agenda->page, row->session->start, row->session->end);
    box_part(box_text(layout, parent, span, row->session->at, faded(look, row), style), PART_TIME);
}

static void add_title(const Page *page, Layout *layout, Box *parent, const Row *row) {
    const Localized *title = &row->session->title;
    box_part(box_text(layout, parent, page_text(page, title), title->at,
                      faded(title_look(page, row->session), row), (BoxStyle){.can_shrink = true}),
             PART_TITLE);
}

static void flat_row(const Agenda *agenda, Layout *layout, Box *parent, const Row *row,
                     float height) {
    const Page *page = agenda->page;
    Box *box = row_box(page, layout, parent, row, height);
    add_time(agenda, layout, box, row, (BoxStyle){.width = size_fixed(agenda->time_width)});
    Box *titles = box_row(
        layout, box,
        (BoxStyle){
            .width = size_grow(1), .gap = px(page, 24), .cross = PLACE_CENTER, .is_fitted = true});
    add_title(page, layout, titles, row);
    /* In a box of its own, so that the title gives way and not the badge. */
    page_badge(page, layout, box_row(layout, titles, (BoxStyle){0}), row->session, page->room);
    TextLook small = faded(small_look(page), row);
    small.max_lines = 2;
    small.is_balanced = true;
    TextLook who = small;
    who.align = agenda->room_width > 0 ? ALIGN_START : ALIGN_END;
    float wide = page->body.width * 0.28f;
    Str names = page_speakers(page, row->session);
    if (agenda->room_width <= 0) {
        box_part(box_text(layout, box, names, row->session->at, who, (BoxStyle){.max_width = wide}),
                 PART_PEOPLE);
        return;
    }
    Box *cell = box_column(layout, box, (BoxStyle){.width = size_fixed(floorf(wide))});
    box_part(box_text(layout, cell, names, row->session->at, who, (BoxStyle){0}), PART_PEOPLE);
    cell = box_column(layout, box, (BoxStyle){.width = size_fixed(agenda->room_width)});
    box_part(
        box_text(layout, cell, room_of(page, row->session), row->session->at, small, (BoxStyle){0}),
        PART_PLACE);
}

static void stacked_row(const Agenda *agenda, Layout *layout, Box *parent, const Row *row,
                        float height) {
    const Page *page = agenda->page;
    Box *box = row_box(page, layout, parent, row, height);
    Box *column = box_column(layout, box, (BoxStyle){.width = size_grow(1)});
    add_title(page, layout, column, row);
    Box *under = box_row(layout, column, (BoxStyle){.gap = px(page, 20), .cross = PLACE_BASELINE});
    add_time(agenda, layout, under, row, (BoxStyle){0});
    if (page_badge(page, layout, under, row->session, page->room))
        return;
    TextLook small = faded(small_look(page), row);
    small.max_lines = 1;
    float room = page->body.width - agenda->time_width - px(page, 24);
    Str place = agenda->room_width > 0 ? room_of(page, row->session) : (Str){0};
    Str both = page_join(page, place, page_speakers(page, row->session));
    if (width_of(page, both, &small) > room) /* the place matters more than the names */
        both = place.len ? place : page_speakers_within(page, row->session, &small.style, room);
    box_part(box_text(layout, under, both, row->session->at, small, (BoxStyle){.can_shrink = true}),
             place.len ? PART_PLACE : PART_PEOPLE);
}

void view_agenda(Page *page) {
    if (!page->schedule || !schedule_day_has_sessions(page->schedule, page->room, &page->day)) {
        view_state(page);
        return;
    }
    Agenda agenda = agenda_create(page);
    for (size_t i = 0; i < agenda.count; i++) {
        page_changes_at(page, agenda.sessions[i]->start);
        page_changes_at(page, agenda.sessions[i]->end);
    }
    size_t shown = agenda.pages < PAGES_MOST ? agenda.pages : PAGES_MOST;
    size_t index = first_page(&agenda) + page_index(page, shown), first = index * agenda.rows;
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    float line = px(page, 2);
    for (size_t i = first; i < agenda.count && i < first + agenda.rows; i++) {
        Row row = row_of(page, agenda.sessions[i]);
        if (agenda.is_stacked)
            stacked_row(&agenda, &layout, column, &row, agenda.row_height - line);
        else
            flat_row(&agenda, &layout, column, &row, agenda.row_height - line);
        if (i + 1 < agenda.count && i + 1 < first + agenda.rows)
            page_line(
                page, &layout,
                box_row(&layout, column, (BoxStyle){.width = size_grow(1), .left = px(page, HANG)}),
                2);
    }
    Box *foot = box_row(&layout, column, (BoxStyle){.left = px(page, HANG)});
    box_space_above(foot, px(page, 18));
    page_dots(page, &layout, foot, index, agenda.pages, 12, COLOR_ACCENT);
    Rect bounds = page->body;
    bounds.x -= page_is_mirrored(page) ? 0 : px(page, HANG);
    bounds.width += px(page, HANG);
    page_draw(page, &layout, bounds);
}
