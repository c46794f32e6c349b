/* decode.c: from the bytes of a file to clean UTF-8, with a finding for each guess. */
#include "base/decode.h"

#include <string.h>

#include "base/encoding.h"

typedef struct {
    char *s;
    size_t len;
} Utf8Writer;

static void write_rune(Utf8Writer *out, uint32_t rune) {
    out->len += str_put_rune(out->s + out->len, rune);
}

/* ---- UTF-16 ---- */

typedef enum { UTF16_NOT, UTF16_LITTLE, UTF16_BIG } Utf16Kind;

enum { ZEROS_LOOKED_AT = 1024, ZEROS_LEAST = 4 };

/* By its mark, because the first two characters are ASCII, or because zeros are there, and nearly
 * all of them upper bytes (a few lower ones are U+4E00 and the like): other texts have none. */
static Utf16Kind utf16_kind(Str bytes) {
    const unsigned char *p = (const unsigned char *)bytes.s;
    if (bytes.len >= 2 && p[0] == 0xFF && p[1] == 0xFE)
        return UTF16_LITTLE;
    if (bytes.len >= 2 && p[0] == 0xFE && p[1] == 0xFF)
        return UTF16_BIG;
    if (bytes.len >= 4 && p[0] && !p[1] && p[2] && !p[3])
        return UTF16_LITTLE;
    if (bytes.len >= 4 && !p[0] && p[1] && !p[2] && p[3])
        return UTF16_BIG;
    size_t zeros[2] = {0};
    for (size_t i = 0; i < bytes.len && i < ZEROS_LOOKED_AT; i++)
        zeros[i % 2] += p[i] == 0;
    size_t upper = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
    bool is_clear = upper >= ZEROS_LEAST && (zeros[0] + zeros[1] - upper) * 4 <= upper;
    if (bytes.len % 2 || !is_clear)
        return UTF16_NOT;
    return upper == zeros[0] ? UTF16_BIG : UTF16_LITTLE;
}

bool decode_is_utf16(Str bytes) {
    return utf16_kind(bytes) != UTF16_NOT;
}

/* Lone surrogates and an odd last byte stay as bytes that are no UTF-8: the step that looks for
 * those reports them. */
static Str from_utf16(Arena *arena, Str bytes, Utf16Kind kind) {
    const unsigned char *p = (const unsigned char *)bytes.s;
    size_t count = bytes.len / 2;
    Utf8Writer out = {.s = arena_new(arena, char, count * 3 + 2)};
    size_t low = kind == UTF16_LITTLE ? 0 : 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t unit = p[i * 2 + low] | (uint32_t)p[i * 2 + 1 - low] << 8;
        if (i == 0 && unit == 0xFEFF)
            continue;
        if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < count) {
            uint32_t next = p[i * 2 + 2 + low] | (uint32_t)p[i * 2 + 3 - low] << 8;
            if (next >= 0xDC00 && next < 0xE000) {
                write_rune(&out, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
                i++;
                continue;
            }
        }
        if (unit >= 0xD800 && unit < 0xE000)
            out.s[out.len++] = (char)0xFF;
        else
            write_rune(&out, unit);
    }
    if (bytes.len % 2)
        out.s[out.len++] = (char)0xFF;
    return (Str){.s = out.s, .len = out.len};
}

/* ---- the clean copy ---- */

static bool is_line_break_elsewhere(uint32_t rune) {
    /* libyaml ends a line here, editors do not: line numbers must agree. */
    return rune == 0x85 || rune == 0x2028 || rune == 0x2029;
}

static bool is_control(uint32_t rune) {
    return (rune < 0x20 && rune != '\t') || (rune >= 0x7F && rune < 0xA0) || rune == 0xFFFE ||
           rune == 0xFFFF;
}

typedef struct {
    Position first;
    size_t count;
} Seen;

static void see(Seen *seen, int32_t line, int32_t column) {
    if (seen->count++ == 0)
        seen->first = (Position){.line = line, .column = column, .span = 1};
}

static const char *and_more(Arena *arena, size_t count, const char *what) {
    if (count < 2)
        return "";
    return arena_printf(arena, " (and %zu more %s)", count - 1, what);
}

