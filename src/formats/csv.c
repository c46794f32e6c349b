/* csv.c: rows to sessions.
 *
 * A date that is missing is that of the row above, as in merged cells; a table without any date is
 * for any day. In a matrix each cell is a session. */
#include "formats/csv.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/csv_report.h"
#include "formats/csv_table.h"
#include "formats/times.h"
#include "formats/words.h"

enum { NIGHT_END = 240, NOON = 720 };

/* ---- times ---- */

static void report(TableReader *reader, const CsvCell *cell, const char *code, const char *hint,
                   const char *message) {
    diagnostics_add(reader->gather.diagnostics, SEVERITY_ERROR, code,
                    csv_row_at(&reader->gather, cell), hint, message, str_arg(cell->text));
}

static bool when_of(TableReader *reader, const CsvCell *cell, CellWhen *when) {
    size_t column = (size_t)(cell - reader->row.cells);
    return cell->text.len && csv_plan_when(&reader->plan, column, cell->text, when);
}

/* What the cells of a row say about its day: there may be one for the date, and one for the day of
 * the week or the number of the day. */
static const CsvCell *see_row_date(TableReader *reader, CellWhen *when, CsvDay *day) {
    const CsvPlan *plan = &reader->plan;
    const CsvCell *cell = NULL;
    *when = (CellWhen){.offset = ISO_NO_OFFSET};
    *day = (CsvDay){0};
    for (size_t i = 0; i < plan->column_count && i < reader->row.count; i++) {
        const CsvCell *here = &reader->row.cells[i];
        CellWhen found;
        CsvDay other;
        if (plan->columns[i] != COLUMN_DATE || here->text.len == 0)
            continue;
        bool is_read = csv_plan_when(plan, i, here->text, &found);
        if (is_read && found.date.is_there && !when->date.is_there) {
            cell = here;
            found.date.weekdays |= day->weekdays;
            *when = found;
        } else if (is_read && found.weekdays && !found.date.is_there) {
            day->weekdays = found.weekdays;
            when->date.weekdays |= found.weekdays;
        } else if (is_read && found.has_start && !when->has_start) {
            *when = found;
        } else if (csv_day_parse(here->text, &other) ||
                   csv_day_below(here->text, plan->header[i].text, &other)) {
            *day = other;
        }
        cell = cell ? cell : here;
    }
    return cell;
}

static void note_heading(TableReader *reader, const CsvCell *cell) {
    diagnostics_add(
        reader->gather.diagnostics, SEVERITY_NOTE, "heading", csv_row_at(&reader->gather, cell),
        NULL, "\"%.*s\" stands alone in its row, and is taken for a heading", str_arg(cell->text));
}

/* The date's cell may have a time, too. */
static bool read_row_date(TableReader *reader, CellWhen *when) {
    CsvDates *dates = &reader->dates;
    CsvDay day;
    Date date;
    const CsvCell *cell = see_row_date(reader, when, &day);
    if (!cell)
        return true;
    bool is_day = day.number || day.weekdays || day.is_unclear || day.date.is_there;
    if (when->date.is_there ? csv_dates_settle(dates, cell, &when->date, &date)
        : is_day            ? csv_dates_of_day(dates, cell, &day, &date)
                            : false) {
        csv_dates_set(dates, date);
        if (!day.number && when->date.is_there && !dates->unnumbered.year)
            dates->unnumbered = date;
        return true;
    }
    if (!when->date.is_there && !is_day && when->has_start)
        return true;
    if (!when->date.is_there && !is_day && csv_row_is_alone(&reader->row, cell))
        note_heading(reader, cell);
    else if (!when->date.is_there && !is_day)
        report(reader, cell, "bad-date", "write year, month and day: 2026-05-16",
               "\"%.*s\" is not a date; the session is left out");
    csv_dates_lose(dates);
    return false;
}

/* True when "Fri 9:00" says on which day, and no date does. A table without any date may be for one
 * day, whatever that is called; not for two. */
static bool names_other_day(TableReader *reader, const CellWhen *from) {
    if (from->date.is_there || !from->weekdays || csv_row_cell(&reader->row, COLUMN_DATE)->text.len)
        return false;
    bool is_dated = reader->dates.date.year || reader->plan.first_date.year;
    if (is_dated || (reader->only_weekdays && !(reader->only_weekdays & from->weekdays)))
        return true;
    reader->only_weekdays = from->weekdays;
    return false;
}

