/* test_collect.c: the files that a schedule names, from a server that is good or is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>

#include "base/address.h"
#include "base/files.h"
#include "base/log.h"
#include "folder.h"
#include "live/collect.h"
#include "tls.h"
#include "web.h"

enum { PATIENCE = 60 * MILLIS_SECOND };

typedef struct {
    char folder[PATH_MAX], files[PATH_MAX];
    Web *server, *other;
    Arena *arena;
    Collect *collect;
    CollectSettings settings;
} World;

/* What is no picture here. */
static const char *refuse(Str address, Str bytes) {
    (void)address;
    return str_starts(bytes, "PIC") ? NULL : "this is no picture";
}

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "live-collect");
    snprintf(world->files, sizeof world->files, "%.4000s/files", world->folder);
    world->server = web_start();
    world->other = web_start();
    web_set(world->server, WEB_STATUS, "", 404);
    web_set(world->other, WEB_GOOD, "PIC of another", 0);
    world->arena = arena_create();
    /* Asked again only with a new list; limits small enough for a test. */
    world->settings = (CollectSettings){.folder = world->files,
                                        .interval = MILLIS_HOUR,
                                        .retry = MILLIS_HOUR,
                                        .size_max = 2000,
                                        .total_max = 3000,
                                        .count_max = 6,
                                        .refuse = refuse};
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    collect_stop(world->collect);
    web_stop(world->server);
    web_stop(world->other);
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static Str at(const World *world, const char *path) {
    return str_printf(world->arena, "http://127.0.0.1:%d%s", web_port(world->server), path);
}

static const char *copy_of(const World *world, Str address) {
    return path_join(world->arena, str_from(world->files),
                     address_copy_name(world->arena, address).s)
        .s;
}

static bool has_copy(const World *world, Str address, const char *wanted) {
    Str bytes;
    return file_read(world->arena, copy_of(world, address), &bytes) && str_equal_c(bytes, wanted);
}

static void fetch(World *world, const Str *addresses, size_t count) {
    collect_stop(world->collect);
    world->collect = collect_start(&world->settings);
    assert_non_null(world->collect);
    collect_want(world->collect, addresses, count);
    collect_wait(world->collect, PATIENCE);
}

static void put(const World *world, const char *path, const char *bytes) {
    web_put(world->server, path, bytes, strlen(bytes), 200);
}

static void expect_problem(const World *world, Str address, const char *words) {
    Str problem = collect_problem(world->collect, world->arena, address);
    if (*words ? str_find(problem, words) == SIZE_MAX : problem.len > 0)
        fail_msg("%.*s: \"%.*s\"", str_arg(address), str_arg(problem));
}

static void files_come_and_are_kept_fresh(void **context) {
    World *world = *context;
    put(world, "/a.png", "PIC a");
    put(world, "/theme.yaml", "PIC of a theme");
    const Str list[] = {at(world, "/a.png?key=secret"), at(world, "/theme.yaml")};
    fetch(world, list, countof(list));
    assert_true(has_copy(world, list[0], "PIC a"));
    assert_true(has_copy(world, list[1], "PIC of a theme"));
    assert_true(collect_take(world->collect));
    assert_false(collect_take(world->collect));
    size_t count;
    collect_problems(world->collect, world->arena, &count);
    assert_int_equal(count, 0);

    /* Private, and nothing secret in a name. */
    const Str *names;
    assert_true(folder_list(world->arena, world->files, &names, &count));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        assert_int_equal(stat(path_join(world->arena, str_from(world->files), names[i].s).s, &info),
                         0);
        assert_int_equal(info.st_mode & 0777, 0600);
        assert_true(str_find(names[i], "secret") == SIZE_MAX);
    }

    /* The next run asks with the version that it has; what is the same is no change. */
    put(world, "/a.png", "PIC b");
    fetch(world, list, countof(list));
    char request[4096];
    web_last(world->server, request, sizeof request);
    assert_non_null(strstr(request, "GET /theme.yaml"));
    assert_non_null(strstr(request, "If-None-Match: \""));
    assert_true(has_copy(world, list[0], "PIC b"));
    assert_true(has_copy(world, list[1], "PIC of a theme"));
    assert_true(collect_take(world->collect));
    fetch(world, list, countof(list));
    assert_false(collect_take(world->collect));

    /* A copy that somebody changed does not count as the server's version. */
    file_put(copy_of(world, list[1]), "PIC of somebody");
    fetch(world, list, countof(list));
    web_last(world->server, request, sizeof request);
    assert_null(strstr(request, "If-None-Match"));
    assert_true(has_copy(world, list[1], "PIC of a theme"));
}

