#include "stream/overlay_http.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/inherited.h"
#include "base/log.h"
#include "output/png_memory.h"
#include "stream/frame_target.h"
#include "stream/free_port.h"
#include "stream/http_feed.h"
#include "stream/http_seats.h"
#include "stream/socket_address.h"

#define LOG_MODULE "http"

/* The memory holds a request's head; a page of it is only used when it is written to. */
enum { TIMEOUT_S = 30, HEAD_BYTES = 192 * 1024 };

struct OverlayHttp {
    Arena *arena; /* owned: this struct and its texts */
    HttpSettings settings;
    HttpLibrary library;
    struct MHD_Daemon *daemon; /* owned */
    HttpFeed *feed;            /* owned */
    HttpSeats *seats;          /* owned */
    uint16_t port;
    /* the newest picture as a PNG; the server's thread alone */
    uint8_t *png; /* owned */
    size_t png_len;
    uint64_t png_number;
};

bool http_address_parse(Arena *arena, Str text, Str token, HttpAddress *out, Str *problem) {
    const char *plain;
    if (!listen_address_parse(arena, text, &plain, &out->port)) {
        *problem = str_printf(
            arena, "\"%.*s\" is no address and port; write 8707 or 127.0.0.1:8707", str_arg(text));
        return false;
    }
    if (!host_is_loopback(str_from(plain)) && token.len == 0) {
        *problem = str_printf(arena,
                              "at %s anybody on the network could look: add --token with a word "
                              "that the page is to be opened with",
                              plain);
        return false;
    }
    out->host = plain;
    out->token = token.len ? str_copy(arena, token).s : NULL;
    return true;
}

/* ---- answers -------------------------------------------------------------------------------- */

static enum MHD_Result answer(const OverlayHttp *http, struct MHD_Connection *connection,
                              unsigned code, struct MHD_Response *response, const char *type) {
    if (!response)
        return MHD_NO;
    http->library.add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    http->library.add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    http->library.add_response_header(response, "X-Content-Type-Options", "nosniff");
    enum MHD_Result result = http->library.queue_response(connection, code, response);
    http->library.destroy_response(response);
    return result;
}

static enum MHD_Result answer_text(const OverlayHttp *http, struct MHD_Connection *connection,
                                   unsigned code, const char *text) {
    struct MHD_Response *response = http->library.create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    return answer(http, connection, code, response, "text/plain; charset=utf-8");
}

static enum MHD_Result answer_page(const OverlayHttp *http, struct MHD_Connection *connection,
                                   Str page) {
    struct MHD_Response *response = http->library.create_response_from_buffer(
        page.len, (void *)(uintptr_t)page.s, MHD_RESPMEM_PERSISTENT);
    return answer(http, connection, MHD_HTTP_OK, response, "text/html; charset=utf-8");
}

/* Takes the text, which malloc gave. */
static enum MHD_Result answer_json(const OverlayHttp *http, struct MHD_Connection *connection,
                                   char *json) {
    if (!json)
        return answer_text(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                           "not known at the moment\n");
    struct MHD_Response *response =
        http->library.create_response_from_buffer(strlen(json), json, MHD_RESPMEM_MUST_FREE);
    if (response) /* what runs now is no secret: dashboards and docks may read it */
        http->library.add_response_header(response, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN,
                                          "*");
    return answer(http, connection, MHD_HTTP_OK, response, "application/json; charset=utf-8");
}

static enum MHD_Result answer_png(const OverlayHttp *http, struct MHD_Connection *connection,
                                  const Pixmap *pixmap) {
    uint8_t *bytes;
    size_t len;
    if (!png_encode(pixmap, PNG_WITH_ALPHA, &bytes, &len))
        return answer_text(http, connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "no picture\n");
    struct MHD_Response *response =
        http->library.create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
    return answer(http, connection, MHD_HTTP_OK, response, "image/png");
}

