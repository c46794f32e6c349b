#include "operator/request.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "live/command.h"

static const RouteRow ROUTES[] = {
    [ROUTE_NONE] = {.path = NULL},
    [ROUTE_FILE] = {.path = "/", .is_prefix = true},
    [ROUTE_ME] = {.path = "/api/me", .role = OPERATOR_VIEW},
    [ROUTE_STATE] = {.path = "/api/state", .role = OPERATOR_VIEW},
    [ROUTE_EVENTS] = {.path = "/api/events", .role = OPERATOR_VIEW},
    [ROUTE_PICTURE] = {.path = "/api/screen/", .is_prefix = true, .role = OPERATOR_VIEW},
    [ROUTE_BUTTON] = {.path = "/button/", .is_prefix = true, .role = OPERATOR_VIEW},
    [ROUTE_NEIGHBOUR] = {.path = "/api/neighbour/", .is_prefix = true, .role = OPERATOR_VIEW},
    [ROUTE_HEALTH] = {.path = "/health", .role = OPERATOR_VIEW},
    [ROUTE_LOGIN] = {.path = "/api/login", .is_post = true, .body_max = COMMAND_BODY_MAX},
    [ROUTE_LOGOUT] = {.path = "/api/logout", .is_post = true, .body_max = COMMAND_BODY_MAX},
    [ROUTE_LIVE] = {.path = "/api/live",
                    .is_prefix = true,
                    .is_post = true,
                    .role = OPERATOR_OPERATE,
                    .body_max = COMMAND_BODY_MAX},
    [ROUTE_PREVIEW] = {.path = "/api/preview",
                       .is_post = true,
                       .is_heavy = true,
                       .role = OPERATOR_OPERATE,
                       .body_max = COMMAND_BODY_MAX},
    [ROUTE_UPLOAD] = {.path = "/api/schedule",
                      .is_post = true,
                      .is_heavy = true,
                      .role = OPERATOR_OPERATE,
                      .body_max = SCHEDULE_BODY_MAX,
                      .type = "application/octet-stream"},
    [ROUTE_UPLOAD_TAKE] = {.path = "/api/schedule/take",
                           .is_post = true,
                           .role = OPERATOR_OPERATE,
                           .body_max = COMMAND_BODY_MAX},
    [ROUTE_UPLOAD_CANCEL] = {.path = "/api/schedule/cancel",
                             .is_post = true,
                             .role = OPERATOR_OPERATE,
                             .body_max = COMMAND_BODY_MAX},
    [ROUTE_SCREEN] = {.path = "/api/screen",
                      .is_post = true,
                      .role = OPERATOR_OPERATE,
                      .body_max = COMMAND_BODY_MAX},
};
_Static_assert(countof(ROUTES) == ROUTE_COUNT, "a row for each route");

const RouteRow *route_row(Route route) {
    return &ROUTES[route];
}

Route route_of(Str path, Str *rest) {
    for (Route route = ROUTE_COUNT; route-- > ROUTE_FILE;) {
        const RouteRow *row = &ROUTES[route];
        if (row->is_prefix ? !str_starts(path, row->path) : !str_equal_c(path, row->path))
            continue;
        *rest = str_slice(path, strlen(row->path), path.len);
        bool is_whole =
            rest->len == 0 || str_ends(str_from(row->path), "/") || str_starts(*rest, "/");
        if (is_whole)
            return route;
    }
    return ROUTE_NONE;
}

int32_t request_number(const char *text, int32_t otherwise, int32_t max) {
    char *end;
    if (!text || *text < '0' || *text > '9')
        return otherwise;
    long value = strtol(text, &end, 10);
    return (*end == 0 || *end == '.') && value <= max ? (int32_t)value : otherwise;
}

bool request_append(Request *request, const char *bytes, size_t len) {
    if (len > route_row(request->route)->body_max - request->body_len)
        return false;
    if (request->body_len + len > request->body_capacity) {
        size_t capacity = 2 * (request->body_len + len);
        char *grown = realloc(request->body, capacity);
        if (!grown)
            return false;
        request->body = grown;
        request->body_capacity = capacity;
    }
    memcpy(request->body + request->body_len, bytes, len);
    request->body_len += len;
    return true;
}

static Str text_of(Arena *arena, const json_t *value) {
    return json_is_string(value) ? str_copy(arena, (Str){.s = json_string_value(value),
                                                         .len = json_string_length(value)})
                                 : (Str){0};
}

static json_t *body_json(const Request *request) {
    return json_loadb(request->body ? request->body : "", request->body_len, JSON_REJECT_DUPLICATES,
                      NULL);
}

Str request_text(const Request *request, const char *key) {
    json_t *root = body_json(request);
    Str text = text_of(request->ask.arena, json_object_get(root, key));
    json_decref(root);
    return text;
}

/* "delay/main/+10": words of a command, from the path. */
static Str line_of_path(Arena *arena, Str rest) {
    Str *words = arena_new(arena, Str, rest.len + 1);
    size_t count = 0;
    while (rest.len) {
        size_t end = str_find(rest, "/");
        Str word = str_slice(rest, 0, end);
        if (word.len)
            words[count++] = word;
        rest = end == SIZE_MAX ? (Str){0} : str_slice(rest, end + 1, rest.len);
    }
    return command_join(arena, words, count);
}

/* The object without what is ours: the rest is the command's. */
static Str object_text(Arena *arena, json_t *object) {
    static const char *const OURS[] = {"room_seen", "seen", "sender", "display"};
    for (size_t i = 0; i < countof(OURS); i++)
        json_object_del(object, OURS[i]);
    char *text = json_dumps(object, JSON_COMPACT);
    Str copy = str_copy(arena, str_from(text ? text : "{}"));
    free(text);
    return copy;
}

bool request_read_command(Request *request, Str *problem) {
    Arena *arena = request->ask.arena;
    json_t *root = body_json(request);
    if (request->body_len && !json_is_object(root)) {
        *problem = str_from("the body is no object of JSON; {} is enough when the path says it");
        json_decref(root);
        return false;
    }
    Ask *ask = &request->ask;
    ask->room = text_of(arena, json_object_get(root, "room_seen"));
    ask->seen = text_of(arena, json_object_get(root, "seen"));
    json_t *command = json_object_get(root, "command"), *display = json_object_get(root, "display");
    ask->display = json_is_integer(display) && json_integer_value(display) >= 0 &&
                           json_integer_value(display) < 100
                       ? (int32_t)json_integer_value(display)
                       : -1;
    ask->text = line_of_path(arena, request->rest);
    if (ask->text.len == 0)
        ask->text = text_of(arena, json_object_get(root, "line"));
    if (ask->text.len == 0 && json_is_object(command))
        ask->text = object_text(arena, command);
    else if (ask->text.len == 0 && json_object_get(root, "do"))
        ask->text = object_text(arena, root);
    json_decref(root);
    if (ask->text.len)
        return true;
    *problem = str_from("say what is to be done: {\"line\": \"delay main +10\"}, or as the path "
                        "/api/live/delay/main/+10");
    return false;
}
