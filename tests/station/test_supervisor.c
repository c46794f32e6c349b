/* test_supervisor.c: what a supervisor is told (sd_notify's protocol), with a socket of the test's
 * in its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "../live/folder.h"
#include "base/files.h"
#include "base/inherited.h"
#include "base/log.h"
#include "own_resources.h"
#include "station/station.h"
#include "station/supervisor.h"

typedef struct {
    int fd; /* owned: where the supervisor listens */
    char name[64];
    char text[1024]; /* what it was told last */
} World;

static int set_up(void **state) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(world->name, sizeof world->name, "@kiosk-supervisor-test-%d", (int)getpid());
    strcpy(address.sun_path, world->name);
    address.sun_path[0] = 0;
    world->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(world->name));
    assert_int_equal(bind(world->fd, (struct sockaddr *)&address, len), 0);
    setenv("NOTIFY_SOCKET", world->name, 1);
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    close(world->fd);
    free(world);
    return 0;
}

/* The next thing that was said; empty: nothing. */
static const char *said(World *world) {
    ssize_t len = recv(world->fd, world->text, sizeof world->text - 1, MSG_DONTWAIT);
    world->text[len > 0 ? len : 0] = 0;
    return world->text;
}

static void nobody_is_told_nothing(void **state) {
    (void)state;
    unsetenv("NOTIFY_SOCKET");
    setenv("WATCHDOG_USEC", "3000000", 1);
    Supervisor *none = supervisor_open();
    assert_null(none);
    supervisor_alive(none, 5);
    assert_true(supervisor_patience(none, 5) == INT64_MAX);
    assert_false(supervisor_wants_status(none));
    supervisor_status(none, str_from("x"));
    supervisor_close(none);
    assert_null(getenv("WATCHDOG_USEC"));
    setenv("NOTIFY_SOCKET", "not/an/address", 1);
    assert_null(supervisor_open());
    setenv("NOTIFY_SOCKET", "@kiosk-supervisor-nobody-listens", 1);
    assert_null(supervisor_open());
}

static void ready_once_and_the_end(void **state) {
    World *world = *state;
    Supervisor *supervisor = supervisor_open();
    assert_non_null(supervisor);
    assert_null(getenv("NOTIFY_SOCKET"));
    assert_string_equal(said(world), "");
    supervisor_alive(supervisor, 1000);
    assert_string_equal(said(world), "READY=1\nWATCHDOG=1");
    supervisor_alive(supervisor, 100000000);
    assert_string_equal(said(world), "");
    assert_true(supervisor_patience(supervisor, 100000000) == INT64_MAX);
    supervisor_close(supervisor);
    assert_string_equal(said(world), "STOPPING=1");
}

static void the_watchdog_is_fed_three_times_as_often_as_it_asks(void **state) {
    World *world = *state;
    char pid[32];
    setenv("WATCHDOG_USEC", "60000000", 1);
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    setenv("WATCHDOG_PID", pid, 1);
    Supervisor *supervisor = supervisor_open();
    assert_int_equal(supervisor_patience(supervisor, 90000), 0);
    supervisor_alive(supervisor, 90000);
    assert_string_equal(said(world), "READY=1\nWATCHDOG=1");
    assert_int_equal(supervisor_patience(supervisor, 95000), 15000);
    supervisor_alive(supervisor, 109999);
    assert_string_equal(said(world), "");
    supervisor_alive(supervisor, 110000);
    assert_string_equal(said(world), "WATCHDOG=1");
    assert_int_equal(supervisor_patience(supervisor, 110000), 20000);
    assert_int_equal(supervisor_patience(supervisor, 200000), 0);
    supervisor_close(supervisor);

    /* Meant for another process, or no number at all. */
    static const char *const NAMES[][2] = {{"60000000", "1"}, {"6x", NULL}, {"-5", NULL}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        setenv("NOTIFY_SOCKET", world->name, 1);
        setenv("WATCHDOG_USEC", NAMES[i][0], 1);
        if (NAMES[i][1])
            setenv("WATCHDOG_PID", NAMES[i][1], 1);
        supervisor = supervisor_open();
        assert_true(supervisor_patience(supervisor, 5) == INT64_MAX);
        supervisor_close(supervisor);
    }
}

static void a_descriptor_is_kept_and_let_go(void **state) {
    World *world = *state;
    Supervisor *supervisor = supervisor_open();
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    supervisor_keep(supervisor, pipes[1], "kiosk-drm-0");
    struct iovec part = {world->text, sizeof world->text - 1};
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control.room};
    ssize_t length = recvmsg(world->fd, &message, MSG_DONTWAIT);
    assert_true(length > 0);
    world->text[length] = 0;
    assert_string_equal(world->text, "FDSTORE=1\nFDNAME=kiosk-drm-0");
    const struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    assert_non_null(rights);
    assert_int_equal(rights->cmsg_type, SCM_RIGHTS);
    int fd;
    memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    char byte = 'x', got = 0;
    assert_int_equal(write(fd, &byte, 1), 1); /* it is the very pipe */
    assert_int_equal(read(pipes[0], &got, 1), 1);
    assert_int_equal(got, 'x');
    close(fd);
    close(pipes[0]);
    close(pipes[1]);
    supervisor_let_go(supervisor, "kiosk-drm-0");
    assert_string_equal(said(world), "FDSTOREREMOVE=1\nFDNAME=kiosk-drm-0");
    supervisor_close(supervisor);
    supervisor_keep(NULL, 0, "x");
    supervisor_let_go(NULL, "x");
}

