/* test_fetch.c: a schedule from a server that is good, slow, broken or no server at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <time.h>

#include "base/log.h"
#include "folder.h"
#include "live/fetch.h"
#include "tls.h"
#include "web.h"

#define BODY   "kiosk: 1\n# a day\n"
#define BODY_2 "kiosk: 1\n# another day\n"

typedef struct {
    char folder[PATH_MAX];
    char url[128];
    Web *server;
    FetchSettings settings;
    Fetch *fetch;
    Arena *arena;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "live-fetch");
    world->server = web_start();
    world->arena = arena_create();
    snprintf(world->url, sizeof world->url, "http://127.0.0.1:%d/day.yaml",
             web_port(world->server));
    /* Asked again only on demand; limits short enough for a test. */
    world->settings = (FetchSettings){.url = world->url,
                                      .cache_folder = world->folder,
                                      .interval = MILLIS_HOUR,
                                      .retry = MILLIS_HOUR,
                                      .retry_max = 3 * MILLIS_HOUR,
                                      .timeout = 20 * MILLIS_SECOND,
                                      .jitter_seed = 7};
    web_set(world->server, WEB_GOOD, BODY, 0);
    *context = world;
    return 0;
}

static void start(World *world) {
    world->fetch = fetch_start(&world->settings);
    assert_non_null(world->fetch);
}

static void stop(World *world) {
    fetch_stop(world->fetch);
    world->fetch = NULL;
}

