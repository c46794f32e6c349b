/* agenda.c: the conference day as a list, in pages.
 *
 * What is in the list, and where, is decided once for a visit, as of the visit's beginning: no row
 * moves between two pages of it, so that none is missed. How a row looks is of the instant itself:
 * what has ended since then is faded, what has begun is marked. */
#include <math.h>
#include <stdlib.h>

#include "views/agenda_rows.h"
#include "views/memo.h"

/* Of one visit; a longer day shows the pages from now on. What runs is shown whatever it takes. */
enum { PAGES_MOST = 4 };
enum { UP = 24, FOOT = 50 }; /* on the canvas */

/* Rows may be so much higher than they must. */
#define ROW_SPREAD 1.25f

typedef AgendaRow Row;

typedef struct {
    const Page *page;
    Instant made; /* what decides what is in the list, and in which order */
    Row *rows;    /* what is left: what runs, then what is to come, the nearest first */
    size_t count;
    Row *line; /* in one line above: all day long, or for hours */
    size_t line_count;
    float line_height; /* 0: no line all day */
    AgendaTable table;
    size_t pages, per_page;
} Agenda;

/* What lasts longer has a place in the line, as on a poster. */
#define LONG_MIN (4 * MILLIS_HOUR)

static float width_of(const Page *page, Str text, const TextLook *look) {
    return ceilf(text_width(page->context->text, text, &look->style));
}

static float line_of(const Page *page, const TextLook *look) {
    return text_line_height(page->context->text, &look->style);
}

static bool is_on_at(const Row *row, Instant at) {
    return row->is_held && !row->session->is_all_day && row->start <= at && at < row->end;
}

static Row row_of(const Agenda *agenda, const Session *session) {
    const Page *page = agenda->page;
    Row row = {.session = session,
               .start = session->start,
               .end = session->end,
               .is_held = session_takes_place(session, page->room)};
    if (!row.is_held) {
        row.start = session->planned_start;
        row.end = session->planned_end;
    }
    row.is_past = page->context->at >= row.end;
    row.is_on = is_on_at(&row, page->context->at);
    row.was_on = is_on_at(&row, agenda->made);
    return row;
}

static bool is_long(const Row *row) {
    return row->session->is_all_day || row->end - row->start > LONG_MIN;
}

/* A visit that lasts longer is no glance any more: its list follows the clock. */
#define VISIT_MAX (10 * MILLIS_MINUTE)

/* When the visit began, so that the list does not turn while somebody reads. */
static Instant list_instant(const Page *page) {
    Instant at = page->context->at, began = page->slide->began;
    return began > at - VISIT_MAX && began < at ? began : at;
}

/* For qsort: what runs stands before the rest; then by start, as the schedule has them. */
typedef struct {
    bool is_behind;
    Instant start;
    size_t index;
} Order;

static int compare_orders(const void *left, const void *right) {
    const Order *a = left, *b = right;
    if (a->is_behind != b->is_behind)
        return a->is_behind ? 1 : -1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Sessions of the day that the room's door shows and that are not over. For the most pages that
 * they take `is_whole` has those that are over too, and all as rows. */
static void gather(Agenda *agenda, bool is_whole) {
    const Page *page = agenda->page;
    Arena *arena = page->arena;
    size_t count;
    const size_t *day = page_day_sessions(page, &count);
    Order *orders = arena_new(arena, Order, count);
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        Row row = row_of(agenda, &page->schedule->sessions[day[i]]);
        if (is_long(&row))
            agenda->line_height = 1; /* measured below */
        if (agenda->made < row.end || is_whole)
            orders[left++] = (Order){.is_behind = !row.was_on, .start = row.start, .index = day[i]};
    }
    if (left > 1)
        qsort(orders, left, sizeof *orders, compare_orders);
    agenda->rows = arena_new(arena, Row, left);
    agenda->line = arena_new(arena, Row, left);
    for (size_t i = 0; i < left; i++) {
        Row row = row_of(agenda, &page->schedule->sessions[orders[i].index]);
        if (is_long(&row) && row.is_held && !is_whole)
            agenda->line[agenda->line_count++] = row;
        else
            agenda->rows[agenda->count++] = row;
    }
}

