/* changes_json.c: staff's changes as the text of a file, and back. Part of changes.h. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "live/kinds.h"

#define VERSION_KEY "kiosk_live"

enum { VERSION = 1 };

/* ---- writing -------------------------------------------------------------------------------- */

static json_t *op_to_json(const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    json_t *object = json_object();
    json_object_set_new(object, "do", json_string(kind->name));
    json_object_set_new(object, "at", json_integer(op->at));
    json_object_set_new(object, "number", json_integer(op->number));
    word_put_text(object, "sender", op->sender);
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
        kind->words[i].word->keep(object, op);
    return object;
}

Str live_to_json(Arena *arena, const LiveState *state, Str schedule_name) {
    json_t *root = json_object(), *ops = json_array(), *undone = json_array();
    json_object_set_new(root, VERSION_KEY, json_integer(VERSION));
    word_put_text(root, "schedule", schedule_name);
    char *date =
        arena_printf(arena, "%04d-%02d-%02d", state->date.year, state->date.month, state->date.day);
    json_object_set_new(root, "date", json_string(date));
    for (size_t i = 0; i < state->count; i++)
        json_array_append_new(ops, op_to_json(&state->ops[i]));
    json_object_set_new(root, "changes", ops);
    for (size_t i = 0; i < state->undone_count; i++)
        json_array_append_new(undone, op_to_json(&state->undone[i]));
    json_object_set_new(root, "taken_back", undone);
    json_object_set_new(root, "last_number", json_integer(state->last_number));
    char *text = json_dumps(root, JSON_INDENT(1));
    Str copy = text ? str_printf(arena, "%s\n", text) : (Str){0};
    free(text);
    json_decref(root);
    return copy;
}

/* ---- reading -------------------------------------------------------------------------------- */

/* 0 when there is none that makes sense. */
static int32_t count_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    bool is_sane = json_is_integer(value) && json_integer_value(value) > 0 &&
                   json_integer_value(value) < INT32_MAX;
    return is_sane ? (int32_t)json_integer_value(value) : 0;
}

/* False when it says nothing that this version can do. */
static bool op_from_json(const json_t *object, LiveOp *op) {
    *op = (LiveOp){.kind = live_kind_by_name(word_text(object, "do")),
                   .at = word_instant(object, "at"),
                   .sender = word_text(object, "sender"),
                   .start = INSTANT_NEVER,
                   .end = INSTANT_NEVER,
                   .until = INSTANT_NEVER,
                   .people = -1,
                   .level = NOTICE_LEVEL_COUNT,
                   .view = VIEW_KIND_COUNT};
    if (op->at == INSTANT_NEVER || op->kind == LIVE_KIND_COUNT || !kind_row(op->kind)->is_kept)
        return false;
    op->number = count_of(object, "number");
    const Kind *kind = kind_row(op->kind);
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
        if (!kind->words[i].word->recall(object, op))
            return false;
    return true;
}

static bool get_date(const json_t *root, Date *date) {
    Str text = word_text(root, "date");
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
    /* What is not understood there cannot be done again, and is forgotten. */
    const json_t *undone = json_object_get(root, "taken_back");
    for (size_t i = 0; i < json_array_size(undone) && i < LIVE_OPS_MAX; i++) {
        LiveOp op;
        if (op_from_json(json_array_get(undone, i), &op)) {
            LiveOp *place = arena_push(state->arena, &state->undone, &state->undone_count,
                                       &state->undone_capacity, sizeof *place, _Alignof(LiveOp));
            *place = live_op_copy(state->arena, &op);
        }
    }
    int32_t last_number = count_of(root, "last_number");
    if (last_number > state->last_number)
        state->last_number = last_number;
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
