#include "formats/csv_dates.h"

#include <string.h>

#include "base/calendar.h"
#include "base/zone.h"
#include "formats/csv_shape.h"
#include "formats/csv_span.h"

enum { WEEK = 7, HEADINGS_MAX = 1000 };

CsvDates csv_dates_create(Gather *gather, const CsvPlan *plan) {
    /* Of which of several dates a row above the first one is cannot be told. */
    bool is_lost = plan->has_several_dates;
    return (CsvDates){.gather = gather, .plan = plan, .is_lost = is_lost, .latest = -1};
}

void csv_dates_set(CsvDates *dates, Date date) {
    if (date_compare(date, dates->date) != 0)
        dates->latest = -1;
    dates->date = date;
    dates->is_lost = dates->is_lost_told = false;
}

void csv_dates_lose(CsvDates *dates) {
    dates->is_lost = true;
    dates->is_lost_told = false;
    dates->latest = -1;
}

static void report(CsvDates *dates, const CsvCell *cell, const char *code, const char *hint,
                   const char *message) {
    diagnostics_add(dates->gather->diagnostics, SEVERITY_ERROR, code,
                    csv_row_at(dates->gather, cell), hint, message, str_arg(cell->text));
}

bool csv_dates_are_lost(CsvDates *dates, const CsvCell *cell) {
    if (dates->is_lost && !dates->is_lost_told)
        report(dates, cell, "no-date", "write its date: 2026-05-16",
               "this row has no date, and that of the rows above is not known; it is left out, as "
               "are those that follow without one");
    dates->is_lost_told = dates->is_lost_told || dates->is_lost;
    return dates->is_lost;
}

/* ---- weekdays ---- */

/* 0 Monday to 6 Sunday. */
static int32_t weekday_of(Date date) {
    return (calendar_weekday(calendar_days(date)) + 6) % WEEK;
}

static bool is_on(Date date, uint8_t weekdays) {
    return weekdays >> weekday_of(date) & 1;
}

