#include "formats/csv_merged.h"

#include <string.h>

#include "formats/words.h"

enum { ROOMS_MAX = 64 };

static bool is_time(Column column) {
    return column == COLUMN_START || column == COLUMN_TIME || column == COLUMN_END ||
           column == COLUMN_DURATION;
}

static Str cell_text(const CsvCell *cells, size_t count, size_t index) {
    return index < count ? cells[index].text : (Str){0};
}

static Str first_text(const CsvPlan *plan, const CsvCell *cells, size_t count, Column column) {
    for (size_t i = 0; i < plan->column_count && i < count; i++)
        if (plan->columns[i] == column && cells[i].text.len)
            return cells[i].text;
    return (Str){0};
}

static bool has_start(const CsvPlan *plan, const CsvCell *cells, size_t count) {
    return first_text(plan, cells, count, COLUMN_START).len ||
           first_text(plan, cells, count, COLUMN_TIME).len;
}

/* ---- the whole table ---- */

/* What was seen of the rows so far. */
typedef struct {
    Arena *arena;
    Str rooms[ROOMS_MAX];
    size_t room_count, empty_rooms;
    bool is_room_again;
    size_t singles, pairs;                /* rows of a matrix with a time */
    bool is_timed, is_pair, is_irregular; /* the last one; it has a second row */
    bool filled[CSV_COLUMNS_MAX];         /* its cells */
} Look;

static void see_room(Look *look, Str room) {
    look->empty_rooms += room.len == 0;
    for (size_t i = 0; room.len && i < look->room_count; i++)
        look->is_room_again = look->is_room_again || str_equal(room, look->rooms[i]);
    if (room.len && look->room_count < ROOMS_MAX)
        look->rooms[look->room_count++] = str_copy(look->arena, room);
    else if (room.len)
        look->is_room_again = true;
}

static void end_timed(Look *look, const CsvPlan *plan) {
    size_t filled = 0;
    for (size_t i = 0; i < plan->column_count; i++)
        filled += look->filled[i];
    look->pairs += look->is_timed && look->is_pair;
    look->singles += look->is_timed && !look->is_pair && filled > 1; /* lunch has no second row */
}

static void see_matrix_row(Look *look, const CsvPlan *plan, const CsvCell *cells, size_t count) {
    size_t filled = 0, others = 0;
    for (size_t i = 0; i < plan->column_count; i++) {
        bool is_filled = plan->heads[i].is_head && cell_text(cells, count, i).len > 0;
        filled += is_filled;
        others += is_filled && !look->filled[i];
    }
    if (cell_text(cells, count, plan->row_head).len) {
        end_timed(look, plan);
        look->is_timed = filled > 0;
        look->is_pair = false;
        for (size_t i = 0; i < plan->column_count; i++)
            look->filled[i] = plan->heads[i].is_head && cell_text(cells, count, i).len > 0;
    } else if (filled) {
        look->is_irregular = look->is_irregular || !look->is_timed || look->is_pair || others;
        look->is_pair = true;
    }
}

static size_t column_of(const CsvPlan *plan, Column column) {
    size_t i = 0;
    while (i < plan->column_count && plan->columns[i] != column)
        i++;
    return i;
}

CsvMerged csv_merged_create(const CsvPlan *plan) {
    CsvMerged merged = {.plan = plan};
    Look look = {.arena = arena_create()};
    Arena *arena = arena_create();
    CsvReader reader = csv_reader_create(arena, plan->text, plan->separator);
    size_t count, room = column_of(plan, COLUMN_ROOM);
    reader.at = plan->body_at;
    for (const CsvCell *cells = csv_reader_next(&reader, &count); cells;
         cells = csv_reader_next(&reader, &count)) {
        if (plan->is_matrix && !plan->are_rows_rooms)
            see_matrix_row(&look, plan, cells, count);
        else if (first_text(plan, cells, count, COLUMN_DATE).len)
            look.room_count = 0; /* rooms come again on the next day */
        if (!look.is_room_again)
            see_room(&look, cell_text(cells, count, room));
        arena_reset(arena);
    }
    end_timed(&look, plan);
    merged.are_pairs = look.pairs > 1 && look.singles == 0 && !look.is_irregular;
    size_t time = column_of(plan, COLUMN_START), other = column_of(plan, COLUMN_TIME);
    time = time < other ? time : other;
    merged.are_rooms = look.empty_rooms > 0 && !look.is_room_again && room < plan->column_count &&
                       (plan->are_rows_rooms || (room < time && time < plan->column_count));
    for (size_t i = 0; i < plan->column_count && merged.count < CSV_MERGED_MAX; i++)
        if (is_time(plan->columns[i]) || (merged.are_rooms && i == room))
            merged.above[merged.count++].column = i;
    arena_free(look.arena);
    arena_free(arena);
    return merged;
}

