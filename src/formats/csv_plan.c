#include "formats/csv_plan.h"

#include <string.h>

#include "formats/csv_plan_dates.h"
#include "formats/csv_shape.h"

enum { ROWS_LOOKED_AT = 60, HEADER_ROW_MAX = 25 };

typedef struct {
    const CsvCell *cells;
    size_t count, from, until; /* offsets of the row and of the next one */
} Row;

typedef struct {
    Row rows[ROWS_LOOKED_AT];
    size_t count;
    char separator;
} Sample;

/* ---- rows ---- */

static size_t filled_cells(const Row *row) {
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i].text.len > 0;
    return filled;
}

static Sample take_sample(Arena *scratch, Str text, size_t skipped, char separator) {
    Sample sample = {.separator = separator};
    CsvReader reader = csv_reader_create(scratch, text, separator);
    reader.at = skipped;
    while (sample.count < ROWS_LOOKED_AT) {
        Row row = {.from = reader.at};
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

static CsvShape shape_of(const Sample *sample, size_t first_row, size_t column) {
    CsvShape shape = {0};
    for (size_t i = first_row; i < sample->count; i++)
        if (column < sample->rows[i].count)
            csv_shape_see(&shape, sample->rows[i].cells[column].text);
    return shape;
}

/* ---- columns ---- */

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

static void read_header(CsvPlan *plan, const Row *row) {
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
    memset(plan->has, 0, sizeof plan->has);
    for (size_t i = 0; i < row->count; i++)
        if (plan->columns[i] != COLUMN_COUNT)
            plan->has[plan->columns[i]] = true;
}

static void set_by_shape(CsvPlan *plan, size_t index, Column column) {
    plan->columns[index] = column;
    plan->is_by_shape[index] = true;
    plan->has[column] = true;
}

static size_t words_in(Str text) {
    size_t words = 0;
    for (size_t i = 0; i < text.len; i++)
        words += text.s[i] != ' ' && (i == 0 || text.s[i - 1] == ' ');
    return words;
}

/* One comma in each cell, and a single word on one side of it: a family name and a first name. Two
 * people without last names in each row would look the same, and are rarer. */
static bool are_names_reversed(const CsvPlan *plan, const Sample *sample, size_t first_row) {
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
            (words_in(before) > 1 && words_in(behind) > 1) || behind.len == 0)
            return false;
        rows++;
    }
    return rows > 1;
}

