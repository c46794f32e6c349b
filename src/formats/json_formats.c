/* json_formats.c: which program's a file in JSON is. Part of json_read.h. */
#include "formats/json_read.h"

#include <string.h>

#include "base/shorten.h"
#include "formats/json_lists.h"
#include "formats/json_places.h"

/* ---- whose it is ---- */

static bool is_date_like(const char *key) {
    return strlen(key) == 10 && key[4] == '-' && key[7] == '-';
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

/* pretalx has an internal dump of that shape, and an export by nearly the same name. */
static bool is_pretalx_dump(const json_t *root) {
    const json_t *schedule = json_object_get(root, "schedule");
    void *first = json_is_object(schedule) ? json_object_iter((json_t *)schedule) : NULL;
    return first && is_date_like(json_object_iter_key(first));
}

/* "a list of things with the keys a, b" */
static const char *describe(Arena *arena, const json_t *root) {
    const json_t *first = json_array_get(root, 0);
    if (json_is_object(first))
        return arena_printf(arena, "a list of objects with the keys %s", list_keys(arena, first));
    if (json_is_object(root) || (json_is_array(root) && json_array_size(root) == 0))
        return json_is_object(root) ? "an empty object" : "an empty list";
    return json_is_array(root) ? "a list" : "a single value";
}

static void refuse(const json_t *root, Str text, Diagnostics *diagnostics) {
    static const char HINT[] =
        "what is read: schedule.json of pretalx, frab and the CCC, pretalx's widget and slots, "
        "Sessionize's \"All\" and \"GridSmart\", OPass, Indico, EMF, sched.com, Hoverboard";
    Arena *scratch = arena_create();
    Places places = places_create(text);
    size_t start = 0;
    while (start < text.len && text.s[start] != '{' && text.s[start] != '[')
        start++;
    Position at = places_at(&places, start, 1);
    if (hoverboard_is_part(root)) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", at,
                        "put its sessions.json and speakers.json beside it, or name all three: "
                        "kiosk schedule.json sessions.json speakers.json",
                        "this is Hoverboard's schedule without the sessions, which only has their "
                        "numbers");
    } else if (json_is_object(root) && is_pretalx_dump(root)) {
        Position schedule = places_at(&places, json_member_place(text, start, "schedule"), 1);
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", schedule,
                        "ask for pretalx's export: …/schedule/export/schedule.json",
                        "this is a dump of pretalx's data by dates, not its schedule export");
    } else if (json_object_size(root) > 0) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", at, HINT,
                        "the file is JSON, but no schedule that is known; its top keys are: %s",
                        list_keys(scratch, root));
    } else {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-schedule", at, HINT,
                        "the file is JSON, but no schedule that is known: it is %s",
                        describe(scratch, root));
    }
    arena_free(scratch);
}

Schedule *json_formats_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    static const struct {
        bool (*is)(const json_t *root);
        Schedule *(*read)(const JsonFile *, const FormatInput *, Diagnostics *);
    } FORMATS[] = {
        {.is = frab_json_is, .read = frab_json_read},
        {.is = sessionize_is, .read = sessionize_read},
        {.is = opass_is, .read = opass_read},
        {.is = hoverboard_is, .read = hoverboard_read},
    };
    JsonFile file;
    json_file_open(&file, text, diagnostics);
    if (!file.root)
        return NULL;
    size_t i = 0;
    while (i < countof(FORMATS) && !FORMATS[i].is(file.root))
        i++;
    Schedule *schedule = NULL;
    size_t list = i < countof(FORMATS) ? SIZE_MAX : json_lists_find(file.root);
    if (i < countof(FORMATS))
        schedule = FORMATS[i].read(&file, input, diagnostics);
    else if (list != SIZE_MAX)
        schedule = json_lists_read(&file, list, input, diagnostics);
    else
        refuse(file.root, text, diagnostics);
    json_file_close(&file);
    return schedule;
}
