#include "formats/csv_plan.h"

#include <string.h>

#include "formats/csv_plan_dates.h"
#include "formats/csv_sample.h"

/* ---- rows ---- */

static CsvSample take_sample(Arena *scratch, Str text, size_t skipped, char separator) {
    CsvSample sample = {.separator = separator};
    CsvReader reader = csv_reader_create(scratch, text, separator);
    reader.at = skipped;
    while (sample.count < CSV_SAMPLE_ROWS) {
        CsvSampleRow row = {.from = reader.at};
        row.cells = csv_reader_next(&reader, &row.count);
        if (!row.cells)
            break;
        if (row.count > CSV_COLUMNS_MAX)
            row.count = CSV_COLUMNS_MAX;
        row.until = reader.at;
        sample.rows[sample.count++] = row;
    }
    return sample;
}

/* ---- shapes ---- */

/* ---- columns ---- */

static void set_by_shape(CsvPlan *plan, size_t index, Column column) {
    plan->columns[index] = column;
    plan->is_by_shape[index] = true;
    plan->has[column] = true;
}

/* One comma in each cell, and a single word on one side of it: a family name and a first name. Two
 * people without last names in each row would look the same, and are rarer. */
static bool are_names_reversed(const CsvPlan *plan, const CsvSample *sample, size_t first_row) {
    size_t column = 0, rows = 0;
    while (column < plan->column_count && plan->columns[column] != COLUMN_SPEAKERS)
        column++;
    for (size_t i = first_row; i < sample->count; i++) {
        Str cell = column < sample->rows[i].count ? sample->rows[i].cells[column].text : (Str){0};
        const char *comma = cell.len ? memchr(cell.s, ',', cell.len) : NULL;
        if (cell.len == 0)
            continue;
        Str before = str_slice(cell, 0, comma ? (size_t)(comma - cell.s) : 0);
        Str behind = str_trim(str_slice(cell, before.len + 1, cell.len));
        if (!comma || memchr(behind.s, ',', behind.len) || memchr(cell.s, ';', cell.len) ||
            (csv_count_words(before) > 1 && csv_count_words(behind) > 1) || behind.len == 0)
            return false;
        rows++;
    }
    return rows > 1;
}

/* "Day 1", 2일차(3/14): numbered days and nothing else. */
static bool are_days(const CsvSample *sample, size_t first_row, size_t column) {
    size_t days = 0;
    for (size_t i = first_row; i < sample->count; i++) {
        Str cell = column < sample->rows[i].count ? sample->rows[i].cells[column].text : (Str){0};
        if (cell.len && !csv_plan_is_day(cell))
            return false;
        days += cell.len > 0;
    }
    return days > 1;
}

/* Gives columns with unknown words what their cells show beyond doubt. */
static void read_shapes(CsvPlan *plan, const CsvSample *sample, size_t first_row) {
    CsvShape shapes[CSV_COLUMNS_MAX];
    bool has_start = plan->has[COLUMN_START] || plan->has[COLUMN_TIME];
    size_t first_time = SIZE_MAX;
    for (size_t i = 0; i < plan->column_count; i++) {
        shapes[i] = csv_sample_shape(sample, first_row, i);
        bool is_unknown = plan->columns[i] == COLUMN_COUNT;
        bool is_time =
            csv_shape_is_most(shapes[i].times + shapes[i].ranges + shapes[i].moments, &shapes[i]);
        if (plan->columns[i] == COLUMN_DATE && csv_shape_is_most(shapes[i].moments, &shapes[i]))
            has_start = true;
        if (is_unknown && is_time && first_time == SIZE_MAX && !has_start)
            first_time = i;
        else if (is_unknown && is_time && first_time != SIZE_MAX && !plan->has[COLUMN_END] &&
                 csv_shape_is_most(shapes[i].times + shapes[i].moments, &shapes[i]) &&
                 i == first_time + 1 &&
                 !csv_shape_is_most(shapes[first_time].ranges, &shapes[first_time]))
            set_by_shape(plan, i, COLUMN_END);
        else if ((is_unknown || plan->columns[i] == COLUMN_TYPE) && !plan->has[COLUMN_DATE] &&
                 (csv_shape_is_most(shapes[i].dates, &shapes[i]) || are_days(sample, first_row, i)))
            set_by_shape(plan, i, COLUMN_DATE);
    }
    for (size_t i = 0; i < plan->column_count && !plan->has[COLUMN_END]; i++)
        if (plan->columns[i] == COLUMN_END_DATE &&
            csv_shape_is_most(shapes[i].moments, &shapes[i])) {
            plan->columns[i] = COLUMN_END; /* "End Date" with times in it */
            plan->has[COLUMN_END] = true;
        }
    if (first_time != SIZE_MAX) {
        set_by_shape(plan, first_time, COLUMN_TIME);
        has_start = true;
    }
    size_t text = SIZE_MAX, texts = 0;
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i] == COLUMN_COUNT && csv_shape_is_most(shapes[i].texts, &shapes[i])) {
            text = i;
            texts++;
        }
    if (!plan->has[COLUMN_TITLE] && has_start && texts == 1)
        set_by_shape(plan, text, COLUMN_TITLE);
    for (size_t i = 0; i < plan->column_count; i++)
        plan->kinds[i] = csv_shape_kind(&shapes[i], plan->columns[i]);
    plan->is_complete = plan->has[COLUMN_TITLE] && has_start;
    plan->are_names_reversed = are_names_reversed(plan, sample, first_row);
}

