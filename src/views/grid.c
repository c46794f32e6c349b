/* grid.c: rooms and times: a row for each room, a line for now, half an hour back and three on. */
#include <math.h>

#include "views/grid_cells.h"

enum {
    HEAD = 52,         /* the hours over the rows */
    ROOM_COLUMN = 304, /* names of rooms, with the gap to the axis */
    ROW_GAP = 6,
    BACK_MINUTES = 30,
    AHEAD_MINUTES = 180,
    AHEAD_MINUTES_PORTRAIT = 90
};

/* ---- places --------------------------------------------------------------------------------- */

/* The start of the day's next session, when none is within the axis. */
static void find_window(Grid *grid) {
    const Page *page = grid->page;
    bool is_portrait = page->metrics.shape == SHAPE_PORTRAIT;
    Millis back = BACK_MINUTES * MILLIS_MINUTE;
    Millis ahead = (is_portrait ? AHEAD_MINUTES_PORTRAIT : AHEAD_MINUTES) * MILLIS_MINUTE;
    grid->now = page_next_minute(page) - MILLIS_MINUTE;
    Instant next = INSTANT_NEVER, end = grid->now + ahead;
    for (size_t i = 0; i < grid->plan.row_count + 1; i++) {
        const GridRow *row = i < grid->plan.row_count ? &grid->plan.rows[i] : NULL;
        const GridCell *cells = row ? row->cells : grid->plan.blocks;
        size_t count = row ? row->cell_count : grid->plan.block_count;
        for (size_t k = 0; k < count; k++)
            if (cells[k].end > page->context->at)
                next = instant_min(next, cells[k].start);
    }
    grid->from = grid->now - back;
    if (next != INSTANT_NEVER && next >= end)
        grid->from = next - back;
    grid->until = grid->from + back + ahead;
}

