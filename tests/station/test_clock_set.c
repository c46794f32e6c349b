/* test_clock_set.c: the host's clock is set under the running program, by hours and by decades: a
 * computer without a battery that finds the network, a NTP that changes its mind. The screen is
 * that of the new time at once, and nothing ends. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../live/folder.h"
#include "base/files.h"
#include "child.h"
#include "live/live_socket.h"
#include "said.h"

/* How long a machine may take that has much else to do; nothing is told by it. */
enum { PATIENCE_MS = 120000 };

#define START  1569463517000 /* 2019-09-26 10:05:17 in Shanghai */
#define MINUTE 60000
#define HOUR   3600000

static const struct {
    const char *what;
    int64_t to;
} STEPS[] = {
    {"right after 1970", START},
    {"an hour on", START + HOUR},
    {"an hour back", START},
    {"two hours back", START - 2 * HOUR},
    {"the evening", START + 11 * HOUR},
    {"three minutes back", START + 11 * HOUR - 3 * MINUTE},
    {"1970 again", MINUTE + 17000},
    {"2038, behind 31 bits", INT64_C(2147483648) * 1000 + 3000},
    {"right again", START},
};

static void set_clock(const char *path, int64_t to) {
    char line[32];
    int fd = open(path, O_WRONLY | O_CLOEXEC),
        len = snprintf(line, sizeof line, "%lld\n", (long long)to);
    assert_int_equal(write(fd, line, (size_t)len), len);
    close(fd);
}

/* After it was told of the clock there is a picture of that time, as far as it has gone on since.
 * It is there because the clock was set: one that comes since a minute is over is of a whole
 * minute. The end of a crossfade to a picture of the time before may come first. */
static void expect_shown(Child *kiosk, const char *what, int64_t at) {
    Said said;
    do
        if (!said_next(kiosk, &said, PATIENCE_MS))
            fail_msg("%s: the screen stands", what);
    while (said.at < at || said.at > at + PATIENCE_MS);
    if (said.at % MINUTE == 0)
        fail_msg("%s: the picture came with the minute", what);
}

static void expect_kept(const char *folder, const char *words) {
    Arena *arena = arena_create();
    Str answer, text;
    const Str *names;
    size_t count, found = 0;
    assert_true(live_ask(arena, str_from("kiosk"), str_from("notice hello"), &answer));
    assert_true(str_find(answer, "\"ok\": true") != SIZE_MAX ||
                str_find(answer, "\"ok\":true") != SIZE_MAX);
    assert_true(folder_list(arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (!str_ends(names[i], ".json"))
            continue;
        found++;
        assert_true(file_read(arena, folder_file(folder, names[i].s), &text));
        if (str_find(text, words) == SIZE_MAX)
            fail_msg("%s is not in %.*s", words, str_arg(text));
    }
    assert_int_equal(found, 1);
    arena_free(arena);
}

static void the_screen_follows(void **state) {
    (void)state;
    char folder[PATH_MAX], fifo[PATH_MAX], set[PATH_MAX + 16], runtime[PATH_MAX + 32];
    folder_fresh(folder, sizeof folder, "station-clock-set");
    strcpy(fifo, folder_file(folder, "clock"));
    assert_int_equal(mkfifo(fifo, 0600), 0);
    snprintf(set, sizeof set, "SET_CLOCK=%s", fifo);
    snprintf(runtime, sizeof runtime, "XDG_RUNTIME_DIR=%s", folder);
    const char *argv[] = {KIOSK_PROGRAM,
                          "--log-level",
                          "debug",
                          "--renderer",
                          "software",
                          "--windowed",
                          "320x180",
                          "--state",
                          folder,
                          "--view",
                          "agenda",
                          "--overlay",
                          "lower-third",
                          "--overlay-size",
                          "160x90",
                          "--frames",
                          "unix:clock-set-frames",
                          TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml",
                          NULL};
    const char *env[] = {"LD_PRELOAD=" SET_CLOCK_LIBRARY,
                         set,
                         "SET_CLOCK_FROM=100000",
                         runtime,
                         "SDL_VIDEODRIVER=dummy",
                         "DBUS_SESSION_BUS_ADDRESS=",
                         "KIOSK_DATA=" TEST_SOURCE_DIR,
                         "ASAN_OPTIONS=verify_asan_link_order=0",
                         "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp",
                         NULL};
    Child kiosk = child_start(argv, env);
    said_wait(&kiosk, "first frame", PATIENCE_MS);
    for (size_t i = 0; i < countof(STEPS); i++) {
        set_clock(fifo, STEPS[i].to);
        expect_shown(&kiosk, STEPS[i].what, STEPS[i].to);
    }
    /* What staff say now is of the day that it is now, which is an earlier one. */
    setenv("XDG_RUNTIME_DIR", folder, 1);
    expect_kept(folder, "\"date\": \"2019-09-26\"");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_screen_follows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
