#include "formats/csv_reader.h"

#include <string.h>

CsvReader csv_reader_create(Arena *arena, Str source, char separator) {
    return (CsvReader){
        .arena = arena, .source = source, .separator = separator, .bad_quote = SIZE_MAX};
}

static bool is_row_end(char c) {
    return c == '\n' || c == '\r';
}

static void skip_row_end(CsvReader *reader) {
    Str source = reader->source;
    if (reader->at < source.len && source.s[reader->at] == '\r')
        reader->at++;
    if (reader->at < source.len && source.s[reader->at] == '\n')
        reader->at++;
}

/* The cell that begins with the quote at `at`. What stands between its closing quote and the next
 * separator (spreadsheets write nothing there) is passed over. */
static CsvCell read_quoted(CsvReader *reader) {
    Str source = reader->source;
    size_t open = reader->at++, from = reader->at, doubled = 0;
    for (;;) {
        const char *quote = reader->at < source.len
                                ? memchr(source.s + reader->at, '"', source.len - reader->at)
                                : NULL;
        if (!quote) {
            if (reader->bad_quote == SIZE_MAX)
                reader->bad_quote = open;
            reader->at = source.len;
            break;
        }
        reader->at = (size_t)(quote - source.s) + 1;
        if (reader->at >= source.len || source.s[reader->at] != '"')
            break;
        reader->at++;
        doubled++;
    }
    bool is_closed = reader->bad_quote != open;
    Str inside = str_slice(source, from, reader->at - from - (is_closed ? 1 : 0));
    while (reader->at < source.len && source.s[reader->at] != reader->separator &&
           !is_row_end(source.s[reader->at]))
        reader->at++;
    if (doubled) {
        char *copy = arena_new(reader->arena, char, inside.len + 1);
        size_t len = 0;
        for (size_t i = 0; i < inside.len; i++) {
            copy[len++] = inside.s[i];
            i += inside.s[i] == '"';
        }
        inside = (Str){.s = copy, .len = len};
    }
    return (CsvCell){.text = str_trim(inside), .offset = from};
}

static CsvCell read_cell(CsvReader *reader) {
    Str source = reader->source;
    while (reader->at < source.len && source.s[reader->at] == ' ')
        reader->at++;
    if (reader->at < source.len && source.s[reader->at] == '"')
        return read_quoted(reader);
    size_t from = reader->at;
    while (reader->at < source.len && source.s[reader->at] != reader->separator &&
           !is_row_end(source.s[reader->at]))
        reader->at++;
    return (CsvCell){.text = str_trim(str_slice(source, from, reader->at - from)), .offset = from};
}

const CsvCell *csv_reader_next(CsvReader *reader, size_t *count) {
    CsvCell *cells = NULL; /* of empty rows, too: a file may have a million */
    size_t capacity = 0;
    while (reader->at < reader->source.len) {
        bool has_text = false;
        *count = 0;
        for (;;) {
            CsvCell cell = read_cell(reader);
            has_text = has_text || cell.text.len > 0;
            if (*count < CSV_CELLS_MAX)
                *(CsvCell *)arena_push(reader->arena, &cells, count, &capacity, sizeof(CsvCell),
                                       _Alignof(CsvCell)) = cell;
            if (reader->at >= reader->source.len ||
                reader->source.s[reader->at] != reader->separator)
                break;
            reader->at++;
        }
        skip_row_end(reader);
        if (has_text)
            return cells;
    }
    *count = 0;
    return NULL;
}
