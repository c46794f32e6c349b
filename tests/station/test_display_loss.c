/* test_display_loss.c: the X server is killed under the running program. A stream beside the screen
 * goes on and its staff are heard; a screen alone ends with a code, and the next run knows why. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../live/folder.h"
#include "base/exits.h"
#include "child.h"

enum { PATIENCE_MS = 60000, WIDTH = 160, HEIGHT = 90 };

typedef struct {
    char folder[PATH_MAX];
    char runtime[32];
    Server server;
    Child child;
    bool has_server, has_child;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    folder_fresh(world->folder, sizeof world->folder, "station-display-loss");
    strcpy(world->runtime, "/tmp/kiosk-loss-XXXXXX");
    if (!mkdtemp(world->runtime))
        return -1;
    *context = world;
    return 0;
}

static int end(World *world, int signal_number) {
    world->has_child = false;
    return child_end(&world->child, signal_number);
}

/* Killed, so that it says goodbye to nobody. */
static void kill_server(World *world) {
    world->has_server = false;
    kill(world->server.child.pid, SIGKILL);
    server_end(&world->server);
}

static int tear_down(void **context) {
    World *world = *context;
    if (world->has_child)
        end(world, SIGKILL);
    if (world->has_server)
        kill_server(world);
    folder_remove(world->runtime);
    folder_remove(world->folder);
    free(world);
    return 0;
}

static void need_server(World *world) {
    world->has_server = server_start(&world->server, "320x180");
    if (world->has_server)
        return;
    print_message("Xvfb is not installed\n");
    skip();
}

/* `more`: NULL at the end. */
static void start(World *world, const char *const *more) {
    const char *argv[32] = {KIOSK_PROGRAM, "--log-level", "debug",    "--at", "2019-09-26 09:31",
                            "--state",     world->folder, "--screen", "test"};
    size_t count = 9;
    while (*more)
        argv[count++] = *more++;
    argv[count] = TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml";
    char display[32], runtime[64];
    snprintf(display, sizeof display, "DISPLAY=%s", world->server.display);
    snprintf(runtime, sizeof runtime, "XDG_RUNTIME_DIR=%s", world->runtime);
    const char *env[] = {display,
                         runtime,
                         "SDL_VIDEODRIVER=x11",
                         "DBUS_SESSION_BUS_ADDRESS=",
                         "KIOSK_DATA=" TEST_SOURCE_DIR,
                         "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp",
                         NULL};
    world->child = child_start(argv, env);
    world->has_child = true;
    const char *line;
    while ((line = child_line(&world->child, PATIENCE_MS)) && !strstr(line, "first frame"))
        continue;
    if (!line)
        fail_msg("the program does not come up");
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval limit = {.tv_sec = PATIENCE_MS / 1000};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        fail_msg("nobody listens at %s", path);
    return fd;
}

/* The answer as text, to be freed. */
static char *ask(const World *world, const char *line) {
    char path[100], text[256];
    snprintf(path, sizeof path, "%s/kiosk/test.sock", world->runtime);
    int fd = connect_to(path), len = snprintf(text, sizeof text, "%s\n", line);
    assert_int_equal(send(fd, text, (size_t)len, MSG_NOSIGNAL), len);
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    if (!answer)
        fail_msg("\"%s\" is not answered", line);
    char *said = json_dumps(answer, JSON_ENSURE_ASCII);
    json_decref(answer);
    return said;
}

static bool answers(const World *world, const char *line, const char *word) {
    char *said = ask(world, line);
    bool has_word = strstr(said, word);
    free(said);
    return has_word;
}

static void read_frames(int fd, size_t frames) {
    static uint8_t bytes[WIDTH * HEIGHT * 4];
    for (size_t i = 0; i < frames; i++)
        for (size_t len = 0; len < sizeof bytes;) {
            ssize_t got = read(fd, bytes + len, sizeof bytes - len);
            if (got <= 0)
                fail_msg("the stream has ended");
            len += (size_t)got;
        }
}