static const char *weekday_name(int32_t weekday) {
    static const char *const NAMES[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    return NAMES[weekday];
}

/* The nearest day that has such a weekday. */
static Date nearest(Date date, uint8_t weekdays) {
    for (int32_t step = 1; step < WEEK; step++)
        for (int32_t side = -1; side <= 1; side += 2)
            if (is_on(date_add(date, side * step), weekdays))
                return date_add(date, side * step);
    return date;
}

static void report_weekday(CsvDates *dates, const CsvCell *cell, Date date, uint8_t weekdays) {
    if (is_on(date, weekdays) || date_compare(date, dates->told) == 0)
        return;
    dates->told = date;
    Date other = nearest(date, weekdays);
    Arena *arena = dates->gather->scratch;
    Str hint = str_printf(arena, "write %s %04d-%02d-%02d, or %s %04d-%02d-%02d",
                          weekday_name(weekday_of(date)), (int)date.year, (int)date.month,
                          (int)date.day, weekday_name(weekday_of(other)), (int)other.year,
                          (int)other.month, (int)other.day);
    diagnostics_add(dates->gather->diagnostics, SEVERITY_WARNING, "weekday",
                    csv_row_at(dates->gather, cell), hint.s,
                    "\"%.*s\" was read as %04d-%02d-%02d, which is a %s, not a %s",
                    str_arg(cell->text), (int)date.year, (int)date.month, (int)date.day,
                    weekday_name(weekday_of(date)), weekday_name(weekday_of(other)));
}

/* Of 3/4 with a weekday beside it, the order in which that is so; unknown when both are, or
 * neither. */
static DateOrder order_by_weekday(const WrittenDate *written, int32_t year) {
    Date month_first, day_first;
    if (!written->weekdays || !csv_when_date(written, ORDER_MONTH_FIRST, year, &month_first) ||
        !csv_when_date(written, ORDER_DAY_FIRST, year, &day_first) ||
        is_on(month_first, written->weekdays) == is_on(day_first, written->weekdays))
        return ORDER_UNKNOWN;
    return is_on(day_first, written->weekdays) ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

/* The year to be named: the next in which the date is on the day of the week that stands beside it.
 * It is not taken by itself: whose programme is seven years old knows that. */
static int32_t likely_year(const CsvDates *dates, const WrittenDate *written) {
    enum { YEARS = 11 }; /* within which each date is on each day of the week */
    int32_t this_year = zone_local(zone_utc(), dates->gather->input->now).date.year;
    for (int32_t year = this_year; written->weekdays && year < this_year + YEARS; year++) {
        Date date;
        if (csv_when_date(written, dates->plan->order, year, &date) &&
            is_on(date, written->weekdays))
            return year;
    }
    return this_year;
}

/* ---- dates ---- */

bool csv_dates_settle(CsvDates *dates, const CsvCell *cell, const WrittenDate *written,
                      Date *date) {
    const CsvPlan *plan = dates->plan;
    int32_t year = plan->year;
    DateOrder order = plan->order;
    Date here;
    /* Of a table over the turn of the year: the year that lies nearest to the row above. */
    if (!year && !written->date.year && dates->date.year)
        for (int32_t step = -1; step <= 1; step++)
            if (csv_when_date(written, plan->order, dates->date.year + step, &here) &&
                date_diff(dates->date, here) > -180 && date_diff(dates->date, here) <= 185)
                year = dates->date.year + step;
    if (order == ORDER_UNKNOWN && written->is_open)
        order = order_by_weekday(written, year);
    if (csv_when_date(written, order, year, date)) {
        if (written->weekdays)
            report_weekday(dates, cell, *date, written->weekdays);
        return true;
    }
    if (written->is_open && order == ORDER_UNKNOWN)
        report(dates, cell, "bad-date", "write year, month and day: 2026-05-16",
               "the date \"%.*s\" can be read in two ways; its sessions are left out");
    else if (!written->date.year && !year && !dates->has_no_year)
        report(dates, cell, "no-year",
               str_printf(dates->gather->scratch, "write it, or name it: --year %d",
                          (int)likely_year(dates, written))
                   .s,
               "the date \"%.*s\" has no year, and nothing in the table tells it; its sessions are "
               "left out");
    else if (written->date.year || year)
        report(dates, cell, "bad-date", "write year, month and day: 2026-05-16",
               "there is no day \"%.*s\"; its sessions are left out");
    dates->has_no_year = dates->has_no_year || (!written->date.year && !year);
    return false;
}

/* ---- numbered days ---- */

/* What all numbered days with a date say about the first one. */
typedef struct {
    Date first;
    bool is_split; /* they do not agree */
    bool has_one;  /* some day is called the first */
} Search;

static void see_day(const CsvPlan *plan, Search *search, const CsvDay *day) {
    Date date;
    search->has_one = search->has_one || day->number == 1;
    if (!day->number || !csv_when_date(&day->date, plan->order, plan->year, &date))
        return;
    date = date_add(date, 1 - day->number);
    search->is_split =
        search->is_split || (search->first.year && date_compare(search->first, date) != 0);
    search->first = date;
}

/* The rows of the whole table, what stands above it, and the columns of a matrix. */
static Search search_days(const CsvPlan *plan) {
    Search search = {0};
    CsvDay day;
    Arena *arena = arena_create();
    CsvReader reader = csv_reader_create(arena, plan->text, plan->separator);
    size_t count;
    for (size_t i = 0; plan->is_matrix && i < plan->column_count; i++)
        if (plan->heads[i].is_head)
            see_day(plan, &search, &plan->heads[i].day);
    for (const CsvCell *cells = csv_reader_next(&reader, &count); cells;
         cells = csv_reader_next(&reader, &count)) {
        size_t first = 0;
        while (first + 1 < count && cells[first].text.len == 0)
            first++;
        if (count && csv_day_parse(cells[first].text, &day))
            see_day(plan, &search, &day);
        arena_reset(arena);
    }
    arena_free(arena);
    return search;
}

/* The date of the first day: as numbered days that have a date say; else as the title does; else
 * that of the first heading, unless another one is called the first. */
static void find_first_day(CsvDates *dates) {
    if (!dates->is_searched) {
        dates->is_searched = true;
        Search search = search_days(dates->plan);
        if (search.first.year)
            dates->first_day = search.is_split ? (Date){0} : search.first;
        else
            dates->first_day = dates->plan->first_date;
        if (search.first.year || search.has_one)
            dates->unnumbered = (Date){.year = -1}; /* counts for nothing */
    }
    if (!dates->first_day.year && dates->unnumbered.year > 0)
        dates->first_day = dates->unnumbered;
}

static bool numbered_day(CsvDates *dates, const CsvDay *day, Date *date) {
    find_first_day(dates);
    const CsvPlan *plan = dates->plan;
    if (!dates->first_day.year)
        return false;
    *date = date_add(dates->first_day, day->number - 1);
    return (!plan->last_date.year || date_compare(*date, plan->last_date) <= 0) &&
           (!day->weekdays || is_on(*date, day->weekdays));
}

/* The next such day, which may be that of the row above. */
static bool weekday_day(CsvDates *dates, const CsvDay *day, Date *date) {
    Date from = !dates->is_lost && dates->date.year ? dates->date : dates->plan->first_date;
    if (!from.year)
        return false;
    for (int32_t step = 0; step < WEEK; step++)
        if (is_on(date_add(from, step), day->weekdays)) {
            *date = date_add(from, step);
            Date last = dates->plan->last_date;
            return !last.year || date_compare(*date, last) <= 0;
        }
    return false;
}

bool csv_dates_of_day(CsvDates *dates, const CsvCell *cell, const CsvDay *day, Date *date) {
    if (day->date.is_there)
        return csv_dates_settle(dates, cell, &day->date, date);
    bool is_known = !day->is_unclear && day->number     ? numbered_day(dates, day, date)
                    : !day->is_unclear && day->weekdays ? weekday_day(dates, day, date)
                                                        : false;
    if (!is_known)
        report(dates, cell, "no-date",
               "write the date there, or that of the first day above the table",
               "which date \"%.*s\" is cannot be told; its sessions are left out");
    return is_known;
}

/* ---- headings ---- */

static bool has_time(const CsvDates *dates, const CsvRow *row) {
    const CsvPlan *plan = dates->plan;
    for (size_t i = 0; i < row->count && i < plan->column_count; i++) {
        CellWhen when;
        bool is_time = plan->columns[i] == COLUMN_START || plan->columns[i] == COLUMN_TIME ||
                       plan->columns[i] == COLUMN_END;
        if (is_time && csv_plan_when(plan, i, row->cells[i].text, &when) && when.has_start)
            return true;
    }
    return false;
}

/* What a heading may be: alone in its row, or in all its cells; or the number of a day, or a date
 * where none is expected, before other things. */
static bool read_heading(CsvDates *dates, const CsvRow *row, size_t *first, CsvDay *day) {
    size_t filled = 0, same = 0;
    *first = SIZE_MAX;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].text.len == 0)
            continue;
        *first = *first == SIZE_MAX ? i : *first;
        filled++;
        same += str_equal(row->cells[i].text, row->cells[*first].text);
    }
    if (filled == 0)
        return false;
    Str text = row->cells[*first].text;
    CellWhen when;
    *day = (CsvDay){0};
    /* "Saturday 16 May, 9:00 to 18:00": when the day begins and ends. */
    if (filled == same && csv_when_parse(text, CELL_ANY, &when) && when.date.is_there &&
        when.has_start) {
        day->date = when.date;
        return true;
    }
    if (has_time(dates, row))
        return false;
    bool is_date = csv_when_parse(text, CELL_DATE, &when) && !when.has_start &&
                   (when.date.is_there || when.weekdays);
    bool is_of_column =
        *first < dates->plan->column_count && dates->plan->columns[*first] == COLUMN_DATE;
    if (is_date && when.end_date.is_there) {
        day->is_unclear = true;
        return filled == same;
    }
    if (is_date) {
        day->date = when.date;
        day->weekdays = when.weekdays;
        return filled == same ||
               (!is_of_column && when.date.is_there && !dates->plan->has[COLUMN_ALL_DAY]);
    }
    if (filled == same && ++dates->heading_count > HEADINGS_MAX) {
        report(dates, &row->cells[*first], "too-large",
               "no programme has so many: is it the right file?",
               "more than a thousand rows before \"%.*s\" have no time; no dates are looked for in "
               "the others, and rows without one are left out");
        csv_dates_lose(dates);
        return false;
    }
    if (filled == same &&
        (dates->plan->has[COLUMN_DATE] ? csv_day_parse(text, day) : csv_day_heading(text, day)))
        return true;
    if (filled == same) { /* "31 June" */
        day->is_unclear = csv_span_is_about_when(text) && csv_shape_whole(text) > 0;
        return day->is_unclear;
    }
    return !is_of_column && csv_day_parse(text, day);
}

