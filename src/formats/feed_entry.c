/* feed_entry.c: what stands in a feed's file about an item, as an item of plain text. Part of
 * feed.h. */
#include <string.h>

#include "base/address.h"
#include "base/ascii.h"
#include "base/shorten.h"
#include "base/str_builder.h"
#include "formats/feed_inner.h"
#include "formats/html_text.h"
#include "formats/iso_time.h"

enum { AUTHOR_MAX = 120, TITLE_MAX = 400, TEXT_MAX = 1200, HTML_MAX = 64 * 1024, URL_MAX = 2000 };

/* ---- times ---------------------------------------------------------------------------------- */

static bool take_number(Str *text, size_t digits_max, int32_t *number) {
    size_t len = 0;
    *number = 0;
    while (len < text->len && len < digits_max && ascii_is_digit(text->s[len]))
        *number = *number * 10 + (text->s[len++] - '0');
    *text = str_slice(*text, len, text->len);
    return len > 0;
}

static Str take_word(Str *text) {
    size_t len = 0;
    while (len < text->len && (ascii_is_letter(text->s[len]) || text->s[len] == '.'))
        len++;
    Str word = str_slice(*text, 0, len);
    *text = str_trim(str_slice(*text, len, text->len));
    return word;
}

static bool take_sign(Str *text, char sign) {
    if (text->len == 0 || text->s[0] != sign)
        return false;
    *text = str_trim(str_slice(*text, 1, text->len));
    return true;
}

/* 1 to 12; 0: none. */
static int32_t month_of(Str word) {
    static const char *const NAMES[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i < countof(NAMES); i++)
        if (word.len >= 3 && str_equal_nocase(str_slice(word, 0, 3), str_from(NAMES[i])))
            return (int32_t)i + 1;
    return 0;
}

/* Minutes east of UTC: "+0200", or one of RFC 822's names; others mean UTC there (RFC 2822, 4.3).
 */