/* ---- the header ---- */

static size_t score_of(const CsvSampleRow *row) {
    bool has[COLUMN_COUNT + 1] = {false}, has_time = false;
    size_t known = 0, others = 0;
    for (size_t i = 0; i < row->count; i++) {
        Column column = csv_column(row->cells[i].text).column;
        has_time = has_time || csv_is_time(row->cells[i].text);
        known += column != COLUMN_COUNT && !has[column];
        others += column == COLUMN_COUNT && row->cells[i].text.len > 0;
        has[column] = true;
    }
    bool has_when = has[COLUMN_START] || has[COLUMN_TIME] || has[COLUMN_DATE];
    bool has_title = has[COLUMN_TITLE] || has[COLUMN_GROUP];
    if (known < 2 && (known == 0 || others == 0 || has_time)) /* "A" may be a room, too */
        return 0;
    return known * 4 + (has_when ? 8 : 0) + (has_title && has_when ? 16 : 0);
}

/* The row that is most likely the header, by its words; SIZE_MAX: none has two that we know. */
static size_t find_header(const CsvSample *sample, size_t *score) {
    size_t best = SIZE_MAX;
    *score = 0;
    for (size_t i = 0; i < sample->count && i < CSV_HEADER_ROW_MAX; i++) {
        size_t found = score_of(&sample->rows[i]);
        if (found > *score) {
            *score = found;
            best = i;
        }
    }
    return best;
}

/* The words that head columns, below each other in the first one. */
static bool is_turned(const CsvSample *sample) {
    bool has[COLUMN_COUNT + 1] = {false};
    size_t known = 0, widest = 0;
    for (size_t i = 0; i < sample->count; i++) {
        Column column = csv_column(sample->rows[i].cells[0].text).column;
        known += column != COLUMN_COUNT && !has[column];
        has[column] = true;
        widest = sample->rows[i].count > widest ? sample->rows[i].count : widest;
    }
    bool has_when = has[COLUMN_START] || has[COLUMN_TIME];
    return known >= 3 && has_when && (has[COLUMN_TITLE] || has[COLUMN_GROUP]) && widest > 2;
}

/* ---- the whole ---- */

static size_t sep_line(Str text) {
    if (!str_equal_nocase(str_slice(text, 0, 4), str_from("sep="))) /* Excel's own hint */
        return 0;
    const char *feed = memchr(text.s, '\n', text.len);
    return feed ? (size_t)(feed - text.s) + 1 : text.len;
}

static const char SEPARATORS[] = {',', ';', '\t', '|'};

/* How many cells the rows have beyond the first ones. */
static size_t extent(const CsvSample *sample) {
    size_t cells = 0;
    for (size_t i = 0; i < sample->count; i++)
        cells += sample->rows[i].count - 1;
    return cells;
}

