/* overlay_http.h: the overlay for browsers, by HTTP on this computer.
 *
 *   /               what there is, for people
 *   /overlay        a transparent page that shows the overlay
 *   /overlay.png    the overlay now
 *   /screen.png     what the venue's screen shows now
 *   /status         counters and state (JSON)
 *   /now.json       what runs and what follows (JSON), for other tools
 *   /overlay/events server-sent events: a line of JSON for each new picture
 *   /overlay/frames raw frames while something moves (see picture_frame.h)
 *
 * Served by a thread of its own. Another address than this computer's wants a token. */
#pragma once

#include "base/str.h"
#include "stream/picture_board.h"

typedef struct OverlayHttp OverlayHttp;

typedef struct {
    const char *host;  /* "127.0.0.1", "::1", "0.0.0.0", … */
    uint16_t port;     /* 0: any, for tests */
    const char *token; /* NULL: none */
} HttpAddress;

/* "8707", "127.0.0.1:8707", "[::1]:8707"; in `arena`. False with a line in *problem, also when
 * others could reach it and `token` is empty. */
bool http_address_parse(Arena *arena, Str text, Str token, HttpAddress *out, Str *problem);

/* What the server asks for, in its own thread. */
typedef struct {
    void *context;
    /* JSON to be freed; NULL: there is none. */
    char *(*status)(void *context);
    char *(*now)(void *context);
    /* What is on the screen, to be freed by pixmap_free; false: nothing. */
    bool (*screen)(void *context, Pixmap *out);
} HttpSource;

typedef struct {
    HttpAddress address;
    bool may_move; /* to a free port, when another program is at that one */
    HttpSource source;
    PictureBoard *board;          /* borrowed */
    Str index_page, overlay_page; /* borrowed: HTML */
} HttpSettings;

/* NULL, with a line in *problem (in `arena`), when the address cannot be had. */
OverlayHttp *overlay_http_start(const HttpSettings *settings, Arena *arena, Str *problem);
void overlay_http_stop(OverlayHttp *http); /* accepts NULL */

/* Where it can be reached: "http://127.0.0.1:8707". */
Str overlay_http_url(const OverlayHttp *http, Arena *arena);

/* To be called every ten seconds or so: lets waiting browsers know that we are here. */
void overlay_http_tick(OverlayHttp *http);

/* How many browsers listen to events. */
size_t overlay_http_listeners(OverlayHttp *http);
