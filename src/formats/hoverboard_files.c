#include "formats/hoverboard_files.h"

#include "formats/detect.h"
#include "formats/json_places.h"
#include "formats/json_read.h"

static Str without_mark(Str bytes) {
    return str_trim(str_starts(bytes, "\xEF\xBB\xBF") ? str_slice(bytes, 3, bytes.len) : bytes);
}

static bool has_text(const json_t *object, const char *key) {
    return json_is_string(json_object_get(object, key));
}

/* A list, or an object by numbers; and either alone under its own name. */
static HoverboardPart part_of_list(const json_t *root) {
    const json_t *first = json_is_object(root)
                              ? json_object_iter_value(json_object_iter((json_t *)root))
                              : json_array_get(root, 0);
    if (json_object_size(root) == 1 && !has_text(first, "name") && !has_text(first, "title")) {
        const char *key = json_object_iter_key(json_object_iter((json_t *)root));
        bool is_named =
            str_equal_c(str_from(key), "sessions") || str_equal_c(str_from(key), "speakers");
        return is_named ? part_of_list(first) : HOVERBOARD_OTHER;
    }
    if (has_text(first, "name"))
        return HOVERBOARD_SPEAKERS_PART; /* whose "title" is a profession */
    bool has_time = json_object_get(first, "startsAt") || json_object_get(first, "start") ||
                    json_object_get(first, "timeslots");
    return has_text(first, "title") && !has_time ? HOVERBOARD_SESSIONS_PART : HOVERBOARD_OTHER;
}

HoverboardPart hoverboard_part(Str bytes) {
    json_error_t error;
    bytes = without_mark(bytes);
    if (detect_format(bytes) != FORMAT_JSON)
        return HOVERBOARD_OTHER;
    json_t *root = json_loadb(bytes.s, bytes.len, JSON_ALLOW_NUL, &error);
    HoverboardPart part = hoverboard_is(root)        ? HOVERBOARD_WHOLE
                          : hoverboard_is_part(root) ? HOVERBOARD_SCHEDULE
                                                     : part_of_list(root);
    json_decref(root);
    return part;
}

Str hoverboard_bundle(Arena *arena, Str schedule, Str sessions, Str speakers) {
    schedule = without_mark(schedule);
    sessions = without_mark(sessions);
    speakers = without_mark(speakers);
    bool is_object = json_member_place(schedule, 0, "schedule") > 0;
    if (is_object) /* it has its name already */
        schedule.len--;
    return str_printf(arena, "%s%.*s,\"sessions\":%.*s,\"speakers\":%.*s}",
                      is_object ? "" : "{\"schedule\":", str_arg(schedule), str_arg(sessions),
                      str_arg(speakers.len ? speakers : str_from("[]")));
}