static void what_was_kept_is_found_by_its_name(void **state) {
    (void)state;
    char pid[32];
    Inherited found[4];
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "4", 1);
    setenv("LISTEN_FDNAMES", "kiosk.socket:kiosk-drm-2::kiosk-drm-0", 1);
    assert_int_equal(inherited_named("kiosk-drm-", found, 4), 2);
    assert_int_equal(found[0].fd, 4);
    assert_string_equal(found[0].name, "kiosk-drm-2");
    assert_int_equal(found[1].fd, 6);
    assert_int_equal(inherited_named("kiosk-drm-", found, 1), 1);
    assert_int_equal(inherited_named("other", found, 4), 0);
    setenv("LISTEN_FDS", "1", 1); /* fewer than names */
    assert_int_equal(inherited_named("kiosk-drm-", found, 4), 0);
    setenv("LISTEN_FDS", "4", 1);
    setenv("LISTEN_FDNAMES", "a", 1); /* more than names */
    assert_int_equal(inherited_named("kiosk-drm-", found, 4), 0);
    setenv("LISTEN_PID", "1", 1); /* meant for another process */
    assert_int_equal(inherited_named("a", found, 4), 0);
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
}

static void a_status_is_one_line_and_said_once(void **state) {
    World *world = *state;
    Supervisor *supervisor = supervisor_open();
    assert_true(supervisor_wants_status(supervisor));
    supervisor_status(supervisor, str_from("now, page 1\nREADY=1"));
    assert_string_equal(said(world), "STATUS=now, page 1 READY=1");
    supervisor_status(supervisor, str_from("now, page 1\nREADY=1"));
    assert_string_equal(said(world), "");
    char large[1000];
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = 0;
    supervisor_status(supervisor, str_from(large));
    assert_int_equal(strlen(said(world)), strlen("STATUS=") + 255);
    supervisor_close(supervisor);
}

/* A supervisor that does not read, or is gone, is not waited for. */
static void nobody_reads(void **state) {
    World *world = *state;
    Supervisor *supervisor = supervisor_open();
    for (int i = 0; i < 5000; i++) {
        char text[32];
        snprintf(text, sizeof text, "%d", i);
        supervisor_status(supervisor, str_from(text));
    }
    close(world->fd);
    world->fd = -1;
    supervisor_status(supervisor, str_from("still here"));
    supervisor_close(supervisor);
}

/* ---- the station, with a face that shows nothing -------------------------------------------- */

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main}]\n"
                          "days:\n"
                          "  - date: 2026-05-16\n"
                          "    sessions:\n"
                          "      - {id: a, time: 09:00–10:00, room: main, title: First}\n";

typedef struct {
    World *world;
    Station *station;
    size_t steps;
    Millis asked; /* how long it wants to sleep */
} TestFace;

static void face_set_schedule(void *face, const Schedule *schedule, const Source *source,
                              bool is_urgent) {
    (void)face, (void)schedule, (void)source, (void)is_urgent;
}

static ExitCode face_start(void *context, Station *station) {
    TestFace *face = context;
    face->station = station;
    return EXIT_FINE;
}

static void face_close(void *face) {
    (void)face;
}

static Instant face_step(void *context, Instant now) {
    (void)now;
    TestFace *face = context;
    assert_string_equal(said(face->world), ""); /* not before it is shown */
    face->steps++;
    return INSTANT_NEVER;
}

static void face_wait(void *context, Millis millis) {
    TestFace *face = context;
    face->asked = millis;
    assert_int_equal(face->steps, 1);
    assert_string_equal(said(face->world), "READY=1\nWATCHDOG=1");
    assert_string_equal(said(face->world), "STATUS=agenda, page 3, until 09:31:05");
    station_end(face->station);
}

static void face_status(void *face, Arena *arena, ControlStatus *status) {
    (void)face;
    status->screen_count = 1;
    status->screens = arena_new(arena, ControlScreen, 1);
    *status->screens = (ControlScreen){.is_there = true,
                                       .view = str_from("agenda"),
                                       .page = 3,
                                       .slide_until = INT64_C(1778923865000)}; /* 09:31:05 */
}

static void what_is_shown_is_told_after_it_is_shown(void **state) {
    World *world = *state;
    static const FaceKind KIND = {.has_displays = true,
                                  .set_schedule = face_set_schedule,
                                  .start = face_start,
                                  .close = face_close,
                                  .step = face_step,
                                  .wait = face_wait,
                                  .status = face_status};
    TestFace face = {.world = world};
    Resources resources = own_resources();
    char folder[PATH_MAX], day[PATH_MAX];
    folder_fresh(folder, sizeof folder, "station-supervisor");
    strcpy(day, folder_file(folder, "day.yaml"));
    file_put(day, DAY);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    setenv("WATCHDOG_USEC", "60000000", 1);
    StationSettings settings = {.source = {.resources = &resources, .path = day, .has_at = true},
                                .speed = 1,
                                .state_folder = folder,
                                .screen_name = "test",
                                .faces = {{.kind = &KIND, .self = &face}},
                                .face_count = 1};
    moment_parse(str_from("2026-05-16 09:30"), &settings.source.at);
    assert_int_equal(station_run(&settings), EXIT_FINE);
    assert_in_range(face.asked, 0, 20 * MILLIS_SECOND);
    assert_string_equal(said(world), "STOPPING=1");
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_is_told_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ready_once_and_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_watchdog_is_fed_three_times_as_often_as_it_asks, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_descriptor_is_kept_and_let_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_kept_is_found_by_its_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_status_is_one_line_and_said_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_reads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_shown_is_told_after_it_is_shown, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
