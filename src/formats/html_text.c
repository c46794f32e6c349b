#include "formats/html_text.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/bytes16.h"
#include "formats/html_entities.h"

enum { TAGS_LOOKED_AT = 64 };

enum { TAG_LEN_MAX = 4096 }; /* with its attributes; what goes on longer is no tag */

/* What becomes of a tag. */
typedef enum { TAG_UNKNOWN, TAG_INLINE, TAG_LINE, TAG_PARAGRAPH, TAG_ITEM, TAG_HIDDEN } TagKind;

static const struct TagName {
    const char *name;
    TagKind kind;
} TAGS[] = {
    {"p", TAG_PARAGRAPH},       {"br", TAG_LINE},       {"a", TAG_INLINE},
    {"li", TAG_ITEM},           {"ul", TAG_PARAGRAPH},  {"strong", TAG_INLINE},
    {"em", TAG_INLINE},         {"code", TAG_INLINE},   {"b", TAG_INLINE},
    {"i", TAG_INLINE},          {"ol", TAG_PARAGRAPH},  {"div", TAG_LINE},
    {"span", TAG_INLINE},       {"hr", TAG_PARAGRAPH},  {"h1", TAG_PARAGRAPH},
    {"h2", TAG_PARAGRAPH},      {"h3", TAG_PARAGRAPH},  {"h4", TAG_PARAGRAPH},
    {"h5", TAG_PARAGRAPH},      {"h6", TAG_PARAGRAPH},  {"blockquote", TAG_PARAGRAPH},
    {"pre", TAG_PARAGRAPH},     {"img", TAG_INLINE},    {"u", TAG_INLINE},
    {"s", TAG_INLINE},          {"sub", TAG_INLINE},    {"sup", TAG_INLINE},
    {"del", TAG_INLINE},        {"ins", TAG_INLINE},    {"small", TAG_INLINE},
    {"big", TAG_INLINE},        {"font", TAG_INLINE},   {"center", TAG_LINE},
    {"tt", TAG_INLINE},         {"kbd", TAG_INLINE},    {"q", TAG_INLINE},
    {"cite", TAG_INLINE},       {"abbr", TAG_INLINE},   {"acronym", TAG_INLINE},
    {"mark", TAG_INLINE},       {"strike", TAG_INLINE}, {"dl", TAG_PARAGRAPH},
    {"dt", TAG_LINE},           {"dd", TAG_LINE},       {"table", TAG_PARAGRAPH},
    {"thead", TAG_INLINE},      {"tbody", TAG_INLINE},  {"tr", TAG_LINE},
    {"td", TAG_INLINE},         {"th", TAG_INLINE},     {"section", TAG_PARAGRAPH},
    {"article", TAG_PARAGRAPH}, {"figure", TAG_LINE},   {"figcaption", TAG_LINE},
    {"iframe", TAG_HIDDEN},     {"script", TAG_HIDDEN}, {"style", TAG_HIDDEN},
    {"details", TAG_PARAGRAPH}, {"summary", TAG_LINE},  {"var", TAG_INLINE},
    {"samp", TAG_INLINE},       {"dfn", TAG_INLINE},    {"wbr", TAG_INLINE},
};

/* Nothing that a text should have: C0, DEL, C1 but for the line breaks that are handled apart. */
static bool is_control(uint32_t rune) {
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0xFEFF || rune == 0xFFFE ||
           rune == 0xFFFF;
}

static bool is_space(uint32_t rune) {
    return rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0x2028 ||
           rune == 0x2029;
}

/* ---- the output ---- */

typedef struct {
    char *s;
    size_t len;
    size_t breaks; /* line feeds that are due before the next character: 0 to 2 */
    bool is_spaced;
} Out;

static void out_bytes(Out *out, const char *bytes, size_t len) {
    if (out->breaks && out->len) {
        for (size_t i = 0; i < out->breaks; i++)
            out->s[out->len++] = '\n';
    } else if (out->is_spaced && out->len && out->s[out->len - 1] != '\n') {
        out->s[out->len++] = ' ';
    }
    out->breaks = 0;
    out->is_spaced = false;
    memcpy(out->s + out->len, bytes, len);
    out->len += len;
}