static Str room_of(const Page *page, const Session *session) {
    return page_rooms(page, session->rooms, session->room_count);
}

/* ---- the line of what lasts all day ----------------------------------------------------------
 */

static TextLook line_look(const Page *page, FontWeight weight, ColorRole color) {
    TextLook look = page_look(page, TYPE_SMALL, weight, color, 0);
    look.max_lines = 1;
    look.style.size =
        fmaxf(page->metrics.min_type, 32 * page->metrics.unit * page->theme->type_scale);
    look.style.line_height = 1.3f;
    look.style.min_size = look.style.size;
    return look;
}

/* "until 18:00", "13:00 – 18:00"; empty for what has no time. */
static Str line_time(const Page *page, const Row *row, bool is_on) {
    if (row->session->is_all_day)
        return (Str){0};
    if (!is_on)
        return page_span(page, row->start, row->end);
    return strings_fill(page->arena, page->context->strings[0], STRING_UNTIL, "time",
                        page_day_time(page, row->end));
}

static Str line_place(const Agenda *agenda, const Row *row) {
    return agenda->page->room == SCHEDULE_NONE ? room_of(agenda->page, row->session) : (Str){0};
}

enum { LINE_GAP = 14, LINE_BETWEEN = 56 };

/* Width of an item in the line, be it on or not. */
static float line_width(const Agenda *agenda, const Row *row) {
    const Page *page = agenda->page;
    TextLook title = line_look(page, WEIGHT_BOLD, COLOR_TEXT);
    TextLook small = line_look(page, WEIGHT_REGULAR, COLOR_MUTED);
    Str span = line_time(page, row, false), until = line_time(page, row, true);
    Str place = line_place(agenda, row);
    float width = width_of(page, page_text(page, &row->session->title), &title);
    if (span.len)
        width +=
            px(page, LINE_GAP) + fmaxf(width_of(page, span, &small), width_of(page, until, &small));
    if (place.len)
        width += px(page, LINE_GAP) + width_of(page, place, &small);
    return width;
}

/* What heads the line of what takes all day: in both languages. */
static Str line_head(const Page *page) {
    Str first = page_word(page, STRING_ALL_DAY), second = page_second_word(page, STRING_ALL_DAY);
    if (second.len == 0)
        return first;
    return str_printf(page->arena, "%.*s %.*s", str_arg(first), str_arg(second));
}

/* As many stay in the line as have room whole; the others are rows like any other. */
static void fit_line(Agenda *agenda) {
    const Page *page = agenda->page;
    TextLook label = line_look(page, WEIGHT_BOLD, COLOR_GOLD);
    float room = page->body.width - width_of(page, line_head(page), &label);
    size_t kept = 0, moved = 0;
    Row *rows = arena_new(page->arena, Row, agenda->line_count + agenda->count);
    for (size_t i = 0; i < agenda->line_count; i++) {
        const Row *row = &agenda->line[i];
        float width = px(page, LINE_BETWEEN) + line_width(agenda, row);
        if (width <= room) {
            agenda->line[kept++] = *row;
            room -= width;
        } else {
            rows[moved++] = *row;
        }
    }
    agenda->line_count = kept;
    if (moved == 0)
        return;
    /* Both are in order: those that run stand first. */
    size_t long_rows = moved, next_long = 0, next = 0, count = 0;
    Row *all = arena_new(page->arena, Row, moved + agenda->count);
    while (next_long < long_rows || next < agenda->count) {
        bool takes_long = next == agenda->count;
        if (!takes_long && next_long < long_rows) {
            const Row *a = &rows[next_long], *b = &agenda->rows[next];
            takes_long = a->was_on != b->was_on ? a->was_on : a->start <= b->start;
        }
        all[count++] = takes_long ? rows[next_long++] : agenda->rows[next++];
    }
    agenda->rows = all;
    agenda->count = count;
}

