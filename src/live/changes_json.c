/* changes_json.c: staff's changes as the text of a file, and back. Part of changes.h. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "live/changes.h"

#define VERSION_KEY "kiosk_live"

enum { VERSION = 1 };

#define INSTANT_MAX INT64_C(253402300800000) /* the year 10000: sums with it do not overflow */

/* ---- writing -------------------------------------------------------------------------------- */

static void put_text(json_t *object, const char *key, Str text) {
    if (text.len)
        json_object_set_new(object, key, json_stringn(text.s, text.len));
}

static void put_instant(json_t *object, const char *key, Instant at) {
    if (at != INSTANT_NEVER)
        json_object_set_new(object, key, json_integer(at));
}

static json_t *op_to_json(const LiveOp *op) {
    json_t *object = json_object();
    json_object_set_new(object, "do", json_string(live_kind_name(op->kind)));
    json_object_set_new(object, "at", json_integer(op->at));
    put_text(object, "room", op->room);
    put_text(object, "session", op->session);
    put_text(object, "text", op->text);
    if (op->kind == LIVE_DELAY) {
        json_object_set_new(object, "by", json_integer(op->by));
        if (op->is_forced)
            json_object_set_new(object, "forced", json_true());
    }
    if (op->kind == LIVE_MOVE)
        put_instant(object, "start", op->start);
    if (op->kind == LIVE_NOTICE) {
        put_instant(object, "until", op->until);
        json_object_set_new(object, "level", json_string(notice_level_name(op->level)));
    }
    if (op->kind == LIVE_HOLD)
        json_object_set_new(object, "view", json_string(view_kind_name(op->view)));
    return object;
}

Str live_to_json(Arena *arena, const LiveState *state, Str schedule_name) {
    json_t *root = json_object(), *ops = json_array();
    json_object_set_new(root, VERSION_KEY, json_integer(VERSION));
    put_text(root, "schedule", schedule_name);
    char *date =
        arena_printf(arena, "%04d-%02d-%02d", state->date.year, state->date.month, state->date.day);
    json_object_set_new(root, "date", json_string(date));
    for (size_t i = 0; i < state->count; i++)
        json_array_append_new(ops, op_to_json(&state->ops[i]));
    json_object_set_new(root, "changes", ops);
    char *text = json_dumps(root, JSON_INDENT(1));
    Str copy = text ? str_printf(arena, "%s\n", text) : (Str){0};
    free(text);
    json_decref(root);
    return copy;
}

/* ---- reading -------------------------------------------------------------------------------- */

/* Borrowed from `object`. */
static Str get_text(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return (Str){0};
    Str text = {.s = json_string_value(value), .len = json_string_length(value)};
    return text.len <= LIVE_TEXT_MAX ? text : (Str){0};
}

static Instant get_instant(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    bool is_sane = json_is_integer(value) && json_integer_value(value) >= 0 &&
                   json_integer_value(value) < INSTANT_MAX;
    return is_sane ? json_integer_value(value) : INSTANT_NEVER;
}

/* False when it says nothing that this version can do. */
static bool op_from_json(const json_t *object, LiveOp *op) {
    *op = (LiveOp){.kind = live_kind_by_name(get_text(object, "do")),
                   .at = get_instant(object, "at"),
                   .room = get_text(object, "room"),
                   .session = get_text(object, "session"),
                   .text = get_text(object, "text"),
                   .start = get_instant(object, "start"),
                   .until = get_instant(object, "until"),
                   .is_forced = json_is_true(json_object_get(object, "forced"))};
    const json_t *by = json_object_get(object, "by");
    if (op->at == INSTANT_NEVER)
        return false;
    switch (op->kind) {
    case LIVE_DELAY:
        op->by = json_is_integer(by) ? json_integer_value(by) : 0;
        return op->by != 0 && op->by <= LIVE_DELAY_MAX && op->by >= -LIVE_DELAY_MAX;
    case LIVE_CANCEL:
    case LIVE_NOTE:
        return op->session.len > 0;
    case LIVE_MOVE:
        return op->session.len > 0 && op->room.len > 0;
    case LIVE_NOTICE:
        op->level = notice_level_by_name(get_text(object, "level"));
        return op->text.len > 0 && op->level != NOTICE_LEVEL_COUNT;
    case LIVE_HOLD:
        op->view = view_kind_by_name(get_text(object, "view"));
        return op->view != VIEW_KIND_COUNT;
    case LIVE_LIFT:
    case LIVE_RELEASE:
    case LIVE_RESTORE:
    case LIVE_UNDO:
    case LIVE_KIND_COUNT:
        break;
    }
    return false;
}

static bool get_date(const json_t *root, Date *date) {
    Str text = get_text(root, "date");
    char buffer[16] = {0};
    if (text.len != strlen("2019-09-26"))
        return false;
    memcpy(buffer, text.s, text.len);
    int end = 0;
    if (sscanf(buffer, "%4d-%2d-%2d%n", &date->year, &date->month, &date->day, &end) != 3 ||
        end != (int)text.len)
        return false;
    return date_is_valid(*date);
}

static LiveState *state_from_json(Arena *arena, const json_t *root, Str *problem) {
    const json_t *version = json_object_get(root, VERSION_KEY);
    const json_t *ops = json_object_get(root, "changes");
    Date date;
    if (!json_is_integer(version) || !json_is_array(ops) || !get_date(root, &date)) {
        *problem = str_from("this is not a file of staff's changes");
        return NULL;
    }
    LiveState *state = live_create(date);
    size_t unknown = 0;
    for (size_t i = 0; i < json_array_size(ops); i++) {
        LiveOp op;
        if (!op_from_json(json_array_get(ops, i), &op) || !live_do(state, &op))
            unknown++;
    }
    if (unknown)
        *problem = str_printf(arena, "%zu of the changes in it are not understood (version %lld)",
                              unknown, (long long)json_integer_value(version));
    return state;
}

LiveState *live_from_json(Arena *arena, Str json, Str *problem) {
    json_error_t error;
    *problem = (Str){0};
    json_t *root = json_loadb(json.s ? json.s : "", json.len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        *problem = str_printf(arena, "line %d: %s", error.line, error.text);
        return NULL;
    }
    LiveState *state = state_from_json(arena, root, problem);
    json_decref(root);
    return state;
}
