#include "formats/csv_shape.h"

#include "base/ascii.h"

static bool is_number(Str text, bool *has_fraction) {
    bool has_point = false, has_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_point = text.s[i] == '.' || text.s[i] == ',';
        if ((!ascii_is_digit(text.s[i]) && !is_point) || (is_point && has_point))
            return false;
        has_point = has_point || is_point;
        has_digit = has_digit || !is_point;
    }
    *has_fraction = has_point;
    return has_digit;
}

int32_t csv_shape_whole(Str text) {
    int32_t value = 0;
    for (size_t i = 0; i < text.len && ascii_is_digit(text.s[i]) && value < 1000000; i++)
        value = value * 10 + (text.s[i] - '0');
    return value;
}

void csv_shape_see(CsvShape *shape, Str text) {
    CellWhen when;
    bool has_fraction;
    if (text.len == 0)
        return;
    shape->filled++;
    if (is_number(text, &has_fraction)) {
        int32_t whole = csv_shape_whole(text);
        shape->numbers++;
        shape->fractions += whole == 0 && (has_fraction || text.len == 1);
        shape->serials += whole >= 36526 && whole < 73051; /* the years 2000 to 2099 */
    }
    if (!csv_when_parse(text, CELL_ANY, &when)) {
        shape->texts += !is_number(text, &has_fraction);
        return;
    }
    shape->dates += when.date.is_there && !when.has_start;
    shape->moments += when.date.is_there && when.has_start;
    shape->times += !when.date.is_there && when.has_start && !when.has_end;
    shape->ranges += !when.date.is_there && when.has_end;
}

bool csv_shape_is_most(size_t count, const CsvShape *shape) {
    return shape->filled > 0 && count * 5 >= shape->filled * 4;
}

CellKind csv_shape_kind(const CsvShape *shape, Column column) {
    bool is_when = column == COLUMN_DATE || column == COLUMN_START || column == COLUMN_END ||
                   column == COLUMN_TIME || column == COLUMN_END_DATE || column == COLUMN_DURATION;
    bool are_numbers = csv_shape_is_most(shape->numbers, shape);
    if (is_when && are_numbers && csv_shape_is_most(shape->serials + shape->fractions, shape))
        return CELL_SERIAL;
    if (column == COLUMN_DATE || column == COLUMN_END_DATE)
        return CELL_DATE;
    return column == COLUMN_START || column == COLUMN_END || column == COLUMN_TIME ? CELL_TIME
                                                                                   : CELL_ANY;
}
