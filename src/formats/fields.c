/* fields.c: typed values out of a YAML tree, with a finding for whatever is not readable. */
#include "formats/fields.h"

#include <string.h>

#include "base/ascii.h"
#include "base/shorten.h"
#include "formats/csv_when.h"
#include "formats/html_entities.h"
#include "formats/iso_time.h"
#include "formats/times.h"
#include "formats/words.h"

enum { KEYS_MAX = 64 };

/* ---- maps and lists ---- */

const Node *fields_get(const Node *map, const char *key) {
    const Node *value = node_get(map, key);
    return value && !node_is_null(value) ? value : NULL;
}

const Node *const *fields_list(const Node *const *node, size_t *count) {
    if (!*node) {
        *count = 0;
        return node;
    }
    if ((*node)->kind == NODE_LIST) {
        *count = (*node)->count;
        return (*node)->items;
    }
    *count = 1;
    return node;
}

static const char *kind_name(const Node *node) {
    return node->kind == NODE_LIST ? "a list" : node->kind == NODE_MAP ? "a map" : "a text";
}

void fields_wrong_kind(Fields *fields, const Node *node, const char *what, const char *wanted) {
    size_t colon = node->kind == NODE_SCALAR ? str_find(node->scalar, "\xEF\xBC\x9A") : SIZE_MAX;
    if (colon != SIZE_MAX && !node->is_quoted) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "fullwidth-colon", node->at,
                        "write a key with the colon \":\" and a space",
                        "the colon here is the full-width one (U+FF1A): %s must be %s", what,
                        wanted);
        return;
    }
    bool is_split = node->kind == NODE_MAP && node->count == 1;
    diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "wrong-kind", node->at,
                    is_split ? "a text with a colon followed by a space must stand in quotes"
                             : NULL,
                    "%s must be %s, not %s", what, wanted, kind_name(node));
}

static void report_unknown_key(Fields *fields, const NodeEntry *entry, const char *what,
                               const char *const *keys, size_t key_count) {
    Str names[KEYS_MAX];
    size_t count = key_count < KEYS_MAX ? key_count : KEYS_MAX;
    for (size_t i = 0; i < count; i++)
        names[i] = str_from(keys[i]);
    Arena *scratch = arena_create();
    const Str *nearest = fields->diagnostics->counts[SEVERITY_WARNING] > DIAGNOSTICS_MAX
                             ? NULL
                             : str_nearest(entry->key, names, count);
    const char *hint;
    if (nearest) {
        hint = arena_printf(scratch, "did you mean \"%.*s\"?", str_arg(*nearest));
    } else {
        hint = "there are";
        for (size_t i = 0; i < count; i++)
            hint = arena_printf(scratch, "%s%s %s", hint, i ? "," : "", keys[i]);
    }
    diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at, hint,
                    "\"%.*s\" is not a key of %s", str_arg(entry->key), what);
    arena_free(scratch);
}

bool fields_open(Fields *fields, const Node *map, const char *what, const char *const *keys,
                 size_t key_count) {
    if (map->kind != NODE_MAP) {
        fields_wrong_kind(fields, map, what, "a map of keys and values");
        return false;
    }
    for (size_t i = 0; i < map->count; i++) {
        bool is_known = false;
        for (size_t k = 0; k < key_count && !is_known; k++)
            is_known = str_equal_c(map->entries[i].key, keys[k]);
        if (!is_known)
            report_unknown_key(fields, &map->entries[i], what, keys, key_count);
    }
    return true;
}

/* ---- words and texts ---- */

static bool is_odd_space(uint32_t rune) {
    return rune == 0xA0 || rune == 0x3000 || rune == 0x200B || rune == 0xFEFF;
}

/* Without white space at both ends, Chinese and no-break spaces included. */
static Str trim(Str text) {
    for (;;) {
        text = str_trim(text);
        size_t first = 0;
        if (text.len && is_odd_space(str_next_rune(text, &first))) {
            text = str_slice(text, first, text.len);
            continue;
        }
        size_t last = text.len;
        while (last > 0 && (text.s[--last] & 0xC0) == 0x80)
            continue;
        size_t end = last;
        if (last < text.len && is_odd_space(str_next_rune(text, &end))) {
            text.len = last;
            continue;
        }
        return text;
    }
}

