/* csv.c: rows to sessions.
 *
 * A date that is missing is that of the row above, as in merged cells; a table without any date is
 * for any day. In a matrix each cell is a session. */
#include "formats/csv.h"

#include <string.h>

#include "formats/csv_report.h"
#include "formats/csv_table.h"
#include "formats/words.h"

/* ---- rows ---- */

/* The header once more, as above each page or day. */
static bool is_header_again(const TableReader *reader) {
    const CsvPlan *plan = &reader->plan;
    size_t same = 0, filled = 0;
    for (size_t i = 0; i < reader->row.count && i < plan->column_count; i++) {
        Str cell = reader->row.cells[i].text;
        filled += cell.len > 0;
        same += cell.len > 0 && str_equal(cell, plan->header[i].text);
    }
    return same >= 2 && same == filled;
}

/* Of a column of zones; the first is that of the table. */
static const Zone *row_zone(TableReader *reader, const CsvCell *cell) {
    Gather *gather = &reader->gather;
    if (str_equal(cell->text, reader->zone_name))
        return reader->zone;
    reader->zone_name = str_copy(gather->draft.arena, cell->text);
    reader->zone = zone_open(gather->draft.arena, cell->text);
    if (!gather->zone_name.len) {
        gather->zone_name = reader->zone_name;
        gather->zone_at = csv_row_at(gather, cell);
    }
    return reader->zone;
}

/* "Hall A" above what is there: alone in its row, or with the day. */
static bool read_room_heading(TableReader *reader) {
    const CsvRow *row = &reader->row;
    const CsvCell *name = csv_row_cell(row, COLUMN_TITLE);
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++) {
        filled += row->cells[i].text.len > 0;
        if (name->text.len == 0 && row->cells[i].text.len)
            name = &row->cells[i];
    }
    bool has_day = csv_row_cell(row, COLUMN_DATE)->text.len > 0 && filled == 2;
    if (reader->plan.has[COLUMN_ROOM] || !(filled == 1 || has_day) || !csv_plan_is_room(name->text))
        return false;
    CellWhen ignored;
    if (has_day)
        csv_table_date(reader, &ignored);
    reader->room = str_copy(reader->gather.draft.arena, name->text);
    reader->before = -1;
    return true;
}

static void read_row(TableReader *reader) {
    Gather *gather = &reader->gather;
    const CsvRow *row = &reader->row;
    if (read_room_heading(reader))
        return;
    if (row->count > reader->plan.column_count && !reader->has_long_row &&
        row->cells[reader->plan.column_count].text.len) {
        reader->has_long_row = true;
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "long-row",
                        csv_row_at(gather, &row->cells[reader->plan.column_count]),
                        "a cell with the separator in it stands in quotes",
                        "the row has more cells than the table has columns");
    }
    When when;
    if (words_is_off_programme(csv_row_cell(row, COLUMN_STATUS)->text)) {
        gather_hidden(gather, csv_row_at(gather, &row->cells[0]));
        return;
    }
    if (!csv_table_when(reader, &when))
        return;
    const CsvCell *zone = csv_row_cell(row, COLUMN_ZONE);
    if (zone->text.len && when.start.offset == ISO_NO_OFFSET)
        when.zone = row_zone(reader, zone);
    Session session = csv_row_session(gather, row, &when);
    session.is_all_day = when.is_all_day;
    if (reader->room.len && session.room_count == 0)
        csv_row_rooms(gather, &reader->plan, reader->room, &session);
    gather_session(gather, &session, &when);
}

/* ---- the whole ---- */

/* The row between these offsets has the days of a matrix's columns. */
static bool is_row_of_days(const CsvPlan *plan, size_t from, size_t until) {
    for (size_t i = 0; plan->is_matrix && i < plan->column_count; i++) {
        size_t at = plan->heads[i].day_cell.offset;
        if (plan->heads[i].is_head && csv_plan_is_of_day(&plan->heads[i]) && from <= at &&
            at < until)
            return true;
    }
    return false;
}

