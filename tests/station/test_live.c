/* test_live.c: the running program, told from outside: files that change, staff's words, a URL.
 *
 * The program runs in a window on Xvfb; what it shows is asked of its socket and read from the
 * screen. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../live/folder.h"
#include "../live/web.h"
#include "base/files.h"
#include "child.h"

#define LEAKS "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp"

#define NOT_STARTED (-1)

enum { PATIENCE_MS = 60000 };

/* Two rooms, one day. %s is the title of the first talk. */
static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main}, {id: side, name: Side}]\n"
                          "days:\n"
                          "  - date: 2026-05-16\n"
                          "    sessions:\n"
                          "      - {id: a, time: 09:00–10:00, room: main, title: %s}\n"
                          "      - {id: b, time: 10:00–11:00, room: main, title: Second}\n"
                          "      - {id: c, time: 09:00–11:00, room: side, title: Third}\n";

typedef struct {
    Server server;
    bool has_server;
    char display[32], runtime[PATH_MAX], state[PATH_MAX], cache[PATH_MAX];
    char folder[PATH_MAX], day[PATH_MAX];
    Arena *arena;
} World;

static void write_day(const World *world, const char *title) {
    char text[2048];
    const char *beside = folder_file(world->folder, ".day.new");
    snprintf(text, sizeof text, DAY, title);
    file_put(beside, text);
    assert_int_equal(rename(beside, world->day), 0);
}

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    world->has_server = server_start(&world->server, "640x360");
    folder_fresh(world->folder, sizeof world->folder, "app-live");
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
    snprintf(world->display, sizeof world->display, "DISPLAY=%s", world->server.display);
    /* A socket's address is short. */
    char runtime[] = "/tmp/kiosk-live-XXXXXX";
    assert_non_null(mkdtemp(runtime));
    snprintf(world->runtime, sizeof world->runtime, "XDG_RUNTIME_DIR=%s", runtime);
    snprintf(world->state, sizeof world->state, "XDG_STATE_HOME=%.4000s", world->folder);
    snprintf(world->cache, sizeof world->cache, "XDG_CACHE_HOME=%.4000s", world->folder);
    write_day(world, "First");
    *context = world;
    return 0;
}

static const char *runtime_folder(const World *world) {
    return world->runtime + strlen("XDG_RUNTIME_DIR=");
}

static int tear_down(void **context) {
    World *world = *context;
    if (world->has_server)
        server_end(&world->server);
    folder_remove(runtime_folder(world));
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

/* ---- the program ---------------------------------------------------------------------------- */

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* Started at `at` with these sources, and its first picture shown. */
static Child start_with(const World *world, const char *const *sources, const char *screen,
                        const char *at) {
    if (!world->has_server) {
        print_message("Xvfb is not installed\n");
        skip();
    }
    const char *argv[24] = {KIOSK_PROGRAM, "--log-level", "debug",       "--renderer", "software",
                            "--windowed",  "640x360",     "--at",        at,           "--speed",
                            "1",           "--state",     world->folder, "--screen",   screen};
    for (size_t i = 0; sources[i]; i++)
        argv[15 + i] = sources[i];
    const char *env[] = {
        world->display, "SDL_VIDEODRIVER=x11", "DBUS_SESSION_BUS_ADDRESS=",   LEAKS, world->runtime,
        world->state,   world->cache,          "KIOSK_DATA=" TEST_SOURCE_DIR, NULL};
    Child child = child_start(argv, env);
    const char *line;
    while ((line = child_line(&child, PATIENCE_MS)) && !strstr(line, "first frame"))
        ;
    if (!line)
        fail_msg("the program does not come up");
    return child;
}

static Child start_at(const World *world, const char *path, const char *screen, const char *at) {
    const char *const sources[] = {path, NULL};
    return start_with(world, sources, screen, at);
}

static Child start_kiosk(const World *world, const char *path, const char *screen) {
    return start_at(world, path, screen, "2026-05-16 09:30");
}

static int connect_to(const World *world, const char *screen) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/kiosk/%.20s.sock",
             runtime_folder(world), screen);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = PATIENCE_MS / 1000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail_msg("%s does not answer", address.sun_path);
    return fd;
}