static int tear_down(void **context) {
    World *world = *context;
    fetch_stop(world->fetch);
    web_stop(world->server);
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

/* The next thing that it has to say. */
static FetchResult wait_for(World *world) {
    for (int i = 0; i < 10; i++) {
        struct pollfd fd = {.fd = fetch_fd(world->fetch), .events = POLLIN};
        assert_int_equal(poll(&fd, 1, 30000), 1);
        FetchResult result = fetch_take(world->fetch, world->arena);
        if (result.outcome != FETCH_NOTHING)
            return result;
    }
    fail();
    return (FetchResult){0};
}

static FetchResult ask_again(World *world) {
    fetch_now(world->fetch);
    return wait_for(world);
}

static bool has_cached(World *world, const char *text) {
    Str bytes;
    Millis age = -1;
    return fetch_cached(&world->settings, world->arena, &bytes, &age) && age >= 0 &&
           str_equal_c(bytes, text);
}

static void a_new_copy_is_handed_over_once(void **context) {
    World *world = *context;
    start(world);
    FetchResult result = wait_for(world);
    assert_int_equal(result.outcome, FETCH_BYTES);
    assert_true(str_equal_c(result.bytes, BODY));
    assert_int_equal(result.status, 200);
    assert_int_equal(fetch_take(world->fetch, world->arena).outcome, FETCH_NOTHING);
    fetch_keep(world->fetch);
    assert_int_equal(ask_again(world).outcome, FETCH_UNCHANGED); /* 304 */
    char request[4096];
    web_last(world->server, request, sizeof request);
    assert_non_null(strstr(request, "If-None-Match: \""));
    assert_non_null(strstr(request, "Accept-Encoding: "));
    assert_non_null(strstr(request, "User-Agent: kiosk/"));
    web_set(world->server, WEB_GOOD, BODY_2, 0);
    result = ask_again(world);
    assert_int_equal(result.outcome, FETCH_BYTES);
    assert_true(str_equal_c(result.bytes, BODY_2));
}

static void the_same_bytes_are_no_news(void **context) {
    World *world = *context;
    web_set(world->server, WEB_NO_VALIDATORS, BODY, 0);
    start(world);
    assert_int_equal(wait_for(world).outcome, FETCH_BYTES);
    fetch_keep(world->fetch);
    assert_int_equal(ask_again(world).outcome, FETCH_UNCHANGED);
    assert_int_equal(ask_again(world).outcome, FETCH_UNCHANGED);
    assert_int_equal(web_count(world->server), 3);
}

/* Staff ask again and again while the first answer is looked at: it is kept all the same. */
static void nor_are_those_that_are_looked_at(void **context) {
    World *world = *context;
    web_set(world->server, WEB_NO_VALIDATORS, BODY, 0);
    start(world);
    assert_int_equal(wait_for(world).outcome, FETCH_BYTES);
    assert_int_equal(ask_again(world).outcome, FETCH_UNCHANGED);
    assert_int_equal(ask_again(world).outcome, FETCH_UNCHANGED);
    fetch_keep(world->fetch);
    stop(world);
    assert_true(has_cached(world, BODY));
}

static void a_date_is_a_version_too(void **context) {
    World *world = *context;
    web_set(world->server, WEB_DATED, BODY, 0);
    start(world);
    assert_int_equal(wait_for(world).outcome, FETCH_BYTES);
    fetch_keep(world->fetch);
    FetchResult result = ask_again(world);
    assert_int_equal(result.outcome, FETCH_UNCHANGED);
    assert_int_equal(result.status, 304);
}

static void what_was_good_is_kept(void **context) {
    World *world = *context;
    assert_false(has_cached(world, BODY));
    start(world);
    wait_for(world);
    fetch_keep(world->fetch);
    stop(world);
    assert_true(has_cached(world, BODY));
    /* The next start asks for what has changed since only. */
    start(world);
    FetchResult result = wait_for(world);
    assert_int_equal(result.outcome, FETCH_UNCHANGED);
    assert_int_equal(result.status, 304);
    /* And when the copy turned out to be of no use, for the whole. */
    fetch_refuse(world->fetch);
    assert_int_equal(ask_again(world).status, 200);
}

static void what_was_refused_is_not(void **context) {
    World *world = *context;
    start(world);
    wait_for(world);
    fetch_keep(world->fetch);
    web_set(world->server, WEB_GOOD, "broken", 0);
    assert_int_equal(ask_again(world).outcome, FETCH_BYTES);
    fetch_refuse(world->fetch);
    assert_int_equal(ask_again(world).outcome, FETCH_UNCHANGED); /* the same broken bytes */
    web_set(world->server, WEB_GOOD, BODY_2, 0);
    FetchResult result = ask_again(world);
    assert_int_equal(result.outcome, FETCH_BYTES);
    assert_true(has_cached(world, BODY));
    fetch_keep(world->fetch);
    stop(world);
    assert_true(has_cached(world, BODY_2));
}

static void what_has_errors_is_used_and_not_kept(void **context) {
    World *world = *context;
    start(world);
    wait_for(world);
    fetch_keep(world->fetch);
    web_set(world->server, WEB_GOOD, BODY_2, 0);
    assert_int_equal(ask_again(world).outcome, FETCH_BYTES);
    fetch_use(world->fetch);
    FetchResult result = ask_again(world); /* the server knows that we have it */
    assert_int_equal(result.status, 304);
    assert_true(result.is_used);
    stop(world);
    assert_true(has_cached(world, BODY));
}

static void what_is_doubted_comes_again(void **context) {
    World *world = *context;
    world->settings.retry = 1;
    start(world);
    wait_for(world);
    fetch_keep(world->fetch);
    web_set(world->server, WEB_GOOD, BODY_2, 0);
    assert_int_equal(ask_again(world).outcome, FETCH_BYTES);
    fetch_doubt(world->fetch);
    FetchResult result = wait_for(world); /* nobody asked */
    assert_int_equal(result.outcome, FETCH_BYTES);
    assert_true(str_equal_c(result.bytes, BODY_2));
    assert_true(has_cached(world, BODY));
    web_set(world->server, WEB_GOOD, BODY, 0);
    fetch_doubt(world->fetch);
    result = wait_for(world); /* it went back to what is shown */
    assert_int_equal(result.outcome, FETCH_UNCHANGED);
    assert_true(result.is_used);
}

static void a_copy_that_is_not_whole_is_none(void **context) {
    World *world = *context;
    start(world);
    wait_for(world);
    fetch_keep(world->fetch);
    stop(world);
    DIR *folder = opendir(world->folder);
    const struct dirent *entry;
    char path[PATH_MAX] = "";
    while ((entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            strcpy(path, folder_file(world->folder, entry->d_name));
    closedir(folder);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size - 1), 0);
    Str bytes;
    assert_false(fetch_cached(&world->settings, world->arena, &bytes, NULL));
    file_put(path, "kiosk-cache 1\n");
    assert_false(fetch_cached(&world->settings, world->arena, &bytes, NULL));
    start(world);
    assert_int_equal(wait_for(world).outcome, FETCH_BYTES); /* asked without a version */
}

static void faults_are_told_in_words(void **context) {
    World *given = *context;
    static const struct {
        const char *name;
        WebManner manner;
        int status;
        const char *said;
        Millis timeout;
    } cases[] = {
        {"404", WEB_STATUS, 404, "there is nothing at this address (404)", 0},
        {"403", WEB_STATUS, 403, "the server does not let us in (403)", 0},
        {"500", WEB_STATUS, 500, "the server has trouble of its own (500)", 0},
        {"204", WEB_STATUS, 418, "the server does not give it (418)", 0},
        {"a page for people", WEB_HTML, 0, "the answer is a web page, not a schedule", 0},
        {"nothing", WEB_EMPTY, 0, "the answer is empty", 0},
        {"no answer", WEB_SILENT, 0, "the server is too slow or does not answer", 150},
        {"half an answer", WEB_STALLED, 0, "the server is too slow or does not answer", 150},
        {"cut", WEB_CUT, 0, "the connection was cut in the middle", 0},
        {"cut in a chunk", WEB_CUT_CHUNK, 0, "the connection was cut in the middle", 0},
        {"no length", WEB_NO_LENGTH, 0, "does not say where its answer ends", 0},
        {"gone", WEB_GONE, 0, "the connection was cut in the middle", 0},
        {"endless", WEB_ENDLESS, 0, "the answer is larger than 100000 bytes", 0},
        {"packed and endless", WEB_BOMB, 0, "the answer is larger than 100000 bytes", 0},
        {"in circles", WEB_CIRCLE, 0, "the server sends us around in circles (5 redirects)", 0},
        {"to a file", WEB_TO_FILE, 0, "Protocol \"file\"", 0},
        {"another protocol", WEB_GARBAGE, 0, "HTTP/0.9", 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        World *world = given;
        world->settings.size_max = 100000;
        world->settings.timeout = cases[i].timeout ? cases[i].timeout : 20 * MILLIS_SECOND;
        web_set(world->server, cases[i].manner, BODY, cases[i].status);
        start(world);
        FetchResult result = wait_for(world);
        if (result.outcome != FETCH_FAILED || str_find(result.error, cases[i].said) == SIZE_MAX)
            fail_msg("%s: outcome %d, \"%.*s\"", cases[i].name, result.outcome,
                     str_arg(result.error));
        /* And it recovers. */
        web_set(world->server, WEB_GOOD, BODY, 0);
        FetchResult next = ask_again(world);
        while (cases[i].timeout && next.outcome == FETCH_FAILED)
            next = ask_again(world); /* a busy machine may take longer than the short limit */
        assert_int_equal(next.outcome, FETCH_BYTES);
        stop(world);
    }
    assert_false(has_cached(given, BODY)); /* nothing was kept that nobody found good */
}

static void nobody_listens(void **context) {
    World *world = *context;
    char url[128];
    snprintf(url, sizeof url, "http://127.0.0.1:1/day.yaml");
    world->settings.url = url;
    start(world);
    FetchResult result = wait_for(world);
    assert_int_equal(result.outcome, FETCH_FAILED);
    assert_true(str_starts(result.error, "the server cannot be reached"));
    stop(world);
    snprintf(url, sizeof url, "https://127.0.0.1:%d/day.yaml", web_port(world->server));
    web_set(world->server, WEB_GARBAGE, "", 0);
    start(world);
    result = wait_for(world);
    assert_true(str_starts(result.error, "the server cannot prove who it is"));
}

static void a_redirect_is_followed(void **context) {
    World *world = *context;
    web_set(world->server, WEB_MOVED, BODY, 0);
    start(world);
    FetchResult result = wait_for(world);
    assert_true(str_equal_c(result.bytes, BODY)); /* and nothing of the page that redirects */
    fetch_keep(world->fetch);
    result = ask_again(world); /* the redirect's version is not the page's, which has none */
    assert_int_equal(result.status, 200);
    assert_int_equal(result.outcome, FETCH_UNCHANGED);
    char request[4096];
    web_last(world->server, request, sizeof request);
    assert_null(strstr(request, "If-None-Match"));
}

static void packed_answers_are_unpacked(void **context) {
    World *world = *context;
    web_set(world->server, WEB_PACKED, "", 0);
    start(world);
    FetchResult result = wait_for(world);
    assert_int_equal(result.outcome, FETCH_BYTES);
    assert_int_equal(result.bytes.len, 720);
    assert_true(str_starts(result.bytes, "kiosk: 1\n# packed\n"));
}

static bool is_about(Millis time, Millis wanted) {
    return time >= wanted - wanted / 10 && time <= wanted + wanted / 10;
}

static void it_asks_less_often_after_failures(void **context) {
    World *world = *context;
    world->settings.interval = 4000 * MILLIS_SECOND;
    world->settings.retry = 1000 * MILLIS_SECOND;
    world->settings.retry_max = 3500 * MILLIS_SECOND;
    web_set(world->server, WEB_STATUS, "", 500);
    start(world);
    static const Millis SECONDS[] = {1000, 2000, 3500, 3500};
    Millis waits[countof(SECONDS)];
    for (size_t i = 0; i < countof(SECONDS); i++) {
        waits[i] = (i == 0 ? wait_for(world) : ask_again(world)).next_in;
        if (!is_about(waits[i], SECONDS[i] * MILLIS_SECOND))
            fail_msg("wait %zu: %lld ms", i, (long long)waits[i]);
    }
    assert_true(waits[2] != waits[3]); /* jitter */
    web_set(world->server, WEB_GOOD, BODY, 0);
    assert_true(is_about(ask_again(world).next_in, 4000 * MILLIS_SECOND));
    web_set(world->server, WEB_STATUS, "", 500);
    assert_true(is_about(ask_again(world).next_in, 1000 * MILLIS_SECOND));
    stop(world);
    world->settings.retry = 1;
    world->settings.retry_max = 1;
    web_set(world->server, WEB_LATER, "", 0);
    start(world);
    assert_true(is_about(wait_for(world).next_in, 7 * MILLIS_SECOND));
}

/* It asks again by itself: here at once. */
static void it_asks_again(void **context) {
    World *world = *context;
    world->settings.interval = 1;
    start(world);
    for (int i = 0; i < 5; i++)
        wait_for(world);
    assert_true(web_count(world->server) >= 5);
}

static void it_stops_at_once(void **context) {
    World *world = *context;
    web_set(world->server, WEB_STALLED, "", 0);
    world->settings.timeout = 60 * MILLIS_SECOND;
    for (int i = 0; i < 3; i++) {
        start(world);
        struct timespec before, after;
        clock_gettime(CLOCK_MONOTONIC, &before);
        stop(world);
        clock_gettime(CLOCK_MONOTONIC, &after);
        assert_true(after.tv_sec - before.tv_sec < 10);
    }
}

/* ---- who the server is ---------------------------------------------------------------------- */

static void a_server_has_to_prove_who_it_is(void **context) {
    World *world = *context;
    int port;
    char url[128], certificate[PATH_MAX];
    if (!tls_make_certificate(world->folder))
        skip();
    file_put(folder_file(world->folder, "day.yaml"), "HTTP/1.0 200 OK\r\n\r\n" BODY);
    pid_t child = tls_start(world->folder, &port);
    assert_true(port > 0);
    strcpy(certificate, folder_file(world->folder, "certificate.pem"));
    snprintf(url, sizeof url, "https://127.0.0.1:%d/day.yaml", port);
    world->settings.url = url;
    start(world);
    FetchResult unknown = wait_for(world);
    stop(world);
    world->settings.ca_file = certificate;
    start(world);
    FetchResult known = wait_for(world);
    stop(world);
    snprintf(url, sizeof url, "https://localhost:%d/day.yaml", port);
    start(world);
    FetchResult other_name = wait_for(world);
    stop(world);
    /* What begins encrypted stays encrypted. */
    char moved[256];
    snprintf(moved, sizeof moved, "HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:%d/\r\n\r\n",
             web_port(world->server));
    file_put(folder_file(world->folder, "day.yaml"), moved);
    snprintf(url, sizeof url, "https://127.0.0.1:%d/day.yaml", port);
    start(world);
    FetchResult downgraded = wait_for(world);
    tls_stop(world->folder, child);
    assert_true(str_find(downgraded.error, "Protocol \"http\"") != SIZE_MAX);
    assert_true(str_starts(unknown.error, "the server cannot prove who it is"));
    assert_int_equal(known.outcome, FETCH_BYTES);
    assert_true(str_equal_c(known.bytes, BODY));
    assert_true(str_starts(other_name.error, "the server cannot prove who it is"));
}

/* One that would be good but for its dates: who checks them, and who says so. */
static void a_certificate_has_its_time(void **context) {
    World *world = *context;
    static const struct {
        const char *from, *until, *words; /* NULL: it is good */
    } CASES[] = {
        {"20200101000000Z", "20200102000000Z", "expired"},
        {"20980101000000Z", "20990101000000Z", "not yet valid"},
        {"20200101000000Z", "20990101000000Z", NULL},
    };
    char url[128], certificate[PATH_MAX];
    if (!tls_make_certificate(world->folder))
        skip();
    file_put(folder_file(world->folder, "day.yaml"), "HTTP/1.0 200 OK\r\n\r\n" BODY);
    strcpy(certificate, folder_file(world->folder, "certificate.pem"));
    for (size_t i = 0; i < countof(CASES); i++) {
        int port;
        assert_true(tls_date_certificate(world->folder, CASES[i].from, CASES[i].until));
        pid_t child = tls_start(world->folder, &port);
        assert_true(port > 0);
        snprintf(url, sizeof url, "https://127.0.0.1:%d/day.yaml", port);
        world->settings.url = url;
        world->settings.ca_file = certificate;
        start(world);
        FetchResult result = wait_for(world);
        stop(world);
        tls_stop(world->folder, child);
        bool is_said =
            !CASES[i].words || (str_starts(result.error, "the server cannot prove who it is") &&
                                str_find(result.error, CASES[i].words) != SIZE_MAX);
        if ((result.outcome == FETCH_BYTES) != !CASES[i].words || !is_said)
            fail_msg("%s to %s: %.*s", CASES[i].from, CASES[i].until, str_arg(result.error));
    }
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_new_copy_is_handed_over_once),
        test(the_same_bytes_are_no_news),
        test(nor_are_those_that_are_looked_at),
        test(a_date_is_a_version_too),
        test(what_was_good_is_kept),
        test(what_was_refused_is_not),
        test(what_has_errors_is_used_and_not_kept),
        test(what_is_doubted_comes_again),
        test(a_copy_that_is_not_whole_is_none),
        test(faults_are_told_in_words),
        test(nobody_listens),
        test(a_redirect_is_followed),
        test(packed_answers_are_unpacked),
        test(it_asks_less_often_after_failures),
        test(it_asks_again),
        test(it_stops_at_once),
        test(a_server_has_to_prove_who_it_is),
        test(a_certificate_has_its_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
