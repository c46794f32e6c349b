#include "operator/server.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "operator/door.h"
#include "operator/page_files.h"
#include "operator/thumbnail.h"
#include "stream/frame_target.h"
#include "stream/http_seats.h"
#include "stream/socket_address.h"

#define LOG_MODULE "operator"

enum {
    TIMEOUT_S = 30,
    HEAD_BYTES = 64 * 1024,
    THUMBNAIL_WIDTH = 320,
    PREVIEW_WIDTH = 720,
    PICTURE_BYTES_MAX = 60000,
};

struct OperatorServer {
    Arena *arena; /* owned: this struct and its texts */
    OperatorSettings settings;
    bool is_local, has_tls;
    HttpLibrary library;
    struct MHD_Daemon *daemon; /* owned */
    HttpSeats *seats;          /* owned */
    Feed *feed;                /* owned */
    AskBox *box;               /* owned */
    Easel *easel;              /* owned; the server's thread draws with it */
    uint16_t port;
    Door *door; /* owned; the server's thread alone */
    PageFile files[PAGE_FILES];
};

bool operator_address_parse(Arena *arena, Str text, OperatorSettings *out, Str *problem) {
    if (listen_address_parse(arena, text, &out->host, &out->port))
        return true;
    *problem = str_printf(arena, "\"%.*s\" is no address and port; write 8711 or 192.0.2.7:8711",
                          str_arg(text));
    return false;
}

/* ---- what is asked -------------------------------------------------------------------------- */

static enum MHD_Result answer_file(const OperatorServer *server, Way way, Str path) {
    const PageFile *file = page_file(server->files, path);
    return file ? way_answer_bytes(way, MHD_HTTP_OK, file->bytes, file->type, NULL)
                : way_refuse(way, MHD_HTTP_NOT_FOUND,
                             "there is nothing here; doc/api.md lists what there is");
}

static enum MHD_Result answer_thumbnail(Way way, Request *request, int32_t width, size_t most) {
    uint8_t *bytes;
    size_t len;
    if (!thumbnail_encode(&request->ask.picture, width, most, &bytes, &len))
        return way_refuse(way, MHD_HTTP_INTERNAL_SERVER_ERROR, "no picture");
    struct MHD_Response *response =
        way.library->create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
    return way_answer(way, MHD_HTTP_OK, response, "image/png", NULL);
}

static enum MHD_Result answer_picture(Way way, Request *request) {
    int32_t otherwise = request->ask.kind == ASK_PREVIEW ? PREVIEW_WIDTH : THUMBNAIL_WIDTH;
    int32_t width = way_number(way, "width", otherwise, 1920);
    return answer_thumbnail(way, request, width,
                            width <= PREVIEW_WIDTH ? (size_t)PICTURE_BYTES_MAX : SIZE_MAX);
}

static enum MHD_Result answer_button(OperatorServer *server, Way way, Request *request) {
    int32_t size = way_number(way, "size", 144, BUTTON_SIZE_MAX);
    if (!easel_draw(server->easel, &request->ask.button,
                    size < BUTTON_SIZE_MIN ? BUTTON_SIZE_MIN : size, &request->ask.picture))
        return way_refuse(way, MHD_HTTP_INTERNAL_SERVER_ERROR, "no fonts");
    return answer_thumbnail(way, request, BUTTON_SIZE_MAX, SIZE_MAX);
}

static enum MHD_Result tell_me(const OperatorServer *server, Way way, Request *request) {
    const Ask *ask = &request->ask;
    Str json = str_printf(ask->arena, "{\"name\":\"%.*s\",\"role\":\"%s\",\"secure\":%s}",
                          str_arg(ask->sender), operator_role_name(ask->role),
                          server->is_local || server->has_tls ? "true" : "false");
    return way_answer_json(way, MHD_HTTP_OK, json);
}

