/* document_errors.c: YAML's syntax errors in words that help, pointing at the line of the cause. */
#include "base/document_errors.h"

#include <string.h>

#include "base/ascii.h"

/* ---- looking at a line ---- */

static size_t indent_of(Str line) {
    size_t i = 0;
    while (i < line.len && line.s[i] == ' ')
        i++;
    return i;
}

static bool is_blank(Str line) {
    Str rest = str_trim(line);
    return rest.len == 0 || rest.s[0] == '#';
}

static bool is_word_char(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* Where the key of a line begins: behind the indentation and the dashes. */
static size_t key_start(Str line) {
    size_t i = indent_of(line);
    while (i + 1 < line.len && line.s[i] == '-' && line.s[i + 1] == ' ') {
        i++;
        while (i < line.len && line.s[i] == ' ')
            i++;
    }
    return i;
}

typedef enum { COLON_FINE, COLON_FULLWIDTH, COLON_NO_SPACE } ColonFault;

/* Is the line a key with a colon that YAML does not take for one? */
static ColonFault colon_fault(Str line, size_t *word, size_t *colon) {
    size_t i = key_start(line);
    *word = i;
    while (i < line.len && is_word_char(line.s[i]))
        i++;
    *colon = i;
    Str rest = str_slice(line, i, line.len);
    bool has_letter = i > *word && (line.s[*word] < '0' || line.s[*word] > '9');
    if (!has_letter)
        return COLON_FINE;
    if (str_starts(rest, "\xEF\xBC\x9A"))
        return COLON_FULLWIDTH;
    if (rest.len > 1 && rest.s[0] == ':' && rest.s[1] != ' ' && rest.s[1] != '/')
        return COLON_NO_SPACE;
    return COLON_FINE;
}

static bool explain_colon(DocumentText *text, size_t line, Diagnostics *diagnostics,
                          bool *is_mended) {
    size_t word, colon;
    Str content = document_line(text, line);
    ColonFault fault = colon_fault(content, &word, &colon);
    if (fault == COLON_FINE)
        return false;
    Str key = str_slice(content, word, colon - word);
    const char *hint = arena_printf(diagnostics->arena, "write \"%.*s: \"", str_arg(key));
    Position at = document_place(text, line, document_byte_column(content, colon), 1);
    if (fault == COLON_FULLWIDTH)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "fullwidth-colon", at, hint,
                        "the colon after \"%.*s\" is the full-width one (U+FF1A)", str_arg(key));
    else
        diagnostics_add(diagnostics, SEVERITY_ERROR, "missing-space", at, hint,
                        "there is no space behind the colon after \"%.*s\"", str_arg(key));
    *is_mended = document_mend_colon(text, line, text->starts[line] + colon,
                                     fault == COLON_FULLWIDTH ? 3 : 1);
    return true;
}

/* The first odd space in the line's indentation; 0 when there is none. */
static uint32_t odd_indent(Str line, size_t *column) {
    *column = 0;
    for (size_t i = 0; i < line.len; ++*column) {
        uint32_t rune = str_next_rune(line, &i);
        if (document_is_odd_space(rune))
            return rune;
        if (rune != ' ')
            return 0;
    }
    return 0;
}

static const char *space_name(uint32_t rune) {
    return rune == 0xA0     ? "no-break space"
           : rune == 0x3000 ? "ideographic space"
           : rune == 0xFEFF ? "byte order mark"
                            : "special space";
}

static bool explain_odd_indent(DocumentText *text, size_t line, Diagnostics *diagnostics,
                               bool *is_mended) {
    size_t column;
    uint32_t rune = odd_indent(document_line(text, line), &column);
    if (!rune)
        return false;
    size_t more = 0, ignored;
    for (size_t i = line + 1; i < text->line_count; i++)
        more += odd_indent(document_line(text, i), &ignored) != 0;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "odd-space", document_place(text, line, column, 1),
                    "indent with ordinary spaces", "the line is indented with U+%04X (%s)%s",
                    (unsigned)rune, space_name(rune),
                    more ? arena_printf(diagnostics->arena, " (and %zu more below)", more) : "");
    *is_mended = document_mend_indents(text);
    return true;
}

static bool explain_tab(const DocumentText *text, size_t line, Diagnostics *diagnostics) {
    Str content = document_line(text, line);
    size_t i = indent_of(content);
    if (i >= content.len || content.s[i] != '\t')
        return false;
    size_t more = 0;
    for (size_t k = line + 1; k < text->line_count; k++) {
        Str other = document_line(text, k);
        size_t at = indent_of(other);
        more += at < other.len && other.s[at] == '\t' && !is_blank(other);
    }
    diagnostics_add(diagnostics, SEVERITY_ERROR, "tab", document_place(text, line, i, 1),
                    "use spaces: YAML knows no other indentation",
                    "the line is indented with a tab%s",
                    more ? arena_printf(diagnostics->arena, " (and %zu more below)", more) : "");
    return true;
}