/* Start and, where the cell says it, end. A date there is that of rows below that have none. */
bool csv_table_use_when(TableReader *reader, const CsvCell *cell, const CellWhen *from,
                        When *when) {
    CsvDates *dates = &reader->dates;
    when->start = (IsoTime){.date = dates->date, .minutes = from->start, .offset = from->offset};
    const CsvDay day = {.weekdays = from->weekdays};
    bool is_weekday = names_other_day(reader, from);
    if (from->date.is_there ? !csv_dates_settle(dates, cell, &from->date, &when->start.date)
        : is_weekday        ? !csv_dates_of_day(dates, cell, &day, &when->start.date)
                            : csv_dates_are_lost(dates, cell))
        return false;
    if ((from->date.is_there || is_weekday) && !reader->plan.is_matrix)
        csv_dates_set(dates, when->start.date);
    reader->is_dated = from->date.is_there || is_weekday;
    reader->has_half = from->has_half;
    when->end = (IsoTime){.minutes = from->end, .offset = from->offset};
    when->has_end = from->has_end;
    return !from->end_date.is_there ||
           csv_dates_settle(dates, cell, &from->end_date, &when->end.date);
}

static bool read_start(TableReader *reader, const CellWhen *of_date, When *when) {
    const CsvRow *row = &reader->row;
    const CsvCell *cell = csv_row_cell(row, COLUMN_START);
    CellWhen from;
    if (cell->text.len == 0)
        cell = csv_row_cell(row, COLUMN_TIME);
    if (cell->text.len == 0 && of_date->has_start)
        return csv_table_use_when(reader, csv_row_cell(row, COLUMN_DATE), of_date, when);
    bool is_all_day = words_is_yes(csv_row_cell(row, COLUMN_ALL_DAY)->text);
    if (cell->text.len == 0 && is_all_day && reader->dates.date.year) {
        when->is_all_day = true;
        when->start.date = reader->dates.date;
        return !csv_dates_are_lost(&reader->dates, &row->cells[0]);
    }
    if (cell->text.len == 0) {
        gather_unscheduled(&reader->gather, gather_at(&reader->gather, row->cells[0].offset, 1));
        return false;
    }
    bool is_time = when_of(reader, cell, &from) && (from.has_start || is_all_day);
    if (!is_time && csv_row_is_alone(row, cell)) {
        note_heading(reader, cell);
        return false;
    }
    if (!is_time) {
        report(reader, cell, "bad-time", "write hours and minutes: 9:05",
               "\"%.*s\" is not a time; the session is left out");
        return false;
    }
    bool is_used = csv_table_use_when(reader, cell, &from, when);
    when->is_all_day = is_all_day && when->start.date.year;
    return is_used;
}

static void read_end(TableReader *reader, When *when) {
    const CsvCell *cell = csv_row_cell(&reader->row, COLUMN_END);
    const CsvCell *end_date = csv_row_cell(&reader->row, COLUMN_END_DATE);
    CellWhen end, of_date;
    when->has_end = when_of(reader, cell, &end) && end.has_start;
    if (!when->has_end) {
        diagnostics_add(reader->gather.diagnostics, SEVERITY_WARNING, "bad-time",
                        csv_row_at(&reader->gather, cell), "write hours and minutes: 9:05",
                        "\"%.*s\" is not a time; the session's end is guessed",
                        str_arg(cell->text));
        return;
    }
    reader->has_half = reader->has_half || end.has_half;
    /* Without a date it is the first such time after the start. */
    when->end = (IsoTime){.minutes = end.has_end ? end.end : end.start, .offset = end.offset};
    if (end.date.is_there)
        csv_dates_settle(&reader->dates, cell, &end.date, &when->end.date);
    else if (when_of(reader, end_date, &of_date) && of_date.date.is_there)
        csv_dates_settle(&reader->dates, end_date, &of_date.date, &when->end.date);
}

/* "1:10:00", as spreadsheets write an hour and ten minutes. */
static bool read_clock_length(Str text, Millis *length) {
    size_t first = str_find(text, ":");
    Str rest = first == SIZE_MAX ? (Str){0} : str_slice(text, first + 1, text.len);
    size_t second = str_find(rest, ":");
    return second != SIZE_MAX && iso_length_parse(str_slice(text, 0, first + 1 + second), length);
}

/* "0.75", "1,5": nobody writes minutes with a point. */
static bool read_hours(Str text, Millis *length) {
    size_t points = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_point = text.s[i] == '.' || text.s[i] == ',';
        if (!ascii_is_digit(text.s[i]) && !is_point)
            return false;
        points += is_point;
    }
    return points == 1 && text.len > 2 && duration_parse(text, MILLIS_HOUR, length) &&
           *length >= MILLIS_MINUTE && *length <= 24 * MILLIS_HOUR;
}

