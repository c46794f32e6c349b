/* csv_plan_dates.c: all dates of the table are seen, then it is told how they are meant. */
#include "formats/csv_plan_dates.h"

#include <string.h>

#include "base/ascii.h"
#include "base/zone.h"
#include "formats/csv_shape.h"
#include "formats/csv_span.h"
#include "formats/iso_time.h"

enum { SPREAD_DAYS = 20 };

bool csv_plan_when(const CsvPlan *plan, size_t column, Str cell, CellWhen *when) {
    bool is_read = csv_when_parse(cell, plan->kinds[column], when);
    if (is_read && when->offset == ISO_NO_OFFSET && when->has_start &&
        (!strcmp(plan->words[column].zone, "utc") || !strcmp(plan->words[column].zone, "gmt")))
        when->offset = 0;
    return is_read;
}

typedef struct {
    Date seen; /* the first one, as it is written */
    int32_t first_year, last_year;
    bool is_day_first, is_month_first, has_open, has_half;
    Date low[2], high[2]; /* of the open ones, month first and day first */
} Dates;

static void see_date(Dates *dates, const WrittenDate *written) {
    if (!written->is_there)
        return;
    int32_t year = written->date.year;
    if (year) {
        dates->first_year =
            dates->first_year && dates->first_year < year ? dates->first_year : year;
        dates->last_year = dates->last_year > year ? dates->last_year : year;
    }
    dates->is_day_first = dates->is_day_first || written->shown == ORDER_DAY_FIRST;
    dates->is_month_first = dates->is_month_first || written->shown == ORDER_MONTH_FIRST;
    if (!written->is_open)
        return;
    for (int i = 0; i < 2; i++) {
        Date date;
        if (!csv_when_date(written, i ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST, 2000, &date))
            continue;
        if (!dates->has_open || date_compare(date, dates->low[i]) < 0)
            dates->low[i] = date;
        if (!dates->has_open || date_compare(date, dates->high[i]) > 0)
            dates->high[i] = date;
    }
    dates->has_open = true;
}

/* The order: what only one of them allows, or what the header says, or what its language writes, or
 * that in which several days lie beside each other. */
static void settle_order(CsvPlan *plan, const Dates *dates) {
    bool is_language = false;
    DateOrder written = ORDER_UNKNOWN;
    for (size_t i = 0; i < plan->column_count; i++) {
        is_language = is_language || plan->words[i].is_day_first;
        if (plan->columns[i] != COLUMN_COUNT && plan->words[i].order != ORDER_UNKNOWN)
            written = plan->words[i].order;
    }
    if (dates->is_day_first != dates->is_month_first) {
        plan->order = dates->is_day_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
        return;
    }
    if (!dates->has_open || dates->is_day_first)
        return;
    int32_t month_first = date_diff(dates->low[0], dates->high[0]);
    int32_t day_first = date_diff(dates->low[1], dates->high[1]);
    month_first = month_first < 0 ? -month_first : month_first;
    day_first = day_first < 0 ? -day_first : day_first;
    if (written != ORDER_UNKNOWN) {
        plan->order = written;
    } else if (is_language) {
        plan->order = ORDER_DAY_FIRST;
    } else if (plan->has[COLUMN_ALL_DAY] && dates->has_half) {
        plan->order = ORDER_MONTH_FIRST; /* a calendar's export, with am and pm: of the USA */
    } else if ((month_first <= SPREAD_DAYS) != (day_first <= SPREAD_DAYS)) {
        plan->order = month_first < day_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
        plan->is_order_guessed = true;
    }
}

/* "09:00", which people of 12 hours write "9:00". */
static bool has_leading_zero(Str text) {
    for (size_t i = 0; i + 2 < text.len; i++) {
        bool is_first = i == 0 || !ascii_is_digit(text.s[i - 1]);
        if (is_first && text.s[i] == '0' && ascii_is_digit(text.s[i + 1]) &&
            (text.s[i + 2] == ':' || text.s[i + 2] == '.' || ascii_is_digit(text.s[i + 2])))
            return true;
    }
    return false;
}

