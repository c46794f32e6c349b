/* test_lost_fonts.c: font files that are cut short or go while the program draws with them.
 *
 * The running program (SDL's dummy driver) with two fonts of its own. Whoever is root has files
 * that look like a package's, which are mapped; for others they are read, and nothing happens at
 * all. */
#include <poll.h>
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
#include <unistd.h>

#include <cmocka.h>

#include "../live/folder.h"
#include "base/arena.h"
#include "base/files.h"
#include "base/steady.h"
#include "child.h"

enum { PATIENCE_MS = 60000 };

#define INTER "/usr/share/fonts/opentype/inter/Inter-"

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC, language: en}\n"
                          "rooms: [{id: main, name: Main}]\n"
                          "days: [{date: 2026-05-16, sessions: [\n"
                          "  {id: a, time: \"09:00-10:00\", room: main, title: First}]}]\n";

static const char FONTS[] = "families:\n"
                            "  Mine: {regular: Mine-Regular.otf, bold: Mine-Bold.otf}\n"
                            "roles:\n"
                            "  display: {families: [Mine]}\n"
                            "  body: {families: [Mine]}\n"
                            "  mono: {families: [Mine]}\n";

typedef struct {
    Arena *arena;
    char folder[PATH_MAX], runtime[PATH_MAX], data[PATH_MAX], regular[PATH_MAX], bold[PATH_MAX];
    Child child;
} World;

static void copy_file(Arena *arena, const char *from, const char *to) {
    Str bytes;
    if (!file_read(arena, from, &bytes)) {
        print_message("%s is not there\n", from);
        skip();
    }
    FILE *file = fopen(to, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.s, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(to, 0644), 0);
}

static int set_up(void **state) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    folder_fresh(world->folder, sizeof world->folder, "lost-fonts");
    char runtime[] = "/tmp/kiosk-fonts-XXXXXX";
    assert_non_null(mkdtemp(runtime));
    snprintf(world->runtime, sizeof world->runtime, "XDG_RUNTIME_DIR=%s", runtime);
    snprintf(world->data, sizeof world->data, "KIOSK_DATA=%.4000s", world->folder);
    file_put(folder_file(world->folder, "day.yaml"), DAY);
    assert_int_equal(symlink(TEST_SOURCE_DIR "/assets", folder_file(world->folder, "assets")), 0);
    assert_int_equal(mkdir(folder_file(world->folder, "fonts"), 0700), 0);
    file_put(folder_file(world->folder, "fonts/fonts.yaml"), FONTS);
    strcpy(world->regular, folder_file(world->folder, "fonts/Mine-Regular.otf"));
    strcpy(world->bold, folder_file(world->folder, "fonts/Mine-Bold.otf"));
    copy_file(world->arena, INTER "Regular.otf", world->regular);
    copy_file(world->arena, INTER "Bold.otf", world->bold);
    *state = world;
    return 0;
}

static void start(World *world, const char *const *argv, const char *sign) {
    const char *env[] = {"SDL_VIDEODRIVER=dummy",
                         "DBUS_SESSION_BUS_ADDRESS=",
                         "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp",
                         world->runtime,
                         world->data,
                         NULL};
    world->child = child_start(argv, env);
    const char *line;
    while ((line = child_line(&world->child, PATIENCE_MS)) && !strstr(line, sign))
        ;
    assert_non_null(line);
}

static void start_window(World *world) {
    const char *argv[] = {KIOSK_PROGRAM, "--log-level", "debug",
                          "--renderer",  "software",    "--windowed",
                          "640x360",     "--at",        "2026-05-16 09:30",
                          "--speed",     "0",           "--state",
                          world->folder, "--screen",    "test",
                          "--view",      "now_next",    folder_file(world->folder, "day.yaml"),
                          NULL};
    start(world, argv, "first frame");
}

/* The overlay of a stream, without a window. */
static void start_overlay(World *world) {
    const char *argv[] = {KIOSK_PROGRAM,
                          "overlay",
                          "--log-level",
                          "debug",
                          "--size",
                          "640x360",
                          "--view",
                          "notice",
                          "--png",
                          folder_file(world->folder, "overlay.png"),
                          "--at",
                          "2026-05-16 09:30",
                          "--speed",
                          "0",
                          "--state",
                          world->folder,
                          "--screen",
                          "test",
                          folder_file(world->folder, "day.yaml"),
                          NULL};
    start(world, argv, "listening on");
}