/* The answer to one line; json_decref. */
static json_t *ask(const World *world, const char *screen, const char *line) {
    int fd = connect_to(world, screen);
    char text[256];
    snprintf(text, sizeof text, "%s\n", line);
    assert_true(send(fd, text, strlen(text), MSG_NOSIGNAL) > 0);
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    assert_non_null(answer);
    return answer;
}

static void tell(const World *world, const char *line) {
    json_t *answer = ask(world, "test", line);
    if (!json_is_true(json_object_get(answer, "ok")))
        fail_msg("%s: %s", line, json_string_value(json_object_get(answer, "error")));
    json_decref(answer);
}

/* Something of the status: "now/0/title". */
static Str status_of(const World *world, const char *screen, const char *path) {
    json_t *answer = ask(world, screen, "status");
    const json_t *at = json_object_get(answer, "status");
    char copy[128], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *key = strtok_r(copy, "/", &rest); key; key = strtok_r(NULL, "/", &rest))
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(key)) : json_object_get(at, key);
    const char *text = json_string_value(at);
    Str found = str_copy(world->arena, str_from(text ? text : ""));
    json_decref(answer);
    return found;
}

/* Asks until the status says that, or begins with that. */
static void wait_status(const World *world, const char *screen, const char *path,
                        const char *wanted) {
    double until = now_ms() + PATIENCE_MS;
    while (!str_starts(status_of(world, screen, path), wanted) ||
           (*wanted == 0 && status_of(world, screen, path).len))
        if (now_ms() > until)
            fail_msg("%s is \"%.*s\", not \"%s\"", path, str_arg(status_of(world, screen, path)),
                     wanted);
}

/* True when the whole screen is of one colour at its four corners, red and not dark: an
 * emergency. */
static bool is_red(const World *world) {
    Pixmap frame = server_frame(&world->server);
    bool is_all = true;
    size_t last = (size_t)frame.width * (size_t)frame.height - 1;
    const size_t corners[] = {0, (size_t)frame.width - 1, last - (size_t)frame.width + 1, last};
    for (size_t i = 0; i < countof(corners); i++) {
        uint32_t pixel = frame.pixels[corners[i]];
        uint32_t red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff;
        is_all = is_all && red > 150 && green < 90 && blue < 90;
    }
    pixmap_free(&frame);
    return is_all;
}

static double wait_red(const World *world, bool is_wanted, double since) {
    while (is_red(world) != is_wanted)
        if (now_ms() > since + PATIENCE_MS)
            fail_msg("the screen is %sred", is_wanted ? "not " : "still ");
    return now_ms() - since;
}

/* ---- the tests ------------------------------------------------------------------------------ */

static void a_changed_file_is_shown(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    Str before = status_of(world, "test", "slot/until");
    write_day(world, "Renamed");
    wait_status(world, "test", "now/0/title", "Renamed");
    assert_true(before.len > 0);
    /* Broken, empty, away: what is shown stays, and staff are told. */
    file_put(world->day, "kiosk: 1\nevent: [\n");
    wait_status(world, "test", "problems/0", world->day);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "Renamed"));
    write_day(world, "Mended");
    wait_status(world, "test", "now/0/title", "Mended");
    wait_status(world, "test", "problems/0", "");
    unlink(world->day);
    wait_status(world, "test", "problems/0", world->day);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "Mended"));
    write_day(world, "Back");
    wait_status(world, "test", "now/0/title", "Back");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* The slide that is shown goes on: a reload does not begin the cycle anew. */
