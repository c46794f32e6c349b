#include "formats/json_read.h"

#include <string.h>

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

size_t json_offset(const JsonPlaces *list, size_t index) {
    return index < list->count && list->count == list->expected ? list->offsets[index] : 0;
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