static void out_rune(Out *out, uint32_t rune) {
    if (is_space(rune)) {
        out->is_spaced = true;
        return;
    }
    if (is_control(rune))
        return;
    char bytes[4];
    out_bytes(out, bytes, str_put_rune(bytes, rune));
}

static void out_text(Out *out, Str text) {
    for (size_t i = 0; i < text.len;)
        out_rune(out, str_next_rune(text, &i));
}

static void out_break(Out *out, size_t breaks) {
    if (out->breaks < breaks)
        out->breaks = breaks;
    out->is_spaced = false;
}

/* ---- tags ---- */

typedef struct {
    TagKind kind;
    bool is_end;
    size_t len; /* with both brackets */
    Str name;
} Tag;

static const struct TagName *known_tag(Str name) {
    for (size_t i = 0; i < countof(TAGS) && name.len; i++) {
        const char *known = TAGS[i].name;
        size_t k = 0;
        while (k < name.len && known[k] && ascii_lower(name.s[k]) == known[k])
            k++;
        if (k == name.len && !known[k])
            return &TAGS[i];
    }
    return NULL;
}

/* What begins with the "<" at `at`. */
static Tag tag_at(Str text, size_t at) {
    Tag tag = {.kind = TAG_UNKNOWN};
    size_t i = at + 1;
    if (i < text.len && text.s[i] == '!' && str_starts(str_slice(text, at, 4), "<!--")) {
        Str rest = str_slice(text, at, text.len);
        size_t end = str_find(rest, "-->");
        return (Tag){.kind = TAG_INLINE, .len = end == SIZE_MAX ? rest.len : end + 3};
    }
    if (i < text.len && text.s[i] == '/') {
        tag.is_end = true;
        i++;
    }
    size_t name = i;
    while (i < text.len && (ascii_is_letter(text.s[i]) || ascii_is_digit(text.s[i])))
        i++;
    tag.name = (Str){.s = text.s + name, .len = i - name};
    const struct TagName *known = known_tag(tag.name);
    tag.kind = known ? known->kind : TAG_UNKNOWN;
    /* What follows the name are attributes, and they are inside brackets: "<b and c" is no tag. */
    if (i < text.len && text.s[i] != '>' && text.s[i] != '/' && !is_space((uint32_t)text.s[i]))
        tag.kind = TAG_UNKNOWN;
    size_t left = text.len - i < TAG_LEN_MAX ? text.len - i : TAG_LEN_MAX;
    const char *close = left ? memchr(text.s + i, '>', left) : NULL;
    if (!close || tag.kind == TAG_UNKNOWN)
        return (Tag){.kind = TAG_UNKNOWN};
    tag.len = (size_t)(close - text.s) + 1 - at;
    return tag;
}

/* The end of a <script> that begins at `at`: behind its end tag, or behind the text. */
static size_t hidden_end(Str text, size_t at, const Tag *tag) {
    size_t i = at + tag->len;
    if (tag->is_end || text.s[i - 2] == '/')
        return i;
    for (; i < text.len; i++) {
        if (text.s[i] != '<')
            continue;
        Tag end = tag_at(text, i);
        if (end.is_end && str_equal_nocase(end.name, tag->name))
            return i + end.len;
    }
    return text.len;
}

/* True when something in the text is HTML: a tag or an entity that we know. */
static bool is_html(Str text) {
    size_t len;
    char room[4];
    for (size_t i = 0; i < text.len; i++) {
        const char *less = memchr(text.s + i, '<', text.len - i);
        if (!less)
            break;
        i = (size_t)(less - text.s);
        if (tag_at(text, i).kind != TAG_UNKNOWN)
            return true;
    }
    for (size_t i = 0; i < text.len; i++) {
        const char *and = memchr(text.s + i, '&', text.len - i);
        if (!and)
            break;
        i = (size_t)(and-text.s);
        if (html_entity_at(text, i, &len, room).len)
            return true;
    }
    return false;
}

/* True for bytes that stand for themselves: no white space, mark-up or control, and not the first
 * of a sequence that could be one (C1, U+2028, U+FEFF). */
static bool is_plain(char c) {
    unsigned char byte = (unsigned char)c;
    if (byte >= 0x7F)
        return byte >= 0x80 && byte != 0xC2 && byte != 0xE2 && byte != 0xEF;
    return byte > ' ' && byte != '<' && byte != '&';
}