/* To the station, and back: the connection sleeps meanwhile. */
static enum MHD_Result ask_station(OperatorServer *server, Way way, Request *request,
                                   AskKind kind) {
    request->ask.kind = kind;
    request->ask.connection = way.connection;
    way.library->suspend_connection(way.connection);
    if (!ask_put(server->box, &request->ask)) {
        request->ask.code = MHD_HTTP_SERVICE_UNAVAILABLE;
        request->ask.body = str_from("{\"ok\":false,\"error\":\"the kiosk has too much to do\"}");
        request->ask.is_answered = true;
        way.library->resume_connection(way.connection);
    }
    return MHD_YES;
}

static Str without_png(Str name) {
    return str_ends(name, ".png") ? str_slice(name, 0, name.len - 4) : name;
}

static enum MHD_Result dispatch(OperatorServer *server, Way way, Request *request) {
    Str problem = {0};
    switch (request->route) {
    case ROUTE_FILE:
        return answer_file(server, way, request->rest);
    case ROUTE_ME:
        return tell_me(server, way, request);
    case ROUTE_STATE:
        return ask_station(server, way, request, ASK_STATE);
    case ROUTE_EVENTS:
        if (!http_seats_feed(server->seats, way.connection))
            return way_refuse(way, MHD_HTTP_SERVICE_UNAVAILABLE, "too many pages are open");
        return way_answer(way, MHD_HTTP_OK, feed_open(server->feed, way.connection),
                          "text/event-stream", NULL);
    case ROUTE_PICTURE:
        request->ask.display =
            request_number(str_copy(request->ask.arena, request->rest).s, -1, 99);
        return ask_station(server, way, request, ASK_PICTURE);
    case ROUTE_NEIGHBOUR:
        request->ask.name = without_png(request->rest);
        return ask_station(server, way, request, ASK_NEIGHBOUR);
    case ROUTE_BUTTON:
        request->ask.room = without_png(request->rest);
        return ask_station(server, way, request, ASK_BUTTON);
    case ROUTE_HEALTH:
        return ask_station(server, way, request, ASK_HEALTH);
    case ROUTE_LOGIN:
        return door_log_in(server->door, way, request);
    case ROUTE_LOGOUT:
        return way_answer_bytes(way, MHD_HTTP_OK, str_from("{\"ok\":true}"), "application/json",
                                DOOR_COOKIE "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    case ROUTE_LIVE:
    case ROUTE_PREVIEW:
        if (!request_read_command(request, &problem))
            return way_refuse(way, MHD_HTTP_BAD_REQUEST,
                              "say what is to be done, as doc/api.md tells");
        return ask_station(server, way, request,
                           request->route == ROUTE_LIVE ? ASK_COMMAND : ASK_PREVIEW);
    case ROUTE_UPLOAD:
        if (request->body_len == 0)
            return way_refuse(way, MHD_HTTP_BAD_REQUEST, "the file is empty");
        request->ask.bytes = (Str){.s = request->body, .len = request->body_len};
        request->ask.name = str_copy(request->ask.arena, way_text(way, "name"));
        return ask_station(server, way, request, ASK_UPLOAD);
    case ROUTE_UPLOAD_TAKE:
    case ROUTE_UPLOAD_CANCEL:
        request->ask.text = request_text(request, "id");
        return ask_station(server, way, request,
                           request->route == ROUTE_UPLOAD_TAKE ? ASK_UPLOAD_TAKE
                                                               : ASK_UPLOAD_CANCEL);
    case ROUTE_SCREEN:
        request->ask.name = request_text(request, "name");
        request->ask.text = request_text(request, "room");
        return ask_station(server, way, request, ASK_SCREEN);
    case ROUTE_NONE:
    case ROUTE_COUNT:
        break;
    }
    return way_refuse(way, MHD_HTTP_NOT_FOUND, "there is nothing here");
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **place) {
    OperatorServer *server = context;
    Way way = {.library = &server->library, .connection = connection};
    Request *request = *place;
    const char *sentence = "";
    (void)version;
    if (!request) {
        request = *place = calloc(1, sizeof *request);
        if (!request)
            return MHD_NO;
        request->ask.arena = arena_create();
        http_seats_asked(server->seats, connection);
        unsigned code = door_judge(server->door, way, request, str_from(method),
                                   str_copy(request->ask.arena, str_from(path)), &sentence);
        if (request->is_known && request->route != ROUTE_EVENTS) /* nobody else gets those */
            http_seats_known(server->seats, connection);
        return code ? way_refuse(way, code, sentence) : MHD_YES;
    }
    if (*upload_size) {
        bool is_taken = request_append(request, upload, *upload_size);
        *upload_size = 0;
        return is_taken ? MHD_YES : MHD_NO; /* it said that it would be shorter */
    }
    if (!request->ask.is_answered)
        return dispatch(server, way, request);
    if (request->ask.kind == ASK_BUTTON && request->ask.code == MHD_HTTP_OK)
        return answer_button(server, way, request);
    if (request->ask.kind == ASK_NEIGHBOUR && request->ask.code == MHD_HTTP_OK)
        return way_answer_bytes(way, MHD_HTTP_OK, request->ask.body, "image/png", NULL);
    if (request->ask.picture.pixels)
        return answer_picture(way, request);
    return way_answer_json(way, request->ask.code, request->ask.body);
}

/* MHD_RequestCompletedCallback */
static void end_request(void *context, struct MHD_Connection *connection, void **place,
                        enum MHD_RequestTerminationCode code) {
    OperatorServer *server = context;
    Request *request = *place;
    http_seats_answered(server->seats, connection, place, code);
    if (!request)
        return;
    pixmap_free(&request->ask.picture);
    free(request->body);
    arena_free(request->ask.arena);
    free(request);
    *place = NULL;
}

/* ---- the server ----------------------------------------------------------------------------- */

static void resume(void *context, Ask *ask) {
    OperatorServer *server = context;
    server->library.resume_connection(ask->connection);
}

static void log_daemon(void *context, const char *format, va_list args) {
    (void)context;
    char line[512];
    vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\n")] = 0;
    log_debug("%s", line);
}

static bool read_secret_file(Arena *arena, const char *path, Str *out, Str *problem) {
    if (file_read_within(arena, path, 256 * 1024, out))
        return true;
    *problem = str_printf(arena, "%s: %s", path, file_error_words(errno));
    return false;
}

static struct MHD_Daemon *start_daemon(OperatorServer *server, Str cert, Str key) {
    const OperatorSettings *settings = &server->settings;
    SocketAddress place;
    if (!socket_address(settings->host, settings->port, &place))
        return NULL;
    bool is_v6 = place.any.sa_family == AF_INET6;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (is_v6 ? (unsigned)MHD_USE_IPv6 : 0) |
                     (server->has_tls ? (unsigned)MHD_USE_TLS : 0);
    struct MHD_OptionItem tls[] = {
        {.option = MHD_OPTION_HTTPS_MEM_CERT, .ptr_value = (void *)(uintptr_t)cert.s},
        {.option = MHD_OPTION_HTTPS_MEM_KEY, .ptr_value = (void *)(uintptr_t)key.s},
        {.option = MHD_OPTION_END}};
    struct MHD_OptionItem none[] = {{.option = MHD_OPTION_END}};
    return server->library.start_daemon(
        flags, settings->port, NULL, NULL, handle, server, MHD_OPTION_EXTERNAL_LOGGER, log_daemon,
        NULL, MHD_OPTION_SOCK_ADDR, &place.any, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)HTTP_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES,
        MHD_OPTION_NOTIFY_CONNECTION, http_seats_notify, server->seats, MHD_OPTION_NOTIFY_COMPLETED,
        end_request, server, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_S, MHD_OPTION_ARRAY,
        server->has_tls ? tls : none, MHD_OPTION_END);
}

