/* csv_table.c: when a row is, by its cells and by the rows above. */
#include "formats/csv_table.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/times.h"
#include "formats/words.h"

enum { NIGHT_END = 240, NOON = 720 };

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

bool csv_table_date(TableReader *reader, CellWhen *when) {
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
    if (!csv_table_date(reader, &of_date) || !read_start(reader, &of_date, when))
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
