/* now_foyer.c: what runs in every room and what follows there; one row a room, in pages. */
#include <math.h>

#include "views/page.h"

enum { ROW_LEAST = 168, ROW_MOST = 250 };

static void mark_rooms(bool *is_used, const Session *session, const size_t *rooms, size_t count) {
    for (size_t i = 0; i < count; i++)
        is_used[rooms[i]] |= session_concerns_room(session, rooms[i]);
}

/* Rooms that have a session on the conference day, one that lasts into it included. */
static size_t rooms_of_day(const Page *page, size_t *rooms) {
    const Schedule *schedule = page->schedule;
    bool *is_used = arena_new(page->arena, bool, schedule->room_count);
    size_t session_count, count = 0;
    const size_t *sessions =
        schedule_day_sessions(page->arena, schedule, SCHEDULE_NONE, &page->day, &session_count);
    for (size_t i = 0; i < session_count; i++) {
        const Session *s = &schedule->sessions[sessions[i]];
        mark_rooms(is_used, s, s->rooms, s->room_count);
        mark_rooms(is_used, s, s->planned_rooms, s->planned_room_count);
    }
    for (size_t room = 0; room < schedule->room_count; room++)
        if (is_used[room])
            rooms[count++] = room;
    return count;
}

static float row_least(const Page *page) {
    TextLook item = page_look(page, TYPE_ITEM, WEIGHT_BOLD, COLOR_TEXT, 0);
    TextLook small = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    float line = text_line_height(page->context->text, &item.style);
    float other = text_line_height(page->context->text, &small.style);
    /* Stacked: room, time, title in two lines, next. Side by side: title in two lines, one under.
     */
    float least = page_is_tall(page) ? 3 * line + 2 * other : 2 * line + other;
    return fmaxf(px(page, page->metrics.shape == SHAPE_STRIP ? 96 : ROW_LEAST),
                 least + px(page, 40));
}

static size_t rows_per_page(const Page *page) {
    float rows = floorf((page->body.height - px(page, 50)) / row_least(page));
    return rows < 1 ? 1 : (size_t)rows;
}

/* Which rooms a page shows, and which of what is at once in them. */
typedef struct {
    size_t *rooms; /* of the day */
    size_t count;
    size_t rows;  /* rooms on a page at most */
    size_t pages; /* each of the rooms' pages as often as the most that is at once in one of them */
} Foyer;

/* Those that stand on one of the rooms' pages. */
typedef struct {
    size_t first, count; /* among the day's rooms */
    size_t turn;
} FoyerPage;

static size_t turns_of(const Page *page, size_t room) {
    size_t now = page_most_at_once(page, room, true, false);
    size_t gone = page_most_at_once(page, room, false, true);
    return now > gone ? now : gone > 1 ? gone : 1;
}

/* How often the page that begins with that room has to be shown. */
static size_t turns_of_page(const Page *page, const Foyer *foyer, size_t first) {
    size_t turns = 1;
    for (size_t i = first; i < foyer->count && i < first + foyer->rows; i++) {
        size_t own = turns_of(page, foyer->rooms[i]);
        turns = own > turns ? own : turns;
    }
    return turns;
}

/* The rooms stand in pages of like length. */
static Foyer foyer_create(const Page *page) {
    Foyer foyer = {.rooms = arena_new(page->arena, size_t, page->schedule->room_count)};
    foyer.count = rooms_of_day(page, foyer.rooms);
    if (foyer.count == 0)
        return foyer;
    size_t most = rows_per_page(page), parts = (foyer.count + most - 1) / most;
    foyer.rows = (foyer.count + parts - 1) / parts;
    for (size_t first = 0; first < foyer.count; first += foyer.rows)
        foyer.pages += turns_of_page(page, &foyer, first);
    return foyer;
}

static FoyerPage foyer_page(const Page *page, const Foyer *foyer, size_t index) {
    FoyerPage out = {0};
    for (size_t turns; index >= (turns = turns_of_page(page, foyer, out.first)); index -= turns)
        out.first += foyer->rows;
    out.turn = index;
    out.count = foyer->count - out.first;
    out.count = out.count < foyer->rows ? out.count : foyer->rows;
    return out;
}

size_t foyer_page_count(Page *page) {
    size_t pages = foyer_create(page).pages;
    return pages ? pages : door_page_count(page);
}

static bool has_rows(const Page *page) {
    DayStateKind kind = page->state.kind;
    return kind == DAY_RUNNING || kind == DAY_BREAK || kind == DAY_GAP;
}

size_t foyer_rooms(Page *page, size_t index, size_t *rooms, size_t *turn) {
    Foyer foyer = {0};
    *turn = 0;
    if (has_rows(page))
        foyer = foyer_create(page);
    if (foyer.count == 0)
        return 0;
    FoyerPage shown = foyer_page(page, &foyer, index % foyer.pages);
    *turn = shown.turn;
    for (size_t i = 0; i < shown.count; i++)
        rooms[i] = foyer.rooms[shown.first + i];
    return shown.count;
}