/* Everything before the daemon. */
static bool prepare(OperatorServer *server, Arena *arena, Str *cert, Str *key, Str *problem) {
    const OperatorSettings *settings = &server->settings;
    const char *why;
    uint8_t hash[TOKEN_HASH_BYTES];
    if (!http_library_open(&server->library, &why) || !token_hash(str_from("x"), hash, &why)) {
        *problem = str_printf(arena, "the operator's page cannot be served: %s", why);
        return false;
    }
    if (!page_files_read(server->arena, settings->resources->assets, server->files, problem))
        return false;
    server->has_tls = settings->cert_path && settings->key_path;
    if (!server->has_tls && (settings->cert_path || settings->key_path)) {
        *problem = str_printf(arena, "%s alone does not encrypt: name %s, too",
                              settings->cert_path ? "--tls-cert" : "--tls-key",
                              settings->cert_path ? "--tls-key" : "--tls-cert");
        return false;
    }
    if (server->has_tls && (!read_secret_file(server->arena, settings->cert_path, cert, problem) ||
                            !read_secret_file(server->arena, settings->key_path, key, problem)))
        return false;
    server->is_local = host_is_loopback(str_from(settings->host));
    server->door = door_create(&(DoorSettings){.tokens_path = settings->tokens_path,
                                               .is_local = server->is_local,
                                               .has_tls = server->has_tls});
    if (!server->is_local && door_token_count(server->door) == 0) {
        *problem = str_printf(arena,
                              "at %s others can reach the operator's page: first give somebody a "
                              "token, \"kiosk operator token NAME operate\"",
                              settings->host);
        return false;
    }
    if (!server->is_local && !server->has_tls)
        log_warning("the operator's page is served without TLS: tokens can be read on the way; "
                    "--tls-cert and --tls-key encrypt it");
    return true;
}

