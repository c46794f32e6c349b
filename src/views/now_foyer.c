/* now_foyer.c: what runs in every room and what follows there; one row a room, in pages. */
#include <math.h>

#include "views/foyer.h"
#include "views/memo.h"

static void mark_rooms(bool *is_used, const Session *session, const size_t *rooms, size_t count) {
    for (size_t i = 0; i < count; i++)
        is_used[rooms[i]] |= session_concerns_room(session, rooms[i]);
}

/* Rooms that have a session on the conference day, one that lasts into it included. */
static size_t rooms_of_day(const Page *page, size_t *rooms) {
    const Schedule *schedule = page->schedule;
    bool *is_used = arena_new(page->arena, bool, schedule->room_count);
    size_t session_count, count = 0;
    const size_t *sessions = page_day_sessions(page, &session_count);
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

/* How the rooms stand on a page: columns from the design, rows as many as have room. */
static size_t columns_of(const Page *page, size_t rooms) {
    const Metrics *m = &page->metrics;
    size_t most = 1;
    if (m->shape == SHAPE_WIDE)
        most = (size_t)fmaxf(1, floorf(m->width / (1200 * m->canvas)));
    if (m->shape == SHAPE_STRIP)
        most = (size_t)fmaxf(1, floorf(m->width / (720 * m->canvas)));
    /* A wall is filled sideways first: few rooms side by side are large, one row across is not. */
    size_t rows = m->shape == SHAPE_STRIP || (m->shape == SHAPE_WIDE && rooms <= 4) ? 2 : 4;
    size_t wanted = (rooms + rows - 1) / rows;
    return wanted < 1 ? 1 : wanted < most ? wanted : most;
}

static float row_least(const Page *page) {
    float scale = page->theme->type_scale;
    switch (page->metrics.shape) {
    case SHAPE_PORTRAIT:
        return dp(page, 320);
    case SHAPE_SQUARE:
        return dp(page, 190) * scale;
    case SHAPE_WIDE:
        return dp(page, 176);
    case SHAPE_STRIP:
        return dp(page, 130) * scale * scale; /* two rows of usual type, one of larger */
    case SHAPE_LANDSCAPE:
        break;
    }
    return dp(page, 124);
}

/* The chips over the columns, or the number of the page. */
static float heads_height(const Page *page) {
    return page->metrics.shape == SHAPE_STRIP ? 0 : dp(page, 64);
}

static size_t rows_per_page(const Page *page, size_t rooms) {
    float rows = floorf((page->body.height - heads_height(page)) / row_least(page));
    return (rows < 1 ? 1 : (size_t)rows) * columns_of(page, rooms);
}

/* Which rooms a page shows, and which of what is at once in them. */
typedef struct {
    size_t *rooms; /* of the day */
    size_t count;
    size_t rows;   /* rooms on a page at most */
    size_t *turns; /* by page of rooms: the most that is at once in one of them */
    size_t pages;  /* each of the rooms' pages as often as that */
    Rect body;     /* for which it was made */
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
static Foyer foyer_make(const Page *page) {
    Foyer foyer = {.rooms = arena_new(memo_arena(page), size_t, page->schedule->room_count),
                   .body = page->body};
    foyer.count = rooms_of_day(page, foyer.rooms);
    if (foyer.count == 0)
        return foyer;
    size_t most = rows_per_page(page, foyer.count), parts = (foyer.count + most - 1) / most;
    foyer.rows = (foyer.count + parts - 1) / parts;
    foyer.turns = arena_new(memo_arena(page), size_t, parts);
    for (size_t part = 0; part * foyer.rows < foyer.count; part++) {
        foyer.turns[part] = turns_of_page(page, &foyer, part * foyer.rows);
        foyer.pages += foyer.turns[part];
    }
    return foyer;
}

/* Once for all pages of a moment where there is a memo. */
static Foyer foyer_create(const Page *page) {
    void **kept = memo_kept(page, MEMO_FOYER);
    const Foyer *former = kept ? *kept : NULL;
    if (former && former->body.width == page->body.width &&
        former->body.height == page->body.height)
        return *former;
    Foyer foyer = foyer_make(page);
    if (kept)
        *kept = arena_copy(memo_arena(page), &foyer, sizeof foyer);
    return foyer;
}

static FoyerPage foyer_page(const Foyer *foyer, size_t index) {
    FoyerPage out = {0};
    for (const size_t *turns = foyer->turns; index >= *turns; index -= *turns++)
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
    FoyerPage shown = foyer_page(&foyer, index % foyer.pages);
    *turn = shown.turn;
    for (size_t i = 0; i < shown.count; i++)
        rooms[i] = foyer.rooms[shown.first + i];
    return shown.count;
}

/* ---- the page --------------------------------------------------------------------------------
 */

/* True when the page looks another way when its turn comes again: pages are as many as the most
 * that is at once on this day (see Foyer), which may be later. */
static bool has_turns_now(const Page *page, const Foyer *foyer, const FoyerPage *shown) {
    for (size_t i = 0; i < shown->count; i++) {
        size_t room = foyer->rooms[shown->first + i];
        NowNext n = now_next_at(page->arena, page->schedule, room, page->context->at, 1);
        if (n.now_count > 1 || n.gone_count > 1)
            return true;
    }
    return false;
}

/* Of people who speak in one of the rooms, as far as a row shows them. */
static size_t faces_of(const Page *page, const Foyer *foyer, const FoyerPage *shown) {
    size_t most = 0;
    for (size_t i = 0; i < shown->count; i++) {
        size_t room = foyer->rooms[shown->first + i];
        NowNext n = now_next_at(page->arena, page->schedule, room, page->context->at, 1);
        size_t speakers =
            n.now_count ? page->schedule->sessions[n.now[shown->turn % n.now_count]].speaker_count
                        : 0;
        most = speakers > most ? speakers : most;
    }
    return most < FOYER_FACES_MOST ? most : FOYER_FACES_MOST;
}

static void draw_heads(Page *page, const FoyerGrid *grid, size_t index, size_t pages) {
    Rect body = page->body;
    if (page->metrics.shape == SHAPE_STRIP)
        return;
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.cross = PLACE_CENTER});
    if (grid->is_beside) {
        float room = dp(page, FOYER_ROOM), now = dp(page, FOYER_NOW);
        Box *first = box_row(&layout, row, (BoxStyle){.width = size_fixed(room)});
        page_dots(page, &layout, first, index, pages, 3, COLOR_ACCENT);
        now += body.width - dp(page, 1728);
        door_chip(page, &layout, box_row(&layout, row, (BoxStyle){.width = size_fixed(now)}),
                  STRING_NOW, COLOR_ACCENT);
        door_chip(page, &layout, box_row(&layout, row, (BoxStyle){.width = size_grow(1)}),
                  STRING_NEXT, COLOR_NEXT);
    } else {
        page_dots(page, &layout, row, index, pages, 12, COLOR_ACCENT);
    }
    page_draw(page, &layout, (Rect){body.x, body.y, body.width, dp(page, 40)});
}

