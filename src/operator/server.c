#include "operator/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"
#include "operator/gate.h"
#include "operator/page_files.h"
#include "operator/request.h"
#include "operator/thumbnail.h"
#include "stream/frame_target.h"
#include "stream/http_seats.h"

#define LOG_MODULE "operator"

enum {
    TIMEOUT_S = 30,
    HEAD_BYTES = 64 * 1024,
    COMMANDS_PER_S = 10,
    COMMANDS_AT_ONCE = 40,
    THUMBNAIL_WIDTH = 320,
    COOKIE_DAYS = 14,
};

#define COOKIE "kiosk_token"

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
    char own_name[256]; /* the host's, and … */
    Str names[2];       /* … how it may be called */
    PageFile files[PAGE_FILES];
    /* The server's thread alone: */
    Arena *tokens_arena;
    OperatorTokens tokens;
    struct timespec tokens_at; /* the file's time when it was read */
    Gate gate;
    GateRate rates[TOKENS_MAX + 1]; /* by token; the last one is for who needs none */
};

bool operator_address_parse(Arena *arena, Str text, OperatorSettings *out, Str *problem) {
    if (listen_address_parse(arena, text, &out->host, &out->port))
        return true;
    *problem = str_printf(arena, "\"%.*s\" is no address and port; write 8711 or 192.0.2.7:8711",
                          str_arg(text));
    return false;
}

/* ---- answers -------------------------------------------------------------------------------- */

typedef struct {
    OperatorServer *server;
    struct MHD_Connection *connection;
} Way;

static enum MHD_Result answer(Way way, unsigned code, struct MHD_Response *response,
                              const char *type, const char *cookie) {
    const HttpLibrary *library = &way.server->library;
    static const char *const HEADERS[][2] = {{"Cache-Control", "no-store"},
                                             {"X-Content-Type-Options", "nosniff"},
                                             {"X-Frame-Options", "DENY"},
                                             {"Referrer-Policy", "no-referrer"},
                                             {"Content-Security-Policy",
                                              "default-src 'self'; img-src 'self' data: blob:; "
                                              "frame-ancestors 'none'; base-uri 'none'"}};
    if (!response)
        return MHD_NO;
    library->add_response_header(response, "Content-Type", type);
    for (size_t i = 0; i < countof(HEADERS); i++)
        library->add_response_header(response, HEADERS[i][0], HEADERS[i][1]);
    if (cookie)
        library->add_response_header(response, "Set-Cookie", cookie);
    if (code == MHD_HTTP_UNAUTHORIZED)
        library->add_response_header(response, "WWW-Authenticate", "Bearer");
    enum MHD_Result result = library->queue_response(way.connection, code, response);
    library->destroy_response(response);
    return result;
}

static enum MHD_Result answer_bytes(Way way, unsigned code, Str bytes, const char *type,
                                    const char *cookie) {
    struct MHD_Response *response = way.server->library.create_response_from_buffer(
        bytes.len, (void *)(uintptr_t)bytes.s, MHD_RESPMEM_MUST_COPY);
    return answer(way, code, response, type, cookie);
}

static enum MHD_Result answer_json(Way way, unsigned code, Str json) {
    return answer_bytes(way, code, json, "application/json; charset=utf-8", NULL);
}

/* Without quotes and backslashes in the sentence. */
static enum MHD_Result refuse(Way way, unsigned code, const char *sentence) {
    char json[512];
    snprintf(json, sizeof json, "{\"ok\":false,\"error\":\"%s\"}", sentence);
    return answer_json(way, code, str_from(json));
}

static enum MHD_Result answer_file(Way way, Str path) {
    const PageFile *file = page_file(way.server->files, path);
    return file ? answer_bytes(way, MHD_HTTP_OK, file->bytes, file->type, NULL)
                : refuse(way, MHD_HTTP_NOT_FOUND,
                         "there is nothing here; doc/api.md lists what there is");
}

