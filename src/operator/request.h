/* request.h: one request of a page while it is read: its body, who asks, and what for. Inner header
 * of server.c. */
#pragma once

#include "operator/ask.h"
#include "stream/http_library.h"

enum { COMMAND_BODY_MAX = 64 * 1024, SCHEDULE_BODY_MAX = 8 * 1024 * 1024 };

typedef enum {
    ROUTE_NONE,
    ROUTE_FILE, /* of the page itself */
    ROUTE_ME,
    ROUTE_STATE,
    ROUTE_EVENTS,
    ROUTE_PICTURE,
    ROUTE_BUTTON,
    ROUTE_NEIGHBOUR,
    ROUTE_HEALTH,
    ROUTE_LOGIN,
    ROUTE_LOGOUT,
    ROUTE_LIVE,
    ROUTE_PREVIEW,
    ROUTE_UPLOAD,
    ROUTE_UPLOAD_TAKE,
    ROUTE_UPLOAD_CANCEL,
    ROUTE_SCREEN,
    ROUTE_COUNT
} Route;

typedef struct {
    const char *path; /* "/api/live"; behind a * it may go on */
    bool is_prefix;
    bool is_post;  /* changes something, so that GET does not; or costs much */
    bool is_heavy; /* costs a page's drawing: not often, whoever asks */
    OperatorRole role;
    size_t body_max;
    const char *type; /* of the body; NULL: JSON */
} RouteRow;

typedef struct {
    Route route;
    Str rest;      /* behind a prefix */
    Ask ask;       /* its arena holds everything here */
    bool is_known; /* a token was shown that is right */
    char *body;
    size_t body_len, body_capacity;
} Request;

const RouteRow *route_row(Route route);

/* Which route it is; ROUTE_NONE when there is none. */
Route route_of(Str path, Str *rest);

/* The number, such as of a display, or a size; `otherwise` when it is none or beyond `max`. */
int32_t request_number(const char *text, int32_t otherwise, int32_t max);

/* A command's text, room and version from the body (JSON, or empty) and from the words that stand
 * in the path. False with a sentence in *problem. */
bool request_read_command(Request *request, Str *problem);

/* A text of the body, such as "token" of a login's; empty: there is none. */
Str request_text(const Request *request, const char *key);

/* The body grows; false: it is longer than it may be. */
bool request_append(Request *request, const char *bytes, size_t len);