/* Until the program has noticed: at rest the socket's end wakes it. */
static void wait_for_line(World *world, const char *words) {
    const char *line;
    while ((line = child_line(&world->child, PATIENCE_MS)) && !strstr(line, words))
        continue;
    if (!line)
        fail_msg("\"%s\" is never said", words);
}

static void the_stream_goes_on(World *world, const char *renderer, const char *speed) {
    char frames[100], target[110];
    snprintf(frames, sizeof frames, "%s/frames", world->runtime);
    snprintf(target, sizeof target, "unix:%s", frames);
    start(world,
          (const char *[]){"--renderer", renderer, "--speed", speed, "--overlay", "lower-third",
                           "--overlay-size", "160x90", "--frames", target, NULL});
    int reader = connect_to(frames);
    read_frames(reader, 2);
    assert_true(answers(world, "status", "\"ok\": true"));
    kill_server(world);
    wait_for_line(world, "goes on without the screen");
    read_frames(reader, 20);
    assert_true(answers(world, "status", "the stream goes on"));
    assert_true(answers(world, "notice \"We go on\" --level emergency", "\"ok\": true"));
    assert_true(answers(world, "reload", "\"ok\": true"));
    assert_true(answers(world, "status", "We go on"));
    char shot[PATH_MAX + 16];
    snprintf(shot, sizeof shot, "screenshot %s", folder_file(world->folder, "shot.png"));
    assert_true(answers(world, shot, "is written")); /* the stream's picture */
    assert_true(answers(world, "next", "no pages"));
    read_frames(reader, 20);
    close(reader);
    assert_int_equal(end(world, SIGTERM), EXIT_FINE);
}

static void a_stream_goes_on_at_rest(void **state) {
    need_server(*state);
    the_stream_goes_on(*state, "software", "1");
}

/* A minute in a second: most of the time a crossfade runs. */
static void a_stream_goes_on_in_a_crossfade(void **state) {
    need_server(*state);
    the_stream_goes_on(*state, "software", "60");
}

static void a_screen_alone_ends_and_is_started_again(void **state) {
    World *world = *state;
    need_server(world);
    start(world, (const char *[]){"--renderer", "software", NULL});
    assert_true(answers(world, "cancel 1", "ok"));
    kill_server(world);
    wait_for_line(world, "server has ended");
    assert_int_equal(end(world, 0), EXIT_DISPLAY);
    need_server(world);
    start(world, (const char *[]){"--renderer", "software", NULL});
    assert_true(answers(world, "status", "the display's server ended"));
    assert_int_equal(end(world, SIGTERM), EXIT_FINE);
}

/* One that nobody listens at. */
static int free_port(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, len), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    close(fd);
    return ntohs(address.sin_port);
}

/* The operators' page alone shows nothing to anybody: what is to be seen is the screen. */
static void a_page_for_operators_does_not_keep_it(void **state) {
    World *world = *state;
    need_server(world);
    char at[32];
    snprintf(at, sizeof at, "127.0.0.1:%d", free_port());
    start(world, (const char *[]){"--renderer", "software", "--operator", at, NULL});
    kill_server(world);
    wait_for_line(world, "server has ended");
    assert_int_equal(end(world, 0), EXIT_DISPLAY);
}

/* A session that is shut down: both go at once. */
static void a_shutdown_waits_for_nobody(void **state) {
    World *world = *state;
    need_server(world);
    start(world, (const char *[]){"--renderer", "software", NULL});
    child_stop(&world->child);
    kill_server(world);
    kill(world->child.pid, SIGTERM);
    child_continue(&world->child);
    int code = end(world, 0);
    assert_true(code == EXIT_FINE || code == EXIT_DISPLAY);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_stream_goes_on_at_rest),
        TEST(a_stream_goes_on_in_a_crossfade),
        TEST(a_screen_alone_ends_and_is_started_again),
        TEST(a_page_for_operators_does_not_keep_it),
        TEST(a_shutdown_waits_for_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
