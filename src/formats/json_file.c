#include "formats/json_file.h"

#include <stdio.h>
#include <string.h>

#include "formats/json_places.h"

/* Jansson takes 2,048 levels, those around an object among them. */
enum { DEPTH_MAX = 1024, NUMBER_MAX = 24 };

/* ---- the lists' objects ---- */

static const struct {
    JsonList list;
    const char *keys[8]; /* "*": each element or member */
} PATTERNS[] = {
    {JSON_EVENTS, {"schedule", "conference", "days", "*", "rooms", "*", "*"}},
    {JSON_EVENTS, {"conference", "days", "*", "rooms", "*", "*"}},
    {JSON_SESSIONS, {"sessions", "*"}},
    {JSON_SPEAKERS, {"speakers", "*"}},
};

enum { PATTERN_COUNT = countof(PATTERNS) };

/* The patterns that go on with that key, as a set; `all` is those that have led here. */
static unsigned step(unsigned all, size_t depth, bool is_member, Str key) {
    unsigned left = 0;
    for (unsigned i = 0; i < PATTERN_COUNT; i++) {
        const char *wanted = PATTERNS[i].keys[depth];
        bool is_wanted = (all >> i & 1) && wanted &&
                         (strcmp(wanted, "*") == 0 || (is_member && str_equal_c(key, wanted)));
        left |= (unsigned)is_wanted << i;
    }
    return left;
}

/* The list of which the value at the end of those keys is an item, or JSON_LIST_COUNT. */
static JsonList list_of(unsigned patterns, size_t depth) {
    for (unsigned i = 0; i < PATTERN_COUNT; i++)
        if ((patterns >> i & 1) && !PATTERNS[i].keys[depth])
            return PATTERNS[i].list;
    return JSON_LIST_COUNT;
}

static void take_item(JsonFile *file, JsonList list, JsonScanner *scanner) {
    JsonRange *range = &file->lists[list];
    size_t start = scanner->at;
    bool is_object = json_scan_value(scanner, DEPTH_MAX) == '{';
    if (range->count == 0)
        range->first = file->count;
    if (!is_object || range->first + range->count != file->count) {
        file->is_refused = true;
        return;
    }
    size_t ends = file->count;
    *(size_t *)arena_push(file->arena, &file->starts, &file->count, &file->start_capacity,
                          sizeof(size_t), _Alignof(size_t)) = start;
    *(size_t *)arena_push(file->arena, &file->ends, &ends, &file->end_capacity, sizeof(size_t),
                          _Alignof(size_t)) = scanner->at;
    range->count++;
}

/* One level of the patterns, which have eight at most: no deep recursion. */
static void find_items(JsonFile *file, JsonScanner *scanner, unsigned patterns, size_t depth) {
    JsonList list = list_of(patterns, depth);
    char c = json_scan_space(scanner);
    if (list != JSON_LIST_COUNT) {
        take_item(file, list, scanner);
        return;
    }
    if (patterns == 0 || (c != '{' && c != '[')) {
        json_scan_value(scanner, SIZE_MAX);
        return;
    }
    scanner->at++;
    Str key;
    while (!file->is_refused && json_scan_item(scanner, c == '{', &key)) {
        size_t before = scanner->at;
        /* A key may be written in more than one way. */
        if (key.len && memchr(key.s, '\\', key.len))
            file->is_refused = true;
        find_items(file, scanner, step(patterns, depth, c == '{', key), depth + 1);
        if (scanner->at == before)
            file->is_refused = true; /* no JSON after all */
    }
    scanner->at++;
}

/* ---- the rest ---- */

/* Hands the text to jansson, with a number in the place of each item. */
typedef struct {
    const JsonFile *file;
    size_t at, next; /* in the text; of the items */
    char number[NUMBER_MAX];
    size_t number_len, number_at;
} Rest;