/* A copy with LF line ends and nothing that a text should not have. The places of bytes that are
 * no UTF-8 (a run of them counts as one) and of control characters are noted. */
static Str clean(Arena *arena, Str bytes, Seen *broken, Seen *controls) {
    Utf8Writer out = {.s = arena_new(arena, char, bytes.len * 3 + 1)};
    int32_t line = 1, column = 1;
    bool in_broken = false;
    for (size_t i = 0; i < bytes.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(bytes, &i);
        bool is_broken = rune == 0xFFFD && i - from == 1;
        if (is_broken && in_broken)
            continue;
        in_broken = is_broken;
        if (is_broken)
            see(broken, line, column);
        if (rune == '\r') {
            if (i < bytes.len && bytes.s[i] == '\n')
                continue;
            rune = '\n';
        }
        if (rune == '\n') {
            write_rune(&out, rune);
            line++;
            column = 1;
            continue;
        }
        if (is_line_break_elsewhere(rune)) {
            rune = ' ';
        } else if (is_control(rune)) {
            see(controls, line, column);
            rune = ' ';
        }
        write_rune(&out, rune);
        column++;
    }
    return (Str){.s = out.s, .len = out.len};
}

/* Where the first character beyond ASCII stands. */
static Position first_wide(Str text) {
    Position at = {.line = 1, .column = 1, .span = 1};
    for (size_t i = 0; i < text.len && (unsigned char)text.s[i] < 0x80; i++) {
        at.column = text.s[i] == '\n' ? 1 : at.column + 1;
        at.line += text.s[i] == '\n';
    }
    return at;
}

Str decode_text(Str bytes, Diagnostics *diagnostics) {
    Arena *arena = diagnostics->arena;
    if (bytes.len > DECODE_BYTES_MAX) {
        diagnostics->source = (Str){0};
        diagnostics_add(diagnostics, SEVERITY_ERROR, "too-large", (Position){0}, NULL,
                        "the file has %zu MiB; more than %d are not read", bytes.len >> 20,
                        DECODE_BYTES_MAX >> 20);
        return (Str){0};
    }
    Utf16Kind kind = utf16_kind(bytes);
    if (kind != UTF16_NOT)
        bytes = from_utf16(arena, bytes, kind);
    else if (str_starts(bytes, "\xEF\xBB\xBF"))
        bytes = str_slice(bytes, 3, bytes.len);

    Seen broken = {0}, controls = {0};
    Str text = clean(arena, bytes, &broken, &controls);
    EncodingGuess guess = {0};
    if (broken.count && kind == UTF16_NOT && !encoding_is_scratched(bytes))
        guess = encoding_guess(arena, bytes);
    if (guess.is_likely) {
        Seen first = {0};
        size_t lost;
        controls = (Seen){0};
        text =
            clean(arena, encoding_convert(arena, bytes, guess.best.name, &lost), &first, &controls);
        diagnostics->source = text;
        diagnostics_add(diagnostics, SEVERITY_WARNING, "not-utf8", first_wide(text),
                        "save the file as UTF-8",
                        guess.is_clear ? "the file is not UTF-8; it was read as %s (%s)"
                                       : "the file is not UTF-8, and what else is not clear; it "
                                         "was read as %s (%s)",
                        guess.best.name, guess.best.what);
        broken.count = 0;
    }
    diagnostics->source = text;
    if (broken.count)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "bad-utf8", broken.first,
                        "save the file as UTF-8", "bytes that are not UTF-8%s",
                        and_more(arena, broken.count, "in the file"));
    if (controls.count)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "control-character", controls.first,
                        "delete it: it cannot be seen in most editors",
                        "a control character was read as a space%s",
                        and_more(arena, controls.count, "in the file"));
    return text;
}

Str decode_lossy(Arena *arena, Str text) {
    char *clean = arena_new(arena, char, text.len * 3 + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        bool is_lost = str_next_rune(text, &i) == 0xFFFD;
        memcpy(clean + len, is_lost ? "\xEF\xBF\xBD" : text.s + from, is_lost ? 3 : i - from);
        len += is_lost ? 3 : i - from;
    }
    return (Str){clean, len};
}