static void draw_line(const Agenda *agenda, Layout *layout, Box *parent) {
    const Page *page = agenda->page;
    Box *line = box_row(layout, parent,
                        (BoxStyle){.left = agenda_hang(page),
                                   .right = agenda_hang(page),
                                   .width = size_grow(1),
                                   .height = size_fixed(agenda->line_height),
                                   .gap = px(page, LINE_BETWEEN),
                                   .cross = PLACE_CENTER});
    size_t first = 0;
    while (first < agenda->line_count && agenda->line[first].is_past)
        first++;
    if (first == agenda->line_count)
        return;
    box_text(layout, line, line_head(page), (Position){0}, line_look(page, WEIGHT_BOLD, COLOR_GOLD),
             (BoxStyle){0});
    for (size_t i = 0; i < agenda->line_count; i++) {
        const Row *row = &agenda->line[i];
        if (row->is_past) /* it ended in this visit */
            continue;
        bool gives_way = i == first; /* the others have room */
        Box *item = box_row(layout, line,
                            (BoxStyle){.gap = px(page, LINE_GAP),
                                       .cross = PLACE_BASELINE,
                                       .can_shrink = gives_way});
        page_tag(page, item, row->session, agenda_role(row), page->room);
        ColorRole color = row->is_on ? COLOR_ACCENT : COLOR_TEXT;
        box_part(box_text(layout, item, page_text(page, &row->session->title),
                          row->session->title.at, line_look(page, WEIGHT_BOLD, color),
                          (BoxStyle){.can_shrink = true}),
                 PART_TITLE);
        TextLook small = line_look(page, WEIGHT_REGULAR, COLOR_MUTED);
        box_part(box_text(layout, item, line_time(page, row, row->is_on), row->session->at, small,
                          (BoxStyle){0}),
                 PART_TIME);
        box_part(box_text(layout, item, line_place(agenda, row), row->session->at, small,
                          (BoxStyle){.can_shrink = true}),
                 PART_PLACE);
    }
}

/* ---- pages ---------------------------------------------------------------------------------- */

/* Takes out the pages on which nothing is that takes place. */
static void drop_dead_pages(Agenda *agenda) {
    size_t count = 0;
    for (size_t first = 0; first < agenda->count; first += agenda->per_page) {
        bool is_alive = false;
        for (size_t i = first; i < agenda->count && i < first + agenda->per_page; i++)
            is_alive |= agenda->rows[i].is_held;
        for (size_t i = first; is_alive && i < agenda->count && i < first + agenda->per_page; i++)
            agenda->rows[count++] = agenda->rows[i];
    }
    agenda->count = count;
    agenda->pages = count ? (count + agenda->per_page - 1) / agenda->per_page : 1;
}