/* A server that says "nothing new" for hours is not one that is gone. */
static void it_is_known_when_the_server_answered_last(void **context) {
    World *world = *context;
    put(world, "/a.png", "PIC a");
    const Str list[] = {at(world, "/a.png")};
    world->settings.keeps_times = true;
    assert_true(collect_when(world->files, list[0]) == INT64_MIN);
    fetch(world, list, 1);
    assert_true(collect_when(world->files, list[0]) > 0);
    assert_true(collect_take(world->collect));

    const char *tag = str_printf(world->arena, "%s.tag", copy_of(world, list[0])).s;
    const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(AT_FDCWD, tag, old, 0), 0);
    assert_true(collect_when(world->files, list[0]) == 1000 * MILLIS_SECOND);
    fetch(world, list, 1); /* 304 */
    assert_true(collect_when(world->files, list[0]) > 1000 * MILLIS_SECOND);
    assert_false(collect_take(world->collect));

    /* An answer that is none does not count; the first good one after it is news. */
    assert_int_equal(utimensat(AT_FDCWD, tag, old, 0), 0);
    web_put(world->server, "/a.png", "", 0, 500);
    fetch(world, list, 1);
    assert_true(collect_when(world->files, list[0]) == 1000 * MILLIS_SECOND);
    put(world, "/a.png", "PIC a");
    collect_ask(world->collect);
    struct pollfd news = {.fd = collect_fd(world->collect), .events = POLLIN};
    while (!collect_take(world->collect))
        assert_true(poll(&news, 1, PATIENCE) > 0);
    assert_true(collect_when(world->files, list[0]) > 1000 * MILLIS_SECOND);
}

static void what_is_not_named_any_more_goes(void **context) {
    World *world = *context;
    put(world, "/a.png", "PIC a");
    put(world, "/b.png", "PIC b");
    const Str list[] = {at(world, "/a.png"), at(world, "/b.png")};
    fetch(world, list, 2);
    world->settings.keeps_all = true; /* a snapshot beside the kiosk */
    fetch(world, list, 1);
    collect_stop(world->collect);
    world->collect = NULL;
    assert_true(has_copy(world, list[1], "PIC b"));
    world->settings.keeps_all = false;
    fetch(world, list + 1, 1);
    assert_true(has_copy(world, list[1], "PIC b"));
    assert_false(file_exists(copy_of(world, list[0])));
    /* While it runs, too: what is new comes after what was removed. */
    put(world, "/c.png", "PIC c");
    const Str next = at(world, "/c.png");
    collect_want(world->collect, &next, 1);
    collect_wait(world->collect, PATIENCE);
    assert_true(has_copy(world, next, "PIC c"));
    assert_false(file_exists(copy_of(world, list[1])));
    const Str *names;
    size_t count;
    assert_true(folder_list(world->arena, world->files, &names, &count));
    assert_int_equal(count, 2); /* it, and its companion */
}

/* Nothing of what a server may send instead takes the place of what was there. */
static void what_is_wrong_leaves_the_last_one(void **context) {
    World *world = *context;
    static char large[3000];
    memset(large, 'x', sizeof large - 1);
    memcpy(large, "PIC", 3);
    char elsewhere[128], far[128];
    snprintf(elsewhere, sizeof elsewhere, "http://127.0.0.1:%d/a.png", web_port(world->other));
    snprintf(far, sizeof far, "file:///etc/passwd");
    const struct {
        const char *bytes;
        int status;
        const char *problem;
    } CASES[] = {
        {"gone", 404, "there is nothing at this address (404)"},
        {"<html>Log in</html>", 200, "a web page, not a picture"},
        {"GARBAGE", 200, "this is no picture"},
        {large, 200, "larger than 2000 bytes"},
        {"", 200, "empty"},
        {elsewhere, 302, "sends us to another one"},
        {far, 302, "sends us to another one"},
        {"/a.png", 302, "circles"},
    };
    put(world, "/a.png", "PIC a");
    const Str address = at(world, "/a.png");
    fetch(world, &address, 1);
    expect_problem(world, address, "");
    for (size_t i = 0; i < countof(CASES); i++) {
        web_put(world->server, "/a.png", CASES[i].bytes, strlen(CASES[i].bytes), CASES[i].status);
        fetch(world, &address, 1);
        expect_problem(world, address, CASES[i].problem);
        assert_true(has_copy(world, address, "PIC a"));
        assert_false(collect_take(world->collect));
    }
    assert_int_equal(web_count(world->other), 0);

    put(world, "/b.png", "PIC b"); /* a redirect within the server is followed */
    web_put(world->server, "/a.png", "/b.png", strlen("/b.png"), 302);
    fetch(world, &address, 1);
    expect_problem(world, address, "");
    assert_true(has_copy(world, address, "PIC b"));
}