Str fields_word(Fields *fields, const Node *node, const char *what) {
    if (!node)
        return (Str){0};
    if (node->kind != NODE_SCALAR) {
        fields_wrong_kind(fields, node, what, "a single text");
        return (Str){0};
    }
    return str_copy(fields->arena, trim(node->scalar));
}

bool fields_is_language(Str tag) {
    size_t part = 0, letters = 0;
    for (size_t i = 0; i <= tag.len; i++) {
        char c = i < tag.len ? tag.s[i] : '-';
        if (c == '-') {
            if (letters < 2 || letters > 8 || (part == 0 && letters > 3))
                return false;
            part++;
            letters = 0;
        } else if (ascii_is_letter(c) || (part > 0 && ascii_is_digit(c))) {
            letters++;
        } else {
            return false;
        }
    }
    return part > 0;
}

/* "de", or "deutsch". */
static bool is_language_word(Str key) {
    return fields_is_language(key) || !str_equal(words_language(key), str_trim(key));
}

bool fields_is_text(const Node *node, const char *const *keys, size_t key_count) {
    if (node->kind != NODE_MAP)
        return node->kind == NODE_SCALAR;
    for (size_t i = 0; i < key_count; i++)
        if (node_get(node, keys[i]))
            return false;
    bool is_text = node->count > 0;
    for (size_t i = 0; i < node->count; i++)
        is_text = is_text && is_language_word(node->entries[i].key);
    return is_text;
}

static bool stands_before(Position a, Position b) {
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static void see_language(Fields *fields, Str tag, Position at) {
    for (size_t i = 0; i < fields->language_count; i++) {
        if (!str_equal_nocase(fields->languages[i].tag, tag))
            continue;
        if (stands_before(at, fields->languages[i].first))
            fields->languages[i].first = at;
        return;
    }
    if (fields->language_count == FIELDS_LANGUAGES_MAX)
        return;
    fields->languages[fields->language_count].tag = tag;
    fields->languages[fields->language_count++].first = at;
}

void fields_sort_languages(Fields *fields) {
    for (size_t i = 1; i < fields->language_count; i++)
        for (size_t k = i;
             k > 0 && stands_before(fields->languages[k].first, fields->languages[k - 1].first);
             k--) {
            Str tag = fields->languages[k].tag;
            Position first = fields->languages[k].first;
            fields->languages[k] = fields->languages[k - 1];
            fields->languages[k - 1].tag = tag;
            fields->languages[k - 1].first = first;
        }
}

/* What was copied out of a web page: "Caf&eacute;". Said once for the file. */
static Str without_entities(Fields *fields, const Node *node, const char *what) {
    Str text = trim(node->scalar), decoded = html_decode(fields->arena, text);
    if (decoded.s == text.s)
        return text;
    if (!fields->has_entity)
        diagnostics_add(
            fields->diagnostics, SEVERITY_NOTE, "html-entity", node->at,
            "write the characters themselves; \"&amp;\" is what the screen has as \"&\"",
            "%s has HTML's names of characters; it is shown as \"%.*s\"", what,
            str_arg(shorten_marked(fields->arena, decoded, 60)));
    fields->has_entity = true;
    return trim(decoded);
}

/* "ger" and "deu" are "de": the tags of BCP 47 are as short as can be. */
static Str short_tag(Fields *fields, const NodeEntry *entry) {
    static const struct {
        const char *longer, *tag;
    } TAGS[] = {{"eng", "en"}, {"ger", "de"}, {"deu", "de"}, {"fre", "fr"}, {"fra", "fr"},
                {"spa", "es"}, {"ita", "it"}, {"por", "pt"}, {"chi", "zh"}, {"zho", "zh"},
                {"jpn", "ja"}, {"kor", "ko"}, {"rus", "ru"}, {"ara", "ar"}, {"dut", "nl"},
                {"nld", "nl"}, {"pol", "pl"}, {"cze", "cs"}, {"ces", "cs"}, {"per", "fa"},
                {"fas", "fa"}, {"heb", "he"}, {"tur", "tr"}, {"ukr", "uk"}, {"swe", "sv"},
                {"fin", "fi"}, {"dan", "da"}, {"nor", "no"}, {"hun", "hu"}, {"gre", "el"},
                {"ell", "el"}, {"hin", "hi"}, {"vie", "vi"}, {"tha", "th"}};
    Str named = words_language(entry->key); /* "deutsch" */
    if (!str_equal(named, entry->key)) {
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "long-language", entry->key_at,
                        str_printf(fields->arena, "write %.*s", str_arg(named)).s,
                        "the language \"%.*s\" is read as %.*s", str_arg(entry->key),
                        str_arg(named));
        return named;
    }
    for (size_t i = 0; i < countof(TAGS); i++) {
        if (!str_equal_nocase(entry->key, str_from(TAGS[i].longer)))
            continue;
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "long-language", entry->key_at,
                        str_printf(fields->arena, "write %s", TAGS[i].tag).s,
                        "the language \"%.*s\" is read as %s", str_arg(entry->key), TAGS[i].tag);
        return str_from(TAGS[i].tag);
    }
    return entry->key;
}