static Grid grid_create(Page *page) {
    Grid grid = {.page = page, .plan = grid_plan_create(page), .is_stacked = page_is_tall(page)};
    const Metrics *m = &page->metrics;
    TextLook label = grid_label_look(page, WEIGHT_REGULAR, COLOR_TEXT, 0),
             name = grid_name_look(page);
    Rect body = page->body;
    /* The gap under the header is the hours'; the foot may come nearer to the edge. */
    float up = m->shape == SHAPE_STRIP ? 0 : px(page, m->shape == SHAPE_PORTRAIT ? 24 : 12);
    float bottom = body.y + body.height;
    bool has_frieze = page->theme->pattern.path.len > 0;
    if (!page->has_notice && m->shape != SHAPE_STRIP && !has_frieze) {
        float safe = page->schedule->display.safe_area * m->height;
        bottom += fmaxf(0, fminf(px(page, 32), m->content.y - safe));
    }
    float top = body.y - up, line = grid_line_height(page, &label);
    if (grid.plan.all_day_count) {
        grid.all_day = (Rect){body.x, top, body.width, line};
        top += line + px(page, 8);
    }
    grid.head = (Rect){body.x, top, body.width, fmaxf(px(page, HEAD), line + px(page, 12))};
    top += grid.head.height;
    if (grid.is_stacked) { /* the page's number stands below */
        bottom -= line + px(page, 8);
        grid.name_height = grid_line_height(page, &name) + px(page, 4);
    }
    grid.all = (Rect){body.x, top, body.width, bottom - top};
    grid.axis = grid.all;
    float column = grid.is_stacked ? 0 : px(page, ROOM_COLUMN);
    grid.axis.x += column;
    grid.axis.width -= column;
    grid.room = (GridRoom){.height = grid.all.height,
                           .row_least = fmaxf(px(page, 58), line + px(page, 6)),
                           .lane_least = line + px(page, 8),
                           .row_more = px(page, ROW_GAP) + grid.name_height};
    return grid;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void draw_name(const Grid *grid, const GridRow *row, Rect r) {
    const Page *page = grid->page;
    bool is_all = row->room == SCHEDULE_NONE;
    const Room *room = is_all ? NULL : &page->schedule->rooms[row->room];
    TextLook look = grid_name_look(page);
    float width = grid->is_stacked ? r.width : px(page, ROOM_COLUMN - 24);
    float height = grid->is_stacked ? grid->name_height : r.height;
    look.max_lines = height >= 2 * grid_line_height(page, &look) ? 2 : 1;
    SceneTag tag = {.room = row->room, .part = is_all ? PART_OTHER : PART_PLACE};
    GridLine line = grid_line_create(
        page, is_all ? page_word(page, STRING_ALL_ROOMS) : page_text(page, &room->name),
        is_all ? (Position){0} : room->at, &look, tag, width);
    if (line.layout->is_cut) { /* smaller before it is cut */
        look.style.min_size = page->metrics.min_type;
        line = grid_line_create(page, line.text, line.at, &look, tag, width);
    }
    float tall = line.layout->height;
    TextLook small = grid_label_look(page, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    small.max_lines = 1;
    GridLine second = {0};
    Str other =
        is_all ? page_second_word(page, STRING_ALL_ROOMS) : page_second_text(page, &room->name);
    if (other.len && !grid->is_stacked)
        second = grid_line_create(page, other, line.at, &small, tag, width);
    bool has_second =
        second.layout && !second.layout->is_cut && tall + second.layout->height <= height;
    if (has_second)
        tall += second.layout->height;
    float y = r.y + (grid->is_stacked ? 0 : (height - tall) / 2);
    grid_draw_line(grid, &line, (Rect){r.x, y, width, tall});
    if (has_second)
        grid_draw_line(grid, &second, (Rect){r.x, y + line.layout->height, width, tall});
}

/* When the next one begins in the room, as the door has it. */
static Instant next_start(const Grid *grid, size_t room) {
    const Page *page = grid->page;
    NowNext lists = now_next_at(page->arena, page->schedule, room, page->context->at, 1);
    page_changes_at(page, lists.next_change);
    return lists.next_count ? page->schedule->sessions[lists.next[0]].start : INSTANT_NEVER;
}

/* Blocks of a row or over all rows, in order, with those before them out of their way. */
typedef struct {
    GridBlock *items;
    size_t count;
} Blocks;

static void add_block(const Grid *grid, Blocks *blocks, const GridBlock *block, float *taken) {
    blocks->items[blocks->count++] = *block;
    if (block->is_wanted)
        *taken = fmaxf(*taken, block->frame.x + block->frame.width + px(grid->page, 5));
}

static void row_blocks(const Grid *grid, const GridRow *row, Rect r, float taken, Blocks *blocks) {
    const Page *page = grid->page;
    Instant next = next_start(grid, row->room);
    float between = px(page, 4), lanes = (float)row->lane_count;
    float height = floorf((r.height - between * (lanes - 1)) / lanes);
    for (size_t lane = 0; lane < row->lane_count; lane++) {
        float own = taken, top = r.y + (float)lane * (height + between);
        for (size_t i = 0; i < row->cell_count; i++) {
            if (row->cells[i].lane != row->first_lane + lane)
                continue;
            GridBlock block = grid_block_create(grid, &row->cells[i], next);
            if (grid_place_block(grid, &block, top, height, own))
                add_block(grid, blocks, &block, &own);
        }
    }
}

static void draw_hours(const Grid *grid, float bottom) {
    const Page *page = grid->page;
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    look.style.size = fmaxf(page->metrics.min_type, px(page, 32));
    look.max_lines = 1;
    float wide = text_width(page->context->text, page_time(page, grid->from), &look.style);
    float per_minute = grid->axis.width / ((float)(grid->until - grid->from) / MILLIS_MINUTE);
    Millis step = 30 * MILLIS_MINUTE;
    while (per_minute * (float)step / MILLIS_MINUTE < wide * 1.3f)
        step *= 2;
    TextLook plate = page_look(page, TYPE_BODY, WEIGHT_BOLD, COLOR_ON_ACCENT, 0);
    plate.style.line_height = 1.15f;
    GridLine now = grid_line_create(page, page_time(page, grid->now), (Position){0}, &plate,
                                    (SceneTag){.room = SCHEDULE_NONE}, 0);
    float plate_width = fmaxf(px(page, 124), now.layout->width + px(page, 24));
    float plate_x = grid_x_of(grid, grid->now) - plate_width / 2;
    bool has_now = grid->now >= grid->from;
    const Zone *zone = page->schedule->event.zone;
    Instant midnight = zone_instant(zone, zone_local(zone, grid->from).date, 0, NULL);
    Instant first = midnight + (grid->from - midnight + step - 1) / step * step;
    float line = px(page, 2), right = grid->axis.x + grid->axis.width;
    for (Instant at = first; at <= grid->until; at += step) {
        float x = roundf(grid_x_of(grid, at));
        scene_rect(page->scene,
                   grid_on_page(grid, (Rect){fminf(x, right - line), grid->all.y, line,
                                             bottom - grid->all.y}),
                   page_color(page, COLOR_LINE), 0);
        GridLine hour = grid_line_create(page, page_time(page, at), (Position){0}, &look,
                                         (SceneTag){.room = SCHEDULE_NONE}, 0);
        float width = ceilf(hour.layout->width), least = grid->all.x;
        float left = fmaxf(x - width / 2, grid->axis.x - (grid->is_stacked ? 0 : width / 2));
        left = fminf(fmaxf(left, least), right - width);
        if (has_now && left < plate_x + plate_width + px(page, 8) && left + width > plate_x - 8)
            continue;
        Rect area = {left, grid->head.y + (grid->head.height - hour.layout->height) / 2, width, 0};
        Rect r = grid_on_page(grid, area);
        scene_text(page->scene, roundf(r.x), roundf(r.y), hour.layout, hour.color, hour.text,
                   hour.at);
    }
    if (!has_now)
        return;
    float height = fmaxf(px(page, 44), now.layout->height);
    Rect r = grid_on_page(grid, (Rect){plate_x, grid->head.y + (grid->head.height - height) / 2,
                                       plate_width, height});
    scene_rect(page->scene, r, page_color(page, COLOR_ACCENT), px(page, 8));
    scene_text(page->scene, roundf(r.x + (r.width - now.layout->width) / 2),
               roundf(r.y + (height - now.layout->height) / 2), now.layout, now.color, now.text,
               now.at);
}

static void draw_now_line(const Grid *grid, float top, float bottom) {
    const Page *page = grid->page;
    if (grid->now < grid->from)
        return;
    float width = px(page, 6), x = roundf(grid_x_of(grid, grid->now) - width / 2);
    scene_rect(page->scene, grid_on_page(grid, (Rect){x, top, width, bottom - top}),
               page_color(page, COLOR_ACCENT), 0);
}

/* Through all rows; where names of rooms stand between them it does not cross these. */
static void draw_now_lines(const Grid *grid, size_t first, size_t count, float stretch,
                           float bottom) {
    float top = grid->head.y + grid->head.height / 2 + px(grid->page, 22), y = grid->all.y;
    if (!grid->is_stacked) {
        draw_now_line(grid, top, bottom);
        return;
    }
    draw_now_line(grid, top, y);
    for (size_t i = first; i < first + count; i++) {
        float height = floorf(grid_row_least(&grid->room, &grid->plan.rows[i]) * stretch);
        draw_now_line(grid, y + grid->name_height, y + height - px(grid->page, ROW_GAP));
        y += height;
    }
}

/* "All day: Registration · Exhibition": as many as there is room for. */
static void draw_all_day(const Grid *grid) {
    const Page *page = grid->page;
    if (grid->plan.all_day_count == 0)
        return;
    TextLook look = grid_label_look(page, WEIGHT_BOLD, COLOR_GOLD, 0);
    look.max_lines = 1;
    Rect area = grid->all_day;
    GridLine line = grid_line_create(page, page_word(page, STRING_ALL_DAY), (Position){0}, &look,
                                     (SceneTag){.room = SCHEDULE_NONE}, 0);
    look = grid_label_look(page, WEIGHT_REGULAR, COLOR_TEXT, 0);
    look.max_lines = 1;
    for (size_t i = 0;; i++) {
        float width = ceilf(line.layout->width);
        area.width = fminf(width, grid->all_day.x + grid->all_day.width - area.x);
        grid_draw_line(grid, &line, area);
        area.x += width + px(page, 28);
        if (i == grid->plan.all_day_count)
            return;
        const Session *s = grid->plan.all_day[i];
        SceneTag tag = {.role = ROLE_LATER,
                        .part = PART_TITLE,
                        .session = (size_t)(s - page->schedule->sessions),
                        .room = SCHEDULE_NONE};
        Str rooms = page_rooms(page, s->rooms, s->room_count);
        Str words = page_join(page, page_text(page, &s->title), rooms);
        float left = grid->all_day.x + grid->all_day.width - area.x;
        if (left < px(page, 150)) /* less says nothing */
            return;
        line = grid_line_create(page, words, s->title.at, &look, tag, 0);
        if (line.layout->width > left) { /* the last one, cut */
            line = grid_line_create(page, words, s->title.at, &look, tag, left);
            area.width = left;
            grid_draw_line(grid, &line, area);
            return;
        }
    }
}

/* ---- the page ------------------------------------------------------------------------------- */

static void draw_dots(const Grid *grid, size_t index, size_t pages) {
    Page *page = grid->page;
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.cross = PLACE_CENTER});
    if (!page_dots(page, &layout, row, index, pages, 3, COLOR_ACCENT))
        return;
    Rect r = {grid->head.x, grid->head.y, grid->axis.x - grid->head.x, grid->head.height};
    if (grid->is_stacked)
        r = (Rect){grid->all.x, grid->all.y + grid->all.height, grid->all.width,
                   layout_height(&layout, grid->all.width)};
    page_draw(page, &layout, grid_on_page(grid, r));
}