static int32_t zone_of(Str text) {
    static const struct {
        const char *name;
        int32_t hours;
    } NAMES[] = {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
                 {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
    for (size_t i = 0; i < countof(NAMES); i++)
        if (str_equal_nocase(text, str_from(NAMES[i].name)))
            return NAMES[i].hours * 60;
    if (text.len == 0 || (text.s[0] != '+' && text.s[0] != '-'))
        return 0;
    int32_t sign = text.s[0] == '-' ? -1 : 1, hours, minutes = 0;
    Str rest = str_slice(text, 1, text.len);
    if (!take_number(&rest, 2, &hours))
        return 0;
    take_sign(&rest, ':');
    take_number(&rest, 2, &minutes);
    return hours < 24 && minutes < 60 ? sign * (hours * 60 + minutes) : 0;
}

static Instant rfc_time(Str text) {
    size_t comma = str_find(text, ",");
    if (comma != SIZE_MAX)
        text = str_slice(text, comma + 1, text.len);
    text = str_trim(text);
    int32_t day, year, hour, minute, second;
    if (!take_number(&text, 2, &day))
        return INSTANT_NEVER;
    text = str_trim(text);
    take_sign(&text, '-');
    int32_t month = month_of(take_word(&text));
    take_sign(&text, '-');
    size_t before = text.len;
    if (!month || !take_number(&text, 4, &year))
        return INSTANT_NEVER;
    if (before - text.len == 2)
        year += year < 70 ? 2000 : 1900;
    text = str_trim(text);
    if (!take_number(&text, 2, &hour) || !take_sign(&text, ':') || !take_number(&text, 2, &minute))
        return INSTANT_NEVER;
    if (take_sign(&text, ':'))
        take_number(&text, 2, &second);
    Date date = {year, month, day};
    if (!date_is_valid(date) || hour > 23 || minute > 59)
        return INSTANT_NEVER;
    int32_t east = zone_of(str_trim(text));
    return zone_instant(zone_utc(), date, hour * 60 + minute, NULL) - east * MILLIS_MINUTE;
}

Instant feed_time(Str text) {
    IsoTime time;
    text = str_trim(text);
    if (!iso_time_parse(text, &time) || time.date.year == 0)
        return rfc_time(text);
    int32_t east = time.offset == ISO_NO_OFFSET ? 0 : time.offset;
    return zone_instant(zone_utc(), time.date, time.minutes, NULL) - east * MILLIS_MINUTE;
}

/* ---- texts ---------------------------------------------------------------------------------- */

/* The words of an address that nobody types: its server. */
static void put_short_address(StrBuilder *out, Str url) {
    size_t begin = str_find(url, "//") + 2, end = begin;
    while (end < url.len && url.s[end] != '/' && url.s[end] != '?')
        end++;
    Str server = str_slice(url, begin, end - begin);
    if (str_starts(server, "www."))
        server = str_slice(server, 4, server.len);
    str_builder_put(out, server);
    if (end + 1 < url.len)
        str_builder_put_c(out, "/…");
}

Str feed_plain(Arena *arena, Str text, size_t max) {
    Str whole = html_to_text(arena, shorten_bytes(text, HTML_MAX));
    StrBuilder out = {.arena = arena};
    for (size_t at = 0; at < whole.len;) {
        while (at < whole.len && (whole.s[at] == ' ' || whole.s[at] == '\n'))
            at++;
        size_t end = at;
        while (end < whole.len && whole.s[end] != ' ' && whole.s[end] != '\n')
            end++;
        Str word = str_slice(whole, at, end - at);
        at = end;
        if (word.len == 0)
            continue;
        if (out.len)
            str_builder_put_c(&out, " ");
        if (str_starts(word, "https://") || str_starts(word, "http://"))
            put_short_address(&out, word);
        else
            str_builder_put(&out, word);
        if (out.len > max)
            break;
    }
    return str_copy(arena, shorten_bytes(str_builder_text(&out), max));
}

/* ---- pictures ------------------------------------------------------------------------------- */

/* The attribute of the tag; empty: it has none. */
static Str attribute(Str tag, const char *name) {
    size_t len = strlen(name);
    for (size_t at = 1; at + len + 1 < tag.len; at++) {
        bool is_begin = tag.s[at - 1] == ' ' || tag.s[at - 1] == '\n' || tag.s[at - 1] == '\t' ||
                        tag.s[at - 1] == '"' || tag.s[at - 1] == '\'';
        if (!is_begin || !str_equal_nocase(str_slice(tag, at, len), str_from(name)))
            continue;
        Str rest = str_trim(str_slice(tag, at + len, tag.len));
        if (!take_sign(&rest, '='))
            continue;
        char quote = rest.len ? rest.s[0] : 0;
        if (quote != '"' && quote != '\'') {
            size_t end = 0;
            while (end < rest.len && !strchr(" \t\n>", rest.s[end]))
                end++;
            return str_slice(rest, 0, end);
        }
        rest = str_slice(rest, 1, rest.len);
        const char *close = rest.len ? memchr(rest.s, quote, rest.len) : NULL;
        return close ? str_slice(rest, 0, (size_t)(close - rest.s)) : (Str){0};
    }
    return (Str){0};
}

/* One that is there to count who reads. */
static bool is_a_dot(Str tag) {
    static const char *const SIDES[] = {"width", "height"};
    for (size_t i = 0; i < countof(SIDES); i++) {
        Str side = attribute(tag, SIDES[i]);
        int32_t pixels;
        if (side.len && take_number(&side, 4, &pixels) && side.len == 0 && pixels < 8)
            return true;
    }
    return false;
}

/* The first picture that stands in HTML. */
static Str first_picture(Arena *arena, Str html) {
    html = shorten_bytes(html, HTML_MAX);
    for (size_t at = 0; at + 5 < html.len; at++) {
        if (html.s[at] != '<' || !str_equal_nocase(str_slice(html, at + 1, 3), str_from("img")))
            continue;
        Str rest = str_slice(html, at, html.len);
        size_t end = str_find(rest, ">");
        Str tag = str_slice(rest, 0, end == SIZE_MAX ? rest.len : end);
        Str address = attribute(tag, "src");
        if (address.len && !is_a_dot(tag))
            return text_to_line(arena, address); /* "&amp;" */
        at += tag.len;
    }
    return (Str){0};
}

/* What can be asked for, or lies beside a file; else empty. */
static Str picture_address(const FeedReading *reading, Str address) {
    address = str_trim(address);
    if (address.len == 0 || address.len > URL_MAX)
        return (Str){0};
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.s[i] <= ' ')
            return (Str){0};
    if (reading->base.len)
        address = address_resolve(reading->arena, reading->base, address);
    Str copy = str_copy(reading->arena, address);
    bool is_file = !reading->base.len && !address_has_scheme(copy) && copy.s[0] != '/';
    return address_is_web(copy.s) || is_file ? copy : (Str){0};
}

/* ---- items ---------------------------------------------------------------------------------- */

static Str id_of(const FeedReading *reading, const FeedEntry *entry) {
    Str id = entry->id.len ? entry->id : entry->url;
    if (id.len && id.len <= URL_MAX)
        return str_copy(reading->arena, id);
    uint64_t hash = str_hash(STR_HASH_SEED, id.s, id.len);
    hash = str_hash(hash, entry->title.s, entry->title.len);
    hash = str_hash(hash, entry->text.s, entry->text.len);
    return str_printf(reading->arena, "#%016llx", (unsigned long long)hash);
}

/* Titles that are the text's beginning, as many programs write them. */
static bool is_beginning(Str title, Str text) {
    Str bare = title;
    if (str_ends(bare, "…"))
        bare = str_slice(bare, 0, bare.len - strlen("…"));
    else if (str_ends(bare, "..."))
        bare = str_slice(bare, 0, bare.len - 3);
    return bare.len && bare.len <= text.len && memcmp(bare.s, text.s, bare.len) == 0;
}

void feed_add(FeedReading *reading, const FeedEntry *entry) {
    if (reading->count == FEED_READ_MAX)
        return;
    Arena *arena = reading->arena;
    Str picture = entry->picture;
    if (!picture.len)
        picture = first_picture(arena, entry->text);
    if (!picture.len)
        picture = first_picture(arena, entry->content);
    NewsItem item = {.id = id_of(reading, entry),
                     .author = feed_plain(arena, entry->author, AUTHOR_MAX),
                     .title = feed_plain(arena, entry->title, TITLE_MAX),
                     .text = feed_plain(arena, entry->text, TEXT_MAX),
                     .picture = picture_address(reading, picture),
                     .at = feed_time(entry->date)};
    if (is_beginning(item.title, item.text))
        item.title = (Str){0};
    if (item.title.len || item.text.len || item.picture.len)
        reading->items[reading->count++] = item;
}