/* Set where the bytes are not plain, nor single spaces; the byte behind them is looked at, too. */
static Bytes16 not_plain(const char *s) {
    Bytes16 bytes = bytes16_load(s), behind = bytes16_load(s + 1);
    Bytes16 e2 = bytes16_equal(bytes | 0x20, 0xE2); /* or C2 */
    return bytes16_below(bytes, ' ') | bytes16_equal(bytes, '<') | bytes16_equal(bytes, '&') |
           bytes16_equal(bytes, 0x7F) | e2 | bytes16_equal(bytes, 0xEF) |
           (bytes16_equal(bytes, ' ') & bytes16_equal(behind, ' '));
}

static bool are_plain(const char *s) {
    return !bytes16_any(not_plain(s));
}

/* The same of four times as many. */
static bool are_all_plain(const char *s) {
    return !bytes16_any(not_plain(s) | not_plain(s + BYTES16) | not_plain(s + 2 * BYTES16) |
                        not_plain(s + 3 * BYTES16));
}

/* A run of plain bytes, with single spaces between them. */
static size_t plain_run(Str text, size_t at) {
    size_t i = at;
    if (i >= text.len || !is_plain(text.s[i]))
        return 0;
    while (i + 4 * BYTES16 < text.len && are_all_plain(text.s + i))
        i += 4 * BYTES16;
    while (i + BYTES16 < text.len && are_plain(text.s + i))
        i += BYTES16;
    i -= i > at && text.s[i - 1] == ' ';
    while (i < text.len) {
        if (is_plain(text.s[i]))
            i++;
        else if (text.s[i] == ' ' && i + 1 < text.len && is_plain(text.s[i + 1]))
            i += 2;
        else
            break;
    }
    return i - at;
}

static Str from_html(Arena *arena, Str text) {
    /* "<li>" becomes a line feed, "•" and a space, 5 bytes: nothing grows by more. */
    Out out = {.s = arena_alloc_bare(arena, 1, 1, text.len + text.len / 4 + 8)};
    for (size_t i = 0; i < text.len;) {
        size_t len = plain_run(text, i);
        if (len) {
            out_bytes(&out, text.s + i, len);
            i += len;
            continue;
        }
        Tag tag = text.s[i] == '<' ? tag_at(text, i) : (Tag){.kind = TAG_UNKNOWN};
        char room[4];
        Str named = text.s[i] == '&' ? html_entity_at(text, i, &len, room) : (Str){0};
        switch (tag.kind) {
        case TAG_UNKNOWN:
            if (named.len) {
                out_text(&out, named);
                i += len;
            } else {
                out_rune(&out, str_next_rune(text, &i));
            }
            continue;
        case TAG_INLINE:
            break;
        case TAG_LINE:
            out_break(&out, 1);
            break;
        case TAG_PARAGRAPH:
            out_break(&out, 2);
            break;
        case TAG_ITEM:
            out_break(&out, 1);
            if (!tag.is_end) {
                out_bytes(&out, "\xE2\x80\xA2", 3);
                out.is_spaced = true;
            }
            break;
        case TAG_HIDDEN:
            i = hidden_end(text, i, &tag);
            continue;
        }
        i += tag.len;
    }
    out.s[out.len] = 0;
    return (Str){.s = out.s, .len = out.len};
}

/* Lines as they are, tidied. */
static Str from_lines(Arena *arena, Str text) {
    Out out = {.s = arena_alloc_bare(arena, 1, 1, text.len + 1)};
    size_t feeds = 0;
    for (size_t i = 0; i < text.len;) {
        size_t len = plain_run(text, i);
        if (len) {
            out_bytes(&out, text.s + i, len);
            i += len;
            feeds = 0;
            continue;
        }
        uint32_t rune = str_next_rune(text, &i);
        if (rune == '\n') {
            out_break(&out, ++feeds > 1 ? 2 : 1);
        } else if (is_space(rune) || is_control(rune)) {
            out.is_spaced = out.is_spaced || is_space(rune);
        } else {
            out_rune(&out, rune);
            feeds = 0;
        }
    }
    out.s[out.len] = 0;
    return (Str){.s = out.s, .len = out.len};
}

/* Spaces that are none of ASCII's: no-break, Chinese, of zero width. */
static bool is_odd_space(uint32_t rune) {
    return rune == 0xA0 || rune == 0x3000 || rune == 0x200B || rune == 0xFEFF;
}

