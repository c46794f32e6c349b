/* csv_matrix.c: a matrix, in which rooms or days head the columns and times the rows, or the other
 * way round. */
#include <string.h>

#include "formats/csv_table.h"
#include "formats/words.h"

/* True when the row's one thing is of no room alone: lunch, which was merged over the row. */
static bool is_for_all(const TableReader *reader, size_t filled, Str title) {
    size_t heads = 0;
    for (size_t i = 0; i < reader->plan.column_count; i++)
        heads += reader->plan.heads[i].is_head;
    return filled == 1 && heads > 1 &&
           words_session_type(SESSION_TYPE_COUNT, title, false, 0) == SESSION_BREAK;
}

/* True when the same stands in both, of the same day: it was merged over the rooms. */
static bool is_same_cell(const CsvRow *row, size_t a, size_t b) {
    const MatrixHead *heads = row->plan->heads;
    return b < row->count && heads[b].is_head && !heads[b].is_lost && heads[b].room.len &&
           date_compare(heads[a].date, heads[b].date) == 0 &&
           str_equal(row->cells[a].text, row->cells[b].text);
}

void csv_matrix_head_days(TableReader *reader) {
    CsvPlan *plan = &reader->plan;
    for (size_t i = 0; i < plan->column_count; i++) {
        MatrixHead *head = &plan->heads[i];
        if (!head->is_head || !csv_plan_is_of_day(head) || head->when.has_start)
            continue;
        const MatrixHead *before = i ? &plan->heads[i - 1] : NULL;
        if (before && before->is_head && before->day_cell.offset == head->day_cell.offset) {
            head->date = before->date;
            head->is_lost = before->is_lost;
        } else {
            head->is_lost =
                !csv_dates_of_day(&reader->dates, &head->day_cell, &head->day, &head->date);
        }
    }
}

bool csv_matrix_corner(TableReader *reader, const CsvCell *corner) {
    if (!csv_plan_is_day(corner->text))
        return false;
    csv_dates_title(&reader->dates, &(CsvRow){.plan = &reader->plan, .cells = corner, .count = 1});
    return true;
}

bool csv_matrix_heads_again(TableReader *reader) {
    CsvPlan *plan = &reader->plan;
    const CsvRow *row = &reader->row;
    Str corner = plan->header[plan->row_head].text;
    if (plan->row_head >= row->count || corner.len == 0)
        return false;
    const CsvCell *here = &row->cells[plan->row_head];
    bool is_same = str_equal(here->text, corner);
    bool is_day =
        csv_plan_is_day(corner) && !csv_row_is_alone(row, here) && csv_plan_is_day(here->text);
    if (!is_same && !is_day)
        return false;
    csv_matrix_corner(reader, here);
    for (size_t i = 0; i < plan->column_count; i++) {
        if (i == plan->row_head || (plan->columns[i] != COLUMN_COUNT && !plan->heads[i].is_head))
            continue;
        CsvCell cell = i < row->count ? row->cells[i] : (CsvCell){0};
        plan->header[i] =
            (CsvCell){.text = str_copy(reader->gather.scratch, cell.text), .offset = cell.offset};
        csv_plan_head(&plan->heads[i], &plan->header[i]);
    }
    csv_matrix_head_days(reader);
    return true;
}

/* The time of the session in the column `index`. */
static bool read_matrix_when(TableReader *reader, size_t index, When *when) {
    const CsvPlan *plan = &reader->plan;
    const MatrixHead *head = &plan->heads[index];
    if (plan->are_rows_rooms) {
        *when = (When){.start.offset = ISO_NO_OFFSET};
        if (!csv_table_use_when(reader, &plan->header[index], &head->when, when))
            return false;
    } else {
        if (head->date.year) {
            csv_dates_set(&reader->dates, head->date);
            reader->dates.latest = head->latest;
        }
        if (!csv_table_when(reader, when))
            return false;
        if (head->date.year)
            reader->plan.heads[index].latest = reader->dates.latest;
    }
    if (!when->start.date.year)
        reader->gather.is_undated = true;
    return true;
}

/* What the cell says: its first line is the title. What else stands there, people or a remark, is
 * shown as it is. */
static Session matrix_session(TableReader *reader, const CsvCell *cell) {
    Gather *gather = &reader->gather;
    Session session = {.at = csv_row_at(gather, cell), .track = SCHEDULE_NONE};
    size_t feed = str_find(cell->text, "\n");
    Str title = str_trim(str_slice(cell->text, 0, feed == SIZE_MAX ? cell->text.len : feed));
    session.status = words_cut_status(&title);
    session.title = gather_line(gather, title, session.at);
    if (feed != SIZE_MAX)
        session.subtitle =
            gather_line(gather, str_slice(cell->text, feed + 1, cell->text.len), session.at);
    session.type = words_session_type(SESSION_TYPE_COUNT, title, false, 0);
    return session;
}

void csv_matrix_row(TableReader *reader) {
    Gather *gather = &reader->gather;
    const CsvPlan *plan = &reader->plan;
    const CsvRow *row = &reader->row;
    size_t filled = 0;
    bool done[CSV_COLUMNS_MAX] = {false};
    for (size_t i = 0; i < plan->column_count && i < row->count; i++)
        filled += plan->heads[i].is_head && row->cells[i].text.len > 0;
    for (size_t i = 0; i < plan->column_count && i < row->count; i++) {
        const CsvCell *cell = &row->cells[i];
        When when;
        if (!plan->heads[i].is_head || cell->text.len == 0 || done[i] || plan->heads[i].is_lost)
            continue;
        if (!read_matrix_when(reader, i, &when))
            return;
        Session session = matrix_session(reader, cell);
        size_t people = plan->heads[i].people;
        if (people && people < row->count)
            csv_row_people(gather, row->cells[people].text, &session);
        bool has_rooms = !plan->are_rows_rooms && plan->heads[i].room.len;
        if (plan->are_rows_rooms)
            csv_row_rooms(gather, plan, csv_row_cell(row, COLUMN_ROOM)->text, &session);
        if (has_rooms && !is_for_all(reader, filled, cell->text)) {
            size_t rooms[CSV_COLUMNS_MAX], count = 0;
            for (size_t k = i; k < plan->column_count; k++) {
                if (k != i && !is_same_cell(row, i, k))
                    continue;
                Session one = {.at = session.at};
                csv_row_rooms(gather, plan, plan->heads[k].room, &one);
                done[k] = true;
                if (one.room_count)
                    rooms[count++] = one.rooms[0];
            }
            size_t *copy = arena_new(gather->draft.arena, size_t, count);
            memcpy(copy, rooms, count * sizeof *copy);
            session.rooms = copy;
            session.room_count = count;
        }
        gather_session(gather, &session, &when);
    }
}
