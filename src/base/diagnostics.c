/* diagnostics.c: collects findings and words them for people: the line, a caret, a hint. */
#include "base/diagnostics.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/shorten.h"
#include "base/str_builder.h"

enum {
    LINE_LONG = 4096,  /* bytes; of a longer line only what lies around the place is looked at */
    CELLS_BEFORE = 80, /* of a long line, this much is shown left of the caret at most */
    CELLS_SHOWN = 120,
    WORDS_MAX = 2000 /* bytes of a message or a hint: it may quote a text of any length */
};

Diagnostics diagnostics_create(Arena *arena, Str file_name, Str source) {
    return (Diagnostics){.arena = arena, .file_name = file_name, .source = source};
}

/* The place for one more: at the end, or, when the collection is full, that of the last finding
 * that matters less. NULL: it is counted only. */
static Diagnostic *place_for(Diagnostics *diagnostics, Severity severity) {
    if (diagnostics->count < DIAGNOSTICS_MAX)
        return arena_push(diagnostics->arena, &diagnostics->items, &diagnostics->count,
                          &diagnostics->capacity, sizeof(Diagnostic), _Alignof(Diagnostic));
    for (size_t i = diagnostics->count; i-- > 0;)
        if (diagnostics->items[i].severity < severity)
            return &diagnostics->items[i];
    return NULL;
}

/* A copy; of what somebody quoted a whole file in, the beginning. */
static Str cut_words(Arena *arena, Str words) {
    size_t len = words.len;
    if (len < WORDS_MAX)
        return str_copy(arena, words);
    len = WORDS_MAX;
    while (len > 0 && ((unsigned char)words.s[--len] & 0xC0) == 0x80)
        continue;
    return str_printf(arena, "%.*s\u2026", (int)len, words.s);
}

void diagnostics_add(Diagnostics *diagnostics, Severity severity, const char *code, Position at,
                     const char *hint, const char *format, ...) {
    diagnostics->counts[severity]++;
    Diagnostic *place = place_for(diagnostics, severity);
    if (!place)
        return;
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int whole = vsnprintf(NULL, 0, format, args);
    size_t len = whole <= 0 ? 0 : whole < WORDS_MAX ? (size_t)whole : WORDS_MAX;
    char *message = arena_new(diagnostics->arena, char, len + 1);
    if (len)
        vsnprintf(message, len + 1, format, again);
    va_end(again);
    va_end(args);
    *place = (Diagnostic){.severity = severity,
                          .code = code,
                          .at = at,
                          .message = cut_words(diagnostics->arena, str_from(message)),
                          .hint = cut_words(diagnostics->arena, str_from(hint))};
}

void diagnostics_count(Diagnostics *diagnostics, Severity severity, size_t count) {
    diagnostics->counts[severity] += count;
}

static bool stands_before(const Diagnostic *a, const Diagnostic *b) {
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line;
    if (a->at.column != b->at.column)
        return a->at.column < b->at.column;
    return a->severity > b->severity;
}

void diagnostics_sort(Diagnostics *diagnostics) {
    Diagnostic *items = diagnostics->items;
    for (size_t i = 1; i < diagnostics->count; i++) {
        Diagnostic moved = items[i];
        size_t j = i;
        for (; j > 0 && stands_before(&moved, &items[j - 1]); j--)
            items[j] = items[j - 1];
        items[j] = moved;
    }
}

bool diagnostics_has_errors(const Diagnostics *diagnostics) {
    return diagnostics->counts[SEVERITY_ERROR] > 0;
}

const char *severity_name(Severity severity) {
    static const char *const NAMES[] = {"note", "warning", "error"};
    _Static_assert(countof(NAMES) == SEVERITY_COUNT, "one name for each severity");
    return severity < SEVERITY_COUNT ? NAMES[severity] : "?";
}

/* Behind the end of the line that begins at `at`; `*len` is the line's without its end. SIZE_MAX
 * when it is the last. `has_returns`: lines may end in CR or CR LF as well as LF. */