/* What stands above the header may say which day follows. */
static void read_title(TableReader *reader) {
    const CsvPlan *plan = &reader->plan;
    CsvReader rows = csv_reader_create(reader->rows, plan->text, plan->separator);
    while (rows.at < plan->header_at) {
        arena_reset(reader->rows);
        size_t from = rows.at;
        reader->row.cells = csv_reader_next(&rows, &reader->row.count);
        if (!reader->row.cells || rows.at > plan->header_at || is_row_of_days(plan, from, rows.at))
            return;
        csv_dates_title(&reader->dates, &reader->row);
    }
}

/* "|-----|:---:|", which Markdown has below its header. */
static bool is_rule(const CsvRow *row) {
    size_t dashes = 0;
    for (size_t i = 0; i < row->count; i++)
        for (size_t k = 0; k < row->cells[i].text.len; k++) {
            char c = row->cells[i].text.s[k];
            if (!strchr("-:= ", c) || c == 0)
                return false;
            dashes += c == '-' || c == '=';
        }
    return dashes > 2;
}

static void read_rows(TableReader *reader, CsvReader *rows) {
    for (;;) {
        arena_reset(reader->rows);
        reader->row.cells = csv_reader_next(rows, &reader->row.count);
        if (!reader->row.cells || reader->gather.is_full)
            return;
        bool is_heading = (reader->plan.is_matrix && csv_matrix_heads_again(reader)) ||
                          csv_dates_heading(&reader->dates, &reader->row) ||
                          (!reader->plan.is_matrix && is_header_again(reader));
        if (is_heading || is_rule(&reader->row)) {
            reader->before = -1;
            csv_merged_forget(&reader->merged);
            continue;
        }
        csv_merged_fill(&reader->merged, reader->rows, rows, &reader->row);
        if (reader->plan.is_matrix)
            csv_matrix_row(reader);
        else
            read_row(reader);
    }
}

/* "Time (Asia/Tokyo)": a name that can only be a zone's. */
static void use_zone_of_header(TableReader *reader) {
    const CsvPlan *plan = &reader->plan;
    for (size_t i = 0; i < plan->column_count; i++) {
        Str word = str_from(plan->words[i].zone);
        bool is_time = plan->columns[i] == COLUMN_START || plan->columns[i] == COLUMN_TIME;
        if (!is_time || str_find(word, "/") == SIZE_MAX)
            continue;
        Str zone = zone_suggest(reader->gather.scratch, word);
        if (str_equal_nocase(zone, word) && !reader->gather.zone_name.len)
            reader->gather.zone_name = zone;
    }
}

Schedule *csv_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    TableReader reader = {.gather = gather_create(input, text, diagnostics),
                          .rows = arena_create()};
    CsvPlan *plan = &reader.plan;
    csv_plan_find(reader.gather.scratch, text, input->hints.year, plan);
    reader.row.plan = plan;
    reader.before = -1;
    use_zone_of_header(&reader);
    plan->rooms = csv_row_all_rooms(reader.gather.draft.arena, plan);
    reader.dates = csv_dates_create(&reader.gather, plan);
    reader.merged = csv_merged_create(plan);
    Schedule *schedule = NULL;
    if (plan->is_complete) {
        csv_report_plan(&reader.gather, plan);
        CsvReader rows = csv_reader_create(reader.rows, text, plan->separator);
        rows.at = plan->body_at;
        read_title(&reader);
        if (plan->is_matrix)
            csv_matrix_corner(&reader, &plan->header[plan->row_head]);
        csv_matrix_head_days(&reader);
        read_rows(&reader, &rows);
        if (rows.bad_quote != SIZE_MAX)
            diagnostics_add(diagnostics, SEVERITY_WARNING, "open-quote",
                            gather_at(&reader.gather, rows.bad_quote, 1),
                            "close the quote, or write \"\" for a quote inside a cell",
                            "the quote that opens here is never closed");
        schedule = gather_finish(&reader.gather, "a table (CSV)");
    } else {
        if (plan->is_turned)
            csv_report_turned(&reader.gather, plan);
        else if (plan->column_count)
            csv_report_missing(&reader.gather, plan);
        gather_free(&reader.gather);
    }
    arena_free(reader.rows);
    return schedule;
}