/* ---- what libyaml says, and what it means ---- */

typedef struct {
    DocumentText *text;
    Diagnostics *diagnostics;
    const char *problem, *context;
    yaml_mark_t at, context_at;
    Str line;     /* the one of `at` */
    size_t bytes; /* of `at` in the line */
} Fault;

static bool says(const Fault *fault, const char *words) {
    return strstr(fault->problem, words) || strstr(fault->context, words);
}

static bool is_at_end(const Fault *fault, yaml_mark_t mark) {
    size_t offset = document_offset(fault->text, mark);
    return str_trim(str_slice(fault->text->text, offset, SIZE_MAX)).len == 0;
}

static Position at_mark(const Fault *fault, yaml_mark_t mark) {
    return document_place(fault->text, mark.line, mark.column, 1);
}

enum { HINTED_MAX = 300 }; /* bytes that a hint writes for somebody */

/* `key: "the whole text"`, for a hint; the text begins at `from` in its line. */
static const char *quoted_hint(const Fault *fault, Str line, size_t from) {
    size_t start = key_start(line);
    Str value = str_trim(str_slice(line, from, line.len));
    Str before = from > start ? str_slice(line, start, from - start) : (Str){0};
    if (value.len > HINTED_MAX || str_find(before, "{") != SIZE_MAX ||
        str_find(before, "[") != SIZE_MAX || !value.len)
        return "put the text in quotes";
    char quote = str_find(value, "\"") == SIZE_MAX ? '"' : '\'';
    if (quote == '\'' && str_find(value, "'") != SIZE_MAX)
        return "put the text in quotes";
    return arena_printf(fault->diagnostics->arena, "put the text in quotes: %.*s%c%.*s%c",
                        str_arg(before), quote, str_arg(value), quote);
}

/* A character with a meaning in YAML begins a text. */
static bool explain_reserved(const Fault *fault, yaml_mark_t mark) {
    Str line = document_line(fault->text, mark.line);
    size_t bytes = document_column_bytes(line, mark.column);
    if (bytes >= line.len || (line.s[bytes] & 0x80))
        return false;
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "reserved-character", at_mark(fault, mark),
                    quoted_hint(fault, line, bytes),
                    "a text that begins with %c must stand in quotes", line.s[bytes]);
    return document_hide(fault->text, document_offset(fault->text, mark));
}

/* The number of the last line above that is not blank; `line` itself when there is none. */
static size_t line_above(const DocumentText *text, size_t line) {
    for (size_t i = line; i-- > 0;)
        if (!is_blank(document_line(text, i)))
            return i;
    return line;
}

/* "-time: 9:00": for YAML a key that is called -time, and what follows fits nothing. */
static bool explain_dash(const Fault *fault, size_t line) {
    Str content = document_line(fault->text, line);
    size_t dash = indent_of(content);
    bool is_glued = dash + 1 < content.len && content.s[dash] == '-' &&
                    ascii_is_letter(content.s[dash + 1]) && str_find(content, ":") != SIZE_MAX;
    if (!is_glued)
        return false;
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "indent",
                    document_place(fault->text, line, dash, 1),
                    "write a space behind the dash: - key: value",
                    "a dash without a space behind it begins no item of a list");
    return true;
}

static bool explain_indent(const Fault *fault, size_t line) {
    Str content = document_line(fault->text, line);
    size_t above = line_above(fault->text, line);
    if (explain_dash(fault, above) || explain_dash(fault, line))
        return false;
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "indent",
                    document_place(fault->text, line, indent_of(content), 1),
                    "keys that belong together begin in the same column",
                    "the line begins in column %zu, which fits no line above it (line %zu begins "
                    "in column %zu)",
                    indent_of(content) + 1, above + 1,
                    key_start(document_line(fault->text, above)) + 1);
    return false;
}

/* Where the bracket stands that the line opens and does not close; SIZE_MAX when there is none. */
static size_t open_bracket(Str line) {
    size_t opened[16];
    size_t depth = 0;
    char quote = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.s[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if ((c == '[' || c == '{') && depth < countof(opened))
            opened[depth++] = i;
        else if ((c == ']' || c == '}') && depth > 0)
            depth--;
    }
    return depth ? opened[depth - 1] : SIZE_MAX;
}

