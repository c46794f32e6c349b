#include "formats/charset.h"

#include <string.h>

#include "base/ascii.h"
#include "base/decode.h"
#include "base/encoding.h"
#include "formats/bytes16.h"
#include "formats/places.h"

static bool is_control(unsigned char c) {
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* What a first look finds. */
typedef struct {
    bool is_utf8;
    size_t control_count, first_control;
} Survey;

/* True when sixteen bytes are ASCII without control characters. */
static bool are_plain(const char *s) {
    Bytes16 bytes = bytes16_load(s);
    Bytes16 line =
        bytes16_equal(bytes, '\t') | bytes16_equal(bytes, '\n') | bytes16_equal(bytes, '\r');
    return !bytes16_any((bytes16_below(bytes, 0x20) & ~line) | ~bytes16_below(bytes, 0x80));
}

/* Looks at the bytes from `i` on one by one, to `end` or behind the character that lies over it.
 * False when they are no UTF-8. */
static bool survey_closely(Str text, size_t *i, size_t end, Survey *found) {
    while (*i < end) {
        unsigned char c = (unsigned char)text.s[*i];
        if (c < 0x80) {
            if (is_control(c) && found->control_count++ == 0)
                found->first_control = *i;
            ++*i;
            continue;
        }
        size_t from = *i;
        if (str_next_rune(text, i) == 0xFFFD && *i - from == 1)
            return false;
    }
    return true;
}

static Survey survey(Str text) {
    Survey found = {.is_utf8 = true};
    for (size_t i = 0; i < text.len && found.is_utf8;) {
        bool has_block = i + BYTES16 <= text.len;
        if (has_block && are_plain(text.s + i))
            i += BYTES16;
        else
            found.is_utf8 = survey_closely(text, &i, has_block ? i + BYTES16 : text.len, &found);
    }
    return found;
}

/* ---- references that XML forbids ---- */

/* The length of a reference such as "&#6;" at `at` to a character that no XML may have (expat stops
 * there), or 0. */
static size_t forbidden_reference(Str text, size_t at) {
    size_t i = at + 2;
    bool is_hex = i < text.len && (text.s[i] == 'x' || text.s[i] == 'X');
    if (is_hex)
        i++;
    uint32_t value = 0;
    size_t digits = 0;
    for (; i < text.len && digits < 8; i++, digits++) {
        int digit = ascii_hex(text.s[i]), base = is_hex ? 16 : 10;
        if (digit < 0 || digit >= base)
            break;
        value = value * (uint32_t)base + (uint32_t)digit;
    }
    if (digits == 0 || i >= text.len || text.s[i] != ';')
        return 0;
    bool is_forbidden = value == 0 || (value < 0x20 && is_control((unsigned char)value)) ||
                        (value >= 0xD800 && value <= 0xDFFF) || value == 0xFFFE || value == 0xFFFF;
    return is_forbidden ? i + 1 - at : 0;
}

/* The next forbidden reference from `from` on, or SIZE_MAX. */
static size_t next_forbidden(Str text, size_t from, size_t *len) {
    while (from < text.len) {
        const char *hit = memmem(text.s + from, text.len - from, "&#", 2);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - text.s);
        *len = forbidden_reference(text, from);
        if (*len)
            return from;
        from += 2;
    }
    return SIZE_MAX;
}

/* ---- a clean copy ---- */

static void report_controls(Diagnostics *diagnostics, Str text, size_t first, size_t count) {
    Places places = places_create(text);
    Position at = places_at(&places, first, 1);
    if (count > 1)
        diagnostics_add(diagnostics, SEVERITY_NOTE, "control-character", at, NULL,
                        "%zu control characters, which no text should have, were left out", count);
    else
        diagnostics_add(diagnostics, SEVERITY_NOTE, "control-character", at, NULL,
                        "a control character, which no text should have, was left out");
}

/* The text without control characters; itself when it has none. */
static Str without_controls(Str text, const Survey *found, Diagnostics *diagnostics) {
    if (found->control_count == 0)
        return text;
    char *copy = arena_copy(diagnostics->arena, text.s, text.len);
    for (size_t i = found->first_control; i < text.len; i++)
        if (is_control((unsigned char)copy[i]))
            copy[i] = 0x7F;
    Str clean = {.s = copy, .len = text.len};
    diagnostics->source = clean;
    report_controls(diagnostics, clean, found->first_control, found->control_count);
    return clean;
}

Str charset_without_references(Str text, Diagnostics *diagnostics) {
    size_t len = 0, count = 0, first = next_forbidden(text, 0, &len);
    if (first == SIZE_MAX)
        return text;
    char *copy = arena_copy(diagnostics->arena, text.s, text.len);
    for (size_t at = first; at != SIZE_MAX; at = next_forbidden(text, at + len, &len)) {
        memset(copy + at, 0x7F, len);
        count++;
    }
    Str clean = {.s = copy, .len = text.len};
    diagnostics->source = clean;
    report_controls(diagnostics, clean, first, count);
    return clean;
}

