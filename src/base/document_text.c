/* document_text.c: lines and columns of a YAML text, and mending it. */
#include "base/document_text.h"

#include <string.h>

/* ---- the text and its lines ---- */

static void index_lines(DocumentText *text) {
    size_t count = 1;
    for (size_t i = 0; i < text->text.len; i++)
        count += text->text.s[i] == '\n';
    size_t *starts = arena_new(text->arena, size_t, count);
    size_t line = 1;
    for (size_t i = 0; i < text->text.len; i++)
        if (text->text.s[i] == '\n')
            starts[line++] = i + 1;
    text->starts = starts;
    text->line_count = count;
    text->last.line = SIZE_MAX;
}

DocumentText document_text_create(Arena *arena, Str source) {
    DocumentText text = {.arena = arena, .text = source};
    index_lines(&text);
    return text;
}

Str document_line(const DocumentText *text, size_t line) {
    if (line >= text->line_count)
        return (Str){0};
    size_t from = text->starts[line];
    size_t to = line + 1 < text->line_count ? text->starts[line + 1] - 1 : text->text.len;
    return str_slice(text->text, from, to - from);
}

size_t document_column_bytes(Str line, size_t columns) {
    size_t i = 0;
    while (columns-- > 0 && i < line.len)
        str_next_rune(line, &i);
    return i;
}

size_t document_byte_column(Str line, size_t bytes) {
    size_t columns = 0;
    for (size_t i = 0; i < bytes && i < line.len; columns++)
        str_next_rune(line, &i);
    return columns;
}

size_t document_offset(DocumentText *text, yaml_mark_t mark) {
    if (mark.line >= text->line_count)
        return text->text.len;
    if (text->last.line != mark.line || text->last.column > mark.column) {
        text->last.line = mark.line;
        text->last.column = text->last.bytes = 0;
    }
    Str rest = document_line(text, mark.line);
    rest = str_slice(rest, text->last.bytes, rest.len);
    text->last.bytes += document_column_bytes(rest, mark.column - text->last.column);
    text->last.column = mark.column;
    return text->starts[mark.line] + text->last.bytes;
}

int32_t document_file_column(const DocumentText *text, size_t line, size_t column) {
    size_t extra = 0;
    for (size_t i = 0; i < text->inserted_count; i++)
        if (text->inserted[i].line == line && text->inserted[i].column < column)
            extra++;
    return (int32_t)(column - extra + 1);
}

Position document_place(const DocumentText *text, size_t line, size_t column, size_t span) {
    return (Position){.line = (int32_t)line + 1,
                      .column = document_file_column(text, line, column),
                      .span = span > 0 ? (int32_t)span : 1};
}

Position document_position(const DocumentText *text, yaml_mark_t from, yaml_mark_t to) {
    size_t end = to.column;
    if (to.line != from.line) {
        Str line = document_line(text, from.line);
        end = document_byte_column(line, line.len);
    }
    return document_place(text, from.line, from.column, end > from.column ? end - from.column : 1);
}

/* ---- mending ---- */

static bool may_mend(const DocumentText *text) {
    return text->mend_count < MENDS_MAX;
}

/* Puts `with` in the place of `len` bytes. */
static void replace(DocumentText *text, size_t offset, size_t len, const char *with) {
    Str old = text->text;
    Str tail = str_slice(old, offset + len, old.len);
    text->text = str_printf(text->arena, "%.*s%s%.*s", (int)offset, old.s, with, str_arg(tail));
    text->mend_count++;
    index_lines(text);
}

bool document_hide(DocumentText *text, size_t offset) {
    if (!may_mend(text) || offset >= text->text.len || (text->text.s[offset] & 0x80))
        return false;
    uint32_t rune = HIDDEN_FIRST + (uint32_t)text->text.s[offset];
    char bytes[] = {(char)0xF4, (char)0x8F, (char)(0x80 | (rune >> 6 & 0x3F)),
                    (char)(0x80 | (rune & 0x3F)), 0};
    replace(text, offset, 1, bytes);
    return true;
}

bool document_mend_colon(DocumentText *text, size_t line, size_t offset, size_t len) {
    if (!may_mend(text))
        return false;
    size_t after = offset + len;
    bool has_space = after >= text->text.len || strchr(" \n", text->text.s[after]);
    if (!has_space) {
        size_t column =
            document_byte_column(document_line(text, line), offset - text->starts[line]) + 1;
        text->inserted[text->inserted_count].line = line;
        text->inserted[text->inserted_count++].column = column;
    }
    replace(text, offset, len, has_space ? ":" : ": ");
    return true;
}

Str document_unhide(Arena *arena, const DocumentText *text, Str scalar) {
    if (text->mend_count == 0 || str_find(scalar, "\xF4\x8F") == SIZE_MAX)
        return scalar;
    char *s = arena_new(arena, char, scalar.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < scalar.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(scalar, &i);
        if (rune >= HIDDEN_FIRST && rune < HIDDEN_FIRST + 0x80) {
            s[len++] = (char)(rune - HIDDEN_FIRST);
        } else {
            memcpy(s + len, scalar.s + from, i - from);
            len += i - from;
        }
    }
    return (Str){.s = s, .len = len};
}

bool document_is_odd_space(uint32_t rune) {
    return rune == 0xA0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200B) || rune == 0x202F ||
           rune == 0x205F || rune == 0x3000 || rune == 0xFEFF;
}

bool document_mend_indents(DocumentText *text) {
    if (!may_mend(text))
        return false;
    char *s = arena_new(text->arena, char, text->text.len + 1);
    size_t len = 0;
    bool in_indent = true;
    for (size_t i = 0; i < text->text.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(text->text, &i);
        if (in_indent && document_is_odd_space(rune)) {
            if (rune == 0x3000)
                return false; /* two cells wide: how deep it was meant is a guess */
            s[len++] = ' ';
            continue;
        }
        in_indent = rune == '\n' || (in_indent && rune == ' ');
        memcpy(s + len, text->text.s + from, i - from);
        len += i - from;
    }
    text->text = (Str){.s = s, .len = len};
    text->mend_count++;
    index_lines(text);
    return true;
}
