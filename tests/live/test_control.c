/* test_control.c: the socket: lines in, answers out, and clients that behave badly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <jansson.h>

#include "base/files.h"
#include "base/log.h"
#include "control_world.h"
#include "plan.h"

static void a_line_is_answered(void **context) {
    World *world = *context;
    int fd = connected(world);
    say(fd, "status\n");
    assert_int_equal(serve(world), 1);
    assert_string_equal(heard(world, fd), "<status>\n");
    say(fd, "next\r\n\n  \nagain\n");
    assert_int_equal(serve(world), 2);
    assert_string_equal(heard(world, fd), "<next>\n<again>\n");
    close(fd);
}

static void a_line_may_come_in_pieces(void **context) {
    World *world = *context;
    int fd = connected(world);
    const char *line = "delay main +10\n";
    for (size_t i = 0; line[i]; i++) {
        char piece[] = {line[i], 0};
        assert_string_equal(heard(world, fd), "");
        say(fd, piece);
        assert_int_equal(serve(world), line[i] == '\n');
    }
    assert_string_equal(heard(world, fd), "<delay main +10>\n");
    close(fd);
}

/* As `echo status | nc -U` does. */
static void who_has_said_all_is_answered(void **context) {
    World *world = *context;
    int fd = connected(world);
    say(fd, "status");
    shutdown(fd, SHUT_WR);
    assert_int_equal(serve(world), 1);
    assert_string_equal(heard(world, fd), "<status>\n");
    serve(world);
    assert_string_equal(heard(world, fd), "$");
    close(fd);
}