/* Of the column of what runs; see foyer_row. */
static float now_cell_width(const Page *page) {
    return page_is_tall(page) ? page->body.width
                              : (page->body.width - 2 * px(page, 48)) * 64 / (26 + 64 + 44);
}

static void session_cell(const Page *page, Layout *layout, Box *parent, const Session *session,
                         size_t room, bool is_now) {
    page_tag(page, parent, session, is_now ? ROLE_NOW : ROLE_NEXT, room);
    Box *times = box_row(layout, parent, (BoxStyle){.gap = px(page, 16), .cross = PLACE_CENTER});
    TextLook time =
        page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, is_now ? COLOR_ACCENT : COLOR_NEXT, 0);
    time.max_lines = 1;
    Str when =
        is_now ? page_span(page, session->start, session->end) : page_time(page, session->start);
    box_part(box_text(layout, times, when, session->at, time, (BoxStyle){0}), PART_TIME);
    bool has_badge = page_badge(page, layout, times, session, room) != NULL;
    /* The sign, which never gives way, stands behind the time, or in a line of its own. */
    float gap = px(page, 16), sign = is_now ? page_unrecorded_width(page, session) : 0;
    float spare = now_cell_width(page) - text_width(page->context->text, when, &time.style) - gap;
    bool is_sign_beside = !has_badge && sign <= spare;
    if (sign > 0)
        page_unrecorded_small(page, layout, is_sign_beside ? times : parent, session);
    Str minutes = page_minutes_left(page, session, 0);
    if (is_now && !has_badge &&
        (sign <= 0 || !is_sign_beside ||
         sign + gap + text_width(page->context->text, minutes, &time.style) <= spare)) {
        TextLook left = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
        left.is_live = true;
        left.max_lines = 1;
        box_text(layout, times, minutes, (Position){0}, left, (BoxStyle){.can_shrink = true});
    }
    TextLook title = page_look(page, is_now ? TYPE_ITEM : TYPE_BODY,
                               is_now ? WEIGHT_BOLD : WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    title.style.line_height = 1.28f;
    title.max_lines = is_now ? 3 : 2;
    title.is_balanced = true;
    box_space_above(box_part(box_text(layout, parent, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    px(page, 4));
    TextLook who = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    who.max_lines = 2;
    box_part(box_text(layout, parent, page_speakers(page, session), session->at, who,
                      (BoxStyle){.drop = 3}),
             PART_PEOPLE);
}

/* One line of what was to be here about now: it stands before what comes next, never under "now".
 */
static void gone_line(const Page *page, Layout *layout, Box *parent, const Session *session,
                      size_t room) {
    Box *row =
        box_row(layout, parent,
                (BoxStyle){.gap = px(page, 14), .bottom = px(page, 12), .cross = PLACE_CENTER});
    page_tag(page, row, session, ROLE_GONE, room);
    TextLook title = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    title.max_lines = 1;
    title.is_struck = session->status == SESSION_CANCELLED;
    box_part(box_text(layout, row, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
    page_badge(page, layout, row, session, room); /* both give way, so that both are seen */
}

/* Nothing runs here: until when, if something follows today. */
static void free_cell(const Page *page, Layout *layout, Box *parent, const NowNext *n) {
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_DIM, 0);
    Str words = page_word(page, STRING_FREE);
    if (n->next_count) {
        Str time = page_time(page, page->schedule->sessions[n->next[0]].start);
        words =
            strings_fill(page->arena, page->context->strings[0], STRING_FREE_UNTIL, "time", time);
    }
    box_text(layout, parent, words, (Position){0}, look, (BoxStyle){0});
}

/* Nothing follows here today: from when on the room is free. */
static void rest_cell(const Page *page, Layout *layout, Box *parent, const NowNext *n) {
    Instant end = 0;
    for (size_t i = 0; i < n->now_count; i++)
        end = instant_max(end, page->schedule->sessions[n->now[i]].end);
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_DIM, 0);
    look.max_lines = 1;
    box_text(layout, parent, page_day_time(page, end), (Position){0}, look, (BoxStyle){0});
    look.style.weight = WEIGHT_REGULAR;
    box_space_above(
        box_text(layout, parent, page_word(page, STRING_FREE), (Position){0}, look, (BoxStyle){0}),
        px(page, 4));
}

static void room_cell(const Page *page, Layout *layout, Box *parent, size_t room) {
    const Room *r = &page->schedule->rooms[room];
    TextLook name = page_look(page, TYPE_ITEM, WEIGHT_BOLD, COLOR_TEXT, 0);
    name.max_lines = 2;
    name.is_balanced = true;
    box_tag(parent, (SceneTag){.room = room});
    box_part(box_text(layout, parent, page_text(page, &r->name), r->at, name,
                      (BoxStyle){.can_shrink = true}),
             PART_PLACE);
    TextLook way = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    way.max_lines = page_is_tall(page) ? 1 : 2;
    box_text(layout, parent, page_text(page, &r->way), r->way.at, way,
             (BoxStyle){.drop = 3, .can_shrink = true});
}

/* `turn` picks among sessions that run at once in one room. */
static void now_cell(const Page *page, Layout *layout, Box *parent, const NowNext *n, size_t room,
                     size_t turn) {
    if (n->now_count == 0)
        free_cell(page, layout, parent, n);
    else
        session_cell(page, layout, parent, &page->schedule->sessions[n->now[turn % n->now_count]],
                     room, true);
}

static void foyer_row(const Page *page, Layout *layout, Box *parent, size_t room, size_t turn) {
    NowNext n = now_next_at(page->arena, page->schedule, room, page->context->at, 1);
    scene_changes_at(page->scene, n.next_change);
    bool has_next = n.next_count > 0;
    BoxStyle cell = {.width = size_grow(1), .height = size_grow(1), .is_fitted = true};
    if (page_is_tall(page)) {
        Box *stack = box_column(layout, parent,
                                (BoxStyle){.width = size_grow(1),
                                           .height = size_grow(1),
                                           .main = PLACE_CENTER,
                                           .is_fitted = true});
        room_cell(page, layout,
                  box_row(layout, stack, (BoxStyle){.gap = px(page, 24), .cross = PLACE_BASELINE}),
                  room);
        now_cell(page, layout, stack, &n, room, turn);
        if (n.gone_count)
            gone_line(page, layout, stack, &page->schedule->sessions[n.gone[turn % n.gone_count]],
                      room);
        if (has_next) {
            const Session *s = &page->schedule->sessions[n.next[0]];
            TextLook next = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_NEXT, 0);
            next.max_lines = 2;
            Str time = page_time(page, s->start);
            Str title = page_isolate(page, page_text(page, &s->title));
            page_tag(page, stack, s, ROLE_NEXT, room);
            box_space_above(box_part(box_text(layout, stack,
                                              str_printf(page->arena, "%.*s  %.*s", str_arg(time),
                                                         str_arg(title)),
                                              s->title.at, next, (BoxStyle){0}),
                                     PART_TITLE),
                            px(page, 6));
        }
        return;
    }
    Box *row = box_row(layout, parent,
                       (BoxStyle){.width = size_grow(1),
                                  .height = size_grow(1),
                                  .gap = px(page, 48),
                                  .is_stretched = true});
    cell.main = PLACE_CENTER;
    cell.width = size_grow(26);
    room_cell(page, layout, box_column(layout, row, cell), room);
    cell.width = size_grow(64);
    now_cell(page, layout, box_column(layout, row, cell), &n, room, turn);
    cell.width = size_grow(44);
    Box *next = box_column(layout, row, cell);
    if (n.gone_count)
        gone_line(page, layout, next, &page->schedule->sessions[n.gone[turn % n.gone_count]], room);
    if (has_next)
        session_cell(page, layout, next, &page->schedule->sessions[n.next[0]], room, false);
    else if (n.now_count)
        rest_cell(page, layout, next, &n);
}

/* The words over the columns. */
static void foyer_heads(const Page *page, Layout *layout, Box *parent, size_t index, size_t pages) {
    Box *row = box_row(layout, parent, (BoxStyle){.width = size_grow(1), .gap = px(page, 48)});
    Box *first = box_column(layout, row, (BoxStyle){.width = size_grow(26)});
    page_dots(page, layout, first, index, pages, 3, COLOR_ACCENT);
    page_chip(page, layout, box_column(layout, row, (BoxStyle){.width = size_grow(64)}), STRING_NOW,
              COLOR_ACCENT);
    page_chip(page, layout, box_column(layout, row, (BoxStyle){.width = size_grow(44)}),
              STRING_NEXT, COLOR_NEXT);
}

void view_now_foyer(Page *page) {
    if (!has_rows(page)) {
        view_state(page);
        return;
    }
    Foyer foyer = foyer_create(page);
    if (foyer.count == 0) {
        view_now_door(page);
        return;
    }
    size_t pages = foyer.pages, rows = foyer.rows, index = page_index(page, pages);
    FoyerPage shown = foyer_page(page, &foyer, index);
    scene_changes_at(page->scene, page_next_minute(page));
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    if (is_strip || page_is_tall(page))
        page_dots(page, &layout, column, index, pages, 12, COLOR_ACCENT);
    else
        foyer_heads(page, &layout, column, index, pages);
    Box *list =
        box_column(&layout, column,
                   (BoxStyle){.width = size_grow(1), .height = size_grow(1), .is_even = true});
    box_space_above(list, px(page, is_strip ? 0 : 12));
    for (size_t i = 0; i < shown.count; i++) {
        if (i > 0)
            page_line(page, &layout, list, 2);
        foyer_row(page, &layout, list, foyer.rooms[shown.first + i], shown.turn);
    }
    for (size_t i = shown.count; i < rows; i++) /* the last page keeps the rhythm */
        box_space(&layout, list, (BoxStyle){.height = size_grow(1)});
    Rect body = page->body;
    float most = px(page, page_is_tall(page) ? 600 : ROW_MOST) * (float)rows + px(page, 60);
    body.height = fminf(body.height, fmaxf(most, row_least(page) * (float)rows));
    page_draw(page, &layout, body);
}