static void find(CsvPlan *plan, Arena *scratch, CsvSample *samples) {
    size_t best = 0, header = SIZE_MAX, score = 0, skipped = sep_line(plan->text);
    for (size_t i = 0; i < countof(SEPARATORS); i++) {
        samples[i] = take_sample(scratch, plan->text, skipped, SEPARATORS[i]);
        size_t found_score, found = find_header(&samples[i], &found_score);
        bool is_wider =
            score == 0 && found_score == 0 && extent(&samples[i]) > extent(&samples[best]);
        if (found_score > score || is_wider) {
            best = i;
            header = found;
            score = found_score;
        }
    }
    const CsvSample *sample = &samples[best];
    plan->separator = sample->separator;
    samples[0] = *sample;
    if (sample->count == 0)
        return;
    size_t row = header == SIZE_MAX ? 0 : header;
    bool has_title = score >= 16 + 8 + 8;
    if (!has_title && is_turned(sample)) {
        csv_plan_header(plan, &sample->rows[0]);
        plan->is_turned = true;
        return;
    }
    if (header != SIZE_MAX && csv_plan_groups(plan, sample, header))
        return;
    if (!has_title && (csv_plan_matrix(plan, sample) || csv_plan_turned_matrix(plan, sample)))
        return;
    if (header == SIZE_MAX) /* the widest of the first rows, which has the most to tell */
        for (size_t i = 1; i < sample->count && i < 5; i++)
            if (csv_sample_filled(&sample->rows[i]) > csv_sample_filled(&sample->rows[row]))
                row = i;
    csv_plan_header(plan, &sample->rows[row]);
    read_shapes(plan, sample, row + 1);
}

void csv_plan_find(Arena *arena, Str text, int32_t year, CsvPlan *plan) {
    Arena *scratch = arena_create();
    CsvSample samples[countof(SEPARATORS)];
    *plan = (CsvPlan){.text = text};
    find(plan, scratch, samples);
    if (plan->column_count)
        csv_plan_settle_dates(plan, year);
    for (size_t i = 0; i < plan->column_count; i++) { /* the scratch goes */
        plan->header[i].text = str_copy(arena, plan->header[i].text);
        plan->heads[i].room = str_copy(arena, plan->heads[i].room);
        plan->heads[i].day_cell.text = str_copy(arena, plan->heads[i].day_cell.text);
    }
    arena_free(scratch);
}

/* "key: value", "- item", and the other beginnings of YAML. */
static bool is_yaml_line(Str line) {
    bool is_comment = line.len > 1 && line.s[0] == '#' && !strchr(",;\t|", line.s[1]);
    if (line.len == 0 || is_comment || strchr("-{[%&!", line.s[0]))
        return true;
    for (size_t i = 0; i < line.len; i++) {
        if (line.s[i] == ':')
            return i + 1 == line.len || line.s[i + 1] == ' ' || line.s[i + 1] == '\r';
        if (strchr(",;\t\"|", line.s[i]))
            return false;
    }
    return false;
}

/* As many cells in nearly every row, and more than two or with words that we know. */
static bool is_even(const CsvPlan *plan, Str text, Arena *scratch, size_t known) {
    CsvSample sample = take_sample(scratch, text, sep_line(text), plan->separator);
    size_t alike = 0, rows = 0;
    for (size_t i = 0; i < sample.count; i++) {
        bool is_title = sample.rows[i].from < plan->header_at;
        rows += !is_title;
        alike += !is_title && sample.rows[i].count == plan->column_count;
    }
    return alike * 5 >= rows * 4 && rows >= 2 && plan->column_count >= (known >= 2 ? 2 : 3);
}

bool csv_is_table(Str text) {
    static const char *const KEYS[] = {"kiosk:", "event:", "days:", "rooms:", "display:", "%YAML"};
    for (size_t i = 0; i < countof(KEYS); i++)
        if (str_starts(text, KEYS[i]))
            return false;
    const char *feed = text.len ? memchr(text.s, '\n', text.len) : NULL;
    /* "# Programme", as a title above a table; of YAML what follows is no table. */
    while (feed && str_starts(text, "# ")) {
        text = str_slice(text, (size_t)(feed - text.s) + 1, text.len);
        feed = text.len ? memchr(text.s, '\n', text.len) : NULL;
    }
    for (size_t i = 0; i < countof(KEYS); i++)
        if (str_starts(text, KEYS[i]))
            return false;
    if (!feed)
        return false;
    bool is_yaml = is_yaml_line(str_slice(text, 0, (size_t)(feed - text.s)));
    if (is_yaml && strchr("-{[%&!#", text.s[0]))
        return false;
    CsvPlan plan;
    Arena *scratch = arena_create();
    csv_plan_find(scratch, text, 0, &plan);
    size_t known = csv_count_known(plan.header, plan.column_count);
    bool is_one = is_yaml ? plan.is_complete && known >= 3
                          : plan.is_complete || is_even(&plan, text, scratch, known);
    arena_free(scratch);
    return is_one;
}
