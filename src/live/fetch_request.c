#include "live/fetch_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/log.h"

#define LOG_MODULE "fetch"

typedef struct {
    const FetchRequest *request;
    FetchAnswer *answer;
    bool is_too_large;
    char words[CURL_ERROR_SIZE]; /* libcurl's own */
} Transfer;

void fetch_answer_free(FetchAnswer *answer) {
    free(answer->bytes);
    answer->bytes = NULL;
    answer->len = answer->capacity = 0;
}

static void set_validator(char *place, Str value) {
    bool fits = value.len < FETCH_VALIDATOR_MAX;
    memcpy(place, fits && value.len ? value.s : "", fits ? value.len : 0);
    place[fits ? value.len : 0] = 0;
}

void fetch_answer_validators(FetchAnswer *answer, Str etag, Str modified) {
    set_validator(answer->etag, etag);
    set_validator(answer->modified, modified);
}

/* ---- libcurl calls these -------------------------------------------------------------------- */

static bool make_room(FetchAnswer *answer, size_t len) {
    if (answer->len + len <= answer->capacity)
        return true;
    size_t wider = answer->capacity ? answer->capacity : 65536;
    while (wider < answer->len + len)
        wider *= 2;
    char *moved = realloc(answer->bytes, wider);
    if (!moved)
        return false;
    answer->bytes = moved;
    answer->capacity = wider;
    return true;
}

static size_t take_bytes(char *bytes, size_t one, size_t len, void *context) {
    (void)one;
    Transfer *transfer = context;
    FetchAnswer *answer = transfer->answer;
    if (answer->len + len > transfer->request->settings->size_max) {
        transfer->is_too_large = true;
        return 0;
    }
    if (!make_room(answer, len))
        return 0;
    memcpy(answer->bytes + answer->len, bytes, len);
    answer->len += len;
    return len;
}

/* The value when the line is that header, else nothing. */
static bool take_value(Str line, const char *name, char *place) {
    size_t len = strlen(name);
    if (line.len <= len || line.s[len] != ':' ||
        !str_equal_nocase(str_slice(line, 0, len), str_from(name)))
        return false;
    set_validator(place, str_trim(str_slice(line, len + 1, line.len)));
    return true;
}

static size_t take_header(char *bytes, size_t one, size_t len, void *context) {
    (void)one;
    FetchAnswer *answer = ((Transfer *)context)->answer;
    Str line = {.s = bytes, .len = len};
    if (str_starts(line, "HTTP/")) { /* of the page behind a redirect, not of the redirect */
        answer->etag[0] = answer->modified[0] = 0;
        answer->len = 0;
        answer->is_bounded = false;
    } else if (str_equal_nocase(str_slice(line, 0, strlen("content-length:")),
                                str_from("content-length:")) ||
               str_equal_nocase(str_slice(line, 0, strlen("transfer-encoding:")),
                                str_from("transfer-encoding:"))) {
        answer->is_bounded = true; /* libcurl compares what came with it */
    } else if (!take_value(line, "etag", answer->etag)) {
        take_value(line, "last-modified", answer->modified);
    }
    return len;
}

/* ---- asking --------------------------------------------------------------------------------- */

static struct curl_slist *headers_of(const FetchRequest *request) {
    char line[FETCH_VALIDATOR_MAX + 32];
    struct curl_slist *list = request->curl->slist_append(NULL, "Accept: */*");
    if (*request->etag) {
        snprintf(line, sizeof line, "If-None-Match: %s", request->etag);
        list = request->curl->slist_append(list, line);
    }
    if (*request->modified) {
        snprintf(line, sizeof line, "If-Modified-Since: %s", request->modified);
        list = request->curl->slist_append(list, line);
    }
    return list;
}