static void see_row(CsvPlan *plan, Dates *dates, const CsvCell *cells, size_t count) {
    for (size_t i = 0; i < count && i < plan->column_count; i++) {
        Column column = plan->columns[i];
        CellWhen when;
        bool is_when = column == COLUMN_DATE || column == COLUMN_START || column == COLUMN_TIME ||
                       column == COLUMN_END_DATE || column == COLUMN_END || i == 0;
        if (!is_when || !csv_plan_when(plan, i, cells[i].text, &when))
            continue;
        dates->has_half = dates->has_half || when.has_half;
        bool is_clock = column == COLUMN_START || column == COLUMN_TIME || column == COLUMN_END;
        bool is_late = when.has_start && (when.start >= 780 || when.end >= 780 || when.start < 60);
        plan->is_24_hours = plan->is_24_hours || plan->kinds[i] == CELL_SERIAL ||
                            (is_clock && !when.has_half &&
                             (is_late || has_leading_zero(cells[i].text) || when.offset == 0));
        plan->has_no_year = plan->has_no_year || (when.date.is_there && !when.date.date.year);
        if (when.date.is_there && !dates->seen.day)
            dates->seen = when.date.date;
        plan->has_several_dates = plan->has_several_dates ||
                                  (when.date.is_there && date_compare(when.date.date, dates->seen));
        see_date(dates, &when.date);
        see_date(dates, &when.end_date);
    }
}

/* A year in words about it: "Example Days 2026". 0: none, or several. */
static int32_t year_in(Str text) {
    int32_t year = 0;
    for (size_t i = 0; i + 4 <= text.len; i++) {
        bool is_alone = (i == 0 || !ascii_is_digit(text.s[i - 1])) &&
                        (i + 4 == text.len || !ascii_is_digit(text.s[i + 4]));
        int32_t value = csv_shape_whole(str_slice(text, i, 4));
        if (!is_alone || value < 2000 || value > 2099 || !ascii_is_digit(text.s[i]))
            continue;
        if (year && year != value)
            return 0;
        year = value;
    }
    return year;
}

static void see_title_cell(CsvPlan *plan, Dates *dates, int32_t *title_year, Str cell) {
    CellWhen when;
    WrittenDate first, last;
    if (csv_span_find(cell, &first, &last)) {
        see_date(dates, &first);
        see_date(dates, &last);
        csv_when_date(&first, plan->order, plan->year, &plan->first_date);
        csv_when_date(&last, plan->order, plan->year, &plan->last_date);
    } else if (csv_when_parse(cell, CELL_DATE, &when) && when.date.is_there) {
        see_date(dates, &when.date);
        csv_when_date(&when.date, plan->order, plan->year, &plan->first_date);
    } else if (year_in(cell)) {
        *title_year = year_in(cell);
    }
}

/* What the rows above the header say: a date, from which day to which, or a year. */
static void see_title(CsvPlan *plan, Dates *dates, int32_t *title_year) {
    Arena *arena = arena_create();
    CsvReader reader = csv_reader_create(arena, plan->text, plan->separator);
    size_t count;
    while (reader.at < plan->header_at) {
        const CsvCell *cells = csv_reader_next(&reader, &count);
        for (size_t k = 0; cells && reader.at <= plan->header_at && k < count; k++)
            see_title_cell(plan, dates, title_year, cells[k].text);
        if (!cells)
            break;
        arena_reset(arena);
    }
    arena_free(arena);
}

/* True for a table in a language whose people have no halves of the day. */
static bool is_of_24_hours(const CsvPlan *plan) {
    bool is_language = false;
    for (size_t i = 0; i < plan->column_count; i++)
        is_language = is_language || plan->words[i].is_day_first;
    return is_language;
}

void csv_plan_settle_dates(CsvPlan *plan, int32_t year) {
    Dates dates = {0};
    int32_t title_year = 0;
    Arena *arena = arena_create();
    CsvReader reader = csv_reader_create(arena, plan->text, plan->separator);
    size_t count;
    for (size_t i = 0; plan->is_matrix && i < plan->column_count; i++) {
        see_date(&dates, &plan->heads[i].when.date);
        plan->has_no_year = plan->has_no_year || (plan->heads[i].when.date.is_there &&
                                                  !plan->heads[i].when.date.date.year);
    }
    reader.at = plan->body_at;
    for (const CsvCell *cells = csv_reader_next(&reader, &count); cells;
         cells = csv_reader_next(&reader, &count)) {
        see_row(plan, &dates, cells, count);
        arena_reset(arena);
    }
    arena_free(arena);
    see_title(plan, &dates, &title_year);
    if (plan->is_matrix)
        see_title_cell(plan, &dates, &title_year, plan->header[plan->row_head].text);
    plan->is_12_hours = !plan->is_24_hours && !is_of_24_hours(plan);
    settle_order(plan, &dates);
    plan->year = dates.first_year && dates.first_year == dates.last_year ? dates.first_year
                 : year                                                  ? year
                                                                         : title_year;
    plan->is_year_by_title = plan->year && plan->year == title_year && !year && !dates.first_year;
    see_title(plan, &dates, &title_year);
    if (plan->is_matrix)
        see_title_cell(plan, &dates, &title_year, plan->header[plan->row_head].text);
}