static Localized text_by_language(Fields *fields, const Node *node, const char *what) {
    Translation *items = arena_new(fields->arena, Translation, node->count);
    size_t count = 0;
    for (size_t i = 0; i < node->count; i++) {
        const NodeEntry *entry = &node->entries[i];
        if (!is_language_word(entry->key)) {
            diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "wrong-kind", entry->key_at,
                            "a text with a colon followed by a space must stand in quotes; a text "
                            "in several languages is {zh: …, en: …}",
                            "%s must be a text; \"%.*s\" is not a language", what,
                            str_arg(entry->key));
            continue;
        }
        if (entry->value->kind != NODE_SCALAR) {
            fields_wrong_kind(fields, entry->value, what, "a single text in each language");
            continue;
        }
        Str text = without_entities(fields, entry->value, what);
        if (text.len == 0 || node_is_null(entry->value))
            continue;
        items[count].language = str_copy(fields->arena, short_tag(fields, entry));
        items[count].text = str_copy(fields->arena, text);
        see_language(fields, items[count].language, entry->key_at);
        count++;
    }
    return (Localized){.items = items, .count = count, .at = node->at};
}

Localized fields_text(Fields *fields, const Node *node, const char *what) {
    if (!node)
        return (Localized){0};
    if (node->kind == NODE_MAP)
        return text_by_language(fields, node, what);
    if (node->kind == NODE_LIST) {
        fields_wrong_kind(fields, node, what, "a text");
        return (Localized){.at = node->at};
    }
    Str text = without_entities(fields, node, what);
    if (text.len == 0)
        return (Localized){.at = node->at};
    Translation *items = arena_new(fields->arena, Translation, 1);
    items[0].text = str_copy(fields->arena, text);
    return (Localized){.items = items, .count = 1, .at = node->at};
}

/* ---- small values ---- */

bool fields_bool(Fields *fields, const Node *node, const char *what, bool otherwise) {
    Str word = fields_word(fields, node, what);
    if (word.len == 0)
        return otherwise;
    if (words_is_yes(word) || words_is_no(word))
        return words_is_yes(word);
    diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-value", node->at, "write yes or no",
                    "%s is neither yes nor no: \"%.*s\"", what, str_arg(word));
    return otherwise;
}

bool fields_number(Fields *fields, const Node *node, const char *what, int32_t least, int32_t most,
                   int32_t *number) {
    Str word = fields_word(fields, node, what);
    if (word.len == 0)
        return false;
    int64_t value = 0;
    bool is_number = word.len <= 9;
    for (size_t i = 0; is_number && i < word.len; i++) {
        is_number = ascii_is_digit(word.s[i]);
        value = value * 10 + (word.s[i] - '0');
    }
    if (!is_number || value < least || value > most) {
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-value", node->at, NULL,
                        "%s must be a whole number from %d to %d, not \"%.*s\"", what, (int)least,
                        (int)most, str_arg(word));
        return false;
    }
    *number = (int32_t)value;
    return true;
}