/* True when nothing can be trimmed: a letter at either end, as nearly always. */
static bool has_plain_ends(Str text) {
    unsigned char first = (unsigned char)text.s[0], last = (unsigned char)text.s[text.len - 1];
    return first > ' ' && first < 0x80 && last > ' ' && last < 0x80;
}

static Str trim_ends(Str text) {
    if (text.len && has_plain_ends(text))
        return text;
    for (;;) {
        text = str_trim(text);
        size_t first = 0, last = text.len;
        if (text.len && is_odd_space(str_next_rune(text, &first))) {
            text = str_slice(text, first, text.len);
            continue;
        }
        while (last > 0 && (text.s[--last] & 0xC0) == 0x80)
            continue;
        size_t end = last;
        if (last >= text.len || !is_odd_space(str_next_rune(text, &end)))
            return text;
        text.len = last;
    }
}

Str html_to_text(Arena *arena, Str text) {
    text = trim_ends(text);
    if (text.len == 0)
        return text;
    return trim_ends(is_html(text) ? from_html(arena, text) : from_lines(arena, text));
}

/* True when nothing needs to be done to a title. */
static bool is_tidy_line(Str text) {
    size_t i = 0;
    while (i + BYTES16 < text.len && are_plain(text.s + i))
        i += BYTES16;
    /* The last sixteen, the last character apart, once more with those before them. */
    if (i > 0 && i + BYTES16 >= text.len && are_plain(text.s + text.len - BYTES16 - 1))
        i = text.len - 1;
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if ((c > '<' && c < 0x7F) || ascii_is_digit((char)c)) /* as nearly all are */
            continue;
        bool is_double = c == ' ' && i > 0 && text.s[i - 1] == ' ';
        /* C2 begins C1 and U+00A0, E2 80 the line separators, EF the byte order mark: look closer
         */
        if (c < ' ' || c == 0x7F || c == '&' || c == '<' || is_double || c == 0xC2 || c == 0xEF ||
            (c == 0xE2 && i + 1 < text.len && text.s[i + 1] == '\x80'))
            return false;
    }
    return true;
}

/* True when the tag at `at` is mark-up in a title: a line break, or one of a pair. A talk may be
 * about the <table> element; nobody writes its end into a title then. */
static bool is_markup(Str text, size_t at, const Tag *tag) {
    static const char *const ALONE[] = {"br", "wbr", "hr"};
    if (tag->kind == TAG_UNKNOWN || tag->kind == TAG_HIDDEN)
        return false;
    for (size_t i = 0; i < countof(ALONE); i++)
        if (str_equal_nocase(tag->name, str_from(ALONE[i])))
            return true;
    size_t from = tag->is_end ? 0 : at + tag->len, until = tag->is_end ? at : text.len;
    for (size_t i = from, looked = 0; i < until && looked < TAGS_LOOKED_AT; i++) {
        if (text.s[i] != '<')
            continue;
        Tag other = tag_at(text, i);
        looked++;
        if (other.is_end != tag->is_end && str_equal_nocase(other.name, tag->name))
            return true;
    }
    return false;
}

Str text_to_line(Arena *arena, Str text) {
    text = trim_ends(text);
    if (text.len == 0 || is_tidy_line(text))
        return text;
    Out out = {.s = arena_new(arena, char, text.len + text.len / 4 + 8)};
    for (size_t i = 0; i < text.len;) {
        size_t len;
        char room[4];
        Str named = text.s[i] == '&' ? html_entity_at(text, i, &len, room) : (Str){0};
        Tag tag = text.s[i] == '<' ? tag_at(text, i) : (Tag){.kind = TAG_UNKNOWN};
        if (named.len) {
            out_text(&out, named);
            i += len;
        } else if (is_markup(text, i, &tag)) {
            out.is_spaced = out.is_spaced || tag.kind != TAG_INLINE;
            i += tag.len;
        } else {
            out_rune(&out, str_next_rune(text, &i));
        }
    }
    out.s[out.len] = 0;
    return trim_ends((Str){.s = out.s, .len = out.len});
}

bool html_is_tag(Str name) {
    const struct TagName *known = known_tag(name);
    return known && known->kind != TAG_HIDDEN;
}