static size_t read_rest(void *buffer, size_t size, void *data) {
    Rest *rest = data;
    const JsonFile *file = rest->file;
    size_t len = 0;
    while (len < size) {
        bool has_number = rest->number_at < rest->number_len;
        size_t until = rest->next < file->count ? file->starts[rest->next] : file->text.len;
        const char *from = has_number ? rest->number + rest->number_at : file->text.s + rest->at;
        size_t left = has_number ? rest->number_len - rest->number_at : until - rest->at;
        if (left > size - len)
            left = size - len;
        memcpy((char *)buffer + len, from, left);
        len += left;
        if (has_number) {
            rest->number_at += left;
            continue;
        }
        rest->at += left;
        if (rest->at < until)
            continue;
        if (rest->next == file->count)
            break;
        /* The spaces keep it apart from what stands around an object. */
        rest->number_len = (size_t)snprintf(rest->number, NUMBER_MAX, " %zu ", rest->next);
        rest->number_at = 0;
        rest->at = file->ends[rest->next++];
    }
    return len;
}

bool json_file_open_rest(JsonFile *file, Str text) {
    *file = (JsonFile){.text = text, .arena = arena_create()};
    JsonScanner scanner = {.text = text};
    find_items(file, &scanner, (1u << PATTERN_COUNT) - 1, 0);
    if (!file->is_refused && file->count && !scanner.is_too_deep) {
        Rest rest = {.file = file};
        json_error_t error;
        file->root = json_load_callback(read_rest, &rest, JSON_ALLOW_NUL, &error);
    }
    return file->root != NULL;
}

/* ---- items ---- */

static json_t *parse_item(const JsonFile *file, size_t index) {
    json_error_t error;
    return json_loadb(file->text.s + file->starts[index], file->ends[index] - file->starts[index],
                      JSON_ALLOW_NUL, &error);
}

const json_t *json_file_item(JsonFile *file, JsonList list, const json_t *element) {
    if (!file->arena)
        return element;
    JsonRange *range = &file->lists[list];
    json_int_t number = json_is_integer(element) ? json_integer_value(element) : -1;
    size_t next = range->first + range->next;
    bool is_next = range->next < range->count && number == (json_int_t)next;
    bool is_last = range->next > 0 && number + 1 == (json_int_t)next;
    if (is_last && file->item && file->item_list == list)
        return file->item;
    json_decref(file->item);
    file->item = NULL;
    file->item_list = list;
    if ((is_next || is_last) && !file->is_refused)
        file->item = parse_item(file, (size_t)number);
    range->next += is_next;
    file->is_refused = !file->item;
    return file->item;
}

bool json_file_is_read(const JsonFile *file) {
    bool is_read = !file->is_refused;
    for (JsonList list = 0; list < JSON_LIST_COUNT && file->arena; list++)
        is_read = is_read && file->lists[list].next == file->lists[list].count;
    return is_read;
}

bool json_file_is_json(const JsonFile *file) {
    for (size_t i = 0; i < file->count; i++) {
        json_t *item = parse_item(file, i);
        json_decref(item);
        if (!item)
            return false;
    }
    return file->root != NULL;
}

void json_file_close(JsonFile *file) {
    json_decref(file->item);
    json_decref(file->root);
    arena_free(file->arena);
    *file = (JsonFile){0};
}

/* ---- the whole ---- */

void json_file_open_whole(JsonFile *file, Str text, Diagnostics *diagnostics) {
    json_error_t error;
    *file = (JsonFile){.text = text};
    file->root = json_loadb(text.s ? text.s : "", text.len, JSON_ALLOW_NUL, &error);
    if (file->root)
        return;
    Places places = places_create(text);
    size_t offset = error.position > 0 ? (size_t)error.position - 1 : 0;
    enum json_error_code code = json_error_code(&error);
    const char *hint = code == json_error_premature_end_of_input
                           ? "the file is cut off: it may not have been written to its end yet"
                       : code == json_error_end_of_input_expected
                           ? "there is something behind the end of the JSON"
                       : code == json_error_invalid_utf8 ? "save the file as UTF-8"
                                                         : NULL;
    /* Jansson adds "near '…'", which the quoted line shows anyway. */
    Str why = str_from(error.text);
    size_t near = str_find(why, " near ");
    if (near != SIZE_MAX)
        why.len = near;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-json", places_at(&places, offset, 1), hint,
                    "the JSON is broken here: %.*s", str_arg(why));
}
