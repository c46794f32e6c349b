#include "live/remote.h"

#include <jansson.h>
#include <stdlib.h>

#include "live/curl_library.h"

enum { CONNECT_MS = 5000, ANSWER_MS = 60000, ANSWER_MAX = 8 * 1024 * 1024 };

typedef struct {
    Arena *arena;
    char *bytes;
    size_t len, capacity;
} Received;

static size_t take_bytes(char *bytes, size_t one, size_t len, void *context) {
    Received *received = context;
    (void)one;
    if (received->len + len > ANSWER_MAX)
        return 0;
    for (size_t i = 0; i < len; i++) {
        char *place = arena_push(received->arena, &received->bytes, &received->len,
                                 &received->capacity, 1, 1);
        *place = bytes[i];
    }
    return len;
}

static Str url_of(Arena *arena, Str host) {
    bool has_scheme = str_find(host, "://") != SIZE_MAX;
    size_t scheme = has_scheme ? str_find(host, "://") + 3 : 0;
    Str authority = str_slice(host, scheme, host.len);
    bool has_port = str_find(authority, "]:") != SIZE_MAX ||
                    (!str_starts(authority, "[") && str_find(authority, ":") != SIZE_MAX);
    Str url = str_printf(arena, "%s%.*s", has_scheme ? "" : "http://", str_arg(host));
    if (!has_port)
        url = str_printf(arena, "%.*s:%d", str_arg(url), REMOTE_PORT);
    return str_printf(arena, "%.*s/api/live", str_arg(url));
}

static Str body_of(Arena *arena, Str line) {
    json_t *root = json_object();
    json_object_set_new(root, "line", json_stringn(line.s, line.len));
    char *text = json_dumps(root, JSON_COMPACT);
    Str body = str_copy(arena, str_from(text ? text : "{}"));
    free(text);
    json_decref(root);
    return body;
}

bool remote_ask(Arena *arena, Str host, Str token, Str line, Str *answer, Str *problem) {
    CurlLibrary curl;
    CURL *easy = NULL;
    if (curl_library_open(&curl) && curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        easy = curl.easy_init();
    if (!easy) {
        *problem = str_from("--host wants libcurl");
        return false;
    }
    char words[CURL_ERROR_SIZE] = "";
    Received received = {.arena = arena};
    Str body = body_of(arena, line), url = url_of(arena, host);
    struct curl_slist *headers = curl.slist_append(NULL, "Content-Type: application/json");
    Str bearer = str_printf(arena, "Authorization: Bearer %.*s", str_arg(token));
    if (token.len)
        headers = curl.slist_append(headers, bearer.s);
    curl.easy_setopt(easy, CURLOPT_URL, url.s);
    curl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.easy_setopt(easy, CURLOPT_POSTFIELDS, body.s);
    curl.easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)body.len);
    curl.easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl.easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)ANSWER_MS);
    curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, words);
    curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    curl.easy_setopt(easy, CURLOPT_WRITEDATA, &received);
    CURLM *multi = curl.multi_init();
    CURLcode result = CURLE_FAILED_INIT;
    if (multi && curl.multi_add_handle(multi, easy) == CURLM_OK) {
        for (int running = 1; running;) {
            if (curl.multi_perform(multi, &running) != CURLM_OK)
                break;
            if (running)
                curl.multi_poll(multi, NULL, 0, 1000, NULL);
        }
        int left;
        for (const CURLMsg *message; (message = curl.multi_info_read(multi, &left));)
            if (message->msg == CURLMSG_DONE)
                result = message->data.result;
        curl.multi_remove_handle(multi, easy);
    }
    if (multi)
        curl.multi_cleanup(multi);
    curl.easy_cleanup(easy);
    curl.slist_free_all(headers);
    if (result != CURLE_OK)
        *problem = str_printf(arena, "%.*s: %s", str_arg(host),
                              *words ? words : curl.easy_strerror(result));
    else if (received.len == 0 || received.bytes[0] != '{')
        *problem = str_printf(arena, "%.*s: what answers there is no operator's page of a kiosk",
                              str_arg(host));
    *answer = (Str){.s = received.bytes, .len = received.len};
    return problem->len == 0;
}