static int tear_down(void **state) {
    World *world = *state;
    int code = child_end(&world->child, SIGTERM);
    folder_remove(world->runtime + strlen("XDG_RUNTIME_DIR="));
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return code;
}

/* The answer's line. */
static Str ask(const World *world, const char *line) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/kiosk/test.sock",
             world->runtime + strlen("XDG_RUNTIME_DIR="));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        send(fd, line, strlen(line), MSG_NOSIGNAL) != (ssize_t)strlen(line))
        fail_msg("\"%s\": nobody listens", line);
    shutdown(fd, SHUT_WR);
    static char text[1 << 16];
    size_t len = 0;
    ssize_t got;
    while ((got = recv(fd, text + len, sizeof text - 1 - len, 0)) > 0)
        len += (size_t)got;
    close(fd);
    return str_copy(world->arena, (Str){text, len});
}

static bool says(Str text, const char *words) {
    return str_find(text, words) != SIZE_MAX;
}

/* A hash of what is on the screen. */
static uint64_t shown(const World *world) {
    const char *path = folder_file(world->folder, "shot.png");
    Str bytes, answer = ask(world, arena_printf(world->arena, "screenshot %s", path));
    if (!says(answer, "is written") || !file_read(world->arena, path, &bytes))
        fail_msg("%.*s", str_arg(answer));
    return str_hash(STR_HASH_SEED, bytes.s, bytes.len);
}

static void say(const World *world, const char *line) {
    Str answer = ask(world, line);
    if (!says(answer, "\"ok\":true") && !says(answer, "\"ok\": true"))
        fail_msg("\"%s\": %.*s", line, str_arg(answer));
}

static void with_a_font_left_it_goes_on(void **state) {
    World *world = *state;
    start_window(world);
    uint64_t before = shown(world);
    say(world, "notice \"Shoes at the door\"");
    assert_true(shown(world) != before);
    assert_int_equal(truncate(world->bold, 100), 0);
    say(world, "notice \"Coats at the window\"");
    uint64_t after = shown(world);
    assert_true(after != before);
    bool is_mapped = geteuid() == 0;
    assert_true(says(ask(world, "status"), "Mine-Bold.otf") == is_mapped);
    say(world, "lift info");
    assert_true((shown(world) == before) == !is_mapped); /* else in the other weight */
}

static void without_any_the_last_picture_stays(void **state) {
    World *world = *state;
    start_window(world);
    bool is_mapped = geteuid() == 0;
    uint64_t before = shown(world);
    assert_int_equal(truncate(world->bold, 0), 0);
    assert_int_equal(truncate(world->regular, 0), 0);
    say(world, "notice \"Shoes at the door\"");
    assert_true((shown(world) == before) == is_mapped);
    Str status = ask(world, "status");
    assert_true(says(status, "nothing new is drawn, since none is left") == is_mapped);
    assert_true(says(status, "2 font files") == is_mapped);
    say(world, "lift info");
    assert_true(shown(world) == before);
    /* And staff go on being told what is so. */
    say(world, "notice \"Coats at the window\"");
    assert_true(says(ask(world, "status"), "Coats at the window"));
}

/* Waits: the overlay is drawn by a thread of its own. */
static void wait_for_status(const World *world, const char *words) {
    Millis until = steady_now() + PATIENCE_MS;
    while (!says(ask(world, "status"), words) && steady_now() < until)
        poll(NULL, 0, 20);
    assert_true(says(ask(world, "status"), words));
}

static void an_overlay_tells_it_too(void **state) {
    World *world = *state;
    start_overlay(world);
    assert_false(says(ask(world, "status"), "font files"));
    if (geteuid() != 0) /* then files are read as a whole, and nothing is lost */
        return;
    assert_int_equal(truncate(world->bold, 0), 0);
    assert_int_equal(truncate(world->regular, 0), 0);
    say(world, "notice \"Shoes at the door\"");
    wait_for_status(world, "2 font files that were there at the start are gone or damaged");
    wait_for_status(world, "nothing new is drawn, since none is left");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(with_a_font_left_it_goes_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_any_the_last_picture_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_overlay_tells_it_too, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