static void set_options(Transfer *transfer, CURL *easy, struct curl_slist *headers) {
    const FetchSettings *settings = transfer->request->settings;
    CURLcode (*set)(CURL *, CURLoption, ...) = transfer->request->curl->easy_setopt;
    /* A page that begins encrypted stays encrypted. */
    const char *next = strncasecmp(settings->url, "https:", 6) == 0 ? "https" : "http,https";
    set(easy, CURLOPT_URL, settings->url);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_REDIR_PROTOCOLS_STR, next);
    /* Else each step is looked at. */
    set(easy, CURLOPT_FOLLOWLOCATION, transfer->request->stays_at_server ? 0L : 1L);
    set(easy, CURLOPT_MAXREDIRS, settings->redirects_max);
    set(easy, CURLOPT_ACCEPT_ENCODING, ""); /* all that libcurl can unpack */
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)settings->connect_timeout);
    set(easy, CURLOPT_TIMEOUT_MS, (long)settings->timeout);
    set(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)settings->size_max);
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (settings->ca_file)
        set(easy, CURLOPT_CAINFO, settings->ca_file);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_QUICK_EXIT, 1L); /* a name server that is silent does not keep us */
    set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    set(easy, CURLOPT_USERAGENT, "kiosk/" KIOSK_VERSION);
    set(easy, CURLOPT_HTTPHEADER, headers);
    set(easy, CURLOPT_ERRORBUFFER, transfer->words);
    set(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    set(easy, CURLOPT_WRITEDATA, transfer);
    set(easy, CURLOPT_HEADERFUNCTION, take_header);
    set(easy, CURLOPT_HEADERDATA, transfer);
}

/* Until it is done, or we are to stop. */
static CURLcode perform(const FetchRequest *request, CURL *easy) {
    const CurlLibrary *curl = request->curl;
    CURLcode result = CURLE_ABORTED_BY_CALLBACK;
    if (curl->multi_add_handle(request->multi, easy) != CURLM_OK)
        return CURLE_OUT_OF_MEMORY;
    int running = 1;
    while (running && !*request->is_stopping) {
        if (curl->multi_perform(request->multi, &running) != CURLM_OK)
            break;
        if (running)
            curl->multi_poll(request->multi, NULL, 0, 1000, NULL);
    }
    int left;
    const CURLMsg *message;
    while ((message = curl->multi_info_read(request->multi, &left)))
        if (message->msg == CURLMSG_DONE)
            result = message->data.result;
    curl->multi_remove_handle(request->multi, easy);
    return result;
}

/* ---- what it means -------------------------------------------------------------------------- */

static const char *status_words(long status) {
    switch (status) {
    case 401:
    case 403:
    case 407:
        return "the server does not let us in";
    case 404:
    case 410:
        return "there is nothing at this address";
    case 429:
        return "the server says that it is asked too often";
    case 500:
    case 502:
    case 503:
    case 504:
        return "the server has trouble of its own";
    default:
        return "the server does not give it";
    }
}

/* A page for people: an error page, or the login of a network. */
static bool is_web_page(const FetchAnswer *answer) {
    static const char *const BEGINNINGS[] = {"<!doctype html", "<html", "<head", "<body"};
    Str text = str_trim((Str){.s = answer->bytes, .len = answer->len < 512 ? answer->len : 512});
    if (str_starts(text, "\xef\xbb\xbf"))
        text = str_trim(str_slice(text, 3, text.len));
    for (size_t i = 0; i < countof(BEGINNINGS); i++)
        if (str_equal_nocase(str_slice(text, 0, strlen(BEGINNINGS[i])), str_from(BEGINNINGS[i])))
            return true;
    return false;
}

static void fail(FetchAnswer *answer, const char *words) {
    answer->kind = FETCH_ANSWER_FAILED;
    snprintf(answer->error, sizeof answer->error, "%s", words);
}

static void explain_failure(const Transfer *transfer, CURLcode code) {
    FetchAnswer *answer = transfer->answer;
    const FetchSettings *settings = transfer->request->settings;
    const char *detail =
        *transfer->words ? transfer->words : transfer->request->curl->easy_strerror(code);
    answer->kind = FETCH_ANSWER_FAILED;
    char *error = answer->error;
    size_t size = sizeof answer->error;
    if (transfer->is_too_large || code == CURLE_FILESIZE_EXCEEDED)
        snprintf(error, size, "the answer is larger than %zu bytes: this is no %s",
                 settings->size_max, transfer->request->what);
    else if (code == CURLE_OPERATION_TIMEDOUT)
        snprintf(error, size, "the server is too slow or does not answer (%s)", detail);
    else if (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING)
        snprintf(error, size, "the connection was cut in the middle (%s)", detail);
    else if (code == CURLE_TOO_MANY_REDIRECTS)
        snprintf(error, size, "the server sends us around in circles (%ld redirects)",
                 settings->redirects_max);
    else if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT)
        snprintf(error, size, "the server cannot be reached (%s)", detail);
    else if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR)
        snprintf(error, size, "the server cannot prove who it is (%s)", detail);
    else if (code == CURLE_BAD_CONTENT_ENCODING)
        snprintf(error, size, "the answer cannot be unpacked (%s)", detail);
    else
        snprintf(error, size, "%s", detail);
}