static void there_are_limits(void **context) {
    World *world = *context;
    static char large[1800];
    memset(large, 'x', sizeof large - 1);
    memcpy(large, "PIC", 3);
    put(world, "/1", large);
    put(world, "/2", large);
    put(world, "/3", "PIC 3");
    const Str list[] = {at(world, "/1"), at(world, "/2"), at(world, "/3"), at(world, "/4"),
                        at(world, "/5"), at(world, "/6"), at(world, "/7")};
    fetch(world, list, countof(list));
    expect_problem(world, list[0], "");
    expect_problem(world, list[1], "more than 3000 bytes");
    expect_problem(world, list[2], "");
    assert_true(has_copy(world, list[2], "PIC 3"));
    size_t count;
    const Str *problems = collect_problems(world->collect, world->arena, &count);
    assert_true(count > 0 && str_find(problems[count - 1], "1 are not fetched") != SIZE_MAX);
}

/* A server that says nothing keeps nobody, neither the end nor who waits for so long. */
static void a_silent_server_keeps_nobody(void **context) {
    World *world = *context;
    web_set(world->server, WEB_SILENT, "", 0);
    const Str address = at(world, "/a.png");
    world->collect = collect_start(&world->settings);
    collect_want(world->collect, &address, 1);
    collect_wait(world->collect, 1);
    expect_problem(world, address, "did not come in time");
    collect_stop(world->collect);
    world->collect = NULL;
}

/* A picture comes from a server that proves who it is; from another one it does not, and why is
 * told. */
static void a_server_has_to_prove_who_it_is(void **context) {
    World *world = *context;
    static const struct {
        const char *host, *from, *until, *words; /* "": it comes */
    } CASES[] = {
        {"localhost", "20200101000000Z", "20990101000000Z", "cannot prove who it is"},
        {"127.0.0.1", "20200101000000Z", "20200102000000Z", "expired"},
        {"127.0.0.1", "20980101000000Z", "20990101000000Z", "not yet valid"},
        {"127.0.0.1", "20200101000000Z", "20990101000000Z", ""},
    };
    if (!tls_make_certificate(world->folder))
        skip();
    file_put(folder_file(world->folder, "a.png"), "HTTP/1.0 200 OK\r\n\r\nPIC a");
    char certificate[PATH_MAX];
    strcpy(certificate, folder_file(world->folder, "certificate.pem"));
    bool has_come = false;
    for (size_t i = 0; i < countof(CASES); i++) {
        int port;
        assert_true(tls_date_certificate(world->folder, CASES[i].from, CASES[i].until));
        pid_t server = tls_start(world->folder, &port);
        assert_true(port > 0);
        const Str address = str_printf(world->arena, "https://%s:%d/a.png", CASES[i].host, port);
        world->settings.ca_file = certificate;
        fetch(world, &address, 1);
        tls_stop(world->folder, server);
        expect_problem(world, address, CASES[i].words);
        assert_true(has_copy(world, address, "PIC a") == !*CASES[i].words);
        has_come = has_come || !*CASES[i].words;
    }
    assert_true(has_come);

    /* One that nobody vouches for. */
    int port;
    assert_true(tls_date_certificate(world->folder, "20200101000000Z", "20990101000000Z"));
    pid_t server = tls_start(world->folder, &port);
    const Str address = str_printf(world->arena, "https://127.0.0.1:%d/a.png", port);
    world->settings.ca_file = NULL;
    fetch(world, &address, 1);
    tls_stop(world->folder, server);
    expect_problem(world, address, "cannot prove who it is");
    size_t count;
    const Str *problems = collect_problems(world->collect, world->arena, &count);
    assert_int_equal(count, 1);
    assert_true(str_find(problems[0], "a.png") != SIZE_MAX);
    assert_false(has_copy(world, address, "PIC a"));
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(files_come_and_are_kept_fresh),
        test(it_is_known_when_the_server_answered_last),
        test(what_is_not_named_any_more_goes),
        test(what_is_wrong_leaves_the_last_one),
        test(there_are_limits),
        test(a_silent_server_keeps_nobody),
        test(a_server_has_to_prove_who_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
