#include "operator/door.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"
#include "operator/gate.h"
#include "operator/tokens.h"

#define LOG_MODULE "operator"

enum {
    COMMANDS_PER_S = 10,
    COMMANDS_AT_ONCE = 40,
    HEAVY_PER_S = 4,
    HEAVY_AT_ONCE = 8,
    COOKIE_DAYS = 14
};

struct Door {
    const char *tokens_path; /* borrowed; NULL: there are none */
    bool is_local, has_tls;
    char own_name[256]; /* the host's, and … */
    Str names[2];       /* … how it may be called */
    Arena *arena;       /* owned: this struct and the names */
    Arena *tokens_arena;
    OperatorTokens tokens;
    struct timespec tokens_at; /* the file's time when it was read */
    bool is_shut;              /* there is a file, which says nothing that can be relied upon */
    Gate gate;
    GateRate rates[TOKENS_MAX + 1]; /* by token; the last one is for who needs none */
    GateRate heavy;                 /* of all together: what costs the loop a page's drawing */
};

/* Somebody may have been given a token, or lost it, since. */
static void read_tokens(Door *door) {
    struct stat info;
    const char *path = door->tokens_path;
    if (!path || stat(path, &info) != 0) {
        door->tokens.count = 0;
        door->tokens_at = (struct timespec){0};
        door->is_shut = path && errno != ENOENT;
        return;
    }
    if (info.st_mtim.tv_sec == door->tokens_at.tv_sec &&
        info.st_mtim.tv_nsec == door->tokens_at.tv_nsec)
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
    door->is_shut = problem.len > 0;
    door->tokens = *tokens;
    door->tokens_at = info.st_mtim;
    arena_free(door->tokens_arena);
    door->tokens_arena = arena;
}

static const OperatorToken *find_token(Door *door, Str secret) {
    uint8_t hash[TOKEN_HASH_BYTES];
    const char *why;
    read_tokens(door);
    if (secret.len == 0 || secret.len > 200 || !token_hash(secret, hash, &why))
        return NULL;
    return tokens_find(&door->tokens, hash);
}

/* What stands in the header, else in the cookie. */
static Str secret_of(Way way) {
    static const char BEARER[] = "Bearer ";
    const char *header = way_header(way, "Authorization");
    if (header && strncasecmp(header, BEARER, sizeof BEARER - 1) == 0)
        return str_trim(str_from(header + sizeof BEARER - 1));
    return str_from(
        way.library->lookup_connection_value(way.connection, MHD_COOKIE_KIND, DOOR_COOKIE));
}

/* Sets the ask's sender and role. 0, or the code and a sentence of a refusal. */
static unsigned identify(Door *door, Way way, Request *request, const char **sentence) {
    Ask *ask = &request->ask;
    uint8_t address[16];
    way_address(way, address);
    if (gate_wait(&door->gate, address, steady_now()) > 0) {
        *sentence = "too many wrong tokens came from there; wait a little";
        return MHD_HTTP_TOO_MANY_REQUESTS;
    }
    Str secret = secret_of(way);
    const OperatorToken *token = find_token(door, secret);
    if (token) {
        ask->sender = str_copy(ask->arena, token->name);
        ask->role = token->role;
        request->is_known = true;
        return 0;
    }
    if (secret.len) {
        gate_note_failure(&door->gate, address, steady_now());
        log_warning("a wrong token was tried");
    }
    /* On this computer alone a page needs none, unless there are some. */
    if (door->is_local && door->tokens.count == 0 && !door->is_shut) {
        ask->sender = str_from("page");
        ask->role = OPERATOR_ALARM;
        return 0;
    }
    *sentence = secret.len ? "that token is not known here" : "a token is needed";
    return MHD_HTTP_UNAUTHORIZED;
}