/* Where names of rooms stand between the rows, what stops all rooms is in each row, and has its
 * label in the middle one. */
static Blocks cut_by_names(const Grid *grid, const Blocks *over, size_t first, size_t count,
                           float stretch) {
    const Page *page = grid->page;
    Blocks parts = {.items = arena_new(page->arena, GridBlock, over->count * count)};
    float y = grid->all.y;
    for (size_t i = 0; i < count; i++) {
        float height = floorf(grid_row_least(&grid->room, &grid->plan.rows[first + i]) * stretch);
        for (size_t k = 0; k < over->count; k++) {
            GridBlock part = over->items[k];
            part.frame.y = y + grid->name_height;
            part.frame.height = height - grid->name_height - px(page, ROW_GAP);
            part.is_silent = i != (count - 1) / 2;
            parts.items[parts.count++] = part;
        }
        y += height;
    }
    return parts;
}

static void draw_rows(const Grid *grid, size_t first, size_t count) {
    const Page *page = grid->page;
    float wanted = 0, y = grid->all.y;
    size_t cells = grid->plan.block_count;
    for (size_t i = first; i < first + count; i++) {
        wanted += grid_row_least(&grid->room, &grid->plan.rows[i]);
        cells += grid->plan.rows[i].cell_count;
    }
    /* Rows share what is left, up to half as much again as they need. */
    float stretch = fminf(grid->is_stacked ? 2.0f : 2.6f, fmaxf(1, grid->all.height / wanted));
    float bottom = fminf(grid->all.y + grid->all.height, grid->all.y + floorf(wanted * stretch));
    draw_hours(grid, bottom);
    Blocks over = {.items = arena_new(page->arena, GridBlock, cells)};
    Blocks in_rows = {.items = arena_new(page->arena, GridBlock, cells)};
    float taken = grid->axis.x;
    Instant next = grid->plan.block_count ? next_start(grid, SCHEDULE_NONE) : 0;
    for (size_t i = 0; i < grid->plan.block_count; i++) {
        GridBlock block = grid_block_create(grid, &grid->plan.blocks[i], next);
        block.is_over_all = true;
        if (grid_place_block(grid, &block, grid->all.y, bottom - grid->all.y - px(page, ROW_GAP),
                             grid->axis.x))
            add_block(grid, &over, &block, &taken);
    }
    float until = taken > grid->axis.x ? taken : grid->axis.x;
    for (size_t i = first; i < first + count; i++) {
        const GridRow *row = &grid->plan.rows[i];
        float height = floorf(grid_row_least(&grid->room, row) * stretch);
        Rect r = {grid->all.x, y, grid->all.width, height - px(page, ROW_GAP)};
        draw_name(grid, row, r);
        r.y += grid->name_height;
        r.height -= grid->name_height;
        row_blocks(grid, row, r, until, &in_rows);
        y += height;
    }
    for (size_t i = 0; i < in_rows.count; i++)
        grid_draw_ground(grid, &in_rows.items[i]);
    if (grid->is_stacked)
        over = cut_by_names(grid, &over, first, count, stretch);
    for (size_t i = 0; i < over.count; i++)
        grid_draw_ground(grid, &over.items[i]);
    draw_now_lines(grid, first, count, stretch, bottom - px(page, ROW_GAP));
    for (size_t i = 0; i < in_rows.count; i++)
        grid_draw_label(grid, &in_rows.items[i]);
    for (size_t i = 0; i < over.count; i++)
        grid_draw_label(grid, &over.items[i]);
}

static bool has_grid(const Page *page) {
    DayStateKind kind = day_state_at(page->schedule, SCHEDULE_NONE, page->context->at).kind;
    return kind == DAY_RUNNING || kind == DAY_BREAK || kind == DAY_GAP;
}

void view_grid(Page *page) {
    if (!page->schedule || page->schedule->room_count == 0 || !has_grid(page)) {
        view_state(page);
        return;
    }
    DayState state = day_state_at(page->schedule, SCHEDULE_NONE, page->context->at);
    page_changes_at(page, state.next_change);
    page_changes_at(page, page_next_minute(page));
    Grid grid = grid_create(page);
    find_window(&grid);
    size_t pages = grid_page_total(&grid.plan, &grid.room), count;
    size_t index = page_index(page, pages);
    size_t first = grid_page_rows(&grid.plan, &grid.room, index, &count);
    draw_all_day(&grid);
    draw_rows(&grid, first, count);
    draw_dots(&grid, index, pages);
}

size_t grid_page_count(Page *page) {
    if (!page->schedule || page->schedule->room_count == 0)
        return 1;
    Grid grid = grid_create(page);
    return grid_page_total(&grid.plan, &grid.room);
}
