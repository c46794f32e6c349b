#include "formats/yaml_out.h"

#include <stdarg.h>
#include <string.h>

#include "formats/html_entities.h"

enum { LINE_MAX_COLUMNS = 100 };

/* Where the last line begins, after what was put from `from` on. */
static void follow_lines(YamlOut *out, size_t from) {
    const char *s = out->text.s;
    const char *feed = s ? memrchr(s + from, '\n', out->text.len - from) : NULL;
    if (feed)
        out->line_start = (size_t)(feed - s) + 1;
}

static void put_bytes(YamlOut *out, const char *bytes, size_t len) {
    size_t from = out->text.len;
    str_builder_put(&out->text, (Str){.s = bytes, .len = len});
    follow_lines(out, from);
}

void yaml_put(YamlOut *out, const char *text) {
    put_bytes(out, text, strlen(text));
}

void yaml_format(YamlOut *out, const char *format, ...) {
    size_t from = out->text.len;
    va_list args;
    va_start(args, format);
    str_builder_vprintf(&out->text, format, args);
    va_end(args);
    follow_lines(out, from);
}

static void put_indent(YamlOut *out, int indent) {
    for (int i = 0; i < indent; i++)
        put_bytes(out, "  ", 2);
}

/* ---- scalars ---- */

/* Characters that YAML does not let stand in a file as they are, or that nobody would see. */
static bool is_escaped(uint32_t rune) {
    return rune < 0x20 || (rune >= 0x7F && rune <= 0xA0) || (rune >= 0x2000 && rune <= 0x200F) ||
           (rune >= 0x2028 && rune <= 0x202F) || (rune >= 0x2060 && rune <= 0x206F) ||
           rune == 0x3000 || rune == 0xFEFF || (rune >= 0xFFF0 && rune <= 0xFFFF) ||
           rune >= 0xE0000;
}

/* Words that other programs that read YAML take for something else than text. */
static bool is_other_type(Str text) {
    static const char *const WORDS[] = {"~", "null", "yes",  "no",    "on",   "off",
                                        "y", "n",    "true", "false", ".nan", ".inf"};
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_nocase(text, str_from(WORDS[i])))
            return true;
    /* Numbers in all of YAML 1.1's ways: 1_000, 0x1F, 9:05, 2026-05-16, 1.5e3 */
    bool has_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c >= '0' && c <= '9')
            has_digit = true;
        else if (!strchr("+-_.:,xXoeEabcdefABCDEFtTzZ ", c))
            return false;
    }
    return has_digit;
}

static bool is_plain(Str text, bool is_in_flow) {
    if (text.len == 0 || strchr("-?:,[]{}#&*!|>'\"%@`=. ", text.s[0]) ||
        text.s[text.len - 1] == ' ' || text.s[text.len - 1] == ':' || is_other_type(text))
        return false;
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(text, &i);
        /* The full-width colon is plain for YAML, but a reader may ask whether a key was meant. */
        if (is_escaped(rune) || rune == 0xFF1A)
            return false;
        if (rune == '#' && from > 0 && text.s[from - 1] == ' ')
            return false;
        if (rune == ':' && i < text.len && text.s[i] == ' ')
            return false;
        /* PyYAML takes "?" in braces for a key that is to come. */
        if (is_in_flow && rune < 0x80 && strchr(",[]{}:?", (int)rune))
            return false;
    }
    return true;
}

static void put_quoted(YamlOut *out, Str text) {
    put_bytes(out, "\"", 1);
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(text, &i);
        if (rune == '"' || rune == '\\') {
            put_bytes(out, "\\", 1);
            put_bytes(out, text.s + from, 1);
        } else if (rune == '\n') {
            put_bytes(out, "\\n", 2);
        } else if (rune == '\t') {
            put_bytes(out, "\\t", 2);
        } else if (is_escaped(rune) && rune != 0x3000) {
            yaml_format(out, rune > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)rune);
        } else {
            put_bytes(out, text.s + from, i - from);
        }
    }
    put_bytes(out, "\"", 1);
}