static void clients_do_not_wait_for_each_other(void **context) {
    World *world = *context;
    int silent = connected(world), half = connected(world), deaf = connected(world);
    int gone = connected(world), good = connected(world);
    say(half, "stat");
    say(gone, "status\n");
    close(gone);
    /* It asks and asks, and never reads. */
    static char many[4096 * 6];
    for (size_t i = 0; i + 6 < sizeof many; i += 6)
        memcpy(many + i, "status", 6), many[i + 5] = '\n';
    for (int i = 0; i < 40; i++) {
        if (send(deaf, many, sizeof many, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
            break;
        serve(world);
    }
    say(good, "status\n");
    serve(world);
    assert_string_equal(heard(world, good), "<status>\n");
    assert_string_equal(heard(world, silent), "");
    say(half, "us\n");
    serve(world);
    assert_string_equal(heard(world, half), "<status>\n");
    close(silent);
    close(half);
    close(deaf);
    close(good);
}

static void the_socket_is_quiet_at_rest(void **context) {
    World *world = *context;
    int fd = connected(world);
    say(fd, "status\n");
    serve(world);
    struct pollfd waiting = {.fd = control_fd(world->control), .events = POLLIN};
    assert_int_equal(poll(&waiting, 1, 0), 0);
    /* A client that goes while its answer is awaited, with another line unread. */
    int hasty = connected(world);
    say(hasty, "reload\nstatus\n");
    ControlRequest request;
    while (!control_take(world->control, world->arena, &request))
        ;
    close(hasty);
    ControlRequest none;
    for (int i = 0; i < 3; i++)
        assert_false(control_take(world->control, world->arena, &none));
    assert_int_equal(poll(&waiting, 1, 0), 0);
    control_answer(world->control, request.client, str_from("late"));
    serve(world);
    assert_int_equal(poll(&waiting, 1, 0), 0);
    /* A client that has gone half-way, in the middle of a line and of an answer. */
    say(fd, "sta");
    close(fd);
    serve(world);
    serve(world);
    assert_int_equal(poll(&waiting, 1, 0), 0);
}

static void the_oldest_silent_one_makes_room(void **context) {
    World *world = *context;
    int fds[CONTROL_CLIENTS_MAX + 4];
    for (size_t i = 0; i < countof(fds); i++) {
        fds[i] = connected(world);
        serve(world);
    }
    say(fds[countof(fds) - 1], "status\n");
    serve(world);
    assert_string_equal(heard(world, fds[countof(fds) - 1]), "<status>\n");
    assert_string_equal(heard(world, fds[0]), "$");
    assert_string_equal(heard(world, fds[4]), "");
    for (size_t i = 0; i < countof(fds); i++)
        close(fds[i]);
}

static void a_line_without_end_is_cut(void **context) {
    World *world = *context;
    int fd = connected(world);
    static char line[CONTROL_LINE_MAX + 100];
    memset(line, 'x', sizeof line);
    assert_true(send(fd, line, sizeof line, MSG_DONTWAIT | MSG_NOSIGNAL) > 0);
    say(fd, "\n");
    assert_int_equal(serve(world), 2); /* the rest is a line of its own, and refused as such */
    close(fd);
}

static void a_late_answer_finds_its_client(void **context) {
    World *world = *context;
    int first = connected(world), second = connected(world);
    ControlRequest a, b, none;
    say(first, "reload\nstatus\n");
    while (!control_take(world->control, world->arena, &a))
        ;
    assert_true(str_equal_c(a.line, "reload"));
    say(second, "status\n");
    while (!control_take(world->control, world->arena, &b))
        ;
    assert_true(a.client != b.client);
    /* The first waits for its answer before its next line is taken. */
    assert_false(control_take(world->control, world->arena, &none));
    control_answer(world->control, b.client, str_from("b"));
    control_answer(world->control, a.client, str_from("a"));
    control_answer(world->control, 9999, str_from("nobody"));
    assert_string_equal(heard(world, first), "a\n");
    assert_string_equal(heard(world, second), "b\n");
    assert_true(control_take(world->control, world->arena, &a));
    assert_true(str_equal_c(a.line, "status"));
    close(first);
    close(second);
}

static void a_large_answer_arrives_whole(void **context) {
    World *world = *context;
    int fd = connected(world);
    enum { SIZE = 900000 };
    char *text = arena_new(world->arena, char, SIZE);
    memset(text, 'y', SIZE);
    say(fd, "status\n");
    ControlRequest request;
    while (!control_take(world->control, world->arena, &request))
        ;
    control_answer(world->control, request.client, (Str){.s = text, .len = SIZE});
    size_t total = 0;
    while (total < SIZE + 1) {
        static char part[65536];
        ssize_t got = recv(fd, part, sizeof part, MSG_DONTWAIT);
        assert_true(got > 0 || errno == EAGAIN);
        total += got > 0 ? (size_t)got : 0;
        assert_false(control_take(world->control, world->arena, &request));
    }
    assert_int_equal(total, SIZE + 1);
    close(fd);
}

/* What is logged between the two, at the level of warnings. */
static int said_begin(const World *world) {
    fflush(stderr);
    log_set_level(LOG_WARNING);
    int former = dup(2), fd = open(folder_file(world->folder, "said"), O_RDWR | O_CREAT, 0600);
    assert_true(former >= 0 && fd >= 0 && dup2(fd, 2) == 2);
    close(fd);
    return former;
}

static const char *said_end(const World *world, int former) {
    Str text;
    fflush(stderr);
    log_set_level(LOG_ERROR);
    assert_int_equal(dup2(former, 2), 2);
    close(former);
    assert_true(file_read(world->arena, folder_file(world->folder, "said"), &text));
    return text.s;
}

static void sockets_of_the_dead_are_taken_over(void **context) {
    World *world = *context;
    const char *path = control_path(world->control);
    assert_non_null(strstr(path, "/kiosk.sock"));
    int former = said_begin(world);
    Control *second = control_open(world->folder, "kiosk");
    const char *said_by_second = said_end(world, former);
    assert_non_null(second);
    assert_true(str_equal_c(control_name(second, world->arena), "kiosk-2"));
    assert_non_null(strstr(control_path(second), "/kiosk-2.sock"));
    assert_non_null(strstr(said_by_second, "another kiosk is called \"kiosk\" already"));
    assert_non_null(strstr(said_by_second, "\"kiosk-2\"; give it a name of its own with --screen"));
    control_close(second);
    assert_false(file_is_there(folder_file(world->folder, "kiosk-2.sock")));
    pid_t child = fork();
    if (child == 0) {
        control_open(world->folder, "dead");
        _exit(0); /* as if killed: nothing is tidied up */
    }
    waitpid(child, NULL, 0);
    assert_true(file_is_there(folder_file(world->folder, "dead.sock")));
    Control *heir = control_open(world->folder, "dead");
    assert_non_null(heir);
    assert_non_null(strstr(control_path(heir), "/dead.sock"));
    int fd = connect_to(control_path(heir));
    assert_true(fd >= 0);
    close(fd);
    control_close(heir);
}

static void others_are_kept_out(void **context) {
    World *world = *context;
    struct stat info;
    assert_int_equal(stat(world->folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_int_equal(stat(control_path(world->control), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    /* A folder that others can write to, or a link, is not trusted. */
    char other[PATH_MAX];
    strcpy(other, folder_file(world->folder, "open"));
    assert_int_equal(mkdir(other, 0700), 0);
    assert_int_equal(chmod(other, 0777), 0);
    fflush(stderr);
    log_set_level(LOG_ERROR);
    assert_null(control_open(other, "kiosk"));
    strcpy(other, folder_file(world->folder, "link"));
    assert_int_equal(symlink(world->folder, other), 0);
    assert_null(control_open(other, "kiosk"));
}

enum { NOBODY = 65534, IS_LET_GO = 3, IS_HEARD = 4 };

/* As another user, to a socket whose folder and mode do not keep it out: how it is treated. */
static int speak_as_nobody(const char *folder) {
    char answer[16];
    int fd = -1;
    if (chdir(folder) != 0 || setuid(NOBODY) != 0 || (fd = connect_to("kiosk.sock")) < 0)
        return 1;
    send(fd, "status\n", 7, MSG_NOSIGNAL);
    return recv(fd, answer, sizeof answer, 0) > 0 ? IS_HEARD : IS_LET_GO;
}

/* The kernel says whose process is at the other end: even where the modes do not help, as after a
 * wrong chmod, another user is not obeyed. */
static void another_user_is_not_heard(void **context) {
    World *world = *context;
    if (geteuid() != 0) {
        print_message("only root can play another user\n");
        skip();
    }
    assert_int_equal(chmod(world->folder, 0755), 0);
    assert_int_equal(chmod(control_path(world->control), 0666), 0);
    pid_t child = fork();
    if (child == 0)
        _exit(speak_as_nobody(world->folder));
    int status, lines = 0;
    while (waitpid(child, &status, WNOHANG) == 0)
        lines += serve(world);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), IS_LET_GO);
    assert_int_equal(lines, 0);
    int fd = connected(world); /* we are */
    say(fd, "status\n");
    assert_int_equal(serve(world), 1);
    close(fd);
}

static void messages_are_lines_of_json(void **context) {
    World *world = *context;
    Answer refused = {.code = EXIT_OUTPUT, .text = str_from("no \"x\"\nline 2")};
    Answer done = {.text = str_from("好")};
    Str line = control_answer_json(world->arena, &refused);
    assert_true(str_equal_c(line, "{\"ok\":false,\"error\":\"no \\\"x\\\"\\nline 2\",\"exit\":4}"));
    assert_true(
        str_equal_c(control_answer_json(world->arena, &done), "{\"ok\":true,\"message\":\"好\"}"));
}

static const char *text_at(const json_t *object, const char *a, const char *b) {
    const char *text = json_string_value(json_object_get(json_object_get(object, a), b));
    return text ? text : "(none)";
}

static void the_status_says_what_is_shown(void **context) {
    World *world = *context;
    const char *lines[] = {"A main 09:00 10:00 talk", "C main 09:00 09:45 talk",
                           "B main 10:00 10:30 talk", NULL};
    Schedule *schedule = plan_create("main", lines);
    ((Session *)schedule->sessions)[1].status = SESSION_CANCELLED;
    schedule->hash = 0xabc;
    LiveState *live = live_create(PLAN_DATE);
    LiveOp op = {.kind = LIVE_DELAY, .at = plan_time("09:20"), .by = 600000, .room = {"main", 4}};
    live_do(live, &op);
    Str problem[] = {str_from("day.yaml:3:1: error: tabs"), str_from("\xE9t\xE9.yaml: 好")};
    ControlScreen screens[] = {{.view = str_from("agenda"),
                                .page = 2,
                                .is_there = true,
                                .room = str_from("main"),
                                .slide_from = plan_time("09:29"),
                                .slide_until = INSTANT_NEVER,
                                .next_change = plan_time("09:31"),
                                .width = 1920},
                               {.display = 2,
                                .name = str_from("HDMI-2"),
                                .view = str_from("partners"),
                                .next_change = plan_time("09:32")}};
    ControlStatus status = {.version = "1",
                            .schedule = schedule,
                            .schedule_name = str_from("/srv/day.yaml"),
                            .now = plan_time("09:30"),
                            .schedule_age = 61000,
                            .screens = screens,
                            .screen_count = 2,
                            .problems = problem,
                            .problem_count = countof(problem),
                            .live = live,
                            .speed = 1};
    Answer answer = {.status = control_status_json(world->arena, &status)};
    Str line = control_answer_json(world->arena, &answer);
    assert_null(memchr(line.s, '\n', line.len));
    json_t *root = json_loadb(line.s, line.len, 0, NULL);
    const json_t *s = json_object_get(root, "status");
    assert_true(json_is_true(json_object_get(root, "ok")));
    assert_string_equal(text_at(s, "schedule", "hash"), "0000000000000abc");
    assert_string_equal(text_at(s, "slot", "view"), "agenda");
    assert_string_equal(text_at(s, "slot", "next_change"), "2026-05-16T09:31:00+00:00");
    assert_string_equal(text_at(s, "slot", "until"), "(none)");
    assert_string_equal(text_at(s, "clock", "now"), "2026-05-16T09:30:00+00:00");
    assert_true(json_is_boolean(json_object_get(json_object_get(s, "clock"), "synchronised")));
    assert_string_equal(json_string_value(json_array_get(json_object_get(s, "problems"), 0)),
                        "day.yaml:3:1: error: tabs");
    assert_string_equal(json_string_value(json_array_get(json_object_get(s, "problems"), 1)),
                        "\uFFFDt\uFFFD.yaml: 好");
    /* What is said of the kiosk is said of its first display; all are in the list. */
    const json_t *list = json_object_get(s, "screens"), *second = json_array_get(list, 1);
    assert_int_equal(json_array_size(list), 2);
    assert_true(
        json_equal(json_object_get(s, "slot"), json_object_get(json_array_get(list, 0), "slot")));
    assert_true(json_equal(json_object_get(s, "screen"),
                           json_object_get(json_array_get(list, 0), "screen")));
    assert_int_equal(json_integer_value(json_object_get(second, "display")), 2);
    assert_string_equal(json_string_value(json_object_get(second, "name")), "HDMI-2");
    assert_true(json_is_false(json_object_get(second, "there")));
    assert_string_equal(text_at(second, "slot", "view"), "partners");
    const json_t *now = json_array_get(json_object_get(s, "now"), 0);
    assert_string_equal(json_string_value(json_object_get(now, "id")), "A");
    assert_int_equal(json_array_size(json_object_get(s, "now")), 1);
    const json_t *gone = json_array_get(json_object_get(s, "gone"), 0);
    assert_string_equal(json_string_value(json_object_get(gone, "id")), "C");
    const json_t *change = json_array_get(json_object_get(s, "changes"), 0);
    assert_int_equal(json_integer_value(json_object_get(change, "minutes")), 10);
    json_decref(root);
    /* Without a schedule it is an answer too. */
    status = (ControlStatus){.now = 0, .schedule_age = -1, .screens = screens, .screen_count = 1};
    answer.status = control_status_json(world->arena, &status);
    line = control_answer_json(world->arena, &answer);
    root = json_loadb(line.s, line.len, 0, NULL);
    assert_true(json_is_true(json_object_get(root, "ok")));
    json_decref(root);
    live_free(live);
    schedule_free(schedule);
}

static void the_folder_is_the_users_own(void **context) {
    World *world = *context;
    setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
    assert_true(str_equal_c(control_folder(world->arena), "/run/user/7/kiosk"));
    unsetenv("XDG_RUNTIME_DIR");
    unsetenv("HOME");
    Str folder = control_folder(world->arena); /* nobody else may write above it */
    assert_true(folder.len == 0 || str_starts(folder, "/run/"));
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_line_is_answered),           test(a_line_may_come_in_pieces),
        test(who_has_said_all_is_answered), test(clients_do_not_wait_for_each_other),
        test(the_socket_is_quiet_at_rest),  test(the_oldest_silent_one_makes_room),
        test(a_line_without_end_is_cut),    test(a_late_answer_finds_its_client),
        test(a_large_answer_arrives_whole), test(sockets_of_the_dead_are_taken_over),
        test(others_are_kept_out),          test(another_user_is_not_heard),
        test(messages_are_lines_of_json),   test(the_status_says_what_is_shown),
        test(the_folder_is_the_users_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