static enum MHD_Result answer_thumbnail(Way way, Request *request, int32_t width) {
    uint8_t *bytes;
    size_t len;
    if (!thumbnail_encode(&request->ask.picture, width, &bytes, &len))
        return refuse(way, MHD_HTTP_INTERNAL_SERVER_ERROR, "no picture");
    struct MHD_Response *response =
        way.server->library.create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
    return answer(way, MHD_HTTP_OK, response, "image/png", NULL);
}

static enum MHD_Result answer_picture(Way way, Request *request) {
    const char *wanted =
        way.server->library.lookup_connection_value(way.connection, MHD_GET_ARGUMENT_KIND, "width");
    return answer_thumbnail(way, request, request_number(wanted, THUMBNAIL_WIDTH, 1920));
}

static enum MHD_Result answer_button(Way way, Request *request) {
    const char *wanted =
        way.server->library.lookup_connection_value(way.connection, MHD_GET_ARGUMENT_KIND, "size");
    int32_t size = request_number(wanted, 144, BUTTON_SIZE_MAX);
    if (!easel_draw(way.server->easel, &request->ask.button,
                    size < BUTTON_SIZE_MIN ? BUTTON_SIZE_MIN : size, &request->ask.picture))
        return refuse(way, MHD_HTTP_INTERNAL_SERVER_ERROR, "no fonts");
    return answer_thumbnail(way, request, BUTTON_SIZE_MAX);
}

/* ---- who asks ------------------------------------------------------------------------------- */

static const char *header_of(Way way, const char *name) {
    return way.server->library.lookup_connection_value(way.connection, MHD_HEADER_KIND, name);
}

