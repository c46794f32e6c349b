#include "formats/json_read.h"

#include <string.h>

#include "base/shorten.h"
#include "formats/iso_time.h"
#include "formats/json_places.h"

Str json_value_text(Arena *arena, const json_t *value) {
    if (json_is_string(value))
        return (Str){.s = json_string_value(value), .len = json_string_length(value)};
    if (json_is_integer(value))
        return str_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value))
        return str_printf(arena, "%.6g", json_real_value(value));
    return (Str){0};
}

Str json_text(Arena *arena, const json_t *object, const char *key) {
    return json_value_text(arena, json_object_get(object, key));
}

bool json_flag(const json_t *object, const char *key) {
    return json_is_true(json_object_get(object, key));
}

/* ---- places ---- */

JsonPlaces json_list_places(Arena *arena, Str text, const char *const *pattern) {
    JsonPlaces places = {.text = text, .places = places_create(text)};
    places.offsets = json_places(arena, text, pattern, &places.count);
    places.expected = places.count;
    return places;
}

Position json_place(JsonPlaces *list, size_t index) {
    if (index >= list->count || list->count != list->expected)
        return (Position){0};
    return places_at(&list->places, list->offsets[index], 1);
}

size_t json_member_offset(const JsonPlaces *list, size_t index, const char *key) {
    if (index >= list->count || list->count != list->expected)
        return 0;
    return json_member_place(list->text, list->offsets[index], key);
}

Position json_member(JsonPlaces *list, size_t index, const char *key) {
    size_t offset = json_member_offset(list, index, key);
    return offset ? places_at(&list->places, offset, 1) : (Position){0};
}

/* ---- whose it is ---- */

static bool is_date_like(const char *key) {
    return strlen(key) == 10 && key[4] == '-' && key[7] == '-';
}

/* pretalx has an internal dump of that shape, and an export by nearly the same name. */
static bool is_pretalx_dump(const json_t *root) {
    const json_t *schedule = json_object_get(root, "schedule");
    void *first = json_is_object(schedule) ? json_object_iter((json_t *)schedule) : NULL;
    return first && is_date_like(json_object_iter_key(first));
}

/* "keys a, b, c" */
static const char *list_keys(Arena *arena, const json_t *root) {
    const char *all = "", *key;
    json_t *value;
    size_t count = 0;
    json_object_foreach((json_t *)root, key, value) {
        if (count++ == 6)
            return arena_printf(arena, "%s, …", all);
        all = arena_printf(arena, "%s%s%.*s", all, count > 1 ? ", " : "",
                           str_arg(shorten_marked(arena, str_from(key), 40)));
    }
    return all;
}

static void refuse(const json_t *root, Str text, Diagnostics *diagnostics) {
    static const char HINT[] = "expected frab's {\"schedule\": {\"conference\": {\"days\": …}}}, "
                               "Sessionize's \"All\" or OPass's session.json";
    Arena *scratch = arena_create();
    Places places = places_create(text);
    size_t start = 0;
    while (start < text.len && text.s[start] != '{' && text.s[start] != '[')
        start++;
    Position at = places_at(&places, start, 1);
    if (json_is_object(root) && is_pretalx_dump(root)) {
        Position schedule = places_at(&places, json_member_place(text, start, "schedule"), 1);
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", schedule,
                        "ask for pretalx's export: …/schedule/export/schedule.json",
                        "this is a dump of pretalx's data by dates, not its schedule export");
    } else if (json_is_object(root)) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", at, HINT,
                        "this JSON is no schedule that we know; its keys are: %s",
                        list_keys(scratch, root));
    } else {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", at, HINT,
                        "this JSON is %s, not a schedule",
                        json_is_array(root) ? "a list" : "a single value");
    }
    arena_free(scratch);
}

bool json_when(Gather *gather, JsonPlaces *places, const json_t *item, size_t index,
               const char *start_key, const char *end_key, When *when) {
    Str start = json_text(gather->scratch, item, start_key);
    Str end = json_text(gather->scratch, item, end_key);
    *when = (When){0};
    if (start.len == 0) {
        gather_unscheduled(gather, json_place(places, index));
        return false;
    }
    if (!iso_time_parse(start, &when->start)) {
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "bad-time",
                        json_member(places, index, start_key), "the session is left out",
                        "%s \"%.*s\" is not a time", start_key, str_arg(start));
        return false;
    }
    when->has_end = end.len && iso_time_parse(end, &when->end);
    return true;
}

Schedule *json_formats_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    static const struct {
        bool (*is)(const json_t *root);
        Schedule *(*read)(const JsonFile *, const FormatInput *, Diagnostics *);
    } FORMATS[] = {
        {.is = frab_json_is, .read = frab_json_read},
        {.is = sessionize_is, .read = sessionize_read},
        {.is = opass_is, .read = opass_read},
    };
    JsonFile file;
    json_file_open(&file, text, diagnostics);
    if (!file.root)
        return NULL;
    size_t i = 0;
    while (i < countof(FORMATS) && !FORMATS[i].is(file.root))
        i++;
    Schedule *schedule = NULL;
    if (i < countof(FORMATS))
        schedule = FORMATS[i].read(&file, input, diagnostics);
    else
        refuse(file.root, text, diagnostics);
    json_file_close(&file);
    return schedule;
}