/* ---- other encodings ---- */

/* The encoding that an XML declaration names, or the empty Str. */
static Str declared_encoding(Str bytes) {
    Str head = str_slice(bytes, 0, 512);
    size_t start = str_find(head, "<?xml"), end = str_find(head, "?>");
    if (start == SIZE_MAX || end == SIZE_MAX || end < start)
        return (Str){0};
    Str declaration = str_slice(head, start, end - start);
    size_t at = str_find(declaration, "encoding");
    if (at == SIZE_MAX)
        return (Str){0};
    Str rest = str_trim(str_slice(declaration, at + 8, declaration.len));
    if (!str_starts(rest, "="))
        return (Str){0};
    rest = str_trim(str_slice(rest, 1, rest.len));
    const char *quote = rest.len > 1 && (rest.s[0] == '"' || rest.s[0] == '\'')
                            ? memchr(rest.s + 1, rest.s[0], rest.len - 1)
                            : NULL;
    return quote ? str_slice(rest, 1, (size_t)(quote - rest.s) - 1) : (Str){0};
}

/* True for names under which a file says that it is UTF-8, or does not say anything. */
static bool is_no_other(Str encoding) {
    return encoding.len == 0 || str_equal_nocase(encoding, str_from("utf-8")) ||
           str_equal_nocase(encoding, str_from("utf8"));
}

/* True for mail's Japanese, which is ASCII to whoever does not know its escapes: ESC $ B. */
static bool is_iso_2022_jp(Str bytes) {
    const char *escape = bytes.len ? memchr(bytes.s, '\x1B', bytes.len) : NULL;
    Str from = escape ? str_slice(bytes, (size_t)(escape - bytes.s), bytes.len) : (Str){0};
    return str_starts(from, "\x1B$B") || str_starts(from, "\x1B$@") || str_starts(from, "\x1B(J");
}

static Str from_iso_2022_jp(Str bytes, Diagnostics *diagnostics) {
    size_t broken;
    Str text = encoding_convert(diagnostics->arena, bytes, "ISO-2022-JP", &broken);
    if (!text.len)
        return bytes;
    size_t first = 0;
    while (first < text.len && (unsigned char)text.s[first] < 0x80)
        first++;
    Places places = places_create(text);
    diagnostics->source = text;
    diagnostics_add(diagnostics, broken ? SEVERITY_WARNING : SEVERITY_NOTE, "not-utf8",
                    places_at(&places, first, 1), "best is a file in UTF-8",
                    broken ? "the file was read as ISO-2022-JP, which its escapes are; %zu bytes "
                             "in it are none"
                           : "the file was read as ISO-2022-JP, which its escapes are",
                    broken);
    return text;
}

/* Bytes that are no UTF-8. */
static Str from_other(Str bytes, Diagnostics *diagnostics) {
    Arena *arena = diagnostics->arena;
    Str encoding = declared_encoding(bytes);
    size_t broken;
    if (!is_no_other(encoding)) {
        Str name = str_copy(arena, encoding);
        Str text = encoding_convert(arena, bytes, name.s, &broken);
        if (text.len) {
            diagnostics->source = text;
            diagnostics_add(diagnostics, broken ? SEVERITY_WARNING : SEVERITY_NOTE, "not-utf8",
                            (Position){.line = 1, .column = 1, .span = 1}, NULL,
                            broken ? "the file was read as %.*s, as it says; %zu bytes in it are "
                                     "none"
                                   : "the file was read as %.*s, as it says",
                            str_arg(encoding), broken);
            return text;
        }
    }
    return charset_utf8(bytes, diagnostics);
}

/* True for UTF-8, and for UTF-8 with a scratch, which decode_text reports. */
static bool is_nearly_utf8(Str bytes) {
    return survey(bytes).is_utf8 || encoding_is_scratched(bytes);
}

static void report_unclear(Diagnostics *diagnostics, const EncodingGuess *guess) {
    Arena *arena = diagnostics->arena;
    Str hint = str_printf(arena, "save the file as UTF-8, or name what it is: --encoding %s",
                          guess->second.name ? guess->second.name : "windows-1250");
    diagnostics->source = (Str){0}; /* nothing that could be quoted */
    if (guess->second.name)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "unclear-encoding", (Position){0}, hint.s,
                        "the file is not UTF-8, and what it is is not clear: as %s (%s) it says "
                        "\"%.*s\", as %s (%s) \"%.*s\"",
                        guess->best.name, guess->best.what, str_arg(guess->best.sample),
                        guess->second.name, guess->second.what, str_arg(guess->second.sample));
    else if (guess->best.name)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "unclear-encoding", (Position){0}, hint.s,
                        "the file is not UTF-8, and what it is is not clear: as %s (%s) it says "
                        "\"%.*s\"",
                        guess->best.name, guess->best.what, str_arg(guess->best.sample));
}