static enum MHD_Result answer_overlay(OverlayHttp *http, struct MHD_Connection *connection) {
    const BoardPicture *picture = board_take(http->settings.board);
    if (!picture)
        return answer_text(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "no picture yet\n");
    if (picture->number != http->png_number) {
        free(http->png);
        http->png_number = picture->number;
        if (!png_encode(&picture->pixels, PNG_WITH_ALPHA, &http->png, &http->png_len)) {
            http->png = NULL;
            http->png_number = 0;
        }
    }
    board_give_back(http->settings.board, picture);
    if (!http->png)
        return answer_text(http, connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "no picture\n");
    struct MHD_Response *response =
        http->library.create_response_from_buffer(http->png_len, http->png, MHD_RESPMEM_MUST_COPY);
    return answer(http, connection, MHD_HTTP_OK, response, "image/png");
}

static enum MHD_Result answer_screen(const OverlayHttp *http, struct MHD_Connection *connection) {
    const HttpSource *source = &http->settings.source;
    Pixmap pixmap = {0};
    if (!source->screen || !source->screen(source->context, &pixmap))
        return answer_text(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "there is no screen\n");
    enum MHD_Result result = answer_png(http, connection, &pixmap);
    pixmap_free(&pixmap);
    return result;
}

/* ---- who may ask ---------------------------------------------------------------------------- */

/* Looks at every byte, so that the time it takes tells nothing. */
static bool is_same_secret(const char *given, const char *token) {
    size_t len = strlen(token), given_len = strlen(given);
    uint8_t different = given_len != len;
    for (size_t i = 0; i < len; i++)
        different |= (uint8_t)(token[i] ^ (i < given_len ? given[i] : 0));
    return different == 0;
}

static bool has_token(const OverlayHttp *http, struct MHD_Connection *connection) {
    const char *token = http->settings.address.token;
    if (!token)
        return true;
    const char *query =
        http->library.lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token");
    const char *header =
        http->library.lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
    static const char BEARER[] = "Bearer ";
    if (header && strncmp(header, BEARER, sizeof BEARER - 1) == 0)
        return is_same_secret(header + sizeof BEARER - 1, token);
    return query && is_same_secret(query, token);
}

/* A page of the web whose name was made to point at this computer is not asked for by people who
 * sit here: they write the computer's own address. */