/* ---- a row ---- */

void csv_merged_forget(CsvMerged *merged) {
    for (size_t i = 0; i < merged->count; i++)
        merged->above[i].len = 0;
}

/* A moment with a date comes from a program: what has none there is not scheduled yet. */
static bool is_moment(const CsvMerged *merged, size_t index) {
    CellWhen when;
    return csv_plan_when(merged->plan, merged->above[index].column,
                         (Str){.s = merged->above[index].text, .len = merged->above[index].len},
                         &when) &&
           when.date.is_there;
}

static void remember(CsvMerged *merged, const CsvRow *row) {
    for (size_t i = 0; i < merged->count; i++) {
        Str text = cell_text(row->cells, row->count, merged->above[i].column);
        merged->above[i].len = text.len < CSV_MERGED_LEN ? text.len : 0;
        memcpy(merged->above[i].text, text.s ? text.s : "", merged->above[i].len);
    }
}

/* True when the times of the row above are this one's. */
static bool is_below_time(const CsvMerged *merged, const CsvRow *row) {
    const CsvPlan *plan = merged->plan;
    if (has_start(plan, row->cells, row->count) || plan->are_rows_rooms)
        return false;
    if (plan->is_matrix)
        return true;
    bool has_title = first_text(plan, row->cells, row->count, COLUMN_TITLE).len ||
                     first_text(plan, row->cells, row->count, COLUMN_GROUP).len;
    for (size_t i = 0; i < merged->count; i++)
        if (is_time(plan->columns[merged->above[i].column]) && is_moment(merged, i))
            return false;
    return has_title && first_text(plan, row->cells, row->count, COLUMN_ROOM).len &&
           first_text(plan, row->cells, row->count, COLUMN_DATE).len == 0;
}

/* A break is in no room alone, in a table that is grouped by rooms, too. */
static bool is_below_room(const CsvMerged *merged, const CsvRow *row) {
    Str title = first_text(merged->plan, row->cells, row->count, COLUMN_TITLE);
    return merged->are_rooms &&
           (merged->plan->are_rows_rooms ||
            words_session_type(SESSION_TYPE_COUNT, title, false, 0) != SESSION_BREAK);
}

static void fill(CsvMerged *merged, Arena *arena, CsvRow *row) {
    const CsvPlan *plan = merged->plan;
    bool is_timed = !is_below_time(merged, row), has_room = !is_below_room(merged, row);
    CsvCell *cells = arena_new(arena, CsvCell, row->count);
    memcpy(cells, row->cells, row->count * sizeof *cells);
    for (size_t i = 0; i < merged->count; i++) {
        size_t column = merged->above[i].column;
        bool is_its_own = is_time(plan->columns[column]) ? is_timed : has_room;
        if (column < row->count && cells[column].text.len == 0 && !is_its_own)
            cells[column].text =
                str_copy(arena, (Str){.s = merged->above[i].text, .len = merged->above[i].len});
    }
    row->cells = cells;
}

/* The second row of a pair, below the first one's texts. */
static void join_pair(const CsvMerged *merged, Arena *arena, CsvReader *rows, CsvRow *row) {
    const CsvPlan *plan = merged->plan;
    CsvReader ahead = *rows;
    size_t count;
    const CsvCell *second = csv_reader_next(&ahead, &count);
    if (!second || cell_text(second, count, plan->row_head).len)
        return;
    CsvCell *cells = arena_new(arena, CsvCell, row->count);
    memcpy(cells, row->cells, row->count * sizeof *cells);
    for (size_t i = 0; i < row->count && i < plan->column_count; i++) {
        Str below = cell_text(second, count, i);
        if (plan->heads[i].is_head && cells[i].text.len && below.len)
            cells[i].text = str_printf(arena, "%.*s\n%.*s", str_arg(cells[i].text), str_arg(below));
    }
    row->cells = cells;
    *rows = ahead;
}

void csv_merged_fill(CsvMerged *merged, Arena *arena, CsvReader *rows, CsvRow *row) {
    if (merged->are_pairs && cell_text(row->cells, row->count, merged->plan->row_head).len)
        join_pair(merged, arena, rows, row);
    fill(merged, arena, row);
    remember(merged, row);
}