static void report_open_bracket(const Fault *fault, Position at, const char *what) {
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "open-bracket", at,
                    "close the bracket, or put a text with brackets or commas in quotes",
                    "the %s that begins here goes wrong in line %zu, column %d", what,
                    fault->at.line + 1,
                    (int)document_file_column(fault->text, fault->at.line, fault->at.column));
}

/* A colon followed by a space where no key can be. */
static bool explain_second_colon(const Fault *fault) {
    Str before = str_slice(fault->line, 0, fault->bytes);
    size_t first = str_find(before, ": ");
    if (first == SIZE_MAX) {
        /* The line itself is fine: the one above runs on into it. */
        bool is_mended = false;
        size_t above = line_above(fault->text, fault->at.line);
        if (explain_colon(fault->text, above, fault->diagnostics, &is_mended))
            return is_mended;
        Str line = document_line(fault->text, above);
        size_t bracket = open_bracket(line);
        if (bracket == SIZE_MAX)
            return explain_indent(fault, fault->at.line);
        report_open_bracket(
            fault, document_place(fault->text, above, document_byte_column(line, bracket), 1),
            line.s[bracket] == '[' ? "[…]" : "{…}");
        return false;
    }
    size_t from = first + 2;
    while (from < before.len && before.s[from] == ' ')
        from++;
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "unquoted-colon", at_mark(fault, fault->at),
                    quoted_hint(fault, fault->line, from),
                    "a text that has a colon followed by a space must stand in quotes");
    return document_hide(fault->text, document_offset(fault->text, fault->at));
}

static bool explain_missing_colon(const Fault *fault) {
    size_t line = fault->context_at.line;
    bool is_mended = false;
    if (explain_colon(fault->text, line, fault->diagnostics, &is_mended))
        return is_mended;
    Str content = document_line(fault->text, line);
    size_t start = key_start(content);
    Position at = document_place(fault->text, line, document_byte_column(content, start),
                                 document_byte_column(content, content.len) -
                                     document_byte_column(content, start));
    if (line + 1 == fault->text->line_count)
        diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "truncated", at, NULL,
                        "the file ends in the middle of this line");
    else
        diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "no-colon", at,
                        "write \"key: text\"; a text that goes on in the next line is indented "
                        "deeper than its key",
                        "there is no colon in this line");
    return false;
}

static bool explain_open_bracket(const Fault *fault) {
    if (fault->bytes < fault->line.len && fault->line.s[fault->bytes] == ':')
        return explain_second_colon(fault);
    Position at = at_mark(fault, fault->context_at);
    const char *what = strstr(fault->context, "mapping") ? "{…}" : "[…]";
    if (is_at_end(fault, fault->at))
        diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "truncated", at, NULL,
                        "the file ends in the middle of the %s that begins here", what);
    else
        report_open_bracket(fault, at, what);
    return false;
}

static bool explain_open_quote(const Fault *fault) {
    size_t last = line_above(fault->text, fault->text->line_count);
    Position at = at_mark(fault, fault->context_at);
    if (fault->context_at.line >= last)
        diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "truncated", at, NULL,
                        "the file ends in the middle of the text that begins here");
    else
        diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "open-quote", at,
                        "end the text with the same quotation mark",
                        "the quotation mark that stands here is never closed");
    return false;
}

/* Text behind a closing quote or bracket, or a line that begins in the wrong column. */
static bool explain_block(const Fault *fault) {
    size_t i = fault->bytes;
    while (i > 0 && fault->line.s[i - 1] == ' ')
        i--;
    size_t colon = str_find(fault->line, ": ");
    if (i > 0 && strchr("\"']}", fault->line.s[i - 1]) && colon < i) {
        size_t from = colon + 2;
        while (from < i && fault->line.s[from] == ' ')
            from++;
        diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "text-after-quote",
                        at_mark(fault, fault->at), quoted_hint(fault, fault->line, from),
                        "the text goes on behind the closing %c", fault->line.s[i - 1]);
        return strchr("\"'[{", fault->line.s[from]) &&
               document_hide(fault->text, fault->text->starts[fault->at.line] + from);
    }
    if (fault->bytes < fault->line.len && strchr(",]}", fault->line.s[fault->bytes]))
        return explain_reserved(fault, fault->at);
    return explain_indent(fault, fault->at.line);
}

static bool explain_escape(const Fault *fault) {
    /* For \x, \u and \U the mark stands behind them. */
    yaml_mark_t at = fault->at;
    Str line = fault->line;
    size_t bytes = fault->bytes;
    if (bytes >= 2 && bytes <= line.len && line.s[bytes - 2] == '\\') {
        at.column -= 2;
        bytes -= 2;
    }
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "escape", at_mark(fault, at),
                    "use single quotes, or write \\\\ for one backslash",
                    "the backslash in this text in double quotes means nothing");
    return bytes < line.len && line.s[bytes] == '\\' &&
           document_hide(fault->text, fault->text->starts[at.line] + bytes);
}