static void a_reload_keeps_the_phase(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    for (int i = 0; i < 3; i++) {
        Str until = status_of(world, "test", "slot/until");
        Str view = status_of(world, "test", "slot/view");
        char title[16];
        snprintf(title, sizeof title, "Title %d", i);
        write_day(world, title);
        wait_status(world, "test", "now/0/title", title);
        Str then = status_of(world, "test", "slot/until");
        Str now = status_of(world, "test", "clock/now");
        bool is_over = strncmp(now.s, until.s, 19) >= 0; /* both are times of the same zone */
        if (!is_over &&
            (!str_equal(until, then) || !str_equal(view, status_of(world, "test", "slot/view"))))
            fail_msg("the slide was until %.*s, and is until %.*s", str_arg(until), str_arg(then));
    }
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void an_emergency_is_there_at_once(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_false(is_red(world));
    const char *emergency = folder_file(world->folder, "emergency.txt");
    char path[PATH_MAX];
    strcpy(path, emergency);
    double worst = 0;
    for (int i = 0; i < 3; i++) {
        double since = now_ms();
        tell(world, "notice \"Leave the building\" --level emergency");
        double took = wait_red(world, true, since);
        worst = took > worst ? took : worst;
        tell(world, "lift emergency");
        wait_red(world, false, now_ms());
        since = now_ms();
        file_put(path, "Fire\n");
        took = wait_red(world, true, since);
        worst = took > worst ? took : worst;
        unlink(path);
        wait_red(world, false, now_ms());
    }
    print_message("emergency on the screen after %.0f ms at most\n", worst);
    assert_true(worst < 2000); /* with sanitizers, on a busy machine; bench/ measures */
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void changes_survive_a_kill(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    tell(world, "delay main +10");
    tell(world, "cancel c");
    assert_int_equal(child_end(&kiosk, SIGKILL), 128 + SIGKILL);
    kiosk = start_kiosk(world, world->day, "test"); /* takes over the dead one's socket */
    assert_true(str_starts(status_of(world, "test", "next/0/start"), "2026-05-16T10:10"));
    assert_true(str_equal_c(status_of(world, "test", "changes/1/do"), "cancel"));
    /* And a reload of the file. */
    write_day(world, "Renamed");
    wait_status(world, "test", "now/0/title", "Renamed");
    assert_true(str_starts(status_of(world, "test", "next/0/start"), "2026-05-16T10:10"));
    tell(world, "undo");
    tell(world, "undo");
    assert_true(str_starts(status_of(world, "test", "next/0/start"), "2026-05-16T10:00"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* At four in the morning another conference day begins, while the program runs. */
static void changes_end_with_their_day(void **context) {
    World *world = *context;
    Child kiosk = start_at(world, world->day, "test", "2026-05-17 03:59:52");
    tell(world, "cancel c");
    tell(world, "hold agenda");
    assert_true(str_equal_c(status_of(world, "test", "changes/1/do"), "hold"));
    wait_status(world, "test", "changes/0/do", "");
    assert_false(str_equal_c(status_of(world, "test", "slot/view"), "agenda"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void screens_share_what_staff_say(void **context) {
    World *world = *context;
    Child one = start_kiosk(world, world->day, "test");
    Child two = start_kiosk(world, world->day, "other");
    tell(world, "move a side");
    wait_status(world, "other", "changes/0/do", "move");
    json_t *answer = ask(world, "other", "undo");
    assert_true(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    wait_status(world, "test", "changes/0/do", "");
    tell(world, "hold agenda");
    wait_status(world, "other", "slot/view", "agenda");
    assert_int_equal(child_end(&one, SIGTERM), 0);
    assert_int_equal(child_end(&two, SIGTERM), 0);
}

/* One of the status' problems is about the cancelled keynote. */
static bool has_lost_change(World *world) {
    json_t *answer = ask(world, "test", "status");
    const json_t *problem;
    const json_t *problems = json_object_get(json_object_get(answer, "status"), "problems");
    bool is_lost = false;
    for (size_t i = 0; (problem = json_array_get(problems, i)); i++)
        is_lost |= str_starts(str_from(json_string_value(problem)),
                              "cancel \"Keynote on sheets\" (Hall, 10:00): there");
    json_decref(answer);
    return is_lost;
}

/* Ids of a table are made from what is in it: a title that is corrected makes another one. */
static void a_change_follows_its_session(void **context) {
    World *world = *context;
    static const char TABLE[] = "Title,Start,End,Room,Date\n"
                                "%s,10:00,11:00,Hall,2026-05-16\n"
                                "Talk B,11:00,12:00,Hall,2026-05-16\n";
    char sheet[PATH_MAX], text[512];
    strcpy(sheet, folder_file(world->folder, "sheet.csv"));
    snprintf(text, sizeof text, TABLE, "Keynote on sheets");
    file_put(sheet, text);
    Child kiosk = start_at(world, sheet, "test", "2026-05-16 10:10");
    tell(world, "cancel Keynote");
    wait_status(world, "test", "now/0/title", ""); /* what is cancelled is not now */
    Str hash = status_of(world, "test", "schedule/hash");
    snprintf(text, sizeof text, TABLE, "Keynote on spreadsheets");
    file_put(sheet, text);
    while (str_equal(status_of(world, "test", "schedule/hash"), hash))
        ;
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), ""));
    assert_false(has_lost_change(world));
    /* Another talk is not it; staff are told, until it is back. */
    snprintf(text, sizeof text, TABLE, "Panel: who pays?");
    file_put(sheet, text);
    wait_status(world, "test", "now/0/title", "Panel");
    assert_true(str_equal_c(status_of(world, "test", "now/0/status"), "confirmed"));
    assert_true(has_lost_change(world));
    snprintf(text, sizeof text, TABLE, "Keynote on sheets");
    file_put(sheet, text);
    wait_status(world, "test", "now/0/title", "");
    assert_false(has_lost_change(world));
    hash = status_of(world, "test", "schedule/hash");
    snprintf(text, sizeof text, TABLE, "Keynote on spreadsheets");
    file_put(sheet, text);
    while (str_equal(status_of(world, "test", "schedule/hash"), hash))
        ;
    tell(world, "restore Keynote");
    wait_status(world, "test", "now/0/title", "Keynote on spreadsheets");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void a_url_is_shown_and_kept(void **context) {
    World *world = *context;
    Web *web = web_start();
    char url[128], day[2048];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/day.yaml", web_port(web));
    web_set(web, WEB_STATUS, "", 500);
    /* Nothing yet: a welcome, and the reason for staff. */
    Child kiosk = start_kiosk(world, url, "test");
    wait_status(world, "test", "problems/1", url);
    snprintf(day, sizeof day, DAY, "From afar");
    web_set(web, WEB_GOOD, day, 0);
    json_t *answer = ask(world, "test", "reload");
    assert_true(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "From afar"));
    /* What cannot be used does not take its place. */
    web_set(web, WEB_GOOD, "kiosk: 1\nevent: [", 0);
    answer = ask(world, "test", "reload");
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "From afar"));
    web_stop(web);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    /* Without a network the last good copy is shown, from the first picture on. */
    kiosk = start_kiosk(world, url, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "From afar"));
    wait_status(world, "test", "problems/0", url);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static bool is_now(const World *world, const char *title) {
    json_t *answer = ask(world, "test", "status");
    char *now = json_dumps(json_object_get(json_object_get(answer, "status"), "now"), 0);
    bool is_there = now && strstr(now, title) != NULL;
    free(now);
    json_decref(answer);
    return is_there;
}

/* Has all read again until that is shown. */
static void reload_until(const World *world, const char *title) {
    double until = now_ms() + PATIENCE_MS;
    while (!is_now(world, title)) {
        json_decref(ask(world, "test", "reload"));
        if (now_ms() > until)
            fail_msg("%s is not shown", title);
    }
}

/* A programme from a server, breaks from a file and from another server: each by itself. */
static void several_sources_go_on_by_themselves(void **context) {
    static const char EXTRA[] = "kiosk: 1\nevent: {name: Extra}\ndays:\n- date: 2026-05-16\n"
                                "  sessions: [{time: 09:00-10:00, title: %s, type: break}]\n";
    World *world = *context;
    Web *web = web_start(), *other = web_start();
    char url[128], second[128], text[2048];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/day.yaml", web_port(web));
    snprintf(second, sizeof second, "http://127.0.0.1:%d/b.yaml?key=secret", web_port(other));
    snprintf(text, sizeof text, DAY, "From afar");
    web_set(web, WEB_GOOD, text, 0);
    web_set(other, WEB_STATUS, "", 500);
    snprintf(text, sizeof text, EXTRA, "Coffee");
    file_put(world->day, text);
    const char *const sources[] = {url, world->day, second, NULL};
    Child kiosk = start_with(world, sources, "test", "2026-05-16 09:30");
    reload_until(world, "From afar");
    assert_true(is_now(world, "Coffee"));
    assert_true(str_equal_c(status_of(world, "test", "schedule/sources/0/name"), url));
    assert_true(str_equal_c(status_of(world, "test", "schedule/sources/0/problem"), ""));
    wait_status(world, "test", "schedule/sources/2/problem", "http://127.0.0.1");
    Str problem = status_of(world, "test", "schedule/sources/2/problem");
    assert_true(str_find(problem, "(500)") != SIZE_MAX);
    assert_true(str_find(problem, "secret") == SIZE_MAX);

    snprintf(text, sizeof text, EXTRA, "Tea");
    web_set(other, WEB_GOOD, text, 0);
    reload_until(world, "Tea");
    assert_true(str_equal_c(status_of(world, "test", "schedule/sources/2/problem"), ""));

    web_set(web, WEB_GOOD, "kiosk: 1\nevent: [", 0);
    snprintf(text, sizeof text, EXTRA, "Lemonade");
    file_put(world->day, text);
    reload_until(world, "Lemonade");
    wait_status(world, "test", "schedule/sources/0/problem", url);
    assert_true(is_now(world, "From afar"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    web_stop(web);
    web_stop(other);

    /* Each has its own copy for a start without a network. */
    kiosk = start_with(world, sources, "test", "2026-05-16 09:30");
    assert_true(is_now(world, "Lemonade") && is_now(world, "From afar") && is_now(world, "Tea"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void a_screenshot_is_what_is_shown(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    char line[PATH_MAX + 32];
    tell(world, "hold agenda");
    snprintf(line, sizeof line, "screenshot %.200s", folder_file(world->folder, "shot.png"));
    tell(world, line);
    assert_true(file_is_there(folder_file(world->folder, "shot.png")));
    json_t *answer = ask(world, "test", "screenshot /nowhere/at/all.png");
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    tell(world, "release");
    tell(world, "next");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* What a conference published one after the other, one of them broken, for 69 seconds. */
static void real_versions_follow_each_other(void **context) {
    World *world = *context;
    static const struct {
        const char *name;
        bool is_good;
        int sessions;
    } versions[] = {
        {"31c3-v1.3.xml", true, 137},
        {"31c3-v1.4-broken-leading-newline.xml", true, 139}, /* which strict readers refuse */
        {"half of 31c3-v1.4.xml", false, 139},               /* as an upload in progress */
        {"31c3-v1.4.xml", true, 139},
        {"31c3-v1.5.xml", true, 138},
    };
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/updates/%s", KIOSK_REAL_DATA, versions[0].name);
    if (!file_exists(path)) {
        print_message("the published files are not here\n");
        skip();
    }
    strcpy(world->day, folder_file(world->folder, "schedule.xml"));
    Child kiosk = {.pid = NOT_STARTED};
    Str last_hash = {0};
    for (size_t i = 0; i < countof(versions); i++) {
        Str bytes;
        char beside[PATH_MAX];
        const char *name = versions[i].name + (versions[i].is_good ? 0 : strlen("half of "));
        snprintf(path, sizeof path, "%s/updates/%s", KIOSK_REAL_DATA, name);
        assert_true(file_read(world->arena, path, &bytes));
        bytes.len /= versions[i].is_good ? 1 : 2;
        strcpy(beside, folder_file(world->folder, ".schedule.xml.tmp"));
        FILE *file = fopen(beside, "we");
        assert_true(file && fwrite(bytes.s, 1, bytes.len, file) == bytes.len);
        fclose(file);
        assert_int_equal(rename(beside, world->day), 0);
        if (kiosk.pid == NOT_STARTED)
            kiosk = start_kiosk(world, world->day, "test");
        json_t *answer = ask(world, "test", "reload");
        if (json_is_true(json_object_get(answer, "ok")) != versions[i].is_good)
            fail_msg("%s: %s", versions[i].name,
                     json_string_value(json_object_get(answer, "error")));
        json_decref(answer);
        answer = ask(world, "test", "status");
        const json_t *schedule = json_object_get(json_object_get(answer, "status"), "schedule");
        int sessions = (int)json_integer_value(json_object_get(schedule, "sessions"));
        if (sessions != versions[i].sessions)
            fail_msg("%s: %d sessions", versions[i].name, sessions);
        Str hash =
            str_copy(world->arena, str_from(json_string_value(json_object_get(schedule, "hash"))));
        json_decref(answer);
        assert_int_equal(str_equal(hash, last_hash), !versions[i].is_good);
        last_hash = hash;
        wait_status(world, "test", "problems/0", versions[i].is_good ? "" : "/");
    }
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_changed_file_is_shown),
        test(a_reload_keeps_the_phase),
        test(an_emergency_is_there_at_once),
        test(changes_survive_a_kill),
        test(changes_end_with_their_day),
        test(screens_share_what_staff_say),
        test(a_change_follows_its_session),
        test(a_url_is_shown_and_kept),
        test(several_sources_go_on_by_themselves),
        test(a_screenshot_is_what_is_shown),
        test(real_versions_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
