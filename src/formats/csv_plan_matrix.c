/* csv_plan_matrix.c: tables in which a cell is a session: what heads their rows and columns. */
#include <string.h>

#include "formats/csv_sample.h"

/* The first row that begins with a time, in the first column that has them; the header stands
 * above. */
static bool find_times(const CsvSample *sample, size_t *row, size_t *column) {
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
            if (csv_is_time(cell))
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
    return cell.len <= LEN_MOST && csv_count_words(cell) >= 2 &&
           csv_count_words(cell) <= WORDS_MOST && is_room_word(cell);
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
        if (i < row_head && column != COLUMN_COUNT) /* "Slot" or "Day" before the times */
            continue;
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
static void read_days_above(CsvPlan *plan, const CsvSampleRow *above, size_t row_head) {
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

/* "Room 1 Title" and "Room 1 Speaker": the words before the last one are the room's name. */
static Str without_last(Str text, Column last) {
    size_t space = text.len;
    while (space > 0 && text.s[space - 1] != ' ')
        space--;
    Str word = str_slice(text, space, text.len);
    return space && csv_column(word).column == last ? str_trim(str_slice(text, 0, space))
                                                    : (Str){0};
}

static void pair_people(CsvPlan *plan) {
    for (size_t i = 0; i < plan->column_count; i++) {
        Str room = without_last(plan->header[i].text, COLUMN_TITLE);
        for (size_t k = 1; k < plan->column_count && room.len && plan->heads[i].is_head; k++) {
            Str other = without_last(plan->header[k].text, COLUMN_SPEAKERS);
            if (!plan->heads[k].is_head || !str_equal(other, room))
                continue;
            plan->heads[k] = (MatrixHead){0};
            plan->heads[i].room = room;
            plan->heads[i].people = k;
        }
    }
}

static void finish_matrix(CsvPlan *plan, const CsvSample *sample, size_t first_row,
                          size_t row_head) {
    memset(plan->has, 0, sizeof plan->has);
    plan->is_matrix = plan->is_complete = true;
    plan->row_head = row_head;
    for (size_t i = 0; i < row_head; i++)
        if (plan->columns[i] == COLUMN_TIME || plan->columns[i] == COLUMN_START)
            plan->columns[i] = COLUMN_COUNT; /* the number of a slot */
    plan->columns[row_head] = plan->are_rows_rooms ? COLUMN_ROOM : COLUMN_TIME;
    for (size_t i = 0; i < plan->column_count; i++) {
        CsvShape shape = csv_sample_shape(sample, first_row, i);
        plan->kinds[i] =
            plan->heads[i].is_head ? CELL_ANY : csv_shape_kind(&shape, plan->columns[i]);
        if (plan->columns[i] != COLUMN_COUNT)
            plan->has[plan->columns[i]] = true;
    }
}

/* What heads the rows, as the corner says: "Time", or "時間\\会場", which names both. */
static bool names_times(Str corner) {
    size_t cut = 0;
    while (cut < corner.len && !strchr("/\\|", corner.s[cut]))
        cut++;
    Column whole = csv_column(corner).column, first = csv_column(str_slice(corner, 0, cut)).column,
           second = cut < corner.len ? csv_column(str_slice(corner, cut + 1, corner.len)).column
                                     : COLUMN_COUNT;
    return whole == COLUMN_TIME || whole == COLUMN_START || whole == COLUMN_DATE ||
           first == COLUMN_TIME || second == COLUMN_TIME;
}

/* True when a column that should have titles has nothing but times. */
static bool has_times_for_titles(const CsvPlan *plan, const CsvSample *sample, size_t first_row) {
    for (size_t i = 0; i < plan->column_count; i++) {
        CsvShape shape = csv_sample_shape(sample, first_row, i);
        if (plan->heads[i].is_head && !plan->are_rows_rooms &&
            csv_shape_is_most(shape.times + shape.ranges + shape.moments, &shape))
            return true;
    }
    return false;
}

bool csv_plan_matrix(CsvPlan *plan, const CsvSample *sample) {
    size_t row, column;
    if (!find_times(sample, &row, &column))
        return false;
    size_t header = row - 1;
    while (header > 0 && csv_sample_filled(&sample->rows[header]) < 2)
        header--;
    if (column >= sample->rows[header].count)
        return false;
    csv_plan_header(plan, &sample->rows[header]);
    bool is_corner = plan->header[column].text.len == 0 || names_times(plan->header[column].text) ||
                     csv_plan_is_day(plan->header[column].text);
    if (!is_corner || !read_heads(plan, column) || has_times_for_titles(plan, sample, header + 1))
        return false;
    pair_people(plan);
    if (header > 0)
        read_days_above(plan, &sample->rows[header - 1], column);
    finish_matrix(plan, sample, header + 1, column);
    return true;
}

/* The column of people that belongs to the titles in `title`; 0: none. */
static size_t people_beside(const CsvPlan *plan, size_t title) {
    for (size_t i = title + 1; i < plan->column_count && plan->columns[i] != COLUMN_TITLE; i++)
        if (plan->columns[i] == COLUMN_SPEAKERS)
            return i;
    return 0;
}

bool csv_plan_groups(CsvPlan *plan, const CsvSample *sample, size_t header) {
    size_t titles = 0, row_head = SIZE_MAX, first = SIZE_MAX;
    if (header == 0 || header >= sample->count)
        return false;
    const CsvSampleRow *above = &sample->rows[header - 1];
    csv_plan_header(plan, &sample->rows[header]);
    for (size_t i = 0; i < plan->column_count; i++) {
        first = plan->columns[i] == COLUMN_TITLE && first == SIZE_MAX ? i : first;
        titles += plan->columns[i] == COLUMN_TITLE &&
                  str_equal_nocase(plan->header[i].text, plan->header[first].text);
        bool is_time = plan->columns[i] == COLUMN_TIME || plan->columns[i] == COLUMN_START;
        row_head = is_time && row_head == SIZE_MAX ? i : row_head;
    }
    if (titles < 2 || row_head == SIZE_MAX || csv_sample_filled(above) < 2)
        return false;
    const CsvCell *room = NULL;
    for (size_t i = 0; i < plan->column_count; i++) {
        plan->heads[i] = (MatrixHead){0};
        room =
            i < above->count && i != row_head && above->cells[i].text.len ? &above->cells[i] : room;
        if (plan->columns[i] != COLUMN_TITLE || !room)
            continue;
        csv_plan_head(&plan->heads[i], room);
        plan->heads[i].people = people_beside(plan, i);
    }
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->heads[i].is_head || plan->columns[i] == COLUMN_SPEAKERS)
            plan->columns[i] = COLUMN_COUNT;
    plan->are_rows_rooms = false;
    finish_matrix(plan, sample, header + 1, row_head);
    return true;
}

bool csv_plan_turned_matrix(CsvPlan *plan, const CsvSample *sample) {
    for (size_t i = 0; i < sample->count && i < CSV_HEADER_ROW_MAX; i++) {
        const CsvSampleRow *row = &sample->rows[i];
        size_t times = 0;
        for (size_t k = 1; k < row->count; k++)
            times += csv_is_time(row->cells[k].text);
        if (times < 2 || times + 1 < csv_sample_filled(row) || csv_is_time(row->cells[0].text) ||
            i + 1 == sample->count)
            continue;
        csv_plan_header(plan, row);
        if (!read_heads(plan, 0) || !plan->are_rows_rooms)
            return false;
        finish_matrix(plan, sample, i + 1, 0);
        return true;
    }
    return false;
}