static void read_length(TableReader *reader, When *when) {
    const CsvCell *cell = csv_row_cell(&reader->row, COLUMN_DURATION);
    size_t column = (size_t)(cell - reader->row.cells);
    CellWhen fraction;
    if (cell->text.len && reader->plan.kinds[column] == CELL_SERIAL &&
        csv_when_parse(cell->text, CELL_SERIAL, &fraction) && fraction.has_start)
        when->length = fraction.start * MILLIS_MINUTE;
    else if (!read_hours(cell->text, &when->length) &&
             !read_clock_length(cell->text, &when->length) &&
             !iso_length_parse(cell->text, &when->length)) {
        when->length = 0;
        diagnostics_add(reader->gather.diagnostics, SEVERITY_WARNING, "bad-duration",
                        csv_row_at(&reader->gather, cell), "write minutes: 30",
                        "\"%.*s\" is not a length of time", str_arg(cell->text));
    }
}

/* A table that goes on past midnight does so under the evening's date. */
static void settle_night(TableReader *reader, When *when) {
    if (!when->start.date.year) {
        reader->gather.is_undated = true;
        return;
    }
    CsvDates *dates = &reader->dates;
    bool is_of_row = date_compare(when->start.date, dates->date) == 0 && !reader->is_dated;
    if (is_of_row && when->start.minutes < NIGHT_END && dates->latest >= NOON) {
        when->start.date = date_add(when->start.date, 1);
        if (when->end.date.year && date_compare(when->end.date, dates->date) == 0)
            when->end.date = date_add(when->end.date, 1);
    } else if (is_of_row && when->start.minutes > dates->latest) {
        dates->latest = when->start.minutes;
    }
}

/* In a table of 12 hours 1:00 behind 11:00 is after noon, and what ends before it begins ends
 * then. */
static void settle_half(TableReader *reader, When *when) {
    enum { LATEST = 8 * 60, MORNING = 8 * 60 };
    const CsvCell *cell = csv_row_cell(&reader->row, COLUMN_START);
    if (!reader->plan.is_12_hours || reader->has_half)
        return;
    bool is_late = when->start.minutes < LATEST && reader->before >= MORNING &&
                   reader->before > when->start.minutes;
    int32_t written = when->start.minutes;
    if (is_late) {
        when->start.minutes += NOON;
        when->end.minutes += when->has_end && when->end.minutes < NOON ? NOON : 0;
    } else if (when->has_end && when->end.minutes < when->start.minutes &&
               when->end.minutes + NOON > when->start.minutes) {
        when->end.minutes += NOON;
    }
    if (is_late && !reader->is_half_told)
        diagnostics_add(reader->gather.diagnostics, SEVERITY_WARNING, "half-missing",
                        csv_row_at(&reader->gather,
                                   cell->text.len ? cell : csv_row_cell(&reader->row, COLUMN_TIME)),
                        "write 13:00, or 1:00 pm",
                        "%d:%02d without am or pm, behind %d:%02d, is read as %d:%02d, and so are "
                        "others like it",
                        (int)written / 60, (int)written % 60, (int)reader->before / 60,
                        (int)reader->before % 60, (int)when->start.minutes / 60,
                        (int)when->start.minutes % 60);
    reader->is_half_told = reader->is_half_told || is_late;
}

bool csv_table_when(TableReader *reader, When *when) {
    *when = (When){.start.offset = ISO_NO_OFFSET};
    CellWhen of_date;
    Date before = reader->dates.date;
    if (!read_row_date(reader, &of_date) || !read_start(reader, &of_date, when))
        return false;
    if (when->is_all_day)
        return true;
    if (!reader->plan.is_matrix && date_compare(before, reader->dates.date) != 0)
        reader->before = -1;
    if (csv_row_cell(&reader->row, COLUMN_END)->text.len && !when->has_end)
        read_end(reader, when);
    else if (csv_row_cell(&reader->row, COLUMN_DURATION)->text.len && !when->has_end)
        read_length(reader, when);
    settle_half(reader, when);
    reader->before = when->start.minutes > reader->before ? when->start.minutes : reader->before;
    settle_night(reader, when);
    return true;
}

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
        read_row_date(reader, &ignored);
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

Schedule *csv_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    TableReader reader = {.gather = gather_create(input, text, diagnostics),
                          .rows = arena_create()};
    CsvPlan *plan = &reader.plan;
    csv_plan_find(reader.gather.scratch, text, input->hints.year, plan);
    reader.row.plan = plan;
    reader.before = -1;
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