/* "Day 2" in one cell, "Saturday 16 May" in another. */
static void read_date_beside(const CsvRow *row, size_t first, CsvDay *day) {
    for (size_t i = first + 1; i < row->count && !day->date.is_there; i++) {
        CellWhen when;
        if (row->cells[i].text.len && csv_when_parse(row->cells[i].text, CELL_DATE, &when) &&
            !when.has_start && !when.end_date.is_there) {
            day->date = when.date;
            day->weekdays = when.weekdays;
        }
    }
}

static void use_heading(CsvDates *dates, const CsvRow *row, size_t first, CsvDay *day) {
    Date date;
    if (!day->date.is_there)
        read_date_beside(row, first, day);
    if (csv_dates_of_day(dates, &row->cells[first], day, &date)) {
        csv_dates_set(dates, date);
        if (!day->number && day->date.is_there && !dates->unnumbered.year)
            dates->unnumbered = date;
    } else {
        csv_dates_lose(dates);
        dates->is_lost_told = true; /* the heading's error says it */
    }
}

bool csv_dates_heading(CsvDates *dates, const CsvRow *row) {
    size_t first;
    CsvDay day;
    if (dates->heading_count > HEADINGS_MAX || !read_heading(dates, row, &first, &day))
        return false;
    use_heading(dates, row, first, &day);
    return true;
}

/* "Date: 14 March 2027", 日期：2027年3月14日 without the word that says what it is. */
static Str without_label(Str text) {
    static const char *const COLONS[] = {":", "："};
    for (size_t i = 0; i < countof(COLONS); i++) {
        size_t at = str_find(text, COLONS[i]);
        if (at != SIZE_MAX && csv_column(str_slice(text, 0, at)).column == COLUMN_DATE)
            return str_trim(str_slice(text, at + strlen(COLONS[i]), text.len));
    }
    return text;
}

void csv_dates_title(CsvDates *dates, const CsvRow *row) {
    size_t first = 0;
    CellWhen when;
    CsvDay day = {0};
    while (first < row->count && row->cells[first].text.len == 0)
        first++;
    if (first == row->count)
        return;
    Str text = without_label(row->cells[first].text);
    if (csv_when_parse(text, CELL_DATE, &when)) {
        day.date = when.date;
        day.weekdays = when.weekdays;
        if (when.end_date.is_there || !(when.date.is_there || when.weekdays))
            return;
    } else if (!csv_day_parse(text, &day) && !csv_day_title(text, &day)) {
        return;
    }
    use_heading(dates, row, first, &day);
}