static void address_of(Way way, uint8_t address[16]) {
    const union MHD_ConnectionInfo *info =
        way.server->library.get_connection_info(way.connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    memset(address, 0, 16);
    if (!info || !info->client_addr)
        return;
    if (info->client_addr->sa_family == AF_INET)
        memcpy(address, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr,
               4);
    else if (info->client_addr->sa_family == AF_INET6) /* one network is one stranger */
        memcpy(address, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr,
               8);
}

/* Somebody may have been given a token, or lost it, since. */
static void read_tokens(OperatorServer *server) {
    struct stat info;
    const char *path = server->settings.tokens_path;
    if (!path || stat(path, &info) != 0) {
        server->tokens.count = 0;
        return;
    }
    if (info.st_mtim.tv_sec == server->tokens_at.tv_sec &&
        info.st_mtim.tv_nsec == server->tokens_at.tv_nsec)
        return;
    Arena *arena = arena_create();
    Str text, problem = {0};
    OperatorTokens *tokens = arena_new(arena, OperatorTokens, 1);
    if (info.st_mode & (S_IRWXG | S_IRWXO))
        problem = str_from("others may read it: chmod 600");
    else if (!file_read_within(arena, path, 256 * 1024, &text))
        problem = str_from(file_error_words(errno));
    else if (tokens_parse(arena, text, tokens, &problem))
        problem = (Str){0};
    if (problem.len)
        log_error("%s: %.*s; nobody is let in by it", path, str_arg(problem));
    server->tokens = *tokens;
    server->tokens_at = info.st_mtim;
    arena_free(server->tokens_arena);
    server->tokens_arena = arena;
}

static const OperatorToken *find_token(OperatorServer *server, Str secret) {
    uint8_t hash[TOKEN_HASH_BYTES];
    const char *why;
    read_tokens(server);
    if (secret.len == 0 || secret.len > 200 || !token_hash(secret, hash, &why))
        return NULL;
    return tokens_find(&server->tokens, hash);
}

/* What stands in the header, else in the cookie. */
static Str secret_of(Way way) {
    static const char BEARER[] = "Bearer ";
    const char *header = header_of(way, "Authorization");
    if (header && strncasecmp(header, BEARER, sizeof BEARER - 1) == 0)
        return str_trim(str_from(header + sizeof BEARER - 1));
    return str_from(
        way.server->library.lookup_connection_value(way.connection, MHD_COOKIE_KIND, COOKIE));
}

/* Sets the ask's sender and role. 0, or the code and a sentence of a refusal. */
static unsigned identify(Way way, Request *request, const char **sentence) {
    OperatorServer *server = way.server;
    Ask *ask = &request->ask;
    uint8_t address[16];
    address_of(way, address);
    if (gate_wait(&server->gate, address, steady_now()) > 0) {
        *sentence = "too many wrong tokens came from there; wait a little";
        return MHD_HTTP_TOO_MANY_REQUESTS;
    }
    Str secret = secret_of(way);
    const OperatorToken *token = find_token(server, secret);
    if (token) {
        ask->sender = str_copy(ask->arena, token->name);
        ask->role = token->role;
        if (request->route != ROUTE_EVENTS) /* nobody else gets those */
            http_seats_known(server->seats, way.connection);
        return 0;
    }
    if (secret.len) {
        gate_note_failure(&server->gate, address, steady_now());
        log_warning("a wrong token was tried");
    }
    /* On this computer alone a page needs none, unless there are some. */
    if (server->is_local && server->tokens.count == 0) {
        ask->sender = str_from("page");
        ask->role = OPERATOR_ALARM;
        return 0;
    }
    *sentence = secret.len ? "that token is not known here" : "a token is needed";
    return MHD_HTTP_UNAUTHORIZED;
}

static bool may_ask_so_often(OperatorServer *server, const Ask *ask) {
    size_t index = TOKENS_MAX;
    for (size_t i = 0; i < server->tokens.count; i++)
        if (str_equal(server->tokens.items[i].name, ask->sender))
            index = i;
    return gate_take(&server->rates[index], COMMANDS_PER_S, COMMANDS_AT_ONCE, steady_now());
}

/* 0, or the code and a sentence of a refusal. Before anything of the body is read. */
static unsigned judge(Way way, Request *request, Str method, Str path, const char **sentence) {
    OperatorServer *server = way.server;
    request->route = route_of(path, &request->rest);
    const RouteRow *row = route_row(request->route);
    bool is_post = str_equal_c(method, "POST");
    Str host = str_from(header_of(way, "Host"));
    if (!gate_is_own_host(host, server->names, countof(server->names))) {
        *sentence = "open it by this computer's address or name";
        return MHD_HTTP_FORBIDDEN;
    }
    if (!is_post && !str_equal_c(method, "GET") && !str_equal_c(method, "HEAD")) {
        *sentence = "only GET and POST";
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    if (request->route == ROUTE_NONE) {
        *sentence = "there is nothing here; doc/api.md lists what there is";
        return MHD_HTTP_NOT_FOUND;
    }
    if (is_post != row->is_post) {
        *sentence = row->is_post ? "this changes something: POST it" : "this is only read: GET it";
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    if (is_post && !gate_is_own_origin(str_from(header_of(way, "Origin")), host)) {
        *sentence = "the request comes from another page";
        return MHD_HTTP_FORBIDDEN;
    }
    const char *length = header_of(way, "Content-Length"), *type = header_of(way, "Content-Type");
    if (length && strtoull(length, NULL, 10) > row->body_max) {
        *sentence = "that is too long";
        return MHD_HTTP_CONTENT_TOO_LARGE;
    }
    bool has_body = length && strcmp(length, "0") != 0;
    if (is_post && has_body &&
        (!type || strncasecmp(type, "application/json", strlen("application/json")) != 0)) {
        *sentence = "the body is JSON: send Content-Type application/json";
        return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
    }
    if (row->role == OPERATOR_NONE)
        return 0;
    unsigned code = identify(way, request, sentence);
    if (code == 0 && request->ask.role < row->role) {
        *sentence = "your token may not do that";
        return MHD_HTTP_FORBIDDEN;
    }
    if (code == 0 && is_post && !may_ask_so_often(server, &request->ask)) {
        *sentence = "too many commands at once";
        return MHD_HTTP_TOO_MANY_REQUESTS;
    }
    return code;
}

/* ---- what is asked -------------------------------------------------------------------------- */

static enum MHD_Result log_in(Way way, Request *request) {
    OperatorServer *server = way.server;
    Str secret = request_token(request);
    uint8_t address[16];
    address_of(way, address);
    if (gate_wait(&server->gate, address, steady_now()) > 0)
        return refuse(way, MHD_HTTP_TOO_MANY_REQUESTS,
                      "too many wrong tokens came from there; wait a little");
    const OperatorToken *token = find_token(server, secret);
    if (!token) {
        gate_note_failure(&server->gate, address, steady_now());
        log_warning("a wrong token was tried");
        return refuse(way, MHD_HTTP_UNAUTHORIZED, "that token is not known here");
    }
    Str cookie = str_printf(
        request->ask.arena, COOKIE "=%.*s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s",
        str_arg(secret), COOKIE_DAYS * 24 * 60 * 60, server->has_tls ? "; Secure" : "");
    log_info("%.*s has opened the page", str_arg(token->name));
    return answer_bytes(way, MHD_HTTP_OK, str_from("{\"ok\":true}"), "application/json", cookie.s);
}

static enum MHD_Result tell_me(Way way, Request *request) {
    const Ask *ask = &request->ask;
    Str json = str_printf(ask->arena, "{\"name\":\"%.*s\",\"role\":\"%s\",\"secure\":%s}",
                          str_arg(ask->sender), operator_role_name(ask->role),
                          way.server->is_local || way.server->has_tls ? "true" : "false");
    return answer_json(way, MHD_HTTP_OK, json);
}

/* To the station, and back: the connection sleeps meanwhile. */
static enum MHD_Result ask_station(Way way, Request *request, AskKind kind) {
    request->ask.kind = kind;
    request->ask.connection = way.connection;
    way.server->library.suspend_connection(way.connection);
    if (!ask_put(way.server->box, &request->ask)) {
        request->ask.code = MHD_HTTP_SERVICE_UNAVAILABLE;
        request->ask.body = str_from("{\"ok\":false,\"error\":\"the kiosk has too much to do\"}");
        request->ask.is_answered = true;
        way.server->library.resume_connection(way.connection);
    }
    return MHD_YES;
}

static enum MHD_Result dispatch(Way way, Request *request) {
    Str problem = {0};
    switch (request->route) {
    case ROUTE_FILE:
        return answer_file(way, request->rest);
    case ROUTE_ME:
        return tell_me(way, request);
    case ROUTE_STATE:
        return ask_station(way, request, ASK_STATE);
    case ROUTE_EVENTS:
        if (!http_seats_feed(way.server->seats, way.connection))
            return refuse(way, MHD_HTTP_SERVICE_UNAVAILABLE, "too many pages are open");
        return answer(way, MHD_HTTP_OK, feed_open(way.server->feed, way.connection),
                      "text/event-stream", NULL);
    case ROUTE_PICTURE:
        request->ask.display =
            request_number(str_copy(request->ask.arena, request->rest).s, -1, 99);
        return ask_station(way, request, ASK_PICTURE);
    case ROUTE_BUTTON:
        request->ask.room = str_ends(request->rest, ".png")
                                ? str_slice(request->rest, 0, request->rest.len - 4)
                                : request->rest;
        return ask_station(way, request, ASK_BUTTON);
    case ROUTE_HEALTH:
        return ask_station(way, request, ASK_HEALTH);
    case ROUTE_LOGIN:
        return log_in(way, request);
    case ROUTE_LOGOUT:
        return answer_bytes(way, MHD_HTTP_OK, str_from("{\"ok\":true}"), "application/json",
                            COOKIE "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    case ROUTE_LIVE:
        if (!request_read_command(request, &problem)) {
            Str json = str_printf(request->ask.arena, "{\"ok\":false,\"error\":\"%s\"}",
                                  "say what is to be done, as doc/api.md tells");
            return answer_json(way, MHD_HTTP_BAD_REQUEST, json);
        }
        return ask_station(way, request, ASK_COMMAND);
    case ROUTE_NONE:
    case ROUTE_COUNT:
        break;
    }
    return refuse(way, MHD_HTTP_NOT_FOUND, "there is nothing here");
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **place) {
    OperatorServer *server = context;
    Way way = {.server = server, .connection = connection};
    Request *request = *place;
    const char *sentence = "";
    (void)version;
    if (!request) {
        request = *place = calloc(1, sizeof *request);
        if (!request)
            return MHD_NO;
        request->ask.arena = arena_create();
        http_seats_asked(server->seats, connection);
        unsigned code = judge(way, request, str_from(method),
                              str_copy(request->ask.arena, str_from(path)), &sentence);
        return code ? refuse(way, code, sentence) : MHD_YES;
    }
    if (*upload_size) {
        bool is_taken = request_append(request, upload, *upload_size);
        *upload_size = 0;
        return is_taken ? MHD_YES : MHD_NO; /* it said that it would be shorter */
    }
    if (!request->ask.is_answered)
        return dispatch(way, request);
    if (request->ask.kind == ASK_BUTTON && request->ask.code == MHD_HTTP_OK)
        return answer_button(way, request);
    if (request->ask.picture.pixels)
        return answer_picture(way, request);
    return answer_json(way, request->ask.code, request->ask.body);
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
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(settings->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(settings->port)};
    bool is_v6 = inet_pton(AF_INET, settings->host, &v4.sin_addr) != 1;
    if (is_v6)
        inet_pton(AF_INET6, settings->host, &v6.sin6_addr);
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (is_v6 ? (unsigned)MHD_USE_IPv6 : 0) |
                     (server->has_tls ? (unsigned)MHD_USE_TLS : 0);
    const struct sockaddr *address = is_v6 ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4;
    struct MHD_OptionItem tls[] = {
        {.option = MHD_OPTION_HTTPS_MEM_CERT, .ptr_value = (void *)(uintptr_t)cert.s},
        {.option = MHD_OPTION_HTTPS_MEM_KEY, .ptr_value = (void *)(uintptr_t)key.s},
        {.option = MHD_OPTION_END}};
    struct MHD_OptionItem none[] = {{.option = MHD_OPTION_END}};
    return server->library.start_daemon(
        flags, settings->port, NULL, NULL, handle, server, MHD_OPTION_EXTERNAL_LOGGER, log_daemon,
        NULL, MHD_OPTION_SOCK_ADDR, address, MHD_OPTION_CONNECTION_LIMIT,
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
    if (server->has_tls && (!read_secret_file(server->arena, settings->cert_path, cert, problem) ||
                            !read_secret_file(server->arena, settings->key_path, key, problem)))
        return false;
    server->is_local = host_is_loopback(str_from(settings->host));
    read_tokens(server);
    if (!server->is_local && server->tokens.count == 0) {
        *problem = str_printf(arena,
                              "at %s others can reach the operator's page: first give somebody a "
                              "token, \"kiosk operator token NAME operate\"",
                              settings->host);
        return false;
    }
    if (!server->is_local && !server->has_tls)
        log_warning("the operator's page is served without TLS: tokens can be read on the way; "
                    "--tls-cert and --tls-key encrypt it");
    if (gethostname(server->own_name, sizeof server->own_name - 1) == 0) {
        server->names[0] = str_from(server->own_name);
        server->names[1] = str_printf(server->arena, "%s.local", server->own_name);
    }
    return true;
}

OperatorServer *operator_start(const OperatorSettings *settings, Arena *arena, Str *problem) {
    Arena *own = arena_create();
    OperatorServer *server = arena_new(own, OperatorServer, 1);
    *server = (OperatorServer){.arena = own, .settings = *settings};
    Str cert = {0}, key = {0};
    if (!prepare(server, arena, &cert, &key, problem)) {
        arena_free(server->tokens_arena);
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
        *problem = str_printf(arena, "the operator's page cannot be served at %s port %u: %s",
                              settings->host, settings->port,
                              errno == EADDRINUSE ? "another program is there; choose another port"
                              : errno             ? strerror(errno)
                                                  : "the certificate or its key is not usable");
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
    arena_free(server->tokens_arena);
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
