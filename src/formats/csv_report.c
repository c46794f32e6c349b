/* csv_report.c: the header, as messages about it name it. */
#include "formats/csv_report.h"

#include <string.h>

#include "base/zone.h"
#include "formats/csv_row.h"

/* "date ("Datum"), start ("Beginn")". */
static Str found_columns(Arena *arena, const CsvPlan *plan, bool are_known) {
    Str list = {0};
    for (size_t i = 0; i < plan->column_count; i++) {
        Str words = plan->header[i].text;
        Column column = plan->columns[i];
        if (words.len == 0 || (column != COLUMN_COUNT) != are_known)
            continue;
        const char *comma = list.len ? ", " : "";
        list = are_known
                   ? str_printf(arena, "%.*s%s%s (\"%.*s\")", str_arg(list), comma,
                                csv_column_name(column), str_arg(words))
                   : str_printf(arena, "%.*s%s\"%.*s\"", str_arg(list), comma, str_arg(words));
        if (list.len > 400)
            return str_printf(arena, "%.*s and more", str_arg(list));
    }
    return list.len ? list : str_from("none");
}

void csv_report_missing(Gather *gather, const CsvPlan *plan) {
    Arena *arena = gather->scratch;
    bool has_title = plan->has[COLUMN_TITLE];
    Column missing = has_title ? COLUMN_START : COLUMN_TITLE;
    Position at = csv_row_at(gather, &plan->header[0]);
    bool has_start = plan->has[COLUMN_START] || plan->has[COLUMN_TIME];
    Str hint = str_printf(arena,
                          has_title || has_start ? "call it %s"
                                                 : "call it %s; and the start of the sessions %s",
                          csv_column_spellings(missing), csv_column_spellings(COLUMN_START));
    diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "missing-column", at, hint.s,
                    "the table has no column for the %s; row %d was taken for its header. Columns "
                    "found: %.*s; not known: %.*s",
                    has_title   ? "start of the sessions"
                    : has_start ? "title"
                                : "title and none for the start of the sessions",
                    (int)at.line, str_arg(found_columns(arena, plan, true)),
                    str_arg(found_columns(arena, plan, false)));
}

void csv_report_turned(Gather *gather, const CsvPlan *plan) {
    const CsvCell *first = &plan->header[0];
    diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "turned-table", csv_row_at(gather, first),
                    "turn it in the spreadsheet: copy it, then Paste Special, Transpose",
                    "the table lies on its side: what should head its columns stands in the first "
                    "one, below \"%.*s\"",
                    str_arg(first->text));
}

/* True for a matrix's column of people. */
static bool is_beside(const CsvPlan *plan, size_t column) {
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->heads[i].people == column && column)
            return true;
    return false;
}

void csv_report_plan(Gather *gather, const CsvPlan *plan) {
    Diagnostics *diagnostics = gather->diagnostics;
    for (size_t i = 0; i < plan->column_count; i++) {
        const CsvCell *cell = &plan->header[i];
        Position at = csv_row_at(gather, cell);
        const char *zone = plan->words[i].zone;
        if (plan->columns[i] == COLUMN_COUNT && cell->text.len && !plan->heads[i].is_head &&
            !is_beside(plan, i))
            diagnostics_add(diagnostics, SEVERITY_NOTE, "unknown-column", at, NULL,
                            "the column \"%.*s\" is not read", str_arg(cell->text));
        else if (plan->is_by_shape[i])
            diagnostics_add(diagnostics, SEVERITY_WARNING, "unknown-column", at, NULL,
                            "the column \"%.*s\" was taken for the %s, because of what stands in "
                            "it",
                            str_arg(cell->text), csv_column_name(plan->columns[i]));
        bool is_time = plan->columns[i] == COLUMN_START || plan->columns[i] == COLUMN_TIME;
        if (is_time && zone[0] && !strchr(zone, '/') &&
            zone_suggest(gather->scratch, str_from(zone)).len && strcmp(zone, "utc") != 0 &&
            strcmp(zone, "gmt") != 0)
            diagnostics_add(diagnostics, SEVERITY_WARNING, "zone-in-header", at,
                            "name the zone: --timezone Asia/Shanghai",
                            "\"%.*s\" may mean a time zone, which is not read here",
                            str_arg(cell->text));
    }
    Position head = csv_row_at(gather, &plan->header[0]);
    if (plan->is_order_guessed)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "date-order", head,
                        "write year, month and day: 2026-05-16",
                        "dates such as 3/4 were read %s first: so the days lie beside each other",
                        plan->order == ORDER_DAY_FIRST ? "day" : "month");
    if (plan->has_no_year && plan->is_year_by_title)
        diagnostics_add(diagnostics, SEVERITY_NOTE, "no-year", head, NULL,
                        "the dates have no year; %d is used, which stands above the table",
                        (int)plan->year);
}