void yaml_scalar(YamlOut *out, Str text) {
    if (is_plain(text, false))
        put_bytes(out, text.s, text.len);
    else
        put_quoted(out, text);
}

void yaml_flow_scalar(YamlOut *out, Str text) {
    if (is_plain(text, true))
        put_bytes(out, text.s, text.len);
    else
        put_quoted(out, text);
}

/* ---- texts ---- */

/* A block keeps lines as they are; it cannot begin with white space, end in a line feed, or hold
 * what has to be escaped. */
static bool is_block(Str text) {
    bool has_feed = false;
    for (size_t i = 0; i < text.len;) {
        uint32_t rune = str_next_rune(text, &i);
        has_feed = has_feed || rune == '\n';
        if (rune != '\n' && is_escaped(rune))
            return false;
    }
    return has_feed && text.s[0] != ' ' && text.s[0] != '\n' && text.s[text.len - 1] != ' ' &&
           text.s[text.len - 1] != '\n';
}

static void put_block(YamlOut *out, int indent, Str text) {
    yaml_put(out, "|-");
    for (size_t at = 0; at < text.len;) {
        const char *feed = memchr(text.s + at, '\n', text.len - at);
        size_t end = feed ? (size_t)(feed - text.s) : text.len;
        yaml_put(out, "\n");
        if (end > at)
            put_indent(out, indent);
        put_bytes(out, text.s + at, end - at);
        at = end + 1;
    }
}

/* What stands behind "key: ", up to the line's end. */
static void put_value(YamlOut *out, int indent, Str text) {
    if (is_block(text))
        put_block(out, indent + 1, text);
    else
        yaml_scalar(out, text);
    yaml_put(out, "\n");
}

void yaml_word(YamlOut *out, int indent, const char *key, Str value) {
    if (value.len == 0)
        return;
    put_indent(out, indent);
    yaml_format(out, "%s: ", key);
    put_value(out, indent, value);
}

static bool is_untagged(const Localized *text) {
    return text->count == 1 && text->items[0].language.len == 0;
}

void yaml_flow_text(YamlOut *out, const Localized *text) {
    if (is_untagged(text)) {
        yaml_flow_scalar(out, html_escape(out->text.arena, text->items[0].text));
        return;
    }
    yaml_put(out, "{");
    for (size_t i = 0; i < text->count; i++) {
        yaml_put(out, i ? ", " : "");
        yaml_flow_scalar(out, text->items[i].language);
        yaml_put(out, ": ");
        yaml_flow_scalar(out, html_escape(out->text.arena, text->items[i].text));
    }
    yaml_put(out, "}");
}

/* Takes back what was written since the mark. */
static void take_back(YamlOut *out, size_t len, size_t line_start) {
    out->text.len = len;
    out->line_start = line_start;
    if (out->text.s)
        out->text.s[len] = 0;
}

void yaml_text(YamlOut *out, int indent, const char *key, const Localized *text) {
    if (text->count == 0)
        return;
    put_indent(out, indent);
    yaml_format(out, "%s: ", key);
    if (is_untagged(text)) {
        put_value(out, indent, html_escape(out->text.arena, text->items[0].text));
        return;
    }
    size_t len = out->text.len, line_start = out->line_start;
    bool has_block = false;
    for (size_t i = 0; i < text->count; i++)
        has_block = has_block || is_block(text->items[i].text);
    yaml_flow_text(out, text);
    if (!has_block && out->text.len - out->line_start <= LINE_MAX_COLUMNS) {
        yaml_put(out, "\n");
        return;
    }
    take_back(out, len - 1, line_start); /* and the space */
    yaml_put(out, "\n");
    for (size_t i = 0; i < text->count; i++) {
        put_indent(out, indent + 1);
        yaml_flow_scalar(out, text->items[i].language);
        yaml_put(out, ": ");
        put_value(out, indent + 1, html_escape(out->text.arena, text->items[i].text));
    }
}