Str charset_utf8(Str bytes, Diagnostics *diagnostics) {
    Arena *arena = diagnostics->arena;
    if (bytes.len > CHARSET_BYTES_MAX || decode_is_utf16(bytes))
        return bytes;
    if (is_iso_2022_jp(bytes) && survey(bytes).is_utf8)
        return from_iso_2022_jp(bytes, diagnostics);
    if (is_nearly_utf8(bytes))
        return survey(bytes).is_utf8 ? bytes : decode_text(bytes, diagnostics);
    EncodingGuess guess = encoding_guess(arena, bytes);
    if (!guess.best.name)
        return decode_text(bytes, diagnostics);
    if (!guess.is_clear) {
        report_unclear(diagnostics, &guess);
        return (Str){0};
    }
    size_t broken;
    Str text = encoding_convert(arena, bytes, guess.best.name, &broken);
    size_t first = 0;
    while (first < text.len && (unsigned char)text.s[first] < 0x80)
        first++;
    Places places = places_create(text);
    diagnostics->source = text;
    diagnostics_add(diagnostics, SEVERITY_WARNING, "not-utf8", places_at(&places, first, 1),
                    "if that is wrong, name another one with --encoding; best is a file in UTF-8",
                    "the file is not UTF-8; it was read as %s (%s)", guess.best.name,
                    guess.best.what);
    if (broken)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "bad-utf8", (Position){0}, NULL,
                        "%zu bytes mean nothing in %s", broken, guess.best.name);
    return text;
}

Str charset_by_name(Str bytes, Str encoding, Diagnostics *diagnostics) {
    if (encoding.len == 0 || decode_is_utf16(bytes) ||
        (survey(bytes).is_utf8 && !is_iso_2022_jp(bytes)))
        return bytes;
    size_t broken;
    Str name = str_copy(diagnostics->arena, encoding);
    Str text = encoding_convert(diagnostics->arena, bytes, name.s, &broken);
    if (text.len == 0)
        return bytes;
    diagnostics->source = text;
    if (broken)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "bad-utf8", (Position){0}, NULL,
                        "%zu bytes mean nothing in %.*s", broken, str_arg(encoding));
    return text;
}

Str charset_peek(Arena *arena, Str bytes) {
    if (decode_is_utf16(bytes) || is_nearly_utf8(bytes)) {
        Diagnostics ignored = diagnostics_create(arena, (Str){0}, bytes);
        return charset_text(bytes, &ignored);
    }
    size_t broken;
    EncodingGuess guess = encoding_guess(arena, bytes);
    return guess.best.name ? encoding_convert(arena, bytes, guess.best.name, &broken) : (Str){0};
}

/* The bytes without a mark; an empty Str, with an error, when there are too many. */
static Str without_mark(Str bytes, Diagnostics *diagnostics) {
    if (bytes.len > CHARSET_BYTES_MAX) {
        diagnostics->source = (Str){0};
        diagnostics_add(diagnostics, SEVERITY_ERROR, "too-large", (Position){0}, NULL,
                        "the file has %zu MiB; more than %d are not read", bytes.len >> 20,
                        CHARSET_BYTES_MAX >> 20);
        return (Str){0};
    }
    if (str_starts(bytes, "\xEF\xBB\xBF"))
        bytes = str_slice(bytes, 3, bytes.len);
    diagnostics->source = bytes;
    return bytes;
}

Str charset_text(Str bytes, Diagnostics *diagnostics) {
    bytes = without_mark(bytes, diagnostics);
    if (decode_is_utf16(bytes))
        return decode_text(bytes, diagnostics);
    Survey found = survey(bytes);
    if (found.is_utf8 && found.control_count && is_iso_2022_jp(bytes)) {
        bytes = from_iso_2022_jp(bytes, diagnostics);
        found = survey(bytes);
    }
    if (found.is_utf8)
        return without_controls(bytes, &found, diagnostics);
    Str text = from_other(bytes, diagnostics);
    found = survey(text);
    return without_controls(text, &found, diagnostics);
}

Str charset_trusted(Str bytes, Diagnostics *diagnostics) {
    Str text = without_mark(bytes, diagnostics);
    bool is_plain = !decode_is_utf16(text) && is_no_other(declared_encoding(text));
    return is_plain ? text : charset_text(bytes, diagnostics);
}