static Str why_no_daemon(const OperatorServer *server, Arena *arena, int error) {
    const OperatorSettings *settings = &server->settings;
    bool is_address = error == EADDRINUSE || error == EACCES || error == EADDRNOTAVAIL;
    Str why = str_from(error == EADDRINUSE ? "another program is there; choose another port"
                       : error             ? strerror(error)
                                           : "the system does not say why");
    if (server->has_tls && !is_address)
        why = str_printf(arena, "%s and %s are no certificate and its key (PEM)",
                         settings->cert_path, settings->key_path);
    return str_printf(arena, "the operator's page cannot be served at %s port %u: %.*s",
                      settings->host, settings->port, str_arg(why));
}

OperatorServer *operator_start(const OperatorSettings *settings, Arena *arena, Str *problem) {
    Arena *own = arena_create();
    OperatorServer *server = arena_new(own, OperatorServer, 1);
    *server = (OperatorServer){.arena = own, .settings = *settings};
    Str cert = {0}, key = {0};
    if (!prepare(server, arena, &cert, &key, problem)) {
        door_free(server->door);
        arena_free(own);
        return NULL;
    }
    server->feed = feed_create(&server->library);
    server->seats =
        http_seats_create(&server->library, HTTP_SILENT_S * MILLIS_SECOND, feed_drop, server->feed);
    server->box = ask_box_create(resume, server);
    server->easel = easel_create(settings->resources);
    errno = 0;
    server->daemon = start_daemon(server, cert, key);
    if (!server->daemon) {
        *problem = why_no_daemon(server, arena, errno);
        operator_stop(server);
        return NULL;
    }
    const union MHD_DaemonInfo *info =
        server->library.get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : settings->port;
    return server;
}

void operator_stop(OperatorServer *server) {
    if (!server)
        return;
    ask_box_close(server->box);
    feed_end(server->feed);
    if (server->daemon)
        server->library.stop_daemon(server->daemon);
    http_seats_free(server->seats);
    feed_free(server->feed);
    ask_box_free(server->box);
    easel_free(server->easel);
    door_free(server->door);
    arena_free(server->arena);
}

AskBox *operator_box(OperatorServer *server) {
    return server->box;
}

Feed *operator_feed(OperatorServer *server) {
    return server->feed;
}

void operator_tick(OperatorServer *server) {
    feed_tick(server->feed);
}

Str operator_url(const OperatorServer *server, Arena *arena) {
    return address_url(arena, server->has_tls ? "https" : "http", server->settings.host,
                       server->port);
}