size_t fields_choice(Fields *fields, const Node *node, const char *what,
                     const char *(*name)(size_t), size_t count, size_t (*find)(Str),
                     size_t otherwise) {
    Str word = fields_word(fields, node, what);
    if (word.len == 0)
        return otherwise;
    size_t found = find(word);
    if (found < count)
        return found;
    Arena *scratch = arena_create();
    Str names[KEYS_MAX];
    const char *all = "one of";
    for (size_t i = 0; i < count && i < KEYS_MAX; i++) {
        names[i] = str_from(name(i));
        all = arena_printf(scratch, "%s%s %s", all, i ? "," : "", name(i));
    }
    const Str *nearest = str_nearest(word, names, count);
    diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unknown-value", node->at,
                    nearest ? arena_printf(scratch, "did you mean \"%.*s\"?", str_arg(*nearest))
                            : all,
                    "\"%.*s\" is not a %s", str_arg(word), what);
    arena_free(scratch);
    return otherwise;
}

/* ---- times ---- */

static void report_oddities(Fields *fields, const Node *node, unsigned odd) {
    if (odd & ODD_QUOTES)
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "curly-quotes", node->at,
                        "delete the quotes, or write straight ones: \"",
                        "the quotes around the time are curly ones, which are text for YAML");
    if ((odd & ODD_COLON) && !fields->has_odd_colon) {
        fields->has_odd_colon = true;
        diagnostics_add(fields->diagnostics, SEVERITY_NOTE, "fullwidth-colon", node->at,
                        "times with either colon are understood",
                        "the colon in the time is the full-width one");
    }
}

/* "09.30–10", "14-15 Uhr", "9:30 to 10" as kiosk has them; the empty Str for what tables, which
 * people write as they like, do not have either. */
static Str guess_when(Arena *arena, Str word) {
    enum { DAY_MINUTES = 24 * 60 };
    CellWhen when;
    char *dashed = arena_copy(arena, word.s, word.len);
    for (size_t i = 0; i < word.len; i++)
        if (dashed[i] == '/')
            dashed[i] = '-';
    bool is_when = csv_when_parse(word, CELL_TIME, &when) ||
                   csv_when_parse((Str){.s = dashed, .len = word.len}, CELL_TIME, &when);
    if (!is_when || !when.has_start || when.date.is_there)
        return (Str){0};
    Str start = str_printf(arena, "%d:%02d", (int)when.start / 60, (int)when.start % 60);
    if (!when.has_end)
        return start;
    int32_t end = when.end < when.start ? when.end + DAY_MINUTES : when.end;
    return str_printf(arena, "%.*s-%d:%02d", str_arg(start), (int)end / 60, (int)end % 60);
}

static void report_bad_time(Fields *fields, const Node *node, const char *what, Str word) {
    Arena *scratch = arena_create();
    Str guess = time_guess(scratch, word);
    if (!guess.len && !time_is_range(word))
        guess = guess_when(scratch, word);
    const char *hint = guess.len ? arena_printf(scratch, "did you mean %.*s?", str_arg(guess))
                       : time_is_range(word)
                           ? "a time from … to … goes with the key time: time: 9:05-9:25"
                           : "write hours and minutes: 9:05";
    diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-time", node->at, hint,
                    "%s \"%.*s\" is not a time", what, str_arg(word));
    arena_free(scratch);
}

bool fields_time(Fields *fields, const Node *node, const char *what, int32_t *minutes) {
    Str word = fields_word(fields, node, what);
    if (word.len == 0)
        return false;
    unsigned odd = 0;
    if (!time_parse(word, minutes, &odd)) {
        report_bad_time(fields, node, what, word);
        return false;
    }
    report_oddities(fields, node, odd);
    return true;
}

/* What a side of a range is meant to be: "930" is 9:30 there (alone it may be what YAML made of
 * 15:30). */
static Str guess_side(Arena *arena, Str word) {
    bool is_packed = word.len == 3;
    for (size_t i = 0; i < word.len; i++)
        is_packed = is_packed && ascii_is_digit(word.s[i]);
    return is_packed && word.s[1] < '6' ? str_printf(arena, "%c:%.2s", word.s[0], word.s + 1)
                                        : time_guess(arena, word);
}

