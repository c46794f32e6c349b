/* test_control_floods.c: the socket when more is asked of it than it can do: whose turn it is, and
 * who is let go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/wait.h>

#include "control_world.h"

/* A connection that another process has made, which has ended meanwhile. */
static int connected_by_another(const World *world) {
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    char byte = 0;
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    pid_t child = fork();
    if (child == 0) {
        int fd = connect_to(control_path(world->control));
        control.head = (struct cmsghdr){
            .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
        memcpy(CMSG_DATA(&control.head), &fd, sizeof fd);
        _exit(sendmsg(pair[1], &message, 0) != 1);
    }
    assert_int_equal(recvmsg(pair[0], &message, MSG_CMSG_CLOEXEC), 1);
    int fd, status;
    memcpy(&fd, CMSG_DATA(&control.head), sizeof fd);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(pair[0]);
    close(pair[1]);
    return fd;
}

static void a_flood_lets_nobody_go_but_itself(void **context) {
    World *world = *context;
    int slow = connected_by_another(world), asker = connected_by_another(world);
    serve(world);
    say(asker, "reload\n");
    ControlRequest asked, none;
    while (!control_take(world->control, world->arena, &asked))
        ;
    int flood[2 * CONTROL_CLIENTS_MAX];
    for (size_t i = 0; i < countof(flood); i++) {
        flood[i] = connected(world);
        say(flood[i], i % 2 ? "statu" : "");
        assert_false(control_take(world->control, world->arena, &none));
    }
    say(slow, "status\n");
    assert_int_equal(serve(world), 1);
    assert_string_equal(heard(world, slow), "<status>\n");
    control_answer(world->control, asked.client, str_from("read"));
    assert_string_equal(heard(world, asker), "read\n");
    for (size_t i = 0; i < countof(flood); i++)
        close(flood[i]);
    close(slow);
    close(asker);
}

/* Of one process those go first that have asked for nothing, whoever was silent for longest. */
static void who_waits_for_an_answer_stays(void **context) {
    World *world = *context;
    int asker = connected(world), idle[CONTROL_CLIENTS_MAX];
    ControlRequest asked, none;
    say(asker, "reload\n");
    while (!control_take(world->control, world->arena, &asked))
        ;
    for (size_t i = 0; i < countof(idle); i++) {
        idle[i] = connected(world);
        assert_false(control_take(world->control, world->arena, &none));
    }
    assert_string_equal(heard(world, idle[0]), "$");
    control_answer(world->control, asked.client, str_from("read"));
    assert_string_equal(heard(world, asker), "read\n");
    close(asker);
    for (size_t i = 0; i < countof(idle); i++)
        close(idle[i]);
}

/* And when all do, each from a process of its own, the next one waits until it can be let in. */
static void who_comes_when_all_wait_is_let_in_later(void **context) {
    World *world = *context;
    int fds[CONTROL_CLIENTS_MAX];
    ControlRequest asked[CONTROL_CLIENTS_MAX];
    for (size_t i = 0; i < countof(fds); i++) {
        fds[i] = connected_by_another(world);
        say(fds[i], "reload\n");
        while (!control_take(world->control, world->arena, &asked[i]))
            ;
    }
    int late = connected_by_another(world);
    say(late, "status\n");
    assert_int_equal(serve(world), 0); /* and the socket is quiet */
    control_answer(world->control, asked[3].client, str_from("read"));
    assert_int_equal(serve(world), 1);
    assert_string_equal(heard(world, late), "<status>\n");
    assert_string_equal(heard(world, fds[3]), "read\n");
    for (size_t i = 0; i < countof(fds); i++) {
        if (i != 3)
            control_answer(world->control, asked[i].client, str_from("read"));
        close(fds[i]);
    }
    close(late);
}

/* However much one has to say, each has its turn, and the loop gets its own back. */
static void each_has_a_turn(void **context) {
    World *world = *context;
    int many = connected(world), one = connected(world);
    say(many, "a\nb\nc\nd\n");
    say(one, "status\n");
    const char *const rounds[][2] = {{"a", "status"}, {"b"}, {"c"}, {"d"}};
    struct pollfd ready = {.fd = control_fd(world->control), .events = POLLIN};
    ControlRequest request;
    while (!control_take(world->control, world->arena, &request))
        assert_int_equal(poll(&ready, 1, 0), 1);
    for (size_t round = 0; round < countof(rounds); round++) {
        for (size_t i = 0; i < 2 && rounds[round][i]; i++) {
            if (round + i > 0)
                assert_true(control_take(world->control, world->arena, &request));
            assert_true(str_equal_c(request.line, rounds[round][i]));
            control_answer(world->control, request.client, str_from("x"));
        }
        assert_false(control_take(world->control, world->arena, &request));
        assert_int_equal(poll(&ready, 1, 0), round + 1 < countof(rounds));
    }
    close(many);
    close(one);
}

/* The next line was received with the one before it: no descriptor tells of it. */
static void a_line_behind_a_late_answer_wakes_the_loop(void **context) {
    World *world = *context;
    int fd = connected(world);
    ControlRequest request, none;
    say(fd, "reload\nstatus\n");
    while (!control_take(world->control, world->arena, &request))
        ;
    struct pollfd ready = {.fd = control_fd(world->control), .events = POLLIN};
    assert_false(control_take(world->control, world->arena, &none));
    assert_int_equal(poll(&ready, 1, 0), 0);
    control_answer(world->control, request.client, str_from("read"));
    assert_int_equal(serve(world), 1);
    assert_string_equal(heard(world, fd), "read\n<status>\n");
    close(fd);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_flood_lets_nobody_go_but_itself),          test(who_waits_for_an_answer_stays),
        test(who_comes_when_all_wait_is_let_in_later),    test(each_has_a_turn),
        test(a_line_behind_a_late_answer_wakes_the_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