static int compare_instants(const void *left, const void *right) {
    const Instant *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Of the rows, the most that run at one instant of the day. */
static size_t most_at_once(const Agenda *agenda) {
    Instant *starts = arena_new(agenda->page->arena, Instant, agenda->count);
    Instant *ends = arena_new(agenda->page->arena, Instant, agenda->count);
    size_t count = 0, ended = 0, most = 0;
    for (size_t i = 0; i < agenda->count; i++) {
        const Row *row = &agenda->rows[i];
        if (!row->is_held || row->session->is_all_day || row->start >= row->end)
            continue;
        starts[count] = row->start;
        ends[count++] = row->end;
    }
    if (count > 1) {
        qsort(starts, count, sizeof *starts, compare_instants);
        qsort(ends, count, sizeof *ends, compare_instants);
    }
    for (size_t i = 0; i < count; i++) {
        while (ends[ended] <= starts[i])
            ended++;
        most = i + 1 - ended > most ? i + 1 - ended : most;
    }
    return most;
}

static size_t were_on(const Agenda *agenda) {
    size_t count = 0; /* they stand first */
    while (count < agenda->count && agenda->rows[count].was_on)
        count++;
    return count;
}

static size_t divide_up(size_t count, size_t by) {
    return (count + by - 1) / by;
}

/* Pages of like length, or full ones where there are more rows than the visit has pages. */
static void make_pages(Agenda *agenda, size_t fit, bool is_whole) {
    size_t running = divide_up(is_whole ? most_at_once(agenda) : were_on(agenda), fit);
    size_t most = running > PAGES_MOST ? running : PAGES_MOST;
    agenda->pages = divide_up(agenda->count, fit);
    agenda->per_page = agenda->pages > most ? fit : divide_up(agenda->count, agenda->pages);
    if (!is_whole) /* later, other rows may share a page with what is cancelled */
        drop_dead_pages(agenda);
    agenda->pages = agenda->pages < most ? agenda->pages : most;
}

/* The gap under the header is the list's, but on strips, which have none. */
static float list_height(const Page *page) {
    return page->body.height + (page->metrics.shape == SHAPE_STRIP ? 0 : px(page, UP));
}

static size_t rows_within(float height, const AgendaTable *table) {
    return (size_t)fmaxf(1, floorf((height + px(table->page, 2)) / table->row_height));
}

/* All rows of all pages a little higher, where a full page leaves room. */
static void spread_rows(Agenda *agenda, float height) {
    AgendaTable *table = &agenda->table;
    if (agenda->per_page)
        table->row_height =
            fmaxf(table->row_height,
                  floorf(fminf(table->row_height * ROW_SPREAD, height / (float)agenda->per_page)));
}

static Agenda agenda_create(const Page *page, Instant made, bool is_whole) {
    Agenda a = {.page = page, .made = made};
    gather(&a, is_whole);
    fit_line(&a);
    a.table = agenda_table(page, a.rows, a.count, false);
    float height = list_height(page);
    if (a.line_height > 0) {
        TextLook look = line_look(page, WEIGHT_BOLD, COLOR_TEXT);
        a.line_height = line_of(page, &look) + px(page, 22);
        height -= a.line_height;
    }
    a.pages = 1;
    a.per_page = a.count;
    if (a.count <= rows_within(height, &a.table)) {
        spread_rows(&a, height);
        return a;
    }
    /* Lower rows where all have room then, or where the visit has too few pages for high ones. */
    AgendaTable tight = agenda_table(page, a.rows, a.count, true);
    float paged = height - px(page, FOOT); /* with room for the page's number below */
    if (a.count <= rows_within(height, &tight)) {
        a.table = tight;
        spread_rows(&a, height);
        return a;
    }
    bool is_lowered = divide_up(a.count, rows_within(paged, &a.table)) > PAGES_MOST;
    if (is_lowered)
        a.table = tight;
    make_pages(&a, rows_within(paged, &a.table), is_whole);
    /* Later in the day fewer rows are high again, on as many pages as a visit has. */
    if (is_lowered && is_whole && a.pages < PAGES_MOST)
        a.pages = PAGES_MOST;
    spread_rows(&a, paged);
    return a;
}

/* Of the whole day, so that the cycle's length stays: what is left never takes more. */
size_t agenda_page_count(Page *page) {
    return page->schedule ? agenda_create(page, page->context->at, true).pages : 1;
}

/* Late in the day fewer pages are left than the visit has turns: each then stays for some. */
static size_t index_of_page(Page *page, size_t pages) {
    const Slide *slide = page->slide;
    if (page->has_notice || slide->page >= slide->pages || slide->pages < pages)
        return page_index(page, pages);
    return slide->page * pages / slide->pages;
}

/* A list that was made, and for what. */
typedef struct {
    Agenda agenda;
    Page page; /* the list's own, with memo_arena */
    Rect body;
    const Theme *theme;
    const Strings *words;
} KeptAgenda;

static bool is_made_for(const KeptAgenda *kept, const Page *page, Instant made) {
    Rect a = kept->body, b = page->body;
    return kept->agenda.made == made && kept->theme == page->theme &&
           kept->words == page->context->strings[0] && a.width == b.width && a.height == b.height;
}

/* The list that the page is one of; once for all of them where there is a memo. */
static Agenda agenda_for(const Page *page, Instant made) {
    void **place = memo_kept(page, MEMO_AGENDA);
    if (!place)
        return agenda_create(page, made, false);
    KeptAgenda *kept = *place;
    if (!kept || !is_made_for(kept, page, made)) {
        kept = arena_new(memo_arena(page), KeptAgenda, 1);
        *kept = (KeptAgenda){.page = *page,
                             .body = page->body,
                             .theme = page->theme,
                             .words = page->context->strings[0]};
        kept->page.arena = memo_arena(page);
        kept->agenda = agenda_create(&kept->page, made, false);
        *place = kept;
    }
    Agenda agenda = kept->agenda;
    agenda.page = agenda.table.page = page;
    return agenda;
}

/* Rows of one page. */
typedef struct {
    size_t index, first, end;
} Span;

static Span span_of(Page *page, const Agenda *agenda) {
    Span span = {.index = index_of_page(page, agenda->pages)};
    span.first = span.index * agenda->per_page;
    span.end = span.first + agenda->per_page;
    span.end = span.end < agenda->count ? span.end : agenda->count;
    return span;
}

/* Is there anything on the page that runs or is to come? */
static bool is_alive(const Agenda *agenda, Span span) {
    bool is_live = false;
    for (size_t i = span.first; i < span.end; i++)
        is_live |= agenda->rows[i].is_held && !agenda->rows[i].is_past;
    for (size_t i = 0; i < agenda->line_count && agenda->count == 0; i++)
        is_live |= !agenda->line[i].is_past;
    return is_live;
}

static bool is_over(const Page *page) {
    Agenda agenda = agenda_for(page, page->context->at);
    return agenda.count + agenda.line_count == 0;
}

void view_agenda(Page *page) {
    if (!page->schedule || !schedule_day_has_sessions(page->schedule, page->room, &page->day)) {
        view_state(page);
        return;
    }
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    if (is_strip && is_over(page)) { /* that page has a clock of its own */
        view_state(page);
        return;
    }
    page_strip_clock(page);
    Agenda agenda = agenda_for(page, list_instant(page));
    Span span = span_of(page, &agenda);
    if (!is_alive(&agenda, span)) { /* all of it ended in this visit */
        agenda = agenda_for(page, page->context->at);
        span = span_of(page, &agenda);
    }
    if (agenda.count + agenda.line_count == 0) { /* all is over */
        view_state(page);
        return;
    }
    for (size_t i = 0; i < agenda.count + agenda.line_count; i++) {
        const Row *row = i < agenda.count ? &agenda.rows[i] : &agenda.line[i - agenda.count];
        page_changes_at(page, row->start);
        page_changes_at(page, row->end);
    }
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    if (agenda.line_height > 0)
        draw_line(&agenda, &layout, column);
    agenda_rows_draw(&agenda.table, &layout, column, agenda.rows + span.first,
                     span.end - span.first);
    float hang = agenda_hang(page), up = list_height(page) - page->body.height;
    Box *foot = box_row(&layout, column, (BoxStyle){.left = hang});
    box_space_above(foot, px(page, 14));
    page_dots(page, &layout, foot, span.index, agenda.pages, 12, COLOR_ACCENT);
    Rect body = page->body;
    page_draw(page, &layout,
              (Rect){body.x - hang, body.y - up, body.width + 2 * hang, body.height + up});
}