static void explain_answer(FetchAnswer *answer, const char *what) {
    char words[256];
    if (answer->status == 304) {
        answer->kind = FETCH_ANSWER_UNCHANGED;
    } else if (answer->status != 200 && answer->status != 203) {
        snprintf(words, sizeof words, "%s (%ld)", status_words(answer->status), answer->status);
        fail(answer, words);
    } else if (answer->len == 0) {
        fail(answer, "the answer is empty");
    } else if (!answer->is_bounded) {
        fail(answer, "the server does not say where its answer ends (it sends no Content-Length), "
                     "so it may be cut: a server that sends one is wanted, or HTTPS");
    } else if (is_web_page(answer)) {
        snprintf(words, sizeof words,
                 "the answer is a web page, not a %s; is the address that of the data, and is the "
                 "network open?",
                 what);
        fail(answer, words);
    } else {
        answer->kind = FETCH_ANSWER_BYTES;
    }
}

/* Where the answer sends us; empty: nowhere. */
static Str redirect_of(const Transfer *transfer, CURL *easy, Arena *arena) {
    char *next = NULL;
    long status = 0;
    transfer->request->curl->easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 300 || status > 399 || status == 304)
        return (Str){0};
    transfer->request->curl->easy_getinfo(easy, CURLINFO_REDIRECT_URL, &next);
    return next ? str_copy(arena, str_from(next)) : (Str){0};
}

FetchAnswer fetch_request(const FetchRequest *request) {
    FetchAnswer answer = {.kind = FETCH_ANSWER_FAILED};
    Transfer transfer = {.request = request, .answer = &answer};
    const CurlLibrary *curl = request->curl;
    CURL *easy = curl->easy_init();
    if (!easy) {
        fail(&answer, "out of memory");
        return answer;
    }
    struct curl_slist *headers = headers_of(request);
    set_options(&transfer, easy, headers);
    Arena *arena = arena_create();
    CURLcode code = perform(request, easy);
    bool has_left = false;
    for (long i = 0; code == CURLE_OK && request->stays_at_server && !has_left; i++) {
        Str next = redirect_of(&transfer, easy, arena);
        if (!next.len)
            break;
        if (i == request->settings->redirects_max)
            code = CURLE_TOO_MANY_REDIRECTS;
        else if (!address_is_same_server(str_from(request->settings->url), next))
            has_left = true;
        else if (curl->easy_setopt(easy, CURLOPT_URL, next.s) == CURLE_OK)
            code = perform(request, easy);
    }
    curl->easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_off_t retry_after = 0;
    curl->easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
    answer.retry_after_s = (long)retry_after;
    /* HTTP/2 and 3 mark a body's end, and so does TLS: a connection that is closed without that is
     * an error of libcurl's. Of plain HTTP/1 the end of the connection says nothing. */
    long version = 0;
    const char *scheme = NULL;
    curl->easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    curl->easy_getinfo(easy, CURLINFO_SCHEME, &scheme);
    answer.is_bounded |= version >= CURL_HTTP_VERSION_2_0 ||
                         (scheme && str_equal_nocase(str_from(scheme), str_from("https")));
    if (has_left)
        fail(&answer, "the server sends us to another one, which is not asked; write the address "
                      "that is meant");
    else if (code == CURLE_OK)
        explain_answer(&answer, request->what);
    else
        explain_failure(&transfer, code);
    curl->easy_cleanup(easy);
    arena_free(arena);
    curl->slist_free_all(headers);
    log_debug("%ld, %zu bytes%s%s", answer.status, answer.len, *answer.error ? ": " : "",
              answer.error);
    return answer;
}