static bool explain_other(const Fault *fault) {
    diagnostics_add(fault->diagnostics, SEVERITY_ERROR, "syntax", at_mark(fault, fault->at), NULL,
                    "this is not YAML: %s%s%s", fault->context, fault->context[0] ? ", " : "",
                    fault->problem);
    return false;
}

/* What begins here is not a part of what stands above it, which was complete. */
static bool explain_rest(const Fault *fault) {
    size_t lines[] = {line_above(fault->text, fault->at.line), fault->at.line};
    for (size_t i = 0; i < countof(lines); i++) {
        bool is_mended = false;
        if (explain_colon(fault->text, lines[i], fault->diagnostics, &is_mended))
            return is_mended;
    }
    return explain_other(fault);
}

bool document_explain_error(DocumentText *text, const yaml_parser_t *parser,
                            Diagnostics *diagnostics) {
    Fault fault = {.text = text,
                   .diagnostics = diagnostics,
                   .problem = parser->problem ? parser->problem : "",
                   .context = parser->context ? parser->context : "",
                   .at = parser->problem_mark,
                   .context_at = parser->context_mark};
    fault.line = document_line(text, fault.at.line);
    fault.bytes = document_column_bytes(fault.line, fault.at.column);
    size_t lines[] = {fault.at.line, line_above(text, fault.at.line), fault.context_at.line};
    for (size_t i = 0; i < countof(lines); i++) {
        bool is_mended = false;
        if (explain_tab(text, lines[i], diagnostics))
            return false;
        if (explain_odd_indent(text, lines[i], diagnostics, &is_mended))
            return is_mended;
    }
    if (says(&fault, "cannot start any token"))
        return explain_reserved(&fault, fault.at) || explain_other(&fault);
    if (says(&fault, "mapping values are not allowed"))
        return explain_second_colon(&fault);
    if (says(&fault, "could not find expected ':'"))
        return explain_missing_colon(&fault);
    if (says(&fault, "expected ',' or"))
        return explain_open_bracket(&fault);
    if (says(&fault, "quoted scalar") && says(&fault, "unexpected"))
        return explain_open_quote(&fault);
    if (says(&fault, "unknown escape") || says(&fault, "hexdecimal") ||
        says(&fault, "invalid Unicode character escape"))
        return explain_escape(&fault);
    if (says(&fault, "scanning an anchor") || says(&fault, "scanning an alias") ||
        says(&fault, "a block scalar") || says(&fault, "a tag"))
        return explain_reserved(&fault, fault.context_at);
    if (says(&fault, "mapping keys are not allowed") ||
        (says(&fault, "expected node content") && fault.bytes < fault.line.len &&
         strchr(",]}", fault.line.s[fault.bytes])))
        return explain_reserved(&fault, fault.at);
    if (says(&fault, "block sequence entries are not allowed"))
        return str_find(str_slice(fault.line, 0, fault.bytes), ": ") != SIZE_MAX
                   ? explain_reserved(&fault, fault.at)
                   : explain_indent(&fault, fault.at.line);
    if (says(&fault, "did not find expected key") || says(&fault, "expected '-' indicator"))
        return explain_block(&fault);
    if (says(&fault, "<document start>"))
        return explain_rest(&fault);
    return explain_other(&fault);
}

bool document_explain_scalar(DocumentText *text, const yaml_event_t *scalar,
                             Diagnostics *diagnostics, bool *is_fatal) {
    if (scalar->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || !scalar->data.scalar.length)
        return false;
    yaml_mark_t from = scalar->start_mark;
    Str line = document_line(text, from.line);
    size_t offset = document_offset(text, from) - text->starts[from.line];
    bool is_mended = false;
    if (indent_of(line) == offset) {
        size_t column = offset;
        if (offset < line.len && document_is_odd_space(str_next_rune(line, &column)) &&
            explain_odd_indent(text, from.line, diagnostics, &is_mended)) {
            *is_fatal = !is_mended;
            return is_mended;
        }
    }
    if (scalar->end_mark.line == from.line || key_start(line) != offset)
        return false;
    /* Several lines that all look like keys. */
    size_t word, colon;
    for (size_t i = from.line; i <= scalar->end_mark.line; i++) {
        Str content = document_line(text, i);
        if (!is_blank(content) && colon_fault(content, &word, &colon) == COLON_FINE)
            return false;
    }
    explain_colon(text, from.line, diagnostics, &is_mended);
    return is_mended;
}
