/* csv_plan_header.c: the words of a header as a whole: which of two titles is meant, whose times,
 * whose names. */
#include <string.h>

#include "formats/csv_sample.h"

size_t csv_sample_filled(const CsvSampleRow *row) {
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i].text.len > 0;
    return filled;
}

CsvShape csv_sample_shape(const CsvSample *sample, size_t first_row, size_t column) {
    CsvShape shape = {0};
    for (size_t i = first_row; i < sample->count; i++)
        if (column < sample->rows[i].count)
            csv_shape_see(&shape, sample->rows[i].cells[column].text);
    return shape;
}

bool csv_is_time(Str text) {
    CellWhen when;
    return csv_when_parse(text, CELL_TIME, &when) && when.has_start;
}

size_t csv_count_words(Str text) {
    size_t words = 0;
    for (size_t i = 0; i < text.len; i++)
        words += text.s[i] != ' ' && (i == 0 || text.s[i - 1] == ' ');
    return words;
}

/* "Vorname; Name", "Prénom, Nom" beside a column of titles. */
static void read_names(CsvPlan *plan) {
    size_t title = SIZE_MAX, name = SIZE_MAX;
    bool has_given = false, has_family = false;
    for (size_t i = 0; i < plan->column_count; i++) {
        Str text = plan->header[i].text;
        has_given = has_given || plan->columns[i] == COLUMN_GIVEN;
        has_family = has_family || plan->columns[i] == COLUMN_FAMILY;
        if (str_equal_nocase(text, str_from("name")) || str_equal_nocase(text, str_from("nom")))
            name = i;
        else if (plan->columns[i] == COLUMN_TITLE)
            title = i;
    }
    if (has_given && !has_family && name != SIZE_MAX && title != SIZE_MAX)
        plan->columns[name] = COLUMN_FAMILY;
    for (size_t i = 0; i < plan->column_count && !has_given; i++)
        if (plan->columns[i] == COLUMN_FAMILY) /* alone it is as good as a name */
            plan->columns[i] = COLUMN_SPEAKERS;
}

/* "内容" or "Description" is what happens where nothing else says it. */
static void read_contents(CsvPlan *plan) {
    size_t first = SIZE_MAX;
    for (size_t i = plan->column_count; i-- > 0;) {
        if (plan->columns[i] == COLUMN_TITLE)
            return;
        if (plan->columns[i] == COLUMN_ABSTRACT)
            first = i;
    }
    if (first != SIZE_MAX)
        plan->columns[first] = COLUMN_TITLE;
}

static bool is_about(const CsvPlan *plan, size_t column, const char *word) {
    return str_equal_nocase(str_slice(plan->header[column].text, 0, strlen(word)), str_from(word));
}

/* "Presentation start" beside "Session start": the times of what the title is of. */
static void read_own_times(CsvPlan *plan) {
    static const char *const OWN[] = {"presentation", "paper", "contribution", "talk"};
    static const Column TIMES[] = {COLUMN_START, COLUMN_END, COLUMN_TIME, COLUMN_DATE};
    for (size_t k = 0; k < countof(TIMES); k++) {
        bool has_own = false, has_group = false;
        for (size_t i = 0; i < plan->column_count; i++) {
            has_group = has_group || (plan->columns[i] == TIMES[k] && is_about(plan, i, "session"));
            for (size_t w = 0; w < countof(OWN); w++)
                has_own = has_own || (plan->columns[i] == TIMES[k] && is_about(plan, i, OWN[w]));
        }
        for (size_t i = 0; i < plan->column_count && has_own && has_group; i++)
            if (plan->columns[i] == TIMES[k] && is_about(plan, i, "session"))
                plan->columns[i] = COLUMN_COUNT;
    }
}

void csv_plan_header(CsvPlan *plan, const CsvSampleRow *row) {
    plan->header_at = row->from;
    plan->body_at = row->until;
    plan->column_count = row->count;
    memset(plan->has, 0, sizeof plan->has);
    memset(plan->is_by_shape, 0, sizeof plan->is_by_shape);
    bool has_plain_title = false, has_bare_title = false, has_plain_group = false;
    for (size_t i = 0; i < row->count; i++) {
        plan->header[i] = row->cells[i];
        plan->words[i] = csv_column(row->cells[i].text);
        plan->columns[i] = plan->words[i].column;
        bool is_plain = plan->words[i].is_plain_title;
        bool is_title = is_plain && plan->columns[i] == COLUMN_TITLE;
        has_plain_title = has_plain_title || is_title;
        has_bare_title = has_bare_title || (is_title && plan->words[i].language[0] == 0);
        has_plain_group = has_plain_group || (is_plain && plan->columns[i] == COLUMN_GROUP);
        if (plan->columns[i] != COLUMN_COUNT)
            plan->has[plan->columns[i]] = true;
    }
    for (size_t i = 0; i < row->count && has_plain_group && !has_bare_title; i++)
        if (plan->columns[i] == COLUMN_GROUP && plan->words[i].is_plain_title)
            plan->columns[i] = COLUMN_TITLE; /* "Session title" beside "Name" or "Title (zh)" */
    has_plain_title = has_plain_title || has_plain_group;
    bool has_title = plan->has[COLUMN_TITLE] || has_plain_group, is_first = true;
    for (size_t i = 0; i < row->count; i++) {
        if (plan->columns[i] == COLUMN_TITLE && !plan->words[i].is_plain_title &&
            plan->words[i].language[0] == 0) {
            if (has_plain_title || !is_first)
                plan->columns[i] = COLUMN_COUNT;
            is_first = false;
        }
        if (plan->columns[i] == COLUMN_GROUP && !has_title)
            plan->columns[i] = COLUMN_TITLE;
    }
    read_names(plan);
    read_own_times(plan);
    read_contents(plan);
    memset(plan->has, 0, sizeof plan->has);
    for (size_t i = 0; i < row->count; i++)
        if (plan->columns[i] != COLUMN_COUNT)
            plan->has[plan->columns[i]] = true;
}