static size_t line_end(Str source, size_t at, bool has_returns, size_t *len) {
    const char *from = source.s + at;
    const char *feed = at < source.len ? memchr(from, '\n', source.len - at) : NULL;
    size_t left = feed ? (size_t)(feed - from) : source.len - at;
    const char *back = has_returns && left ? memchr(from, '\r', left) : NULL;
    *len = back ? (size_t)(back - from) : left;
    if (!back && !feed)
        return SIZE_MAX;
    return at + *len + (back && feed == back + 1 ? 2 : 1);
}

/* The line with that number (from 1), without its end; empty when there is none. A file has a
 * hundred findings in a hundred thousand lines, so that looking at each byte would be felt. */
static Str source_line(Str source, int32_t number) {
    bool has_returns = source.len && memchr(source.s, '\r', source.len);
    size_t at = 0, len = 0, next = line_end(source, at, has_returns, &len);
    for (int32_t line = 1; line < number; line++) {
        if (next == SIZE_MAX)
            return (Str){0};
        at = next;
        next = line_end(source, at, has_returns, &len);
    }
    return str_slice(source, at, len);
}

Str diagnostics_line(const Diagnostics *diagnostics, int32_t line) {
    return line > 0 ? source_line(diagnostics->source, line) : (Str){0};
}

static bool is_control(uint32_t rune) {
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0x2028 || rune == 0x2029;
}