/* A sentence; NULL: it may be asked. */
static const char *why_not_so_often(Door *door, const Request *request) {
    const Ask *ask = &request->ask;
    if (route_row(request->route)->is_heavy &&
        !gate_take(&door->heavy, HEAVY_PER_S, HEAVY_AT_ONCE, steady_now()))
        return "too many previews and files from all together; wait a second";
    size_t index = TOKENS_MAX;
    for (size_t i = 0; i < door->tokens.count; i++)
        if (str_equal(door->tokens.items[i].name, ask->sender))
            index = i;
    return gate_take(&door->rates[index], COMMANDS_PER_S, COMMANDS_AT_ONCE, steady_now())
               ? NULL
               : "too many commands at once; wait a second";
}

unsigned door_judge(Door *door, Way way, Request *request, Str method, Str path,
                    const char **sentence) {
    request->route = route_of(path, &request->rest);
    const RouteRow *row = route_row(request->route);
    bool is_post = str_equal_c(method, "POST");
    Str host = str_from(way_header(way, "Host"));
    if (!gate_is_own_host(host, door->names, countof(door->names))) {
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
    if (is_post && !gate_is_own_origin(str_from(way_header(way, "Origin")), host)) {
        *sentence = "the request comes from another page";
        return MHD_HTTP_FORBIDDEN;
    }
    const char *length = way_header(way, "Content-Length"), *type = way_header(way, "Content-Type");
    if (length && strtoull(length, NULL, 10) > row->body_max) {
        *sentence = "that is too long";
        return MHD_HTTP_CONTENT_TOO_LARGE;
    }
    bool has_body = length && strcmp(length, "0") != 0;
    const char *wanted = row->type ? row->type : "application/json";
    if (is_post && has_body && (!type || strncasecmp(type, wanted, strlen(wanted)) != 0)) {
        *sentence = row->type ? "the body is a file: send Content-Type application/octet-stream"
                              : "the body is JSON: send Content-Type application/json";
        return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
    }
    if (row->role == OPERATOR_NONE)
        return 0;
    unsigned code = identify(door, way, request, sentence);
    if (code == 0 && request->ask.role < row->role) {
        *sentence = "your token may not do that";
        return MHD_HTTP_FORBIDDEN;
    }
    const char *why = code == 0 && is_post ? why_not_so_often(door, request) : NULL;
    if (!why)
        return code;
    *sentence = why;
    return MHD_HTTP_TOO_MANY_REQUESTS;
}

enum MHD_Result door_log_in(Door *door, Way way, Request *request) {
    Str secret = request_text(request, "token");
    uint8_t address[16];
    way_address(way, address);
    if (gate_wait(&door->gate, address, steady_now()) > 0)
        return way_refuse(way, MHD_HTTP_TOO_MANY_REQUESTS,
                          "too many wrong tokens came from there; wait a little");
    const OperatorToken *token = find_token(door, secret);
    if (!token) {
        gate_note_failure(&door->gate, address, steady_now());
        log_warning("a wrong token was tried");
        return way_refuse(way, MHD_HTTP_UNAUTHORIZED, "that token is not known here");
    }
    Str cookie = str_printf(
        request->ask.arena, DOOR_COOKIE "=%.*s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s",
        str_arg(secret), COOKIE_DAYS * 24 * 60 * 60, door->has_tls ? "; Secure" : "");
    log_info("%.*s has opened the page", str_arg(token->name));
    return way_answer_bytes(way, MHD_HTTP_OK, str_from("{\"ok\":true}"), "application/json",
                            cookie.s);
}

Door *door_create(const DoorSettings *settings) {
    Arena *arena = arena_create();
    Door *door = arena_new(arena, Door, 1);
    *door = (Door){.tokens_path = settings->tokens_path,
                   .is_local = settings->is_local,
                   .has_tls = settings->has_tls,
                   .arena = arena};
    if (gethostname(door->own_name, sizeof door->own_name - 1) == 0) {
        door->names[0] = str_from(door->own_name);
        door->names[1] = str_printf(arena, "%s.local", door->own_name);
    }
    read_tokens(door);
    return door;
}

void door_free(Door *door) {
    if (!door)
        return;
    arena_free(door->tokens_arena);
    arena_free(door->arena);
}

size_t door_token_count(const Door *door) {
    return door->tokens.count;
}