/* Gives columns with unknown words what their cells show beyond doubt. */
static void read_shapes(CsvPlan *plan, const Sample *sample, size_t first_row) {
    CsvShape shapes[CSV_COLUMNS_MAX];
    bool has_start = plan->has[COLUMN_START] || plan->has[COLUMN_TIME];
    size_t first_time = SIZE_MAX;
    for (size_t i = 0; i < plan->column_count; i++) {
        shapes[i] = shape_of(sample, first_row, i);
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
        else if (is_unknown && !plan->has[COLUMN_DATE] &&
                 csv_shape_is_most(shapes[i].dates, &shapes[i]))
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

static bool is_time_cell(Str text) {
    CellWhen when;
    return csv_when_parse(text, CELL_TIME, &when) && when.has_start;
}

static size_t score_of(const Row *row) {
    bool has[COLUMN_COUNT + 1] = {false}, has_time = false;
    size_t known = 0, others = 0;
    for (size_t i = 0; i < row->count; i++) {
        Column column = csv_column(row->cells[i].text).column;
        has_time = has_time || is_time_cell(row->cells[i].text);
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
static size_t find_header(const Sample *sample, size_t *score) {
    size_t best = SIZE_MAX;
    *score = 0;
    for (size_t i = 0; i < sample->count && i < HEADER_ROW_MAX; i++) {
        size_t found = score_of(&sample->rows[i]);
        if (found > *score) {
            *score = found;
            best = i;
        }
    }
    return best;
}

/* ---- a matrix ---- */

/* The first row that begins with a time, in the first column that has them; the header stands
 * above. */
static bool find_times(const Sample *sample, size_t *row, size_t *column) {
    for (*column = 0; *column < 3; ++*column) {
        size_t times = 0, others = 0;
        *row = SIZE_MAX;
        for (size_t i = 0; i < sample->count; i++) {
            if (*column >= sample->rows[i].count)
                continue;
            Str cell = sample->rows[i].cells[*column].text;
            CellWhen when;
            CsvDay day;
            Column words = csv_column(cell).column;
            if (is_time_cell(cell))
                *row = times++ == 0 ? i : *row;
            else if (times && cell.len && !csv_when_parse(cell, CELL_DATE, &when) &&
                     !csv_day_heading(cell, &day) && words != COLUMN_TIME && words != COLUMN_START)
                others++;
        }
        if (times > 0 && times >= others * 2 && *row > 0)
            return true;
    }
    return false;
}

/* True when a word names a room beyond doubt: needed where there is only one. */
static bool is_room_word(Str text) {
    for (size_t i = 0; i <= text.len; i++)
        if ((i == text.len || text.s[i] == ' ') && i > 0 &&
            csv_column(str_slice(text, 0, i)).column == COLUMN_ROOM)
            return true;
    return csv_column(text).column == COLUMN_TRACK ||
           str_equal_nocase(str_slice(text, 0, 6), str_from("track "));
}

bool csv_plan_is_room(Str cell) {
    enum { WORDS_MOST = 3, LEN_MOST = 24 };
    return cell.len <= LEN_MOST && words_in(cell) >= 2 && words_in(cell) <= WORDS_MOST &&
           is_room_word(cell);
}

void csv_plan_head(MatrixHead *head, const CsvCell *cell) {
    Str text = cell->text;
    *head = (MatrixHead){.is_head = text.len > 0, .room = text, .latest = -1, .day_cell = *cell};
    if (csv_when_parse(text, CELL_ANY, &head->when)) {
        head->day.date = head->when.date;
        head->day.weekdays = head->when.date.is_there ? 0 : head->when.weekdays;
        head->room = (Str){0};
    } else if (csv_day_parse(text, &head->day)) {
        head->room = head->day.rest;
    }
}

bool csv_plan_is_day(Str cell) {
    CellWhen when;
    CsvDay day;
    return (csv_when_parse(cell, CELL_DATE, &when) && when.date.is_there && !when.has_start &&
            !when.end_date.is_there) ||
           csv_day_parse(cell, &day);
}

/* Reads the header's cells as the heads of a matrix's columns. */
static bool read_heads(CsvPlan *plan, size_t row_head) {
    size_t heads = 0, times = 0, others = 0, bare = 0;
    bool is_room = false, is_named = false;
    for (size_t i = 0; i < plan->column_count; i++) {
        Str text = plan->header[i].text;
        CellWhen when;
        plan->heads[i] = (MatrixHead){0};
        if (i == row_head || text.len == 0)
            continue;
        Column column = plan->words[i].column;
        bool is_when = csv_when_parse(text, CELL_ANY, &when);
        if (!is_when && (column == COLUMN_END || column == COLUMN_DATE ||
                         column == COLUMN_DURATION || column == COLUMN_NOTE))
            continue;
        if (!is_when && column == COLUMN_ROOM)
            bare++;
        else if (!is_when && column != COLUMN_COUNT && column != COLUMN_TITLE &&
                 column != COLUMN_TRACK)
            others++;
        is_named = is_named || (column == COLUMN_COUNT && is_room_word(text));
        csv_plan_head(&plan->heads[i], &plan->header[i]);
        plan->columns[i] = COLUMN_COUNT;
        heads++;
        times += is_when && when.has_start;
        is_room = is_room || is_room_word(text) || plan->heads[i].day.number;
    }
    plan->are_rows_rooms = times > 0;
    if (!is_named) /* "Hall" is a room beside "Room 7", and alone what rooms stand below */
        others += bare;
    return others == 0 && (times == 0 || times == heads) && (heads > 1 || (heads == 1 && is_room));
}

bool csv_plan_is_of_day(const MatrixHead *head) {
    const CsvDay *day = &head->day;
    return day->date.is_there || day->number || day->weekdays || day->is_unclear;
}

/* Days above the rooms, each over several columns: its cell is the first of them. */
static void read_days_above(CsvPlan *plan, const Row *above, size_t row_head) {
    MatrixHead days[CSV_COLUMNS_MAX], day = {0};
    size_t count = 0;
    for (size_t i = 0; i < plan->column_count; i++) {
        const CsvCell *cell = i < above->count ? &above->cells[i] : NULL;
        if (i != row_head && cell && cell->text.len) {
            csv_plan_head(&day, cell);
            if (!csv_plan_is_of_day(&day) || day.when.has_start)
                return;
            count++;
        }
        days[i] = day;
    }
    for (size_t i = 0; count > 1 && i < plan->column_count; i++) {
        MatrixHead *head = &plan->heads[i];
        if (!head->is_head || !head->room.len || !days[i].day_cell.text.len)
            continue;
        head->day = days[i].day;
        head->day_cell = days[i].day_cell;
    }
}

static void finish_matrix(CsvPlan *plan, const Sample *sample, size_t first_row, size_t row_head) {
    memset(plan->has, 0, sizeof plan->has);
    plan->is_matrix = plan->is_complete = true;
    plan->row_head = row_head;
    plan->columns[row_head] = plan->are_rows_rooms ? COLUMN_ROOM : COLUMN_TIME;
    for (size_t i = 0; i < plan->column_count; i++) {
        CsvShape shape = shape_of(sample, first_row, i);
        plan->kinds[i] =
            plan->heads[i].is_head ? CELL_ANY : csv_shape_kind(&shape, plan->columns[i]);
        if (plan->columns[i] != COLUMN_COUNT)
            plan->has[plan->columns[i]] = true;
    }
}

/* Times in the rows' heads, rooms or days in the columns'. */
static bool read_matrix(CsvPlan *plan, const Sample *sample) {
    size_t row, column;
    if (!find_times(sample, &row, &column))
        return false;
    size_t header = row - 1;
    while (header > 0 && filled_cells(&sample->rows[header]) < 2)
        header--;
    if (column >= sample->rows[header].count)
        return false;
    read_header(plan, &sample->rows[header]);
    Column corner = plan->words[column].column;
    bool is_corner = plan->header[column].text.len == 0 || corner == COLUMN_TIME ||
                     corner == COLUMN_START || corner == COLUMN_DATE ||
                     csv_plan_is_day(plan->header[column].text);
    if (!is_corner || !read_heads(plan, column))
        return false;
    if (header > 0)
        read_days_above(plan, &sample->rows[header - 1], column);
    finish_matrix(plan, sample, header + 1, column);
    return true;
}

/* The words that head columns, below each other in the first one. */
static bool is_turned(const Sample *sample) {
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

/* Rooms in the rows' heads, times in the columns'. */
static bool read_turned_matrix(CsvPlan *plan, const Sample *sample) {
    for (size_t i = 0; i < sample->count && i < HEADER_ROW_MAX; i++) {
        const Row *row = &sample->rows[i];
        size_t times = 0;
        for (size_t k = 1; k < row->count; k++)
            times += is_time_cell(row->cells[k].text);
        if (times < 2 || times + 1 < filled_cells(row) || is_time_cell(row->cells[0].text) ||
            i + 1 == sample->count)
            continue;
        read_header(plan, row);
        if (!read_heads(plan, 0) || !plan->are_rows_rooms)
            return false;
        finish_matrix(plan, sample, i + 1, 0);
        return true;
    }
    return false;
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
static size_t extent(const Sample *sample) {
    size_t cells = 0;
    for (size_t i = 0; i < sample->count; i++)
        cells += sample->rows[i].count - 1;
    return cells;
}

static void find(CsvPlan *plan, Arena *scratch, Sample *samples) {
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
    const Sample *sample = &samples[best];
    plan->separator = sample->separator;
    samples[0] = *sample;
    if (sample->count == 0)
        return;
    size_t row = header == SIZE_MAX ? 0 : header;
    bool has_title = score >= 16 + 8 + 8;
    if (!has_title && is_turned(sample)) {
        read_header(plan, &sample->rows[0]);
        plan->is_turned = true;
        return;
    }
    if (!has_title && (read_matrix(plan, sample) || read_turned_matrix(plan, sample)))
        return;
    if (header == SIZE_MAX) /* the widest of the first rows, which has the most to tell */
        for (size_t i = 1; i < sample->count && i < 5; i++)
            if (filled_cells(&sample->rows[i]) > filled_cells(&sample->rows[row]))
                row = i;
    read_header(plan, &sample->rows[row]);
    read_shapes(plan, sample, row + 1);
}

void csv_plan_find(Arena *arena, Str text, int32_t year, CsvPlan *plan) {
    Arena *scratch = arena_create();
    Sample samples[countof(SEPARATORS)];
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
    Sample sample = take_sample(scratch, text, sep_line(text), plan->separator);
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