/* How many terminal cells it takes (UAX #11). */
static size_t rune_cells(uint32_t rune) {
    if (is_control(rune))
        return 1; /* shown as a space */
    int8_t type = u_charType((UChar32)rune);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    int32_t width = u_getIntPropertyValue((UChar32)rune, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* `text` on one line: what would move the cursor or colour the terminal becomes a space. */
static void put_plain(StrBuilder *out, Str text) {
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(text, &i);
        if (is_control(rune))
            str_builder_put_c(out, " ");
        else if (rune == 0xFFFD)
            str_builder_put_c(out, "\xEF\xBF\xBD");
        else
            str_builder_put(out, str_slice(text, from, i - from));
    }
}

static void put_head(StrBuilder *out, const Diagnostics *diagnostics,
                     const Diagnostic *diagnostic) {
    put_plain(out, diagnostics->file_name.len ? diagnostics->file_name : str_from("(input)"));
    if (diagnostic->at.line > 0)
        str_builder_printf(out, ":%d:%d", (int)diagnostic->at.line, (int)diagnostic->at.column);
    str_builder_put_c(out, ": ");
    str_builder_put_c(out, severity_name(diagnostic->severity));
    str_builder_put_c(out, ": ");
    put_plain(out, diagnostic->message);
}

static size_t text_cells(Str text) {
    size_t cells = 0;
    for (size_t i = 0; i < text.len;)
        cells += rune_cells(str_next_rune(text, &i));
    return cells;
}

/* Behind the whole characters that fit into so many cells. */
static size_t offset_of_cell(Str text, size_t cells) {
    size_t at = 0;
    for (size_t next = 0, used = 0; next < text.len; at = next) {
        used += rune_cells(str_next_rune(text, &next));
        if (used > cells)
            return shorten_bytes(text, at).len;
    }
    return at;
}

/* Behind so many characters from `at` on. */
static size_t skip_characters(Str text, size_t at, size_t count) {
    for (; at < text.len; at++) {
        bool begins = ((unsigned char)text.s[at] & 0xC0) != 0x80;
        if (begins && count-- == 0)
            return at;
    }
    return text.len;
}

/* Of a line as long as a file what lies around the place: two hundred findings in it would each
 * look at a million characters. */
static Str line_around(Str line, Position *at) {
    if (line.len <= LINE_LONG)
        return line;
    size_t column = at->column > 1 ? (size_t)at->column - 1 : 0;
    size_t left_out = column > LINE_LONG / 8 ? column - LINE_LONG / 8 : 0;
    size_t from = skip_characters(line, 0, left_out);
    if (from == line.len)
        return line;
    at->column -= (int32_t)left_out;
    return str_slice(line, from, skip_characters(line, from, LINE_LONG / 2) - from);
}

/* The line and, below it, the caret. */
static void put_quote(StrBuilder *out, Str line, Position at) {
    size_t column = at.column > 1 ? (size_t)at.column - 1 : 0;
    size_t span = at.span > 1 ? (size_t)at.span : 1;
    size_t before = 0, under = 0, index = 0; /* cells left of the caret; cells to underline */
    for (size_t i = 0; i < line.len; index++) {
        size_t cells = rune_cells(str_next_rune(line, &i));
        if (index < column)
            before += cells;
        else if (index < column + span)
            under += cells;
    }
    if (column > index) /* behind the end, where something is missing */
        before += column - index < 2 ? column - index : 1;

    size_t skip = before > CELLS_BEFORE ? before - CELLS_BEFORE : 0;
    str_builder_printf(out, "%5d | ", (int)at.line);
    size_t from = offset_of_cell(line, skip), hidden = text_cells(str_slice(line, 0, from));
    if (skip)
        str_builder_put_c(out, "…");
    Str rest = str_slice(line, from, line.len);
    size_t len = offset_of_cell(rest, CELLS_SHOWN - (skip ? 1 : 0));
    put_plain(out, str_slice(rest, 0, len));
    if (len < rest.len)
        str_builder_put_c(out, "…");
    size_t indent = skip ? before - hidden + 1 : before;
    str_builder_put_c(out, "\n      | ");
    str_builder_fill(out, ' ', indent);
    str_builder_put_c(out, "^");
    if (under > 1) {
        size_t room = indent + under > CELLS_SHOWN ? CELLS_SHOWN - indent : under;
        str_builder_fill(out, '~', room > 1 ? room - 1 : 0);
    }
    str_builder_put_c(out, "\n");
}

Str diagnostic_format(Arena *arena, const Diagnostics *diagnostics, const Diagnostic *diagnostic) {
    StrBuilder out = {.arena = arena};
    put_head(&out, diagnostics, diagnostic);
    str_builder_put_c(&out, "\n");
    if (diagnostic->at.line > 0 && diagnostics->source.len) {
        Position at = diagnostic->at;
        Str line = line_around(source_line(diagnostics->source, at.line), &at);
        put_quote(&out, line, at);
    }
    if (diagnostic->hint.len) {
        str_builder_put_c(&out, "      = ");
        put_plain(&out, diagnostic->hint);
        str_builder_put_c(&out, "\n");
    }
    return str_builder_text(&out);
}

Str diagnostic_format_line(Arena *arena, const Diagnostics *diagnostics,
                           const Diagnostic *diagnostic) {
    StrBuilder out = {.arena = arena};
    put_head(&out, diagnostics, diagnostic);
    if (diagnostic->hint.len) {
        str_builder_put_c(&out, "; ");
        put_plain(&out, diagnostic->hint);
    }
    return str_builder_text(&out);
}

void diagnostics_print(const Diagnostics *diagnostics, FILE *to) {
    if (diagnostics->count == 0)
        return;
    Arena *scratch = arena_create();
    Diagnostics sorted = *diagnostics;
    sorted.items = arena_new(scratch, Diagnostic, sorted.count);
    memcpy(sorted.items, diagnostics->items, sorted.count * sizeof *sorted.items);
    diagnostics_sort(&sorted);
    for (size_t i = 0; i < sorted.count; i++) {
        Str text = diagnostic_format(scratch, &sorted, &sorted.items[i]);
        fprintf(to, "%.*s", str_arg(text));
    }
    size_t total = 0;
    const char *comma = "";
    for (int severity = SEVERITY_COUNT - 1; severity >= 0; severity--) {
        size_t n = sorted.counts[severity];
        total += n;
        if (n == 0)
            continue;
        fprintf(to, "%s%zu %s%s", comma, n, severity_name((Severity)severity), n == 1 ? "" : "s");
        comma = ", ";
    }
    if (total > sorted.count)
        fprintf(to, " (%zu not shown)", total - sorted.count);
    fputs("\n", to);
    arena_free(scratch);
}