/* Where the room of that number on the page stands: columns fill from the top. */
static Rect place_of(const Page *page, const FoyerGrid *grid, size_t i) {
    Rect body = page->body;
    float gap = dp(page, 64), heads = grid->heads;
    float width = (body.width - gap * (float)(grid->columns - 1)) / (float)grid->columns;
    float pitch = floorf((body.height - heads) / (float)grid->rows);
    pitch = fminf(pitch, dp(page, page_is_tall(page) ? 620 : 430));
    bool is_close = grid->rows > 4 || page->metrics.shape == SHAPE_SQUARE;
    float between = dp(page, page->metrics.shape == SHAPE_STRIP ? 5
                             : is_close                         ? 20
                             : grid->is_beside                  ? 28
                                                                : 36);
    Rect row = {body.x + (width + gap) * (float)(i / grid->rows),
                body.y + heads + pitch * (float)(i % grid->rows), floorf(width), pitch - between};
    if (page_is_mirrored(page))
        row.x = 2 * body.x + body.width - row.x - row.width;
    row.x = roundf(row.x);
    return row;
}

/* On strips the clock stands at the end, which is taken off the body. */
static void strip_clock(Page *page) {
    const Metrics *m = &page->metrics;
    if (m->shape != SHAPE_STRIP)
        return;
    TextLook look = page_type(page, 112, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.is_live = true;
    look.style.role = FONT_DIGITS;
    Str time = page_time(page, page->context->at);
    float width = page_width(page, time, &look) + dp(page, 8);
    Rect body = page->body;
    Rect clock = {body.x + body.width - width, body.y, width, body.height};
    if (page_is_mirrored(page)) {
        clock.x = body.x;
        page->body.x += width + dp(page, 48);
    }
    page->body.width -= width + dp(page, 48);
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.main = PLACE_CENTER});
    box_text(&layout, column, time, (Position){0}, look, (BoxStyle){0});
    page_draw(page, &layout, clock);
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
    size_t index = page_index(page, foyer.pages);
    FoyerPage shown = foyer_page(&foyer, index);
    scene_changes_at(page->scene, page_next_minute(page));
    size_t columns = columns_of(page, foyer.rows);
    FoyerGrid grid = {.columns = columns,
                      .rows = (foyer.rows + columns - 1) / columns,
                      .faces = faces_of(page, &foyer, &shown),
                      .is_beside = columns == 1 && !page_is_tall(page) &&
                                   page->metrics.shape != SHAPE_STRIP};
    strip_clock(page);
    bool is_one = foyer.rows == foyer.count && !has_turns_now(page, &foyer, &shown);
    bool has_heads = !is_one || grid.is_beside || page->metrics.shape == SHAPE_STRIP;
    grid.heads = has_heads ? heads_height(page) : dp(page, 8);
    draw_heads(page, &grid, index, is_one ? 1 : foyer.pages);
    for (size_t i = 0; i < shown.count; i++)
        foyer_row(page, &grid, foyer.rooms[shown.first + i], shown.turn, place_of(page, &grid, i));
}