static bool has_own_name(const OverlayHttp *http, struct MHD_Connection *connection) {
    if (!host_is_loopback(str_from(http->settings.address.host)))
        return true;
    const char *header = http->library.lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    Str host = str_from(header);
    size_t len = host.len;
    while (len > 0 && host.s[len - 1] >= '0' && host.s[len - 1] <= '9')
        len--;
    if (len > 0 && len < host.len && host.s[len - 1] == ':')
        host.len = len - 1;
    if (str_starts(host, "[") && str_ends(host, "]"))
        host = str_slice(host, 1, host.len - 2);
    return host.len == 0 || host_is_loopback(host);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **request) {
    static const char SEEN;
    OverlayHttp *http = context;
    (void)version, (void)upload;
    http_seats_asked(http->seats, connection);
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return answer_text(http, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET\n");
    if (!*request) { /* first the head alone; nothing is uploaded to us */
        *request = (void *)(uintptr_t)&SEEN;
        return MHD_YES;
    }
    *upload_size = 0;
    if (!has_own_name(http, connection))
        return answer_text(http, connection, MHD_HTTP_FORBIDDEN, "open it as localhost\n");
    if (!has_token(http, connection))
        return answer_text(http, connection, MHD_HTTP_FORBIDDEN, "the token is missing or wrong\n");
    if (http->settings.address.token)
        http_seats_known(http->seats, connection);
    const HttpSource *source = &http->settings.source;
    if (strcmp(path, "/") == 0)
        return answer_page(http, connection, http->settings.index_page);
    if (strcmp(path, "/overlay") == 0)
        return answer_page(http, connection, http->settings.overlay_page);
    if (strcmp(path, "/overlay.png") == 0)
        return answer_overlay(http, connection);
    if (strcmp(path, "/screen.png") == 0)
        return answer_screen(http, connection);
    if (strcmp(path, "/status") == 0)
        return answer_json(http, connection,
                           source->status ? source->status(source->context) : NULL);
    if (strcmp(path, "/now.json") == 0)
        return answer_json(http, connection, source->now ? source->now(source->context) : NULL);
    bool is_feed = strcmp(path, "/overlay/events") == 0 || strcmp(path, "/overlay/frames") == 0;
    if (is_feed && !http_seats_feed(http->seats, connection))
        return answer_text(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                           "too many look at the overlay\n");
    if (strcmp(path, "/overlay/events") == 0)
        return answer(http, connection, MHD_HTTP_OK, http_feed_events(http->feed, connection),
                      "text/event-stream");
    if (strcmp(path, "/overlay/frames") == 0)
        return answer(http, connection, MHD_HTTP_OK, http_feed_frames(http->feed, connection),
                      "application/octet-stream");
    return answer_text(http, connection, MHD_HTTP_NOT_FOUND,
                       "there is /, /overlay, /overlay.png, /screen.png, /status and /now.json\n");
}

/* ---- the server ----------------------------------------------------------------------------- */

/* What the library has to say; a browser that went away in the middle is nothing to say. */
static void log_daemon(void *context, const char *format, va_list args) {
    (void)context;
    char line[512];
    vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\n")] = 0;
    log_debug("%s", line);
}

static struct MHD_Daemon *start_daemon(OverlayHttp *http) {
    const HttpAddress *address = &http->settings.address;
    SocketAddress place;
    if (!socket_address(address->host, address->port, &place))
        return NULL;
    bool is_v6 = place.any.sa_family == AF_INET6;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (is_v6 ? (unsigned)MHD_USE_IPv6 : 0);
    return http->library.start_daemon(
        flags, address->port, NULL, NULL, handle, http, MHD_OPTION_EXTERNAL_LOGGER, log_daemon,
        NULL, MHD_OPTION_SOCK_ADDR, &place.any, MHD_OPTION_LISTEN_SOCKET,
        inherited_listener(&place.any), MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES, MHD_OPTION_NOTIFY_CONNECTION,
        http_seats_notify, http->seats, MHD_OPTION_NOTIFY_COMPLETED, http_seats_answered,
        http->seats, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_S, MHD_OPTION_END);
}

/* At the address, or beside it. */
static bool begin(OverlayHttp *http, Arena *arena, Str *problem) {
    const HttpAddress asked = http->settings.address;
    errno = 0;
    http->daemon = start_daemon(http);
    if (http->daemon)
        return true;
    int error = errno;
    uint16_t free_port = error == EADDRINUSE ? free_port_above(asked.host, asked.port) : 0;
    if (free_port && http->settings.may_move) {
        http->settings.address.port = free_port;
        http->daemon = start_daemon(http);
        if (http->daemon)
            return true;
    }
    const char *why = error != EADDRINUSE ? strerror(error)
                      : free_port
                          ? arena_printf(arena, "another program is there; %u is free", free_port)
                          : "another program is there; choose another port";
    *problem = str_printf(arena, "the page cannot be served at %s port %u: %s", asked.host,
                          asked.port, why);
    return false;
}

OverlayHttp *overlay_http_start(const HttpSettings *settings, Arena *arena, Str *problem) {
    Arena *own = arena_create();
    OverlayHttp *http = arena_new(own, OverlayHttp, 1);
    *http = (OverlayHttp){.arena = own, .settings = *settings};
    const char *why;
    if (!http_library_open(&http->library, &why)) {
        *problem = str_printf(arena, "the page cannot be served: %s", why);
        arena_free(own);
        return NULL;
    }
    http->feed = http_feed_create(settings->board, &http->library);
    http->seats = http_seats_create(&http->library, HTTP_SILENT_S * MILLIS_SECOND, http_feed_drop,
                                    http->feed);
    if (!begin(http, arena, problem)) {
        http_seats_free(http->seats);
        http_feed_free(http->feed);
        arena_free(own);
        return NULL;
    }
    const union MHD_DaemonInfo *info =
        http->library.get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    http->port = info ? info->port : settings->address.port;
    return http;
}

void overlay_http_stop(OverlayHttp *http) {
    if (!http)
        return;
    http_feed_end(http->feed);
    http->library.stop_daemon(http->daemon);
    http_seats_free(http->seats);
    http_feed_free(http->feed);
    free(http->png);
    arena_free(http->arena);
}

Str overlay_http_url(const OverlayHttp *http, Arena *arena) {
    return address_url(arena, "http", http->settings.address.host, http->port);
}

void overlay_http_tick(OverlayHttp *http) {
    http_feed_tick(http->feed);
}

size_t overlay_http_listeners(OverlayHttp *http) {
    return http_feed_listeners(http->feed);
}