/* "0930-1000" means what a person reads there. */
static void report_bad_range(Fields *fields, const Node *node, Str word) {
    Arena *scratch = arena_create();
    size_t dash = str_find(word, "-");
    Str from = str_trim(str_slice(word, 0, dash == SIZE_MAX ? 0 : dash));
    Str until = str_trim(dash == SIZE_MAX ? (Str){0} : str_slice(word, dash + 1, word.len));
    Str start = guess_side(scratch, from), end = guess_side(scratch, until);
    int32_t minutes;
    start = start.len == 0 && time_parse(from, &minutes, NULL) ? from : start;
    end = end.len == 0 && time_parse(until, &minutes, NULL) ? until : end;
    Str guess = start.len && end.len
                    ? str_printf(scratch, "%.*s-%.*s", str_arg(start), str_arg(end))
                    : guess_when(scratch, word);
    if (str_find(guess, "-") == SIZE_MAX) /* one of the two is missing */
        guess = (Str){0};
    const char *hint = guess.len ? arena_printf(scratch, "did you mean %.*s?", str_arg(guess))
                                 : "write the start and the end: 9:05-9:25";
    diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-time", node->at, hint,
                    "time \"%.*s\" is not a time from … to …", str_arg(word));
    arena_free(scratch);
}

bool fields_range(Fields *fields, const Node *node, int32_t *start, int32_t *end) {
    Str word = fields_word(fields, node, "time");
    unsigned odd = 0;
    if (word.len == 0)
        return false;
    if (!time_range_parse(word, start, end, &odd)) {
        report_bad_range(fields, node, word);
        return false;
    }
    report_oddities(fields, node, odd);
    return true;
}

bool fields_duration(Fields *fields, const Node *node, const char *what, Millis unit, Millis least,
                     Millis *length) {
    Str word = fields_word(fields, node, what);
    if (word.len == 0)
        return false;
    bool is_length = duration_parse(word, unit, length);
    if (is_length && *length >= least)
        return true;
    if (is_length && *length > 0 && least == MILLIS_MINUTE) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-duration", node->at,
                        "write minutes, a whole one at least: 1",
                        "%s \"%.*s\" is less than a minute", what, str_arg(word));
        return false;
    }
    Millis guess;
    Arena *scratch = arena_create();
    const char *hint = unit == MILLIS_MINUTE ? "write minutes, or 1h30: 30" : "write seconds: 12";
    if (iso_length_parse(word, &guess)) /* "PT45M", as programs write it */
        hint = arena_printf(scratch, "did you mean %d%s?",
                            (int)(guess / (unit == MILLIS_MINUTE ? MILLIS_MINUTE : MILLIS_SECOND)),
                            unit == MILLIS_MINUTE ? "m" : "s");
    diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-duration", node->at, hint,
                    "%s \"%.*s\" is not a length of time", what, str_arg(word));
    arena_free(scratch);
    return false;
}

bool fields_dwell(Fields *fields, const Node *node, Millis *dwell) {
    Millis length;
    if (!fields_duration(fields, node, "dwell", MILLIS_SECOND, DWELL_LEAST, &length))
        return false;
    if (length > DWELL_MOST) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-duration", node->at,
                        "write seconds, an hour at most: 12",
                        "dwell \"%.*s\" is longer than an hour", str_arg(node->scalar));
        return false;
    }
    *dwell = length;
    return true;
}

bool fields_date(Fields *fields, const Node *node, Date *date) {
    Str word = fields_word(fields, node, "date");
    if (word.len == 0)
        return false;
    Date guess;
    if (date_parse(word, date, &guess))
        return true;
    Arena *scratch = arena_create();
    const char *hint = guess.year ? arena_printf(scratch, "did you mean %04d-%02d-%02d?",
                                                 (int)guess.year, (int)guess.month, (int)guess.day)
                                  : "write year, month and day: 2026-05-16";
    bool is_impossible = date->year && date->month && date->day;
    diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-date", node->at, hint,
                    is_impossible ? "there is no day \"%.*s\" in the calendar"
                                  : "\"%.*s\" is not a date",
                    str_arg(word));
    arena_free(scratch);
    return false;
}
