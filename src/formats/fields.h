/* fields.h: the values that a YAML tree holds, read as what the field wants.
 *
 * Each function reports what it cannot read, at its place, and gives back something harmless, so
 * that the caller goes on and the next mistake is found too. Texts are copied into the arena. */
#pragma once

#include "base/document.h"
#include "schedule/schedule.h"

enum { FIELDS_LANGUAGES_MAX = 16 };

typedef struct {
    Arena *arena; /* borrowed: keeps the texts */
    Diagnostics *diagnostics;
    struct {
        Str tag;
        Position first; /* where it was first used */
    } languages[FIELDS_LANGUAGES_MAX];
    size_t language_count;
    bool has_entity;    /* was told once that é is &eacute; in HTML only */
    bool has_odd_colon; /* was told once that : is not ： */
} Fields;

/* Reports keys of `map` that are not among `keys`, with the nearest. `what` is what the map
 * describes: "a session". False, with a diagnostic, when the node is no map at all. */
bool fields_open(Fields *fields, const Node *map, const char *what, const char *const *keys,
                 size_t key_count);

/* The value, or NULL when the key is missing or has nothing behind it. */
const Node *fields_get(const Node *map, const char *key);

/* A single value as text, trimmed; empty when there is none. */
Str fields_word(Fields *fields, const Node *node, const char *what);

/* A text, or a map of texts by language. */
Localized fields_text(Fields *fields, const Node *node, const char *what);

/* yes, no, true, false, on, off; `otherwise` when it is missing or neither. */
bool fields_bool(Fields *fields, const Node *node, const char *what, bool otherwise);

/* A whole number from `least` to `most`. */
bool fields_number(Fields *fields, const Node *node, const char *what, int32_t least, int32_t most,
                   int32_t *number);

/* Index of the node's word among `names` by `find` (which gives `count` for others); `otherwise`,
 * with a diagnostic that lists them, when it is none. */
size_t fields_choice(Fields *fields, const Node *node, const char *what,
                     const char *(*name)(size_t), size_t count, size_t (*find)(Str),
                     size_t otherwise);

/* A time of day in minutes after midnight. */
bool fields_time(Fields *fields, const Node *node, const char *what, int32_t *minutes);

/* "9:25–10:00". */
bool fields_range(Fields *fields, const Node *node, int32_t *start, int32_t *end);

/* A length of time, in minutes or seconds (`unit`) where none is written, `least` or more. */
bool fields_duration(Fields *fields, const Node *node, const char *what, Millis unit, Millis least,
                     Millis *length);

/* How long a page stays: seconds, DWELL_LEAST to DWELL_MOST. `*dwell` is untouched where it is no
 * such length. */
bool fields_dwell(Fields *fields, const Node *node, Millis *dwell);

/* A date. */
bool fields_date(Fields *fields, const Node *node, Date *date);

/* The items of a list; a single value counts as a list of one. `*count` is 0 for NULL. */
const Node *const *fields_list(const Node *const *node, size_t *count);

/* True for a text, or a map that can only be a text by language because it has none of `keys`. */
bool fields_is_text(const Node *node, const char *const *keys, size_t key_count);

/* True for a BCP 47 tag such as "zh", "en-GB", "zh-Hant-TW", near enough. */
bool fields_is_language(Str tag);

/* Puts the languages of the texts read so far in the order in which they first appear. */
void fields_sort_languages(Fields *fields);

/* Says that something was wanted and something else found. */
void fields_wrong_kind(Fields *fields, const Node *node, const char *what, const char *wanted);
